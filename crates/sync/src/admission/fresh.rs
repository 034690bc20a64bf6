//! A document that the server does not have and that came whole: how nearly every document arrives.
//!
//! It is loaded once, which holds it against the hashes of its changes. What each change writes is read out of what is
//! saved of it ([`operations`]), instead of taking the changes out one by one.
//!
//! **Invariant:** the verdict is the one that the long way through [`changes`](super::changes) comes to. What is not
//! understood here goes that way.

use super::changes::{Alone, bounded, check_sequences};
use super::judge::{Found, answer, heads_of, verified};
use super::operations::{self, Name, Operations};
use super::shape::{check_shape, policy, refusal};
use super::{Judged, Limits, NewChange};
use crate::chunks;
use automerge::{ChangeHash, ChangeMetadata};
use dossier::Timestamp;
use dossier::document::{Document, Role, is_skeleton_actor, skeleton_hash};
use std::collections::{HashMap, HashSet};
use wire::sync::RefusalCode;

/// `None`: this one has to be judged change by change.
pub(super) fn judged(
    chunk: &[u8],
    told: &[ChangeHash],
    role: Role,
    limits: &Limits,
) -> Result<Option<Judged>, RefusalCode> {
    let doc = chunks::load(chunk).map_err(|_| RefusalCode::Malformed)?;
    let changes = doc.get_changes_meta(&[]);
    bounded(changes.len(), limits)?;
    // Plain: a feed of many documents compresses them together, and finds what they share only so.
    let saved = doc.save_nocompress();
    let Some(operations) = operations::read(&saved) else { return Ok(None) };
    let Some(counts) = counts(&operations, &changes).filter(|_| are_in_order(&changes)) else {
        return Ok(None);
    };
    for (change, operations) in changes.iter().zip(counts) {
        let alone = Alone {
            hash: change.hash,
            actor: change.actor.to_bytes(),
            operations,
            time_ms: change.timestamp,
            has_note: change.message.is_some() || !change.extra.is_empty(),
        };
        alone.check(limits)?;
    }
    check_sequences(None, changes.iter().map(|change| (change.actor.to_bytes(), change.seq)))?;
    let new: Vec<NewChange> = changes.iter().map(as_new_change).collect();
    drop(changes);
    let document = Document::recognise(doc).map_err(refusal)?;
    let lacks = |hash: &ChangeHash| document.automerge().get_change_meta_by_hash(hash).is_none();
    if told.iter().any(lacks) {
        return Err(RefusalCode::MissingChanges);
    }
    // The other kind's first change is none of this document's.
    let first = skeleton_hash(document.kind()).map_err(refusal)?;
    if new.iter().any(|change| change.skeleton && change.hash != first) {
        return Ok(None);
    }
    check_fields(&document, &operations, role)?;
    let moved = check_shape(None, &document)?;
    drop(operations);
    let saved = verified(saved, &document, Some(chunk))?;
    let sent = heads_of(&document);
    answer(&document, told, Found { sent, new, moved, saved }).map(Some)
}

/// Every field that is written may be written by `role`. The document's first change is everybody's.
fn check_fields(document: &Document, operations: &Operations<'_>, role: Role) -> Result<(), RefusalCode> {
    let policy = policy(document, role)?;
    let may = operations.all.iter().all(|operation| {
        operations.actor(operation.name).is_some_and(is_skeleton_actor)
            || operation.writing.is_some_and(|writing| policy.allows_writing(&writing))
    });
    if may { Ok(()) } else { Err(RefusalCode::NotAllowed) }
}

/// Each once, and after everything that it builds on.
fn are_in_order(changes: &[ChangeMetadata<'_>]) -> bool {
    let mut placed: HashSet<&ChangeHash> = HashSet::with_capacity(changes.len());
    changes
        .iter()
        .all(|change| change.deps.iter().all(|dep| placed.contains(dep)) && placed.insert(&change.hash))
}

/// How many operations each change has. `None`: one belongs to no change.
fn counts(operations: &Operations<'_>, changes: &[ChangeMetadata<'_>]) -> Option<Vec<usize>> {
    let mut names: Vec<Name> = operations.all.iter().map(|operation| operation.name).collect();
    names.sort_unstable();
    // What takes out several values that stand beside each other is told once for each.
    names.dedup();
    let mut of_actor: HashMap<&[u8], Vec<(usize, &ChangeMetadata<'_>)>> = HashMap::new();
    for (place, change) in changes.iter().enumerate() {
        let of_actor = of_actor.entry(change.actor.to_bytes()).or_default();
        if of_actor.last().is_some_and(|(_, last)| last.max_op >= change.start_op) {
            return None;
        }
        of_actor.push((place, change));
    }
    let mut counts = vec![0usize; changes.len()];
    // Ordered by actor: each is looked up once.
    for of_one in names.chunk_by(|one, other| one.0 == other.0) {
        let changes = of_actor.get(operations.actor(*of_one.first()?)?)?;
        for (_, counter) in of_one {
            let counter = u64::try_from(*counter).ok()?;
            let at = changes.partition_point(|(_, change)| change.max_op < counter);
            let (place, _) = changes.get(at).filter(|(_, change)| change.start_op <= counter)?;
            let count = counts.get_mut(*place)?;
            *count = count.saturating_add(1);
        }
    }
    Some(counts)
}

/// Of a document that is new nothing is stored but what is saved of it: the bytes of its changes need not travel.
fn as_new_change(change: &ChangeMetadata<'_>) -> NewChange {
    let actor = change.actor.to_bytes();
    NewChange {
        hash: change.hash.0,
        actor: actor.to_vec(),
        actor_seq: change.seq,
        time: Timestamp::from_millis(change.timestamp),
        raw: Vec::new(),
        // That it is the skeleton's one change was looked at.
        skeleton: is_skeleton_actor(actor),
    }
}
