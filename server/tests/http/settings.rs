//! `/office/api/settings`: what the commune says about its own office, and what follows from it.

use crate::support::{Browser, Device, World, draft};
use dossier::case::Case;
use dossier::document::{Actor, Document, DossierFacts};
use dossier::{DocumentId, DossierId, Timestamp};
use server::settings::Unit;
use server::store::People;
use server::store::people::Standing;
use server::store::settings::UnitSettings;
use wire::settings::{ImportSheet, STANDARD_NUMBER, SettingsView, SheetRead};
use wire::{Problem, Role};

async fn view(officer: &Browser) -> SettingsView {
    officer.get("/office/api/settings").await.json()
}

async fn try_import(officer: &Browser, sheet: &str, version: u32, text: &str) -> crate::support::Reply {
    let body = serde_json::to_string(&ImportSheet { version, text: text.to_owned() }).unwrap();
    officer.write("POST", &format!("/office/api/settings/{sheet}"), &body).await
}

async fn import(officer: &Browser, sheet: &str, text: &str) -> SheetRead {
    let version = view(officer).await.version;
    let reply = try_import(officer, sheet, version, text).await;
    assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
    reply.json()
}

fn id(number: u8) -> DocumentId {
    DocumentId::from_bytes([number; 16])
}

async fn bring(device: &mut Device, number: u8) {
    device.hand_over(id(number), draft(number, "Lò Văn An")).await;
}

#[tokio::test]
async fn a_commune_that_has_said_nothing_has_what_the_program_comes_with() {
    let world = World::new().await;
    let officer = world.officer().await;
    let view = view(&officer).await;
    assert_eq!((view.version, view.at, view.settings.days.len()), (0, None, 0));
    assert_eq!(view.settings.number, STANDARD_NUMBER);
    assert_eq!(view.example, "H15.50.05.13-261123-0012");
    assert_eq!(view.country[0].name_en, "Vietnam Culture Day");
    let years: Vec<_> = view.years.iter().map(|year| (year.year, year.is_final)).collect();
    assert_eq!(years, [(2026, true), (2027, false)]);
    assert!(view.country.iter().any(|day| day.provisional && day.date.to_string().starts_with("2027-02")));
    assert_eq!(view.officers[0].role, Some(Role::Chief));
}

#[tokio::test]
async fn what_goes_out_comes_in_again_and_makes_no_version() {
    let world = World::new().await;
    let officer = world.officer().await;
    import(&officer, "days", "date,kind,name\n24/12/2026,off,\"Hội, làng\"\n").await;
    for sheet in ["days", "desk", "officers"] {
        let reply = officer.get(&format!("/office/api/settings/{sheet}")).await;
        assert_eq!(reply.header("content-type"), Some("text/csv; charset=utf-8"));
        let text = String::from_utf8(reply.body.clone()).unwrap();
        let read = import(&officer, sheet, &text).await;
        assert!(read.faults.is_empty(), "{sheet}: {:?}", read.faults);
        assert_eq!(read.view.version, 1, "{sheet}");
    }
    let view = view(&officer).await;
    assert_eq!((view.by.as_str(), view.settings.days[0].name.as_str()), ("Sơn Mẫu", "Hội, làng"));
    assert_eq!(world.count("SELECT count(*) FROM audit WHERE action = 'settings' AND member > 0"), 1);
    assert_eq!(officer.get("/office/api/settings/nothing").await.status, 400);
}

