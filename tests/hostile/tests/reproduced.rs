//! What was reproduced against the bare library: each is refused here, in little time and memory, and the process
//! goes on.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene up must fail at once")]

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, AutoCommit, ObjType, ROOT};
use dossier::document::{Actor, Document, DossierFacts, Heads, Role};
use dossier::{AnswerText, Timestamp};
use hostile::columns::{Body, Column, DEFLATED};
use hostile::forge::{BUNDLE, CHANGE, Chunk, DEFLATED_CHANGE, DOCUMENT, Message, deflated, leb128};
use hostile::stopwatch::Stopwatch;
use std::time::Duration;
use sync::admission::{Case, InProcess, Judge, Judged, Limits, safe_to_read};
use sync::exchange::push_message;
use wire::sync::RefusalCode;

const LAN: Actor = Actor([1; 16]);

fn dossier() -> Document {
    let facts = DossierFacts { procedure: "1.001193".into(), form_version: "1".into(), household: None };
    let at = Timestamp::from_millis(60_000);
    let mut dossier = Document::create_dossier(LAN, &facts, at).unwrap();
    dossier.set_answer(&"ho_ten".into(), &AnswerText::new("Lò Thị Mẫu").unwrap(), at).unwrap();
    dossier
}

fn genuine() -> Message {
    Message::read(&push_message(&dossier(), &Heads::default()).unwrap()).unwrap()
}

fn judge(message: &Message) -> Result<Judged, RefusalCode> {
    let began = Stopwatch::begin();
    let verdict = InProcess.judge(Case { stored: None, message: message.write(), role: Role::Volunteer });
    assert!(began.took() < Duration::from_secs(2));
    verdict
}

/// The changes of the dossier, one chunk each.
fn changes(dossier: &Document) -> Vec<Chunk> {
    let raw = dossier.changes_since(&Heads::default());
    raw.iter().flat_map(|change| hostile::forge::chunks(change.raw_bytes()).unwrap()).collect()
}

#[test]
fn the_genuine_message_is_taken_as_it_is_and_after_it_was_taken_apart() {
    let push = push_message(&dossier(), &Heads::default()).unwrap();
    assert_eq!(genuine().write(), push, "what follows is different by what it says only");
    assert_eq!(judge(&genuine()).unwrap().new.len(), 3);
}

#[test]
fn a_filter_of_no_bits_an_entry_is_refused_before_the_library_divides_by_it() {
    let mut message = genuine();
    message.have = vec![(Vec::new(), [leb128(5), leb128(0), leb128(7)].concat())];
    assert_eq!(judge(&message), Err(RefusalCode::Malformed));
    // The shortest of them.
    let mut short = Message::bringing(Vec::new(), Vec::new());
    short.have = message.have;
    assert!(short.write().len() <= 14);
    assert_eq!(judge(&short), Err(RefusalCode::Malformed));
}

#[test]
fn a_filter_of_200_million_probes_is_refused_before_anybody_probes() {
    let mut message = genuine();
    message.have = vec![(Vec::new(), [leb128(1), leb128(10), leb128(200_000_000), vec![255, 255]].concat())];
    assert_eq!(judge(&message), Err(RefusalCode::Malformed));
}

#[test]
fn a_change_that_inflates_to_gigabytes_is_stopped_at_the_bound() {
    // 3.3 GB would be made of a message of 1 MB; the same of 200 KB is 200 MB.
    let bomb = deflated(&vec![0u8; 200 << 20]);
    assert!(bomb.len() < 220_000, "{}", bomb.len());
    let header = [&[0x85, 0x6f, 0x4a, 0x83, 0, 0, 0, 0, DEFLATED_CHANGE][..], &leb128(bomb.len())].concat();
    let mut bytes = vec![0x43, 0, 0, 0, 1];
    hostile::forge::write_prefixed(&mut bytes, &[header, bomb].concat());
    assert_eq!(safe_to_read(&bytes, &Limits::STANDARD), Err(RefusalCode::TooLarge));
}

