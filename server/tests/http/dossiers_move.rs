//! `POST /office/api/dossiers/{id}/move` and `GET /office/api/communes`: a dossier goes to another commune of the server.

use crate::public::{bring, html, look, page_of};
use crate::support::{Browser, Device, Reply, Sender, World, answer, photo};
use dossier::case::{Case, CaseState};
use dossier::document::Actor;
use dossier::supplement::{Ask, Outcome, Pin};
use dossier::{CommuneCode, DocumentId};
use server::invitation;
use server::store::people::Standing;
use server::store::{Audit, Packs, People, Scopes};
use wire::lists::{AskList, Filter, WorkList};
use wire::moves::{Communes, MoveTo, MovedRow};
use wire::numbers::Numbers;
use wire::office::{AskSupplement, BlobList, HandoverBox, HandoverPlace, OfficeDossier};
use wire::sync::{Ack, FeedItem};
use wire::work::{ControlSheet, HandTo, Step};
use wire::{Problem, Role};

const ID: DocumentId = DocumentId::from_bytes([1; 16]);
const REASON: &str = "Gia đình thường trú ở xã bên.";

/// Lan's dossier, handed over; the office that has it, and the other commune's.
async fn two(world: &World) -> (Device, Browser, Browser) {
    world.other_commune();
    let mut lan = world.enrol(world.lan).await;
    bring(&mut lan, ID, "1990-05-02").await;
    let there = world.log_in("canbo-khac").await;
    (lan, world.officer().await, there)
}

fn wish(to: &str, reason: &str) -> MoveTo {
    MoveTo { to: CommuneCode::from(to), reason: reason.to_owned() }
}

async fn try_move(officer: &Browser, to: &str, reason: &str) -> Reply {
    officer.post(&format!("/office/api/dossiers/{ID}/move"), &wish(to, reason)).await
}

async fn move_there(officer: &Browser) -> MovedRow {
    let reply = try_move(officer, "00004", REASON).await;
    assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
    reply.json()
}

async fn shown(officer: &Browser) -> OfficeDossier {
    officer.get(&format!("/office/api/dossiers/{ID}")).await.json()
}

async fn found(officer: &Browser, words: &str) -> WorkList {
    let filter = Filter { words: words.to_owned(), ..Filter::default() };
    officer.list(&AskList { filter, ..AskList::default() }).await
}

async fn numbers(officer: &Browser) -> Numbers {
    officer.get("/office/api/numbers?month=2026-11").await.json()
}

fn lines(world: &World, commune: &CommuneCode, action: &str) -> usize {
    let all = world.store.audit_lines(commune, 0, 1_000).unwrap();
    all.iter().filter(|line| line.action == action && line.document == ID.as_bytes()).count()
}

