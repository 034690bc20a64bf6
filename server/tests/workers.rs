//! Workers as the server holds them: real processes of the real program.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene up must fail at once")]
#![cfg(unix)]

use ::sync::admission::{Case, Judge};
use ::sync::exchange::push_message;
use dossier::Timestamp;
use dossier::document::{Actor, Document, DossierFacts, Heads, Role};
use server::workers::{Pool, PoolLimits};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;
use wire::sync::RefusalCode;

fn limits(workers: usize) -> PoolLimits {
    PoolLimits { workers: NonZeroUsize::new(workers).unwrap(), ..PoolLimits::standard() }
}

fn pool(limits: PoolLimits) -> Pool {
    Pool::of(PathBuf::from(env!("CARGO_BIN_EXE_donghanh-server")), limits).unwrap()
}

fn draft(actor: u8) -> Document {
    let facts = DossierFacts { procedure: "1.001193".into(), form_version: "1".into(), household: None };
    Document::create_dossier(Actor([actor; 16]), &facts, Timestamp::from_millis(60_000)).unwrap()
}

fn case(message: Vec<u8>) -> Case {
    Case { stored: None, message, role: Role::Volunteer }
}

fn good(actor: u8) -> Case {
    case(push_message(&draft(actor), &Heads::default()).unwrap())
}

fn kill(process: u32) {
    let pid = rustix::process::Pid::from_raw(i32::try_from(process).unwrap()).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
}

#[test]
fn a_worker_judges_as_the_process_itself_would_and_is_used_again() {
    let pool = pool(limits(1));
    let worker = pool.idle_processes();
    for actor in 1..=3 {
        let there = pool.judge(good(actor)).unwrap();
        let here = ::sync::admission::InProcess.judge(good(actor)).unwrap();
        assert_eq!(there, here);
        assert_eq!(there.heads, draft(actor).heads().to_bytes());
    }
    assert_eq!(pool.judge(case(b"no message".to_vec())), Err(RefusalCode::Malformed));
    assert_eq!(pool.idle_processes(), worker, "one process all the time");
}

#[test]
fn a_worker_that_was_killed_is_replaced_and_the_push_is_judged() {
    let pool = pool(limits(1));
    pool.judge(good(1)).unwrap();
    let [before] = pool.idle_processes()[..] else { panic!("one worker") };
    kill(before);
    assert!(pool.judge(good(2)).is_ok(), "it was not this push that ended the worker");
    let [after] = pool.idle_processes()[..] else { panic!("one worker") };
    assert_ne!(before, after);
}

#[test]
fn a_worker_that_takes_too_long_is_killed_and_only_that_push_is_refused() {
    let pool = pool(PoolLimits { within: Duration::from_millis(300), ..limits(1) });
    let [worker] = pool.idle_processes()[..] else { panic!("one worker") };
    // As if it were computing without an end.
    let pid = rustix::process::Pid::from_raw(i32::try_from(worker).unwrap()).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::STOP).unwrap();
    assert_eq!(pool.judge(good(1)), Err(RefusalCode::TooCostly));
    assert!(pool.judge(good(1)).is_ok());
    assert!(!pool.idle_processes().contains(&worker));
}

#[test]
#[cfg(target_os = "linux")]
fn a_worker_without_memory_ends_and_only_that_push_is_refused() {
    // A message within every limit that needs more than this worker may take.
    let pool = pool(PoolLimits { memory: 1024 * 1024, ..limits(1) });
    let mut dossier = draft(1);
    for n in 0..500 {
        let text = dossier::AnswerText::new(&format!("{n} ").repeat(500)).unwrap();
        let question = format!("q{n}");
        dossier.set_answer(&question.as_str().into(), &text, Timestamp::from_millis(60_000)).unwrap();
    }
    // Deflated, it is small on the wire.
    let message = automerge::sync::Message {
        heads: dossier.heads().to_hashes(),
        need: Vec::new(),
        have: Vec::new(),
        changes: automerge::sync::ChunkList::from(dossier.save()),
        flags: None,
        version: automerge::sync::MessageVersion::V2,
    };
    assert_eq!(pool.judge(case(message.encode())), Err(RefusalCode::TooCostly));
    assert!(pool.judge(good(2)).is_ok());
}

#[test]
fn a_worker_is_replaced_after_its_share_of_cases() {
    let pool = pool(PoolLimits { cases: 2, ..limits(1) });
    let first = pool.idle_processes();
    pool.judge(good(1)).unwrap();
    assert_eq!(pool.idle_processes(), first);
    pool.judge(good(2)).unwrap();
    pool.judge(good(3)).unwrap();
    assert_ne!(pool.idle_processes(), first);
}

#[test]
fn many_at_once_share_the_workers_and_each_gets_its_own_verdict() {
    let pool = pool(limits(2));
    std::thread::scope(|scope| {
        for actor in 1..=16 {
            let pool = &pool;
            scope.spawn(move || {
                let judged = pool.judge(good(actor)).unwrap();
                assert_eq!(judged.heads, draft(actor).heads().to_bytes());
            });
        }
    });
    assert!(pool.idle_processes().len() <= 2);
}
