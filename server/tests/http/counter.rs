//! `/office/api/counter`

use crate::support::{Browser, Reply, World};
use dossier::ProcedureCode;
use dossier::case::CaseState;
use dossier::paper::PaperState;
use std::collections::{BTreeMap, BTreeSet};
use wire::Problem;
use wire::counter::{Blank, Counter, TakeIn};
use wire::lists::{AskList, List};
use wire::numbers::Numbers;
use wire::office::OfficeDossier;

const BIRTH: &str = "1.001193";

async fn blank(officer: &Browser) -> TakeIn {
    let blank: Blank = officer.get(&format!("/office/api/counter/{BIRTH}")).await.json();
    TakeIn {
        dossier: blank.dossier,
        procedure: ProcedureCode::new(BIRTH),
        form_version: blank.pack.procedure.version,
        channel: library::Channel::Desk,
        answers: BTreeMap::from([
            ("tre_ho_ten".into(), "Lò Văn Mẫu".to_owned()),
            ("nyc_ho_ten".into(), "Lò Thị Mẫu".to_owned()),
            ("nyc_ngay_sinh".into(), String::new()),
        ]),
        papers: BTreeSet::from(["giay_chung_sinh".into()]),
    }
}

async fn take_in(officer: &Browser, wish: &TakeIn) -> Reply {
    officer.write("POST", "/office/api/counter", &serde_json::to_string(wish).unwrap()).await
}

#[tokio::test]
async fn who_stands_at_the_counter_has_a_dossier_like_any_other() {
    let world = World::new().await;
    let officer = world.officer().await;
    let counter: Counter = officer.get("/office/api/counter").await.json();
    assert!(counter.procedures.iter().any(|one| one.code.as_str() == BIRTH), "{counter:?}");
    let wish = blank(&officer).await;
    assert_ne!(wish.dossier, blank(&officer).await.dossier, "each form is a dossier of its own");

    let taken: OfficeDossier = take_in(&officer, &wish).await.json();
    assert_eq!(taken.dossier.id, wish.dossier);
    let name = &taken.dossier.answers[&"tre_ho_ten".into()].current;
    assert_eq!((name.value.as_str(), name.by.name.as_deref()), ("Lò Văn Mẫu", Some("Sơn Mẫu")));
    assert!(!taken.dossier.answers.contains_key(&"nyc_ngay_sinh".into()), "nothing was answered there");
    assert_eq!(taken.dossier.papers[&"giay_chung_sinh".into()], PaperState::Seen);
    assert_eq!(taken.dossier.case.as_ref().map(|case| case.state), Some(CaseState::Received));

    let again: OfficeDossier = take_in(&officer, &wish).await.json();
    assert_eq!(again.version, taken.version, "the answer to the first was lost");
    let mut more = wish.clone();
    more.answers.insert("noi_sinh_co_so".into(), "Trạm y tế (mẫu)".to_owned());
    let typed_since = take_in(&officer, &more).await;
    assert_eq!((typed_since.status, typed_since.problem()), (409, Problem::TakenInBefore), "it is not in it");
    let inbox = officer.inbox().await;
    assert_eq!(inbox.dossiers.len(), 1);
    assert_eq!(inbox.dossiers[0].subject, "Lò Văn Mẫu");
    assert_eq!(officer.accept(wish.dossier.into()).await.status, 200);
    let numbers: Numbers = officer.get("/office/api/numbers").await.json();
    let channels: Vec<_> = numbers.channels.iter().map(|line| line.key.as_str()).collect();
    assert_eq!(channels, ["desk"]);
}

/// It is the office's own.
#[tokio::test]
async fn no_phone_gets_what_was_taken_in_at_the_counter() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    let officer = world.officer().await;
    let wish = blank(&officer).await;
    assert_eq!(take_in(&officer, &wish).await.status, 200);
    lan.sync(&[]).await;
    assert!(lan.documents.is_empty(), "{:?}", lan.documents.keys().collect::<Vec<_>>());
}

#[tokio::test]
async fn what_the_form_does_not_ask_is_refused_and_nothing_of_it_is_kept() {
    let world = World::new().await;
    let officer = world.officer().await;
    let wish = blank(&officer).await;
    let with = |question: &str, value: String| {
        let mut wrong = wish.clone();
        wrong.answers.insert(question.into(), value);
        wrong
    };
    for (wrong, status) in [
        (with("khong_co_cau_nay", "x".to_owned()), 404),
        (with("khong/co1/cau_nay", "x".to_owned()), 404),
        (with("tre_ho_ten", "ấ".repeat(20_000)), 422),
        (TakeIn { papers: BTreeSet::from(["giay_chung_sinh/1".into()]), ..wish.clone() }, 404),
        (TakeIn { procedure: "9.999999".into(), ..wish.clone() }, 404),
        (TakeIn { form_version: "1999-01-01".to_owned(), ..wish.clone() }, 404),
    ] {
        assert_eq!(take_in(&officer, &wrong).await.status, status, "{wrong:?}");
    }
    assert_eq!(officer.list(&AskList { list: List::All, ..AskList::default() }).await.dossiers.len(), 0);
    assert_eq!(take_in(&officer, &wish).await.status, 200);
    let guide = officer.get("/office/api/counter/9.999999").await;
    assert_eq!((guide.status, guide.problem()), (404, Problem::ProcedureUnknown));
}