#[tokio::test]
async fn the_other_communes_of_the_server_can_be_chosen() {
    let world = World::new().await;
    let officer = world.officer().await;
    let none: Communes = officer.get("/office/api/communes").await.json();
    assert!(none.communes.is_empty(), "a server of one commune has nowhere to move anything");
    world.other_commune();
    let one: Communes = officer.get("/office/api/communes").await.json();
    assert_eq!(one.communes.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Xã Mẫu 00004"]);
}

#[tokio::test]
async fn before_its_number_it_goes_whole_and_is_new_over_there() {
    let world = World::new().await;
    let (mut lan, officer, there) = two(&world).await;
    let picture = photo(1, 3_000);
    Sender { device: &lan, dossier: ID.into() }.send(&picture).await;
    let asks = vec![Ask {
        about: Pin::Question { question: "tre_que_quan".into() },
        words: "Ghi theo quê của mẹ.".to_owned(),
    }];
    let slip = AskSupplement { version: shown(&officer).await.version, asks, due: None };
    assert_eq!(officer.post(&format!("/office/api/dossiers/{ID}/supplements"), &slip).await.status, 200);
    world.pass_ms(60_000);

    let row = move_there(&officer).await;
    assert_eq!((row.to.as_str(), row.reason.as_str(), row.number), ("Xã Mẫu 00004", REASON, None));
    let gone = officer.get(&format!("/office/api/dossiers/{ID}")).await;
    let moved = Problem::DossierMoved { to: "Xã Mẫu 00004".to_owned(), at: world.now() };
    assert_eq!((gone.status, gone.problem()), (410, moved.clone()));
    for what in ["acceptance", "stop", "move"] {
        let body = if what == "move" { r#"{"to":"00004","reason":"x"}"# } else { r#"{"reason":"x"}"# };
        let late = officer.write("POST", &format!("/office/api/dossiers/{ID}/{what}"), body).await;
        assert_eq!((late.status, late.problem()), (410, moved.clone()), "{what}");
    }
    for (words, listed) in [("", 1), ("lo van an", 1), ("thi mau", 0), ("00004", 0)] {
        let left = found(&officer, words).await;
        assert_eq!((left.dossiers.len(), left.moved.len()), (0, listed), "{words}");
    }

    let inbox = there.inbox().await;
    assert_eq!((inbox.numbers.unwrap().new, inbox.dossiers[0].received_at), (1, world.now()));
    let row = &inbox.dossiers[0];
    assert_eq!((row.volunteer.as_str(), row.team.as_str()), ("Lan Mẫu", "Tổ Thôn Mẫu 1, Xã Mẫu 03325"));
    let opened = shown(&there).await;
    let written = &opened.dossier.answers[&"tre_ho_ten".into()].current;
    assert_eq!((written.value.as_str(), written.by.name.as_deref()), ("Lò Văn An", Some("Lan Mẫu")));
    let case = opened.dossier.case.unwrap();
    assert_eq!((case.state, case.supplements.len(), case.moves.len()), (CaseState::Received, 1, 1));
    assert_eq!(case.supplements[0].ended.as_ref().unwrap().outcome, Outcome::TakenBack);
    assert_eq!((case.moves[0].officer.as_str(), case.moves[0].reason.as_str()), ("Sơn Mẫu", REASON));
    let blobs: BlobList = there.get(&format!("/office/api/dossiers/{ID}/blobs")).await.json();
    assert_eq!((blobs.blobs.len(), blobs.blobs[0].member.as_str()), (1, "Lan Mẫu"));
    let address = format!("/office/api/blobs/{}", blobs.blobs[0].sha256);
    assert_eq!(there.get(&address).await.body, picture);
    assert_eq!(officer.get(&address).await.status, 404, "its photos are no business of here any more");
    assert_eq!(there.get("/office/api/handovers").await.json::<HandoverBox>().waiting, 0);

    let told = lan.sync(&[]).await;
    assert!(
        told.feed.iter().any(|item| matches!(item, FeedItem::Removed { document, .. } if *document == ID))
    );
    let page = html(&look(&world, &page_of(ID)).await);
    for words in ["Hồ sơ đã chuyển xã", "từ Xã Mẫu 03325 đến Xã Mẫu 00004", "data-state=\"Received\""]
    {
        assert!(page.contains(words), "{words} is not in {page}");
    }
    assert!(!page.contains(REASON) && !page.contains("Sơn Mẫu"), "why is between the offices: {page}");
    assert_eq!(lines(&world, &world.commune, "move_out"), 1);
    assert_eq!(lines(&world, &"00004".into(), "move_in"), 1);

    let case: Case = there.accept(ID).await.json();
    assert_eq!(case.accepted_by(&"00004".into()).as_str(), "00004", "it gives the number itself");
}

#[tokio::test]
async fn with_its_number_the_receipt_stays_good_and_it_is_counted_once() {
    let world = World::new().await;
    let (_, officer, there) = two(&world).await;
    let given: Case = officer.accept(ID).await.json();
    world.pass_ms(60 * 60_000);
    let row = move_there(&officer).await;
    assert_eq!(row.number, given.number);
    let listed = found(&officer, "0001").await;
    assert_eq!(listed.moved[0].number, given.number, "whoever comes with the paper is told where it is");

    let case = shown(&there).await.dossier.case.unwrap();
    assert_eq!((&case.number, case.due, &case.officer), (&given.number, given.due, &None));
    let again = there.accept(ID).await;
    assert_eq!(again.problem(), Problem::AlreadyAccepted { number: given.number.clone().unwrap() });
    let page = html(&look(&world, &page_of(ID)).await);
    for words in ["✓", "Xã Mẫu 03325", given.number.as_deref().unwrap(), "Hồ sơ đã chuyển xã"] {
        assert!(page.contains(words), "{words} is not in {page}");
    }

    let (left, arrived) = (numbers(&officer).await.total, numbers(&there).await.total);
    assert_eq!((left.received, left.accepted, left.open, left.moved), (0, 0, Some(0), Some(1)));
    assert_eq!((arrived.received, arrived.accepted, arrived.open, arrived.moved), (1, 1, Some(1), Some(0)));

    assert_eq!(there.inbox().await.numbers.unwrap().new, 1, "nobody has taken it on");
    let to = world.store.members(&"00004".into()).unwrap()[0].id;
    let hand = HandTo { to, step: Step::Handle, note: String::new() };
    assert_eq!(there.post(&format!("/office/api/dossiers/{ID}/control-sheet"), &hand).await.status, 200);
    let numbers = there.inbox().await.numbers.unwrap();
    assert_eq!((numbers.new, numbers.work), (0, 1));
    let sheet: ControlSheet = there.get(&format!("/office/api/dossiers/{ID}/control-sheet")).await.json();
    assert_eq!((sheet.lines.len(), sheet.lines[0].to.as_str()), (2, "Sơn Mẫu"));
    for paper in ["receipt", "control"] {
        let printed = there.get(&format!("/office/api/dossiers/{ID}/papers/{paper}")).await;
        assert!(printed.body.starts_with(b"%PDF"), "{paper}");
    }
    let register = officer.get("/office/api/papers/register?month=2026-11").await;
    assert!(register.body.starts_with(b"%PDF"), "{}", register.status);
}

#[tokio::test]
async fn what_is_refused_leaves_everything_as_it_was() {
    let world = World::new().await;
    let (_, officer, there) = two(&world).await;
    for (name, role, fields) in [
        ("nhan", Role::Receiver, vec![]),
        ("khac", Role::Officer, vec!["Chứng thực".to_owned()]),
        ("ca", Role::Police, vec![]),
    ] {
        world.add_colleague(name, Standing { fields, ..Standing::of(role) });
    }
    for (to, reason, status, problem) in [
        ("00004", "  ", 422, Problem::ReasonNeeded),
        ("99999", "x", 404, Problem::CommuneUnknown),
        ("03325", "x", 409, Problem::SameCommune),
    ] {
        let refused = try_move(&officer, to, reason).await;
        assert_eq!((refused.status, refused.problem()), (status, problem), "{to}");
    }
    let elsewhere = try_move(&there, "03325", "x").await;
    assert_eq!((elsewhere.status, elsewhere.problem()), (404, Problem::DossierUnknown), "it is not theirs");
    for user in ["khac", "ca"] {
        let browser = world.log_in(user).await;
        assert_eq!(try_move(&browser, "00004", "x").await.problem(), Problem::DossierUnknown, "{user}");
    }
    assert_eq!(shown(&officer).await.dossier.case.unwrap().moves, []);

    officer.accept(ID).await;
    let slip = AskSupplement {
        version: shown(&officer).await.version,
        asks: vec![Ask {
            about: Pin::Question { question: "tre_que_quan".into() },
            words: "Ghi rõ.".to_owned(),
        }],
        due: None,
    };
    assert_eq!(officer.post(&format!("/office/api/dossiers/{ID}/supplements"), &slip).await.status, 200);
    assert_eq!(try_move(&officer, "00004", "x").await.problem(), Problem::AlreadyAsked);
    officer.write("DELETE", &format!("/office/api/dossiers/{ID}/supplements/open"), "").await;
    let receiver = world.log_in("nhan").await;
    assert_eq!(try_move(&receiver, "00004", "x").await.status, 200, "the desk hands on what it received");
    let other = world.log_in("khac").await;
    let unseen = other.get(&format!("/office/api/dossiers/{ID}")).await;
    assert_eq!(unseen.problem(), Problem::DossierUnknown, "where it went is for who might have read it");
    assert!(other.inbox().await.moved.is_empty());
}

#[tokio::test]
async fn of_two_who_are_at_it_at_once_one_wins_and_the_other_is_told() {
    let world = World::new().await;
    let (_, officer, there) = two(&world).await;
    let again = officer.clone();
    // Often enough for one to look between the other's reading and writing.
    for round in 0..20 {
        let (one, other) = tokio::join!(try_move(&officer, "00004", "x"), try_move(&again, "00004", "y"));
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 410], "round {round}");
        assert_eq!(shown(&there).await.dossier.case.unwrap().moves.len(), 2 * round + 1);
        assert_eq!(try_move(&there, "03325", "back").await.status, 200);
    }
    move_there(&officer).await;

    let back = there.clone();
    let (accepted, moved) = tokio::join!(there.accept(ID), try_move(&back, "03325", "z"));
    let case = match (accepted.status, moved.status) {
        // Moved first; or accepted first, and moved with its number, or refused since it has one by now.
        (410, 200) | (200, 200) => shown(&officer).await.dossier.case.unwrap(),
        (200, 409) => shown(&there).await.dossier.case.unwrap(),
        other => panic!("{other:?}"),
    };
    assert_eq!(case.is_accepted(), accepted.status == 200);
    assert_eq!(case.moves.iter().any(|one| one.numbered), accepted.status == 200 && moved.status == 200);
}

