//! A deterministic simulation of a commune: devices, server and network in one thread, out of a seed.
//!
//! What runs is the real code: [`sync::session::Session`], the device's encrypted store, frames as bytes, and the
//! server's admission, store and feed. What is simulated is everything around it: time, chance, the network, disks
//! that fill, machines that die in the middle of a write, backups that are put back.
//!
//! A run is a script of deeds drawn from its seed. At its end the weather is fine and everybody syncs until nothing
//! moves; then [`check`] holds what was said to be saved against what is there. docs/simulation.md tells how to use it.
//!
//! **Invariant:** a seed is a run: the same deeds, the same faults, the same outcome, on every machine.

mod check;
mod deeds;
mod faults;
mod files;
mod journal;
mod ledger;
mod many;
mod network;
mod office;
mod office_deeds;
mod phone;
mod quiet;
mod script;
mod template;
mod world;

pub use faults::{Counts, Fault};
pub use journal::Journal;
pub use many::{Summary, many};

use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::Arc;
use template::Template;
use world::World;

/// A bug put in on purpose, to see that the checks can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Planted {
    /// A device loses an answer that it has just said to be saved.
    LosesACommit,
    /// A device takes silence for success: its outbox forgets without a receipt.
    ForgetsWithoutReceipt,
    /// A device moves its cursor beyond a feed entry that it did not keep.
    SkipsFeed,
}

/// What came of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub seed: u64,
    /// Empty when everything held.
    pub failures: Vec<String>,
    pub faults: Counts,
    /// Things that were said to be saved, and of these, how many burnt with their last copy.
    pub said: usize,
    pub excused: usize,
    /// Dossiers that end the day on a device, with a reason and a branch to look at: a person must do something.
    pub waiting_for_a_person: usize,
    /// Empty unless it was asked for.
    pub journal: Vec<String>,
}

/// Where runs are made: what they begin with, and a place for their files.
#[derive(Debug, Clone)]
pub struct Simulation {
    template: Arc<Template>,
    place: PathBuf,
}

impl Simulation {
    /// Prepares what every run begins with: a second or so.
    pub fn prepare() -> Self {
        Self { template: Arc::new(Template::make()), place: quick_place() }
    }

    /// One run. A panic of the code under test is a failure of the run.
    pub fn run(&self, seed: u64, planted: Option<Planted>, journal: Journal) -> Outcome {
        let folder = tempfile::Builder::new()
            .prefix("donghanh-simulation-")
            .tempdir_in(&self.place)
            .expect("a folder for the run");
        let mut world = World::begin(folder.path(), &self.template, seed, planted, journal);
        let ended = std::panic::catch_unwind(AssertUnwindSafe(|| {
            world.live();
            world.come_to_rest();
            world.check();
        }));
        if let Err(panic) = ended {
            let words = panic
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| panic.downcast_ref::<&str>().copied())
                .unwrap_or("without words");
            world.fail(format!("panicked: {words}"));
        }
        Outcome {
            seed,
            failures: std::mem::take(&mut world.failures),
            said: world.ledger.said.len(),
            excused: world.ledger.said.iter().filter(|said| said.excused.is_some()).count(),
            waiting_for_a_person: world.stuck.len(),
            journal: world.journal.take(),
            faults: world.counts,
        }
    }
}

/// In memory where the system has such a folder: nothing here is meant to outlive the run, and what a machine that
/// loses power leaves on its disk is simulated.
fn quick_place() -> PathBuf {
    let memory = PathBuf::from("/dev/shm");
    if memory.is_dir() { memory } else { std::env::temp_dir() }
}
