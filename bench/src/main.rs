//! `cargo xtask bench NAME… --json FILE`: measures the product as it is used, in release.
//!
//! Each figure is one JSON object a line: `{"bench", "metric", "value", "unit", "n"}`. A figure that is
//! judged has a ratio beside it, taken against a peer or a limit in the same run, so that a slow machine
//! slows both.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "measuring needs the clock, and a measurement that cannot be made must stop"
)]

mod app;
mod browser;
mod client;
mod crowd;
mod day;
mod desk;
mod drafts;
mod forms;
mod frames;
mod growth;
mod line;
mod load;
mod memory;
mod office;
mod peers;
mod public;
mod report;
mod store;
mod sync;

use report::Report;
use std::process::ExitCode;

type Bench = fn(&mut Report, &Options);

const BENCHES: &[(&str, Bench)] = &[
    ("app", |report, _| app::run(report)),
    ("day", |report, _| day::run(report)),
    ("forms", |report, _| forms::run(report)),
    ("growth", growth::run),
    ("office", desk::run),
    ("peers", peers::run),
    ("public", |report, _| public::run(report)),
    ("server", load::run),
    ("store", |report, _| store::run(report)),
    ("sync", |report, _| sync::run(report)),
];

/// How much is measured; what is left out is the whole.
#[derive(Debug)]
struct Options {
    /// Of `peers`.
    dossiers: usize,
    /// Of `peers`: only this one.
    link: Option<String>,
    /// Of `peers`: only this one.
    peer: Option<String>,
    /// Of `growth`: up to so many documents.
    documents: usize,
    /// Of `office`: over so many dossiers.
    documents_of_the_office: usize,
}

impl Options {
    fn wants(&self, link: &str) -> bool {
        self.link.as_ref().is_none_or(|only| only == link)
    }

    fn asks(&self, peer: &str) -> bool {
        self.peer.as_ref().is_none_or(|only| only == peer)
    }
}

const USAGE: &str = "usage: cargo xtask bench NAME… [--json FILE] [--dossiers N] [--link plain|3g|2g] [--peer NAME] [--documents N]";

fn main() -> ExitCode {
    let mut names = Vec::new();
    let mut file = None;
    let mut options = Options {
        dossiers: 500,
        link: None,
        peer: None,
        documents: 100_000,
        documents_of_the_office: 1_000_000,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            peers::ours::NAME => {
                peers::ours::run();
                return ExitCode::SUCCESS;
            }
            app::NAME => {
                app::measured(std::path::Path::new(&arguments.next().unwrap_or_default()));
                return ExitCode::SUCCESS;
            }
            "--json" => file = arguments.next(),
            "--link" => options.link = arguments.next(),
            "--peer" => options.peer = arguments.next(),
            "--dossiers" | "--documents" => {
                let Some(number) = arguments.next().and_then(|number| number.parse().ok()) else {
                    eprintln!("{USAGE}");
                    return ExitCode::FAILURE;
                };
                if argument == "--dossiers" {
                    options.dossiers = number;
                } else {
                    (options.documents, options.documents_of_the_office) = (number, number);
                }
            }
            _ => names.push(argument),
        }
    }
    let known: Vec<_> = BENCHES.iter().map(|(name, _)| *name).collect();
    if names.is_empty() || names.iter().any(|name| !known.contains(&name.as_str())) {
        eprintln!("{USAGE}; names: {}", known.join(", "));
        return ExitCode::FAILURE;
    }
    let mut report = Report::default();
    for (name, run) in BENCHES {
        if names.iter().any(|wanted| wanted == name) {
            run(&mut report, &options);
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
