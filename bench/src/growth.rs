//! `cargo xtask bench growth`: what an idle sync and one edit cost while the documents on the server grow a
//! thousandfold, and what the server holds in memory then.
//!
//! The documents belong to the commune's other team: they are in the same tables and the same feed as those of the
//! device, which has met the end of the feed before it is measured.

use crate::Options;
use crate::line::Line;
use crate::memory::resident_kib;
use crate::office::{Filled, fill, people};
use crate::report::{Report, as_figure, median};
use demo::Commune;
use device::{Device, DeviceConfig, SystemClock};
use dossier::{DossierId, QuestionName};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use wire::ipc::{Enrol, SaveAnswer, SetPin, StartDossier, SyncNow};

const BENCH: &str = "growth";
const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];
const ROUNDS: usize = 31;
/// How much the last may be above the first.
const GROWTH_LIMIT: f64 = 1.2;
const MEMORY_LIMIT_MIB: f64 = 200.0;
/// After a start the server reads its packs; then it rests.
const TO_REST: Duration = Duration::from_secs(5);

pub(crate) fn run(report: &mut Report, options: &Options) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let office = folder.path().join("office");
    let mut commune = runtime.block_on(Commune::start(&office, None)).expect("our server starts");
    let address = commune.address().trim_start_matches("http://").parse().expect("our server's address");
    let line = Line::to(address, None);
    let member = commune.logins().members.first().expect("a volunteer").clone();
    let device = phone(&folder.path().join("device"));
    let code = commune.invite(&member).expect("a code");
    let enrol = Enrol { server: format!("http://{}", line.address()), code };
    runtime.block_on(device.enrol(enrol)).expect("enrolled");
    let dossier = begun(&device);

    let mut first: Option<[f64; 4]> = None;
    let mut filled = Filled::default();
    for size in SIZES.into_iter().filter(|size| *size <= options.documents) {
        runtime.block_on(commune.stop()).expect("our server stops");
        eprintln!("  filling up to {size} documents");
        let team = people(&office).other_team;
        fill(&office, team, size, &mut filled);
        runtime.block_on(commune.start_again()).expect("our server starts again");
        let costs = measured(&runtime, &device, &line, dossier);
        let names = ["idle_time", "idle_bytes", "edit_time", "edit_bytes"];
        for (name, cost) in names.into_iter().zip(costs) {
            let unit = if name.ends_with("time") { "ms" } else { "B" };
            report.add(BENCH, format!("{name}_{size}"), cost, unit, ROUNDS);
        }
        let begun_with = *first.get_or_insert(costs);
        for ((name, cost), first) in names.into_iter().zip(costs).zip(begun_with) {
            let ratio = cost / first;
            report.add(BENCH, format!("{name}_{size}_to_first"), ratio, "ratio", ROUNDS);
            report.add(BENCH, format!("{name}_{size}_of_limit"), ratio / GROWTH_LIMIT, "ratio", ROUNDS);
        }
        runtime.block_on(commune.stop()).expect("our server stops");
        runtime.block_on(commune.start_again()).expect("our server starts again");
        std::thread::sleep(TO_REST);
        let held = as_figure(resident_kib(commune.pid().expect("our server runs"))) / 1024.0;
        report.add(BENCH, format!("server_at_rest_{size}"), held, "MiB", 1);
        report.add(BENCH, format!("server_at_rest_{size}_of_limit"), held / MEMORY_LIMIT_MIB, "ratio", 1);
    }
    runtime.block_on(commune.stop()).expect("our server stops");
}

fn phone(folder: &Path) -> Device {
    std::fs::create_dir_all(folder).expect("a folder");
    let config = DeviceConfig { data_dir: folder.to_owned(), clock: Arc::new(SystemClock) };
    let device = Device::open(config).expect("the device opens");
    device.set_pin(SetPin { pin: demo::DEMO_PIN.to_owned() }).expect("the PIN is set");
    device
}

fn begun(device: &Device) -> DossierId {
    let request = StartDossier { procedure: crate::peers::dossiers::PROCEDURE.into(), household: None };
    device.start_dossier(request).expect("a dossier is started").id
}

/// Medians: idle time and bytes, edit time and bytes. The time of an edit is that of its sync; saving it on the
/// device is measured by `store`.
fn measured(runtime: &tokio::runtime::Runtime, device: &Device, line: &Line, dossier: DossierId) -> [f64; 4] {
    let sync = || {
        line.reset();
        let begun = Instant::now();
        let status = runtime.block_on(device.sync_now(SyncNow {})).expect("a sync status");
        let took = begun.elapsed().as_secs_f64() * 1000.0;
        assert_eq!((status.problem, status.waiting), (None, 0), "the sync goes well");
        let passed = line.passed();
        (took, as_figure(passed.up + passed.down))
    };
    // The first after a start reads the packs and what others did.
    for _ in 0..3 {
        sync();
    }
    let (mut idle_ms, mut idle_bytes) = (Vec::new(), Vec::new());
    let (mut edit_ms, mut edit_bytes) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let (ms, bytes) = sync();
        idle_ms.push(ms);
        idle_bytes.push(bytes);
        // The same length each time: what the value weighs is not what is measured.
        let value = format!("Trần Mẫu {}", if round % 2 == 0 { "An" } else { "Ân" });
        let question = QuestionName::from("nyc_ho_ten");
        device.save_answer(SaveAnswer { dossier, question, value }).expect("the answer is saved");
        let (ms, bytes) = sync();
        edit_ms.push(ms);
        edit_bytes.push(bytes);
    }
    [median(&mut idle_ms), median(&mut idle_bytes), median(&mut edit_ms), median(&mut edit_bytes)]
}
