//! What people of the field suffer from with other systems, by its number: each is a story here.
//! docs/sync-protocol.md lists them with their sources.

#![expect(clippy::unwrap_used, reason = "a story stops where it fails")]

use demo::birth;
use dossier::{DocumentId, DossierId, HouseholdField, PersonField};
use std::net::SocketAddr;
use testkit::{Commune, Phone, Weather, packs};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use wire::ipc::{AddHousehold, AddPerson, FindDoubles, FindInBook, MergePersons, UndoMerge};
use wire::sync::{Ack, RefusalCode, SyncAnswer};

const NAME: &str = "Trần Mẫu Đức Thịnh";
/// A question that takes any text.
const PLACE: &str = "noi_sinh_co_so";

async fn with_unsent_work(commune: &Commune) -> (Phone, DossierId) {
    let phone = commune.phone(0).await;
    let dossier = phone.start_birth();
    phone.answer(dossier, birth::CHILD_NAME, NAME);
    (phone, dossier)
}

/// Something that answers every request with status 200, our media type and this answer.
async fn liar(answer: SyncAnswer) -> SocketAddr {
    let body = sync::frame::encode_answer(&answer, sync::frame::Coding::Quick).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = vec![0u8; 64 * 1024];
            let _read = stream.read(&mut request).await;
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: application/zstd\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                body.len()
            );
            let _sent = stream.write_all(head.as_bytes()).await;
            let _sent = stream.write_all(&body).await;
            let _sent = stream.shutdown().await;
            while matches!(stream.read(&mut request).await, Ok(1..)) {}
        }
    });
    address
}