#[test]
fn a_column_that_inflates_to_megabytes_is_stopped_at_the_bound() {
    let mut chunk = genuine().elements[0][0].clone();
    assert_eq!(chunk.kind, DOCUMENT);
    let mut body = Body::read(DOCUMENT, &chunk.body).unwrap();
    // The bytes of the values: the bound is over all columns together.
    for column in body.groups.iter_mut().flatten().filter(|column| column.spec & 7 == 7) {
        *column = Column { spec: column.spec | DEFLATED, bytes: deflated(&vec![b'x'; 32 << 20]) };
    }
    chunk.body = body.write();
    assert_eq!(judge(&Message::bringing(Vec::new(), vec![chunk])), Err(RefusalCode::TooLarge));
}

#[test]
fn a_run_of_a_billion_rows_is_refused_without_unrolling_it() {
    for kind in [DOCUMENT, CHANGE] {
        let mut chunk = match kind {
            DOCUMENT => genuine().elements[0][0].clone(),
            _ => changes(&dossier())[2].clone(),
        };
        let mut body = Body::read(kind, &chunk.body).unwrap();
        let columns = body.groups.last_mut().unwrap();
        // The action of each operation: "put", a billion times.
        let action = columns.iter_mut().find(|column| column.spec == 0x42).unwrap();
        action.bytes = vec![0x80, 0x94, 0xeb, 0xdc, 0x03, 0x01];
        chunk.body = body.write();
        assert_eq!(judge(&Message::bringing(Vec::new(), vec![chunk])), Err(RefusalCode::TooLarge), "{kind}");
    }
}

#[test]
fn a_deflated_column_in_a_change_is_refused() {
    let mut chunk = changes(&dossier())[2].clone();
    let mut body = Body::read(CHANGE, &chunk.body).unwrap();
    let column = &mut body.groups[0][0];
    *column = Column { spec: column.spec | DEFLATED, bytes: deflated(&column.bytes) };
    chunk.body = body.write();
    assert_eq!(judge(&Message::bringing(Vec::new(), vec![chunk])), Err(RefusalCode::Malformed));
}

#[test]
fn several_chunks_in_one_element_are_taken_apart_and_taken() {
    let dossier = dossier();
    let mut message = Message::bringing(dossier.heads().iter().copied().collect(), Vec::new());
    for kind in [CHANGE, DEFLATED_CHANGE] {
        let chunks = changes(&dossier).into_iter().map(|chunk| Chunk { kind, ..chunk }).collect();
        message.elements = vec![chunks];
        assert_eq!(judge(&message).unwrap().heads, dossier.heads().to_bytes());
    }
    // And in any order: each is put after what it builds on.
    message.elements[0].reverse();
    let judged = judge(&message).unwrap();
    assert_eq!(judged.heads, dossier.heads().to_bytes());
    assert_eq!(judged.new.iter().map(|change| change.actor_seq).collect::<Vec<_>>(), [1, 1, 2]);
}

#[test]
fn bytes_between_or_after_chunks_are_refused() {
    for between in [false, true] {
        let chunks: Vec<Vec<u8>> = changes(&dossier()).iter().map(Chunk::write).collect();
        let element =
            if between { chunks.join(&b"?"[..]) } else { [chunks.concat(), b"?".to_vec()].concat() };
        let mut bytes = vec![0x42, 0, 0, 0, 1];
        hostile::forge::write_prefixed(&mut bytes, &element);
        assert_eq!(safe_to_read(&bytes, &Limits::STANDARD), Err(RefusalCode::Malformed));
    }
}

#[test]
fn a_bundle_is_refused_also_beside_good_changes() {
    let dossier = dossier();
    let hashes: Vec<_> =
        dossier.changes_since(&Heads::default()).iter().map(|change| change.hash()).collect();
    let bundle = dossier.automerge().bundle(hashes).unwrap();
    let mut chunks = hostile::forge::chunks(bundle.bytes()).unwrap();
    assert_eq!(chunks[0].kind, BUNDLE);
    assert_eq!(judge(&Message::bringing(Vec::new(), chunks.clone())), Err(RefusalCode::Malformed));
    chunks.splice(0..0, changes(&dossier));
    assert_eq!(judge(&Message::bringing(Vec::new(), chunks)), Err(RefusalCode::Malformed));
}

