//! A commune's settings in SQLite.

use super::columns::{AuditLine, engine, member, moment};
use super::people::{give_role, note, user_named};
use super::{SqliteStore, StoreError};
use crate::store::people::Standing;
use crate::store::settings::{KeptSettings, UnitSettings};
use dossier::{CommuneCode, DossierId, MemberId, Timestamp};
use rusqlite::{OptionalExtension, Row, Transaction};
use wire::settings::Settings;

/// A version, its record still as JSON.
type Kept = (u32, Timestamp, MemberId, String);

fn kept(row: &Row<'_>) -> rusqlite::Result<Kept> {
    Ok((row.get("version")?, moment(row, "at")?, member(row, "member")?, row.get("record")?))
}

fn read((version, at, by, record): Kept) -> Result<KeptSettings, StoreError> {
    let settings = serde_json::from_str(&record).map_err(|_| StoreError::Damaged { what: "settings" })?;
    Ok(KeptSettings { version, at, by: somebody(by), settings })
}

fn somebody(member: MemberId) -> Option<MemberId> {
    (member != MemberId(0)).then_some(member)
}

fn newest(tx: &Transaction<'_>, commune: &CommuneCode) -> Result<Option<Kept>, StoreError> {
    tx.prepare_cached(
        "SELECT version, at, member, record FROM settings WHERE commune = ?1 ORDER BY version DESC LIMIT 1",
    )
    .and_then(|mut statement| statement.query_row([commune.as_str()], kept).optional())
    .map_err(engine("read the settings"))
}

fn as_the_program_comes() -> KeptSettings {
    KeptSettings { version: 0, at: Timestamp::default(), by: None, settings: Settings::default() }
}

/// In the transaction that accepts a dossier.
pub(super) fn write_version_of_case(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    dossier: DossierId,
    version: u32,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO case_settings (commune, dossier, version) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
    )
    .and_then(|mut statement| statement.execute((commune.as_str(), dossier.as_bytes(), version)))
    .map_err(engine("write the version of the settings"))?;
    Ok(())
}

impl UnitSettings for SqliteStore {
    fn settings(&self, commune: &CommuneCode) -> Result<KeptSettings, StoreError> {
        self.read("read the settings", |tx| {
            newest(tx, commune)?.map_or_else(|| Ok(as_the_program_comes()), read)
        })
    }

    fn settings_version(&self, commune: &CommuneCode, version: u32) -> Result<KeptSettings, StoreError> {
        if version == 0 {
            return Ok(as_the_program_comes());
        }
        self.read("read the settings", |tx| {
            tx.prepare_cached(
                "SELECT version, at, member, record FROM settings WHERE commune = ?1 AND version = ?2",
            )
            .and_then(|mut statement| statement.query_row((commune.as_str(), version), kept).optional())
            .map_err(engine("read the settings"))?
            .ok_or(StoreError::Unknown { what: "version of the settings" })
            .and_then(read)
        })
    }

    fn settings_versions(
        &self,
        commune: &CommuneCode,
    ) -> Result<Vec<(u32, Timestamp, Option<MemberId>)>, StoreError> {
        self.read("list the settings", |tx| {
            tx.prepare_cached(
                "SELECT version, at, member FROM settings WHERE commune = ?1 ORDER BY version DESC",
            )
            .and_then(|mut statement| {
                statement
                    .query_map([commune.as_str()], |row| {
                        Ok((row.get("version")?, moment(row, "at")?, somebody(member(row, "member")?)))
                    })?
                    .collect()
            })
            .map_err(engine("list the settings"))
        })
    }

    fn keep_settings(
        &self,
        commune: &CommuneCode,
        after: u32,
        settings: &Settings,
        by: MemberId,
        now: Timestamp,
    ) -> Result<u32, StoreError> {
        let record = serde_json::to_string(settings).map_err(engine("encode the settings"))?;
        self.write("keep the settings", |tx| {
            let found = newest(tx, commune)?.map_or(0, |(version, ..)| version);
            if found != after {
                return Err(StoreError::Stale);
            }
            let version = found.saturating_add(1);
            tx.execute(
                "INSERT INTO settings (commune, version, at, member, record) VALUES (?1, ?2, ?3, ?4, ?5)",
                (commune.as_str(), version, now.millis(), by.0, &record),
            )
            .map_err(engine("keep the settings"))?;
            AuditLine {
                commune,
                at: now,
                member: by,
                device: None,
                action: "settings",
                document: None,
                count: usize::try_from(version).unwrap_or(usize::MAX),
            }
            .write(tx)?;
            Ok(version)
        })
    }

    fn settings_of(&self, commune: &CommuneCode, dossier: DossierId) -> Result<Option<u32>, StoreError> {
        self.read("read the version of the settings", |tx| {
            tx.prepare_cached("SELECT version FROM case_settings WHERE commune = ?1 AND dossier = ?2")
                .and_then(|mut statement| {
                    let key = (commune.as_str(), dossier.as_bytes());
                    statement.query_row(key, |row| row.get("version")).optional()
                })
                .map_err(engine("read the version of the settings"))
        })
    }

    fn set_standings(
        &self,
        commune: &CommuneCode,
        standings: &[(String, Standing)],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write("give the roles", |tx| {
            for (name, standing) in standings {
                let user = user_named(tx, name)?.filter(|user| user.commune == *commune);
                let user = user.ok_or(StoreError::Unknown { what: "user" })?;
                if (user.standing.role, &user.standing.fields) != (standing.role, &standing.fields) {
                    give_role(tx, commune, name, (standing.role, &standing.fields), now)?;
                }
                if user.standing.administrator != standing.administrator {
                    tx.execute(
                        "UPDATE user SET administrator = ?3 WHERE commune = ?1 AND name = ?2",
                        (commune.as_str(), name, standing.administrator),
                    )
                    .map_err(engine("set what the user may do"))?;
                    let action =
                        if standing.administrator { "administrator" } else { "administrator_no_longer" };
                    note(tx, commune, user.member, action, now)?;
                }
            }
            Ok(())
        })
    }
}
