//! `/office/api/numbers` and the papers of a month: every figure of a month that can be counted by hand.

use crate::support::{Browser, Device, Reply, Sender, World, answer, draft, draft_of, hand_over, hash};
use chrono::{NaiveDate, NaiveDateTime};
use dossier::case::Case;
use dossier::document::{Actor, Document, HouseholdFacts};
use dossier::supplement::{Ask, Pin};
use dossier::{DocumentId, DossierId, PhotoHash, TeamId, Visit, VisitId};
use serde::Serialize;
use server::store::people::Standing;
use server::store::{Audit, People};
use wire::Role;
use wire::numbers::{Figures, GroupKind, Line, Numbers, Share, Spread};
use wire::office::{AskSupplement, OfficeDossier};
use wire::work::{EndCase, GiveResult, PutOff};

const HOUR_MS: i64 = 60 * 60 * 1000;
const DAY_MS: i64 = 24 * HOUR_MS;
const PENSION: &str = "1.014027";
/// Eight hours of the desk.
const DAY: u32 = 8 * 60;

const A: u8 = 1;
const B: u8 = 2;
const C: u8 = 3;
const D: u8 = 4;
const E: u8 = 5;
const F: u8 = 6;
const G: u8 = 7;
const H: u8 = 8;
const I: u8 = 9;

fn id(number: u8) -> DocumentId {
    DocumentId::from_bytes([number; 16])
}

fn pension(number: u8) -> Document {
    let mut document = draft_of(PENSION, number);
    answer(&mut document, "ndn_ho_ten", "Lò Thị Mẫu");
    hand_over(&mut document);
    document
}

async fn bring(device: &mut Device, number: u8, document: Document) {
    device.documents.insert(id(number), document);
    device.sync_all(&[id(number)]).await;
}

async fn act(officer: &Browser, number: u8, what: &str, body: &impl Serialize) -> Case {
    let reply = officer.post(&format!("/office/api/dossiers/{}/{what}", id(number)), body).await;
    assert_eq!(reply.status, 200, "{number} {what}: {}", String::from_utf8_lossy(&reply.body));
    reply.json::<OfficeDossier>().dossier.case.unwrap()
}

fn result(scan: Option<PhotoHash>) -> GiveResult {
    GiveResult { words: "Quyết định số 1".into(), scan }
}

fn ended(reason: &str) -> EndCase {
    EndCase { reason: reason.to_owned() }
}

fn go_to(world: &World, wall: NaiveDateTime) {
    world.pass_ms((wall - world.now().in_vietnam()).num_milliseconds());
}