#[tokio::test]
async fn late_work_and_late_photos_of_the_team_come_to_the_new_place_under_their_names() {
    let world = World::new().await;
    let (lan, officer, there) = two(&world).await;
    let mut minh = world.enrol(world.minh).await;
    minh.sync(&[]).await;
    let picture = photo(2, 5_000);
    let sender = Sender { device: &lan, dossier: ID.into() };
    let path = sender.create(&picture).await;
    assert_eq!(sender.patch(&path, 0, &picture[..2_000]).await.status, 204);
    move_there(&officer).await;

    assert_eq!(sender.patch(&path, 2_000, &picture[2_000..]).await.status, 204);
    let blobs: BlobList = there.get(&format!("/office/api/dossiers/{ID}/blobs")).await.json();
    assert_eq!((blobs.blobs.len(), blobs.blobs[0].member.as_str()), (1, "Lan Mẫu"));

    let copy = minh.documents.get_mut(&ID).unwrap();
    copy.write_as(Actor([2; 16]));
    answer(copy, "me_ho_ten", "Lò Thị Hai");
    let acks = minh.sync(&[ID]).await.acks;
    assert!(matches!(acks.as_slice(), [Ack::Parked { nothing_new: false, .. }]), "{acks:?}");
    assert_eq!(officer.get("/office/api/handovers").await.json::<HandoverBox>().waiting, 0);
    let waiting: HandoverBox = there.get("/office/api/handovers").await.json();
    let entry = &waiting.entries[0];
    assert_eq!((waiting.waiting, entry.from.as_str()), (1, "Minh Mẫu"));
    assert_eq!(entry.from_commune.as_deref(), Some("Xã Mẫu 03325"));
    assert!(!matches!(entry.place, HandoverPlace::Removed));
    let applied = there.write("POST", &format!("/office/api/handovers/{}/application", entry.id), "").await;
    assert_eq!(applied.status, 200);
    let answers = shown(&there).await.dossier.answers;
    let written = &answers[&"me_ho_ten".into()].current;
    assert_eq!((written.value.as_str(), written.by.name.as_deref()), ("Lò Thị Hai", Some("Minh Mẫu")));
    let told = minh.sync(&[]).await;
    assert!(
        told.feed.iter().any(|item| matches!(item, FeedItem::Removed { document, .. } if *document == ID))
    );
}

