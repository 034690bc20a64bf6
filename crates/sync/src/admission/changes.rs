//! The changes of a push, one by one: what is new, in which order it applies, and whether each may stand there.

use super::Limits;
use super::screen::Chunk;
use crate::chunks;
use automerge::{Change, ChangeHash};
use dossier::document::{Document, Kind, is_skeleton_actor, skeleton_hash};
use std::collections::{BTreeMap, HashMap, HashSet};
use wire::sync::RefusalCode;

/// No clock of a phone shows a time outside 1970 to 2099. One within it, also when it is years off, is a phone whose
/// battery was empty: its work is taken, nothing is ordered by its time, and the office is told.
const EARLIEST_MS: i64 = 0;
const LATEST_MS: i64 = 4_102_444_800_000;

/// Every change in the chunks.
pub(super) fn sent(chunks: &[Chunk<'_>], limits: &Limits) -> Result<Vec<Change>, RefusalCode> {
    let mut changes = Vec::new();
    for chunk in chunks {
        match chunk {
            Chunk::Document(chunk) => {
                let doc = chunks::load(chunk).map_err(|_| RefusalCode::Malformed)?;
                changes.extend(doc.get_changes(&[]));
            }
            Chunk::Change(chunk) => {
                changes.push(Change::from_bytes(chunk.to_vec()).map_err(|_| RefusalCode::Malformed)?);
            }
        }
        bounded(changes.len(), limits)?;
    }
    Ok(changes)
}

/// What `before` does not have, each once, in an order to apply it in.
pub(super) fn new_to(
    changes: Vec<Change>,
    before: Option<&Document>,
    limits: &Limits,
) -> Result<Vec<Change>, RefusalCode> {
    let known =
        |hash: &ChangeHash| before.is_some_and(|doc| doc.automerge().get_change_meta_by_hash(hash).is_some());
    let mut seen = HashSet::new();
    let new: Vec<Change> = changes
        .into_iter()
        .filter(|change| {
            let hash = change.hash();
            !known(&hash) && seen.insert(hash)
        })
        .collect();
    for change in &new {
        Alone::of(change).check(limits)?;
    }
    let new = in_order(new, &known)?;
    check_sequences(before, new.iter().map(|change| (change.actor_id().to_bytes(), change.seq())))?;
    Ok(new)
}

pub(super) fn bounded(changes: usize, limits: &Limits) -> Result<(), RefusalCode> {
    if changes > limits.changes { Err(RefusalCode::TooLarge) } else { Ok(()) }
}

/// What is looked at of a change by itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Alone<'a> {
    pub(super) hash: ChangeHash,
    pub(super) actor: &'a [u8],
    pub(super) operations: usize,
    pub(super) time_ms: i64,
    /// A message, or bytes that nobody knows.
    pub(super) has_note: bool,
}

impl<'a> Alone<'a> {
    fn of(change: &'a Change) -> Self {
        Self {
            hash: change.hash(),
            actor: change.actor_id().to_bytes(),
            operations: change.len(),
            time_ms: change.timestamp(),
            has_note: change.message().is_some() || !change.extra_bytes().is_empty(),
        }
    }

    pub(super) fn check(&self, limits: &Limits) -> Result<(), RefusalCode> {
        if self.operations > limits.operations {
            return Err(RefusalCode::TooLarge);
        }
        // An empty change writes nothing: no app of ours makes one, and the library counts its operations wrongly.
        if self.operations == 0 || self.has_note {
            return Err(RefusalCode::Malformed);
        }
        if is_skeleton_actor(self.actor) && !is_skeleton(&self.hash) {
            return Err(RefusalCode::ForeignActor);
        }
        if !(EARLIEST_MS..LATEST_MS).contains(&self.time_ms) {
            return Err(RefusalCode::ClockOff);
        }
        Ok(())
    }
}

fn is_skeleton(hash: &ChangeHash) -> bool {
    [Kind::Dossier, Kind::Household].into_iter().any(|kind| skeleton_hash(kind) == Ok(hash.0))
}

/// Each after everything that it builds on, which is there already or comes with it.
fn in_order(changes: Vec<Change>, known: &dyn Fn(&ChangeHash) -> bool) -> Result<Vec<Change>, RefusalCode> {
    let mut placed: HashSet<ChangeHash> = HashSet::with_capacity(changes.len());
    let mut ordered = Vec::with_capacity(changes.len());
    // By the dependency that each waits for.
    let mut waiting: HashMap<ChangeHash, Vec<Change>> = HashMap::new();
    for change in changes {
        let mut ready = vec![change];
        while let Some(change) = ready.pop() {
            match change.deps().iter().find(|dep| !placed.contains(dep) && !known(dep)) {
                Some(dep) => waiting.entry(*dep).or_default().push(change),
                None => {
                    let hash = change.hash();
                    placed.insert(hash);
                    ordered.push(change);
                    ready.extend(waiting.remove(&hash).into_iter().flatten().rev());
                }
            }
        }
    }
    if waiting.is_empty() { Ok(ordered) } else { Err(RefusalCode::MissingChanges) }
}

/// Every actor's changes follow its last one without a gap.
pub(super) fn check_sequences<'a>(
    before: Option<&'a Document>,
    new: impl Iterator<Item = (&'a [u8], u64)>,
) -> Result<(), RefusalCode> {
    let meta = before.map(|before| before.automerge().get_changes_meta(&[])).unwrap_or_default();
    let mut last_seq: BTreeMap<&[u8], u64> = BTreeMap::new();
    for change in &meta {
        let last = last_seq.entry(change.actor.to_bytes()).or_default();
        *last = (*last).max(change.seq);
    }
    for (actor, seq) in new {
        let last = last_seq.entry(actor).or_default();
        let next = last.saturating_add(1);
        match seq {
            seq if seq == next => *last = seq,
            seq if seq > next => return Err(RefusalCode::MissingChanges),
            // Somebody wrote under this number already: a copy of the device that went its own way.
            _ => return Err(RefusalCode::ForeignActor),
        }
    }
    Ok(())
}
