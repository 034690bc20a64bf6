//! `cargo xtask bench office`: the office's lists over a million dossiers of one commune, over HTTP from the real server.
//!
//! The dossiers are made once and kept beside what is built: another run takes them as they are. One officer asks, one question
//! after the other, and reads each answer whole.

use crate::Options;
use crate::crowd::{self, Crowd, RARE_NAME};
use crate::memory::{peak_kib, resident_kib};
use crate::report::{Report, as_figure, percentile};
use chrono::{Days, Months, NaiveDate};
use demo::{Commune, Officer};
use dossier::{CommuneCode, Timestamp};
use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime, UNIX_EPOCH};
use wire::lists::{AskList, Cursor, Filter, LARGEST_PAGE, List};

const BENCH: &str = "office";
const ROUNDS: usize = 60;
const LIMIT_MS: f64 = 30.0;
const MEMORY_LIMIT_MIB: f64 = 400.0;
/// A deep page begins after so many rows, or at the list's end.
const DEEP_PAGES: usize = 200;

/// A report of a month, over everything that is in it.
const REPORT_LIMIT_MS: f64 = 2_000.0;

pub(crate) fn run(report: &mut Report, options: &Options) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let data = folder(options.documents_of_the_office);
    let mut commune = runtime.block_on(Commune::start(&data, None)).expect("our server starts");
    let code = CommuneCode::new(demo::birth::COMMUNE);
    let now = now();
    if !crowd::made_before(&data) {
        runtime.block_on(commune.stop()).expect("our server stops");
        eprintln!("  office: making {} dossiers", options.documents_of_the_office);
        let begun = Instant::now();
        let crowd = crowd::people(&data, &code);
        crowd::fill(&data, &code, &crowd, options.documents_of_the_office, now);
        crowd::note_made(&data);
        report.add(BENCH, "making_the_dossiers", begun.elapsed().as_secs_f64(), "s", 1);
        runtime.block_on(commune.start_again()).expect("our server starts again");
    }
    let crowd = crowd::known(&data, &code);
    let size = std::fs::metadata(data.join("commune.db")).map_or(0, |file| file.len());
    report.add(BENCH, "database", as_figure(size) / 1_048_576.0, "MiB", 1);
    runtime.block_on(measure(report, &commune, &crowd, now));
    let pid = commune.pid().expect("our server runs");
    let (held, peak) = (as_figure(resident_kib(pid)) / 1024.0, as_figure(peak_kib(pid)) / 1024.0);
    report.add(BENCH, "server_resident", held, "MiB", 1);
    report.add(BENCH, "server_peak", peak, "MiB", 1);
    report.add(BENCH, "server_peak_of_limit", peak / MEMORY_LIMIT_MIB, "ratio", 1);
    runtime.block_on(commune.stop()).expect("our server stops");
}

/// Beside what is built, so that `cargo clean` takes it along.
fn folder(count: usize) -> PathBuf {
    let program = std::env::current_exe().expect("this program");
    let target = program.ancestors().nth(2).expect("the target folder");
    let folder: &Path = &target.join(format!("bench-office-{count}"));
    std::fs::create_dir_all(folder).expect("a folder");
    folder.to_owned()
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock");
    Timestamp::from_millis(i64::try_from(since.as_millis()).expect("a date"))
}

async fn measure(report: &mut Report, commune: &Commune, crowd: &Crowd, now: Timestamp) {
    let officer = |place: usize| {
        let login = commune.logins().officers.get(place).expect("an officer").clone();
        async move { Officer::log_in(commune.address(), &login.user, &login.password).await.expect("logged in") }
    };
    let chief = officer(0).await;
    for list in List::ALL {
        let ask = AskList { list, ..AskList::default() };
        timed(report, &chief, format!("list_{}", list.as_str()), &ask).await;
        let after = deep(&chief, &ask).await;
        timed(report, &chief, format!("list_{}_deep", list.as_str()), &AskList { after, ..ask }).await;
    }
    for (name, list, filter) in filters(crowd, now.in_vietnam().date()) {
        timed(report, &chief, format!("filter_{name}"), &AskList { list, filter, ..AskList::default() })
            .await;
    }
    for (name, list, words) in searches(crowd) {
        let filter = Filter { words, ..Filter::default() };
        timed(report, &chief, format!("search_{name}"), &AskList { list, filter, ..AskList::default() })
            .await;
    }
    // Of civil status and certification; the commune police. They see a part, in pages, numbers and search.
    for (who, place) in [("officer_of_fields", 1), ("police", 3)] {
        let asks = officer(place).await;
        for list in [List::All, List::Done, List::Late] {
            let ask = AskList { list, ..AskList::default() };
            timed(report, &asks, format!("{who}_{}", list.as_str()), &ask).await;
        }
        let filter = Filter { words: "nguyen van an".to_owned(), ..Filter::default() };
        timed(report, &asks, format!("{who}_search"), &AskList { filter, ..AskList::default() }).await;
        let filter = Filter { mine: true, ..Filter::default() };
        timed(report, &asks, format!("{who}_mine"), &AskList { filter, ..AskList::default() }).await;
    }
    pages(report, &chief, now).await;
}

