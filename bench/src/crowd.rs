//! A commune with a great many dossiers, made in bulk: people who do not exist, in the tables as the server would have written
//! them. Documents share a few real snapshots; the lists are written by the server's own code, as its migration writes them.

use crate::drafts::Chance;
use crate::office::{MORNING, document, id};
use chrono::NaiveDateTime;
use dossier::case::{Case, CaseEvent, CaseState};
use dossier::{CommuneCode, DossierId, MemberId, ProcedureCode, TeamId, Timestamp};
use library::Library;
use rusqlite::{Connection, Transaction, params};
use server::store::people::OFFICE;
use server::store::sqlite::{FILE_NAME, SqliteStore};
use server::store::{Lists, People};
use std::path::Path;

const TEAMS: u64 = 60;
const VOLUNTEERS: u64 = 300;
const OFFICERS: u64 = 12;
const SNAPSHOTS: usize = 16;
const YEARS_MS: i64 = 3 * 365 * DAY_MS;
const DAY_MS: i64 = 86_400_000;

/// Every other person has the first, as in Vietnam nearly every third.
const FAMILIES: [&str; 16] = [
    "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Lò",
    "Vàng", "Giàng", "Quàng",
];
const MIDDLES: [&str; 8] = ["Văn", "Văn", "Thị", "Thị", "A", "Hữu", "Đức", "Thu"];
const GIVENS: [&str; 24] = [
    "An", "Bình", "Cường", "Dung", "Đạt", "Giang", "Hà", "Hoà", "Hương", "Khánh", "Lan", "Linh", "Mai",
    "Minh", "Nam", "Nga", "Oanh", "Phúc", "Quân", "Sơn", "Thảo", "Tú", "Vân", "Yến",
];
/// Very few.
pub(crate) const RARE_NAME: &str = "Khương Tuệ Nhiên";
const HAMLETS: [&str; 5] = ["Huổi Lứa", "Nà Pheo", "Đông Hoà", "Pú Tửu", "Bản Kéo"];

/// What was put there, to ask for.
#[derive(Debug, Clone)]
pub(crate) struct Crowd {
    pub(crate) teams: Vec<TeamId>,
    pub(crate) volunteers: Vec<MemberId>,
    pub(crate) officers: Vec<MemberId>,
    /// The commonest first.
    pub(crate) procedures: Vec<ProcedureCode>,
    /// Of some dossier.
    pub(crate) number: String,
}

/// Teams, volunteers and officers, beside those of the demo.
pub(crate) fn people(data: &Path, commune: &CommuneCode) -> Crowd {
    let store = SqliteStore::open(data).expect("the store opens");
    let teams: Vec<TeamId> = (0..TEAMS)
        .map(|n| {
            store.add_team(commune, &format!("Tổ công nghệ số cộng đồng Thôn Mẫu {}", n + 3)).expect("a team")
        })
        .collect();
    let mut chance = Chance(11);
    let member =
        |team, chance: &mut Chance| store.add_member(commune, team, &name(chance)).expect("a member");
    let volunteers = (0..VOLUNTEERS).map(|n| member(*pick(&teams, n), &mut chance)).collect();
    let officers = (0..OFFICERS).map(|_| member(OFFICE, &mut chance)).collect();
    Crowd { teams, volunteers, officers, procedures: procedures(), number: String::new() }
}

/// The same when everything is there.
pub(crate) fn known(data: &Path, commune: &CommuneCode) -> Crowd {
    let store = SqliteStore::open(data).expect("the store opens");
    let teams: Vec<TeamId> =
        store.teams(commune).expect("teams").iter().map(|team| team.id).skip(2).collect();
    let members = store.members(commune).expect("members");
    let of = |office: bool| {
        let all = members.iter().filter(|one| one.name.ends_with(" Mẫu") && (one.team == OFFICE) == office);
        all.map(|one| one.id).collect::<Vec<_>>()
    };
    let volunteers = members.iter().filter(|one| teams.contains(&one.team)).map(|one| one.id).collect();
    let database = Connection::open(data.join(FILE_NAME)).expect("the database opens");
    let number = database
        .query_row("SELECT number FROM case_record WHERE number <> '' LIMIT 1 OFFSET 5000", [], |row| {
            row.get(0)
        })
        .expect("a number");
    Crowd { teams, volunteers, officers: of(true), procedures: procedures(), number }
}

fn procedures() -> Vec<ProcedureCode> {
    let library = Library::built_in().expect("the library");
    library.packs().map(|pack| pack.procedure.code.clone()).collect()
}

