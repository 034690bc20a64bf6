//! What a run consists of, drawn from its seed: how bad the weather is, who does what, and when.

use crate::Dice;

/// What somebody does, or what happens to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    // A volunteer.
    Start,
    Answer,
    Agree,
    Paper,
    HandOver,
    Settle,
    Sync,
    // To a device.
    Crash,
    ClockJump,
    DiskFills,
    DiskHasRoom,
    BackUp,
    Restore,
    Clone,
    Lose,
    // The office.
    Accept,
    Ask,
    OfficeSettles,
    Remove,
    Revoke,
    MoveMember,
    MoveDossier,
    // To the server.
    ServerCrash,
    ServerDiskFills,
    ServerDiskHasRoom,
    ServerBackUp,
    ServerRollBack,
}

/// One line of the script.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub(super) at_ms: u64,
    pub(super) phone: usize,
    pub(super) deed: Deed,
}

/// How likely trouble is, in thousandths.
#[derive(Debug, Clone, Copy)]
pub(super) struct Climate {
    /// Of each message on its way.
    pub(super) weather: u64,
    /// Of a device, around each effect that it carries out.
    pub(super) crash: u64,
    /// Of the server, around each request.
    pub(super) server_crash: u64,
}

#[derive(Debug)]
pub(super) struct Script {
    pub(super) phones: usize,
    pub(super) climate: Climate,
    pub(super) lines: Vec<Line>,
}

/// What everybody does all day.
const DAILY: &[(Deed, u64)] = &[
    (Deed::Answer, 40),
    (Deed::Sync, 26),
    (Deed::Start, 6),
    (Deed::Settle, 6),
    (Deed::Agree, 3),
    (Deed::Paper, 3),
    (Deed::HandOver, 4),
    (Deed::Accept, 3),
    (Deed::Ask, 3),
    (Deed::OfficeSettles, 3),
];

/// Trouble: a run draws some kinds of it, so that runs differ from each other.
const TROUBLE: &[(Deed, u64)] = &[
    (Deed::Crash, 8),
    (Deed::ClockJump, 5),
    (Deed::DiskFills, 5),
    (Deed::DiskHasRoom, 5),
    (Deed::BackUp, 6),
    (Deed::Restore, 4),
    (Deed::Clone, 2),
    (Deed::Lose, 1),
    (Deed::Remove, 2),
    (Deed::Revoke, 2),
    (Deed::MoveMember, 2),
    (Deed::MoveDossier, 2),
    (Deed::ServerCrash, 4),
    (Deed::ServerDiskFills, 3),
    (Deed::ServerDiskHasRoom, 4),
    (Deed::ServerBackUp, 6),
    (Deed::ServerRollBack, 4),
];

/// A working day of half an hour.
const DAY_MS: u64 = 30 * 60 * 1000;

impl Script {
    pub(super) fn draw(chance: &mut Dice) -> Self {
        let phones = usize::try_from(chance.between(2, 5)).unwrap_or(2);
        let of = |chance: &mut Dice, among: &[u64]| chance.pick(among).copied().unwrap_or(0);
        let climate = Climate {
            weather: of(chance, &[0, 80, 200, 350, 600]),
            crash: of(chance, &[0, 0, 20, 60, 120]),
            server_crash: of(chance, &[0, 0, 20, 80]),
        };
        let mut among: Vec<(Deed, u64)> = DAILY.to_vec();
        among.extend(TROUBLE.iter().filter(|_| chance.per_mille(450)));
        let count = chance.between(25, 70);
        let mut lines: Vec<Line> = (0..count)
            .map(|_| Line {
                at_ms: chance.below(DAY_MS),
                phone: chance.place(phones),
                deed: weighted(chance, &among),
            })
            .collect();
        // Somebody must begin, or there is nothing to write into.
        lines.push(Line { at_ms: 0, phone: chance.place(phones), deed: Deed::Start });
        lines.sort_by_key(|line| line.at_ms);
        Self { phones, climate, lines }
    }

    /// What a device does that comes into being during the day.
    pub(super) fn for_a_newcomer(chance: &mut Dice, phone: usize, from_ms: u64) -> Vec<Line> {
        let count = chance.between(3, 10);
        (0..count)
            .map(|_| Line { at_ms: from_ms + chance.below(DAY_MS / 2), phone, deed: weighted(chance, DAILY) })
            .collect()
    }
}

fn weighted(chance: &mut Dice, among: &[(Deed, u64)]) -> Deed {
    let mut left = chance.below(among.iter().map(|(_, weight)| weight).sum());
    for (deed, weight) in among {
        match left.checked_sub(*weight) {
            Some(rest) => left = rest,
            None => return *deed,
        }
    }
    Deed::Sync
}