#[test]
fn a_wrong_checksum_is_refused_for_every_kind_of_chunk() {
    let document = genuine().elements.concat();
    let plain = changes(&dossier());
    let packed = plain.iter().map(|chunk| Chunk { kind: DEFLATED_CHANGE, ..chunk.clone() }).collect();
    for mut chunks in [document, plain, packed] {
        chunks[0].checksum = Some([1, 2, 3, 4]);
        assert_eq!(judge(&Message::bringing(Vec::new(), chunks)), Err(RefusalCode::Malformed));
    }
}

/// What loads fine and then writes a document that cannot be loaded again must not come through; whatever comes
/// through loads from what is stored. The mutator looks at a million of them (`cargo xtask mutate`).
#[test]
fn whatever_single_byte_of_a_column_is_changed_nothing_that_is_taken_is_poisoned() {
    let dossier = dossier();
    let chunks = changes(&dossier);
    let last = chunks.last().unwrap();
    let (mut taken, mut refused) = (0, 0);
    for place in 0..last.body.len() {
        for value in [0x00, 0x01, 0x7f, 0x80, 0xff, last.body[place] ^ 0x10] {
            let mut mutant = last.clone();
            mutant.body[place] = value;
            let mut chunks = chunks.clone();
            *chunks.last_mut().unwrap() = mutant.clone();
            let Ok(judged) = judge(&Message::bringing(vec![mutant.hash()], chunks)) else {
                refused += 1;
                continue;
            };
            let again = Document::load(&judged.saved, []).unwrap();
            assert_eq!(again.heads().to_bytes(), judged.heads, "byte {place} as {value}");
            // Of a new document the snapshot alone is stored; others get it, and take its changes out.
            let changes = again.changes_since(&Heads::default());
            let by_log = Document::load(&[], changes.iter().map(|change| change.raw_bytes())).unwrap();
            assert_eq!(by_log.heads(), again.heads(), "byte {place} as {value}");
            taken += 1;
        }
    }
    assert!(taken > 0 && refused > 0, "{taken} taken, {refused} refused: both kinds were met");
}

/// Writes what no app of ours writes, as somebody with the library would.
fn written(write: impl FnOnce(&mut AutoCommit)) -> Message {
    let mut raw = AutoCommit::load(&dossier().save()).unwrap().with_actor(ActorId::from(LAN.0));
    write(&mut raw);
    raw.commit_with(CommitOptions::default().with_time(60_000));
    let tampered = Document::load(&raw.save(), []).unwrap();
    Message::read(&push_message(&tampered, &Heads::default()).unwrap()).unwrap()
}

#[test]
fn maps_within_maps_do_not_get_in_however_deep() {
    let message = written(|raw| {
        let (_, mut map) = automerge::ReadDoc::get(raw, ROOT, "answers").unwrap().unwrap();
        for _ in 0..500 {
            map = raw.put_object(&map, "x", ObjType::Map).unwrap();
        }
    });
    assert_eq!(judge(&message), Err(RefusalCode::NotAllowed));
}

#[test]
fn more_operations_in_one_change_than_a_person_writes_are_refused() {
    let message = written(|raw| {
        let (_, answers) = automerge::ReadDoc::get(raw, ROOT, "answers").unwrap().unwrap();
        for n in 0..5_001 {
            raw.put(&answers, format!("q{n}"), "x").unwrap();
        }
    });
    assert_eq!(judge(&message).map(|judged| judged.new.len()), Err(RefusalCode::TooLarge));
}

#[test]
fn a_copy_of_a_device_that_went_its_own_way_is_told_apart_from_missing_changes() {
    let mut one = dossier();
    let mut other = one.clone();
    let base = one.heads();
    let at = Timestamp::from_millis(60_000);
    one.set_answer(&"a".into(), &AnswerText::new("1").unwrap(), at).unwrap();
    other.set_answer(&"a".into(), &AnswerText::new("2").unwrap(), at).unwrap();
    let stored = Some(sync::admission::Stored { snapshot: one.save(), log: Vec::new() });
    let message = push_message(&other, &base).unwrap();
    let verdict = InProcess.judge(Case { stored, message, role: Role::Volunteer });
    assert_eq!(verdict, Err(RefusalCode::ForeignActor));
}
