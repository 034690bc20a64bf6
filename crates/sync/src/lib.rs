//! The sync protocol, without I/O: what a device does with an answer, what a server does with a push.
//!
//! [`session`] is the device's side as a state machine: events in, effects out. [`admission`] is the
//! server's judgement over a push. [`packs`] and [`catalogue`] bring procedure packs to devices. [`frame`] is what travels,
//! [`bare`] what need not,
//! [`budget`] how much of it at once, [`pace`] how often. docs/sync-protocol.md tells it in words.
//!
//! **Invariant:** no disk, no socket, no clock and no chance in here; so a simulation can drive both ends.

pub mod admission;
pub mod bare;
pub mod budget;
pub mod catalogue;
mod chunks;
pub mod exchange;
pub mod feed;
pub mod frame;
pub mod pace;
pub mod packs;
pub mod public;
pub mod receipt;
pub mod sealed;
pub mod session;

#[cfg(test)]
mod tests;