fn answer_with(acks: Vec<Ack>) -> SyncAnswer {
    SyncAnswer {
        acks,
        feed: Vec::new(),
        next_cursor: 0,
        more: false,
        scope_epoch: 1,
        server_epoch: 1,
        now: testkit::MORNING,
        catalogue: None,
        below: None,
        left: None,
        scope: None,
        worked_ms: 0,
        code_wanted: false,
        rule_changed: false,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn story_01_no_error_and_no_empty_success_is_taken_for_a_receipt() {
    let commune = Commune::start().await;
    let (phone, dossier) = with_unsent_work(&commune).await;
    for weather in [Weather::ServerError, Weather::CaptivePortal, Weather::AnswerLost, Weather::Corrupts] {
        phone.network.set(weather);
        assert!(phone.sync().await.problem.is_some(), "{weather:?}");
        assert_eq!(phone.home().sync.waiting, 1, "{weather:?}");
    }
    phone.network.set(Weather::Fine);
    // Status 200, a frame that reads well, and either no receipt or one that speaks of nothing.
    let message = sync::feed::message(&[], Vec::new()).unwrap();
    let document = DocumentId::from(dossier);
    let hollow = Ack::Merged { document, message, authors: Vec::new() };
    for acks in [Vec::new(), vec![hollow], vec![Ack::AsTold { check: 1 }]] {
        phone.network.redirect(liar(answer_with(acks)).await);
        phone.sync().await;
        assert_eq!(phone.home().sync.waiting, 1, "only a receipt that covers everything empties the outbox");
    }
    phone.network.redirect(commune.address());
    phone.sync_well().await;
    assert_eq!(phone.sync_well().await.waiting, 0);
    let minh = commune.phone(1).await;
    minh.sync_well().await;
    assert_eq!(minh.value(dossier, birth::CHILD_NAME).as_deref(), Some(NAME));
}

#[tokio::test(flavor = "multi_thread")]
async fn story_02_one_dossier_that_is_refused_holds_back_no_other_and_says_why() {
    let commune = Commune::start().await;
    let (phone, small) = with_unsent_work(&commune).await;
    let large = phone.start_birth();
    // Ten times as much as any form has room for, in one push.
    for n in 0..14 {
        let text: String =
            (0..9_000).map(|c| char::from_u32(0x4e00 + (c * 37 + n * 7919) % 20_000).unwrap()).collect();
        phone.answer(large, PLACE, &text);
    }
    phone.sync().await;
    let home = phone.home();
    let card = |id| home.dossiers.iter().find(|card| card.id == id).unwrap();
    assert_eq!((card(small).unsent, card(small).refused), (false, None));
    assert_eq!((card(large).unsent, card(large).refused), (true, Some(RefusalCode::TooLarge)));
    assert!(phone.value(large, PLACE).is_some(), "and nothing of it is gone here");
}

#[tokio::test(flavor = "multi_thread")]
async fn story_03_a_dossier_that_is_taken_away_takes_no_unsent_work_with_it() {
    let commune = Commune::start().await;
    let (lan, minh) = (commune.phone(0).await, commune.phone(1).await);
    let dossier = lan.start_birth();
    lan.answer(dossier, birth::CHILD_NAME, NAME);
    lan.sync_well().await;
    minh.sync_well().await;
    minh.answer(dossier, PLACE, "Trạm y tế (dữ liệu mẫu)");
    commune.store().remove_document(&Commune::code(), dossier.into(), testkit::MORNING).unwrap();

    lan.sync_well().await;
    assert!(lan.home().dossiers.is_empty(), "who had nothing unsent lets go of it");
    minh.sync_well().await;
    let waiting = commune.store().handovers(&Commune::code()).unwrap();
    assert_eq!(waiting.len(), 1, "the work lies in the office's hand-over box");
    assert_eq!((waiting[0].document, waiting[0].removed), (dossier.into(), true));
    let (_, message) = commune.store().waiting_handover(&Commune::code(), waiting[0].id).unwrap();
    // As it came: over a link that was measured slow, bare.
    let message = sync::frame::filled(&message).unwrap_or(message);
    let (kept, _) = sync::exchange::receive_new(&message).unwrap();
    assert_eq!(kept.values().unwrap()[PLACE], "Trạm y tế (dữ liệu mẫu)");
}

#[tokio::test(flavor = "multi_thread")]
async fn story_04_two_values_of_one_field_stand_side_by_side_until_a_person_chooses() {
    let commune = Commune::start().await;
    let (lan, minh) = (commune.phone(0).await, commune.phone(1).await);
    let dossier = lan.start_birth();
    lan.answer(dossier, birth::CHILD_NAME, NAME);
    lan.sync_well().await;
    minh.sync_well().await;
    let (question, [lans, minhs]) = birth::SAME_FIELD;
    lan.answer(dossier, question, lans);
    // Later, and by a clock that is two years late: neither wins for that.
    minh.clock.advance_millis(-2 * 365 * 24 * 3_600_000);
    minh.answer(dossier, question, minhs);
    minh.answer(dossier, PLACE, "Trạm y tế (dữ liệu mẫu)");
    for phone in [&lan, &minh, &lan] {
        phone.sync_well().await;
    }
    for phone in [&lan, &minh] {
        let view = phone.dossier(dossier);
        let field = &view.answers[&question.into()];
        let mut shown: Vec<_> =
            std::iter::once(&field.current).chain(&field.others).map(|one| one.value.as_str()).collect();
        shown.sort_unstable();
        let mut both = [lans, minhs];
        both.sort_unstable();
        assert_eq!(shown, both);
        assert!(phone.home().dossiers[0].has_conflicts);
        assert_eq!(phone.value(dossier, PLACE).as_deref(), Some("Trạm y tế (dữ liệu mẫu)"));
    }
    lan.answer(dossier, question, minhs);
    lan.sync_well().await;
    minh.sync_well().await;
    assert!(!minh.home().dossiers[0].has_conflicts);
    assert_eq!(minh.value(dossier, question).as_deref(), Some(minhs));
}

#[tokio::test(flavor = "multi_thread")]
async fn story_05_work_for_a_dossier_of_another_team_is_answered_and_comes_to_the_right_place() {
    let commune = Commune::start().await;
    let (lan, elsewhere) = (commune.phone(0).await, commune.phone(2).await);
    let dossier = lan.start_birth();
    lan.answer(dossier, birth::CHILD_NAME, NAME);
    lan.sync_well().await;
    lan.answer(dossier, PLACE, "Trạm y tế (dữ liệu mẫu)");
    let (code, other) = (Commune::code(), commune.teams[1]);
    commune.store().move_document(&code, dossier.into(), other, testkit::MORNING).unwrap();
    lan.sync_well().await;
    let waiting = commune.store().handovers(&code).unwrap();
    assert_eq!(waiting.len(), 1, "said and kept, not swallowed");
    server::office::handovers::apply(commune.app(), &commune.administrator(), waiting[0].id).unwrap();
    elsewhere.sync_well().await;
    assert_eq!(elsewhere.value(dossier, birth::CHILD_NAME).as_deref(), Some(NAME));
    assert_eq!(elsewhere.value(dossier, PLACE).as_deref(), Some("Trạm y tế (dữ liệu mẫu)"));
}

#[tokio::test(flavor = "multi_thread")]
async fn story_06_updates_arrive_in_any_order_and_none_is_held() {
    let mut commune = Commune::start().await;
    let (lan, minh) = (commune.phone(0).await, commune.phone(1).await);
    let dossier = lan.start_birth();
    lan.sync_well().await;
    let elsewhere = tempfile::tempdir().unwrap();
    let backup = elsewhere.path().join("backup.db");
    commune.back_up(&backup);
    // Minh's answer builds on Lan's; then the server forgets Lan's, and Minh comes first.
    lan.answer(dossier, birth::CHILD_NAME, NAME);
    lan.sync_well().await;
    minh.sync_well().await;
    minh.answer(dossier, PLACE, "Trạm y tế (dữ liệu mẫu)");
    // Lan's older answer comes days later than everything else.
    lan.answer(dossier, "me_ho_ten", "Nguyễn Thị Mẫu");
    commune.restore(&backup).await;
    commune.clock.advance_millis(3 * 24 * 3_600_000);
    for phone in [&lan, &minh] {
        phone.network.redirect(commune.address());
    }
    minh.sync_well().await;
    lan.sync_well().await;
    minh.sync_well().await;
    for phone in [&lan, &minh] {
        assert_eq!(phone.home().sync.waiting, 0);
        assert_eq!(phone.value(dossier, birth::CHILD_NAME).as_deref(), Some(NAME));
        assert_eq!(phone.value(dossier, PLACE).as_deref(), Some("Trạm y tế (dữ liệu mẫu)"));
        assert_eq!(phone.value(dossier, "me_ho_ten").as_deref(), Some("Nguyễn Thị Mẫu"));
    }
}

/// Lan sends many dossiers whose texts are unlike each other, so that they fill many pages.
async fn many_dossiers(commune: &Commune, count: u32) {
    let lan = commune.phone(0).await;
    for n in 0..count {
        let dossier = lan.start_birth();
        let text: String =
            (0..3_000).map(|c| char::from_u32(0x4e00 + (c * 7919 + n * 104_729) % 20_000).unwrap()).collect();
        lan.answer(dossier, PLACE, &text);
    }
    lan.sync_well().await;
    assert_eq!(lan.home().sync.waiting, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn story_07_after_a_drop_the_sync_goes_on_where_it_was() {
    let commune = Commune::start().await;
    many_dossiers(&commune, 90).await;
    let whole = commune.phone(1).await;
    whole.network.take_counts();
    whole.sync_well().await;
    let all = whole.network.take_counts().down;

    let minh = commune.phone(1).await;
    minh.network.take_counts();
    let cut = usize::try_from(all * 6 / 10).unwrap();
    minh.network.set(Weather::AnswerCutAfter(cut));
    // What was on its way is tried again in smaller pieces, or comes with the next sync.
    minh.sync().await;
    let arrived = minh.home().dossiers.len();
    assert!(arrived > 0, "the pages before the drop are here: {arrived}");
    minh.network.set(Weather::Fine);
    minh.network.take_counts();
    minh.sync_well().await;
    let rest = minh.network.take_counts().down;
    assert_eq!(minh.home().dossiers.len(), 90);
    assert!(rest < all * 8 / 10, "not from zero: {rest} of {all} bytes came again");
}

#[tokio::test(flavor = "multi_thread")]
async fn story_08_a_new_version_of_a_form_leaves_open_drafts_as_they_are() {
    let commune = Commune::start().await;
    commune.publish(&packs::first());
    let phone = commune.phone(0).await;
    phone.sync_well().await;
    let draft = phone.start(packs::CODE);
    phone.answer(draft, "ho_ten", "Lò Văn Mẫu");
    commune.publish(&packs::second());
    phone.sync_well().await;
    let view = phone.dossier(draft);
    assert_eq!(view.form_version, packs::FIRST, "it stays until a person moves it");
    assert_eq!(phone.value(draft, "ho_ten").as_deref(), Some("Lò Văn Mẫu"));
    phone.answer(draft, "tuoi", "81");
    let fresh = phone.start(packs::CODE);
    assert_eq!(phone.dossier(fresh).form_version, packs::SECOND);
    assert_eq!(phone.sync_well().await.waiting, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn story_09_a_first_sync_comes_in_bounded_pages_and_is_of_use_after_the_first() {
    let commune = Commune::start().await;
    many_dossiers(&commune, 90).await;
    let minh = commune.phone(1).await;
    minh.network.take_counts();
    // The connection breaks when the first page has passed.
    minh.network.set(Weather::AnswerCutAfter(400 * 1024));
    minh.sync().await;
    let first = minh.home().dossiers.first().map(|card| card.id).unwrap();
    minh.answer(first, birth::CHILD_NAME, NAME);
    assert_eq!(minh.value(first, birth::CHILD_NAME).as_deref(), Some(NAME), "work can begin");
    minh.network.set(Weather::Fine);
    minh.sync_well().await;
    let passed = minh.network.take_counts();
    assert!(passed.requests > 2, "in pages");
    let page = passed.down / passed.requests;
    assert!(page < u64::from(wire::sync::DEFAULT_BUDGET) * 5 / 4, "about {page} bytes each");
}

#[tokio::test(flavor = "multi_thread")]
async fn story_10_who_is_entered_again_is_noticed_on_the_phone_merged_and_taken_apart_without_a_network() {
    let commune = Commune::start().await;
    let phone = commune.phone(0).await;
    phone.network.set(Weather::NoSignal);
    let device = phone.device();
    let household = |head: &str| {
        let fields = [(HouseholdField::Head, head.to_owned())].into();
        device.add_household(AddHousehold { fields }).unwrap().id
    };
    let enter = |household, name: &str, birth: &str| {
        let fields =
            [(PersonField::FullName, name.to_owned()), (PersonField::Birth, birth.to_owned())].into();
        device.add_person(AddPerson { household, fields }).unwrap().of
    };
    let (first, second) = (household("Lò Văn Mẫu"), household("Lò Thị Mẫu"));
    let known = enter(first, "Lò Thị Mẫu", "1948-03-07");
    // Before anything is saved: without accents, in another order, with day and month changed over.
    let typed = FindDoubles {
        name: "mau thi lo".to_owned(),
        birth: "1948-07-03".to_owned(),
        number: String::new(),
        phone: String::new(),
        household: Some(second),
        except: None,
    };
    let warned = device.find_doubles(typed).unwrap();
    assert_eq!(warned.iter().map(|double| double.person.of).collect::<Vec<_>>(), [known]);

    let again = enter(second, "Lò Thị Mẫu", "1948-07-03");
    let found = || device.find_in_book(FindInBook { query: "lo thi mau".to_owned() }).unwrap().persons.len();
    assert_eq!(found(), 2);
    device.merge_persons(MergePersons { keep: known, other: again }).unwrap();
    assert_eq!(found(), 1);
    device.undo_merge(UndoMerge { other: again }).unwrap();
    assert_eq!(found(), 2, "nothing of either was lost");
}

#[tokio::test(flavor = "multi_thread")]
async fn story_12_lost_answers_neither_loop_nor_stick() {
    let commune = Commune::start().await;
    let (phone, dossier) = with_unsent_work(&commune).await;
    for n in 0..20 {
        phone.network.set(Weather::AnswerLost);
        phone.network.take_counts();
        assert!(phone.sync().await.problem.is_some());
        assert!(
            phone.network.take_counts().requests <= 4,
            "a lost answer ends the session after a few tries"
        );
        phone.answer(dossier, PLACE, &format!("Trạm y tế {n} (dữ liệu mẫu)"));
    }
    phone.network.set(Weather::Fine);
    phone.network.take_counts();
    assert_eq!(phone.sync_well().await.waiting, 0);
    assert!(phone.network.take_counts().requests <= 2, "one exchange brings everything");
    phone.network.take_counts();
    phone.sync_well().await;
    assert_eq!(phone.network.take_counts().requests, 1, "and then there is nothing to do");
}
