//! Pushes are judged in processes of their own: what a stranger's bytes can do to one is end it.
//!
//! The server starts itself with the hidden command `judge`, as many times as the machine has cores, each on one end
//! of a socket pair. A case goes there and a verdict comes back ([`frames`]); a worker that takes too long is killed,
//! one that needs too much memory ends by itself, and the next push gets a new one.
//!
//! **Invariant:** in a running server, nothing but a worker parses what a stranger sent.

mod frames;
#[cfg(unix)]
mod pool;
mod work;
#[cfg(unix)]
mod worker;

#[cfg(unix)]
pub use pool::{Pool, PoolLimits};
pub use work::{WorkerError, serve};
