//! From the acceptance to the result, as both sides see it: a receipt that anybody can check, another day with an apology,
//! and what came too late beside what was accepted.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a story stops where it fails")]

use chrono::Days;
use demo::{Officer, birth};
use dossier::DossierId;
use dossier::case::ReturnWay;
use testkit::{Commune, Phone, Weather};
use wire::Problem;
use wire::view::{NewsOf, Progress, ReceiptCheck};
use wire::work::{EndCase, GiveResult, HandOut, PutOff};

async fn handed_over(phone: &Phone) -> DossierId {
    let dossier = phone.start_birth();
    for (question, value) in birth::ANSWERS {
        phone.answer(dossier, question, value);
    }
    phone.agree(dossier);
    phone.hand_over(dossier).unwrap();
    phone.sync_well().await;
    dossier
}

async fn officer(commune: &Commune) -> Officer {
    let (user, password) = &commune.officers[0];
    Officer::log_in(&format!("http://{}", commune.address()), user, password).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_receipt_is_checked_on_the_phone_without_a_network_and_each_state_comes_to_it() {
    let commune = Commune::start().await;
    let (mut lan, office) = (commune.phone(0).await, officer(&commune).await);
    let dossier = handed_over(&lan).await;
    assert_eq!(lan.dossier(dossier).receipt, None, "nothing was given yet");
    let case = office.accept(dossier).await.unwrap();
    lan.sync_well().await;

    lan.network.set(Weather::NoSignal);
    lan.restart();
    let view = lan.dossier(dossier);
    assert_eq!((view.progress, view.receipt), (Progress::Accepted, Some(ReceiptCheck::Holds)));
    assert_eq!(view.case.unwrap().number, case.number);
    lan.network.set(Weather::Fine);

    let from = case.due.unwrap();
    let put_off = PutOff {
        from,
        to: from.date() + Days::new(14),
        reason: "Chờ xác minh nơi sinh.".into(),
        signer: "Lò Văn Chủ".into(),
    };
    office.act(dossier, "extensions", &put_off).await.unwrap();
    lan.sync_well().await;
    let view = lan.dossier(dossier);
    let told = view.case.unwrap();
    assert!(told.due.unwrap() > from);
    assert_eq!(told.extensions[0].reason, "Chờ xác minh nơi sinh.");
    assert_eq!(view.receipt, Some(ReceiptCheck::Holds), "the receipt says what was promised first");

    office.act(dossier, "result", &GiveResult { words: "Giấy khai sinh".into(), scan: None }).await.unwrap();
    lan.sync_well().await;
    assert_eq!(lan.dossier(dossier).progress, Progress::Done);
    office.act(dossier, "result/hand-out", &HandOut { way: ReturnWay::Desk }).await.unwrap();
    lan.sync_well().await;
    let view = lan.dossier(dossier);
    assert_eq!(view.case.unwrap().result.unwrap().way, Some(ReturnWay::Desk));
    let number = case.number.unwrap();
    assert_eq!(lan.try_answer(dossier, "nyc_ho_ten", "Khác"), Err(Problem::AlreadyAccepted { number }));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_before_the_acceptance_was_known_is_a_proposal_and_breaks_no_receipt() {
    const QUESTION: &str = "nyc_ho_ten";
    let commune = Commune::start().await;
    let (lan, minh) = (commune.phone(0).await, commune.phone(1).await);
    let dossier = handed_over(&lan).await;
    minh.sync_well().await;
    let office = officer(&commune).await;
    let before =
        office.dossier(dossier).await.unwrap().dossier.answers[&QUESTION.into()].current.value.clone();

    minh.network.set(Weather::NoSignal);
    minh.answer(dossier, QUESTION, "Nguyễn Văn Sửa Sau");
    office.accept(dossier).await.unwrap();
    minh.network.set(Weather::Fine);
    minh.sync_well().await;
    lan.sync_well().await;

    let open = office.dossier(dossier).await.unwrap();
    assert_eq!(open.dossier.answers[&QUESTION.into()].current.value, before, "what was accepted stands");
    assert_eq!(open.later.len(), 1);
    assert_eq!(open.later[0].of, NewsOf::Answer(QUESTION.into()));
    assert_eq!(open.later[0].written.value, "Nguyễn Văn Sửa Sau");
    for phone in [&lan, &minh] {
        assert_eq!(phone.dossier(dossier).receipt, Some(ReceiptCheck::Holds), "it is of the version before");
    }
    let taken = office.act(dossier, "version", &()).await.unwrap();
    assert_eq!(taken.dossier.answers[&QUESTION.into()].current.value, "Nguyễn Văn Sửa Sau");
    assert!(taken.later.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_dossier_says_why_and_takes_nothing_more() {
    let commune = Commune::start().await;
    let (lan, office) = (commune.phone(0).await, officer(&commune).await);
    let dossier = handed_over(&lan).await;
    let end = EndCase { reason: "Không thuộc thẩm quyền của xã.".into() };
    office.act(dossier, "refusal", &end).await.unwrap();
    lan.sync_well().await;
    let view = lan.dossier(dossier);
    assert_eq!(view.progress, Progress::Closed);
    assert_eq!(view.case.unwrap().reason.as_deref(), Some("Không thuộc thẩm quyền của xã."));
    assert_eq!(lan.try_answer(dossier, "nyc_ho_ten", "Khác"), Err(Problem::CaseEnded));
}
