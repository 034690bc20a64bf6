//! Procedure packs: files by their hash, versions that may be used, and what was refused.
//!
//! **Invariant:** a version and its list of files are one commit, after the pack was checked: whoever reads them
//! finds a whole pack or none.
//! **Invariant:** a version stays as long as a dossier here was written with it or can go back to it.

use crate::{Store, StoreError};
use dossier::{CommuneCode, ProcedureCode, Timestamp};
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use sync::packs::{Settlement, Version};
use wire::packs::{FileHash, PackKey, PackNotice, PackRefusal};

/// Where this device stands with the server's catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackStanding {
    pub commune: CommuneCode,
    /// `None`: not pinned yet.
    pub key: Option<PackKey>,
    /// Epoch and serial of the catalogue that was taken last.
    pub held: Option<(u64, u64)>,
    /// The server was restored since: what it publishes must be read again.
    pub void: bool,
    pub files: HashSet<FileHash>,
}

/// A version that is stored here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPack {
    pub code: ProcedureCode,
    pub version: String,
    /// New dossiers may begin with it.
    pub offered: bool,
}

impl Store {
    pub fn pack_standing(&self) -> Result<PackStanding, StoreError> {
        let files = self
            .connection
            .prepare_cached("SELECT sha256 FROM pack_blob")?
            .query_map([], |row| row.get(0).map(FileHash))?
            .collect::<Result<_, _>>()?;
        Ok(self.connection.query_row(
            "SELECT commune, pack_key, catalogue_epoch, catalogue_serial, catalogue_void FROM device",
            [],
            |row| {
                let epoch: u64 = row.get(2)?;
                Ok(PackStanding {
                    commune: CommuneCode::new(row.get::<_, String>(0)?),
                    key: PackKey::from_slice(&row.get::<_, Vec<u8>>(1)?),
                    held: (epoch != 0).then_some((epoch, row.get(3)?)),
                    void: row.get(4)?,
                    files,
                })
            },
        )?)
    }

