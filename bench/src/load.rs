//! `cargo xtask bench server`: 500 devices bring dossiers of 250 questions to the real server.
//!
//! Bounded in count and time, over loopback. The frames are made before, since a volunteer's phone makes its own. Each
//! device is its team's only one and has synced a short while ago, some hundred dossiers of others earlier. What is
//! measured is taking in.
//!
//! Latency is counted from the moment at which a dossier was due to be sent, not from when a busy generator came to
//! send it.

use crate::Options;
use crate::client::{Connection, Receipt};
use crate::drafts::Chance;
use crate::memory::peak_kib;
use crate::office::{MORNING, Office, document, epoch, feed_end, id, people};
use crate::report::{Report, as_figure, percentile};
use demo::Commune;
use dossier::document::Heads;
use dossier::{DeviceId, DocumentId};
use server::secret;
use server::store::access::Invite;
use server::store::{Access, People};
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::Instant;
use wire::sync::{PROTOCOL, Push, SyncRequest};

const BENCH: &str = "server";
const DEVICES: usize = 500;
const QUESTIONS: usize = 250;
/// Dossiers a second that come in at an even pace.
const PACE: u32 = 420;
const PACED: usize = 4_200;
/// As fast as they are taken, so many requests at once.
const HURRIED: usize = 2_000;
const AT_ONCE: usize = 32;
const BATCHES: usize = 100;
const BATCH: usize = 20;
const BATCHES_AT_ONCE: usize = 8;
const RATE_LIMIT: f64 = 400.0;
const LATENCY_LIMIT_MS: f64 = 250.0;
/// How many dossiers back the feed was when the device synced last; a new dossier is one number of the feed. More than
/// are under way at once, so that no device has read what is not there yet.
const BEHIND: usize = 600;
/// However slow the server is, the bench ends.
const LONGEST: Duration = Duration::from_secs(120);

pub(crate) fn run(report: &mut Report, _: &Options) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let data = folder.path().join("office");
    let mut commune = runtime.block_on(Commune::start(&data, None)).expect("our server starts");
    runtime.block_on(commune.stop()).expect("our server stops");
    let office = people(&data);
    let tokens: Vec<String> = (0..DEVICES).map(|number| enrolled(&office, number)).collect();
    let place = Place { epoch: epoch(&office), cursor: feed_end(&office) };
    drop(office);
    eprintln!("  server: making the frames of {} dossiers", PACED + HURRIED + BATCHES * BATCH);
    let paced = frames(&tokens, place, 0, PACED, 1);
    let hurried = frames(&tokens, place, PACED, HURRIED, 1);
    let batches = frames(&tokens, place, PACED + HURRIED, BATCHES, BATCH);
    runtime.block_on(commune.start_again()).expect("our server starts again");
    let address = commune.address().trim_start_matches("http://").parse().expect("our server's address");

    let done = runtime.block_on(at_a_pace(address, paced));
    tell(report, "paced_single", done, PACED, 1);
    let done = runtime.block_on(as_fast_as_taken(address, hurried, AT_ONCE));
    tell(report, "hurried_single", done, HURRIED, 1);
    let done = runtime.block_on(as_fast_as_taken(address, batches, BATCHES_AT_ONCE));
    tell(report, "hurried_batch_of_20", done, BATCHES, BATCH);
    let peak = as_figure(peak_kib(commune.pid().expect("our server runs"))) / 1024.0;
    report.add(BENCH, "peak", peak, "MiB", 1);
    runtime.block_on(commune.stop()).expect("our server stops");
}

/// Where the devices stand in the server's feed.
#[derive(Debug, Clone, Copy)]
struct Place {
    epoch: u64,
    cursor: u64,
}

/// A device's token. It belongs to the only volunteer of a team.
pub(crate) fn enrolled(office: &Office, number: usize) -> String {
    let code = format!("MAU{number:09}");
    let team = office.store.add_team(&office.commune, &format!("Tổ mẫu {number}")).expect("a team");
    let member = office.store.add_member(&office.commune, team, "Tình Nguyện Mẫu").expect("a volunteer");
    let invite = Invite {
        commune: office.commune.clone(),
        member,
        code_hash: secret::code_hash(&code),
        expires_at: MORNING.plus_millis(1),
    };
    office.store.add_invite(&invite, MORNING).expect("an invitation");
    let token = secret::token::<16>().expect("a token");
    let mut bytes = [9u8; 16];
    bytes.iter_mut().zip((number as u64).to_be_bytes()).for_each(|(byte, part)| *byte = part);
    let device = DeviceId::from_bytes(bytes);
    let enrolled = office
        .store
        .redeem_invite(&secret::code_hash(&code), device, &secret::hash(&token), MORNING)
        .expect("the code is spent");
    assert!(enrolled.is_some(), "the code is known");
    token
}

/// One request, ready to be sent.
pub(crate) struct Frame {
    bytes: Vec<u8>,
    documents: Vec<DocumentId>,
}

/// `count` requests with `batch` dossiers each, the devices in turn. No dossier comes twice.
fn frames(tokens: &[String], place: Place, first: usize, count: usize, batch: usize) -> VecDeque<Frame> {
    let next = Mutex::new(0..count);
    let made: Mutex<Vec<(usize, Frame)>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some(number) = { next.lock().expect("the next frame").next() } {
                    let token = tokens.get(number % tokens.len()).expect("a device");
                    let frame = frame(token, place, first + number * batch, batch);
                    made.lock().expect("the frames").push((number, frame));
                }
            });
        }
    });
    let mut made = made.into_inner().expect("the frames");
    made.sort_by_key(|(number, _)| *number);
    made.into_iter().map(|(_, frame)| frame).collect()
}