/// What is no list: the choices of the filters, and what a month is told by.
async fn pages(report: &mut Report, chief: &Officer, now: Timestamp) {
    let month = now.in_vietnam().date().checked_sub_months(Months::new(1)).expect("a month");
    let month = month.format("%Y-%m");
    let reports = ROUNDS / 6;
    let pages = [
        ("lists_choices", "lists/choices".to_owned(), ROUNDS, LIMIT_MS),
        ("month", format!("numbers?month={month}"), reports, REPORT_LIMIT_MS),
        ("year", format!("numbers?month={month}&year=true"), reports, REPORT_LIMIT_MS),
        ("month_workbook", format!("numbers/numbers.xlsx?month={month}"), reports, REPORT_LIMIT_MS),
        ("month_paper", format!("papers/month?month={month}"), reports, REPORT_LIMIT_MS),
    ];
    for (name, path, rounds, limit) in pages {
        let mut took = Vec::new();
        for _ in 0..rounds {
            let begun = Instant::now();
            chief.file(&path).await.expect("an answer");
            took.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
        tell(report, name, limit, took);
    }
}

fn filters(crowd: &Crowd, today: NaiveDate) -> Vec<(&'static str, List, Filter)> {
    let none = Filter::default;
    let ago = |days| today.checked_sub_days(Days::new(days));
    let (common, rare) = (crowd.procedures.first().cloned(), crowd.procedures.last().cloned());
    let (team, volunteer, holder) =
        (crowd.teams.first().copied(), crowd.volunteers.first().copied(), crowd.officers.last().copied());
    let field = Some("Hộ tịch".to_owned());
    let mut all = Vec::new();
    for list in [List::All, List::Done, List::Late] {
        let named = |names: [&'static str; 3]| match list {
            List::Done => names[1],
            List::Late => names[2],
            _ => names[0],
        };
        all.push((
            named(["procedure", "procedure_done", "procedure_late"]),
            list,
            Filter { procedure: common.clone(), ..none() },
        ));
        all.push((
            named(["rare_procedure", "rare_procedure_done", "rare_procedure_late"]),
            list,
            Filter { procedure: rare.clone(), ..none() },
        ));
        all.push((
            named(["field", "field_done", "field_late"]),
            list,
            Filter { field: field.clone(), ..none() },
        ));
        all.push((named(["team", "team_done", "team_late"]), list, Filter { team, ..none() }));
        all.push((
            named(["volunteer", "volunteer_done", "volunteer_late"]),
            list,
            Filter { volunteer, ..none() },
        ));
        all.push((named(["holder", "holder_done", "holder_late"]), list, Filter { holder, ..none() }));
    }
    all.extend([
        ("today", List::All, Filter { from: Some(today), to: Some(today), ..none() }),
        ("month", List::All, Filter { from: ago(60), to: ago(30), ..none() }),
        ("year", List::Done, Filter { from: ago(400), to: ago(35), ..none() }),
        ("two_years", List::All, Filter { from: ago(900), to: ago(170), ..none() }),
        ("year_field", List::Done, Filter { from: ago(400), to: ago(35), field: field.clone(), ..none() }),
        ("year_team", List::Done, Filter { from: ago(400), to: ago(35), team, ..none() }),
        ("year_holder", List::Done, Filter { from: ago(400), to: ago(35), holder, ..none() }),
        ("team_procedure", List::All, Filter { team, procedure: rare.clone(), ..none() }),
        ("holder_field", List::Done, Filter { holder, field: field.clone(), ..none() }),
        ("holder_team", List::Done, Filter { holder, team, ..none() }),
        (
            "volunteer_field_year",
            List::Done,
            Filter { volunteer, field, from: ago(400), to: ago(35), ..none() },
        ),
    ]);
    all
}

fn searches(crowd: &Crowd) -> Vec<(&'static str, List, String)> {
    let last = crowd.number.rsplit('-').next().unwrap_or_default().to_owned();
    let text = str::to_owned;
    vec![
        ("common_name", List::All, text("nguyễn văn an")),
        ("family_name", List::All, text("nguyen")),
        ("family_name_done", List::Done, text("nguyen")),
        ("family_name_late", List::Late, text("nguyen")),
        ("family_name_new", List::New, text("nguyen")),
        ("beginning", List::All, text("ng")),
        ("beginning_three", List::All, text("nguyen th")),
        ("rare_name", List::All, text(RARE_NAME)),
        ("rare_name_without_accents", List::Done, text("nhien tue khuong")),
        ("two_families", List::All, text("giang quang a")),
        ("number", List::All, crowd.number.clone()),
        ("number_last_part", List::All, last),
        ("hamlet", List::All, text("huổi lứa")),
        ("hamlet_and_name", List::All, text("nà pheo giàng thị lan")),
        ("hamlet_and_name_late", List::Late, text("na pheo giang thi lan")),
        ("team", List::All, text("thôn mẫu 17")),
        ("nobody", List::All, text("không có ai tên này")),
    ]
}

/// Where a page far down begins.
async fn deep(officer: &Officer, ask: &AskList) -> Option<Cursor> {
    let mut after = None;
    for _ in 0..DEEP_PAGES {
        let page = AskList { after: after.clone(), limit: Some(LARGEST_PAGE), ..ask.clone() };
        match officer.list(&page).await.expect("a page").next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    after
}

async fn timed(report: &mut Report, officer: &Officer, name: String, ask: &AskList) {
    let mut took = Vec::new();
    for round in 0..ROUNDS + 2 {
        let begun = Instant::now();
        officer.list(ask).await.expect("a page");
        // The first two fill caches that every later question finds filled.
        if round >= 2 {
            took.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
    }
    tell(report, &name, LIMIT_MS, took);
}

fn tell(report: &mut Report, name: &str, limit: f64, mut took: Vec<f64>) {
    let (p50, p95, max) = (percentile(&mut took, 50), percentile(&mut took, 95), percentile(&mut took, 100));
    report.add(BENCH, format!("{name}_p50"), p50, "ms", took.len());
    report.add(BENCH, format!("{name}_p95"), p95, "ms", took.len());
    report.add(BENCH, format!("{name}_max"), max, "ms", took.len());
    report.add(BENCH, format!("{name}_p95_of_limit"), p95 / limit, "ratio", took.len());
}
