//! XPath 1.0 as ODK uses it: text → tokens → [`Expr`] → [`Value`]. `docs/xpath.md` says where ODK differs from
//! XPath and what is done here.
//!
//! [`evaluate`] stands on its own: any document, any context node. [`evaluate_expr`] is the same for an
//! expression that is read once and computed often, with a [`Scope`] that says what its names mean.
//!
//! **Invariant:** whatever an expression says, reading and computing it ends, with a value or an error:
//! length, nesting, steps, sizes of results and of node-sets are bounded, and nothing in here panics.
//!
//! **Invariant:** pure. The time, the zone and the seed are in [`Environment`]; the same in gives the same out.

mod ast;
mod axes;
mod compare;
mod convert;
mod date;
mod environment;
mod error;
mod eval;
mod functions;
mod lookup;
mod names;
mod nodes;
mod parse;
mod pattern;
mod print;
mod scope;
mod token;
mod value;
mod visit;
mod xform;

pub use ast::{Axis, Call, Chain, Expr, NodeTest, Operator, Path, Reference, Refused, Start, Step, Term};
pub use date::{DateNumbers, Moment};
pub use environment::{Environment, Limits, Namespaces};
pub use error::ExprError;
pub use eval::{evaluate, evaluate_expr};
pub(crate) use names::is_ncname;
pub use nodes::NodeSet;
pub use parse::{MAX_CHARACTERS, MAX_DEPTH};
pub use pattern::Pattern;
pub use scope::{Documents, NodeType, Scope, Standing};
pub use value::Value;
