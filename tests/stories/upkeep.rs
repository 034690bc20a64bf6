//! Keeping the office's store sound and small: what is damaged is found and told, what is old is folded, and no
//! device misses anything by it.

#![expect(clippy::unwrap_used, reason = "a story stops where it fails")]

use demo::birth;
use dossier::DossierId;
use dossier::document::{Document, Heads};
use server::compaction::{self, Compacted};
use server::verify::{Fault, Verified, verify};
use testkit::{Commune, Phone};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

fn look(commune: &Commune, repair: bool) -> Verified {
    verify(commune.app(), repair, &mut |_| ()).unwrap()
}

fn faults(verified: &Verified) -> Vec<&Fault> {
    verified.findings.iter().map(|finding| &finding.fault).collect()
}

/// As a failing disk would, behind the server's back.
fn damage(commune: &Commune, sql: &str) {
    let database = rusqlite::Connection::open(commune.folder().join("commune.db")).unwrap();
    database.execute_batch(sql).unwrap();
}

fn fold(commune: &Commune) -> Compacted {
    compaction::compact(commune.store(), &Commune::code(), 30, commune.clock.now()).unwrap()
}

/// Its answers come as a snapshot; that it was handed over, as changes after it.
async fn sent_dossier(phone: &Phone) -> DossierId {
    let dossier = phone.start_birth();
    for (question, value) in birth::ANSWERS {
        phone.answer(dossier, question, value);
    }
    phone.sync_well().await;
    phone.agree(dossier);
    phone.hand_over(dossier).unwrap();
    phone.sync_well().await;
    dossier
}

fn on_server(commune: &Commune, dossier: DossierId) -> Document {
    let stored = commune.store().load_document(&Commune::code(), dossier.into()).unwrap().unwrap();
    Document::load(&stored.snapshot, stored.log.iter().map(Vec::as_slice)).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_office_finds_what_was_damaged_mends_its_lists_and_reports_the_rest() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    let (first, second) = (sent_dossier(&lan).await, sent_dossier(&lan).await);
    let sound = look(&commune, false);
    assert_eq!((faults(&sound), &sound.file), (vec![], &vec![]));

    damage(&commune, "UPDATE dossier_row SET subject = 'Ai đó', submitted_at = 0");
    let told = look(&commune, false);
    assert_eq!(faults(&told), [&Fault::OtherRow, &Fault::OtherRow]);
    assert_eq!(told.open(), 2, "looking changes nothing");
    assert_eq!(look(&commune, true).open(), 0);
    assert_eq!(faults(&look(&commune, false)), Vec::<&Fault>::new());
    let inbox = commune.store().inbox(&Commune::code()).unwrap();
    assert!(inbox.iter().all(|entry| entry.subject.contains("Mẫu")), "{inbox:?}");

    damage(
        &commune,
        &format!(
            "UPDATE change SET raw = zeroblob(30) WHERE seq = (SELECT max(seq) FROM change WHERE document = x'{}');
             DELETE FROM snapshot WHERE document = x'{0}';
             UPDATE document SET snapshot_seq = 0 WHERE id = x'{0}';
             DELETE FROM case_record WHERE dossier = x'{}'",
            hex(first),
            hex(second)
        ),
    );
    let found = look(&commune, true);
    for expected in [
        |fault: &Fault| matches!(fault, Fault::ChangeDamaged { .. }),
        |fault: &Fault| matches!(fault, Fault::Unreadable { .. }),
        |fault: &Fault| matches!(fault, Fault::NoCase),
    ] {
        assert!(faults(&found).into_iter().any(expected), "{found:?}");
    }
    assert_eq!(look(&commune, true).open(), found.open(), "nothing was hidden or deleted by mending");
}

fn hex(dossier: DossierId) -> String {
    dossier.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn after_folding_a_new_device_one_that_was_away_and_one_that_was_not_all_have_everything() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    let minh = commune.phone(1).await;
    let dossier = sent_dossier(&lan).await;
    minh.sync_well().await;
    let draft = lan.start_birth();
    lan.sync_well().await;
    for n in 0..40 {
        lan.answer(draft, birth::CHILD_NAME, &format!("Trần Mẫu {n}"));
    }
    lan.sync_well().await;
    assert_eq!(fold(&commune), Compacted::default(), "what is young stays one by one");

    commune.clock.set(commune.clock.now().plus_millis(31 * DAY_MS));
    lan.answer(draft, birth::CHILD_NAME, "Trần Mẫu Mới");
    lan.sync_well().await;
    let before = (on_server(&commune, dossier).heads(), on_server(&commune, draft).heads());
    let folded = fold(&commune);
    assert!(folded.documents >= 2 && folded.changes > 40, "{folded:?}");
    assert_eq!((on_server(&commune, dossier).heads(), on_server(&commune, draft).heads()), before);
    assert_eq!(look(&commune, false).findings, []);

    let new = commune.phone(1).await;
    for phone in [&new, &minh, &lan] {
        let status = phone.sync_well().await;
        assert_eq!(status.waiting, 0);
        assert_eq!(phone.value(draft, birth::CHILD_NAME).as_deref(), Some("Trần Mẫu Mới"));
        assert_eq!(phone.home().dossiers.len(), 2);
    }

    // And work goes on, both ways.
    minh.answer(draft, birth::CHILD_NAME, "Trần Mẫu Của Minh");
    minh.sync_well().await;
    lan.sync_well().await;
    new.sync_well().await;
    for phone in [&new, &lan] {
        assert_eq!(phone.value(draft, birth::CHILD_NAME).as_deref(), Some("Trần Mẫu Của Minh"));
    }
    let all = on_server(&commune, draft).changes_since(&Heads::default()).len();
    assert_eq!(all, 2 + 42, "no change is lost and none is there twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_does_not_read_back_is_not_folded() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    let dossier = sent_dossier(&lan).await;
    damage(
        &commune,
        &format!(
            "UPDATE change SET raw = zeroblob(30)
             WHERE seq = (SELECT max(seq) FROM change WHERE document = x'{}');
             DELETE FROM snapshot WHERE document = x'{0}';
             UPDATE document SET snapshot_seq = 0 WHERE id = x'{0}'",
            hex(dossier)
        ),
    );
    let rows = |commune: &Commune| {
        commune.store().record(&Commune::code(), dossier.into()).unwrap().unwrap().changes.len()
    };
    let before = rows(&commune);
    commune.clock.set(commune.clock.now().plus_millis(31 * DAY_MS));
    assert_eq!(fold(&commune).left_alone, 1);
    assert_eq!(rows(&commune), before, "every row is still there");
}
