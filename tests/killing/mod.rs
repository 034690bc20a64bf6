//! Real processes that die: the commune's server and two devices, over loopback through a network that cuts, stalls
//! and corrupts, each killed with SIGKILL at random moments and started again.
//!
//! A device says on its standard output what was saved, after it was. Now and then everything is let come to rest, and
//! what was said is held against what is in the devices' stores and in the server's.
//!
//! **Invariant:** whatever was started here is dead when the value that stands for it is gone.

#![expect(clippy::expect_used, clippy::missing_panics_doc, reason = "a broken test bench must stop the test")]

mod campaign;
mod device;
mod judge;
mod programs;

pub use campaign::{Campaign, Figures, kill_often};
pub use device::live;
