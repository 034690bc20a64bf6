//! The office asks for what is missing, the team answers without a network, and both see at the same places what came.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a story stops where it fails")]

use chrono::NaiveDate;
use demo::{Officer, birth};
use dossier::case::CaseState;
use dossier::supplement::{Ask, Outcome, Pin};
use dossier::{DossierId, PaperId, QuestionName};
use stories::pictures::{Wrong, paper};
use testkit::{Commune, Phone, Weather};
use wire::Problem;
use wire::ipc::{GetToday, KeepPhoto, LookAtPhoto};
use wire::office::{AskSupplement, OfficeDossier};
use wire::view::Progress;

const QUESTION: &str = "nyc_ho_ten";
const PAPER: &str = "giay_chung_sinh";

async fn photo(phone: &Phone, dossier: DossierId, number: u64) {
    let look = phone.device().look_at_photo(LookAtPhoto {}, paper(number, Wrong::Nothing)).await.unwrap();
    phone.device().keep_photo(KeepPhoto { look: look.look, dossier, paper: PAPER.into() }).unwrap();
}

async fn handed_over(phone: &Phone) -> DossierId {
    let dossier = phone.start_birth();
    for (question, value) in birth::ANSWERS {
        phone.answer(dossier, question, value);
    }
    photo(phone, dossier, 7).await;
    phone.agree(dossier);
    phone.answer_purpose(dossier, dossier::Purpose::Photos, true);
    phone.hand_over(dossier).unwrap();
    phone.sync_well().await;
    dossier
}

async fn officer(commune: &Commune) -> Officer {
    let (user, password) = &commune.officers[0];
    Officer::log_in(&format!("http://{}", commune.address()), user, password).await.unwrap()
}

fn about_the_name() -> Ask {
    Ask { about: Pin::Question { question: QUESTION.into() }, words: "  Ghi đủ họ và tên.  ".into() }
}

/// One slip about an answer and about the first photo.
fn slip(seen: &OfficeDossier) -> AskSupplement {
    let photo = seen.dossier.pages[&PaperId::from(PAPER)][0].photo;
    let about = Pin::Page { paper: PAPER.into(), photo };
    let asks = vec![about_the_name(), Ask { about, words: "Ảnh bị mờ, xin chụp lại.".into() }];
    AskSupplement { version: seen.version.clone(), asks, due: NaiveDate::from_ymd_opt(2030, 1, 15) }
}

fn asked_today(phone: &Phone) -> Vec<(DossierId, u32, bool)> {
    let today = phone.device().get_today(GetToday {}).unwrap();
    today.asked.into_iter().map(|card| (card.dossier, card.asks, card.late)).collect()
}

