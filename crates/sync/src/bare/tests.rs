use super::*;
use crate::exchange::push_message;
use crate::feed;
use dossier::document::{Actor, Document, DossierFacts, Heads};
use dossier::{AnswerText, Timestamp};

fn document() -> Document {
    let facts =
        DossierFacts { procedure: "1.001193".into(), form_version: "2026-07-18".into(), household: None };
    let mut document =
        Document::create_dossier(Actor([3; 16]), &facts, Timestamp::from_millis(60_000)).unwrap();
    write(&mut document, "tre_ho_ten", "Lò Thị Mẫu");
    document
}

fn write(document: &mut Document, question: &str, text: &str) {
    let text = AnswerText::new(text).unwrap();
    document.set_answer(&question.into(), &text, Timestamp::from_millis(120_000)).unwrap();
}

#[test]
fn a_whole_document_s_message_comes_back_from_less() {
    let document = document();
    let push = push_message(&document, &Heads::default()).unwrap();
    let told = feed::message(&document.heads().to_bytes(), vec![document.save_plain()]).unwrap();
    for message in [push, told] {
        let bare = strip(&message).unwrap();
        assert!(bare.len() + 64 < message.len(), "{} of {}", bare.len(), message.len());
        assert!(whole_len(&bare).abs_diff(message.len()) <= 8, "{} for {}", whole_len(&bare), message.len());
        assert_eq!(fill(&bare, &Limits::STANDARD).unwrap(), message);
    }
}

#[test]
fn what_could_not_be_told_from_the_rest_goes_as_it_is() {
    let mut document = document();
    let shared = document.heads();
    write(&mut document, "tre_ho_ten", "Lò Thị Mẫu Hai");
    let edit = push_message(&document, &shared).unwrap();
    // Two heads: whose order and hashes stand in the chunk.
    let (mut lan, mut minh) = (document.clone(), document.clone());
    minh.write_as(Actor([4; 16]));
    write(&mut lan, "me_ho_ten", "Một");
    write(&mut minh, "me_ho_ten", "Hai");
    let theirs = minh.changes_since(&document.heads());
    lan.apply(theirs).unwrap();
    let two_heads = push_message(&lan, &Heads::default()).unwrap();
    for message in [edit, two_heads, Vec::new(), vec![0x43, 1]] {
        assert_eq!(strip(&message), None);
    }
}

#[test]
fn a_bare_message_whose_document_is_another_is_refused() {
    let message = push_message(&document(), &Heads::default()).unwrap();
    let bare = strip(&message).unwrap();
    for place in 0..bare.len() {
        let mut other = bare.clone();
        other[place] ^= 0x10;
        // Most places change the hash, others make it unreadable; nothing reads as the same document.
        if let Ok(filled) = fill(&other, &Limits::STANDARD) {
            assert_ne!(filled, message, "byte {place}");
        }
    }
    for end in 0..bare.len() {
        // Its last byte only says where the head's change stands.
        let filled = fill(&bare[..end], &Limits::STANDARD);
        assert!(filled.is_err() || end + 1 == bare.len(), "cut after {end}");
    }
}
