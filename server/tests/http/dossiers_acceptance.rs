//! `GET /office/api/dossiers/{id}` and `POST …/acceptance`

use crate::support::{Device, World, draft, hand_over};
use dossier::DocumentId;
use dossier::case::{Case, CaseState};
use wire::Problem;
use wire::office::OfficeDossier;
use wire::sync::FeedItem;
use wire::view::Progress;

fn id(number: u8) -> DocumentId {
    DocumentId::from_bytes([number; 16])
}

async fn bring(device: &mut Device, numbers: impl IntoIterator<Item = u8>) {
    let ids: Vec<_> = numbers.into_iter().map(id).collect();
    for one in &ids {
        let mut dossier = draft(one.as_bytes()[0], "Lò Văn An");
        hand_over(&mut dossier);
        device.documents.insert(*one, dossier);
    }
    device.sync(&ids).await;
}

#[tokio::test]
async fn a_dossier_is_shown_with_its_answers_and_who_wrote_them() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    bring(&mut lan, [1]).await;
    let officer = world.officer().await;
    let shown: OfficeDossier = officer.get(&format!("/office/api/dossiers/{}", id(1))).await.json();
    assert_eq!((shown.volunteer.as_str(), shown.team.as_str()), ("Lan Mẫu", "Tổ Thôn Mẫu 1"));
    assert_eq!(shown.pack.procedure.code.as_str(), "1.001193");
    let name = &shown.dossier.answers[&"tre_ho_ten".into()];
    assert_eq!(name.current.value, "Lò Văn An");
    assert_eq!(name.current.by.name.as_deref(), Some("Lan Mẫu"));
    assert_eq!(shown.dossier.progress, Progress::Sent);
    assert!(shown.dossier.handed_over_at.is_some());
    assert_eq!(shown.dossier.case.unwrap().state, CaseState::Received);
}

#[tokio::test]
async fn acceptance_gives_number_and_due_date_and_reaches_the_device() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    bring(&mut lan, [1]).await;
    let officer = world.officer().await;
    let reply = officer.accept(id(1)).await;
    assert_eq!(reply.status, 200);
    let case: Case = reply.json();
    assert_eq!(case.number.as_deref(), Some("H15.50.05.13-261123-0001"));
    assert_eq!(case.officer.as_deref(), Some("Sơn Mẫu"));
    // Received on a Monday at nine: due the same day, when the desk closes.
    assert_eq!(case.due.unwrap().to_string(), "2026-11-23 17:00:00");
    assert_eq!(case.history.len(), 2);

    let answered = lan.sync(&[]).await;
    let [FeedItem::Case { case: received, .. }] = answered.feed.as_slice() else {
        panic!("{:?}", answered.feed)
    };
    assert_eq!(*received, case);
    let row = officer.inbox().await.dossiers.remove(0);
    assert_eq!((row.state, row.number, row.due), (CaseState::Accepted, case.number, case.due));
    assert_eq!(officer.inbox().await.numbers.unwrap().new, 0);
}

#[tokio::test]
async fn received_after_three_it_is_due_on_the_next_working_day_and_a_holiday_is_none() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    bring(&mut lan, [1]).await;
    world.pass_ms(6 * 60 * 60 * 1000);
    let case: Case = world.officer().await.accept(id(1)).await.json();
    // 24 November is a public holiday.
    assert_eq!(case.due.unwrap().to_string(), "2026-11-25 17:00:00");
}

#[tokio::test]
async fn numbers_have_no_gaps_even_when_officers_accept_at_once_and_start_anew_each_day() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    bring(&mut lan, 1..=8).await;
    let officer = world.officer().await;
    let mut accepting = tokio::task::JoinSet::new();
    for number in 1..=8 {
        // Each is accepted by two officers in the same moment.
        for _ in 0..2 {
            let officer = officer.clone();
            accepting.spawn(async move { officer.accept(id(number)).await });
        }
    }
    let (mut numbers, mut refused) = (Vec::new(), 0);
    while let Some(reply) = accepting.join_next().await {
        let reply = reply.unwrap();
        if reply.status == 200 {
            numbers.push(reply.json::<Case>().number.unwrap());
        } else {
            assert_eq!(reply.status, 409);
            assert!(matches!(reply.problem(), Problem::AlreadyAccepted { .. }));
            refused += 1;
        }
    }
    numbers.sort();
    let expected: Vec<_> = (1..=8).map(|n| format!("H15.50.05.13-261123-{n:04}")).collect();
    assert_eq!((numbers, refused), (expected, 8));

    world.pass_ms(24 * 60 * 60 * 1000);
    bring(&mut lan, [9]).await;
    let next: Case = world.officer().await.accept(id(9)).await.json();
    assert_eq!(next.number.as_deref(), Some("H15.50.05.13-261124-0001"));
}

#[tokio::test]
async fn a_draft_and_what_does_not_exist_cannot_be_accepted() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    lan.documents.insert(id(1), draft(1, "Lò Văn An"));
    lan.sync(&[id(1)]).await;
    let officer = world.officer().await;
    let draft = officer.accept(id(1)).await;
    assert_eq!((draft.status, draft.problem()), (409, Problem::NotHandedOver));
    let unknown = officer.accept(id(2)).await;
    assert_eq!((unknown.status, unknown.problem()), (404, Problem::DossierUnknown));
    let nonsense = officer.get("/office/api/dossiers/..%2F..").await;
    assert_eq!((nonsense.status, nonsense.problem()), (404, Problem::DossierUnknown));
    assert_eq!(world.count("SELECT count(*) FROM number_sequence"), 0, "no number was spent");
}
