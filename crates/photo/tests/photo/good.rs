//! Good photos are not called bad.

use crate::drawn::{Fault, Shot, Table, WRITTEN, on_all_cores, told};
use photo::{Limits, Outline, prepare};

/// Every kind of paper on every kind of table, some twice.
fn forty() -> Vec<Shot> {
    (0..40)
        .map(|number: usize| Shot {
            seed: 900 + number as u64,
            kind: WRITTEN[number % WRITTEN.len()],
            table: Table::ALL[number % Table::ALL.len()],
            fault: Fault::None,
        })
        .collect()
}

#[test]
fn of_forty_good_photos_at_most_two_are_called_bad() {
    let shots = forty();
    let prepared = on_all_cores(&shots, |shot| prepare(&shot.jpeg(), &Limits::default()).expect("a page"));
    let bad: Vec<_> = shots
        .iter()
        .zip(&prepared)
        .filter(|(_, prepared)| !prepared.findings.is_empty())
        .map(|(shot, prepared)| format!("{shot:?}: {}", told(&prepared.findings)))
        .collect();
    println!("{} of {} called bad:\n{}", bad.len(), shots.len(), bad.join("\n"));
    let whole = prepared.iter().filter(|prepared| prepared.outline == Outline::WholePicture).count();
    println!("{whole} papers not found");
    assert!(bad.len() <= 2, "{} good photos are called bad", bad.len());
}
