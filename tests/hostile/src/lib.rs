//! Sync messages as a stranger would write them: taken apart, changed, and put together with every checksum right.
//!
//! A wrong checksum is seen at once; what breaks a library has a right one. [`forge`] takes messages apart and puts
//! them together, [`scenes`] are genuine exchanges, [`mutate`] changes them, and [`trial`] gives the mutants to the
//! server's own judges and looks at what became of each.

pub mod chance;
pub mod columns;
pub mod forge;
pub mod mutate;
pub mod scenes;
pub mod stopwatch;
pub mod trial;
