//! The deterministic first change of every document.
//!
//! Fixed actor, time 0, fixed order of operations: wherever and whenever it is made, it is the same bytes.
//! A server therefore accepts the fixed actor for this one change and for nothing else.

use super::{DocumentError, Hash, Kind, SCHEMA};
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, ObjType, ROOT, TextEncoding};
use std::sync::OnceLock;

const SKELETON_ACTOR: [u8; 16] = *b"donghanh-skel-v1";

pub(super) fn skeleton(kind: Kind) -> Result<Automerge, DocumentError> {
    let mut doc = Automerge::new_with_encoding(TextEncoding::UnicodeCodePoint)
        .with_actor(ActorId::from(SKELETON_ACTOR));
    let mut first = doc.transaction();
    first.put(ROOT, "schema", SCHEMA)?;
    first.put(ROOT, "kind", kind.as_str())?;
    let maps: &[&str] = match kind {
        Kind::Dossier => &["answers", "papers", "consents"],
        Kind::Household => &["persons"],
    };
    for map in maps {
        first.put_object(ROOT, *map, ObjType::Map)?;
    }
    first.commit_with(CommitOptions::default().with_time(0));
    Ok(doc)
}

/// The hash that the first change of every document of this kind has. Computed once.
pub fn skeleton_hash(kind: Kind) -> Result<Hash, DocumentError> {
    static HASHES: [OnceLock<Hash>; 2] = [const { OnceLock::new() }; 2];
    let [dossier, household] = &HASHES;
    let known = match kind {
        Kind::Dossier => dossier,
        Kind::Household => household,
    };
    match known.get() {
        Some(hash) => Ok(*hash),
        None => compute(kind).map(|hash| *known.get_or_init(|| hash)),
    }
}

fn compute(kind: Kind) -> Result<Hash, DocumentError> {
    let heads = skeleton(kind)?.get_heads();
    heads.first().map(|hash| hash.0).ok_or(DocumentError::WrongShape)
}

/// Whether this is the actor of the skeleton.
pub fn is_skeleton_actor(actor: &[u8]) -> bool {
    actor == SKELETON_ACTOR
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_skeleton_is_the_same_bytes_everywhere() {
        for kind in [Kind::Dossier, Kind::Household] {
            let (one, two) = (skeleton(kind).unwrap(), skeleton(kind).unwrap());
            assert_eq!(one.save(), two.save());
            assert_eq!(one.get_changes(&[]).len(), 1);
        }
        // These hashes are part of the protocol: a change here cuts every document off from its past.
        let hex = |kind| skeleton_hash(kind).unwrap().map(|byte| format!("{byte:02x}")).concat();
        assert_eq!(hex(Kind::Dossier), "ee340a246b5d5036c5e1a33eb5a5ce1c4c6b901b5ba9981438e7f3331fde810e");
        assert_eq!(hex(Kind::Household), "e0e9d0a39fd2cdd53c35f61f67605ba2dbd2baf4d3b478209a13bc1638761348");
    }
}
