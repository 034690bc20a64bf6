//! `cargo xtask bench day`: a whole office at once. 500 devices hand dossiers over and 50 officers work on them, for five
//! minutes over loopback, on the real server with its real store.
//!
//! Each device brings a whole birth registration every fifteen seconds and reads what the feed has for its team. Each
//! officer does one thing a second: look at the list, open a dossier, accept it, give it to the next officer, say what
//! came of it, hand it out; besides, each has the console's stream of events open. Afterwards the numbers that were
//! given are counted in the store: none twice, none left out, as many as were answered for.

use crate::client::Connection;
use crate::load::{enrolled, sync_request};
use crate::memory::peak_kib;
use crate::office::{MORNING, Office, epoch, feed_end, id, people};
use crate::report::{Report, as_figure, percentile};
use demo::{Commune, birth};
use dossier::document::{Actor, Document, DossierFacts, Heads};
use dossier::{AnswerText, DocumentId, DossierId, MemberId, QuestionName, Timestamp};
use library::Library;
use server::secret;
use server::store::people::{OFFICE, Standing, User};
use server::store::{Access, People};
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::Instant;
use wire::Role;
use wire::sync::{PROTOCOL, Push, SyncRequest};

const BENCH: &str = "day";
const DEVICES: usize = 500;
const OFFICERS: usize = 50;
const LASTS: Duration = Duration::from_secs(300);
const DEVICE_EVERY: Duration = Duration::from_secs(15);
const OFFICER_EVERY: Duration = Duration::from_secs(1);
const LIMIT_MS: f64 = 150.0;
/// Another officer was faster with the same dossier.
const CONFLICT: u16 = 409;

pub(crate) fn run(report: &mut Report) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let data = folder.path().join("office");
    let mut commune = runtime.block_on(Commune::start(&data, None)).expect("our server starts");
    runtime.block_on(commune.stop()).expect("our server stops");
    let office = people(&data);
    let place = Place { epoch: epoch(&office), cursor: feed_end(&office) };
    let tokens: Vec<String> = (0..DEVICES).map(|number| enrolled(&office, number)).collect();
    let officers: Vec<Desk> = (0..OFFICERS).map(|number| desk(&office, number)).collect();
    drop(office);
    runtime.block_on(commune.start_again()).expect("our server starts again");
    let address = commune.address().trim_start_matches("http://").parse().expect("our server's address");

    let day = Arc::new(Day::new(address));
    runtime.block_on(whole(&day, tokens, officers, place));
    let peak = as_figure(peak_kib(commune.pid().expect("our server runs"))) / 1024.0;
    runtime.block_on(commune.stop()).expect("our server stops");
    tell(report, &day, &data);
    report.add(BENCH, "peak", peak, "MiB", 1);
}

/// Where devices stand in the server's feed when the day begins.
#[derive(Debug, Clone, Copy)]
struct Place {
    epoch: u64,
    cursor: u64,
}

/// An officer with the cookie of an open session.
#[derive(Debug)]
struct Desk {
    member: MemberId,
    cookie: String,
}

/// Chiefs, so that each may do all of it. The session is opened in the store: passwords are slow on purpose.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds of this century")]
fn desk(office: &Office, number: usize) -> Desk {
    let member = office.store.add_member(&office.commune, OFFICE, "Cán Bộ Mẫu").expect("an officer");
    let user = User {
        commune: office.commune.clone(),
        name: format!("canbomau{number}"),
        member,
        password: String::new(),
        standing: Standing::of(Role::Chief),
    };
    office.store.add_user(&user).expect("a login");
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a clock");
    let now = Timestamp::from_millis(since.as_millis() as i64);
    let token = secret::token::<32>().expect("a token");
    let until = now.plus_millis(3_600_000);
    office
        .store
        .open_session(&office.commune, &user.name, &secret::hash(&token), until, now)
        .expect("a session");
    Desk { member, cookie: format!("donghanh_office={token}") }
}

