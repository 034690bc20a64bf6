use super::*;
use crate::exchange::push_message;
use crate::feed;
use dossier::document::{Actor, Document, DossierFacts, Heads};
use dossier::{AnswerText, DocumentId, Timestamp};
use proptest::prelude::*;
use wire::sync::Push;

fn idle() -> SyncRequest {
    SyncRequest {
        protocol: 1,
        cursor: 2,
        server_epoch: 7,
        scope_epoch: 1,
        catalogue: 0,
        push: Vec::new(),
        budget: wire::sync::DEFAULT_BUDGET,
        below: None,
    }
}

/// A dossier with some answers.
fn document(number: u8) -> Document {
    let facts =
        DossierFacts { procedure: "1.001193".into(), form_version: "2026-07-18".into(), household: None };
    let mut document =
        Document::create_dossier(Actor([number; 16]), &facts, Timestamp::from_millis(60_000)).unwrap();
    for question in ["tre_ho_ten", "tre_ngay_sinh", "me_ho_ten", "cha_ho_ten", "noi_sinh"] {
        let text = AnswerText::new(&format!("Giá trị mẫu {number}")).unwrap();
        document.set_answer(&question.into(), &text, Timestamp::from_millis(120_000)).unwrap();
    }
    document
}

fn pushes(count: u8) -> Vec<Push> {
    (0..count)
        .map(|number| Push {
            document: DocumentId::from_bytes([number; 16]),
            message: push_message(&document(number), &Heads::default()).unwrap(),
            home: None,
        })
        .collect()
}

#[test]
fn a_frame_with_any_one_bit_flipped_never_reads_as_another() {
    for coding in [Coding::Quick, Coding::Dense] {
        let request = idle();
        let body = encode_request(&request, coding).unwrap();
        assert_eq!(decode_request(&body, 1_000).unwrap(), (request.clone(), coding));
        for bit in 0..body.len() * 8 {
            let mut flipped = body.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            // zstd has a bit in its head that means nothing.
            let read = decode_request(&flipped, 1_000);
            assert!(read.as_ref().map_or(true, |(read, _)| *read == request), "bit {bit}: {read:?}");
        }
    }
}

#[test]
fn a_dense_frame_of_new_dossiers_is_a_good_deal_smaller_and_brings_every_byte() {
    let request = SyncRequest { push: pushes(60), ..idle() };
    let quick = encode_request(&request, Coding::Quick).unwrap();
    let dense = encode_request(&request, Coding::Dense).unwrap();
    assert!(dense.len() * 10 < quick.len() * 7, "{} of {} bytes", dense.len(), quick.len());
    let (mut read, coding) = decode_request(&dense, 1 << 20).unwrap();
    assert_eq!(coding, Coding::Dense);
    for push in &mut read.push {
        assert!(bare::is_bare(&push.message));
        push.message = bare::fill(&push.message, &Limits::STANDARD).unwrap();
    }
    assert_eq!(read, request);
}

#[test]
fn a_dense_answer_comes_out_with_whole_messages() {
    let feed = (0..9)
        .map(|number| FeedItem::Document {
            seq: number.into(),
            document: DocumentId::from_bytes([number; 16]),
            message: {
                let document = document(number);
                feed::message(&document.heads().to_bytes(), vec![document.save_plain()]).unwrap()
            },
            authors: Vec::new(),
        })
        .collect();
    let answer = SyncAnswer {
        acks: Vec::new(),
        feed,
        next_cursor: 9,
        more: false,
        scope_epoch: 1,
        server_epoch: 7,
        now: Timestamp::from_millis(1),
        catalogue: None,
        scope: None,
        below: None,
        worked_ms: 0,
        code_wanted: false,
        rule_changed: false,
        left: None,
    };
    for coding in [Coding::Quick, Coding::Dense] {
        assert_eq!(decode_answer(&encode_answer(&answer, coding).unwrap(), 1 << 20).unwrap(), answer);
    }
}

#[test]
fn a_dense_frame_is_bounded_before_it_is_decoded() {
    let request = SyncRequest { push: pushes(30), ..idle() };
    let dense = encode_request(&request, Coding::Dense).unwrap();
    assert!(matches!(decode_request(&dense, 1_000), Err(FrameError::TooLarge { max: 1_000 })));
    // A gigabyte, it says.
    let claims = [&[1, 0x80, 0x80, 0x80, 0x80, 0x04][..], &[0; 64]].concat();
    assert!(matches!(decode_request(&claims, usize::MAX), Err(FrameError::TooLarge { .. })));
}

#[test]
fn what_a_dense_frame_cannot_hold_goes_out_in_the_other_coding() {
    let push = Push { document: DocumentId::from_bytes([1; 16]), message: vec![7; 3 << 20], home: None };
    let request = SyncRequest { push: vec![push], ..idle() };
    let body = encode_request(&request, Coding::Dense).unwrap();
    assert_eq!(decode_request(&body, 4 << 20).unwrap(), (request, Coding::Quick));
}

proptest! {
    #[test]
    fn whatever_is_written_densely_is_read_as_it_was(plain in prop::collection::vec(any::<u8>(), 0..3_000)) {
        // One in some thousands cannot be held; it says so.
        if let Some(body) = dense::compress(&plain) {
            prop_assert_eq!(dense::inflate(&body, 3_000).unwrap(), plain);
        }
    }

    #[test]
    fn a_strangers_dense_bytes_are_an_error_and_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let body = [&[1, 0x80, 0x20][..], &bytes].concat();
        prop_assert!(dense::inflate(&body, 1 << 20).is_err());
    }
}