    pub fn packs(&self) -> Result<Vec<StoredPack>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT code, version, offered FROM pack ORDER BY code, version")?
            .query_map([], |row| {
                let code = ProcedureCode::new(row.get::<_, String>(0)?);
                Ok(StoredPack { code, version: row.get(1)?, offered: row.get(2)? })
            })?
            .collect::<Result<_, _>>()?)
    }

    /// The files of a stored version by name; empty when it is not stored.
    pub fn pack_files(
        &self,
        code: &ProcedureCode,
        version: &str,
    ) -> Result<BTreeMap<String, Vec<u8>>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT f.name, b.bytes FROM pack_file f JOIN pack_blob b ON b.sha256 = f.sha256
                 WHERE f.code = ?1 AND f.version = ?2",
            )?
            .query_map((code.as_str(), version), |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?)
    }

    pub fn pack_blob(&self, sha256: &FileHash) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT bytes FROM pack_blob WHERE sha256 = ?1")?
            .query_row([sha256.0], |row| row.get(0))
            .optional()?)
    }

    /// What the dossiers here were written with, or can go back to.
    pub fn used_versions(&self) -> Result<BTreeSet<Version>, StoreError> {
        let sql = format!("SELECT code, version FROM ({USED})");
        Ok(self
            .connection
            .prepare_cached(&sql)?
            .query_map([], |row| Ok((ProcedureCode::new(row.get::<_, String>(0)?), row.get(1)?)))?
            .collect::<Result<_, _>>()?)
    }

    /// A file of a pack that is on its way. Its hash was compared.
    pub fn keep_pack_file(&mut self, sha256: &FileHash, bytes: &[u8]) -> Result<(), StoreError> {
        let tx = self.connection.transaction()?;
        put_blob(&tx, sha256, bytes)?;
        tx.commit()?;
        Ok(())
    }

    /// A version whose files are all here, and which was checked. It is offered when the catalogue is settled.
    pub fn take_pack(
        &mut self,
        code: &ProcedureCode,
        version: &str,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Result<(), StoreError> {
        let tx = self.connection.transaction()?;
        tx.execute("INSERT OR IGNORE INTO pack (code, version) VALUES (?1, ?2)", (code.as_str(), version))?;
        for (name, bytes) in files {
            let sha256 = sync::catalogue::hash(bytes);
            put_blob(&tx, &sha256, bytes)?;
            tx.execute(
                "INSERT OR REPLACE INTO pack_file (code, version, name, sha256) VALUES (?1, ?2, ?3, ?4)",
                params![code.as_str(), version, name, sha256.0],
            )?;
        }
        tx.commit()?;
        Ok(())
    }

    /// The catalogue is worked through: from now on it is the one that is held.
    pub fn settle_packs(&mut self, settlement: &Settlement, now: Timestamp) -> Result<(), StoreError> {
        let tx = self.connection.transaction()?;
        tx.execute(
            "UPDATE device SET pack_key = ?1, catalogue_epoch = ?2, catalogue_serial = ?3, catalogue_void = 0",
            params![settlement.key.0, settlement.epoch, settlement.serial],
        )?;
        tx.execute("UPDATE pack SET offered = 0", [])?;
        for (code, version) in &settlement.offered {
            tx.execute(
                "UPDATE pack SET offered = 1 WHERE code = ?1 AND version = ?2",
                (code.as_str(), version),
            )?;
        }
        tx.execute("DELETE FROM pack_refusal", [])?;
        for ((code, version), refusal) in &settlement.refused {
            put_refusal(&tx, code.as_str(), version, refusal, now)?;
        }
        drop_unused(&tx)?;
        tx.commit()?;
        Ok(())
    }

    /// A catalogue was not believed: nothing changes but that it is told.
    pub fn note_catalogue_refused(
        &mut self,
        refusal: &PackRefusal,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let tx = self.connection.transaction()?;
        put_refusal(&tx, "", "", refusal, now)?;
        tx.commit()?;
        Ok(())
    }

    /// Lets go of versions that no dossier needs any more.
    pub fn drop_unused_packs(&mut self) -> Result<(), StoreError> {
        let tx = self.connection.transaction()?;
        drop_unused(&tx)?;
        tx.commit()?;
        Ok(())
    }

    pub fn pack_notices(&self) -> Result<Vec<PackNotice>, StoreError> {
        let rows = self
            .connection
            .prepare_cached("SELECT code, version, refusal, at_ms FROM pack_refusal ORDER BY code, version")?
            .query_map([], |row| {
                let (code, refusal): (String, String) = (row.get(0)?, row.get(2)?);
                let code = (!code.is_empty()).then(|| ProcedureCode::new(code));
                Ok((code, row.get(1)?, refusal, row.get(3)?))
            })?
            .collect::<Result<Vec<(_, String, String, i64)>, _>>()?;
        let notice = |(code, version, refusal, at): (_, _, String, _)| {
            // A reason that an older app does not know is still a refusal.
            let refusal = serde_json::from_str(&refusal).unwrap_or(PackRefusal::CatalogueUnreadable);
            PackNotice { code, version, refusal, at: Timestamp::from_millis(at) }
        };
        Ok(rows.into_iter().map(notice).collect())
    }
}

/// A dossier that was handed over does not go back any more; its own version it keeps for ever.
const USED: &str = "
    SELECT procedure AS code, form_version AS version FROM dossier_row
    UNION SELECT procedure, former_version FROM dossier_row WHERE former_version <> '' AND submitted_ms = 0";

fn drop_unused(tx: &Transaction<'_>) -> Result<(), StoreError> {
    let sql = format!(
        "DELETE FROM pack WHERE (code, version) NOT IN (SELECT code, version FROM ({USED}))
         AND NOT (offered = 1 AND version =
            (SELECT max(newest.version) FROM pack AS newest WHERE newest.code = pack.code AND newest.offered = 1))"
    );
    tx.execute(&sql, [])?;
    tx.execute("DELETE FROM pack_blob WHERE sha256 NOT IN (SELECT sha256 FROM pack_file)", [])?;
    Ok(())
}

fn put_blob(tx: &Transaction<'_>, sha256: &FileHash, bytes: &[u8]) -> Result<(), StoreError> {
    tx.execute("INSERT OR IGNORE INTO pack_blob (sha256, bytes) VALUES (?1, ?2)", params![sha256.0, bytes])?;
    Ok(())
}

fn put_refusal(
    tx: &Transaction<'_>,
    code: &str,
    version: &str,
    refusal: &PackRefusal,
    now: Timestamp,
) -> Result<(), StoreError> {
    let json = serde_json::to_string(refusal).map_err(|_| StoreError::Unwritable)?;
    tx.execute(
        "INSERT OR REPLACE INTO pack_refusal (code, version, refusal, at_ms) VALUES (?1, ?2, ?3, ?4)",
        params![code, version, json, now.millis()],
    )?;
    Ok(())
}
