//! Dossiers and members move between teams: devices let go of what is not theirs, and work that was not sent yet is never
//! lost: it waits at the office for the right place.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a story stops where it fails")]

use demo::birth;
use dossier::DossierId;
use dossier::case::CaseState;
use server::office::handovers;
use testkit::{Commune, Phone, Weather};
use wire::Problem;
use wire::ipc::{AppState, DossierCard, GetAppState, GetDossier};
use wire::office::{HandoverDecision, HandoverPlace};
use wire::view::Progress;

const FATHER: &str = "cha_nam_sinh";
const NAMES: [&str; 3] = ["Trần Mẫu Một", "Trần Mẫu Hai", "Trần Mẫu Ba"];
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Lan and Minh of the first team, Hoa of the second, and a dossier that the first team has.
async fn three(commune: &Commune) -> (Phone, Phone, Phone, DossierId) {
    let (lan, minh, hoa) = (commune.phone(0).await, commune.phone(1).await, commune.phone(2).await);
    let dossier = lan.start_birth();
    for (question, value) in birth::ANSWERS {
        lan.answer(dossier, question, value);
    }
    for phone in [&lan, &minh, &hoa] {
        phone.sync_well().await;
    }
    (lan, minh, hoa, dossier)
}

fn card(phone: &Phone, dossier: DossierId) -> Option<DossierCard> {
    phone.home().dossiers.into_iter().find(|card| card.id == dossier)
}

