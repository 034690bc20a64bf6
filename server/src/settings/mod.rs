//! What a commune says about its own office: its days, hours, numbers, and who is what.
//!
//! **Invariant:** a file is taken as a whole or not at all; what was said before stays readable by its version.

mod officers;
mod pattern;
mod sheets;
mod table;
mod unit;

pub use pattern::NumberPattern;
pub use table::Fault;
pub use unit::Unit;

use crate::procedures::Procedures;
use crate::store::people::{Member, User};
use crate::store::settings::KeptSettings;
use crate::store::{Store, StoreError};
use dossier::{CommuneCode, MemberId, Timestamp};
use officers::Known;
use wire::settings::{Settings, Sheet};

/// Why nothing was taken.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    #[error("there are {} faults", .0.len())]
    Faults(Vec<Fault>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Where settings are read and written: of one commune, by somebody, now.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub store: &'a dyn Store,
    pub procedures: &'a Procedures,
    pub commune: &'a CommuneCode,
    /// 0: at the command line.
    pub by: MemberId,
    pub now: Timestamp,
}

impl std::fmt::Debug for Place<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Place").field("commune", self.commune).field("by", &self.by).finish_non_exhaustive()
    }
}

/// Everybody who logs in, the members that they are, and the fields that there are.
#[derive(Debug)]
pub struct People {
    pub users: Vec<User>,
    pub members: Vec<Member>,
    fields: Vec<String>,
}

impl People {
    fn known(&self) -> Known<'_> {
        Known { users: &self.users, members: &self.members, fields: &self.fields }
    }
}

impl Place<'_> {
    pub fn people(&self) -> Result<People, StoreError> {
        Ok(People {
            users: self.store.users(self.commune)?,
            members: self.store.members(self.commune)?,
            fields: self.procedures.shelf(self.store, self.commune)?.fields(),
        })
    }

    /// A table as it is now.
    pub fn export(&self, sheet: Sheet) -> Result<String, StoreError> {
        let settings = self.store.settings(self.commune)?.settings;
        let written = match sheet {
            Sheet::Days => sheets::write_days(&settings.days),
            Sheet::Desk => sheets::write_desk(&settings),
            Sheet::Officers => officers::write(&self.people()?.known()),
        };
        written.map_err(|source| StoreError::Engine { action: "write the table", source: source.into() })
    }

    /// Takes a table in when nothing is wrong with it; `after` is the version that it was made for.
    pub fn import(&self, sheet: Sheet, text: &str, after: u32) -> Result<(), NotTaken> {
        let before = self.store.settings(self.commune)?;
        match sheet {
            Sheet::Days => {
                let days = sheets::read_days(text, self.procedures.calendar()).map_err(NotTaken::Faults)?;
                self.keep(&before, Settings { days, ..before.settings.clone() }, after)
            }
            Sheet::Desk => {
                let settings = sheets::read_desk(text, &before.settings).map_err(NotTaken::Faults)?;
                self.keep(&before, settings, after)
            }
            Sheet::Officers => {
                let standings = officers::read(text, &self.people()?.known()).map_err(NotTaken::Faults)?;
                Ok(self.store.set_standings(self.commune, &standings, self.now)?)
            }
        }
    }

    /// The same that is said already makes no version.
    fn keep(&self, before: &KeptSettings, settings: Settings, after: u32) -> Result<(), NotTaken> {
        if before.version != after {
            return Err(StoreError::Stale.into());
        }
        if before.settings != settings {
            self.store.keep_settings(self.commune, after, &settings, self.by, self.now)?;
        }
        Ok(())
    }
}
