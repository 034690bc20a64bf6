//! Packs in SQLite.

use super::columns::{AuditLine, engine, hash, moment, unsigned};
use super::{SqliteStore, StoreError};
use crate::chance;
use crate::store::packs::{By, Files, KeptPack, KeptShelf, NewPack, Packs};
use dossier::{CommuneCode, MemberId, ProcedureCode, Timestamp};
use rusqlite::{OptionalExtension, Row, Transaction};
use std::collections::BTreeMap;
use wire::packs::{FileHash, PackFile, PackState};

/// The commune of packs that came with the program.
const PROGRAM: &str = "";

/// Gives the server its signing key, if it has none.
pub(super) fn ensure_key(tx: &Transaction<'_>) -> Result<(), StoreError> {
    let seed: [u8; 32] = chance::bytes()?;
    tx.execute("INSERT OR IGNORE INTO signing_key (id, seed) VALUES (1, ?1)", [seed])
        .map_err(engine("give the server its signing key"))?;
    Ok(())
}

impl Packs for SqliteStore {
    fn signing_seed(&self) -> Result<[u8; 32], StoreError> {
        self.read("read the signing key", |tx| {
            tx.query_row("SELECT seed FROM signing_key", [], |row| hash(row, "seed"))
                .map_err(engine("read the signing key"))
        })
    }

    fn shelf_serial(&self, commune: &CommuneCode) -> Result<u64, StoreError> {
        self.read("read the catalogue's serial", |tx| serial(tx, commune))
    }

    fn shelf(&self, commune: &CommuneCode) -> Result<KeptShelf, StoreError> {
        self.read("read the packs", |tx| {
            Ok(KeptShelf { serial: serial(tx, commune)?, packs: kept(tx, commune)? })
        })
    }

    fn pack_file(&self, commune: &CommuneCode, sha256: &FileHash) -> Result<Option<Vec<u8>>, StoreError> {
        self.read("read a file of a pack", |tx| {
            tx.prepare_cached("SELECT bytes FROM pack_blob WHERE commune IN (?2, ?3) AND sha256 = ?1 LIMIT 1")
                .and_then(|mut statement| {
                    statement
                        .query_row((sha256.0, commune.as_str(), PROGRAM), |row| row.get("bytes"))
                        .optional()
                })
                .map_err(engine("read a file of a pack"))
        })
    }

