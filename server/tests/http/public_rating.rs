//! `POST /h/{token}/danh-gia` and `POST /v1/ratings`: once a dossier, and nobody reads a single one.

use crate::public::{ID, accept, bring, html, look, page_of, post};
use crate::support::{Device, Reply, World, send};
use dossier::case::ReturnWay;
use dossier::{DocumentId, DossierId};
use server::public::sums;
use server::store::Public;
use wire::rating::{Rating, RatingsTaken, SealedRating, SealedRatings};
use wire::work::{EndCase, GiveResult, HandOut};

const GOOD: [(&str, &str); 6] =
    [("q1", "5"), ("q2", "4"), ("q3", "5"), ("q4", "3"), ("q5", "5"), ("y-kien", "Cán bộ nhiệt tình.")];

async fn rate(world: &World, id: DocumentId, fields: &[(&str, &str)]) -> Reply {
    post(world, &format!("{}/danh-gia", page_of(id)), fields).await
}

/// A dossier that was handed over; the office answers it when `decided`.
async fn brought(world: &World, lan: &mut Device, id: DocumentId, decided: bool) {
    bring(lan, id, "1990").await;
    if decided {
        let officer = world.officer().await;
        accept(&officer, id).await;
        let result = GiveResult { words: "Giấy khai sinh".to_owned(), scan: None };
        for (what, body) in [
            ("result", serde_json::to_value(result).unwrap()),
            ("result/hand-out", serde_json::to_value(HandOut { way: ReturnWay::Desk }).unwrap()),
        ] {
            let reply = officer.post(&format!("/office/api/dossiers/{id}/{what}"), &body).await;
            assert_eq!(reply.status, 200, "{}", html(&reply));
        }
    }
}

fn ratings(world: &World) -> i64 {
    world.count("SELECT count(*) FROM rating")
}

#[tokio::test]
async fn a_decided_dossier_is_rated_once_and_the_first_stays() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    brought(&world, &mut lan, ID, true).await;
    let page = html(&look(&world, &page_of(ID)).await);
    assert!(
        page.contains("Thái độ phục vụ thế nào?") && page.matches("type=\"radio\"").count() == 25,
        "{page}"
    );
    let reply = rate(&world, ID, &GOOD).await;
    let thanks = format!("{}#rated", page_of(ID));
    assert_eq!((reply.status, reply.header("location")), (303, Some(thanks.as_str())));
    let page = html(&look(&world, &page_of(ID)).await);
    assert!(page.contains("Cảm ơn bà con") && !page.contains("type=\"radio\""), "{page}");
    assert!(!page.contains("nhiệt tình"), "nobody reads it again");
    let bad: Vec<(&str, &str)> = GOOD.iter().map(|(name, _)| (*name, "1")).collect();
    assert_eq!(rate(&world, ID, &bad).await.status, 303, "a second tap of the button is thanked too");
    let first = "SELECT count(*) FROM rating WHERE q1 = 5 AND q2 = 4 AND q4 = 3 AND channel = 'page'
                 AND words = 'Cán bộ nhiệt tình.' AND wording = '2026-11-27'";
    assert_eq!((ratings(&world), world.count(first)), (1, 1));
    assert_eq!(
        world.count("SELECT count(*) FROM audit WHERE action = 'rate' AND member = 0 AND device = x''"),
        1
    );
}

#[tokio::test]
async fn what_was_not_decided_is_not_rated_and_a_refusal_is() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    brought(&world, &mut lan, ID, false).await;
    assert!(!html(&look(&world, &page_of(ID)).await).contains("type=\"radio\""));
    assert_eq!(rate(&world, ID, &GOOD).await.status, 404);
    assert_eq!(ratings(&world), 0);
    let reason = EndCase { reason: "Trẻ đã có giấy khai sinh.".to_owned() };
    world.officer().await.post(&format!("/office/api/dossiers/{ID}/refusal"), &reason).await;
    assert_eq!(rate(&world, ID, &GOOD).await.status, 303);
    assert_eq!(ratings(&world), 1);
}

#[tokio::test]
async fn a_rating_that_is_not_whole_is_asked_for_again_and_words_have_a_bound() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    brought(&world, &mut lan, ID, true).await;
    let long = "ạ".repeat(501);
    let with = |place: usize, field| {
        let mut fields = GOOD.to_vec();
        fields[place] = field;
        fields
    };
    for fields in [
        GOOD[1..].to_vec(),
        with(0, ("q1", "0")),
        with(0, ("q1", "6")),
        with(0, ("q1", "rất tốt")),
        with(5, ("y-kien", long.as_str())),
        Vec::new(),
    ] {
        let reply = rate(&world, ID, &fields).await;
        assert_eq!(reply.status, 422, "{fields:?}");
        assert!(html(&reply).contains("Chưa gửi được"), "{fields:?}");
    }
    assert_eq!(ratings(&world), 0);
    assert_eq!(rate(&world, ID, &with(5, ("y-kien", &"ạ".repeat(500)))).await.status, 303);
}

fn sealed(world: &World, id: DocumentId, words: &str, chance: u8) -> SealedRating {
    let rating = Rating { wording: "2026-11-27".to_owned(), marks: [1, 2, 3, 4, 5], words: words.to_owned() };
    let seed = server::store::Packs::signing_seed(world.store.as_ref()).unwrap();
    let key = ::sync::catalogue::public_key(&seed);
    let dossier = DossierId::from(id);
    let closed = ::sync::sealed::seal(&key, dossier, &rating.padded().unwrap(), [chance; 32].into()).unwrap();
    SealedRating { dossier, sealed: data_encoding::BASE64.encode(&closed) }
}