/// What everybody shares, and what came of it.
#[derive(Debug)]
struct Day {
    address: SocketAddr,
    /// Until when anything new is begun.
    ends: Instant,
    next_dossier: Mutex<usize>,
    took_ms: Mutex<BTreeMap<&'static str, Vec<f64>>>,
    errors: Mutex<Vec<String>>,
    /// Where two officers had the same dossier in hand.
    met: Mutex<usize>,
    accepted: Mutex<usize>,
}

impl Day {
    fn new(address: SocketAddr) -> Self {
        Self {
            address,
            ends: Instant::now() + LASTS,
            next_dossier: Mutex::default(),
            took_ms: Mutex::default(),
            errors: Mutex::default(),
            met: Mutex::default(),
            accepted: Mutex::default(),
        }
    }

    fn took(&self, what: &'static str, begun: Instant) {
        let ms = begun.elapsed().as_secs_f64() * 1000.0;
        self.took_ms.lock().expect("the times").entry(what).or_default().push(ms);
    }

    fn went_wrong(&self, what: String) {
        self.errors.lock().expect("the errors").push(what);
    }

    fn dossier(&self) -> usize {
        let mut next = self.next_dossier.lock().expect("the next dossier");
        *next += 1;
        *next
    }
}

async fn whole(day: &Arc<Day>, tokens: Vec<String>, desks: Vec<Desk>, place: Place) {
    let version = Library::built_in()
        .expect("the library opens")
        .pack(&birth::PROCEDURE.into())
        .expect("the birth registration")
        .procedure
        .version
        .clone();
    let mut all = tokio::task::JoinSet::new();
    for (number, token) in (0u32..).zip(tokens) {
        let (day, version) = (Arc::clone(day), version.clone());
        all.spawn(async move {
            // Not all in the same moment.
            tokio::time::sleep(DEVICE_EVERY * number / u32::try_from(DEVICES).expect("a small number")).await;
            device(&day, &token, &version, place).await;
        });
    }
    let members: Vec<MemberId> = desks.iter().map(|desk| desk.member).collect();
    let cookies: Vec<String> = desks.iter().map(|desk| desk.cookie.clone()).collect();
    for number in 0..desks.len() {
        let next = (number + 1) % desks.len();
        let mut officer = Officer {
            connection: Connection::open(day.address).await,
            number,
            day: Arc::clone(day),
            cookie: cookies.get(number).expect("a desk").clone(),
            colleague: (
                members.get(next).copied().expect("a desk"),
                cookies.get(next).expect("a desk").clone(),
            ),
        };
        all.spawn(listen(Arc::clone(day), officer.cookie.clone()));
        all.spawn(async move {
            let many = u32::try_from(OFFICERS).expect("a small number");
            let place = u32::try_from(number).expect("a small number");
            tokio::time::sleep(OFFICER_EVERY * place / many).await;
            officer.work().await;
        });
    }
    all.join_all().await;
}

/// Hands a dossier over every fifteen seconds and reads what there is for its team.
async fn device(day: &Day, token: &str, version: &str, place: Place) {
    let mut connection = Connection::open(day.address).await;
    let mut cursor = place.cursor;
    let mut due = Instant::now();
    while due < day.ends {
        tokio::time::sleep_until(due).await;
        let document = id(10_000_000 + day.dossier());
        let message = sync::exchange::push_message(&handed_over(document, version), &Heads::default());
        let mut push = vec![Push { document, message: message.expect("something to send"), home: None }];
        loop {
            let request = SyncRequest {
                protocol: PROTOCOL,
                cursor,
                server_epoch: place.epoch,
                scope_epoch: 1,
                catalogue: 0,
                push: std::mem::take(&mut push),
                budget: 64 * 1024,
                below: None,
            };
            let sent = Instant::now();
            let pushed: Vec<DocumentId> = request.push.iter().map(|push| push.document).collect();
            let receipt = connection.ask(&sync_request(token, &request)).await;
            let Some(receipt) = receipt.filter(|receipt| receipt.is_for(&pushed)) else {
                day.went_wrong("a device got no receipt".to_owned());
                return;
            };
            day.took("device_sync", sent);
            let Some(answer) = receipt.read() else {
                day.went_wrong("a device cannot read its answer".to_owned());
                return;
            };
            cursor = answer.next_cursor;
            if !answer.more {
                break;
            }
        }
        due += DEVICE_EVERY;
    }
}

