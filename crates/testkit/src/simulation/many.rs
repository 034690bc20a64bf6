//! Many runs, on as many threads as there are cores.

use super::{Counts, Journal, Outcome, Simulation};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// What came of many runs.
#[derive(Debug, Default)]
pub struct Summary {
    pub runs: u64,
    /// Runs in which something did not hold, by seed.
    pub failed: Vec<Outcome>,
    pub faults: Counts,
    pub said: u64,
    pub excused: u64,
    pub waiting_for_a_person: u64,
}

/// Runs the seeds `first..first + runs`. `progress` hears how many are done, now and then.
pub fn many(
    simulation: &Simulation,
    first: u64,
    runs: u64,
    threads: usize,
    progress: &(dyn Fn(u64, usize) + Sync),
) -> Summary {
    let next = AtomicU64::new(0);
    let summary = Mutex::new(Summary::default());
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    if place >= runs {
                        return;
                    }
                    let outcome = simulation.run(first.wrapping_add(place), None, Journal::none());
                    let mut summary = summary.lock().expect("no thread panics while it adds");
                    summary.add(outcome);
                    progress(summary.runs, summary.failed.len());
                }
            });
        }
    });
    let mut summary = summary.into_inner().expect("no thread panics while it adds");
    summary.failed.sort_by_key(|outcome| outcome.seed);
    summary
}

impl Summary {
    fn add(&mut self, outcome: Outcome) {
        self.runs += 1;
        self.said += outcome.said as u64;
        self.excused += outcome.excused as u64;
        self.waiting_for_a_person += outcome.waiting_for_a_person as u64;
        self.faults.add_all(&outcome.faults);
        if !outcome.failures.is_empty() {
            self.failed.push(outcome);
        }
    }
}
