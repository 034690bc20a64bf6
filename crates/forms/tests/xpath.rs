//! The evaluator by function and operator: tables of named cases, each an expression and what it gives.
#![expect(clippy::unwrap_used, reason = "a test may stop")]

#[path = "xpath/choices.rs"]
mod choices;
#[path = "xpath/comparison.rs"]
mod comparison;
#[path = "xpath/dates.rs"]
mod dates;
#[path = "xpath/limits.rs"]
mod limits;
#[path = "xpath/logic.rs"]
mod logic;
#[path = "xpath/nodes.rs"]
mod nodes;
#[path = "xpath/numbers.rs"]
mod numbers;
#[path = "xpath/operators.rs"]
mod operators;
#[path = "xpath/paths.rs"]
mod paths;
#[path = "xpath/properties.rs"]
mod properties;
#[path = "xpath/refused.rs"]
mod refused;
#[path = "xpath/support.rs"]
mod support;
#[path = "xpath/texts.rs"]
mod texts;
#[path = "xpath/trees.rs"]
mod trees;
#[path = "xpath/xforms.rs"]
mod xforms;
