//! `backup`, `restore`, `move`, `remove`: keeping data, giving it to another team, and letting it go.

use super::CliError;
use super::target::Target;
use crate::clock::{Clock, SystemClock};
use crate::data_folder;
use crate::store::sqlite::{self, SqliteStore};
use crate::store::{Documents, Scopes};
use dossier::{DocumentId, TeamId};
use std::path::Path;

pub(super) fn backup(data: &Path, to: &Path) -> Result<(), CliError> {
    SqliteStore::open(data)?.back_up(to)?;
    println!("The database was copied to {}. It is not encrypted: keep it locked away.", to.display());
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
    Ok(())
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
