//! A villager rates the work with her own finger on the volunteer's phone: it is sealed there and opened at the commune
//! alone, however long it takes and whatever breaks on the way.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a story stops where it fails")]

use demo::{Officer, birth};
use dossier::DossierId;
use std::path::Path;
use sync::public::address;
use testkit::{Commune, Phone, Weather};
use wire::Problem;
use wire::ipc::RateDossier;
use wire::rating::{Rating, RatingStanding};
use wire::view::DossierView;
use wire::work::EndCase;

const WORDS: &str = "Chờ hơi lâu nhưng cán bộ nhiệt tình.";

fn rate(phone: &Phone, dossier: DossierId, marks: [u8; 5]) -> Result<DossierView, Problem> {
    let rating = Rating { wording: "2026-11-27".into(), marks, words: WORDS.into() };
    phone.device().rate_dossier(RateDossier { dossier, rating })
}

async fn decided(commune: &Commune, phone: &Phone) -> DossierId {
    let dossier = phone.start_birth();
    for (question, value) in birth::ANSWERS {
        phone.answer(dossier, question, value);
    }
    phone.agree(dossier);
    phone.hand_over(dossier).unwrap();
    phone.sync_well().await;
    let (user, password) = &commune.officers[0];
    let office = Officer::log_in(&format!("http://{}", commune.address()), user, password).await.unwrap();
    office.act(dossier, "refusal", &EndCase { reason: "Trẻ đã có giấy khai sinh.".into() }).await.unwrap();
    phone.sync_well().await;
    dossier
}

/// How many the server has, and the sums of their marks.
fn at_the_office(commune: &Commune) -> (u32, [u32; 5]) {
    let sums = commune.store().rating_sums(&Commune::code()).unwrap();
    sums.iter().fold((0, [0; 5]), |(count, mut all), one| {
        all.iter_mut().zip(one.sums).for_each(|(sum, more)| *sum += more);
        (count + one.count, all)
    })
}

/// Whether the words stand anywhere in the phone's files.
fn on_the_disk(folder: &Path, words: &str) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return on_the_disk(&path, words);
        }
        let bytes = std::fs::read(&path).unwrap();
        bytes.windows(words.len()).any(|part| part == words.as_bytes())
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rating_of_weeks_without_a_network_survives_the_app_and_comes_once() {
    let commune = Commune::start().await;
    let mut lan = commune.phone(0).await;
    let dossier = decided(&commune, &lan).await;
    lan.network.set(Weather::NoSignal);
    let view = rate(&lan, dossier, [5, 4, 3, 2, 1]).unwrap();
    assert_eq!(view.rating, Some(RatingStanding::Waiting));
    assert_eq!(rate(&lan, dossier, [1; 5]).unwrap().rating, Some(RatingStanding::Waiting), "a second tap");
    lan.restart();
    assert!(!on_the_disk(lan.folder(), WORDS));
    for _ in 0..3 {
        commune.clock.advance_millis(7 * 24 * 60 * 60 * 1000);
        lan.clock.set(commune.clock.now());
        assert_ne!(lan.sync().await.problem, None);
        assert_eq!(lan.dossier(dossier).rating, Some(RatingStanding::Waiting));
    }
    lan.network.set(Weather::Fine);
    lan.sync_well().await;
    assert_eq!(lan.dossier(dossier).rating, Some(RatingStanding::Sent));
    lan.sync_well().await;
    assert_eq!(at_the_office(&commune), (1, [5, 4, 3, 2, 1]), "the first one, once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_was_restored_gets_the_rating_again() {
    let mut commune = Commune::start().await;
    let lan = commune.phone(0).await;
    let dossier = decided(&commune, &lan).await;
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("backup.db");
    commune.back_up(&backup);
    rate(&lan, dossier, [3; 5]).unwrap();
    lan.sync_well().await;
    assert_eq!(at_the_office(&commune).0, 1);
    commune.restore(&backup).await;
    lan.network.redirect(commune.address());
    assert_eq!(at_the_office(&commune).0, 0, "the backup is from before");
    lan.sync_well().await;
    assert_eq!(at_the_office(&commune), (1, [3; 5]));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_the_office_has_decided_is_rated_and_only_whole() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    let draft = lan.start_birth();
    assert_eq!(rate(&lan, draft, [5; 5]), Err(Problem::NotAcceptedYet));
    let dossier = decided(&commune, &lan).await;
    assert_eq!(rate(&lan, dossier, [5, 5, 5, 5, 0]), Err(Problem::NothingWritten));
    assert_eq!(lan.dossier(dossier).rating, None);
}

/// The code on the slip is made before the server has heard of the dossier, and leads to it afterwards.
#[tokio::test(flavor = "multi_thread")]
async fn the_code_of_a_slip_that_was_made_offline_opens_once_the_dossier_has_come() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    lan.network.set(Weather::NoSignal);
    let dossier = lan.start_birth();
    for (question, value) in birth::ANSWERS {
        lan.answer(dossier, question, value);
    }
    lan.agree(dossier);
    let printed = lan.hand_over(dossier).unwrap().public_address.unwrap();
    assert_eq!(printed, address(&lan.network.url(), dossier));
    let token = printed.rsplit('/').next().unwrap().to_owned();
    let look = || server::public::by_token(commune.app(), &token, "a phone").unwrap();
    assert!(look().is_err(), "nothing has come yet");
    lan.network.set(Weather::Fine);
    lan.sync_well().await;
    assert_eq!(look().unwrap().dossier, dossier);
}
