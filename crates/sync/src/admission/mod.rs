//! The server's judgement over one push: all of it becomes part of the document, or none.
//!
//! Automerge must not be fed bytes of strangers unguarded (docs/sync-protocol.md, "Admission"). The steps, each in
//! a file: [`envelope`] takes the message apart without the library, [`screen`] bounds what its chunks inflate and
//! unroll to, [`changes`] takes the new changes out one by one ([`fresh`] reads a new document as a whole), [`shape`] looks at the document that they make, and
//! [`judge`](judge()) leads through them, saves, and loads again. What follows needs the server's bindings and is
//! asked afterwards, of plain facts: [`Judged::check`].
//!
//! **Invariant:** the peer's Bloom filters are never evaluated: what it has is told by its heads alone.
//!
//! **Invariant:** a [`Judged`] is plain data. Who receives one from a worker that may be killed never parses what
//! the stranger sent.

mod case;
mod changes;
pub(crate) mod envelope;
mod fresh;
mod judge;
mod limits;
mod operations;
mod rows;
pub(crate) mod screen;
mod shape;

pub use case::{ActorOwner, Case, FormMoved, Judged, NewChange, Stored};
#[cfg(test)]
pub(crate) use judge::judge_change_by_change;
pub use judge::{InProcess, Judge, admit, judge, safe_to_read};
pub use limits::Limits;