/// Puts so many dossiers into the tables, and has the server's code write the lists.
pub(crate) fn fill(data: &Path, commune: &CommuneCode, crowd: &Crowd, count: usize, now: Timestamp) {
    let mut database = Connection::open(data.join(FILE_NAME)).expect("the database opens");
    database
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;")
        .expect("set");
    let tx = database.transaction().expect("a transaction");
    write(&tx, commune, crowd, count, now);
    tx.commit().expect("the dossiers are committed");
    drop(database);
    let store = SqliteStore::open(data).expect("the store opens");
    let begun = std::time::Instant::now();
    let listed = store.list_anew().expect("the lists are written");
    eprintln!("  office: {listed} rows of the lists written in {} s", begun.elapsed().as_secs());
}

fn write(tx: &Transaction<'_>, commune: &CommuneCode, crowd: &Crowd, count: usize, now: Timestamp) {
    let snapshots: Vec<(Vec<u8>, Vec<u8>)> = (0..SNAPSHOTS)
        .map(|number| {
            let made = document(id(5_000_000 + number), 4, &mut Chance(number as u64 + 1));
            (made.heads().to_bytes(), made.save_plain())
        })
        .collect();
    let mut seq: i64 = tx.query_row("SELECT feed_seq FROM commune", [], |row| row.get(0)).expect("the feed");
    let mut documents = tx
        .prepare("INSERT INTO document (commune, id, kind, team, heads, snapshot_seq, folded_seq) VALUES (?1, ?2, 'dossier', ?3, ?4, ?5, ?5)")
        .expect("a statement");
    let mut saved = tx
        .prepare("INSERT INTO snapshot (commune, document, bytes) VALUES (?1, ?2, ?3)")
        .expect("a statement");
    let mut rows = tx
        .prepare("INSERT INTO dossier_row (commune, dossier, procedure, subject, volunteer, submitted_at, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
        .expect("a statement");
    let mut cases = tx
        .prepare("INSERT INTO case_record (commune, dossier, seq, number, received_at, record, state, due, warn, accepted_at, ended_at, holder) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9, ?10, ?11)")
        .expect("a statement");
    let mut counted = tx
        .prepare("INSERT INTO counted_case (commune, dossier, procedure, team, holder, channel, state, received_at, accepted_at, ended_at, due_at, waited, handled, put_off, scanned, way, answers, answers_known, person) VALUES (?1, ?2, ?3, ?4, ?5, 'volunteer', ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, 'desk', 40, ?15, ?16)")
        .expect("a statement");
    let mut chance = Chance(2026);
    let (mut day, mut of_the_day) = (String::new(), 0_u32);
    let first = now.millis() - YEARS_MS;
    let code = commune.as_str();
    for number in 0..count {
        let share = YEARS_MS * i64::try_from(number).expect("few") / i64::try_from(count).expect("few");
        let at = Timestamp::from_millis(first + share);
        let made = Made::by(&mut chance, crowd, at, now, number);
        // The office numbers what it accepts.
        let today = at.in_vietnam().format("%y%m%d").to_string();
        if today != day {
            (day, of_the_day) = (today, 0);
        }
        let case = made.case(DossierId::from(id(number)), at, || {
            of_the_day += 1;
            format!("H15.50.05.13-{day}-{of_the_day:04}")
        });
        let dossier = id(number);
        let (heads, snapshot) = pick(&snapshots, chance.below(SNAPSHOTS as u64));
        documents
            .execute(params![code, dossier.as_bytes(), made.team.0, heads, seq + 1])
            .expect("a document");
        saved.execute(params![code, dossier.as_bytes(), snapshot]).expect("a snapshot");
        rows.execute(params![
            code,
            dossier.as_bytes(),
            made.procedure.as_str(),
            made.subject,
            made.volunteer.0,
            at.millis(),
            made.words
        ])
        .expect("a row");
        let accepted = case.first(CaseState::Accepted).map_or(0, |event| event.at.millis());
        let ended = case.decided().map_or(0, |event| event.at.millis());
        let due = case.due.map(|due| due.format("%Y-%m-%dT%H:%M").to_string()).unwrap_or_default();
        let holder = if case.is_accepted() { made.officer.0 } else { 0 };
        let record = serde_json::to_string(&case).expect("a record");
        cases
            .execute(params![
                code,
                dossier.as_bytes(),
                seq + 2,
                case.number.clone().unwrap_or_default(),
                at.millis(),
                record,
                case.state.as_str(),
                due,
                accepted,
                ended,
                holder
            ])
            .expect("a case");
        let minutes = |since: i64, until: i64| if until > 0 { (until - since) / 180_000 } else { -1 };
        counted
            .execute(params![
                code,
                dossier.as_bytes(),
                made.procedure.as_str(),
                made.team.0,
                holder,
                case.state.as_str(),
                at.millis(),
                accepted,
                ended,
                case.due.map_or(0, |due| Timestamp::from_vietnam(due).millis()),
                minutes(at.millis(), accepted),
                minutes(accepted, ended),
                i64::from(number % 50 == 0),
                i64::from(number % 3 > 0),
                number % 40,
                // Every other person comes twice.
                format!("person {}", number / 2)
            ])
            .expect("a count");
        seq += 2;
    }
    tx.execute("UPDATE commune SET feed_seq = ?1", [seq]).expect("the feed");
}

/// One of them.
struct Made {
    team: TeamId,
    volunteer: MemberId,
    officer: MemberId,
    procedure: ProcedureCode,
    subject: String,
    words: String,
    state: CaseState,
    days: u64,
}

impl Made {
    fn by(chance: &mut Chance, crowd: &Crowd, at: Timestamp, now: Timestamp, number: usize) -> Self {
        let volunteer = chance.below(VOLUNTEERS);
        // The smaller of two throws: a few procedures are most of the work.
        let kinds = crowd.procedures.len() as u64;
        let procedure = chance.below(kinds).min(chance.below(kinds)).min(chance.below(kinds));
        let subject = if number % 300_000 == 7 { format!("{RARE_NAME} Mẫu") } else { name(chance) };
        let hamlet = *pick(&HAMLETS, chance.below(HAMLETS.len() as u64));
        let place = format!("{} {hamlet} {}", name(chance), chance.below(20) + 1);
        Self {
            team: *pick(&crowd.teams, volunteer),
            volunteer: *pick(&crowd.volunteers, volunteer),
            officer: *pick(&crowd.officers, chance.below(OFFICERS).min(chance.below(OFFICERS))),
            procedure: pick(&crowd.procedures, procedure).clone(),
            subject,
            words: library::fold::fold(&place),
            state: state(chance, (now.millis() - at.millis()) / DAY_MS),
            days: chance.below(30) + 1,
        }
    }

    fn case(&self, dossier: DossierId, at: Timestamp, number: impl FnOnce() -> String) -> Case {
        let mut case = Case::received(dossier, at);
        let event = |state, at: Timestamp| CaseEvent { at, state, officer: Some("Sơn Mẫu".to_owned()) };
        case.state = self.state;
        if matches!(self.state, CaseState::Received | CaseState::Asked) {
            return case;
        }
        case.number = Some(number());
        case.officer = Some("Sơn Mẫu".to_owned());
        let due: NaiveDateTime = at.plus_millis(DAY_MS * i64::try_from(self.days).expect("few")).in_vietnam();
        case.due = due.date().and_hms_opt(17, 0, 0);
        case.history.push(event(CaseState::Accepted, at.plus_millis(3_600_000)));
        if self.state != CaseState::Accepted {
            let passed = DAY_MS * i64::try_from(self.days).expect("few");
            case.history.push(event(self.state, at.plus_millis(passed)));
        }
        case
    }
}

/// What is old is decided, but for a few that hang.
fn state(chance: &mut Chance, days: i64) -> CaseState {
    let ended = |chance: &mut Chance| match chance.below(100) {
        0..=84 => CaseState::Returned,
        85..=90 => CaseState::Done,
        91..=96 => CaseState::Refused,
        _ => CaseState::Stopped,
    };
    match (days, chance.below(1_000)) {
        (..2, 0..=599) | (2..15, 0..=49) => CaseState::Received,
        (..2, 600..=699) | (2..15, 50..=129) | (15.., 0..=1) => CaseState::Asked,
        (..2, _) | (2..15, 130..=729) | (15.., 2..=7) => CaseState::Accepted,
        _ => ended(chance),
    }
}

/// Each has the word that says that it is nobody's.
fn name(chance: &mut Chance) -> String {
    let mut one = |words: &[&'static str]| *pick(words, chance.below(words.len() as u64));
    format!("{} {} {} Mẫu", one(&FAMILIES), one(&MIDDLES), one(&GIVENS))
}

fn pick<T>(all: &[T], number: u64) -> &T {
    let place = usize::try_from(number).expect("few") % all.len();
    all.get(place).expect("some")
}

/// When the dossiers of an earlier run were made: it says that they are all there.
pub(crate) fn made_before(data: &Path) -> bool {
    data.join(READY).is_file()
}

pub(crate) fn note_made(data: &Path) {
    std::fs::write(data.join(READY), MORNING.millis().to_string()).expect("the note is written");
}

const READY: &str = "crowd-is-here";
