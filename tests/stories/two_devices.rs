//! Two volunteers work on one dossier without a network, and both keep their work.

#![expect(clippy::unwrap_used, reason = "a story stops where it fails")]

use demo::birth;
use dossier::case::CaseState;
use dossier::document::{Document, Heads};
use dossier::{DocumentId, DossierId};
use testkit::{Commune, Phone};
use wire::view::Progress;

/// A dossier that both devices have.
async fn shared_dossier(commune: &Commune) -> (Phone, Phone, DossierId) {
    let (lan, minh) = (commune.phone(0).await, commune.phone(1).await);
    let dossier = lan.start_birth();
    for (question, value) in birth::ANSWERS {
        lan.answer(dossier, question, value);
    }
    lan.sync_well().await;
    minh.sync_well().await;
    assert_eq!(minh.value(dossier, birth::CHILD_NAME), lan.value(dossier, birth::CHILD_NAME));
    (lan, minh, dossier)
}

/// Different fields, and the same field, on both devices, nothing of it sent.
fn edit_offline(lan: &Phone, minh: &Phone, dossier: DossierId) {
    let [by_lan, by_minh] = birth::DIFFERENT_FIELDS;
    lan.answer(dossier, by_lan.0, by_lan.1);
    minh.answer(dossier, by_minh.0, by_minh.1);
    let (question, [lans, minhs]) = birth::SAME_FIELD;
    lan.answer(dossier, question, lans);
    minh.clock.advance_millis(90_000);
    minh.answer(dossier, question, minhs);
}

/// The heads of the dossier in a device's own encrypted file.
fn heads_on(phone: &mut Phone, dossier: DossierId) -> Heads {
    use std::sync::Arc;
    #[derive(Debug)]
    struct Plain;
    impl store::Projector for Plain {
        fn project(&self, _: &Document) -> store::Projected {
            store::Projected::default()
        }
        fn shows(&self, _: &dossier::ProcedureCode, _: &str, _: &dossier::QuestionName) -> bool {
            false
        }
    }
    phone.device().lock(wire::ipc::Lock {}).unwrap();
    let heads = {
        let mut store = store::StoreFiles::new(phone.folder())
            .unlock(testkit::PIN, testkit::MORNING, Arc::new(Plain))
            .unwrap();
        store.document(dossier.into()).unwrap().heads()
    };
    phone.restart();
    heads
}

fn heads_on_server(commune: &Commune, dossier: DossierId) -> Heads {
    let stored = commune.store().load_document(&Commune::code(), DocumentId::from(dossier)).unwrap().unwrap();
    Heads::from_bytes(&stored.heads).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn lan_and_minh_edit_one_dossier_offline_and_converge_whoever_syncs_first() {
    for lan_first in [true, false] {
        let commune = Commune::start().await;
        let (mut lan, mut minh, dossier) = shared_dossier(&commune).await;
        edit_offline(&lan, &minh, dossier);
        let (first, second) = if lan_first { (&lan, &minh) } else { (&minh, &lan) };
        first.sync_well().await;
        second.sync_well().await;
        first.sync_well().await;

        let expected = heads_on_server(&commune, dossier);
        assert_eq!(heads_on(&mut lan, dossier), expected, "lan first: {lan_first}");
        assert_eq!(heads_on(&mut minh, dossier), expected, "lan first: {lan_first}");

        for phone in [&lan, &minh] {
            for (question, value) in birth::DIFFERENT_FIELDS {
                assert_eq!(phone.value(dossier, question).as_deref(), Some(value), "both keep their work");
            }
            let view = phone.dossier(dossier);
            let (question, values) = birth::SAME_FIELD;
            let field = &view.answers[&question.into()];
            let mut shown: Vec<_> =
                std::iter::once(&field.current).chain(&field.others).map(|w| w.value.as_str()).collect();
            shown.sort_unstable();
            let mut expected = values;
            expected.sort_unstable();
            assert_eq!(shown, expected, "both values of the same field are shown");
            assert!(phone.home().dossiers[0].has_conflicts);
            let other = std::iter::once(&field.current).chain(&field.others).find(|w| !w.by.this_device);
            let other = other.expect("one of them is the other's");
            assert!(other.by.name.is_some(), "and it says whose it is");
        }

        let (question, [_, chosen]) = birth::SAME_FIELD;
        lan.answer(dossier, question, chosen);
        lan.sync_well().await;
        minh.sync_well().await;
        assert!(minh.dossier(dossier).answers[&question.into()].others.is_empty(), "settled for everybody");
        assert!(!minh.home().dossiers[0].has_conflicts);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_that_meets_anothers_comes_home_in_the_same_round_trip() {
    let commune = Commune::start().await;
    let (lan, minh, dossier) = shared_dossier(&commune).await;
    lan.answer(dossier, "cha_nam_sinh", "1995");
    lan.sync_well().await;
    minh.answer(dossier, "noi_sinh_co_so", "Bệnh viện huyện (dữ liệu mẫu)");
    minh.sync_well().await;
    assert_eq!(minh.value(dossier, "cha_nam_sinh").as_deref(), Some("1995"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_office_receives_a_dossier_once_accepts_it_and_both_devices_show_number_and_due_date() {
    let commune = Commune::start().await;
    let (lan, minh, dossier) = shared_dossier(&commune).await;
    assert_eq!(lan.home().dossiers[0].progress, Progress::Draft);
    assert_eq!(lan.hand_over(dossier), Err(wire::Problem::ConsentNeeded), "nothing leaves without consent");
    lan.agree(dossier);
    lan.hand_over(dossier).unwrap();
    assert_eq!(lan.home().dossiers[0].progress, Progress::Waiting);
    lan.sync_well().await;
    assert_eq!(lan.home().dossiers[0].progress, Progress::Sent);

    let (user, password) = &commune.officers[0];
    let officer =
        demo::Officer::log_in(&format!("http://{}", commune.address()), user, password).await.unwrap();
    let inbox = officer.inbox().await.unwrap();
    assert_eq!(inbox.dossiers.len(), 1);
    assert_eq!(inbox.dossiers[0].state, CaseState::Received);
    let case = officer.accept(dossier).await.unwrap();
    let number = case.number.unwrap();
    assert!(number.starts_with("H15.50.05.13-261120-0001"), "{number}");

    lan.sync_well().await;
    minh.sync_well().await;
    for phone in [&lan, &minh] {
        let card = &phone.home().dossiers[0];
        assert_eq!((card.progress, card.number.as_deref()), (Progress::Accepted, Some(number.as_str())));
        assert_eq!(card.due, case.due);
    }
    let refused = lan.try_answer(dossier, birth::CHILD_NAME, "Sau khi đã tiếp nhận");
    assert_eq!(refused, Err(wire::Problem::AlreadyAccepted { number }));
}
