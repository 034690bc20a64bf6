//! `/office/api/dossiers/{id}/file`: dossiers that belong together.

use crate::public::bring;
use crate::support::{Browser, Device, Reply, World, answer, draft_of};
use dossier::case::CaseState;
use dossier::{DocumentId, DossierId};
use server::store::people::{OFFICE, Standing};
use server::store::{Audit, People};
use wire::files::{FileOutcomes, FileView, LinkTo};
use wire::office::OfficeDossier;
use wire::work::{HandTo, Step};
use wire::{Problem, Role};

/// Đăng ký thường trú: the police decides about it.
const RESIDENCE: &str = "1.004222";

fn id(number: u8) -> DocumentId {
    DocumentId::from_bytes([number; 16])
}

/// Two births and a residence of one volunteer, handed over in a minute.
async fn three(world: &World) -> (Device, Browser) {
    let mut lan = world.enrol(world.lan).await;
    for number in [1, 2] {
        bring(&mut lan, id(number), "1990-05-02").await;
        world.pass_ms(1_000);
    }
    let mut residence = draft_of(RESIDENCE, 3);
    answer(&mut residence, "cach_nop", "truc_tiep");
    lan.hand_over(id(3), residence).await;
    (lan, world.officer().await)
}

fn path(of: u8, rest: &str) -> String {
    format!("/office/api/dossiers/{}/file{rest}", id(of))
}

async fn file(officer: &Browser, of: u8) -> FileView {
    officer.get(&path(of, "")).await.json()
}

async fn link(officer: &Browser, of: u8, to: u8) -> Reply {
    officer.post(&path(of, ""), &LinkTo { to: DossierId::from(id(to)) }).await
}

async fn all(officer: &Browser, of: u8, what: &str) -> FileOutcomes {
    officer.write("POST", &path(of, what), "").await.json()
}

fn others(view: &FileView) -> Vec<DossierId> {
    view.rows.iter().map(|row| row.id).collect()
}

#[tokio::test]
async fn what_an_officer_links_is_shown_together_and_taken_in_on_one_day() {
    let world = World::new().await;
    let (_, officer) = three(&world).await;
    let offered = file(&officer, 1).await;
    assert!(offered.rows.is_empty());
    let may: Vec<DossierId> = offered.linkable.iter().map(|row| row.id).collect();
    assert_eq!(
        may,
        [DossierId::from(id(2))],
        "the residence is the police's to take in, so not hers to link"
    );
    let linked: FileView = link(&officer, 1, 2).await.json();
    assert_eq!((others(&linked), linked.due), (vec![DossierId::from(id(2))], None));
    assert_eq!(others(&file(&officer, 2).await), [DossierId::from(id(1))]);

    let done = all(&officer, 2, "/acceptance").await;
    assert!(done.outcomes.iter().all(|one| one.problem.is_none()), "{done:?}");
    let numbers: Vec<_> = done.outcomes.iter().map(|one| one.row.number.clone().unwrap()).collect();
    assert_eq!(numbers, ["H15.50.05.13-261123-0001", "H15.50.05.13-261123-0002"]);
    let mut accepted = Vec::new();
    for number in [1, 2] {
        let shown: OfficeDossier = officer.get(&format!("/office/api/dossiers/{}", id(number))).await.json();
        let case = shown.dossier.case.unwrap();
        accepted.push(case.first(CaseState::Accepted).unwrap().at);
    }
    assert_eq!(accepted[0], accepted[1], "one receipt day, to the millisecond");
    let whole = file(&officer, 1).await;
    assert_eq!(whole.due, whole.rows[0].due, "the latest of their days");
    assert_eq!(all(&officer, 1, "/acceptance").await.outcomes, [], "each has its number once");

    let to = world.store.add_member(&world.commune, OFFICE, "Hà Mẫu").unwrap();
    let hand = HandTo { to, step: Step::Decide, note: String::new() };
    let handed: FileOutcomes = officer.post(&path(1, "/control-sheet"), &hand).await.json();
    assert_eq!(handed.outcomes.len(), 2);
    let held: Vec<_> = officer.inbox().await.dossiers.into_iter().map(|row| row.holder).collect();
    assert_eq!(held.iter().filter(|holder| *holder == "Hà Mẫu").count(), 2, "{held:?}");
}

#[tokio::test]
async fn what_is_linked_comes_apart_before_it_has_a_number_and_not_after() {
    let world = World::new().await;
    let (mut lan, officer) = three(&world).await;
    bring(&mut lan, id(4), "1991-01-01").await;
    bring(&mut lan, id(5), "1992-01-01").await;
    for (of, to, status) in [(1, 2, 200), (4, 5, 200), (1, 4, 409), (1, 1, 400)] {
        assert_eq!(link(&officer, of, to).await.status, status, "{of} to {to}");
    }
    assert_eq!(link(&officer, 2, 5).await.problem(), Problem::LinkedElsewhere);
    let apart: FileView = officer.write("DELETE", &path(4, ""), "").await.json();
    assert!(apart.rows.is_empty());
    assert!(file(&officer, 5).await.rows.is_empty(), "one alone is no file");
    assert_eq!(link(&officer, 5, 1).await.status, 200, "and joins another");
    assert_eq!(file(&officer, 1).await.rows.len(), 2);

    officer.accept(id(1)).await;
    let late = officer.write("DELETE", &path(1, ""), "").await;
    assert!(matches!(late.problem(), Problem::AlreadyAccepted { .. }));
    assert!(matches!(link(&officer, 4, 1).await.problem(), Problem::AlreadyAccepted { .. }));
    let lines = world.store.audit_lines(&world.commune, 0, 1_000).unwrap();
    let count = |action: &str| lines.iter().filter(|line| line.action == action).count();
    assert_eq!((count("link"), count("unlink")), (5, 2));
}

#[tokio::test]
async fn who_may_not_take_one_of_them_in_is_told_and_the_others_are_taken_in() {
    let world = World::new().await;
    let (_, officer) = three(&world).await;
    world.add_colleague("ca", Standing::of(Role::Police));
    let of_police = world.log_in("ca").await;
    assert_eq!(link(&officer, 1, 3).await.problem(), Problem::NotAllowed, "each side is asked for");
    assert_eq!(link(&of_police, 3, 1).await.problem(), Problem::DossierUnknown);
    // As somebody with both rights would.
    let link = server::store::files::Link {
        commune: &world.commune,
        dossier: id(1).into(),
        to: id(3).into(),
        new_file: dossier::FileId::from_bytes([8; 16]),
        officer: world.lan,
        now: world.now(),
    };
    server::store::Files::link(world.store.as_ref(), &link).unwrap();
    let seen = file(&of_police, 3).await;
    assert_eq!((seen.rows.len(), seen.hidden), (0, 1), "that there is one, and not whose");
    let done = all(&officer, 1, "/acceptance").await;
    let came: Vec<_> =
        done.outcomes.iter().map(|one| (one.row.number.is_some(), one.problem.clone())).collect();
    assert_eq!(came, [(true, None), (false, Some(Problem::NotAllowed))]);
    assert_eq!(all(&of_police, 3, "/acceptance").await.outcomes.len(), 1);

    // What goes to another commune leaves its file.
    world.other_commune();
    let wish = wire::moves::MoveTo { to: "00004".into(), reason: "x".to_owned() };
    assert_eq!(officer.post(&format!("/office/api/dossiers/{}/move", id(1)), &wish).await.status, 200);
    assert_eq!(file(&of_police, 3).await, FileView::default());
}
