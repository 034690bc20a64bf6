//! Any bytes as a push: judging ends, and what is taken loads again from everything that is stored of it.
//!
//! Half of the inputs are a message as it is; the others are taken apart and put together with every checksum right,
//! since nothing else gets past the first look.

#![no_main]

use dossier::document::{Actor, Document, DossierFacts, Heads, Role};
use dossier::{AnswerText, Timestamp};
use hostile::forge::Message;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use sync::admission::{Case, InProcess, Judge, Stored};

/// What the server has before: the document that half of the inputs are an edit of.
static BEFORE: LazyLock<Document> = LazyLock::new(|| {
    let facts = DossierFacts { procedure: "1.001193".into(), form_version: "1".into(), household: None };
    let at = Timestamp::from_millis(60_000);
    let mut dossier = Document::create_dossier(Actor([1; 16]), &facts, at).expect("a dossier");
    let name = AnswerText::new("Lò Thị Mẫu").expect("a name");
    dossier.set_answer(&"ho_ten".into(), &name, at).expect("an answer");
    dossier
});

fuzz_target!(init: {
    // The judge catches the library's panics, and the fuzzer's own hook would end the process before it can.
    std::panic::set_hook(Box::new(|_| {}));
}, |bytes: &[u8]| {
    let (kind, rest) = bytes.split_first().map_or((0, bytes), |(kind, rest)| (*kind, rest));
    let message = match Message::read(rest) {
        Some(mut message) if kind & 1 == 1 => {
            // The heads that the chunks have: with others the push is refused as incomplete.
            if kind & 2 == 2 {
                message.heads = message.elements.iter().flatten().last().map(|chunk| chunk.hash()).into_iter().collect();
            }
            message.write()
        }
        _ => rest.to_vec(),
    };
    let stored = (kind & 4 == 4).then(|| Stored { snapshot: BEFORE.save(), log: Vec::new() });
    let snapshot = stored.as_ref().map(|stored| stored.snapshot.clone()).unwrap_or_default();
    let Ok(judged) = InProcess.judge(Case { stored, message, role: Role::Volunteer }) else { return };
    if judged.new.is_empty() {
        return;
    }
    let taken = || {
        let by_snapshot = Document::load(&judged.saved, []).ok()?;
        // Of a new document the snapshot alone is stored; others take its changes out.
        let by_log = if snapshot.is_empty() {
            let changes = by_snapshot.changes_since(&Heads::default());
            Document::load(&[], changes.iter().map(|change| change.raw_bytes())).ok()?
        } else {
            Document::load(&snapshot, judged.new.iter().map(|change| change.raw.as_slice())).ok()?
        };
        let whole = by_log.changes_since(&Heads::default()).len() == by_snapshot.changes_since(&Heads::default()).len();
        (whole && by_log.heads().to_bytes() == judged.heads && by_snapshot.heads() == by_log.heads()).then_some(())
    };
    if taken().is_none() {
        // Not a panic: the hook is gone.
        eprintln!("a stored document does not load again");
        std::process::abort();
    }
});
