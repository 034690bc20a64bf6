//! `cargo xtask bench peers`: the same dossiers through automerge-repo, PouchDB and ours, in one run.
//!
//! Every server and every device is a process of its own with its store on the disk; between them is a [`Line`] that
//! counts and slows. docs/benchmarks.md says what counts as done for whom.

mod contender;
pub(crate) mod dossiers;
pub(crate) mod ours;
mod process;
mod table;

use crate::Options;
use crate::line::{Line, Passed, Rate};
use crate::memory::peak_kib;
use crate::report::{Report, as_figure, median};
use contender::Contender;
use process::{Asked, Late};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

const BENCH: &str = "peers";
/// So long one step may take; then it counts as this, and everything after it as not reached.
const LIMIT: Duration = Duration::from_secs(600);
const RUNS_PLAIN: usize = 3;

/// The links, by name: as browsers' developer tools call them.
const LINKS: [(&str, Option<Rate>); 3] = [
    ("plain", None),
    ("3g", Some(Rate { down_kbit: 750, up_kbit: 250, round_trip: Duration::from_millis(100) })),
    ("2g", Some(Rate { down_kbit: 250, up_kbit: 50, round_trip: Duration::from_millis(300) })),
];

/// What one step took.
#[derive(Clone, Copy, Debug)]
struct Took {
    ms: f64,
    passed: Passed,
    device_kib: u64,
    /// It was given up at [`LIMIT`].
    over: bool,
}

type Steps = BTreeMap<&'static str, Took>;

/// Medians by contender, link and step.
type Medians = BTreeMap<(&'static str, &'static str, &'static str), Took>;

pub(crate) fn run(report: &mut Report, options: &Options) {
    contender::must_be_built();
    let data = TempDir::new().expect("a temporary folder");
    let file = data.path().join("dossiers.json");
    let made = dossiers::made(options.dossiers, 7);
    std::fs::write(&file, serde_json::to_string(&made).expect("JSON")).expect("the dossiers are written");
    eprintln!(
        "peers: {} dossiers, {} fields and {} edits each",
        made.len(),
        dossiers::FIELDS,
        dossiers::EDITS
    );
    let mut medians = Medians::new();
    for contender in Contender::ALL.into_iter().filter(|contender| options.asks(contender.name())) {
        let prepared = prepared(contender, &file);
        for (link, rate) in LINKS.iter().filter(|(link, _)| options.wants(link)) {
            let runs = if rate.is_none() { RUNS_PLAIN } else { 1 };
            let mut all: Vec<Steps> = Vec::new();
            let mut office_kib = Vec::new();
            for _ in 0..runs {
                let (steps, office) = case(contender, prepared.path(), &file, *rate);
                all.push(steps);
                office_kib.push(as_figure(office));
            }
            for step in ["push", "pull", "idle", "edit"] {
                let took: Vec<Took> = all.iter().filter_map(|steps| steps.get(step).copied()).collect();
                if let Some(middle) = middle(&took) {
                    tell(report, contender.name(), link, step, &middle, took.len());
                    medians.insert((contender.name(), link, step), middle);
                }
            }
            let peak = median(&mut office_kib) / 1024.0;
            report.add(BENCH, format!("{}_{link}_server_peak", contender.name()), peak, "MiB", runs);
        }
    }
    ratios(report, &medians);
    eprintln!("\n{}", table::markdown(&medians));
}

/// A device with all dossiers on its disk and nothing sent. Made in memory where there is a disk of memory: what it
/// costs to save is not measured here.
fn prepared(contender: Contender, file: &Path) -> TempDir {
    let quick = Path::new("/dev/shm");
    let folder = if quick.is_dir() { TempDir::new_in(quick) } else { TempDir::new() };
    let folder = folder.expect("a temporary folder");
    eprintln!("  {}: filling the dossiers in", contender.name());
    let mut device = contender.device(folder.path(), None, None);
    device.must("make", json!({ "data": file }));
    device.end();
    folder
}

/// One device pushes everything, a new one pulls it, the first comes back with nothing new and then changes an
/// answer. Beside the steps: the most that the server held.
fn case(contender: Contender, prepared: &Path, file: &Path, rate: Option<Rate>) -> (Steps, u64) {
    let folder = TempDir::new().expect("a temporary folder");
    let place = |name: &str| -> PathBuf {
        let place = folder.path().join(name);
        std::fs::create_dir(&place).expect("a folder");
        place
    };
    let (first, second) = (place("first"), place("second"));
    copy_all(prepared, &first);
    let mut office = contender.office(&place("office"));
    let line = Line::to(office.address(), rate);
    let quiet = Duration::from_millis(400) + rate.map_or(Duration::ZERO, |rate| rate.round_trip * 3);
    let mut steps = Steps::new();

    let mut device = contender.device(&first, Some(line.address()), office.invite());
    device.must("load", json!({}));
    let mut measure = |device: &mut Asked, step: &'static str, with: serde_json::Value| {
        line.passed_when_quiet(quiet);
        line.reset();
        let took = device.ask(step, with, LIMIT);
        let over = took.is_err();
        let ms = took.unwrap_or_else(|Late| LIMIT.as_secs_f64() * 1000.0);
        let passed = if over { line.passed() } else { line.passed_when_quiet(quiet) };
        steps.insert(step, Took { ms, passed, device_kib: peak_kib(device.pid()), over });
        !over
    };
    'steps: {
        if !measure(&mut device, "push", json!({})) {
            break 'steps;
        }
        device.end();
        let mut newcomer = contender.device(&second, Some(line.address()), office.invite());
        let pulled = measure(&mut newcomer, "pull", json!({ "from": first }));
        if pulled {
            newcomer.must("check", json!({ "data": file, "from": first }));
        }
        newcomer.end();
        let mut device = contender.device(&first, Some(line.address()), None);
        device.must("load", json!({}));
        // The first sync after others may still fetch; the second finds nothing.
        if contender == Contender::Ours {
            device.must("idle", json!({}));
        }
        measure(&mut device, "idle", json!({}));
        let change = json!({ "question": "nyc_ho_ten", "value": "Trần Mẫu Đức Thịnh" });
        measure(&mut device, "edit", change);
        device.end();
    }
    let peak = peak_kib(office.pid());
    office.end();
    (steps, peak)
}

