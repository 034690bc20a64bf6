//! `cargo xtask bench app`: the volunteer's app on a phone that holds a whole area: 10,000 dossiers, 10,000 households and
//! 50,000 persons who do not exist, made by a seeded generator.
//!
//! The store is filled here; what is measured happens in a process of its own, so that its memory is the app's and not
//! the generator's. How long the key derivation takes is told by a wrong PIN, which does nothing else.

use crate::drafts::{Chance, birth};
use crate::memory::peak_kib;
use crate::report::{Report, as_figure, percentile, say_line};
use device::{Device, DeviceConfig, SystemClock};
use dossier::document::{Actor, Document, DossierFacts, Heads};
use dossier::{
    AnswerText, DocumentId, DossierId, HouseholdField, HouseholdId, PersonField, PersonId, ProcedureCode,
    QuestionName, Timestamp,
};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;
use store::{Projected, Projector, StoreFiles};
use sync::exchange::push_message;
use sync::session::{Page, Position};
use wire::Problem;
use wire::ipc::{
    FindDoubles, FindInBook, GetAppState, GetBook, GetHome, GetToday, ListHouseholds, Lock, SetPin, Unlock,
};
use wire::sync::FeedItem;

/// The process that is measured.
pub(crate) const NAME: &str = "app-device";
const BENCH: &str = "app";
const PIN: &str = "246802";
const WRONG_PIN: &str = "135791";

const DOSSIERS: u64 = 10_000;
const HOUSEHOLDS: u64 = 10_000;
const PERSONS_EACH: u64 = 5;
/// Documents of one commit.
const COMMIT: usize = 500;
const ROUNDS: usize = 400;

/// What is judged, with its limit (issue 5).
const LIMITS: [(&str, &str, f64); 6] = [
    ("open_without_key", "ms", 800.0),
    ("list_page_p95", "ms", 16.0),
    ("area_list_p95", "ms", 16.0),
    ("search_p95", "ms", 20.0),
    ("doubles_p95", "ms", 20.0),
    ("memory_peak", "MiB", 250.0),
];

pub(crate) fn run(report: &mut Report) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    eprintln!("  filling a store with {DOSSIERS} dossiers and {HOUSEHOLDS} households");
    fill(folder.path());
    let this = std::env::current_exe().expect("this program");
    let output = Command::new(this)
        .arg(NAME)
        .arg(folder.path())
        .stderr(Stdio::inherit())
        .output()
        .expect("the measured process runs");
    assert!(output.status.success(), "the measured process ends well");
    let told: BTreeMap<String, f64> = serde_json::from_slice(&output.stdout).expect("figures");
    for (metric, value) in &told {
        let unit = if metric.starts_with("memory") { "MiB" } else { "ms" };
        report.add(BENCH, metric.clone(), *value, unit, if metric.ends_with("p95") { ROUNDS } else { 1 });
    }
    for (metric, _, limit) in LIMITS {
        let value = told.get(metric).expect("a figure for every limit");
        report.add(BENCH, format!("{metric}_of_limit"), value / limit, "ratio", 1);
    }
}

