//! `packs`: list, check, publish and withdraw procedure packs without the office's pages. A server that is running
//! sees it at once.

use super::CliError;
use super::target::Target;
use crate::clock::{Clock, SystemClock};
use crate::packs::{ReadPack, read};
use crate::procedures::{Procedures, ProceduresError};
use crate::store::Packs;
use crate::store::packs::{By, NewPack};
use clap::Args;
use data_encoding::BASE64;
use dossier::ProcedureCode;
use library::Library;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use wire::office::{PackFault, PackUpload};
use wire::packs::PackState;

#[derive(Debug, Args)]
pub(super) struct PackFolder {
    /// Folder with procedure.yaml, and form.xlsx or form.yaml; upgrades.yaml and stories.yaml when there are any.
    #[arg(long)]
    from: PathBuf,
}

impl PackFolder {
    fn upload(&self) -> Result<PackUpload, CliError> {
        Ok(PackUpload {
            procedure: String::from_utf8_lossy(&self.file("procedure.yaml")?.unwrap_or_default())
                .into_owned(),
            workbook: self.file("form.xlsx")?.map(|bytes| BASE64.encode(&bytes)),
            form: self.text("form.yaml")?,
            upgrades: self.text("upgrades.yaml")?,
            stories: self.text("stories.yaml")?,
        })
    }

    fn text(&self, name: &str) -> Result<Option<String>, CliError> {
        Ok(self.file(name)?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }

    fn file(&self, name: &str) -> Result<Option<Vec<u8>>, CliError> {
        match std::fs::read(Path::new(&self.from).join(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(CliError::Io { action: "read the pack's files", source }),
        }
    }
}

pub(super) fn list(target: &Target) -> Result<(), CliError> {
    let (store, commune) = target.open()?;
    let shelf = store.shelf(&commune.code)?;
    println!("{} ({}), catalogue {}", commune.name, commune.code, shelf.serial);
    for pack in shelf.packs {
        let state = match pack.state {
            PackState::Published => "published",
            PackState::Withdrawn => "withdrawn",
            PackState::BuiltIn => "with the program",
        };
        println!("  {}  {}  {state}", pack.code, pack.version);
    }
    Ok(())
}

pub(super) fn check(files: &PackFolder) -> Result<(), CliError> {
    let read = checked(files)?;
    println!(
        "{} {}: nothing is wrong with it. Nothing was published.",
        read.pack.procedure.code, read.pack.procedure.version
    );
    Ok(())
}

pub(super) fn publish(target: &Target, files: &PackFolder) -> Result<(), CliError> {
    let read = checked(files)?;
    let (store, commune) = target.open()?;
    // A version of the program itself is no version to publish otherwise, whether it was ever served or not.
    Procedures::built_in()?.keep(&store, SystemClock.now())?;
    let (code, version) = (&read.pack.procedure.code, &read.pack.procedure.version);
    let by = By { commune: &commune.code, member: None, now: SystemClock.now() };
    let serial = store.publish(&NewPack { code, version, files: &read.bundle.to_bytes() }, &by)?;
    println!("{code} {version} is published (catalogue {serial}); devices get it with their next sync.");
    Ok(())
}

pub(super) fn withdraw(target: &Target, code: &str, version: &str) -> Result<(), CliError> {
    let (store, commune) = target.open()?;
    let by = By { commune: &commune.code, member: None, now: SystemClock.now() };
    let serial = store.withdraw(&ProcedureCode::from(code), version, &by)?;
    println!("{code} {version} is withdrawn (catalogue {serial}). Dossiers that were begun with it keep it.");
    Ok(())
}

fn checked(files: &PackFolder) -> Result<ReadPack, CliError> {
    let library = Library::built_in().map_err(ProceduresError::from)?;
    match read(&library, &files.upload()?) {
        Ok(read) => {
            read.warnings.iter().for_each(|warning| println!("Lưu ý: {}", line(warning)));
            Ok(read)
        }
        Err(faults) => {
            faults.iter().for_each(|fault| println!("{}", line(fault)));
            Err(CliError::PackRefused { faults: faults.len() })
        }
    }
}

/// The place, then what is wrong and what to do: a line in Vietnamese, and below it one in English.
fn line(fault: &PackFault) -> String {
    let (place, said, to_do) = (place(fault), &fault.said, &fault.to_do);
    format!("{place}: {} {}\n    {} {}", said.vi, to_do.vi, said.en, to_do.en)
}

/// Such as `form.xlsx, survey F12 type`, or `procedure.yaml:40, papers[2]`.
fn place(fault: &PackFault) -> String {
    let place = &fault.place;
    let line = place.line.map(|line| format!(":{line}")).unwrap_or_default();
    let row = place.row.map(|row| row.to_string());
    let parts = [place.sheet.clone(), place.cell.clone().or(row), place.column.clone(), place.keys.clone()];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let comma = if parts.is_empty() { "" } else { ", " };
    format!("{}{line}{comma}{}", fault.file, parts.join(" "))
}
