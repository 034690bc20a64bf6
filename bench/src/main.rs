//! `cargo xtask bench NAME… --json FILE`: measures the product as it is used, in release.
//!
//! Each figure is one JSON object a line: `{"bench", "metric", "value", "unit", "n"}`. A figure that is
//! judged has a ratio beside it, taken against a peer or a limit in the same run, so that a slow machine
//! slows both.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "measuring needs the clock, and a measurement that cannot be made must stop"
)]

mod browser;
mod drafts;
mod forms;
mod report;
mod store;
mod sync;

use report::Report;
use std::process::ExitCode;

type Bench = fn(&mut Report);

const BENCHES: &[(&str, Bench)] = &[("forms", forms::run), ("store", store::run), ("sync", sync::run)];

fn main() -> ExitCode {
    let mut names = Vec::new();
    let mut file = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--json" {
            file = arguments.next();
        } else {
            names.push(argument);
        }
    }
    let known: Vec<_> = BENCHES.iter().map(|(name, _)| *name).collect();
    if names.is_empty() || names.iter().any(|name| !known.contains(&name.as_str())) {
        eprintln!("usage: cargo xtask bench NAME… [--json FILE]; names: {}", known.join(", "));
        return ExitCode::FAILURE;
    }
    let mut report = Report::default();
    for (name, run) in BENCHES {
        if names.iter().any(|wanted| wanted == name) {
            run(&mut report);
        }
    }
    print!("{}", report.as_table());
    if let Some(file) = file
        && let Err(error) = std::fs::write(&file, report.as_json_lines())
    {
        eprintln!("unable to write {file}: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