#[tokio::test]
async fn days_hours_and_pattern_hold_from_now_on_and_what_was_accepted_before_keeps_its_version() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    let officer = world.officer().await;
    for number in 1..=3 {
        bring(&mut lan, number).await;
    }
    // Monday at nine: a birth is due the same day, when the desk closes.
    let before: Case = officer.accept(id(1)).await.json();
    assert_eq!(before.due.unwrap().to_string(), "2026-11-23 17:00:00");
    let hours = "setting;value\nmorning_opens;07:00\nmorning_closes;11:00\nafternoon_opens;13:30\n\
                 afternoon_closes;16:30\nsaturday_opens;\nsaturday_closes;\nnumber_pattern;{yyyymmdd}.{seq:03}/{unit}\n";
    assert!(import(&officer, "desk", hours).await.faults.is_empty());
    let by_hours: Case = officer.accept(id(2)).await.json();
    assert_eq!(by_hours.due.unwrap().to_string(), "2026-11-23 16:30:00");
    assert_eq!(by_hours.number.as_deref(), Some("20261123.002/H15.50.05.13"), "the day's sequence goes on");
    let days = "date,kind,name\n2026-11-23,off,Nghỉ bão\n2026-11-24,làm bù,Làm bù cho ngày bão\n";
    assert!(import(&officer, "days", days).await.faults.is_empty());
    let by_days: Case = officer.accept(id(3)).await.json();
    // The 24th is a public holiday, and worked here for all that.
    assert_eq!(by_days.due.unwrap().to_string(), "2026-11-24 16:30:00");

    let version =
        |number: u8| world.store.settings_of(&world.commune, DossierId::from(id(number))).unwrap().unwrap();
    assert_eq!([version(1), version(2), version(3)], [0, 1, 2]);
    let rule = calendar::Rule::SameDay { cutoff_hour: 15 };
    let received = Timestamp::from_millis(1_795_399_200_000).in_vietnam();
    for (number, due) in [(1, before.due), (2, by_hours.due), (3, by_days.due)] {
        let unit = Unit::as_it_was(world.app(), &world.commune, version(number)).unwrap();
        assert_eq!(Some(unit.calendar(false).due(received, rule).at), due, "dossier {number}");
    }
    let earlier: Vec<_> = view(&officer).await.earlier.iter().map(|line| line.version).collect();
    assert_eq!(earlier, [1]);
}

#[tokio::test]
async fn on_saturdays_the_police_receives_and_the_one_stop_desk_does_not() {
    let world = World::new().await;
    let mut lan = world.enrol(world.lan).await;
    let hours = "setting,value\nmorning_opens,07:30\nmorning_closes,11:30\nafternoon_opens,13:00\nafternoon_closes,17:00\n\
                 police_saturday_opens,07:30\npolice_saturday_closes,11:30\nnumber_pattern,{unit}-{yymmdd}-{seq:04}\n";
    assert!(import(&world.officer().await, "desk", hours).await.faults.is_empty());
    world.add_colleague("congan1", Standing::of(Role::Police));
    let facts =
        DossierFacts { procedure: "1.004194".into(), form_version: "2026-07-18".into(), household: None };
    let residence = Document::create_dossier(Actor([5; 16]), &facts, Timestamp::from_millis(1)).unwrap();
    lan.hand_over(id(5), residence).await;
    bring(&mut lan, 6).await;
    // Saturday, 28 November, at nine.
    world.pass_ms(5 * 24 * 60 * 60 * 1000);
    let police = world.log_in("congan1").await;
    let of_police: Case = police.accept(id(5)).await.json();
    // Three working days after the Saturday on which it was received.
    assert_eq!(of_police.due.unwrap().to_string(), "2026-12-02 17:00:00");
    let of_desk: Case = world.officer().await.accept(id(6)).await.json();
    assert_eq!(of_desk.due.unwrap().to_string(), "2026-11-30 17:00:00", "received on the Monday");
}

