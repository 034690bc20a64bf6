//! What is read and written at the office is a line of the audit, with who.

use crate::support::{Browser, Sender, World, draft, hash, photo};
use dossier::{DocumentId, DossierId};
use server::audit::verify;
use wire::lists::{AskList, Filter};

const ID: DocumentId = DocumentId::from_bytes([1; 16]);

async fn with_a_dossier() -> (World, Browser) {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    lan.hand_over(ID, draft(1, "Lò Văn An")).await;
    Sender { dossier: DossierId::from(ID), ..Sender::new(&lan) }.send(&photo(1, 2000)).await;
    let officer = world.officer().await;
    (world, officer)
}

/// The officer's lines, without those of the login.
fn lines(world: &World) -> Vec<(String, bool, i64)> {
    use server::store::Audit;
    world
        .store
        .audit_lines(&world.commune, 0, 1000)
        .unwrap()
        .into_iter()
        .filter(|line| line.member == 1 && line.action != "log_in")
        .map(|line| (line.action, line.document == ID.as_bytes(), line.count))
        .collect()
}

#[tokio::test]
async fn every_look_at_a_dossier_and_every_list_with_names_is_a_line_before_it_is_shown() {
    let (world, officer) = with_a_dossier().await;
    assert!(lines(&world).is_empty());
    assert_eq!(officer.inbox().await.dossiers.len(), 1);
    let filter = Filter { words: "khong ai".to_owned(), ..Filter::default() };
    assert!(officer.list(&AskList { filter, ..AskList::default() }).await.dossiers.is_empty());
    for path in [
        format!("/office/api/dossiers/{ID}"),
        format!("/office/api/dossiers/{ID}/blobs"),
        format!("/office/api/blobs/{}", hash(&photo(1, 2000))),
        "/office/api/handovers".to_owned(),
    ] {
        assert_eq!(officer.get(&path).await.status, 200, "{path}");
    }
    let line = |action: &str, about: bool, count: i64| (action.to_owned(), about, count);
    assert_eq!(
        lines(&world),
        [
            line("list_dossiers", false, 1),
            line("search_dossiers", false, 0),
            line("read", true, 0),
            line("list_blobs", true, 1),
            line("read_blob", true, 1),
            line("list_handovers", false, 0),
        ]
    );
    let settled = format!("/office/api/dossiers/{ID}/answers/tre_ho_ten");
    assert_eq!(officer.write("PUT", &settled, r#"{"value":"Lò Văn An"}"#).await.status, 200);
    assert_eq!(officer.accept(ID).await.status, 200);
    let after: Vec<_> = lines(&world).into_iter().skip(6).collect();
    assert_eq!(
        after,
        [line("read", true, 0), line("accept", true, 0)],
        "what was settled already was only read"
    );
    assert_eq!(verify(world.store.as_ref(), &world.commune, &[]).unwrap().broken, None);
}

#[tokio::test]
async fn what_was_not_shown_is_no_line_and_a_login_is_one() {
    let (world, officer) = with_a_dossier().await;
    assert_eq!(
        officer.get(&format!("/office/api/dossiers/{}", DocumentId::from_bytes([2; 16]))).await.status,
        404
    );
    assert!(lines(&world).is_empty());
    let logins = "SELECT count(*) FROM audit WHERE action = 'log_in' AND member = 1";
    assert_eq!(world.count(logins), 1);
    Browser::try_log_in(world.address(), "canbo1", "sai mật khẩu").await;
    assert_eq!(world.count(logins), 1);
    world.log_in("canbo1").await;
    assert_eq!(world.count(logins), 2);
}

#[tokio::test]
async fn officers_who_read_at_once_stand_one_behind_the_other() {
    let (world, officer) = with_a_dossier().await;
    let mut reading = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let officer = officer.clone();
        reading.spawn(async move { officer.get(&format!("/office/api/dossiers/{ID}")).await.status });
    }
    while let Some(status) = reading.join_next().await {
        assert_eq!(status.unwrap(), 200);
    }
    assert_eq!(lines(&world).len(), 40);
    assert_eq!(verify(world.store.as_ref(), &world.commune, &[]).unwrap().broken, None);
}
