//! What a villager agrees to, signs and takes back: on the phone without a network, at the office, on the other phones.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a story stops where it fails")]

use demo::birth;
use dossier::signature::{Point, SignedBy, Strokes};
use dossier::{DossierId, HouseholdField, HouseholdId, Purpose};
use stories::pictures::{Wrong, paper};
use testkit::{Commune, Phone};
use wire::Problem;
use wire::ipc::{
    AddHousehold, FindHouseholds, GetHousehold, KeepPhoto, LookAtPhoto, SaveHouseholdConsent, SaveSignature,
    WithdrawDossier, WithdrawHousehold,
};

const HAND_IN: &str = Purpose::HandIn.as_str();
const PHOTOS: &str = Purpose::Photos.as_str();
const BOOK: &str = Purpose::KeepInBook.as_str();

fn filled(phone: &Phone) -> DossierId {
    let dossier = phone.start_birth();
    for (question, value) in birth::ANSWERS {
        phone.answer(dossier, question, value);
    }
    dossier
}

async fn photo(phone: &Phone, dossier: DossierId) {
    let look = phone.device().look_at_photo(LookAtPhoto {}, paper(7, Wrong::Nothing)).await.unwrap();
    let paper = "giay_chung_sinh".into();
    phone.device().keep_photo(KeepPhoto { look: look.look, dossier, paper }).unwrap();
}

fn sign(phone: &Phone, dossier: DossierId) -> Result<(), Problem> {
    let stroke: Vec<Point> = (0..200).map(|x| Point { x: 4 * x, y: 100 + x }).collect();
    let signed = Some(SignedBy::Finger(Strokes::drawn(&[stroke]).unwrap()));
    phone.device().save_signature(SaveSignature { dossier, signed }).map(drop)
}

fn take_back(phone: &Phone, dossier: DossierId) {
    phone.device().withdraw_dossier(WithdrawDossier { dossier }).unwrap();
}

fn has(phone: &Phone, dossier: DossierId) -> bool {
    phone.home().dossiers.iter().any(|card| card.id == dossier)
}

fn files(phone: &Phone) -> usize {
    std::fs::read_dir(phone.folder().join("photos")).map_or(0, Iterator::count)
}