#[tokio::test]
async fn every_fault_is_told_at_its_line_and_column_in_both_languages_and_nothing_is_taken() {
    let world = World::new().await;
    let officer = world.officer().await;
    let days = "date,kind,name\n2026-12-24,off,Hội làng\n31/02/2027,off,Không có\n2026-12-25,feast,Lễ\n\
                2026-12-24,off,Hai lần\n2026-12-26,off,\n2026-12-28,make_up,Thứ Hai\n";
    let read = import(&officer, "days", days).await;
    let told: Vec<_> = read.faults.iter().map(|fault| (fault.line, fault.column.as_str())).collect();
    assert_eq!(told, [(3, "date"), (4, "kind"), (5, "date"), (6, "name"), (7, "kind")]);
    assert_eq!((read.view.version, read.view.settings.days.len()), (0, 0), "not even the first line");
    for fault in &read.faults {
        for words in [&fault.said, &fault.to_do] {
            assert!(words.vi.len() > 5 && words.en.len() > 5 && words.vi != words.en, "{words:?}");
        }
    }
    let desk = "setting,value\nmorning_opens,7 giờ\nmorning_closes,11:30\nafternoon_opens,13:00\nlunch,12:00\n\
                number_pattern,{unit}-{seq}\n";
    let told: Vec<_> = import(&officer, "desk", desk).await.faults;
    let places: Vec<_> = told.iter().map(|fault| (fault.line, fault.column.as_str())).collect();
    assert_eq!(places, [(2, "value"), (5, "setting"), (6, "value"), (1, "setting")]);
    for (wrong, place) in [
        ("morning_closes,13:30", (4, "value")),
        ("morning_closes,07:00", (3, "value")),
        ("saturday_opens,07:30", (7, "value")),
        ("saturday_opens,07:30\nsaturday_closes,18:00", (8, "value")),
    ] {
        let name = wrong.split(',').next().unwrap();
        let standing = [
            "morning_opens,07:30",
            "morning_closes,11:30",
            "afternoon_opens,13:00",
            "afternoon_closes,17:00",
        ];
        let lines: Vec<&str> =
            standing.into_iter().map(|line| if line.starts_with(name) { wrong } else { line }).collect();
        let more = if name == "saturday_opens" { wrong } else { "" };
        let text = format!("setting,value\n{}\nnumber_pattern,{STANDARD_NUMBER}\n{more}\n", lines.join("\n"));
        let faults = import(&officer, "desk", &text).await.faults;
        let places: Vec<_> = faults.iter().map(|fault| (fault.line, fault.column.as_str())).collect();
        assert_eq!(places, [place], "{wrong}");
    }
    assert_eq!(view(&officer).await.version, 0);
}

#[tokio::test]
async fn nobody_writes_over_what_another_has_said_meanwhile() {
    let world = World::new().await;
    let officer = world.officer().await;
    assert_eq!(try_import(&officer, "days", 0, "date,kind,name\n24/12/2026,off,Một\n").await.status, 200);
    let late = try_import(&officer, "days", 0, "date,kind,name\n25/12/2026,off,Hai\n").await;
    assert_eq!((late.status, late.problem()), (409, Problem::SettingsMoved));
    assert_eq!(view(&officer).await.settings.days[0].name, "Một");
}

#[tokio::test]
async fn roles_and_fields_come_in_as_a_whole_and_somebody_administers_always() {
    let world = World::new().await;
    let officer = world.officer().await;
    world.add_colleague("canbo2", Standing::of(Role::Officer));
    world.add_user("totruong", world.lan, Standing::of(Role::TeamLead));
    let names = "user,name,role,fields,administrator\n";
    let text = format!("{names}canbo2,Hà Mẫu,officer,\"ho tich; Chứng thực\",yes\n");
    let read = import(&officer, "officers", &text).await;
    assert!(read.faults.is_empty(), "{:?}", read.faults);
    let ha = world.store.user("canbo2").unwrap().unwrap().standing;
    assert_eq!((ha.administrator, ha.fields), (true, vec!["Chứng thực".to_owned(), "Hộ tịch".to_owned()]));
    let chief = world.store.user("canbo1").unwrap().unwrap().standing;
    assert_eq!(chief.role, Some(Role::Chief), "who is not in the table stays as she is");
    let lines = "SELECT count(*) FROM audit WHERE action IN ('role_officer', 'administrator')";
    assert_eq!(world.count(lines), 2);

    let wrong = format!(
        "{names}canbo1,,chief,,no\ncanbo2,,king,,no\nai-do,,chief,,no\ncanbo2,,officer,Nông nghiệp,no\n\
         totruong,,police,,no\ncanbo2,,police,Hộ tịch,no\n"
    );
    let faults = import(&officer, "officers", &wrong).await.faults;
    let places: Vec<_> = faults.iter().map(|fault| (fault.line, fault.column.as_str())).collect();
    assert_eq!(places, [(3, "role"), (4, "user"), (5, "user"), (6, "role"), (7, "user")]);
    let nobody = format!("{names}canbo1,,chief,,no\ncanbo2,,police,,no\n");
    let faults = import(&officer, "officers", &nobody).await.faults;
    let places: Vec<_> = faults.iter().map(|fault| (fault.line, fault.column.as_str())).collect();
    assert_eq!(places, [(1, "administrator")]);
    assert_eq!(world.store.user("canbo1").unwrap().unwrap().standing, chief);
    assert_eq!(world.count(lines), 2);
}
