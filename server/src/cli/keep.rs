//! `backup`, `restore`, `move`, `remove`: keeping data, giving it to another team, and letting it go.

use super::CliError;
use super::target::Target;
use crate::audit::head_text;
use crate::blobs::{self, Copied, FolderStore};
use crate::clock::{Clock, SystemClock};
use crate::data_folder;
use crate::store::blobs::Blobs;
use crate::store::sqlite::{self, SqliteStore};
use crate::store::{Documents, Scopes};
use dossier::{DocumentId, TeamId};
use std::path::{Path, PathBuf};

pub(super) fn backup(data: &Path, to: &Path) -> Result<(), CliError> {
    let store = SqliteStore::open(data)?;
    let heads = store.back_up(to, SystemClock.now())?;
    println!("The database was copied to {}. It is not encrypted: keep it locked away.", to.display());
    for (commune, head) in heads {
        println!("Last line of the audit of {commune} in it, for safe keeping: {}", head_text(&head));
    }
    // After the database: what its copy speaks of is in the list that is read now.
    let beside = photos_beside(to);
    let done = copy_photos(&store, &data.join(PHOTOS), &beside)?;
    println!("Photos are in {}: {} new ones, {} were there.", beside.display(), done.copied, done.there);
    complain(&done);
    Ok(())
}

pub(super) fn restore(data: &Path, from: &Path) -> Result<(), CliError> {
    let _held = data_folder::hold(data)?;
    let kept = sqlite::restore(data, from, SystemClock.now())?;
    println!(
        "{} is in place. Devices notice at their next sync and send what the backup lacks.",
        from.display()
    );
    if let Some(kept) = kept {
        println!("The database that was there is kept as {}.", kept.display());
    }
    let store = SqliteStore::open(data)?;
    let done = copy_photos(&store, &photos_beside(from), &data.join(PHOTOS))?;
    println!("{} photos were brought back, {} were there.", done.copied, done.there);
    complain(&done);
    Ok(())
}

/// In the data folder.
const PHOTOS: &str = "blobs";
/// Beside a backup. All backups of a folder share it, so that a photo is copied once.
const PHOTOS_BESIDE: &str = "donghanh-photos";

fn photos_beside(backup: &Path) -> PathBuf {
    backup.parent().unwrap_or_else(|| Path::new("")).join(PHOTOS_BESIDE)
}

fn copy_photos(store: &SqliteStore, from: &Path, to: &Path) -> Result<Copied, CliError> {
    let failed = |source| CliError::Io { action: "copy the photos", source };
    let all = store.every_blob()?;
    if all.is_empty() {
        return Ok(Copied::default());
    }
    let to_store = FolderStore::open(to.to_owned()).map_err(failed)?;
    // What has no folder is looked for in an empty one: that of a backup may not be written to.
    let from_store = FolderStore::at(from.to_owned());
    blobs::copy(&all, &from_store, &to_store, &to.join("incoming")).map_err(failed)
}

fn complain(done: &Copied) {
    if done.missing > 0 {
        eprintln!("{} photos are not there. Devices that still have them send them again.", done.missing);
    }
    if done.damaged > 0 {
        eprintln!(
            "{} photos are damaged and were left out. See: donghanh-server verify --data DIR",
            done.damaged
        );
    }
}

pub(super) fn move_to_team(target: &Target, document: DocumentId, team: TeamId) -> Result<(), CliError> {
    let (store, commune) = target.open()?;
    store.move_document(&commune.code, document, team, SystemClock.now())?;
    println!("Document {document} is team {team}'s now; devices learn it with their next sync.");
    println!("What the old team still has unsent comes into the hand-over box.");
    Ok(())
}

pub(super) fn remove(target: &Target, document: DocumentId) -> Result<(), CliError> {
    let (store, commune) = target.open()?;
    store.remove_document(&commune.code, document, SystemClock.now())?;
    println!("Document {document} was removed; the team's devices remove it at their next sync.");
    Ok(())
}
