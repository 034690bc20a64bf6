//! The simulation itself: that a seed is a run, that runs hold, and above all that a run can fail.

use testkit::simulation::{Journal, Planted, Simulation};

/// With so many seeds a planted bug must have shown itself.
const SEEDS: u64 = 60;

#[test]
fn a_seed_is_a_run_the_same_deeds_and_the_same_outcome_each_time() {
    let simulation = Simulation::prepare();
    for seed in [2, 11, 104_729] {
        let once = simulation.run(seed, None, Journal::kept());
        assert!(once.journal.len() > 30, "seed {seed}: something happens");
        assert_eq!(once, simulation.run(seed, None, Journal::kept()), "seed {seed}");
    }
}

#[test]
fn what_was_said_to_be_saved_is_where_it_must_be_when_everybody_is_at_rest() {
    let simulation = Simulation::prepare();
    let (mut said, mut faults) = (0, 0);
    for seed in 1..=25 {
        let outcome = simulation.run(seed, None, Journal::none());
        assert_eq!(outcome.failures, Vec::<String>::new(), "cargo xtask simulate --seed {seed} --log");
        said += outcome.said;
        faults += outcome.faults.total();
    }
    assert!(said > 200 && faults > 100, "{said} things were saved in {faults} faults");
}

#[test]
fn a_bug_that_was_planted_is_found() {
    let simulation = Simulation::prepare();
    for planted in [Planted::LosesACommit, Planted::ForgetsWithoutReceipt, Planted::SkipsFeed] {
        let found = (1..=SEEDS)
            .find(|seed| !simulation.run(*seed, Some(planted), Journal::none()).failures.is_empty());
        assert!(found.is_some(), "{planted:?} went unseen in {SEEDS} runs");
    }
}
