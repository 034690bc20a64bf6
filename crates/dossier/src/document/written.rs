//! Reading a field with everything that was written to it at the same time: value, actor, time.

use super::{Actor, DocumentError};
use crate::Timestamp;
use automerge::transaction::{Transactable, Transaction};
use automerge::{Automerge, AutomergeError, ChangeHash, ObjId, ROOT, ReadDoc};
use std::collections::HashSet;

/// One value of a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Value {
    pub text: String,
    /// Under which actor it was written; the server vouches for whose that is.
    pub actor: Vec<u8>,
    /// The clock of the device that wrote it, to the minute: shown, never ordered by.
    pub at: Timestamp,
}

/// A field: the value that stands, and the concurrent ones, which a person has to settle.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    pub current: Value,
    /// Written without knowing of `current`; equal texts are not in conflict and are left out.
    pub others: Vec<Value>,
}

impl Value {
    pub fn written_by(&self, actor: Actor) -> bool {
        self.actor == actor.0
    }
}

/// `None` when the field was never written.
pub(super) fn field(doc: &Automerge, map: &ObjId, key: &str) -> Result<Option<Field>, DocumentError> {
    let winner = doc.get(map, key)?;
    let Some((winner_value, winner_id)) = winner else { return Ok(None) };
    let current = value(doc, text_of(&winner_value), &winner_id);
    let mut others = Vec::new();
    for (other_value, other_id) in doc.get_all(map, key)? {
        let other = value(doc, text_of(&other_value), &other_id);
        let known = other.text == current.text || others.iter().any(|o: &Value| o.text == other.text);
        if !known {
            others.push(other);
        }
    }
    Ok(Some(Field { current, others }))
}

/// The values of a field that one of these changes wrote.
pub(super) fn written_in(
    doc: &Automerge,
    map: &ObjId,
    key: &str,
    changes: &HashSet<ChangeHash>,
) -> Result<Vec<Value>, DocumentError> {
    let values = doc.get_all(map, key)?.into_iter();
    let new = values.filter(|(_, id)| doc.hash_for_opid(id).is_some_and(|hash| changes.contains(&hash)));
    Ok(new.map(|(text, id)| value(doc, text_of(&text), &id)).collect())
}

/// Writes a text over whatever stands there.
///
/// Where two values stand beside each other and the one that is shown is chosen, Automerge would write no value but take
/// the other one out. Nobody may take anything out ([`super::FieldPolicy`]), and it would not be told who chose: another
/// value is written first, in the same change, and the chosen one over it.
pub(super) fn put_over(
    tx: &mut Transaction<'_>,
    map: &ObjId,
    key: &str,
    text: &str,
) -> Result<(), AutomergeError> {
    let values = tx.get_all(map, key)?;
    if values.len() > 1 && values.iter().any(|(value, _)| value.as_str() == Some(text)) {
        tx.put(map, key, if text.is_empty() { " " } else { "" })?;
    }
    tx.put(map, key, text)
}

fn value(doc: &Automerge, text: String, id: &ObjId) -> Value {
    let actor = match id {
        ObjId::Root => Vec::new(),
        ObjId::Id(_, actor, _) => actor.to_bytes().to_vec(),
    };
    Value { text, actor, at: time_of(doc, id) }
}

/// When the operation `id` was committed.
pub(super) fn time_of(doc: &Automerge, id: &ObjId) -> Timestamp {
    let change = doc.hash_for_opid(id).and_then(|hash| doc.get_change_meta_by_hash(&hash));
    Timestamp::from_millis(change.map_or(0, |change| change.timestamp))
}

/// The text of a scalar; other types (written by a newer version, or by nobody we know) read as empty.
fn text_of(value: &automerge::Value<'_>) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

pub(super) fn root_text(doc: &Automerge, key: &str) -> Result<Option<String>, DocumentError> {
    Ok(doc.get(ROOT, key)?.and_then(|(value, _)| value.as_str().map(str::to_owned)))
}

pub(super) fn root_time(doc: &Automerge, key: &str) -> Result<Option<Timestamp>, DocumentError> {
    Ok(doc.get(ROOT, key)?.and_then(|(value, _)| value.as_i64()).map(Timestamp::from_millis))
}

/// The map `key` of the root that the skeleton made.
pub(super) fn map_of(doc: &Automerge, key: &str) -> Result<ObjId, DocumentError> {
    match doc.get(ROOT, key)? {
        Some((value, id)) if value.is_object() => Ok(id),
        _ => Err(DocumentError::WrongShape),
    }
}
