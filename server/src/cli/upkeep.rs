//! `verify` and `compact`: looking after what is stored.

use super::CliError;
use crate::app::{App, Settings};
use crate::blobs::BlobPlace;
use crate::clock::{Clock, SystemClock};
use crate::compaction::{self, Compacted};
use crate::procedures::Procedures;
use crate::store::People;
use crate::store::sqlite::SqliteStore;
use crate::verify::{Fault, Finding, Verified};
use std::path::Path;
use std::sync::Arc;

pub(super) fn verify(data: &Path, repair: bool, json: bool) -> Result<(), CliError> {
    let store = SqliteStore::open(data)?;
    let blobs = BlobPlace::in_folder(data)
        .map_err(|source| CliError::Io { action: "open the folder of photos", source })?;
    let settings = Settings { blobs: Some(blobs), ..Settings::default() };
    let app = App::new(Arc::new(store), Arc::new(SystemClock), Procedures::built_in()?, settings)?;
    let verified = crate::verify::verify(&app, repair, &mut |looked_at| {
        if !json {
            eprintln!("{looked_at} documents looked at…");
        }
    })
    .map_err(CliError::Failed)?;
    if json {
        let text = serde_json::to_string_pretty(&verified).map_err(|_| CliError::Unwritable)?;
        println!("{text}");
    } else {
        tell(&verified, repair);
    }
    match verified.open() {
        0 => Ok(()),
        faults => Err(CliError::NotSound { faults }),
    }
}

fn tell(verified: &Verified, repair: bool) {
    for fault in &verified.file {
        println!("The database's file: {fault}");
    }
    for finding in &verified.findings {
        println!("Commune {}, document {}: {}", finding.commune, finding.document, sentence(finding));
    }
    for photo in &verified.photo_findings {
        let what = if photo.missing { "its file is gone" } else { "its bytes are others" };
        println!("Photo {}: {what}", photo.sha256);
    }
    let mended = verified.findings.iter().filter(|finding| finding.mended).count();
    println!(
        "{} documents and {} photos were looked at, {} faults found.",
        verified.documents,
        verified.photos,
        verified.open() + mended
    );
    if mended > 0 {
        println!("{mended} of them were mended.");
    }
    if !repair && verified.findings.iter().any(|finding| finding.fault.can_be_mended()) {
        println!("What lists show can be mended: run the same with --repair. Nothing was changed.");
    }
}

fn sentence(finding: &Finding) -> String {
    let what = match &finding.fault {
        Fault::Unreadable { cause } => format!(
            "it does not read back ({cause}). Nothing was changed. A device of its team that has it sends it again \
             after a restore from a backup"
        ),
        Fault::OtherHeads => "it reads back to another state than is noted".to_owned(),
        Fault::OtherKind => "it is another kind of document than is noted".to_owned(),
        Fault::ChangeDamaged { seq } => format!("the change with number {seq} is damaged"),
        Fault::ChangeMissing { seq } => format!("the change with number {seq} is not in the document"),
        Fault::ActorUnknown { actor } => format!("nobody is known to have written as {actor}"),
        Fault::OtherRow => "lists show something else than it says".to_owned(),
        Fault::OtherSize => "the noted size of its changes is wrong".to_owned(),
        Fault::NoCase => "it was handed over and has no case".to_owned(),
    };
    if finding.mended { format!("{what}: mended") } else { what }
}

pub(super) fn compact(data: &Path, keep_days: u32) -> Result<(), CliError> {
    let store = SqliteStore::open(data)?;
    let mut all = Compacted::default();
    for commune in store.communes()? {
        let done = compaction::compact(&store, &commune.code, keep_days, SystemClock.now())
            .map_err(CliError::Failed)?;
        all.documents = all.documents.saturating_add(done.documents);
        all.changes = all.changes.saturating_add(done.changes);
        all.left_alone = all.left_alone.saturating_add(done.left_alone);
    }
    println!("{} changes of {} documents were folded.", all.changes, all.documents);
    if all.left_alone > 0 {
        println!(
            "{} documents do not read back and were left as they are. See: donghanh-server verify --data DIR",
            all.left_alone
        );
    }
    Ok(())
}