fn give_to(commune: &Commune, dossier: DossierId, team: usize) {
    let team = commune.teams[team];
    commune.store().move_document(&Commune::code(), dossier.into(), team, commune.clock.now()).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dossier_given_to_another_team_leaves_the_old_one_whole_and_unsent_work_is_handed_over() {
    let commune = Commune::start().await;
    let (lan, minh, hoa, dossier) = three(&commune).await;
    minh.answer(dossier, FATHER, "1990");
    give_to(&commune, dossier, 1);

    lan.sync_well().await;
    assert_eq!(card(&lan, dossier), None, "who has nothing unsent lets go of it");
    hoa.sync_well().await;
    assert_eq!(
        hoa.value(dossier, birth::CHILD_NAME).as_deref(),
        Some("Trần Mẫu Đức Thịnh"),
        "all of it came"
    );
    assert_eq!(hoa.value(dossier, FATHER).as_deref(), Some("1996"));

    minh.sync_well().await;
    let parked = card(&minh, dossier).unwrap();
    assert!(parked.parked && !parked.unsent, "{parked:?}");
    assert_eq!(minh.value(dossier, FATHER).as_deref(), Some("1990"), "and it can still be read");
    assert_eq!(minh.sync_well().await.waiting, 0, "what the box has is not sent again");

    let officer = commune.administrator();
    let listed = handovers::list(commune.app(), &officer).unwrap();
    assert_eq!(listed.waiting, 1);
    let entry = &listed.entries[0];
    assert_eq!(entry.from, commune.volunteers[1].1);
    assert_eq!((entry.subject.as_str(), entry.changes), ("Trần Mẫu Đức Thịnh", 1));
    assert!(matches!(&entry.place, HandoverPlace::Team { .. }), "{entry:?}");
    let done = handovers::apply(commune.app(), &officer, entry.id).unwrap();
    assert_eq!((done.waiting, &done.entries[0].decision), (0, &HandoverDecision::Applied));
    let again = handovers::apply(commune.app(), &officer, entry.id);
    assert!(matches!(again, Err(server::failure::Failure::Refused(Problem::HandoverUnknown))), "{again:?}");

    hoa.sync_well().await;
    let view = hoa.dossier(dossier);
    let answer = &view.answers[&FATHER.into()].current;
    assert_eq!(answer.value, "1990");
    assert_eq!(answer.by.name.as_ref(), Some(&commune.volunteers[1].1), "as the volunteer's own work");
    minh.sync_well().await;
    assert_eq!(card(&minh, dossier), None, "it is at its place, so this device lets go of it");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dossier_that_comes_back_to_its_team_is_there_again() {
    let commune = Commune::start().await;
    let (lan, _, hoa, dossier) = three(&commune).await;
    give_to(&commune, dossier, 1);
    give_to(&commune, dossier, 0);
    lan.sync_well().await;
    assert_eq!(
        lan.value(dossier, FATHER).as_deref(),
        Some("1996"),
        "gone and back within one page of the feed"
    );
    give_to(&commune, dossier, 1);
    for phone in [&lan, &hoa] {
        phone.sync_well().await;
    }
    assert_eq!((card(&lan, dossier).is_some(), card(&hoa, dossier).is_some()), (false, true));
    give_to(&commune, dossier, 0);
    for phone in [&lan, &hoa] {
        phone.sync_well().await;
    }
    assert_eq!((card(&lan, dossier).is_some(), card(&hoa, dossier).is_some()), (true, false));
    lan.answer(dossier, FATHER, "1992");
    assert_eq!(lan.sync_well().await.waiting, 0);
    assert!(!card(&lan, dossier).unwrap().parked, "work on it goes into it");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_who_serves_another_team_gets_its_dossiers_and_leaves_nothing_unsent_behind() {
    let commune = Commune::start().await;
    let (lan, minh, hoa, dossier) = three(&commune).await;
    let untouched = lan.start_birth();
    lan.sync_well().await;
    let of_hoa = hoa.start_birth();
    hoa.answer(of_hoa, birth::CHILD_NAME, "Bé Mẫu của tổ hai");
    hoa.sync_well().await;
    lan.answer(dossier, FATHER, "1990");
    let draft = lan.start_birth();
    lan.answer(draft, birth::CHILD_NAME, "Bé Mẫu mới");
    commune
        .store()
        .move_member(&Commune::code(), commune.volunteers[0].0, commune.teams[1], commune.clock.now())
        .unwrap();

    lan.sync_well().await;
    assert_eq!(card(&lan, untouched), None, "the old team's dossiers are gone");
    assert_eq!(
        lan.value(of_hoa, birth::CHILD_NAME).as_deref(),
        Some("Bé Mẫu của tổ hai"),
        "the new team's are here"
    );
    assert!(card(&lan, dossier).unwrap().parked, "what was not sent lies in the box");
    assert_eq!(lan.value(draft, birth::CHILD_NAME).as_deref(), Some("Bé Mẫu mới"), "a new draft goes along");
    let state = lan.device().get_app_state(GetAppState {}).unwrap();
    let AppState::Ready { team, .. } = state else { panic!("{state:?}") };
    let teams = commune.store().teams(&Commune::code()).unwrap();
    assert_eq!(team, teams.iter().find(|one| one.id == commune.teams[1]).unwrap().name);

    let officer = commune.administrator();
    let listed = handovers::list(commune.app(), &officer).unwrap();
    assert_eq!(listed.waiting, 1);
    handovers::apply(commune.app(), &officer, listed.entries[0].id).unwrap();
    for phone in [&lan, &minh, &hoa] {
        phone.sync_well().await;
    }
    assert_eq!(minh.value(dossier, FATHER).as_deref(), Some("1990"), "the old team has it");
    assert_eq!(card(&lan, dossier), None);
    assert_eq!(hoa.value(draft, birth::CHILD_NAME).as_deref(), Some("Bé Mẫu mới"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dossier_that_was_removed_for_good_cannot_come_back_whoever_still_has_work_on_it() {
    let commune = Commune::start().await;
    let (lan, minh, _, dossier) = three(&commune).await;
    minh.answer(dossier, FATHER, "1990");
    commune.store().remove_document(&Commune::code(), dossier.into(), commune.clock.now()).unwrap();
    lan.sync_well().await;
    assert_eq!(card(&lan, dossier), None);
    minh.sync_well().await;
    assert!(card(&minh, dossier).unwrap().parked, "unsent work is taken in, not into the dossier");
    let officer = commune.administrator();
    let listed = handovers::list(commune.app(), &officer).unwrap();
    assert_eq!((listed.waiting, &listed.entries[0].place), (1, &HandoverPlace::Removed));
    let id = listed.entries[0].id;
    assert!(handovers::apply(commune.app(), &officer, id).is_err());
    assert!(handovers::set_aside(commune.app(), &officer, id, "  ").is_err(), "not without a reason");
    let done = handovers::set_aside(commune.app(), &officer, id, "Bà con đã xin rút hồ sơ").unwrap();
    assert_eq!(done.waiting, 0);
    for phone in [&minh, &lan] {
        phone.sync_well().await;
        assert_eq!(card(phone, dossier), None);
    }
    let stored = commune.store().load_document(&Commune::code(), dossier.into()).unwrap().unwrap();
    assert!(stored.deleted && stored.log.is_empty() && stored.snapshot.is_empty(), "it did not come back");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_lost_after_the_box_took_the_work_makes_nothing_twice() {
    let commune = Commune::start().await;
    let (_, minh, _, dossier) = three(&commune).await;
    minh.answer(dossier, FATHER, "1990");
    give_to(&commune, dossier, 1);
    let officer = commune.administrator();
    minh.network.set(Weather::AnswerLost);
    while handovers::list(commune.app(), &officer).unwrap().waiting == 0 {
        assert!(minh.sync().await.problem.is_some());
        assert!(card(&minh, dossier).unwrap().unsent, "without the receipt it still waits here");
    }
    minh.network.set(Weather::Fine);
    minh.answer(dossier, "me_ho_ten", "Nguyễn Thị Mẫu Hai");
    minh.sync_well().await;
    let listed = handovers::list(commune.app(), &officer).unwrap();
    assert_eq!((listed.waiting, listed.entries[0].changes), (1, 2), "one entry, with everything");
}

#[tokio::test(flavor = "multi_thread")]
async fn closed_dossiers_leave_a_full_phone_stay_in_the_list_and_are_fetched_when_they_are_opened() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    let (user, password) = &commune.officers[0];
    let mut closed = Vec::new();
    for name in NAMES {
        let dossier = lan.start_birth();
        for (question, value) in birth::ANSWERS {
            lan.answer(dossier, question, value);
        }
        lan.answer(dossier, birth::CHILD_NAME, name);
        lan.agree(dossier);
        lan.hand_over(dossier).unwrap();
        lan.sync_well().await;
        // The days pass here, and a session ends after some hours.
        let office = format!("http://{}", commune.address());
        let officer = demo::Officer::log_in(&office, user, password).await.unwrap();
        assert_eq!(officer.accept(dossier).await.unwrap().state, CaseState::Accepted);
        closed.push(dossier);
        for clock in [&commune.clock, &lan.clock] {
            clock.advance_millis(DAY_MS);
        }
    }
    let draft = lan.start_birth();
    lan.answer(draft, birth::CHILD_NAME, "Bản nháp mẫu");
    lan.device().set_keep(store::Keep { dossiers: 2, bytes: u64::MAX / 4 }).unwrap();
    lan.sync_well().await;
    assert!(lan.home().dossiers.iter().all(|card| !card.away), "none was closed long ago");

    for clock in [&commune.clock, &lan.clock] {
        clock.advance_millis(40 * DAY_MS);
    }
    lan.sync_well().await;
    let away = |phone: &Phone| -> Vec<DossierId> {
        let mut away: Vec<_> =
            phone.home().dossiers.iter().filter(|card| card.away).map(|card| card.id).collect();
        away.sort_unstable();
        away
    };
    assert_eq!(away(&lan), closed[..2], "the two that were closed first; the draft is nobody's to take");
    let first = card(&lan, closed[0]).unwrap();
    assert_eq!((first.subject.as_str(), first.progress), (NAMES[0], Progress::Accepted), "still listed");

    lan.network.set(Weather::NoSignal);
    let request = || GetDossier { dossier: closed[0] };
    assert_eq!(lan.device().open_dossier(request()).await.unwrap_err(), Problem::NoNetwork);
    assert_eq!(lan.home().sync.waiting, 0, "what could not be fetched is not work that waits");
    lan.network.set(Weather::Fine);
    let opened = lan.device().open_dossier(request()).await.unwrap();
    assert_eq!(opened.answers[&birth::CHILD_NAME.into()].current.value, NAMES[0]);
    assert_eq!(opened.progress, Progress::Accepted);
    lan.sync_well().await;
    assert_eq!(away(&lan), closed[1..], "who is being looked at stays, the next oldest goes");
}

#[tokio::test(flavor = "multi_thread")]
async fn unsent_work_never_leaves_a_full_phone() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    let dossiers: Vec<DossierId> = (0..5).map(|_| lan.start_birth()).collect();
    lan.device().set_keep(store::Keep { dossiers: 0, bytes: 0 }).unwrap();
    for _ in 0..2 {
        lan.sync_well().await;
        lan.clock.advance_millis(400 * DAY_MS);
        commune.clock.advance_millis(400 * DAY_MS);
    }
    for dossier in dossiers {
        assert!(!card(&lan, dossier).unwrap().away, "drafts stay, however old");
    }
}