fn on(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

/// Nine dossiers, one after the other through November and December.
async fn two_months(world: &World) {
    let (mut lan, mut hoa) = (world.enrol(world.lan).await, world.enrol(world.hoa).await);
    // Monday 23 November, nine o'clock.
    for number in [A, B, C, D, E, I] {
        bring(&mut lan, number, pension(number)).await;
    }
    bring(&mut hoa, F, draft_and_over(F)).await;
    let officer = world.officer().await;
    assert_eq!(officer.accept(id(A)).await.status, 200);
    world.pass_ms(HOUR_MS);
    for number in [B, C, D, E] {
        assert_eq!(officer.accept(id(number)).await.status, 200);
    }
    let scan = crate::support::photo(7, 2000);
    Sender { dossier: DossierId::from(id(A)), ..Sender::new(&lan) }.send(&scan).await;
    let scan = PhotoHash::parse(&hash(&scan).to_string()).unwrap();
    act(&officer, A, "result", &result(Some(scan))).await;
    act(&officer, E, "refusal", &ended("Không đúng đối tượng.")).await;
    act(&officer, F, "stop", &ended("Gia đình xin rút.")).await;
    let at = world.now();
    lan.documents.get_mut(&id(I)).unwrap().withdraw(at).unwrap();
    lan.sync(&[id(I)]).await;

    // The office asks, and the family answers two days later: Tuesday is a holiday, so one desk day stood still.
    let shown: OfficeDossier = officer.get(&format!("/office/api/dossiers/{}", id(D))).await.json();
    let about = Pin::Question { question: "ndn_ho_ten".into() };
    let asks = vec![Ask { about, words: "Ghi đúng họ tên.".into() }];
    let asked =
        act(&officer, D, "supplements", &AskSupplement { version: shown.version, asks, due: None }).await;
    world.pass_ms(2 * DAY_MS);
    let officer = world.officer().await;
    lan.sync_all(&[]).await;
    let at = world.now();
    lan.documents.get_mut(&id(D)).unwrap().set_supplemented(asked.supplements[0].at, at).unwrap();
    lan.sync_all(&[id(D)]).await;
    world.pass_ms(DAY_MS);
    let officer_d = world.officer().await;
    act(&officer_d, D, "result", &result(None)).await;
    drop(officer);

    go_to(world, on(11, 30).and_hms_milli_opt(23, 59, 59, 999).unwrap());
    bring(&mut lan, G, pension(G)).await;
    world.pass_ms(1);
    bring(&mut lan, H, pension(H)).await;

    // B is put off before its day and decided before the new one; C is decided in the same minute, late.
    let officer = world.officer().await;
    let case: OfficeDossier = officer.get(&format!("/office/api/dossiers/{}", id(B))).await.json();
    let due = case.dossier.case.unwrap().due.unwrap();
    assert!(due < on(12, 20).and_hms_opt(0, 0, 0).unwrap(), "{due}");
    let put =
        PutOff { from: due, to: on(12, 28), reason: "Chờ xác minh.".into(), signer: "Hà Mẫu".into() };
    act(&officer, B, "extensions", &put).await;
    go_to(world, due + chrono::TimeDelta::minutes(1));
    let officer = world.officer().await;
    act(&officer, B, "result", &result(None)).await;
    act(&officer, C, "result", &result(None)).await;
}

fn draft_and_over(number: u8) -> Document {
    let mut document = draft(number, "Lò Thị Mẫu");
    hand_over(&mut document);
    document
}

async fn numbers(browser: &Browser, query: &str) -> Numbers {
    let reply = browser.get(&format!("/office/api/numbers?{query}")).await;
    assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
    reply.json()
}

fn line<'a>(lines: &'a [Line], name: &str) -> &'a Figures {
    &lines.iter().find(|line| line.name == name).unwrap_or_else(|| panic!("{name}: {lines:?}")).figures
}

fn spread(median_min: u32, p90_min: u32, of: u32) -> Option<Spread> {
    Some(Spread { median_min, p90_min, of })
}

