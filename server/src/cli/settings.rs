//! `settings`: what the commune says about its own office, out into a file and in from one.

use super::CliError;
use super::target::Target;
use crate::clock::{Clock, SystemClock};
use crate::office::settings::told;
use crate::procedures::Procedures;
use crate::settings::{NotTaken, Place};
use crate::store::settings::UnitSettings;
use dossier::MemberId;
use std::path::Path;
use wire::settings::Sheet;

pub(super) fn export(target: &Target, sheet: Sheet) -> Result<(), CliError> {
    let (store, commune) = target.open()?;
    let (procedures, code) = (Procedures::built_in()?, commune.code);
    let place = Place {
        store: &store,
        procedures: &procedures,
        commune: &code,
        by: MemberId(0),
        now: SystemClock.now(),
    };
    print!("{}", place.export(sheet)?);
    Ok(())
}

pub(super) fn import(target: &Target, sheet: Sheet, from: &Path) -> Result<(), CliError> {
    let (store, commune) = target.open()?;
    let (procedures, code) = (Procedures::built_in()?, commune.code);
    let bytes = std::fs::read(from).map_err(|source| CliError::Io { action: "read the file", source })?;
    let place = Place {
        store: &store,
        procedures: &procedures,
        commune: &code,
        by: MemberId(0),
        now: SystemClock.now(),
    };
    let after = store.settings(&code)?.version;
    match place.import(sheet, &String::from_utf8_lossy(&bytes), after) {
        Ok(()) => {
            println!("{} was taken. Version {} is in force.", from.display(), store.settings(&code)?.version);
            Ok(())
        }
        Err(NotTaken::Store(error)) => Err(error.into()),
        Err(NotTaken::Faults(faults)) => {
            let told = told(faults);
            for fault in &told {
                let column =
                    if fault.column.is_empty() { String::new() } else { format!(", {}", fault.column) };
                let (said, to_do) = (&fault.said, &fault.to_do);
                println!("{}:{}{column}: {} {}", from.display(), fault.line, said.vi, to_do.vi);
                println!("    {} {}", said.en, to_do.en);
            }
            Err(CliError::TableRefused { faults: told.len() })
        }
    }
}
