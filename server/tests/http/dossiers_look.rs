//! `PUT /office/api/dossiers/{id}/look`

use crate::support::{Browser, World, answer, draft};
use dossier::DocumentId;
use wire::office::{Correct, LookedAt, OfficeDossier};
use wire::view::NewsOf;

fn id() -> DocumentId {
    DocumentId::from_bytes([1; 16])
}

async fn shown(officer: &Browser) -> OfficeDossier {
    officer.get(&format!("/office/api/dossiers/{}", id())).await.json()
}

async fn look(officer: &Browser, version: &str) -> u16 {
    let body = serde_json::to_string(&LookedAt { version: version.to_owned() }).unwrap();
    officer.write("PUT", &format!("/office/api/dossiers/{}/look", id()), &body).await.status
}

#[tokio::test]
async fn what_others_wrote_since_the_last_look_is_told_until_it_was_seen_and_ones_own_is_not() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    lan.hand_over(id(), draft(1, "Lò Văn An")).await;
    let officer = world.officer().await;
    let first = shown(&officer).await;
    assert!(first.since.is_empty(), "the first look is at all of it");

    answer(lan.documents.get_mut(&id()).unwrap(), "tre_ho_ten", "Lò Văn Ân");
    lan.sync(&[id()]).await;
    let own = Correct { was: String::new(), value: "Trạm y tế (mẫu)".to_owned() };
    let path = format!("/office/api/dossiers/{}/corrections/noi_sinh_co_so", id());
    assert_eq!(officer.write("PUT", &path, &serde_json::to_string(&own).unwrap()).await.status, 200);
    for _ in 0..2 {
        let since = shown(&officer).await.since;
        let [news] = since.as_slice() else { panic!("one answer is new: {since:?}") };
        assert_eq!(news.of, NewsOf::Answer("tre_ho_ten".into()));
        let by = news.written.by.name.as_deref();
        assert_eq!((news.written.value.as_str(), by), ("Lò Văn Ân", Some("Lan Mẫu")));
    }

    let now = shown(&officer).await.version;
    assert_eq!(look(&officer, "00ff").await, 400, "no version of this dossier");
    assert_eq!(look(&officer, &now).await, 200);
    assert!(shown(&officer).await.since.is_empty());
}
