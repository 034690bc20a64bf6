//! `PUT /office/api/dossiers/{id}/corrections/{question}`

use crate::support::{Browser, Reply, World, answer, draft};
use dossier::DocumentId;
use wire::Problem;
use wire::office::{Correct, OfficeDossier};

fn id() -> DocumentId {
    DocumentId::from_bytes([1; 16])
}

async fn correct(officer: &Browser, question: &str, was: &str, value: &str) -> Reply {
    let body = serde_json::to_string(&Correct { was: was.to_owned(), value: value.to_owned() }).unwrap();
    officer.write("PUT", &format!("/office/api/dossiers/{}/corrections/{question}", id()), &body).await
}

#[tokio::test]
async fn what_the_counter_corrects_is_the_officers_own_change_and_reaches_the_volunteer() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    lan.hand_over(id(), draft(1, "Lò Văn An")).await;
    let officer = world.officer().await;

    let corrected: OfficeDossier = correct(&officer, "tre_ho_ten", "Lò Văn An", "Lò Văn Ấn").await.json();
    let name = &corrected.dossier.answers[&"tre_ho_ten".into()];
    assert_eq!((name.current.value.as_str(), name.others.len()), ("Lò Văn Ấn", 0));
    assert_eq!(name.current.by.name.as_deref(), Some("Sơn Mẫu"));
    let filled: OfficeDossier = correct(&officer, "noi_sinh_co_so", "", "Trạm y tế (mẫu)").await.json();
    assert_eq!(filled.dossier.answers[&"noi_sinh_co_so".into()].current.value, "Trạm y tế (mẫu)");
    let twice = correct(&officer, "tre_ho_ten", "Lò Văn An", "Lò Văn Ấn").await;
    assert_eq!(twice.status, 200, "the answer to the first was lost");

    lan.sync(&[]).await;
    let values = lan.documents[&id()].values().unwrap();
    assert_eq!(
        (values["tre_ho_ten"].as_str(), values["noi_sinh_co_so"].as_str()),
        ("Lò Văn Ấn", "Trạm y tế (mẫu)")
    );
}

#[tokio::test]
async fn nobodys_newer_answer_is_written_over_and_nothing_after_the_acceptance() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    lan.hand_over(id(), draft(1, "Lò Văn An")).await;
    let officer = world.officer().await;
    answer(lan.documents.get_mut(&id()).unwrap(), "tre_ho_ten", "Lò Văn Ân");
    lan.sync(&[id()]).await;
    let late = correct(&officer, "tre_ho_ten", "Lò Văn An", "Lò Văn Ấn").await;
    assert_eq!((late.status, late.problem()), (409, Problem::AnswerMoved));
    let unknown = correct(&officer, "khong_co_cau_nay", "", "x").await;
    assert_eq!((unknown.status, unknown.problem()), (404, Problem::QuestionUnknown));
    let long = correct(&officer, "tre_ho_ten", "Lò Văn Ân", &"ấ".repeat(20_000)).await;
    assert_eq!(long.status, 422);
    assert_eq!(officer.accept(id()).await.status, 200);
    let after = correct(&officer, "tre_ho_ten", "Lò Văn Ân", "Lò Văn Ấn").await;
    assert!(matches!(after.problem(), Problem::AlreadyAccepted { .. }), "{}", after.status);
}
