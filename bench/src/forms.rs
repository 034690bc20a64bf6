//! The form engine: a form of 5,000 questions, a list of 100,000 choices, the communes as a cascade.
//!
//! Each figure has its ratio to the limit of the order beside it: below 1 it is kept.

use crate::report::{Report, percentile};
use ::forms::{Environment, Form, FormSource, Session, samples};
use library::Library;
use std::collections::BTreeMap;
use std::time::Instant;

const BENCH: &str = "forms";
const QUESTIONS: usize = 5_000;
const EXPRESSIONS: usize = 2_000;
const CHOICES: usize = 100_000;
/// Milliseconds.
const LOAD_LIMIT: f64 = 100.0;
const ANSWER_LIMIT: f64 = 1.0;
const LIST_LIMIT: f64 = 20.0;
const CASCADE_LIMIT: f64 = 5.0;

pub(crate) fn run(report: &mut Report) {
    let environment = Environment::new("2026-11-25".parse().expect("a date"));
    big_form(report, &environment);
    long_list(report, &environment);
    communes(report, &environment);
    crate::browser::run(report);
}

fn big_form(report: &mut Report, environment: &Environment<'_>) {
    let source = samples::bench_form(QUESTIONS, EXPRESSIONS);
    let none = BTreeMap::new();
    let mut load = measured(20, |_| loaded(&source));
    judged(report, "load_5000_2000", &mut load, LOAD_LIMIT);
    let form = loaded(&source);
    let mut begin = measured(20, |_| Session::new(&form, &none, environment));
    report.add(BENCH, "begin_5000_2000_p50", percentile(&mut begin, 50), "ms", begin.len());

    let mut session = Session::new(&form, &none, environment);
    let asked: Vec<&str> =
        form.question_names().filter(|name| form.kind(name).is_some_and(|kind| kind.is_asked())).collect();
    let mut answers = measured(asked.len(), |round| {
        let key = asked.get(round).copied().unwrap_or_default();
        session.answer(key, if round % 2 == 0 { "12" } else { "a" }, environment)
    });
    judged(report, "answer_5000_2000", &mut answers, ANSWER_LIMIT);
    // The question that most others look at: hundreds change at once.
    let mut most =
        measured(200, |round| session.answer("q0", if round % 2 == 0 { "x" } else { "7" }, environment));
    judged(report, "answer_most_looked_at", &mut most, ANSWER_LIMIT);
}

fn long_list(report: &mut Report, environment: &Environment<'_>) {
    let form = loaded(&samples::bench_list(CHOICES));
    let mut session = Session::new(&form, &BTreeMap::new(), environment);
    let region = |round: usize| format!("r{}", round % 100);
    // What is made on first use is part of what a person waits for.
    let mut first = measured(1, |_| {
        session.answer("region", "r1", environment);
        session.search_choices("anywhere", "muong thanh", 20, environment)
    });
    judged(report, "list_100000_first_filter_and_search", &mut first, LIST_LIMIT);
    let mut filter_and_search = measured(100, |round| {
        session.answer("region", &region(round), environment);
        session.search_choices("place", "thanh", 20, environment)
    });
    judged(report, "list_100000_filter_and_search", &mut filter_and_search, LIST_LIMIT);
    for (metric, query) in [("common", "muong"), ("nothing", "xyz"), ("last", "99999")] {
        let mut search = measured(50, |_| session.search_choices("anywhere", query, 20, environment));
        judged(report, &format!("list_100000_search_{metric}"), &mut search, LIST_LIMIT);
    }
}

fn communes(report: &mut Report, environment: &Environment<'_>) {
    let library = Library::built_in().expect("the library opens");
    let list = library.communes();
    let rows: Vec<(&str, String, &str)> = list
        .communes()
        .iter()
        .map(|commune| (commune.code.as_str(), commune.full_name(), commune.province.as_str()))
        .collect();
    let form = loaded(&samples::bench_cascade(
        rows.iter().map(|(code, name, province)| (*code, name.as_str(), *province)),
    ));
    let provinces: Vec<&str> = list.provinces().map(|province| province.code.as_str()).collect();
    let mut session = Session::new(&form, &BTreeMap::new(), environment);
    let mut cascade = measured(provinces.len() * 5, |round| {
        let province = provinces.get(round % provinces.len()).copied().unwrap_or_default();
        session.answer("province", province, environment);
        session.search_choices("commune", "t", 40, environment)
    });
    judged(report, "cascade_communes", &mut cascade, CASCADE_LIMIT);
}

fn loaded(source: &FormSource) -> Form {
    Form::load(source).expect("the sample has no fault")
}

/// Milliseconds of each round.
fn measured<T>(rounds: usize, mut work: impl FnMut(usize) -> T) -> Vec<f64> {
    (0..rounds)
        .map(|round| {
            let begin = Instant::now();
            std::hint::black_box(work(round));
            begin.elapsed().as_secs_f64() * 1000.0
        })
        .collect()
}

fn judged(report: &mut Report, metric: &str, times: &mut [f64], limit: f64) {
    for hundredths in [50, 99] {
        let time = percentile(times, hundredths);
        report.add(BENCH, format!("{metric}_p{hundredths}"), time, "ms", times.len());
        report.add(BENCH, format!("{metric}_p{hundredths}_of_limit"), time / limit, "ratio", times.len());
    }
}
