//! Real windows for tests: the app's own window through WebKit's driver, the office's browser through
//! Chromium's, and a real commune server between them.
//!
//! **Invariant:** whatever a test started is dead when the test ends, however it ends. Nothing here
//! waits for a fixed time: a condition is polled until its deadline, and a missed one names itself.

mod app;
mod browser;
mod colleague;
mod desk;
mod family;
mod form;
mod keyboard;
mod page;
mod screen;
mod small_disk;
mod visit;

pub use app::App;
pub use browser::Browser;
pub use colleague::Colleague;
pub use demo::{Commune, DEMO_PIN, Display, Doing, LONG, SHORT, Trouble, until};

pub use family::family;
pub use keyboard::Keyboard;
pub use page::Page;
pub use screen::{bring_to_front, picture};
pub use small_disk::SmallDisk;
pub use visit::Visit;
