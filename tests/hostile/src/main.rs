//! `cargo xtask mutate`: mutants of genuine messages against the real workers of the real program.

use clap::Parser;
use hostile::chance::Chance;
use hostile::scenes::{self, Scene};
use hostile::stopwatch::Stopwatch;
use hostile::trial::{Fault, Tally, trial};
use serde_json::json;
use server::workers::{Pool, PoolLimits};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use sync::admission::{Case, InProcess, Judge, Judged};
use wire::sync::RefusalCode;

/// Gives mutants of genuine sync messages, every checksum right, to the server's workers.
#[derive(Debug, Parser)]
#[command(name = "hostile")]
struct Arguments {
    /// How many mutants
    #[arg(long, default_value_t = 10_000)]
    count: u64,
    /// The same number makes the same mutants
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// One JSON object instead of words
    #[arg(long)]
    json: bool,
    /// Only the mutants of this index, to look at one again
    #[arg(long)]
    only: Option<u64>,
    /// The program whose workers judge; else DONGHANH_SERVER_BIN names it
    #[arg(long)]
    server: Option<PathBuf>,
    /// How many workers, each with a thread that feeds it
    #[arg(long)]
    workers: Option<NonZeroUsize>,
    /// One in so many that a worker took is judged in this process too, and the verdicts are compared
    #[arg(long, default_value_t = 16)]
    compare: usize,
}

/// What one request may take.
const LONGEST: Duration = Duration::from_secs(2);
const MOST_MEMORY_MB: u64 = 256;

/// The workers; now and then the same in this process.
#[derive(Debug)]
struct Compared<'a> {
    pool: &'a Pool,
    every: usize,
    chance: Mutex<Chance>,
    differed: AtomicU64,
    compared: AtomicU64,
}

impl Judge for Compared<'_> {
    fn judge(&self, case: Case) -> Result<Judged, RefusalCode> {
        let compare = self.chance.lock().is_ok_and(|mut chance| self.every > 0 && chance.once_in(self.every));
        if !compare {
            return self.pool.judge(case);
        }
        let there = self.pool.judge(case.clone());
        // What was too much for a worker would be for this process.
        if there != Err(RefusalCode::TooCostly) {
            self.compared.fetch_add(1, Ordering::Relaxed);
            if InProcess.judge(case) != there {
                self.differed.fetch_add(1, Ordering::Relaxed);
            }
        }
        there
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // Panics of the library are what is looked for here; they need not be printed a thousand times.
    std::panic::set_hook(Box::new(|_| {}));
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("hostile: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<bool, Box<dyn std::error::Error>> {
    let scenes = scenes::all()?;
    let workers =
        arguments.workers.or(std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let limits = PoolLimits { workers, within: LONGEST, ..PoolLimits::standard() };
    let named =
        arguments.server.clone().or_else(|| std::env::var_os("DONGHANH_SERVER_BIN").map(PathBuf::from));
    let pool = Pool::of(named.ok_or("which donghanh-server? --server FILE")?, limits)?;
    let base_mb = peak_mb(&pool);
    let judge = Compared {
        pool: &pool,
        every: arguments.compare,
        chance: Mutex::new(Chance::of(arguments.seed, u64::MAX)),
        differed: AtomicU64::new(0),
        compared: AtomicU64::new(0),
    };
    let began = Stopwatch::begin();
    let (tally, most_mb) = match arguments.only {
        Some(index) => (trial(&judge, &scenes, arguments.seed, index, LONGEST), peak_mb(&pool)),
        None => all(&judge, &scenes, arguments, workers),
    };
    let took = began.took();
    let differed = judge.differed.load(Ordering::Relaxed);
    let compared = judge.compared.load(Ordering::Relaxed);
    let over = most_mb.saturating_sub(base_mb) > MOST_MEMORY_MB;
    let well = tally.faults.is_empty() && differed == 0 && !over;
    if arguments.json {
        println!(
            "{}",
            json!({
                "mutants": tally.mutants, "given_to_the_library": tally.given, "seed": arguments.seed, "refused": tally.refused,
                "admitted": tally.admitted, "stored": tally.stored,
                "slowest_ms": tally.slowest.as_millis(), "judged_s": tally.together.as_secs(),
                "took_s": took.as_secs(), "worker_mb": most_mb, "idle_worker_mb": base_mb,
                "compared": compared, "differed": differed, "faults": tally.faults.len(), "well": well,
            })
        );
    } else {
        println!(
            "{} mutants of {} scenes, seed {}, in {} s",
            tally.mutants,
            scenes.len(),
            arguments.seed,
            took.as_secs()
        );
        println!("  given to the library: {}", tally.given);
        for (code, count) in &tally.refused {
            println!("  refused, {code}: {count}");
        }
        println!(
            "  admitted: {}, of which {} brought something and load again",
            tally.admitted, tally.stored
        );
        println!(
            "  slowest: {} ms; a worker's peak: {most_mb} MB (idle {base_mb} MB)",
            tally.slowest.as_millis()
        );
        println!("  judged in this process too: {compared}, other verdicts: {differed}");
    }
    for fault in tally.faults.iter().take(10) {
        tell(fault, arguments.seed);
    }
    Ok(well)
}

/// Every thread takes the next index that nobody has.
fn all(judge: &Compared<'_>, scenes: &[Scene], arguments: &Arguments, workers: NonZeroUsize) -> (Tally, u64) {
    let (next, done) = (AtomicU64::new(0), AtomicU64::new(0));
    let sum = Mutex::new((Tally::default(), 0u64));
    std::thread::scope(|scope| {
        for _ in 0..workers.get() {
            scope.spawn(|| {
                let (mut mine, mut most_mb) = (Tally::default(), 0);
                while done.load(Ordering::Relaxed) < arguments.count {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let tally = trial(judge, scenes, arguments.seed, index, LONGEST);
                    let before = done.fetch_add(tally.mutants, Ordering::Relaxed);
                    mine.add(tally);
                    if index.is_multiple_of(256) {
                        most_mb = most_mb.max(peak_mb(judge.pool));
                    }
                    if before / 100_000 != before.saturating_add(1) / 100_000 && !arguments.json {
                        eprintln!("  {before} mutants");
                    }
                }
                if let Ok(mut sum) = sum.lock() {
                    sum.0.add(mine);
                    sum.1 = sum.1.max(most_mb);
                }
            });
        }
    });
    let (tally, most_mb) = sum.into_inner().unwrap_or_default();
    (tally, most_mb.max(peak_mb(judge.pool)))
}

/// The most that any of the workers ever held, as the system counts it; 0 where it does not say.
fn peak_mb(pool: &Pool) -> u64 {
    let of = |process: u32| {
        let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()
    };
    pool.idle_processes().into_iter().filter_map(of).max().unwrap_or(0) / 1024
}

fn tell(fault: &Fault, seed: u64) {
    eprintln!("FAULT at --seed {seed} --only {}, in \"{}\": {}", fault.index, fault.scene, fault.what);
    let head = fault.message.get(..2_000).unwrap_or(&fault.message);
    eprintln!("  {} bytes: {}", fault.message.len(), data_encoding::BASE64.encode(head));
}