async fn deliver(lan: &Device, ratings: Vec<SealedRating>) -> RatingsTaken {
    let body = serde_json::to_vec(&SealedRatings { ratings }).unwrap();
    let authorization = format!("Bearer {}", lan.token);
    let headers = [("authorization", authorization.as_str())];
    let reply = send(lan.address, "POST", "/v1/ratings", &headers, &body).await;
    assert_eq!(reply.status, 200, "{}", html(&reply));
    reply.json()
}

#[tokio::test]
async fn a_rating_from_a_phone_is_opened_here_and_the_same_box_again_is_no_second() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    brought(&world, &mut lan, ID, true).await;
    let dossier = DossierId::from(ID);
    let first = sealed(&world, ID, "Chờ hơi lâu.", 1);
    let kept = RatingsTaken { kept: vec![dossier], dropped: Vec::new() };
    for _ in 0..2 {
        assert_eq!(deliver(&lan, vec![first.clone()]).await, kept, "its receipt may have been lost");
    }
    let second = deliver(&lan, vec![sealed(&world, ID, "Tốt hết.", 2)]).await;
    assert_eq!(second, RatingsTaken { kept: Vec::new(), dropped: vec![dossier] });
    assert_eq!(ratings(&world), 1);
    let told = "SELECT count(*) FROM rating WHERE channel = 'phone' AND q1 = 1 AND words = 'Chờ hơi lâu.'";
    assert_eq!(world.count(told), 1);
    assert_eq!(world.count("SELECT count(*) FROM audit WHERE action = 'rate' AND device <> x''"), 0);
}

#[tokio::test]
async fn a_box_for_another_dossier_does_not_open_and_one_that_is_early_waits() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    let other = DocumentId::from_bytes([2; 16]);
    brought(&world, &mut lan, ID, true).await;
    brought(&world, &mut lan, other, false).await;
    let early = deliver(&lan, vec![sealed(&world, other, "", 1)]).await;
    assert_eq!(early, RatingsTaken::default(), "sent again until the office has decided");
    let moved = SealedRating { dossier: DossierId::from(ID), ..sealed(&world, other, "", 1) };
    let garbage = SealedRating { dossier: DossierId::from(ID), sealed: "not base64".to_owned() };
    for wrong in [moved, garbage] {
        assert_eq!(deliver(&lan, vec![wrong]).await.dropped, [DossierId::from(ID)]);
    }
    assert_eq!(ratings(&world), 0);
}

#[tokio::test]
async fn a_box_for_a_dossier_that_was_removed_is_not_wanted_and_a_rating_goes_with_its_dossier() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    brought(&world, &mut lan, ID, true).await;
    assert_eq!(rate(&world, ID, &GOOD).await.status, 303);
    server::store::Documents::remove_document(world.store.as_ref(), &world.commune, ID, world.now()).unwrap();
    assert_eq!(ratings(&world), 0);
    let late = deliver(&lan, vec![sealed(&world, ID, "", 1)]).await;
    assert_eq!(late.dropped, [DossierId::from(ID)]);
    assert_eq!(rate(&world, ID, &GOOD).await.status, 404);
    assert_eq!(ratings(&world), 0);
}

#[tokio::test]
async fn a_restored_server_takes_the_rating_again() {
    let mut world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    brought(&world, &mut lan, ID, true).await;
    let backup = tempfile::tempdir().unwrap();
    let file = backup.path().join("backup.db");
    world.store.back_up(&file, world.now()).unwrap();
    let closed = sealed(&world, ID, "", 1);
    deliver(&lan, vec![closed.clone()]).await;
    world.restore(&file).await;
    assert_eq!(ratings(&world), 0, "the backup is from before");
    lan.address = world.address();
    assert_eq!(deliver(&lan, vec![closed]).await.kept, [DossierId::from(ID)]);
    assert_eq!(ratings(&world), 1);
}

/// The office sees sums of five and more.
#[tokio::test]
async fn sums_are_by_month_team_and_field_and_say_nothing_of_fewer_than_five() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    for number in 1..=5 {
        let id = DocumentId::from_bytes([number; 16]);
        brought(&world, &mut lan, id, true).await;
        if number == 5 {
            let table = sums(world.app(), &world.commune).unwrap();
            assert_eq!(table.by_team.iter().map(|group| group.shown).collect::<Vec<_>>(), [None]);
        }
        assert_eq!(rate(&world, id, &GOOD).await.status, 303);
    }
    let table = sums(world.app(), &world.commune).unwrap();
    let marks = Some((5, [25, 20, 25, 15, 25]));
    let only = |groups: &[server::public::Group]| {
        assert_eq!(groups.len(), 1);
        (groups[0].month.clone(), groups[0].name.clone(), groups[0].shown)
    };
    assert_eq!(only(&table.by_team), ("2026-11".to_owned(), "Tổ Thôn Mẫu 1".to_owned(), marks));
    assert_eq!(only(&table.by_field), ("2026-11".to_owned(), "Hộ tịch".to_owned(), marks));
    assert_eq!(world.store.rating_sums(&world.other_commune()).unwrap(), []);
}

#[tokio::test]
async fn the_months_numbers_say_how_many_were_content_when_five_have_answered() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    let officer = world.officer().await;
    for number in 1..=5u8 {
        let id = DocumentId::from_bytes([number; 16]);
        brought(&world, &mut lan, id, true).await;
        let overall = if number == 3 { "3" } else { "4" };
        let marks = GOOD.map(|(name, mark)| if name == "q5" { (name, overall) } else { (name, mark) });
        assert_eq!(rate(&world, id, &marks).await.status, 303);
        let month: wire::numbers::Numbers = officer.get("/office/api/numbers?month=2026-11").await.json();
        let expected = (number == 5).then_some(wire::numbers::Satisfaction { content: 4, asked: 5 });
        assert_eq!(month.satisfaction, expected, "after {number}");
    }
}
