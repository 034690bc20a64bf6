//! What is counted under one heading, and the figures that come of it.

use crate::store::numbers::{End, Happened};
use dossier::Timestamp;
use wire::numbers::{Figures, Share, Spread};

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    received: u32,
    accepted: u32,
    done: u32,
    refused: u32,
    stopped: u32,
    moved: u32,
    withdrawn: u32,
    on_time: u32,
    late: u32,
    put_off: u32,
    open: u32,
    open_late: u32,
    waited: Vec<u32>,
    handled: Vec<u32>,
    answers: u64,
    answers_known: u64,
    scanned: u32,
}

/// Which figures a heading tells of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Told {
    /// What left: taken back by its people, or moved to another commune.
    pub left: bool,
    pub open: bool,
}

fn more(number: &mut u32) {
    *number = number.saturating_add(1);
}

impl Tally {
    /// `now`: what is open is late or not then.
    pub fn add(&mut self, happened: &Happened, now: Timestamp) {
        match happened {
            Happened::Received { answers, .. } => {
                more(&mut self.received);
                if let Some((all, known)) = answers {
                    self.answers = self.answers.saturating_add(u64::from(*all));
                    self.answers_known = self.answers_known.saturating_add(u64::from(*known));
                }
            }
            Happened::Accepted { waited, .. } => {
                more(&mut self.accepted);
                self.waited.extend(waited);
            }
            Happened::Ended { at, how, due, handled, put_off, scanned } => {
                match how {
                    End::Done => {
                        more(&mut self.done);
                        self.scanned = self.scanned.saturating_add(u32::from(*scanned));
                    }
                    End::Refused => more(&mut self.refused),
                    // The citizen ended it: nobody was late.
                    End::Stopped => return more(&mut self.stopped),
                }
                match due {
                    Some(due) if at > due => more(&mut self.late),
                    Some(_) => more(&mut self.on_time),
                    None => {}
                }
                self.put_off = self.put_off.saturating_add(u32::from(*put_off));
                self.handled.extend(handled);
            }
            Happened::Open { due, stands_since } => {
                more(&mut self.open);
                // While the office waits for somebody else its time stands still.
                if due.is_some_and(|due| stands_since.unwrap_or(now) > due) {
                    more(&mut self.open_late);
                }
            }
            Happened::Moved { .. } => more(&mut self.moved),
            Happened::Withdrawn { .. } => more(&mut self.withdrawn),
        }
    }

    /// What another heading counted is counted here too.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in [
            (&mut self.received, other.received),
            (&mut self.accepted, other.accepted),
            (&mut self.done, other.done),
            (&mut self.refused, other.refused),
            (&mut self.stopped, other.stopped),
            (&mut self.moved, other.moved),
            (&mut self.withdrawn, other.withdrawn),
            (&mut self.on_time, other.on_time),
            (&mut self.late, other.late),
            (&mut self.put_off, other.put_off),
            (&mut self.open, other.open),
            (&mut self.open_late, other.open_late),
            (&mut self.scanned, other.scanned),
        ] {
            *mine = mine.saturating_add(theirs);
        }
        self.waited.extend(&other.waited);
        self.handled.extend(&other.handled);
        self.answers = self.answers.saturating_add(other.answers);
        self.answers_known = self.answers_known.saturating_add(other.answers_known);
    }

    pub fn figures(&self, told: Told) -> Figures {
        let share = |part: u64, whole: u64| (whole > 0).then_some(Share { part, whole });
        Figures {
            received: self.received,
            accepted: self.accepted,
            done: self.done,
            refused: self.refused,
            stopped: self.stopped,
            moved: told.left.then_some(self.moved),
            withdrawn: told.left.then_some(self.withdrawn),
            on_time: self.on_time,
            late: self.late,
            put_off: self.put_off,
            open: told.open.then_some(self.open),
            open_late: told.open.then_some(self.open_late),
            waiting: spread(&self.waited),
            handling: spread(&self.handled),
            known_answers: share(self.answers_known, self.answers),
            digitised: share(u64::from(self.scanned), u64::from(self.done)),
        }
    }

    pub(super) const fn received(&self) -> u32 {
        self.received
    }
}

/// The nearest rank: a time that was really taken, not one between two. `None`: nothing was measured.
pub(super) fn spread(minutes: &[u32]) -> Option<Spread> {
    let mut sorted = minutes.to_vec();
    sorted.sort_unstable();
    let rank = |percent: usize| {
        let place = sorted.len().saturating_mul(percent).div_ceil(100);
        sorted.get(place.saturating_sub(1)).copied()
    };
    Some(Spread {
        median_min: rank(50)?,
        p90_min: rank(90)?,
        of: u32::try_from(sorted.len()).unwrap_or(u32::MAX),
    })
}
