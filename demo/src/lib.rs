//! A commune on this machine: its server, its officer, its devices. For trying the product, for
//! showing the main job, and for the tests in real windows.
//!
//! **Invariant:** everything is real but the people: the server is the server's own program in a
//! process of its own, a device is the device library. Names and numbers are synthetic.

pub mod birth;
mod commune;
mod display;
mod officer;
pub mod program;
mod trouble;
mod wait;

pub use commune::{Commune, Logins, OfficerLogin};
pub use display::Display;
pub use officer::Officer;
pub use trouble::{Doing, Trouble};
pub use wait::{LONG, SHORT, until};

/// The PIN of demo devices. Not a secret: nothing real is behind it.
pub const DEMO_PIN: &str = "246810";
