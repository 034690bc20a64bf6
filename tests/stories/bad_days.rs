//! Bad days between a device and the office, one story each. What was said to be saved is never lost, and
//! nothing arrives twice.

#![expect(clippy::unwrap_used, reason = "a story stops where it fails")]

use demo::birth;
use dossier::{DossierId, Timestamp};
use testkit::{Commune, MORNING, Network, Phone, SetClock, Weather};
use wire::Problem;
use wire::ipc::{AppState, GetAppState, SetDamagedStoreAside, SetPin, Unlock};
use wire::view::Progress;

const NAME: &str = "Trần Mẫu Đức Thịnh";

/// A volunteer with one answer that the office does not have.
async fn with_unsent_work(commune: &Commune) -> (Phone, DossierId) {
    let phone = commune.phone(0).await;
    let dossier = phone.start_birth();
    phone.answer(dossier, birth::CHILD_NAME, NAME);
    (phone, dossier)
}

/// How many changes of a dossier the server has.
fn changes_on_server(commune: &Commune, dossier: DossierId) -> usize {
    let stored = commune.store().load_document(&Commune::code(), dossier.into()).unwrap();
    stored.map_or(0, |stored| {
        let log = stored.log.iter().map(Vec::as_slice);
        let document = dossier::document::Document::load(&stored.snapshot, log).unwrap();
        document.changes_since(&dossier::document::Heads::default()).len()
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_signal_a_captive_portal_or_with_a_failing_server_everything_waits_and_says_why() {
    let commune = Commune::start().await;
    let (phone, dossier) = with_unsent_work(&commune).await;
    for (weather, expected) in [
        (Weather::NoSignal, Problem::NoNetwork),
        (Weather::CaptivePortal, Problem::NotOurServer),
        (Weather::ServerError, Problem::ServerTrouble { status: 500 }),
    ] {
        phone.network.set(weather);
        let status = phone.sync().await;
        assert_eq!(status.problem, Some(expected), "{weather:?}");
        assert_eq!(status.waiting, 1, "{weather:?}");
        assert_eq!(phone.value(dossier, birth::CHILD_NAME).as_deref(), Some(NAME));
        assert!(phone.home().dossiers[0].unsent);
    }
    phone.network.set(Weather::Fine);
    let status = phone.sync_well().await;
    assert_eq!(status.waiting, 0);
    assert_eq!(changes_on_server(&commune, dossier), 3, "skeleton, facts and one answer");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_lost_or_cut_after_the_server_committed_makes_nothing_twice() {
    let commune = Commune::start().await;
    let (phone, dossier) = with_unsent_work(&commune).await;
    for weather in [Weather::AnswerLost, Weather::AnswerCutAfter(20), Weather::AnswerCutAfter(150)] {
        phone.network.set(weather);
        // A connection that was open when the weather changed may break before the request has passed: again.
        for _ in 0..10 {
            let status = phone.sync().await;
            assert!(status.problem.is_some(), "{weather:?}");
            assert_eq!(status.waiting, 1, "no receipt, so it still waits: {weather:?}");
            if changes_on_server(&commune, dossier) > 0 {
                break;
            }
        }
        assert_eq!(changes_on_server(&commune, dossier), 3, "the server has it: {weather:?}");
    }
    phone.network.set(Weather::Fine);
    phone.sync_well().await;
    assert_eq!(phone.home().sync.waiting, 0);
    assert_eq!(changes_on_server(&commune, dossier), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_restarted_in_the_middle_is_met_again() {
    let mut commune = Commune::start().await;
    let (phone, dossier) = with_unsent_work(&commune).await;
    phone.network.set(Weather::AnswerCutAfter(40));
    assert!(phone.sync().await.problem.is_some());
    commune.restart().await;
    phone.network.redirect(commune.address());
    phone.network.set(Weather::Fine);
    phone.sync_well().await;
    assert_eq!(changes_on_server(&commune, dossier), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_clock_that_is_a_year_wrong_changes_no_order_and_is_told() {
    let commune = Commune::start().await;
    let (phone, dossier) = with_unsent_work(&commune).await;
    const YEAR_MS: i64 = 365 * 24 * 3600 * 1000;
    for (wrong_by, name) in
        [(-YEAR_MS, "Trần Mẫu Một"), (YEAR_MS, "Trần Mẫu Hai"), (-2 * YEAR_MS, "Trần Mẫu Ba")]
    {
        phone.clock.set(MORNING.plus_millis(wrong_by));
        phone.answer(dossier, birth::CHILD_NAME, name);
        let status = phone.sync_well().await;
        assert_eq!(status.clock_off_s, Some(-wrong_by / 1000), "the volunteer is told by how much");
        assert_eq!(phone.value(dossier, birth::CHILD_NAME).as_deref(), Some(name), "the last word stands");
    }
    for (question, value) in birth::ANSWERS {
        phone.answer(dossier, question, value);
    }
    phone.clock.set(MORNING.plus_millis(-YEAR_MS));
    let refused = phone.hand_over(dossier);
    assert!(
        matches!(&refused, Err(Problem::NotComplete { questions }) if questions.contains(&"tre_ngay_sinh".to_owned())),
        "by this clock the child is not born yet, and that is said before the office gets it: {refused:?}"
    );
    phone.clock.set(MORNING.plus_millis(YEAR_MS));
    phone.agree(dossier);
    phone.hand_over(dossier).unwrap();
    phone.sync_well().await;
    let (user, password) = &commune.officers[0];
    let officer =
        demo::Officer::log_in(&format!("http://{}", commune.address()), user, password).await.unwrap();
    assert_eq!(
        officer.inbox().await.unwrap().dossiers[0].received_at,
        MORNING,
        "the office counts by its own"
    );
    let due = officer.accept(dossier).await.unwrap().due.unwrap();
    assert_eq!(due.date(), MORNING.in_vietnam().date(), "due on the day by the server's clock");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_device_keeps_its_drafts_says_so_and_goes_on_with_a_new_code() {
    let commune = Commune::start().await;
    let (phone, dossier) = with_unsent_work(&commune).await;
    for device in commune.devices_of(0) {
        commune.revoke(device);
    }
    assert_eq!(phone.sync().await.problem, Some(Problem::DeviceRevoked));
    assert_eq!(changes_on_server(&commune, dossier), 0);
    phone.answer(dossier, "noi_sinh_co_so", "Trạm y tế xã (dữ liệu mẫu)");
    assert_eq!(phone.sync().await.problem, Some(Problem::DeviceRevoked));
    let stands = phone.device().get_app_state(GetAppState {}).unwrap();
    assert!(matches!(stands, AppState::NotEnrolled { .. }), "it may be enrolled anew: {stands:?}");
    phone.enrol(&commune.invite(0)).await.unwrap();
    phone.sync_well().await;
    assert_eq!(changes_on_server(&commune, dossier), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_or_used_code_is_refused_in_the_same_words_and_drafts_can_be_made_without_one() {
    let commune = Commune::start().await;
    let network = Network::to(commune.address()).await;
    let phone = Phone::new(network, SetClock::at(MORNING));
    let dossier = phone.start_birth();
    phone.answer(dossier, birth::CHILD_NAME, NAME);
    assert_eq!(phone.sync().await.problem, Some(Problem::NotEnrolled));
    assert_eq!(phone.enrol("AAAA-BBBB-CCCC").await, Err(Problem::CodeUnknown));
    let code = commune.invite(0);
    assert!(matches!(phone.enrol(&code).await, Ok(AppState::Ready { .. })));
    assert_eq!(phone.enrol(&code).await, Err(Problem::CodeUnknown), "a code is good for one device");
    phone.sync_well().await;
    assert_eq!(changes_on_server(&commune, dossier), 3, "the draft from before the enrolment arrives");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_that_is_too_old_or_too_new_is_told_and_keeps_its_work() {
    let commune = Commune::start().await;
    let token = {
        let link = device::Link::new().unwrap();
        let server = format!("http://{}", commune.address()).parse().unwrap();
        let answer = link.enrol(&server, &commune.invite(0)).await.unwrap();
        (link, server, answer.token)
    };
    for (protocol, expected) in [(0, Problem::AppTooOld), (wire::sync::PROTOCOL + 1, Problem::ServerTooOld)] {
        let request = wire::sync::SyncRequest {
            protocol,
            cursor: 0,
            server_epoch: 0,
            scope_epoch: 0,
            catalogue: 0,
            push: Vec::new(),
            budget: 1_000,
            below: None,
        };
        let refused = token.0.sync(&token.1, &token.2, &request).await;
        assert_eq!(refused, Err(device::LinkError::Refused(expected)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_pin_says_so_and_counts_and_a_damaged_store_is_kept_aside() {
    let commune = Commune::start().await;
    let (mut phone, dossier) = with_unsent_work(&commune).await;
    phone.device().lock(wire::ipc::Lock {}).unwrap();
    for failures in 1..=2 {
        let refused = phone.device().unlock(Unlock { pin: "000000".into() });
        assert_eq!(refused, Err(Problem::WrongPin { failures, wait_s: 0, left: None }));
    }
    phone.restart();
    assert_eq!(phone.value(dossier, birth::CHILD_NAME).as_deref(), Some(NAME));

    phone.device().lock(wire::ipc::Lock {}).unwrap();
    let path = phone.folder().join("donghanh.db");
    let damaged = vec![0x5a; 30_000];
    std::fs::write(&path, &damaged).unwrap();
    let refused = phone.device().unlock(Unlock { pin: testkit::PIN.into() });
    assert_eq!(refused, Err(Problem::StoreDamaged { file: "donghanh.db".into() }));
    assert_eq!(std::fs::read(&path).unwrap(), damaged, "the file was not touched");
    let state = phone.device().set_damaged_store_aside(SetDamagedStoreAside {}).unwrap();
    assert_eq!(state, AppState::NeedsPin);
    let kept = std::fs::read_dir(phone.folder())
        .unwrap()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.to_string_lossy().contains("donghanh.db.aside-"));
    assert_eq!(std::fs::read(kept.unwrap()).unwrap(), damaged, "the file is kept");
    phone.device().set_pin(SetPin { pin: testkit::PIN.into() }).unwrap();
    assert_eq!(phone.device().get_app_state(GetAppState {}).unwrap(), AppState::NotEnrolled { drafts: 0 });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dossier_that_is_not_complete_is_not_handed_over_and_says_what_is_missing() {
    let commune = Commune::start().await;
    let (phone, dossier) = with_unsent_work(&commune).await;
    let Err(Problem::NotComplete { questions }) = phone.hand_over(dossier) else { panic!("handed over") };
    assert!(questions.contains(&"tre_ngay_sinh".to_owned()));
    assert!(!questions.contains(&birth::CHILD_NAME.to_owned()));
    assert_eq!(phone.home().dossiers[0].progress, Progress::Draft);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_fit_into_one_page_arrives_in_several() {
    let commune = Commune::start().await;
    let (lan, minh) = (commune.phone(0).await, commune.phone(1).await);
    for n in 0..60 {
        let dossier = lan.start_birth();
        // Long and unlike each other, so that one page of the feed cannot hold them all.
        let text: String = (0..400).map(|word| format!("chữ{} ", word * 7919 + n * 104_729)).collect();
        lan.answer(dossier, "noi_sinh_co_so", &text);
        lan.answer(dossier, birth::CHILD_NAME, &format!("Trần Mẫu {n}"));
    }
    lan.sync_well().await;
    assert_eq!(lan.home().sync.waiting, 0);
    minh.sync_well().await;
    assert_eq!(minh.home().dossiers.len(), 60);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_of_another_team_sees_nothing_of_it() {
    let commune = Commune::start().await;
    let (lan, _) = with_unsent_work(&commune).await;
    lan.sync_well().await;
    let other_team = commune.phone(2).await;
    other_team.sync_well().await;
    assert!(other_team.home().dossiers.is_empty());
}

#[test]
fn the_morning_of_the_tests_is_a_morning_on_a_working_day() {
    use chrono::{Datelike, Timelike};
    let local = Timestamp::in_vietnam(MORNING);
    assert_eq!((local.hour(), local.weekday()), (9, chrono::Weekday::Fri));
}
