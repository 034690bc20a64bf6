//! What became of a mutant: refused with a code, or taken; and if taken, whether all of it can be read again.

use crate::chance::Chance;
use crate::forge::Message;
use crate::mutate::mutant;
use crate::scenes::Scene;
use crate::stopwatch::Stopwatch;
use dossier::document::{Document, Role};
use serde_bytes::ByteBuf;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;
use sync::admission::{Case, Judge, Judged, Limits, Stored, safe_to_read};
use sync::bare::is_bare;
use wire::sync::RefusalCode;

/// A mutant that was taken may be followed by others on top of it.
const DEEPEST: usize = 3;

/// What some mutants came to.
#[derive(Debug, Default, Clone)]
pub struct Tally {
    pub mutants: u64,
    /// Those that passed every look before the library's own.
    pub given: u64,
    pub refused: BTreeMap<&'static str, u64>,
    pub admitted: u64,
    /// Of the admitted: those that brought something.
    pub stored: u64,
    pub slowest: Duration,
    pub together: Duration,
    pub faults: Vec<Fault>,
}

/// What must not be.
#[derive(Debug, Clone)]
pub struct Fault {
    pub index: u64,
    pub scene: &'static str,
    pub what: String,
    pub message: Vec<u8>,
}

impl Tally {
    pub fn add(&mut self, other: Self) {
        self.mutants = self.mutants.saturating_add(other.mutants);
        self.given = self.given.saturating_add(other.given);
        self.admitted = self.admitted.saturating_add(other.admitted);
        self.stored = self.stored.saturating_add(other.stored);
        self.slowest = self.slowest.max(other.slowest);
        self.together = self.together.saturating_add(other.together);
        self.faults.extend(other.faults);
        for (code, count) in other.refused {
            let sum = self.refused.entry(code).or_default();
            *sum = sum.saturating_add(count);
        }
    }
}

/// The mutants of one index: one, or some on top of each other.
pub fn trial(judge: &dyn Judge, scenes: &[Scene], seed: u64, index: u64, longest: Duration) -> Tally {
    let mut chance = Chance::of(seed, index);
    let mut tally = Tally::default();
    let Some(first) = chance.pick(scenes) else { return tally };
    let mut scene = first.clone();
    for _ in 0..DEEPEST {
        let message = mutant(&scene, scenes, &mut chance);
        let case = Case { stored: scene.stored.clone(), message: message.clone(), role: Role::Volunteer };
        let began = Stopwatch::begin();
        let verdict = judge.judge(case);
        let took = began.took();
        tally.mutants = tally.mutants.saturating_add(1);
        // A bare one is read to be filled.
        let given = is_bare(&message) || safe_to_read(&message, &Limits::STANDARD).is_ok();
        tally.given = tally.given.saturating_add(u64::from(given));
        tally.slowest = tally.slowest.max(took);
        tally.together = tally.together.saturating_add(took);
        let mut fault = |what: String| {
            tally.faults.push(Fault { index, scene: scene.name, what, message: message.clone() });
        };
        if took > longest {
            fault(format!("took {} ms", took.as_millis()));
        }
        let judged = match verdict {
            Ok(judged) => judged,
            Err(code) => {
                if code == RefusalCode::ServerFault {
                    fault("the server failed".to_owned());
                }
                let count = tally.refused.entry(code.as_str()).or_default();
                *count = count.saturating_add(1);
                break;
            }
        };
        tally.admitted = tally.admitted.saturating_add(1);
        if judged.new.is_empty() {
            break;
        }
        tally.stored = tally.stored.saturating_add(1);
        // As a server reads it the next time, in a process of its own.
        let looked = catch_unwind(AssertUnwindSafe(|| stored_again(scene.stored.clone(), &judged)));
        match looked {
            Ok(Ok(stored)) => scene.stored = Some(stored),
            Ok(Err(what)) => {
                fault(what.to_owned());
                break;
            }
            Err(_) => {
                fault("a stored document ended the reader".to_owned());
                break;
            }
        }
        match chance.pick(scenes).map(|other| other.message.clone()) {
            Some(message) => scene.message = message,
            None => break,
        }
    }
    tally
}

/// What the server keeps of it, by its snapshot and by its log; both must load to the heads that it told.
fn stored_again(before: Option<Stored>, judged: &Judged) -> Result<Stored, &'static str> {
    let mut log = before.unwrap_or(Stored { snapshot: Vec::new(), log: Vec::new() });
    if judged.new.iter().all(|change| change.raw.is_empty()) {
        // Only the snapshot is kept of it.
        log.snapshot.clone_from(&judged.saved);
    }
    log.log.extend(
        judged
            .new
            .iter()
            .filter(|change| !change.raw.is_empty())
            .map(|change| ByteBuf::from(change.raw.clone())),
    );
    let by_log = Document::load(&log.snapshot, log.log.iter().map(|raw| raw.as_slice()))
        .map_err(|_| "the stored changes do not load")?;
    let by_snapshot = Document::load(&judged.saved, []).map_err(|_| "the stored snapshot does not load")?;
    if by_log.heads().to_bytes() != judged.heads || by_snapshot.heads().to_bytes() != judged.heads {
        return Err("the stored document has other heads");
    }
    if by_log.reading() != by_snapshot.reading() {
        return Err("the snapshot reads otherwise than the changes");
    }
    if Document::load(&by_snapshot.save(), []).is_err() {
        return Err("the snapshot does not load when it is saved again");
    }
    if Message::read(&judged.reply).is_none() {
        return Err("the ack cannot be read");
    }
    Ok(if log.log.len().is_multiple_of(2) {
        log
    } else {
        Stored { snapshot: judged.saved.clone(), log: Vec::new() }
    })
}