fn copy_all(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("the prepared folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("its type").is_dir() {
            std::fs::create_dir(&target).expect("a folder");
            copy_all(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).expect("a copy");
        }
    }
}

/// The run with the middle time.
fn middle(took: &[Took]) -> Option<Took> {
    let mut sorted = took.to_vec();
    sorted.sort_by(|a, b| a.ms.total_cmp(&b.ms));
    sorted.get(sorted.len() / 2).copied()
}

fn tell(report: &mut Report, who: &str, link: &str, step: &str, took: &Took, n: usize) {
    let name = |what: &str| format!("{who}_{link}_{step}_{what}");
    report.add(BENCH, name("time"), took.ms, "ms", n);
    if took.over {
        // What was reached until then; the time is a lower bound.
        report.add(BENCH, name("given_up"), 1.0, "count", n);
    }
    report.add(BENCH, name("up"), as_figure(took.passed.up), "B", n);
    report.add(BENCH, name("down"), as_figure(took.passed.down), "B", n);
    report.add(BENCH, name("round_trips"), as_figure(took.passed.round_trips), "count", n);
    report.add(BENCH, name("messages"), as_figure(took.passed.messages), "count", n);
    report.add(BENCH, name("device_peak"), as_figure(took.device_kib) / 1024.0, "MiB", n);
}

/// How many times ours a peer took. Where a peer was given up, the ratio is at least this.
fn ratios(report: &mut Report, medians: &Medians) {
    for ((who, link, step), peer) in medians.iter().filter(|((who, ..), _)| *who != Contender::Ours.name()) {
        let Some(ours) = medians.get(&(Contender::Ours.name(), *link, *step)) else { continue };
        let bytes = |took: &Took| as_figure(took.passed.up + took.passed.down);
        let n = 1;
        report.add(BENCH, format!("{who}_{link}_{step}_time_to_ours"), peer.ms / ours.ms, "ratio", n);
        report.add(
            BENCH,
            format!("{who}_{link}_{step}_bytes_to_ours"),
            bytes(peer) / bytes(ours),
            "ratio",
            n,
        );
    }
}
