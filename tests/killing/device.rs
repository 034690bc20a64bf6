//! The device's process: the real device library, working and syncing at the same time until it is killed.

use device::{Device, DeviceConfig, SystemClock};
use dossier::{DossierId, QuestionName};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use wire::Problem;
use wire::ipc::{GetHome, SaveAnswer, StartDossier, SyncNow, Unlock};

/// The first question is in every list and the last in none.
const QUESTIONS: &[&str] = &["tre_ho_ten", "me_ho_ten", "cha_ho_ten", "noi_sinh_co_so"];
/// Dossiers at the top of the list that get answers: the other device's among them, so that work meets.
const IN_HAND: usize = 6;

pub(super) fn open(folder: &Path) -> Device {
    Device::open(DeviceConfig { data_dir: folder.to_owned(), clock: Arc::new(SystemClock) })
        .expect("the device opens")
}

/// With the PIN, after the wait if there is one: a try is counted before it is made, so that nobody tries PINs by pulling the
/// battery, and kills that meet one unlocking after the other look like that.
pub(super) async fn unlock(device: &Device) {
    let opened = loop {
        match device.unlock(Unlock { pin: testkit::PIN.to_owned() }) {
            Err(Problem::PinWait { wait_s }) => {
                tokio::time::sleep(Duration::from_secs(wait_s.into())).await;
            }
            opened => break opened,
        }
    };
    opened.expect("the store opens after any kill");
}

/// Says a line that the other side counts on. It is written at once: a pipe takes so few bytes whole or not at all.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // Nobody listens any more: the kill is on its way.
    let _heard = out.write_all(format!("{line}\n").as_bytes()).and_then(|()| out.flush());
}

/// Works without end. `first` is the number of the first answer: numbers grow from one start to the next.
pub async fn live(folder: &Path, first: u64) {
    let device = open(folder);
    unlock(&device).await;
    say("READY");
    let mut number = first;
    loop {
        let saving = device.clone();
        let from = number;
        let count = 1 + number % 7;
        // Saving goes on while the sync is under way: that is when it meets answers, commits and the end.
        let save = tokio::task::spawn_blocking(move || {
            for number in from..from + count {
                save_one(&saving, number);
            }
        });
        let (synced, saved) = tokio::join!(device.sync_now(SyncNow {}), save);
        saved.expect("saving goes on");
        let well = synced.is_ok_and(|status| status.problem.is_none());
        say(if well { "SYNCED" } else { "NOT SYNCED" });
        number += count;
    }
}

fn save_one(device: &Device, number: u64) {
    let dossiers = device.get_home(GetHome {}).map(|home| home.dossiers).unwrap_or_default();
    let in_hand = dossiers.len().min(IN_HAND);
    if in_hand == 0 || number.is_multiple_of(13) {
        let request = StartDossier { procedure: demo::birth::PROCEDURE.into(), household: None };
        match device.start_dossier(request) {
            Ok(view) => say(&format!("STARTED {}", view.id)),
            Err(problem) => say(&format!("TROUBLE {problem:?}")),
        }
        return;
    }
    let place = usize::try_from(number).unwrap_or(0);
    let (Some(card), Some(question)) =
        (dossiers.get(place * 7 % in_hand), QUESTIONS.get(place % QUESTIONS.len()))
    else {
        return;
    };
    save(device, card.id, question, number);
}

fn save(device: &Device, dossier: DossierId, question: &str, number: u64) {
    let value = format!("Mẫu {}.{number}.", std::process::id());
    let request = SaveAnswer { dossier, question: QuestionName::from(question), value: value.clone() };
    match device.save_answer(request) {
        Ok(_) => say(&format!("SAVED {dossier} {value}")),
        Err(problem) => say(&format!("TROUBLE {problem:?}")),
    }
}
