//! A device that is killed at any moment: everything that was said to be saved is there.
//!
//! The device runs in a process of its own (this very test, started again with a role), which says on its
//! standard output what was saved, after it was; the test kills it with SIGKILL and reads its files.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a story stops where it fails"
)]

use dossier::{DossierId, QuestionName};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use wire::ipc::{GetDossier, GetHome, SaveAnswer, SetPin, StartDossier, Unlock};

const ROLE: &str = "DONGHANH_STORY_DEVICE_FOLDER";
/// The number of the first answer: numbers grow from one start to the next.
const FIRST: &str = "DONGHANH_STORY_FIRST_NUMBER";
const QUESTIONS: &[&str] = &["tre_ho_ten", "me_ho_ten", "cha_ho_ten", "noi_sinh_co_so"];
/// After how many answers the process is killed: at once, in the middle of a log, around its folding.
const KILLED_AFTER: &[usize] = &[0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 40, 7, 120];

fn device(folder: &Path) -> device::Device {
    let clock = testkit::SetClock::at(testkit::MORNING);
    device::Device::open(device::DeviceConfig { data_dir: folder.to_owned(), clock: Arc::new(clock) })
        .unwrap()
}

fn pin() -> String {
    testkit::PIN.to_owned()
}

/// The device's process: answers without end, and says so after each is saved.
fn save_until_killed(folder: &Path) -> ! {
    let device = device(folder);
    device.unlock(Unlock { pin: pin() }).unwrap();
    let dossier = device.get_home(GetHome {}).unwrap().dossiers[0].id;
    let first: usize = std::env::var(FIRST).unwrap().parse().unwrap();
    let mut out = std::io::stdout();
    for n in 0usize.. {
        let question = QUESTIONS[n % QUESTIONS.len()];
        let value = format!("Mẫu số {}", first + n);
        let request = SaveAnswer { dossier, question: QuestionName::from(question), value: value.clone() };
        device.save_answer(request).unwrap();
        out.write_all(format!("SAVED {question}={value}\n").as_bytes()).unwrap();
        out.flush().unwrap();
    }
    unreachable!("there is always a next number")
}

/// Starts the process, lets it save so many answers, kills it, and tells what it said, by question.
fn run_and_kill(folder: &Path, first: usize, after: usize) -> std::collections::BTreeMap<String, String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kills::everything_said_to_be_saved_survives_a_kill_at_any_moment", "--nocapture"])
        .env(ROLE, folder)
        .env(FIRST, first.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut said = std::collections::BTreeMap::new();
    let mut note = |line: String| {
        // The test runner's own words may stand before the first one on a line.
        let saved = line.split_once("SAVED ").and_then(|(_, saved)| saved.split_once('='));
        saved.is_some_and(|(question, value)| {
            said.insert(question.to_owned(), value.to_owned());
            true
        })
    };
    let mut count = 0;
    while count < after {
        let line = lines.next().expect("the device goes on").unwrap();
        count += usize::from(note(line));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // What it said before it died, but was not read yet, counts as well. A line is written at once, so none
    // is cut: the pipe takes so few bytes whole or not at all.
    for line in lines.map_while(Result::ok) {
        note(line);
    }
    said
}

#[test]
fn everything_said_to_be_saved_survives_a_kill_at_any_moment() {
    if let Some(folder) = std::env::var_os(ROLE) {
        save_until_killed(Path::new(&folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let dossier: DossierId = {
        let device = device(folder.path());
        device.set_pin(SetPin { pin: pin() }).unwrap();
        device.start_dossier(StartDossier { procedure: "1.001193".into(), household: None }).unwrap().id
    };
    let mut expected = std::collections::BTreeMap::new();
    for (start, after) in KILLED_AFTER.iter().enumerate() {
        expected.extend(run_and_kill(folder.path(), start * 1_000_000, *after));
        let device = device(folder.path());
        device.unlock(Unlock { pin: pin() }).unwrap();
        let view = device.get_dossier(GetDossier { dossier }).unwrap();
        for (question, value) in &expected {
            let found = &view.answers[&QuestionName::from(question.as_str())].current.value;
            // One answer more may be on the disk than was said, never one less.
            assert!(
                number(found) >= number(value),
                "{question}: said {value}, found {found}, killed after {after}"
            );
        }
        let now = view.answers.iter().map(|(name, answer)| (name.to_string(), answer.current.value.clone()));
        expected.extend(now);
    }
    assert_eq!(expected.len(), QUESTIONS.len());
}

/// The number in an answer: a greater one was written later.
fn number(value: &str) -> u64 {
    value.rsplit(' ').next().unwrap().parse().unwrap()
}
