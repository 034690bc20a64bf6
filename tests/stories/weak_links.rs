//! Weak and costly links: the first sync is of use after its first page, a cut costs one page, and whoever saves
//! data and battery is served when they ask.

use demo::birth;
use device::{Battery, Surroundings};
use dossier::DossierId;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use testkit::{Commune, Phone, Weather};
use wire::Problem;
use wire::ipc::{CheckData, GetSettings, SavingReason, SetSaving, SyncStatus};

/// A text that no compression makes small, the same in each run.
fn noise(seed: u64, length: usize) -> String {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut letters = String::new();
    while letters.len() < length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        letters.push(char::from(b'a' + (state % 26) as u8));
    }
    letters
}

/// More than the largest page brings.
const DRAFTS: u64 = 160;
const LONG: usize = 6_000;

/// A team's work: so many drafts, each with a text of this length, the last one the newest.
async fn work(commune: &Commune, drafts: u64, length: usize) -> (Phone, Vec<DossierId>) {
    let phone = commune.phone(0).await;
    let mut ids = Vec::new();
    for n in 0..drafts {
        let dossier = phone.start_birth();
        phone.answer(dossier, birth::CHILD_NAME, &format!("Trần Mẫu {n}"));
        phone.answer(dossier, "nyc_ho_ten", &noise(n, length));
        ids.push(dossier);
        // A few at a time, so that the office gets them in about this order.
        if n % 8 == 7 {
            phone.sync_well().await;
        }
    }
    phone.sync_well().await;
    (phone, ids)
}

/// Syncs; `on_change` hears of every page and of the end.
async fn sync_heard(phone: &Phone, on_change: impl Fn(SyncStatus) + Send + Sync + 'static) -> SyncStatus {
    tokio::select! {
        // Polled first, so that it listens before the sync begins.
        biased;
        () = phone.device().background_sync(on_change) => unreachable!("it goes on until it is dropped"),
        status = phone.sync() => status,
    }
}

