//! What it costs until the screen may say "Đã lưu", beside a bare commit of the same bytes.

use crate::drafts::{Chance, fill};
use crate::report::{Report, percentile};
use rusqlite::{Connection, params};
use std::time::Instant;
use testkit::{MORNING, Network, Phone, SetClock};

const ANSWERS: usize = 2_000;
/// What one answer adds to a document, as a raw change.
const CHANGE_BYTES: usize = 120;

pub(crate) fn run(report: &mut Report) {
    eprintln!("store: one answer saved, beside a bare SQLCipher commit with the same settings");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let nowhere = std::net::SocketAddr::from(([127, 0, 0, 1], 9));
    let network = runtime.block_on(Network::to(nowhere));
    let phone = Phone::new(network, SetClock::at(MORNING));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let bare = bare_database(&folder.path().join("bare.db"));
    let payload = vec![7u8; CHANGE_BYTES];

    let mut chance = Chance(1);
    let (mut ours, mut bares) = (Vec::new(), Vec::new());
    // A new dossier every 40 answers: that is how long they get. The two take turns, so that whatever the
    // disk does meets both.
    let mut dossier = fill(&phone, &mut chance, 20);
    for n in 0..ANSWERS {
        if n % 40 == 0 {
            dossier = fill(&phone, &mut chance, 20);
        }
        let value = format!("Trạm y tế mẫu số {n}");
        phone.clock.advance_millis(10_000);
        let begun = Instant::now();
        phone.answer(dossier, "noi_sinh_co_so", &value);
        ours.push(begun.elapsed().as_secs_f64() * 1000.0);

        let begun = Instant::now();
        bare.execute("INSERT INTO bare (raw) VALUES (?1)", params![payload]).expect("a bare commit");
        bares.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    for hundredths in [50, 99] {
        let (save, commit) = (percentile(&mut ours, hundredths), percentile(&mut bares, hundredths));
        report.add("store", format!("answer_save_p{hundredths}"), save, "ms", ANSWERS);
        report.add("store", format!("bare_commit_p{hundredths}"), commit, "ms", ANSWERS);
        report.add("store", format!("answer_save_p{hundredths}_ratio"), save / commit, "ratio", ANSWERS);
    }
}

fn bare_database(path: &std::path::Path) -> Connection {
    let bare = Connection::open(path).expect("a database");
    let mut key = [0u8; 32];
    getrandom::fill(&mut key).expect("chance");
    let hex = data_encoding::HEXLOWER.encode(&key);
    bare.execute_batch(&format!("PRAGMA key = \"x'{hex}'\"; {}", store::SETTINGS)).expect("the settings");
    bare.execute_batch("CREATE TABLE bare (id INTEGER PRIMARY KEY, raw BLOB NOT NULL) STRICT")
        .expect("a table");
    bare
}