/// The measured process: prints its figures as one JSON object.
pub(crate) fn measured(folder: &Path) {
    let device = open(folder);
    let timed = |work: &mut dyn FnMut()| {
        let begun = Instant::now();
        work();
        begun.elapsed().as_secs_f64() * 1000.0
    };
    let key = timed(&mut || {
        let refused = device.unlock(Unlock { pin: WRONG_PIN.to_owned() });
        assert!(matches!(refused, Err(Problem::WrongPin { .. })), "a wrong PIN");
    });
    let whole = timed(&mut || {
        device.unlock(Unlock { pin: PIN.to_owned() }).expect("unlocked");
        device.get_app_state(GetAppState {}).expect("a state");
        assert_eq!(device.get_home(GetHome {}).expect("the home page").dossiers.len(), 500);
        device.get_today(GetToday {}).expect("what is due");
    });
    let mut chance = Chance(11);
    let book = device.get_book(GetBook {}).expect("the hamlets");
    let mut areas: Vec<f64> =
        (0..ROUNDS).map(|_| timed(&mut || drop(device.get_book(GetBook {}).expect("the hamlets")))).collect();
    let mut pages: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let area = chance.one_of(&book.areas);
            let street = (chance.below(2) == 0).then(|| chance.one_of(&area.streets).street.clone());
            let skip = u32::try_from(chance.below(150)).expect("a few pages");
            let request = ListHouseholds { area: area.area.clone(), street, skip };
            timed(&mut || drop(device.list_households(request.clone()).expect("a page")))
        })
        .collect();
    let first = timed(&mut || assert!(find(&device, "lò mẫu") > 0, "somebody is found"));
    let mut found = 0;
    let mut searches: Vec<f64> = (0..ROUNDS)
        .map(|round| {
            let words = query(&mut chance, round);
            timed(&mut || found += find(&device, &words))
        })
        .collect();
    assert!(found > ROUNDS, "searches find people");
    let mut warned = 0;
    let mut doubles: Vec<f64> = (0..ROUNDS)
        .map(|round| {
            let known = Human::new(&mut Chance(100 + u64::try_from(round).expect("small")), 0);
            let request = FindDoubles {
                name: known.name,
                birth: known.birth,
                number: if round % 3 == 0 { known.number } else { String::new() },
                phone: known.phone,
                household: None,
                except: None,
            };
            timed(&mut || warned += device.find_doubles(request.clone()).expect("doubles").len())
        })
        .collect();
    assert!(warned > 0, "some are likely doubles");
    let figures = BTreeMap::from([
        ("key_derivation", key),
        ("open_without_key", whole - key),
        ("area_list_p95", percentile(&mut areas, 95)),
        ("list_page_p95", percentile(&mut pages, 95)),
        ("first_search", first),
        ("search_p95", percentile(&mut searches, 95)),
        ("doubles_p95", percentile(&mut doubles, 95)),
        ("memory_peak", as_figure(peak_kib(std::process::id())) / 1024.0),
    ]);
    say_line(&serde_json::to_value(figures).expect("figures are JSON"));
}

fn find(device: &Device, query: &str) -> usize {
    device.find_in_book(FindInBook { query: query.to_owned() }).expect("a search").persons.len()
}

/// As people search: a name in whatever order, without accents, the end of a number, a hamlet.
fn query(chance: &mut Chance, round: usize) -> String {
    let human = Human::new(chance, 0);
    let mut words: Vec<&str> = human.name.split(' ').collect();
    match round % 5 {
        0 => human.name,
        1 => {
            words.reverse();
            library::fold::fold(&words.join(" "))
        }
        2 => human.number.chars().skip(8).collect(),
        3 => format!("{} bản mẫu {}", words.last().expect("a name"), chance.below(40)),
        _ => words.last().expect("a name").chars().take(2).collect(),
    }
}

fn open(folder: &Path) -> Device {
    let config = DeviceConfig { data_dir: folder.to_owned(), clock: Arc::new(SystemClock) };
    Device::open(config).expect("the device opens")
}

fn fill(folder: &Path) {
    let device = open(folder);
    device.set_pin(SetPin { pin: PIN.to_owned() }).expect("the PIN is set");
    device.lock(Lock {}).expect("locked");
    {
        let mut store = StoreFiles::new(folder).unlock(PIN, moment(0), Arc::new(Plain)).expect("unlocked");
        let mut chance = Chance(5);
        let mut feed = Vec::with_capacity(COMMIT);
        for place in 0..HOUSEHOLDS + DOSSIERS {
            let (document, message) = match place < HOUSEHOLDS {
                true => household(&mut chance, place),
                false => draft(&mut chance, place),
            };
            feed.push(FeedItem::Document { seq: place + 1, document, message, authors: Vec::new() });
            if feed.len() == COMMIT || place + 1 == HOUSEHOLDS + DOSSIERS {
                let position = Position { cursor: place + 1, ..Position::default() };
                let page = Page { feed: std::mem::take(&mut feed), position, ..Page::default() };
                let applied = store.apply(&page, moment(place)).expect("a page is committed");
                assert_eq!(applied.failed, 0, "every document fits");
            }
        }
    }
    // The rows were written by a projector that knows no collation: the app writes those of the book anew when it
    // first looks at it, as after an update.
    device.unlock(Unlock { pin: PIN.to_owned() }).expect("unlocked");
    assert!(find(&device, "mẫu") > 0, "somebody is found");
    device.lock(Lock {}).expect("locked");
}

fn moment(place: u64) -> Timestamp {
    Timestamp::from_millis(1_790_000_000_000).plus_millis(i64::try_from(place).expect("small") * 60_000)
}

fn id(place: u64) -> [u8; 16] {
    let mut id = [0x70; 16];
    id[8..].copy_from_slice(&place.to_be_bytes());
    id
}

fn text(value: impl AsRef<str>) -> AnswerText {
    AnswerText::new(value.as_ref()).expect("a short text")
}

/// Somebody who does not exist.
struct Human {
    name: String,
    birth: String,
    number: String,
    phone: String,
}