#[tokio::test]
async fn every_figure_of_two_months_is_what_one_counts_by_hand() {
    let world = World::new().await;
    two_months(&world).await;
    let chief = world.officer().await;

    let november = numbers(&chief, "month=2026-11").await;
    let wanted = Figures {
        received: 7, // A to G; what I said was taken back and is gone, H came in December
        accepted: 5, // A to E
        done: 2,     // A, D
        refused: 1,  // E
        stopped: 1,  // F
        moved: Some(0),
        withdrawn: Some(1),
        on_time: 3, // A, D, E; F was stopped before it had a day
        late: 0,
        put_off: 0,
        open: Some(2), // G and H wait, whichever month is asked for
        open_late: Some(0),
        waiting: spread(60, 60, 5),   // 0, 60, 60, 60, 60
        handling: spread(60, DAY, 3), // E 0, A 60, D from Monday ten to Thursday ten without Monday ten to Wednesday ten
        known_answers: Some(Share { part: 0, whole: 7 }),
        digitised: Some(Share { part: 1, whole: 2 }),
    };
    assert_eq!(november.total, wanted);
    assert_eq!((november.from, november.to, november.whole), (on(11, 1), on(11, 30), true));

    let december = numbers(&chief, "month=2026-12").await;
    assert_eq!(december.total.received, 1, "H came with midnight");
    assert_eq!((december.total.accepted, december.total.done), (0, 2));
    assert_eq!((december.total.on_time, december.total.late, december.total.put_off), (1, 1, 1));
    assert_eq!(
        (december.total.waiting, december.total.withdrawn),
        (None, Some(0)),
        "none was accepted: no time"
    );
    let october = numbers(&chief, "month=2026-10").await;
    assert_eq!((october.total.received, october.total.handling, october.total.digitised), (0, None, None));

    let year = numbers(&chief, "month=2026-12&year=true").await;
    assert_eq!((year.total.received, year.total.done, year.total.late), (8, 4, 1));
    assert_eq!(year.total.digitised, Some(Share { part: 1, whole: 4 }));
    assert_eq!(year.months.len(), 12);
    assert_eq!((line(&year.months, "2026-11").received, line(&year.months, "2026-12").received), (7, 1));
    assert_eq!(line(&year.months, "2026-03").received, 0);

    // By everything that is counted under.
    assert_eq!(line(&november.teams, "Tổ Thôn Mẫu 1").received, 6);
    assert_eq!(
        (line(&november.teams, "Tổ Bản Mẫu 2").received, line(&november.teams, "Tổ Bản Mẫu 2").stopped),
        (1, 1)
    );
    assert_eq!(line(&november.areas, "").received, 7, "nobody has said which hamlets they serve");
    assert_eq!(line(&november.officers, "Sơn Mẫu").accepted, 5);
    assert_eq!(line(&november.officers, "").received, 2, "F and G are in nobody's hands");
    let channel = |key: &str| november.channels.iter().find(|one| one.key == key).map(|one| one.figures);
    assert_eq!(channel("volunteer").unwrap().received, 7);
    assert_eq!(
        channel("volunteer").unwrap().withdrawn,
        None,
        "how it came is not kept of what was taken back"
    );
    assert_eq!(november.procedures.iter().map(|one| one.figures.received).collect::<Vec<_>>(), [1, 6]);
    assert_eq!(line(&november.fields, "Hộ tịch").received, 1);
    world.store.set_area(&world.commune, TeamId(1), "Thôn Mẫu 1").unwrap();
    let november = numbers(&chief, "month=2026-11").await;
    assert_eq!((line(&november.areas, "Thôn Mẫu 1").received, line(&november.areas, "").received), (6, 1));

    // What is not counted here is missing, not 0.
    assert_eq!(november.satisfaction, None);
    let share = |kind| november.groups.iter().find(|group| group.kind == kind).unwrap().share;
    assert_eq!(share(GroupKind::Progress), Some(Share { part: 3, whole: 3 }));
    assert_eq!(share(GroupKind::Digitisation), Some(Share { part: 1, whole: 2 }));
    for missing in
        [GroupKind::Openness, GroupKind::OnlineServices, GroupKind::OnlinePayment, GroupKind::Satisfaction]
    {
        assert_eq!(share(missing), None, "{missing:?}");
    }
}

#[tokio::test]
async fn what_is_open_is_late_when_its_day_has_gone_by() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    bring(&mut lan, A, pension(A)).await;
    let case: Case = world.officer().await.accept(id(A)).await.json();
    go_to(&world, case.due.unwrap());
    let open = |numbers: &Numbers| (numbers.total.open, numbers.total.open_late);
    assert_eq!(open(&numbers(&world.officer().await, "month=2026-11").await), (Some(1), Some(0)));
    world.pass_ms(1);
    assert_eq!(open(&numbers(&world.officer().await, "month=2026-11").await), (Some(1), Some(1)));
}

#[tokio::test]
async fn a_lead_sees_the_own_team_an_officer_the_own_fields_and_an_administrator_how_many() {
    let world = World::new().await;
    two_months(&world).await;
    let civil = Standing { fields: vec!["Hộ tịch".into()], ..Standing::of(Role::Officer) };
    world.add_user("lead", world.hoa, Standing::of(Role::TeamLead));
    world.add_colleague("civil", civil);
    world.add_colleague("admin", Standing { administrator: true, ..Standing::default() });
    world.add_colleague("police", Standing::of(Role::Police));
    for (user, received, whole, teams) in
        [("lead", 1, false, 1), ("civil", 1, false, 0), ("admin", 7, true, 2), ("police", 0, false, 0)]
    {
        let browser = world.log_in(user).await;
        let seen = numbers(&browser, "month=2026-11").await;
        assert_eq!((seen.total.received, seen.whole, seen.work.len()), (received, whole, teams), "{user}");
    }
    let lead = numbers(&world.log_in("lead").await, "month=2026-11").await;
    assert_eq!((lead.work[0].name.as_str(), lead.work[0].dossiers), ("Tổ Bản Mẫu 2", 1));
    assert_eq!(lead.work[0].people, None, "its dossier does not say whom of the book it is about");
}