async fn officer(commune: &Commune) -> demo::Officer {
    let (user, password) = &commune.officers[0];
    demo::Officer::log_in(&format!("http://{}", commune.address()), user, password).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_is_needed_holds_up_a_hand_over_and_a_photo_needs_a_consent_of_its_own() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    let dossier = filled(&lan);
    assert!(lan.dossier(dossier).consents.is_empty(), "nothing is agreed to by itself");
    lan.answer_purpose(dossier, Purpose::Contact, false);
    assert_eq!(lan.hand_over(dossier), Err(Problem::ConsentNeeded));
    lan.answer_purpose(dossier, Purpose::HandIn, true);
    photo(&lan, dossier).await;
    assert_eq!(lan.hand_over(dossier), Err(Problem::PhotoConsentNeeded));
    lan.answer_purpose(dossier, Purpose::Photos, true);
    assert!(lan.hand_over(dossier).is_ok(), "the refused purpose changes nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_reaches_the_office_with_what_it_was_given_for_also_after_a_purpose_was_taken_back() {
    let commune = Commune::start().await;
    let (lan, minh) = (commune.phone(0).await, commune.phone(1).await);
    let dossier = filled(&lan);
    assert_eq!(sign(&lan, dossier), Err(Problem::ConsentNeeded), "there is nothing to sign for");
    let nameless = SaveSignature { dossier, signed: Some(SignedBy::Witness("  ".to_owned())) };
    lan.answer_purpose(dossier, Purpose::HandIn, true);
    lan.answer_purpose(dossier, Purpose::Contact, true);
    assert_eq!(lan.device().save_signature(nameless), Err(Problem::NoSignature));
    sign(&lan, dossier).unwrap();
    lan.hand_over(dossier).unwrap();
    lan.sync_well().await;
    minh.sync_well().await;
    minh.answer_purpose(dossier, Purpose::Contact, false);
    minh.answer_purpose(dossier, Purpose::Photos, true);
    minh.sync_well().await;

    let view = officer(&commune).await.dossier(dossier).await.unwrap().dossier;
    let signature = view.signature.unwrap();
    assert!(matches!(signature.signed, SignedBy::Finger(_)));
    assert_eq!(signature.by.name.as_deref(), Some(commune.volunteers[0].1.as_str()));
    assert_eq!(signature.signed_for.len(), 2);
    assert_eq!(signature.taken_back(&view.consents), [Purpose::Contact.as_str()]);
    assert_eq!(signature.lacks(&view.consents), [PHOTOS]);
    assert_eq!(view.consents[PHOTOS].by.name.as_deref(), Some(commune.volunteers[1].1.as_str()));
    assert!(view.consents[HAND_IN].given);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_back_offline_is_off_the_phone_at_once_and_off_the_server_and_the_other_phones_later() {
    let commune = Commune::start().await;
    let (mut lan, minh) = (commune.phone(0).await, commune.phone(1).await);
    let dossier = filled(&lan);
    photo(&lan, dossier).await;
    lan.agree(dossier);
    lan.hand_over(dossier).unwrap();
    lan.sync_well().await;
    minh.sync_well().await;
    minh.answer(dossier, "cha_nam_sinh", "1990");
    minh.sync_well().await;
    assert_eq!(files(&lan), 2, "a page and its thumbnail");

    // No network is needed, and nothing but the code is left.
    take_back(&lan, dossier);
    for _ in 0..2 {
        let view = lan.dossier(dossier);
        assert!(view.answers.is_empty() && view.pages.is_empty() && view.consents.is_empty());
        assert!(view.withdrawn_at.is_some() && view.unsent);
        let card = lan.home().dossiers.into_iter().find(|card| card.id == dossier).unwrap();
        assert!(card.withdrawn && card.subject.trim().is_empty(), "{card:?}");
        assert_eq!(files(&lan), 0);
        lan.restart();
    }
    assert_eq!(lan.try_answer(dossier, birth::CHILD_NAME, "x"), Err(Problem::TakenBack));
    assert_eq!(lan.hand_over(dossier), Err(Problem::TakenBack));

    let status = lan.sync_well().await;
    assert_eq!(status.waiting, 0);
    assert!(!has(&lan, dossier), "told, and gone");
    let stored = commune.store().load_document(&Commune::code(), dossier.into()).unwrap().unwrap();
    assert!(stored.deleted && stored.snapshot.is_empty() && stored.log.is_empty());
    let inbox = officer(&commune).await.inbox().await.unwrap();
    assert!(inbox.dossiers.is_empty());
    let row = &inbox.withdrawn[0];
    assert_eq!((row.dossier, row.kept), (Some(dossier), false));
    assert_eq!(row.volunteer, commune.volunteers[0].1);
    minh.sync_well().await;
    assert!(!has(&minh, dossier));
    // It comes back by no later sync.
    lan.sync_well().await;
    assert!(!has(&lan, dossier));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_that_the_office_never_saw_is_taken_back_without_sending_a_word_of_it() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    let dossier = filled(&lan);
    take_back(&lan, dossier);
    lan.sync_well().await;
    assert!(!has(&lan, dossier));
    let inbox = officer(&commune).await.inbox().await.unwrap();
    assert_eq!(inbox.withdrawn.len(), 1, "the office learns that there was one");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_phones_that_are_both_asked_end_alike_and_nothing_waits_in_the_hand_over_box() {
    let commune = Commune::start().await;
    let (lan, minh) = (commune.phone(0).await, commune.phone(1).await);
    let dossier = filled(&lan);
    lan.sync_well().await;
    minh.sync_well().await;
    for phone in [&lan, &minh] {
        take_back(phone, dossier);
    }
    for phone in [&lan, &minh] {
        assert_eq!(phone.sync_well().await.waiting, 0);
        assert!(!has(phone, dossier));
    }
    let waiting = server::office::handovers::list(commune.app(), &commune.administrator()).unwrap();
    assert!(waiting.entries.is_empty(), "{waiting:?}");
    assert_eq!(officer(&commune).await.inbox().await.unwrap().withdrawn.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_office_keeps_what_it_has_accepted_and_says_so_and_the_phones_keep_nothing() {
    let commune = Commune::start().await;
    let (lan, minh) = (commune.phone(0).await, commune.phone(1).await);
    let dossier = filled(&lan);
    lan.agree(dossier);
    lan.hand_over(dossier).unwrap();
    lan.sync_well().await;
    minh.sync_well().await;
    let desk = officer(&commune).await;
    let number = desk.accept(dossier).await.unwrap().number;
    // Lan has not heard of the number yet; Minh has.
    minh.sync_well().await;
    take_back(&lan, dossier);
    take_back(&minh, dossier);
    for phone in [&lan, &minh] {
        assert_eq!(phone.sync_well().await.waiting, 0);
        assert!(!has(phone, dossier));
    }
    let inbox = desk.inbox().await.unwrap();
    assert_eq!(inbox.dossiers[0].number, number);
    assert!(inbox.withdrawn[0].kept);
    let kept = desk.dossier(dossier).await.unwrap().dossier;
    assert!(kept.withdrawn_at.is_some() && !kept.answers.is_empty());
    assert!(kept.consents[HAND_IN].given, "what was agreed to then is on record");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_household_agrees_to_the_book_and_leaves_it_again() {
    let commune = Commune::start().await;
    let (lan, minh) = (commune.phone(0).await, commune.phone(1).await);
    let fields = [(HouseholdField::Head, "Lò Văn Mẫu Riêng"), (HouseholdField::Area, "Bản Mẫu")];
    let fields = fields.into_iter().map(|(field, text)| (field, text.to_owned())).collect();
    let house = lan.device().add_household(AddHousehold { fields }).unwrap().id;
    let say = |phone: &Phone, household: HouseholdId, given: bool| {
        let (purpose, wording_version) = (BOOK.to_owned(), "1".to_owned());
        let request = SaveHouseholdConsent { household, purpose, given, wording_version };
        phone.device().save_household_consent(request)
    };
    assert!(say(&lan, house, true).unwrap().consents[BOOK].given);
    lan.sync_well().await;
    minh.sync_well().await;
    let view = minh.device().get_household(GetHousehold { household: house }).unwrap();
    assert_eq!(view.consents[BOOK].by.name.as_deref(), Some(commune.volunteers[0].1.as_str()));

    let found = |phone: &Phone| {
        let query = "mau rieng".to_owned();
        phone.device().find_households(FindHouseholds { query }).unwrap().len()
    };
    assert_eq!((found(&lan), found(&minh)), (1, 1));
    minh.device().withdraw_household(WithdrawHousehold { household: house }).unwrap();
    assert_eq!(found(&minh), 0, "off this phone at once");
    assert_eq!(say(&minh, house, true), Err(Problem::HouseholdUnknown));
    minh.sync_well().await;
    lan.sync_well().await;
    assert_eq!((found(&lan), found(&minh)), (0, 0));
    let inbox = officer(&commune).await.inbox().await.unwrap();
    assert_eq!((inbox.withdrawn[0].dossier, inbox.withdrawn[0].kept), (None, false));
}
