//! The medians as the table of docs/benchmarks.md.

use super::contender::Contender;
use super::{LINKS, Medians, Took};
use std::fmt::Write as _;

/// In Markdown: a line for each link and step, a column for each contender.
pub(super) fn markdown(medians: &Medians) -> String {
    let mut text = String::from(
        "| link | step | who | time | up | down | round trips | messages | device's memory |\n\
         |---|---|---|---|---|---|---|---|---|\n",
    );
    for (link, _) in LINKS {
        for step in ["push", "pull", "idle", "edit"] {
            for contender in Contender::ALL {
                if let Some(took) = medians.get(&(contender.name(), link, step)) {
                    let _written =
                        writeln!(text, "| {link} | {step} | {} | {} |", contender.name(), line(took));
                }
            }
        }
    }
    text
}

fn line(took: &Took) -> String {
    let passed = &took.passed;
    format!(
        "{}{} | {} | {} | {} | {} | {} MB",
        if took.over { "more than " } else { "" },
        time(took.ms),
        bytes(passed.up),
        bytes(passed.down),
        passed.round_trips,
        passed.messages,
        took.device_kib / 1024,
    )
}

fn time(ms: f64) -> String {
    if ms < 1_000.0 { format!("{ms:.0} ms") } else { format!("{:.1} s", ms / 1_000.0) }
}

fn bytes(count: u64) -> String {
    match count {
        0..10_000 => format!("{count} B"),
        10_000..1_000_000 => format!("{} KB", count / 1_000),
        _ => format!("{}.{} MB", count / 1_000_000, count % 1_000_000 / 100_000),
    }
}
