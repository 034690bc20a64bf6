//! The sync protocol, without I/O: what a device does with an answer, what a server does with a push.
//!
//! [`session`] is the device's side as a state machine: events in, effects out. [`admission`] is the
//! server's judgement over a push. [`frame`] is what travels. docs/sync-protocol.md tells it in words.
//!
//! **Invariant:** no disk, no socket, no clock and no chance in here; so a simulation can drive both ends.

pub mod admission;
mod chunks;
pub mod exchange;
pub mod feed;
pub mod frame;
pub mod session;

#[cfg(test)]
mod tests;
