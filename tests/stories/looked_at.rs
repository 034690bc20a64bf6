//! What others wrote since a person last looked is told until it was looked at, and two versions of a text can be woven.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a story stops where it fails")]

use demo::birth;
use dossier::DossierId;
use testkit::{Commune, Phone};
use wire::ipc::MarkLooked;
use wire::view::NewsOf;

const PLACE: &str = "noi_sinh_co_so";

/// The questions that are told as new, with their values.
fn news(phone: &Phone, dossier: DossierId) -> Option<Vec<(String, String)>> {
    let told = phone.dossier(dossier).news?;
    Some(
        told.into_iter()
            .map(|news| match news.of {
                NewsOf::Answer(question) => (question.as_str().to_owned(), news.written.value),
                other => panic!("only answers were written, not {other:?}"),
            })
            .collect(),
    )
}

fn looked(phone: &Phone, dossier: DossierId) {
    let view = phone.device().mark_looked(MarkLooked { dossier }).unwrap();
    assert_eq!(view.news, Some(Vec::new()));
}

/// Lan's dossier, which Minh has opened too.
async fn shared(commune: &Commune) -> (Phone, Phone, DossierId) {
    let (lan, minh) = (commune.phone(0).await, commune.phone(1).await);
    let dossier = lan.start_birth();
    lan.answer(dossier, birth::CHILD_NAME, "Trẻ mẫu");
    lan.answer(dossier, PLACE, "Trạm y tế xã.");
    lan.sync_well().await;
    minh.sync_well().await;
    (lan, minh, dossier)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_since_one_looked_is_told_with_its_author_until_it_was_looked_at_also_after_a_restart() {
    let commune = Commune::start().await;
    let (lan, mut minh, dossier) = shared(&commune).await;
    assert_eq!(news(&minh, dossier), None, "he has never looked at it: all of it is new");
    looked(&minh, dossier);
    assert_eq!(news(&lan, dossier), Some(Vec::new()), "she began it herself");

    lan.answer(dossier, PLACE, "Bệnh viện huyện.");
    lan.sync_well().await;
    minh.answer(dossier, birth::CHILD_NAME, "Trẻ mẫu hai");
    minh.sync_well().await;
    minh.restart();
    assert_eq!(news(&minh, dossier), Some(vec![(PLACE.to_owned(), "Bệnh viện huyện.".to_owned())]));
    assert_eq!(minh.home().dossiers[0].news, 1);
    let told = minh.dossier(dossier).news.unwrap();
    assert!(!told[0].written.by.this_device && told[0].written.by.name.is_some(), "and whose it is");

    looked(&minh, dossier);
    assert_eq!(minh.home().dossiers[0].news, 0);
    lan.sync_well().await;
    assert_eq!(lan.home().dossiers[0].news, 1, "what he wrote is news to her");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_versions_of_a_text_are_offered_woven_and_nobody_writes_them_but_a_person() {
    let commune = Commune::start().await;
    let (lan, minh, dossier) = shared(&commune).await;
    lan.answer(dossier, PLACE, "Trạm y tế xã, thôn một.");
    minh.answer(dossier, PLACE, "Tại Trạm y tế xã.");
    lan.sync_well().await;
    minh.sync_well().await;
    lan.sync_well().await;
    let woven = "Tại Trạm y tế xã, thôn một.";
    for phone in [&lan, &minh] {
        let answer = &phone.dossier(dossier).answers[&PLACE.into()];
        assert_eq!(answer.others.len(), 1, "both stand");
        // T and t are two letters, as written.
        assert_eq!(answer.merged.as_deref(), Some(woven));
    }
    minh.answer(dossier, PLACE, woven);
    minh.sync_well().await;
    lan.sync_well().await;
    let answer = &lan.dossier(dossier).answers[&PLACE.into()];
    assert_eq!((answer.current.value.as_str(), answer.others.len(), &answer.merged), (woven, 0, &None));
}