/// Both communes share a server; a team of the other one may get what came there.
#[tokio::test]
async fn given_to_a_team_over_there_its_phones_have_all_of_it() {
    let world = World::new().await;
    let (_, officer, there) = two(&world).await;
    officer.accept(ID).await;
    move_there(&officer).await;
    let other = CommuneCode::from("00004");
    let team = world.store.add_team(&other, "Tổ Xã Khác").unwrap();
    let member = world.store.add_member(&other, team, "Mai Mẫu").unwrap();
    let code = invitation::invite(world.store.as_ref(), &other, member, world.now()).unwrap();
    let mut mai = Device::enrol(world.address(), &code).await;
    world.store.move_document(&other, ID, team, world.now()).unwrap();
    let answers = mai.sync_all(&[]).await;
    assert_eq!(mai.documents[&ID].values().unwrap()["tre_ho_ten"], "Lò Văn An");
    let case = answers.iter().flat_map(|one| &one.feed).find_map(|item| match item {
        FeedItem::Case { case, .. } => Some(case.clone()),
        FeedItem::Document { .. } | FeedItem::Removed { .. } => None,
    });
    let case = case.unwrap();
    let receipt = case.receipt_of(&other).unwrap();
    assert_eq!(receipt.commune, &world.commune);
    let key = ::sync::catalogue::public_key(&world.store.signing_seed().unwrap());
    assert!(::sync::receipt::is_signed(&key, &receipt, &case.receipt.as_ref().unwrap().signature));
    assert_eq!(there.inbox().await.dossiers[0].team, "Tổ Xã Khác");
}
