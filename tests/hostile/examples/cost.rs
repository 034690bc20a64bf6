//! What judging one push costs, in this process and in a worker: `cargo run --release -p hostile --example cost`.

use dossier::document::{Actor, Document, DocumentError, DossierFacts, FormMove, Heads, Role};
use dossier::{AnswerText, QuestionName, Timestamp};
use hostile::stopwatch::Stopwatch;
use server::workers::{Pool, PoolLimits};
use std::collections::BTreeMap;
use std::error::Error;
use sync::admission::{Case, InProcess, Judge, Stored};
use sync::exchange::push_message;

const QUESTIONS: usize = 250;
const TIMES: usize = 200;

fn at(minute: i64) -> Timestamp {
    Timestamp::from_millis((29_000_000 + minute) * 60_000)
}

fn answers() -> Result<BTreeMap<QuestionName, AnswerText>, Box<dyn Error>> {
    (0..QUESTIONS)
        .map(|n| {
            Ok((format!("cau_hoi_{n}").as_str().into(), AnswerText::new(&format!("Câu trả lời số {n}"))?))
        })
        .collect()
}

fn draft() -> Result<Document, DocumentError> {
    let facts = DossierFacts { procedure: "1.001193".into(), form_version: "1".into(), household: None };
    Document::create_dossier(Actor([1; 16]), &facts, at(0))
}

fn main() -> Result<(), Box<dyn Error>> {
    let program = std::env::args().nth(1).ok_or("which donghanh-server?")?;
    let pool = Pool::of(program.into(), PoolLimits::standard())?;
    let mut one_by_one = draft()?;
    for (minute, (question, text)) in (0..).zip(answers()?) {
        one_by_one.set_answer(&question, &text, at(minute))?;
    }
    let mut at_once = draft()?;
    at_once.move_form(
        &FormMove { from: "1".into(), to: "2".into(), answers: answers()?, back_to: None },
        at(1),
    )?;
    let mut edited = one_by_one.clone();
    edited.set_answer(&"cau_hoi_7".into(), &AnswerText::new("khác")?, at(500))?;
    let snapshot = Stored { snapshot: one_by_one.save(), log: Vec::new() };
    let nothing = Heads::default();
    let cases = [
        ("250 answers, a change each", None, push_message(&one_by_one, &nothing)),
        ("250 answers in one change", None, push_message(&at_once, &nothing)),
        ("one edit of the former", Some(snapshot), push_message(&edited, &one_by_one.heads())),
    ];
    for (name, stored, message) in cases {
        let message = message.ok_or("nothing to push")?;
        let case = Case { stored, message, role: Role::Volunteer };
        let here = timed(&InProcess, &case)?;
        let there = timed(&pool, &case)?;
        println!(
            "{name} ({} bytes): {here:.2} ms in this process, {there:.2} ms in a worker",
            case.message.len()
        );
    }
    Ok(())
}

/// Milliseconds for one: the quickest of many, so that a busy machine does not count.
fn timed(judge: &dyn Judge, case: &Case) -> Result<f64, Box<dyn Error>> {
    let refused = |code| format!("{code:?}");
    judge.judge(case.clone()).map_err(refused)?;
    let mut quickest = f64::MAX;
    for _ in 0..TIMES {
        let case = case.clone();
        let began = Stopwatch::begin();
        judge.judge(case).map_err(refused)?;
        quickest = quickest.min(began.took().as_secs_f64() * 1000.0);
    }
    Ok(quickest)
}
