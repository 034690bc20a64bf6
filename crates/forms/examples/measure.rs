//! How long the engine takes for big forms and long lists; `cargo xtask bench forms` judges the same.
//!
//! `cargo run --release -p forms --features samples --example measure`
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a measurement that fails has to stop")]

use forms::{Environment, Form, Session, samples};
use std::collections::BTreeMap;
use std::time::Instant;

fn measured<T>(name: &str, rounds: usize, mut work: impl FnMut(usize) -> T) {
    let mut times: Vec<f64> = (0..rounds)
        .map(|round| {
            let begin = Instant::now();
            std::hint::black_box(work(round));
            begin.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let (best, middle, worst) =
        (times.first().unwrap(), times.get(rounds / 2).unwrap(), times.last().unwrap());
    println!("{name:32} best {best:9.4} ms, p50 {middle:9.4}, worst {worst:9.4}");
}

fn main() {
    let environment = Environment::new("2026-11-25".parse().unwrap());
    let source = samples::bench_form(5_000, 2_000);
    measured("load 5000/2000", 20, |_| Form::load(&source).unwrap());
    let form = Form::load(&source).unwrap();
    let none = BTreeMap::new();
    measured("begin 5000/2000", 20, |_| Session::new(&form, &none, &environment));
    measured("load and begin", 20, |_| Session::new(&Form::load(&source).unwrap(), &none, &environment));
    let mut session = Session::new(&form, &none, &environment);
    let keys: Vec<String> =
        form.question_names().filter(|name| form.kind(name).unwrap().is_asked()).map(str::to_owned).collect();
    measured("one answer (all in turn)", keys.len(), |round| {
        session.answer(keys.get(round).unwrap(), if round % 2 == 0 { "12" } else { "a" }, &environment)
    });
    let mut most = 0;
    measured("the answer that most look at", 200, |round| {
        let changed = session.answer("q0", if round % 2 == 0 { "x" } else { "7" }, &environment);
        most = most.max(changed.len());
    });
    println!("  it changes {most} questions");
    let source = samples::bench_list(100_000);
    measured("load list 100000", 5, |_| Form::load(&source).unwrap());
    let form = Form::load(&source).unwrap();
    let mut session = Session::new(&form, &none, &environment);
    measured("first filter", 1, |_| session.answer("region", "r1", &environment));
    measured("filter 100000", 50, |round| {
        session.answer("region", &format!("r{}", round % 100), &environment)
    });
    measured("first search 100000", 1, |_| session.search_choices("anywhere", "muong", 20, &environment));
    for query in ["muong thanh", "m", "xyz", "99999", "dien bien 1"] {
        measured(&format!("search 100000: {query}"), 50, |_| {
            session.search_choices("anywhere", query, 20, &environment)
        });
    }
    measured("filter and search", 50, |round| {
        session.answer("region", &format!("r{}", round % 100), &environment);
        session.search_choices("place", "muong", 20, &environment)
    });
}
