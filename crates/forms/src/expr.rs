//! Expressions: XPath 1.0 as ODK uses it. Text → tokens → tree → value.
//!
//! **Invariant:** whatever a form says, reading and computing an expression ends, with a value or an error:
//! length, nesting, steps and sizes of results are bounded, and nothing in here panics.

mod ast;
mod error;
mod eval;
mod function;
mod parse;
#[cfg(test)]
mod tests;
mod text;
mod token;
mod value;

pub(crate) use ast::Expr;
pub use error::ExprError;
pub(crate) use eval::{Scope, evaluate};
pub(crate) use parse::parse;
pub(crate) use token::{references_in_text, split_references};
pub(crate) use value::{Value, iso_date};
