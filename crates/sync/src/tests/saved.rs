//! A document that goes out, or comes in, as it was saved.

use super::*;
use crate::exchange::{push_saved, saved_in};

fn filled() -> Document {
    let mut document = dossier();
    for n in 0..40 {
        answer(&mut document, &format!("question_{n}"), "Bản Huổi Mẫu, xã Mẫu, tỉnh Mẫu", 2_000 + n);
    }
    document
}

#[test]
fn what_was_saved_plain_is_the_message_that_the_open_document_would_make() {
    let document = filled();
    let message = push_message(&document, &Heads::default());
    assert_eq!(push_saved(&document.save_plain(), &document.heads()), message);
    assert!(message.is_some());
}

#[test]
fn anything_else_than_the_whole_document_at_these_heads_has_to_be_opened() {
    let document = filled();
    let (plain, heads) = (document.save_plain(), document.heads());
    let deflated = document.save();
    assert!(deflated.len() < plain.len());
    let change = document.changes_since(&Heads::default()).last().unwrap().raw_bytes().to_vec();
    let twice = [plain.clone(), plain.clone()].concat();
    for (what, bytes) in [
        ("deflated", deflated.as_slice()),
        ("nothing", &[]),
        ("cut short", &plain[..plain.len() - 1]),
        ("two documents", &twice),
        ("a change", &change),
    ] {
        assert_eq!(push_saved(bytes, &heads), None, "{what}");
    }
    assert_eq!(push_saved(&plain, &dossier().heads()), None, "other heads");
    for place in 0..plain.len() {
        let mut damaged = plain.clone();
        damaged[place] ^= 0x10;
        assert_eq!(push_saved(&damaged, &heads), None, "byte {place}");
    }
}

#[test]
fn a_new_document_of_the_feed_is_kept_as_the_server_has_saved_it() {
    let document = filled();
    let plain = document.save_plain();
    let message = feed::message(&document.heads().to_bytes(), vec![plain.clone()]).unwrap();
    let (received, _) = receive_new(&message).unwrap();
    assert_eq!(saved_in(&message, &received.heads()), Some(plain.clone()));

    let mut later = document.clone();
    answer(&mut later, "child_name", "Lò Thị Mẫu", 9_000);
    let change = later.changes_since(&document.heads())[0].raw_bytes().to_vec();
    let message = feed::message(&later.heads().to_bytes(), vec![plain, change]).unwrap();
    let (received, _) = receive_new(&message).unwrap();
    assert_eq!(received.heads(), later.heads());
    assert_eq!(saved_in(&message, &received.heads()), None, "what came after it is not in it");
}
