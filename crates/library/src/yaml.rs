//! Our YAML files as trees that remember where each value stands, and reading records out of them.
//!
//! **Invariant:** reading goes on after a fault, so an author sees every fault of a file at once. A scalar is
//! its text: `1.010040` stays `1.010040`, with or without quotes.

mod node;
mod parse;
mod read;
mod write;

pub(crate) use node::{Key, Node, Value};
pub(crate) use parse::parse;
pub(crate) use read::{Faults, Place, Read, record};
pub(crate) use write::write;
