//! Each flaw on many photos: which verdict each must get.

use crate::drawn::{Fault, Kind, Shot, Table, WRITTEN, on_all_cores, told};
use photo::{Flaw, Limits, prepare};

/// The flaw that a photo must be told to have, and no other.
fn table() -> Vec<(Flaw, Shot)> {
    let faults: [(Flaw, &[Fault]); 7] = [
        (
            Flaw::Blurred,
            &[
                Fault::Defocus(3.0),
                Fault::Defocus(3.5),
                Fault::Defocus(4.0),
                Fault::Defocus(4.5),
                Fault::Defocus(5.0),
                Fault::Defocus(6.0),
                Fault::Moved(14.0, 0.0),
                Fault::Moved(0.0, 14.0),
                Fault::Moved(12.0, 12.0),
                Fault::Moved(20.0, 6.0),
            ],
        ),
        (
            Flaw::Glare,
            &[
                Fault::Lamp((0.5, 0.5), 120.0),
                Fault::Lamp((0.3, 0.4), 100.0),
                Fault::Lamp((0.6, 0.3), 140.0),
                Fault::Lamp((0.4, 0.6), 90.0),
                Fault::Lamp((0.7, 0.5), 160.0),
                Fault::Lamp((0.5, 0.35), 110.0),
                Fault::Lamp((0.35, 0.55), 130.0),
                Fault::Lamp((0.55, 0.45), 200.0),
                Fault::Lamp((0.65, 0.6), 80.0),
            ],
        ),
        (
            Flaw::TooDark,
            &[
                Fault::Dark(0.36),
                Fault::Dark(0.33),
                Fault::Dark(0.30),
                Fault::Dark(0.28),
                Fault::Dark(0.25),
                Fault::Dark(0.22),
                Fault::Dark(0.35),
                Fault::Dark(0.27),
                Fault::Dark(0.24),
            ],
        ),
        (
            Flaw::CornerMissing,
            &[
                Fault::Slid(0.13, 0.11),
                Fault::Slid(-0.14, 0.10),
                Fault::Slid(0.14, -0.12),
                Fault::Slid(-0.15, -0.11),
                Fault::Slid(0.0, 0.14),
                Fault::Slid(0.17, 0.0),
                Fault::Folded(0, 0.16),
                Fault::Folded(1, 0.2),
                Fault::Folded(2, 0.25),
                Fault::Thumb(3, 0.16),
                Fault::Thumb(2, 0.2),
            ],
        ),
        (
            Flaw::SidewaysOrUpsideDown,
            &[
                Fault::Turned(1),
                Fault::Turned(3),
                Fault::Turned(1),
                Fault::Turned(3),
                Fault::Turned(1),
                Fault::Turned(3),
                Fault::Turned(1),
                Fault::Turned(3),
                Fault::Turned(1),
            ],
        ),
        (Flaw::Empty, &[Fault::None; 9]),
        (
            Flaw::TooSmall,
            &[
                Fault::Far(0.6),
                Fault::Far(0.62),
                Fault::Far(0.65),
                Fault::Far(0.68),
                Fault::Far(0.7),
                Fault::Far(0.66),
                Fault::Far(0.58),
                Fault::Far(0.56),
            ],
        ),
    ];
    faults
        .into_iter()
        .flat_map(|(flaw, faults)| faults.iter().map(move |fault| (flaw, *fault)))
        .enumerate()
        .map(|(number, (flaw, fault))| {
            // Glare and corners on a card look different: it is small, and lies in the middle.
            let kinds: &[Kind] = match flaw {
                Flaw::Empty => &[Kind::Blank],
                Flaw::CornerMissing | Flaw::Glare | Flaw::TooSmall => &WRITTEN[..3],
                Flaw::Blurred | Flaw::TooDark | Flaw::SidewaysOrUpsideDown => &WRITTEN,
            };
            let shot = Shot {
                seed: 100 + number as u64,
                kind: kinds[number % kinds.len()],
                table: Table::ALL[number % Table::ALL.len()],
                fault,
            };
            (flaw, shot)
        })
        .collect()
}

#[test]
fn of_all_bad_photos_at_least_95_percent_get_their_verdict_and_no_other() {
    let rows = table();
    let verdicts =
        on_all_cores(&rows, |(_, shot)| prepare(&shot.jpeg(), &Limits::default()).expect("a page").findings);
    let wrong: Vec<_> = rows
        .iter()
        .zip(&verdicts)
        .filter(|((flaw, _), found)| found.iter().map(|finding| finding.flaw).ne([*flaw]))
        .map(|((flaw, shot), found)| format!("{flaw:?} {shot:?}: {}", told(found)))
        .collect();
    println!("{} of {} wrong:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
    assert!(rows.len() >= 60);
    assert!(wrong.len() * 20 <= rows.len(), "more than one in twenty has another verdict");
}