impl Human {
    fn new(chance: &mut Chance, of: u64) -> Self {
        const FAMILY: &[&str] = &["Lò", "Lù", "Vàng", "Giàng", "Quàng", "Cà", "Hà", "Nguyễn", "Trần", "Phạm"];
        const MIDDLE: &[&str] = &["Văn", "Thị", "A", "Mẫu", "Hồng", "Ngọc", "Minh", "Xuân"];
        const GIVEN: &[&str] = &[
            "An", "Ân", "Bình", "Chính", "Dung", "Đào", "Hoà", "Hùng", "Lan", "Mai", "Mẫu", "Nga", "Ơn",
            "Phương", "Quyên", "Sáng", "Thảo", "Tuấn", "Ưng", "Xuyến",
        ];
        let name = format!(
            "{} {} {} {}",
            chance.one_of(FAMILY),
            chance.one_of(MIDDLE),
            chance.one_of(MIDDLE),
            chance.one_of(GIVEN)
        );
        let year = 1940 + chance.below(85);
        Self {
            name,
            birth: match chance.below(5) {
                0 => year.to_string(),
                _ => format!("{year}-{:02}-{:02}", 1 + chance.below(12), 1 + chance.below(28)),
            },
            number: format!("0111{:02}{:06}", year % 100, (of * 7 + chance.below(1000)) % 1_000_000),
            phone: format!("09{:08}", chance.below(100_000_000)),
        }
    }
}

fn household(chance: &mut Chance, place: u64) -> (DocumentId, Vec<u8>) {
    let id = HouseholdId::from_bytes(id(place));
    let people: Vec<Human> =
        (0..PERSONS_EACH).map(|of| Human::new(chance, place * PERSONS_EACH + of)).collect();
    let head = people.first().expect("a household has people");
    let fields = BTreeMap::from([
        (HouseholdField::Head, text(&head.name)),
        (HouseholdField::Area, text(format!("Bản Mẫu {}", chance.below(40)))),
        (HouseholdField::Street, text(format!("Ngõ {}", chance.below(6)))),
        (HouseholdField::Address, text(format!("Nhà số {}", chance.below(90)))),
        (HouseholdField::Phone, text(&head.phone)),
    ]);
    let at = moment(place);
    let actor = Actor(id_of_writer(place));
    let mut document = Document::create_household_with(actor, &fields, at).expect("a household");
    for (of, human) in people.into_iter().enumerate() {
        let person = PersonId::from_bytes(self::id(place * PERSONS_EACH + u64::try_from(of).expect("small")));
        let known = BTreeMap::from([
            (PersonField::FullName, text(human.name)),
            (PersonField::Birth, text(human.birth)),
            (PersonField::Sex, text(if chance.below(2) == 0 { "nam" } else { "nu" })),
            (PersonField::Relation, text(if of == 0 { "chủ hộ" } else { "con" })),
            (PersonField::PersonalNumber, text(human.number)),
            (PersonField::Phone, text(human.phone)),
            (PersonField::EthnicGroup, text("thai")),
        ]);
        document.set_person(person, &known, at).expect("a person");
    }
    (id.into(), message(&document))
}

fn draft(chance: &mut Chance, place: u64) -> (DocumentId, Vec<u8>) {
    let id = DossierId::from_bytes(id(place));
    let facts = DossierFacts {
        procedure: "1.001193".into(),
        form_version: "2026-07-18".into(),
        household: Some(HouseholdId::from_bytes(self::id(place - HOUSEHOLDS))),
    };
    let at = moment(place);
    let actor = Actor(id_of_writer(place));
    let mut document = Document::create_dossier(actor, &facts, at).expect("a dossier");
    for (question, answer) in birth(chance) {
        document.set_answer(&QuestionName::from(question), &text(answer), at).expect("an answer");
    }
    (id.into(), message(&document))
}

fn id_of_writer(place: u64) -> [u8; 16] {
    let mut writer = [0x31; 16];
    writer[8..].copy_from_slice(&place.to_be_bytes());
    writer
}

fn message(document: &Document) -> Vec<u8> {
    push_message(document, &Heads::default()).expect("something to send")
}

/// Knows neither forms nor folding.
#[derive(Debug)]
struct Plain;

impl Projector for Plain {
    fn project(&self, document: &Document) -> Projected {
        let name = document.answer(&"tre_ho_ten".into()).ok().flatten().map(|field| field.current.text);
        Projected { title: name.unwrap_or_default(), ..Projected::default() }
    }
    fn shows(&self, _: &ProcedureCode, _: &str, _: &QuestionName) -> bool {
        false
    }
}