    fn keep_built_in(&self, packs: &[NewPack<'_>], now: Timestamp) -> Result<(), StoreError> {
        self.write("keep the packs of the program", |tx| {
            let had = files_of(tx, PROGRAM)?;
            for pack in packs {
                let key = (pack.code.clone(), pack.version.to_owned());
                if had.get(&key).is_none_or(|files| *files != listed(pack.files)) {
                    forget(tx, PROGRAM, pack)?;
                    put(tx, PROGRAM, pack, "built_in", now, None)?;
                }
            }
            Ok(())
        })
    }

    fn publish(&self, pack: &NewPack<'_>, by: &By<'_>) -> Result<u64, StoreError> {
        self.write("publish the pack", |tx| {
            let known = kept(tx, by.commune)?;
            let of_code: Vec<&KeptPack> = known.iter().filter(|known| known.code == *pack.code).collect();
            if let Some(same) = of_code.iter().find(|known| known.version == pack.version) {
                if same.files != listed(pack.files) {
                    return Err(StoreError::VersionTaken);
                }
                return match same.state {
                    PackState::Published | PackState::BuiltIn => serial(tx, by.commune),
                    PackState::Withdrawn => {
                        set_state(tx, by.commune, pack.code, pack.version, "published")?;
                        next_serial(tx, by, "publish")
                    }
                };
            }
            let newest = of_code.iter().map(|known| known.version.as_str()).max();
            if let Some(newest) = newest.filter(|newest| *newest > pack.version) {
                return Err(StoreError::NotNewest { newest: newest.to_owned() });
            }
            put(tx, by.commune.as_str(), pack, "published", by.now, by.member)?;
            next_serial(tx, by, "publish")
        })
    }

    fn withdraw(&self, code: &ProcedureCode, version: &str, by: &By<'_>) -> Result<u64, StoreError> {
        self.write("withdraw the pack", |tx| {
            let known = kept(tx, by.commune)?;
            let found = known.iter().find(|known| known.code == *code && known.version == version);
            match found.map(|known| known.state) {
                None | Some(PackState::BuiltIn) => Err(StoreError::Unknown { what: "published pack" }),
                Some(PackState::Withdrawn) => serial(tx, by.commune),
                Some(PackState::Published) => {
                    set_state(tx, by.commune, code, version, "withdrawn")?;
                    next_serial(tx, by, "withdraw")
                }
            }
        })
    }
}

fn serial(tx: &Transaction<'_>, commune: &CommuneCode) -> Result<u64, StoreError> {
    tx.prepare_cached("SELECT serial FROM pack_shelf WHERE commune = ?1")
        .and_then(|mut statement| {
            statement.query_row([commune.as_str()], |row| unsigned(row, "serial")).optional()
        })
        .map(Option::unwrap_or_default)
        .map_err(engine("read the catalogue's serial"))
}

/// Taken inside the transaction that uses it: two who publish at once get two serials, in order.
fn next_serial(tx: &Transaction<'_>, by: &By<'_>, action: &str) -> Result<u64, StoreError> {
    let serial = tx
        .query_row(
            "INSERT INTO pack_shelf (commune, serial) VALUES (?1, 1)
             ON CONFLICT (commune) DO UPDATE SET serial = serial + 1 RETURNING serial",
            [by.commune.as_str()],
            |row| unsigned(row, "serial"),
        )
        .map_err(engine("take the next serial of the catalogue"))?;
    AuditLine {
        commune: by.commune,
        at: by.now,
        member: by.member.unwrap_or(MemberId(0)),
        device: None,
        action,
        document: None,
        count: 1,
    }
    .write(tx)?;
    Ok(serial)
}

type Listed = BTreeMap<(ProcedureCode, String), Vec<PackFile>>;

fn files_of(tx: &Transaction<'_>, commune: &str) -> Result<Listed, StoreError> {
    let failed = engine("read the packs' files");
    let mut found = Listed::new();
    let mut statement = tx
        .prepare_cached(
            "SELECT code, version, name, sha256, size FROM pack_file WHERE commune = ?1 ORDER BY name",
        )
        .map_err(&failed)?;
    let mut rows = statement.query([commune]).map_err(&failed)?;
    while let Some(row) = rows.next().map_err(&failed)? {
        let (version, file) = file(row).map_err(&failed)?;
        found.entry(version).or_default().push(file);
    }
    Ok(found)
}

fn file(row: &Row<'_>) -> rusqlite::Result<((ProcedureCode, String), PackFile)> {
    let version = (ProcedureCode::new(row.get::<_, String>("code")?), row.get("version")?);
    let file =
        PackFile { name: row.get("name")?, sha256: FileHash(hash(row, "sha256")?), size: row.get("size")? };
    Ok((version, file))
}

/// The commune's own, and those of the program that it has none of its own in place of.
fn kept(tx: &Transaction<'_>, commune: &CommuneCode) -> Result<Vec<KeptPack>, StoreError> {
    let mut all: BTreeMap<(ProcedureCode, String), KeptPack> = BTreeMap::new();
    for commune in [PROGRAM, commune.as_str()] {
        let mut files = files_of(tx, commune)?;
        let packs: Vec<KeptPack> = tx
            .prepare_cached(
                "SELECT code, version, state, published_at, published_by FROM pack WHERE commune = ?1",
            )
            .and_then(|mut statement| statement.query_map([commune], pack)?.collect())
            .map_err(engine("read the packs"))?;
        for mut pack in packs {
            let key = (pack.code.clone(), pack.version.clone());
            pack.files = files.remove(&key).unwrap_or_default();
            all.insert(key, pack);
        }
    }
    Ok(all.into_values().collect())
}

fn pack(row: &Row<'_>) -> rusqlite::Result<KeptPack> {
    let state: String = row.get("state")?;
    let by: u32 = row.get("published_by")?;
    Ok(KeptPack {
        code: ProcedureCode::new(row.get::<_, String>("code")?),
        version: row.get("version")?,
        state: match state.as_str() {
            "published" => PackState::Published,
            "built_in" => PackState::BuiltIn,
            // What this program does not know is not offered to anybody.
            _ => PackState::Withdrawn,
        },
        published_at: moment(row, "published_at")?,
        published_by: (by != 0).then_some(MemberId(by)),
        files: Vec::new(),
    })
}

/// The files as they stand in a catalogue, by name.
fn listed(files: &Files) -> Vec<PackFile> {
    files
        .iter()
        .map(|(name, bytes)| PackFile {
            name: name.clone(),
            sha256: ::sync::catalogue::hash(bytes),
            size: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
        })
        .collect()
}

fn put(
    tx: &Transaction<'_>,
    commune: &str,
    pack: &NewPack<'_>,
    state: &str,
    now: Timestamp,
    by: Option<MemberId>,
) -> Result<(), StoreError> {
    let failed = engine("store the pack");
    tx.execute(
        "INSERT INTO pack (commune, code, version, state, published_at, published_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (commune, pack.code.as_str(), pack.version, state, now.millis(), by.map_or(0, |member| member.0)),
    )
    .map_err(&failed)?;
    for (file, bytes) in listed(pack.files).iter().zip(pack.files.values()) {
        tx.prepare_cached("INSERT OR IGNORE INTO pack_blob (commune, sha256, bytes) VALUES (?1, ?2, ?3)")
            .and_then(|mut statement| statement.execute((commune, file.sha256.0, bytes)))
            .map_err(&failed)?;
        tx.prepare_cached(
            "INSERT INTO pack_file (commune, code, version, name, sha256, size) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )
        .and_then(|mut statement| {
            statement.execute((
                commune,
                pack.code.as_str(),
                pack.version,
                &file.name,
                file.sha256.0,
                file.size,
            ))
        })
        .map_err(&failed)?;
    }
    Ok(())
}

/// Only for packs of the program, whose builder may change one without a new version.
fn forget(tx: &Transaction<'_>, commune: &str, pack: &NewPack<'_>) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM pack WHERE commune = ?1 AND code = ?2 AND version = ?3",
        (commune, pack.code.as_str(), pack.version),
    )
    .map_err(engine("forget a pack of the program"))?;
    Ok(())
}

fn set_state(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    code: &ProcedureCode,
    version: &str,
    state: &str,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE pack SET state = ?4 WHERE commune = ?1 AND code = ?2 AND version = ?3",
        (commune.as_str(), code.as_str(), version, state),
    )
    .map_err(engine("set the pack's state"))?;
    Ok(())
}