fn ids_at(phone: &Phone) -> Vec<DossierId> {
    phone.home().dossiers.iter().map(|card| card.id).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_sync_brings_the_newest_first_and_is_of_use_after_its_first_page() {
    let commune = Commune::start().await;
    let (_lan, drafts) = work(&commune, DRAFTS, LONG).await;
    let minh = Arc::new(commune.phone(1).await);
    // When the first page is on the disk, the signal is gone.
    let gone = AtomicBool::new(false);
    let network = Arc::clone(&minh);
    let status = sync_heard(&minh, move |status| {
        if status.progress.is_some() && !gone.swap(true, Ordering::SeqCst) {
            network.network.set(Weather::NoSignal);
        }
    })
    .await;
    assert_eq!(status.problem, Some(Problem::NoNetwork));
    let first = ids_at(&minh);
    assert!(!first.is_empty() && first.len() < drafts.len(), "{} of {}", first.len(), drafts.len());
    // Within the eight that were sent together there is no order.
    let newest: Vec<DossierId> = drafts.iter().rev().take(first.len().saturating_sub(8)).copied().collect();
    assert!(newest.len() >= 8, "a page of some dossiers: {}", first.len());
    assert!(newest.iter().all(|id| first.contains(id)), "the newest come first");
    assert_eq!(
        minh.value(*drafts.last().unwrap(), birth::CHILD_NAME).as_deref(),
        Some(format!("Trần Mẫu {}", DRAFTS - 1).as_str())
    );

    // Work goes on on both sides before the rest is here.
    minh.answer(*drafts.last().unwrap(), "nyc_ho_ten", "Lò Văn Mẫu");
    minh.network.set(Weather::Fine);
    let before = minh.network.take_counts();
    assert_eq!(minh.sync_well().await.waiting, 0);
    let rest = minh.network.take_counts();
    assert_eq!(ids_at(&minh).len(), drafts.len(), "none is missing");
    let whole = before.down + rest.down;
    assert!(
        before.down > whole / 10 && rest.down < whole * 9 / 10,
        "not from zero: {before:?}, then {rest:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bar_tells_documents_and_bytes_left_and_ends() {
    let commune = Commune::start().await;
    let (_lan, drafts) = work(&commune, DRAFTS, LONG).await;
    let minh = commune.phone(1).await;
    let heard = Arc::new(Mutex::new(Vec::new()));
    let into = Arc::clone(&heard);
    let status = sync_heard(&minh, move |status| into.lock().unwrap().push(status)).await;
    assert_eq!(status.problem, None);
    let heard = heard.lock().unwrap().clone();
    let bars: Vec<_> = heard.iter().filter_map(|status| status.progress).collect();
    assert!(bars.len() >= 2, "a bar with each page: {bars:?}");
    let first = bars.first().unwrap();
    let all = u32::try_from(drafts.len()).unwrap();
    let told = first.documents_done + first.documents_left;
    assert!(told.abs_diff(all) <= all / 3, "{told} told, {all} there: {first:?}");
    assert!(first.bytes_left > 20_000 && first.percent() < 90, "{first:?}");
    assert!(bars.windows(2).all(|two| two[0].documents_done <= two[1].documents_done));
    let last = heard.last().unwrap();
    assert!(!last.running && last.progress.is_none(), "the last that is heard is the end");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_sync_gets_through_a_link_that_cuts_every_long_answer() {
    let commune = Commune::start().await;
    let (_lan, drafts) = work(&commune, 60, 1_800).await;
    let minh = commune.phone(1).await;
    // No answer of more than 24 KB ever arrives whole.
    minh.network.set(Weather::AnswerCutAfter(24_000));
    let mut tries = 0;
    while ids_at(&minh).len() < drafts.len() {
        minh.sync().await;
        tries += 1;
        assert!(tries < 30, "{} of {} after {tries} tries", ids_at(&minh).len(), drafts.len());
    }
}

#[derive(Debug)]
struct Machine {
    battery: Option<Battery>,
    metered: Option<bool>,
}

impl Surroundings for Machine {
    fn battery(&self) -> Option<Battery> {
        self.battery
    }
    fn metered(&self) -> Option<bool> {
        self.metered
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn data_and_battery_are_saved_when_asked_when_the_battery_is_low_and_where_bytes_are_paid_for() {
    let commune = Commune::start().await;
    let phone = commune.phone(0).await;
    let saving_now = |phone: &Phone| phone.device().get_settings(GetSettings {}).unwrap().saving_now;
    assert_eq!(saving_now(&phone), None);
    for (percent, charging, metered, expected) in [
        (80, false, None, None),
        (20, false, None, Some(SavingReason::LowBattery)),
        (20, true, Some(false), None),
        (90, true, Some(true), Some(SavingReason::MeteredLink)),
    ] {
        let battery = Some(Battery { percent, charging });
        phone.device().heed(Arc::new(Machine { battery, metered }));
        assert_eq!(saving_now(&phone), expected, "{percent} %, charging {charging}, metered {metered:?}");
    }
    phone.device().heed(Arc::new(Machine { battery: None, metered: None }));
    let settings = phone.device().set_saving(SetSaving { on: true }).unwrap();
    assert_eq!((settings.saving, settings.saving_now), (true, Some(SavingReason::Asked)));

    // The button sends at once, whatever is saved.
    let dossier = phone.start_birth();
    phone.answer(dossier, birth::CHILD_NAME, "Trần Mẫu An");
    let status = phone.sync_well().await;
    assert_eq!((status.waiting, status.saving), (0, Some(SavingReason::Asked)));
    assert!(!phone.device().set_saving(SetSaving { on: false }).unwrap().saving);
}

#[tokio::test(flavor = "multi_thread")]
async fn checking_the_data_finds_it_sound_and_loads_every_document_once() {
    let commune = Commune::start().await;
    let (phone, drafts) = work(&commune, 50, 1_800).await;
    let before = phone.device().documents_loaded().unwrap();
    let (mut after, mut looked_at) = (None, 0);
    loop {
        let step = phone.device().check_data(CheckData { after }).unwrap();
        assert!(step.file_sound && step.damaged.is_empty());
        assert_eq!((step.repaired, step.queued), (0, 0));
        looked_at += step.looked_at;
        after = step.next;
        if after.is_none() {
            break;
        }
    }
    assert!(looked_at as usize >= drafts.len(), "households too");
    assert_eq!(phone.device().documents_loaded().unwrap() - before, u64::from(looked_at));
    assert_eq!(phone.home().sync.waiting, 0, "nothing is sent again for a look");
}
