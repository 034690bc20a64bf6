//! Loads the sample form of 5,000 questions, gives every answer, and leaves the times in `window.measured`
//! as JSON: `{"load": [ms…], "answer": [ms…], "most": [ms…]}`.
//!
//! `cargo xtask bench forms` opens it in Chromium and reads them.

use forms::{Environment, Form, Session, samples};
use std::collections::BTreeMap;
use wasm_bindgen::JsValue;

const QUESTIONS: usize = 5_000;
const EXPRESSIONS: usize = 2_000;

fn main() {
    let measured = measure().unwrap_or_default();
    let times = serde_json::to_string(&measured).unwrap_or_default();
    let _ = js_sys::Reflect::set(&js_sys::global(), &"measured".into(), &JsValue::from_str(&times));
}

/// `None` outside a browser, or when the sample form has a fault.
fn measure() -> Option<BTreeMap<&'static str, Vec<f64>>> {
    let clock = web_sys::window()?.performance()?;
    let timed = |work: &mut dyn FnMut()| {
        let begin = clock.now();
        work();
        clock.now() - begin
    };
    let environment = Environment::new(chrono::NaiveDate::from_ymd_opt(2026, 11, 25)?);
    let source = samples::bench_form(QUESTIONS, EXPRESSIONS);
    let form = Form::load(&source).ok()?;
    let load = (0..10).map(|_| timed(&mut || drop(std::hint::black_box(Form::load(&source))))).collect();
    let mut session = Session::new(&form, &BTreeMap::new(), &environment);
    let asked: Vec<&str> =
        form.question_names().filter(|name| form.kind(name).is_some_and(|kind| kind.is_asked())).collect();
    let mut round = 0_usize;
    let mut answer = |key: &str, one: &str, other: &str| {
        round += 1;
        let value = if round.is_multiple_of(2) { one } else { other };
        timed(&mut || drop(std::hint::black_box(session.answer(key, value, &environment))))
    };
    let answers = asked.iter().map(|key| answer(key, "12", "a")).collect();
    // The question that most others look at: hundreds change at once.
    let most = (0..200).map(|_| answer("q0", "7", "x")).collect();
    Some(BTreeMap::from([("load", load), ("answer", answers), ("most", most)]))
}