fn frame(token: &str, place: Place, first: usize, batch: usize) -> Frame {
    let documents: Vec<DocumentId> = (first..first + batch).map(|number| id(1_000_000 + number)).collect();
    let push = documents.iter().map(|id| {
        let mut chance = Chance(u64::from_be_bytes(id.as_bytes()[8..].try_into().expect("eight bytes")));
        let document = document(*id, QUESTIONS, &mut chance);
        let message = sync::exchange::push_message(&document, &Heads::default()).expect("something to send");
        Push { document: *id, message, home: None }
    });
    let request = SyncRequest {
        protocol: PROTOCOL,
        cursor: place.cursor + (first.saturating_sub(BEHIND)) as u64,
        server_epoch: place.epoch,
        scope_epoch: 1,
        catalogue: 0,
        push: push.collect(),
        budget: 1024,
        below: None,
    };
    Frame { bytes: sync_request(token, &request), documents }
}

/// A device's request as it goes over the line.
pub(crate) fn sync_request(token: &str, request: &SyncRequest) -> Vec<u8> {
    let body = sync::frame::encode_request(request, sync::frame::Coding::Quick).expect("a frame");
    let mut bytes = format!(
        "POST /v1/sync HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    )
    .into_bytes();
    bytes.extend(body);
    bytes
}

/// What came of the requests.
#[derive(Debug, Default)]
struct Done {
    latencies_ms: Vec<f64>,
    seconds: f64,
    errors: usize,
}

/// Every device on a connection of its own; requests are due at even intervals, whatever became of the last one.
async fn at_a_pace(address: SocketAddr, frames: VecDeque<Frame>) -> Done {
    let mut by_device: Vec<VecDeque<(u32, Frame)>> = (0..DEVICES).map(|_| VecDeque::new()).collect();
    for (number, frame) in (0u32..).zip(frames) {
        let device = usize::try_from(number).expect("a small number") % DEVICES;
        by_device.get_mut(device).expect("a device").push_back((number, frame));
    }
    let mut connections = Vec::new();
    for _ in 0..DEVICES {
        connections.push(Connection::open(address).await);
    }
    let begun = Instant::now() + Duration::from_millis(200);
    let mut devices = tokio::task::JoinSet::new();
    for (frames, mut connection) in by_device.into_iter().zip(connections) {
        devices.spawn(async move {
            let mut answered = Vec::new();
            for (number, frame) in frames {
                let due = begun + Duration::from_secs(1) * number / PACE;
                tokio::time::sleep_until(due).await;
                let receipt = connection.ask(&frame.bytes).await;
                answered.push((due, Instant::now(), receipt, frame.documents));
            }
            answered
        });
    }
    let all = tokio::time::timeout(LONGEST, devices.join_all()).await.unwrap_or_default();
    done(begun, all.into_iter().flatten().collect())
}

/// So many at once, each sent when the last on its connection was answered.
async fn as_fast_as_taken(address: SocketAddr, frames: VecDeque<Frame>, at_once: usize) -> Done {
    let frames = Arc::new(Mutex::new(frames));
    let mut workers = tokio::task::JoinSet::new();
    let begun = Instant::now();
    for _ in 0..at_once {
        let frames = Arc::clone(&frames);
        workers.spawn(async move {
            let mut connection = Connection::open(address).await;
            let mut answered = Vec::new();
            while let Some(frame) = { frames.lock().expect("the frames").pop_front() } {
                let sent = Instant::now();
                let receipt = connection.ask(&frame.bytes).await;
                answered.push((sent, Instant::now(), receipt, frame.documents));
            }
            answered
        });
    }
    let all = tokio::time::timeout(LONGEST, workers.join_all()).await.unwrap_or_default();
    done(begun, all.into_iter().flatten().collect())
}

type Answered = (Instant, Instant, Option<Receipt>, Vec<DocumentId>);

fn done(begun: Instant, answered: Vec<Answered>) -> Done {
    let mut done = Done::default();
    let mut end = begun;
    for (due, at, receipt, documents) in answered {
        end = end.max(at);
        done.latencies_ms.push((at - due).as_secs_f64() * 1000.0);
        done.errors += usize::from(!receipt.is_some_and(|receipt| receipt.is_for(&documents)));
    }
    done.seconds = (end - begun).as_secs_f64();
    done
}

fn tell(report: &mut Report, name: &str, mut done: Done, requests: usize, batch: usize) {
    let missing = requests - done.latencies_ms.len();
    let errors = as_figure((done.errors + missing) as u64);
    let n = done.latencies_ms.len();
    report.add(BENCH, format!("{name}_errors"), errors, "count", requests);
    if n == 0 {
        return;
    }
    let rate = as_figure((n * batch) as u64) / done.seconds;
    report.add(BENCH, format!("{name}_dossiers_per_second"), rate, "1/s", n * batch);
    report.add(BENCH, format!("{name}_limit_of_rate"), RATE_LIMIT / rate, "ratio", n * batch);
    for hundredths in [50, 99] {
        let latency = percentile(&mut done.latencies_ms, hundredths);
        report.add(BENCH, format!("{name}_p{hundredths}"), latency, "ms", n);
        if hundredths == 99 {
            report.add(BENCH, format!("{name}_p99_of_limit"), latency / LATENCY_LIMIT_MS, "ratio", n);
        }
    }
}
