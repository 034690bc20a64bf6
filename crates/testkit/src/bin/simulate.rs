//! `cargo xtask simulate`: many runs of the simulation, or one of them in full.

use clap::Parser;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;
use testkit::simulation::{Fault, Journal, Outcome, Simulation, Summary, many};

/// Simulated communes out of seeds: bad networks, crashes, full disks, wrong clocks, backups put back.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask simulate", bin_name = "cargo xtask simulate")]
struct Arguments {
    /// How many runs; their seeds follow each other
    #[arg(long, default_value_t = 1_000)]
    runs: u64,
    /// The first seed; without it, one from the clock, which is printed
    #[arg(long)]
    seed: Option<u64>,
    /// The figures as one line of JSON
    #[arg(long)]
    json: bool,
    /// Tells everything that happens: meant for one run
    #[arg(long)]
    log: bool,
    /// Without it, as many as there are cores
    #[arg(long)]
    threads: Option<usize>,
}

/// Progress is told so often.
const EVERY: u64 = 2_000;
/// No more failing runs than that are told; their number is.
const TOLD: usize = 10;

#[expect(
    clippy::disallowed_methods,
    reason = "the edge: a fresh seed and the runs per second are the system's"
)]
fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let seed = arguments.seed.unwrap_or_else(|| {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        now.as_secs()
    });
    // A panic of the code under test is a failure of its run and told there.
    std::panic::set_hook(Box::new(|_| {}));
    let simulation = Simulation::prepare();
    if arguments.log {
        return tell_one(&simulation.run(seed, None, Journal::kept()));
    }
    let threads = arguments
        .threads
        .unwrap_or_else(|| std::thread::available_parallelism().map_or(1, std::num::NonZero::get));
    let began = Instant::now();
    let told = AtomicU64::new(0);
    let summary = many(&simulation, seed, arguments.runs, threads, &|done, failed| {
        if done / EVERY > told.fetch_max(done / EVERY, Ordering::Relaxed) {
            eprintln!("{done} runs, {failed} failed, {:.0} s", began.elapsed().as_secs_f64());
        }
    });
    let seconds = began.elapsed().as_secs_f64();
    if arguments.json {
        println!("{}", as_json(&summary, seed, threads, seconds));
    } else {
        tell(&summary, seed, threads, seconds);
    }
    for outcome in summary.failed.iter().take(TOLD) {
        eprintln!("\nseed {} failed: cargo xtask simulate --seed {} --log", outcome.seed, outcome.seed);
        for failure in outcome.failures.iter().take(TOLD) {
            eprintln!("  {failure}");
        }
    }
    if summary.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn tell_one(outcome: &Outcome) -> ExitCode {
    for line in &outcome.journal {
        println!("{line}");
    }
    println!(
        "\n{} things were said to be saved; {} burnt with their last copy",
        outcome.said, outcome.excused
    );
    if outcome.failures.is_empty() {
        println!("seed {}: everything held", outcome.seed);
        return ExitCode::SUCCESS;
    }
    println!("seed {} failed:", outcome.seed);
    for failure in &outcome.failures {
        println!("  {failure}");
    }
    ExitCode::FAILURE
}

fn tell(summary: &Summary, seed: u64, threads: usize, seconds: f64) {
    let last = seed.wrapping_add(summary.runs.saturating_sub(1));
    println!(
        "{} runs (seeds {seed} to {last}) in {seconds:.1} s on {threads} threads: {:.1} runs/s",
        summary.runs,
        per_second(summary.runs, seconds)
    );
    println!("runs in which something was lost, doubled or different: {}", summary.failed.len());
    println!("said to be saved: {}; burnt with their last copy: {}", summary.said, summary.excused);
    println!("dossiers that wait on a device for a person: {}", summary.waiting_for_a_person);
    println!("faults: {}", summary.faults.total());
    for fault in Fault::ALL {
        println!("  {:<20} {:>9}", fault.name(), summary.faults.of(*fault));
    }
}

fn as_json(summary: &Summary, seed: u64, threads: usize, seconds: f64) -> serde_json::Value {
    let faults: serde_json::Map<String, serde_json::Value> =
        Fault::ALL.iter().map(|fault| (fault.name().to_owned(), summary.faults.of(*fault).into())).collect();
    serde_json::json!({
        "runs": summary.runs,
        "first_seed": seed,
        "threads": threads,
        "seconds": seconds,
        "runs_per_second": per_second(summary.runs, seconds),
        "failed": summary.failed.iter().map(|outcome| outcome.seed).collect::<Vec<_>>(),
        "said": summary.said,
        "excused": summary.excused,
        "waiting_for_a_person": summary.waiting_for_a_person,
        "faults_total": summary.faults.total(),
        "faults": faults,
    })
}

#[expect(clippy::cast_precision_loss, reason = "a figure to read")]
fn per_second(runs: u64, seconds: f64) -> f64 {
    runs as f64 / seconds.max(f64::EPSILON)
}