/// A birth as a volunteer has filled it in, and handed over.
fn handed_over(id: DocumentId, version: &str) -> Document {
    let facts = DossierFacts {
        procedure: birth::PROCEDURE.into(),
        form_version: version.to_owned(),
        household: None,
    };
    let mut at = MORNING;
    let mut document = Document::create_dossier(
        Actor::of(id.as_bytes()[8..].try_into().expect("eight bytes"), id),
        &facts,
        at,
    )
    .expect("a dossier");
    for (question, answer) in birth::ANSWERS {
        at = at.plus_millis(5_000);
        let answer = AnswerText::new(answer).expect("a short answer");
        document.set_answer(&QuestionName::from(*question), &answer, at).expect("an answer");
    }
    document.set_submitted(at).expect("it is handed over");
    document
}

/// The console's stream of events, read and thrown away until the day is over.
async fn listen(day: Arc<Day>, cookie: String) {
    let mut stream =
        tokio::net::TcpStream::connect(day.address).await.expect("the server takes a connection");
    let ask = format!("GET /office/api/events HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\n\r\n");
    stream.write_all(ask.as_bytes()).await.expect("the question goes out");
    let mut piece = [0u8; 4096];
    loop {
        match tokio::time::timeout_at(day.ends, stream.read(&mut piece)).await {
            Err(_) => return,
            Ok(Ok(read)) if read > 0 => {}
            Ok(_) => return day.went_wrong("a stream of events ended".to_owned()),
        }
    }
}

struct Officer {
    connection: Connection,
    number: usize,
    day: Arc<Day>,
    cookie: String,
    colleague: (MemberId, String),
}

/// What a step came to.
enum Answered {
    Well(serde_json::Value),
    Met,
    Badly,
}

impl Officer {
    async fn work(&mut self) {
        let mut due = Instant::now();
        while due < self.day.ends {
            self.one_dossier(&mut due).await;
            due += OFFICER_EVERY;
            tokio::time::sleep_until(due).await;
        }
    }

    async fn one_dossier(&mut self, due: &mut Instant) {
        let own = self.cookie.clone();
        let new = serde_json::json!({ "list": "new" }).to_string();
        let Answered::Well(list) = self.ask("list", "POST", "/office/api/lists", &new, &own).await else {
            return;
        };
        let Some(dossier) = self.choose(&list) else { return };
        let path = format!("/office/api/dossiers/{dossier}");
        self.pause(due).await;
        if !matches!(self.ask("open", "GET", &path, "", &own).await, Answered::Well(_)) {
            return;
        }
        self.pause(due).await;
        match self.ask("accept", "POST", &format!("{path}/acceptance"), "", &own).await {
            Answered::Well(_) => *self.day.accepted.lock().expect("the accepted") += 1,
            Answered::Met | Answered::Badly => return,
        }
        let (colleague, theirs) = self.colleague.clone();
        let hand_to = serde_json::json!({ "to": colleague, "step": "handle" }).to_string();
        let result = serde_json::json!({ "words": "Giấy khai sinh (mẫu)" }).to_string();
        let steps = [
            ("hand_on", "control-sheet", hand_to, &own),
            ("result", "result", result, &theirs),
            ("hand_out", "result/hand-out", serde_json::json!({ "way": "desk" }).to_string(), &theirs),
        ];
        for (what, place, body, cookie) in steps {
            self.pause(due).await;
            if !matches!(
                self.ask(what, "POST", &format!("{path}/{place}"), &body, cookie).await,
                Answered::Well(_)
            ) {
                return;
            }
        }
    }

    async fn pause(&self, due: &mut Instant) {
        *due += OFFICER_EVERY;
        tokio::time::sleep_until(*due).await;
    }