#[tokio::test]
async fn visits_at_households_count_by_their_day_and_households_once() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    let facts =
        HouseholdFacts { head: "Lò Văn Mẫu".into(), area: "Bản".into(), address: String::new() };
    for (number, days) in [(21, &[(11, 1), (11, 30), (12, 1)][..]), (22, &[(11, 15)]), (23, &[])] {
        let at = world.now();
        let mut household = Document::create_household(Actor([number; 16]), &facts, &[], at).unwrap();
        for (place, (month, day)) in (0..).zip(days) {
            let id = VisitId::from_bytes([number + 50 * place; 16]);
            let (by, done) = ("Lan".to_owned(), "Làm thẻ.".to_owned());
            let visit = Visit { id, on: on(*month, *day), by, done, next: None, next_for: String::new() };
            household.add_visit(&visit, at).unwrap();
        }
        bring(&mut lan, number, household).await;
    }
    let seen = numbers(&world.officer().await, "month=2026-11").await;
    let work: Vec<_> =
        seen.work.iter().map(|one| (one.visits, one.households, one.people, one.dossiers)).collect();
    assert_eq!(work, [(3, 2, Some(0), 0), (0, 0, Some(0), 0)]);
}

fn text_of(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    std::fs::write(&file, pdf).unwrap();
    let read = std::process::Command::new("pdftotext").arg("-raw").arg(&file).arg("-").output().unwrap();
    String::from_utf8(read.stdout).unwrap()
}

#[tokio::test]
async fn the_report_on_paper_has_the_figures_of_the_page_and_the_register_each_accepted_dossier() {
    let world = World::new().await;
    two_months(&world).await;
    let chief = world.officer().await;
    let printed = chief.get("/office/api/papers/month?month=2026-11").await;
    assert_eq!((printed.status, printed.header("content-type")), (200, Some("application/pdf")));
    let total = numbers(&chief, "month=2026-11").await.total;
    let wanted =
        [total.received, total.accepted, total.done, total.on_time, total.late].map(|one| one.to_string());
    let text = text_of(&printed.body);
    assert!(text.contains(&format!("Tổng số {}", wanted.join(" "))), "{text}");
    assert!(text.contains("Tháng 11 năm 2026"), "{text}");

    let register = chief.get("/office/api/papers/register?month=2026-11").await;
    let text = text_of(&register.body);
    assert_eq!(text.matches("H15.50.05.13").count(), 5, "{text}");
    let part = async |query: &str| chief.get(&format!("/office/api/papers/register?{query}")).await.status;
    assert_eq!((part("month=2026-11&part=2").await, part("month=2026-11&part=0").await), (404, 404));
    assert_eq!((part("month=2026-10").await, part("month=2026-14").await), (200, 400));
    let lines = world.store.audit_lines(&world.commune, 0, 10_000).unwrap();
    let count = |action: &str| lines.iter().filter(|line| line.action == action).count();
    assert_eq!((count("print_month"), count("print_register"), count("read_numbers")), (1, 2, 1));
    let first = lines.iter().find(|line| line.action == "print_register").unwrap();
    assert_eq!(first.count, 5);
}

#[tokio::test]
async fn files_say_the_same_as_the_page_and_a_month_that_is_none_is_refused() {
    let world = World::new().await;
    two_months(&world).await;
    let chief = world.officer().await;
    let file = |name: &str| format!("/office/api/numbers/{name}?month=2026-11");
    let table: Reply = chief.get(&file("numbers.csv")).await;
    assert_eq!(table.header("content-disposition"), Some("attachment; filename=\"so-lieu-2026-11.csv\""));
    let text = String::from_utf8(table.body).unwrap();
    let total = text.lines().find(|line| line.contains("Tổng hợp")).unwrap();
    assert_eq!(
        total, "2026-11-01,2026-11-30,Tổng hợp,,Tổng số,7,5,2,1,1,0,1,3,0,0,2,0,60,60,60,480,0,50,1",
        "{text}"
    );
    let book = chief.get(&file("numbers.xlsx")).await;
    assert!(book.body.starts_with(b"PK"));
    assert_eq!(chief.get(&file("numbers.exe")).await.status, 404);
    for wrong in ["month=2026-13", "month=x", "month=", "month=2026-11&year=maybe"] {
        assert_eq!(chief.get(&format!("/office/api/numbers?{wrong}")).await.status, 400, "{wrong}");
    }
}