fn marks(dossier: &wire::view::DossierView) -> Vec<bool> {
    let supplement = dossier.supplement.as_ref().unwrap();
    supplement.asks().map(|(_, came)| came.is_some_and(|came| came.written)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_office_asks_for_is_answered_offline_and_comes_back_marked_at_the_same_places() {
    let commune = Commune::start().await;
    let (lan, minh) = (commune.phone(0).await, commune.phone(1).await);
    let dossier = handed_over(&lan).await;
    minh.sync_well().await;
    let office = officer(&commune).await;
    let seen = office.dossier(dossier).await.unwrap();
    let asked = office.ask(dossier, &slip(&seen)).await.unwrap().dossier;
    assert_eq!(asked.case.as_ref().unwrap().state, CaseState::Asked);
    let again = office.ask(dossier, &slip(&seen)).await.unwrap_err();
    assert!(again.0.contains("already_asked"), "{again:?}");

    // It is a task of every phone of the team, with its day.
    for phone in [&lan, &minh] {
        phone.sync_well().await;
        assert_eq!(asked_today(phone), [(dossier, 2, false)]);
        assert_eq!(phone.dossier(dossier).progress, Progress::Asked);
    }
    let supplement = lan.dossier(dossier).supplement.unwrap();
    assert_eq!(supplement.request.asks[0].words, "Ghi đủ họ và tên.");
    assert_eq!(supplement.request.due, NaiveDate::from_ymd_opt(2030, 1, 15));

    // At the door again, without a network.
    lan.network.set(Weather::NoSignal);
    lan.answer(dossier, QUESTION, "Nguyễn Văn Mẫu Mới");
    assert_eq!(marks(&lan.dossier(dossier)), [true, false]);
    photo(&lan, dossier, 8).await;
    assert_eq!(marks(&lan.dossier(dossier)), [true, true]);
    assert_eq!(lan.dossier(dossier).progress, Progress::Asked, "nothing is sent before somebody says so");
    let sent = lan.hand_over(dossier).unwrap();
    assert_eq!((sent.progress, asked_today(&lan)), (Progress::Waiting, vec![]));

    lan.network.set(Weather::Fine);
    lan.sync_well().await;
    assert_eq!(lan.dossier(dossier).progress, Progress::Sent);
    let view = office.dossier(dossier).await.unwrap().dossier;
    let case = view.case.as_ref().unwrap();
    assert_eq!(case.state, CaseState::Received);
    assert_eq!(case.supplements[0].ended.as_ref().unwrap().outcome, Outcome::Answered);
    assert_eq!(marks(&view), [true, true]);
    let came = view.supplement.as_ref().unwrap().came.as_ref().unwrap();
    let before = birth::ANSWERS.iter().find(|(question, _)| *question == QUESTION).unwrap().1;
    assert_eq!(came[0].before.as_deref(), Some(before));
    assert_eq!(view.answers[&QuestionName::from(QUESTION)].current.value, "Nguyễn Văn Mẫu Mới");
    assert_eq!(view.pages[&PaperId::from(PAPER)].len(), 2);
    minh.sync_well().await;
    assert_eq!((minh.dossier(dossier).progress, asked_today(&minh)), (Progress::Sent, vec![]));
    office.accept(dossier).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_taken_back_or_ended_by_accepting_and_a_late_answer_changes_nothing() {
    let commune = Commune::start().await;
    let (lan, minh) = (commune.phone(0).await, commune.phone(1).await);
    let dossier = handed_over(&lan).await;
    let office = officer(&commune).await;
    let nothing = office.ask_no_more(dossier).await.unwrap_err();
    assert!(nothing.0.contains("nothing_asked"), "{nothing:?}");
    let seen = office.dossier(dossier).await.unwrap();
    office.ask(dossier, &slip(&seen)).await.unwrap();
    lan.sync_well().await;
    minh.sync_well().await;

    // The phone answers a request that the office has taken back meanwhile and made anew.
    lan.hand_over(dossier).unwrap();
    office.ask_no_more(dossier).await.unwrap();
    let seen = office.dossier(dossier).await.unwrap();
    office.ask(dossier, &slip(&seen)).await.unwrap();
    lan.sync_well().await;
    assert_eq!(lan.dossier(dossier).progress, Progress::Asked, "that was the answer to another request");
    assert_eq!(office.dossier(dossier).await.unwrap().dossier.case.unwrap().state, CaseState::Asked);

    // Brought to the desk: the officer accepts without the answer.
    let case = office.accept(dossier).await.unwrap();
    let ends: Vec<_> = case.supplements.iter().map(|one| one.ended.as_ref().unwrap().outcome).collect();
    assert_eq!(ends, [Outcome::TakenBack, Outcome::Accepted]);
    minh.sync_well().await;
    let number = case.number.unwrap();
    assert_eq!(minh.hand_over(dossier), Err(Problem::AlreadyAccepted { number: number.clone() }));

    // Also what has its number can be asked about, and keeps it.
    let seen = office.dossier(dossier).await.unwrap();
    let asked = office.ask(dossier, &slip(&seen)).await.unwrap().dossier.case.unwrap();
    assert_eq!((asked.state, asked.number), (CaseState::Asked, Some(number)));
    minh.sync_well().await;
    assert_eq!(minh.hand_over(dossier).unwrap().progress, Progress::Waiting);
    minh.sync_well().await;
    assert_eq!(minh.dossier(dossier).progress, Progress::Accepted, "it goes on where it was");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_can_find_cannot_be_asked_about() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    let dossier = handed_over(&lan).await;
    let office = officer(&commune).await;
    let seen = office.dossier(dossier).await.unwrap();
    let with = |about: Pin, words: &str| AskSupplement {
        version: seen.version.clone(),
        asks: vec![Ask { about, words: words.to_owned() }],
        due: None,
    };
    let name = || Pin::Question { question: QUESTION.into() };
    let nowhere = dossier::PhotoHash::from_bytes([5; 32]);
    for (slip, refused) in [
        (with(name(), "  "), "reason_needed"),
        (with(Pin::Question { question: "khong_co".into() }, "Xem lại."), "question_unknown"),
        (with(Pin::Paper { paper: "khong_co".into() }, "Xem lại."), "paper_unknown"),
        (with(Pin::Page { paper: PAPER.into(), photo: nowhere }, "Xem lại."), "photo_unknown"),
        (AskSupplement { asks: Vec::new(), ..slip(&seen) }, "400"),
        (AskSupplement { version: "00".repeat(32), ..slip(&seen) }, "400"),
        (AskSupplement { version: "x".into(), ..slip(&seen) }, "400"),
    ] {
        let error = office.ask(dossier, &slip).await.unwrap_err();
        assert!(error.0.contains(refused), "{refused}: {error:?}");
    }
    assert_eq!(office.dossier(dossier).await.unwrap().dossier.case.unwrap().state, CaseState::Received);
}