    /// One of the new ones; which, by the officer's number, since fifty who all take the first would get nowhere.
    fn choose(&self, list: &serde_json::Value) -> Option<DossierId> {
        let rows = list.get("dossiers")?.as_array()?;
        let new: Vec<&serde_json::Value> =
            rows.iter().filter(|row| row.get("state").is_some_and(|state| state == "received")).collect();
        let row = new.get(self.number % new.len().max(1))?;
        serde_json::from_value(row.get("id")?.clone()).ok()
    }

    async fn ask(
        &mut self,
        what: &'static str,
        method: &str,
        path: &str,
        body: &str,
        cookie: &str,
    ) -> Answered {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\ncontent-type: \
             application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        let begun = Instant::now();
        let answer = self.connection.answer(request.as_bytes()).await;
        self.day.took(what, begun);
        match answer {
            Some((200, body)) => Answered::Well(serde_json::from_slice(&body).unwrap_or_default()),
            Some((CONFLICT, _)) => {
                *self.day.met.lock().expect("the meetings") += 1;
                Answered::Met
            }
            Some((status, _)) => {
                self.day.went_wrong(format!("{what}: {status}"));
                Answered::Badly
            }
            None => {
                self.day.went_wrong(format!("{what}: no answer"));
                Answered::Badly
            }
        }
    }
}

fn tell(report: &mut Report, day: &Day, data: &Path) {
    let errors = day.errors.lock().expect("the errors");
    for error in errors.iter().collect::<BTreeSet<_>>() {
        eprintln!("  day: {error}");
    }
    report.add(BENCH, "errors", as_figure(errors.len() as u64), "count", DEVICES + OFFICERS);
    let handed_over = *day.next_dossier.lock().expect("the next dossier");
    report.add(BENCH, "dossiers_handed_over", as_figure(handed_over as u64), "count", DEVICES);
    let met = *day.met.lock().expect("the meetings");
    report.add(BENCH, "officers_with_the_same_dossier", as_figure(met as u64), "count", OFFICERS);
    for (what, times) in &mut *day.took_ms.lock().expect("the times") {
        let n = times.len();
        for hundredths in [50, 95, 99] {
            report.add(BENCH, format!("{what}_p{hundredths}"), percentile(times, hundredths), "ms", n);
        }
        if *what != "device_sync" {
            report.add(BENCH, format!("{what}_p95_of_limit"), percentile(times, 95) / LIMIT_MS, "ratio", n);
        }
    }
    let accepted = *day.accepted.lock().expect("the accepted");
    let (numbers, twice, gaps) = numbers(data);
    report.add(BENCH, "accepted", as_figure(accepted as u64), "count", OFFICERS);
    report.add(BENCH, "numbers", as_figure(numbers), "count", accepted);
    report.add(BENCH, "numbers_twice", as_figure(twice), "count", accepted);
    report.add(BENCH, "numbers_left_out", as_figure(gaps), "count", accepted);
}

/// How many numbers stand in the store, how many of them twice, and how many of a day's sequence are missing.
fn numbers(data: &Path) -> (u64, u64, u64) {
    let file =
        rusqlite::Connection::open(data.join(server::store::sqlite::FILE_NAME)).expect("the store opens");
    let mut asked = file.prepare("SELECT number FROM case_record WHERE number <> ''").expect("a question");
    let numbers: Vec<String> =
        asked.query_map([], |row| row.get(0)).expect("rows").map(|row| row.expect("a row")).collect();
    let mut by_day: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for number in &numbers {
        let (day, sequence) = number.rsplit_once('-').expect("a day and a sequence");
        by_day.entry(day).or_default().push(sequence.parse().expect("digits"));
    }
    let (mut twice, mut gaps) = (0, 0);
    for sequences in by_day.values() {
        let once: BTreeSet<&u64> = sequences.iter().collect();
        twice += (sequences.len() - once.len()) as u64;
        gaps += once.last().map_or(0, |last| **last - once.len() as u64);
    }
    (numbers.len() as u64, twice, gaps)
}
