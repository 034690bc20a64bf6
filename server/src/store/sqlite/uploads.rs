//! Uploads in SQLite, up to the row of their blob.

use super::columns::{AuditLine, device, document, engine, hash, member, moment, number, unsigned};
use super::moves::place_of;
use super::{SqliteStore, StoreError};
use crate::store::blobs::{
    Begun, BlobFacts, BlobLine, Blobs, Completed, KeptBlob, NewScan, Upload, UploadBounds, UploadId,
};
use dossier::{CommuneCode, DeviceId, DossierId, MemberId, ProcedureCode, TeamId, Timestamp};
use rusqlite::types::Type;
use rusqlite::{OptionalExtension, Row, Transaction};
use wire::packs::FileHash;

const COLUMNS: &str =
    "commune, device, id, member, dossier, sha256, size, kept, complete, metadata, expires_at";

impl Blobs for SqliteStore {
    fn every_blob(&self) -> Result<Vec<KeptBlob>, StoreError> {
        self.all_blobs()
    }

    fn begin_upload(
        &self,
        new: &Upload,
        bounds: UploadBounds,
        blob_is_there: bool,
        now: Timestamp,
    ) -> Result<Begun, StoreError> {
        self.write("begin the upload", |tx| {
            let place = place_of(tx, &new.commune, new.dossier)?;
            if dossier_is_removed(tx, &place, new.dossier)? {
                return Ok(Begun::DossierRemoved);
            }
            if blob_is_there && has_blob(tx, new)? {
                let complete = Upload { kept: new.size, complete: true, ..new.clone() };
                insert(tx, &complete)?;
                if place != new.commune {
                    let media_type = media_type_of(tx, new)?;
                    write_blob(tx, &place, &new.sha256, new.size, &media_type, now)?;
                }
                link_upload(tx, &complete, &place, now)?;
                return Ok(Begun::Upload(complete));
            }
            if let Some(begun) = begun_before(tx, new, now)? {
                return Ok(Begun::Upload(begun));
            }
            let (uploads, bytes) = on_their_way(tx, new, now)?;
            if uploads >= bounds.uploads {
                return Ok(Begun::TooManyUploads);
            }
            if bytes.saturating_add(new.size) > bounds.bytes {
                return Ok(Begun::TooManyBytes);
            }
            insert(tx, new)?;
            Ok(Begun::Upload(new.clone()))
        })
    }

    fn upload(
        &self,
        commune: &CommuneCode,
        device: DeviceId,
        id: UploadId,
    ) -> Result<Option<Upload>, StoreError> {
        self.read("read the upload", |tx| {
            tx.prepare_cached(&format!(
                "SELECT {COLUMNS} FROM upload WHERE commune = ?1 AND device = ?2 AND id = ?3"
            ))
            .and_then(|mut statement| {
                statement.query_row((commune.as_str(), device.as_bytes(), id.0), upload).optional()
            })
            .map_err(engine("read the upload"))
        })
    }

    fn note_kept(&self, upload: &Upload, kept: u64, expires_at: Timestamp) -> Result<bool, StoreError> {
        self.write("note what was received", |tx| {
            let noted = tx
                .execute(
                    "UPDATE upload SET kept = ?4, expires_at = ?5
                     WHERE commune = ?1 AND device = ?2 AND id = ?3 AND complete = 0",
                    (
                        upload.commune.as_str(),
                        upload.device.as_bytes(),
                        upload.id.0,
                        number(kept),
                        expires_at.millis(),
                    ),
                )
                .map_err(engine("note what was received"))?;
            Ok(noted > 0)
        })
    }

    fn complete_upload(
        &self,
        upload: &Upload,
        media_type: &str,
        expires_at: Timestamp,
        now: Timestamp,
    ) -> Result<Completed, StoreError> {
        self.write("complete the upload", |tx| {
            // The commune may have moved the dossier while its photo was on its way.
            let place = place_of(tx, &upload.commune, upload.dossier)?;
            if dossier_is_removed(tx, &place, upload.dossier)? {
                return Ok(Completed::DossierRemoved);
            }
            let key = (upload.commune.as_str(), upload.device.as_bytes(), upload.id.0, expires_at.millis());
            let completed = tx
                .execute(
                    "UPDATE upload SET kept = size, complete = 1, expires_at = ?4
                     WHERE commune = ?1 AND device = ?2 AND id = ?3",
                    key,
                )
                .map_err(engine("complete the upload"))?;
            if completed == 0 {
                return Ok(Completed::UploadGone);
            }
            write_blob(tx, &place, &upload.sha256, upload.size, media_type, now)?;
            link_upload(tx, upload, &place, now)?;
            Ok(Completed::Linked)
        })
    }

    fn keep_scan(&self, scan: &NewScan<'_>) -> Result<bool, StoreError> {
        self.write("keep the scan", |tx| {
            if dossier_is_removed(tx, scan.commune, scan.dossier)? {
                return Ok(false);
            }
            write_blob(tx, scan.commune, &scan.sha256, scan.size, scan.media_type, scan.now)?;
            link(tx, scan.commune, scan.dossier, &scan.sha256, (&[], scan.member, ""), scan.now)?;
            let line = AuditLine {
                commune: scan.commune,
                at: scan.now,
                member: scan.member,
                device: None,
                action: "keep a scan",
                document: Some(scan.dossier.into()),
                count: 1,
            };
            line.write(tx)?;
            Ok(true)
        })
    }

    fn drop_upload(&self, upload: &Upload) -> Result<bool, StoreError> {
        self.write("drop the upload", |tx| {
            let key = (upload.commune.as_str(), upload.device.as_bytes(), upload.id.0);
            let dropped = tx
                .execute("DELETE FROM upload WHERE commune = ?1 AND device = ?2 AND id = ?3", key)
                .map_err(engine("drop the upload"))?;
            Ok(dropped > 0)
        })
    }

    fn expired_uploads(&self, now: Timestamp) -> Result<Vec<Upload>, StoreError> {
        self.read("list the expired uploads", |tx| {
            tx.prepare_cached(&format!("SELECT {COLUMNS} FROM upload WHERE expires_at <= ?1"))
                .and_then(|mut statement| statement.query_map([now.millis()], upload)?.collect())
                .map_err(engine("list the expired uploads"))
        })
    }

    fn knows_upload(&self, id: UploadId) -> Result<bool, StoreError> {
        self.read("look for the upload", |tx| {
            tx.prepare_cached("SELECT EXISTS (SELECT 1 FROM upload WHERE id = ?1) AS known")
                .and_then(|mut statement| statement.query_row([id.0], |row| row.get("known")))
                .map_err(engine("look for the upload"))
        })
    }

    fn knows_blob(&self, sha256: &FileHash) -> Result<bool, StoreError> {
        self.blob_is_known(sha256)
    }

    fn list_blobs(
        &self,
        commune: &CommuneCode,
        dossier: DossierId,
        by: MemberId,
        now: Timestamp,
    ) -> Result<Vec<BlobLine>, StoreError> {
        self.blobs_of_dossier(commune, dossier, by, now)
    }

    fn read_blob(
        &self,
        commune: &CommuneCode,
        sha256: &FileHash,
        may: &dyn Fn(&ProcedureCode, TeamId) -> bool,
        by: MemberId,
        now: Timestamp,
    ) -> Result<Option<BlobFacts>, StoreError> {
        self.blob_for_office(commune, sha256, may, by, now)
    }
}

fn upload(row: &Row<'_>) -> rusqlite::Result<Upload> {
    let id: Vec<u8> = row.get("id")?;
    let id = id.try_into().map_err(|_| {
        rusqlite::Error::FromSqlConversionFailure(0, Type::Blob, "id has another length".into())
    })?;
    Ok(Upload {
        commune: super::columns::commune(row, "commune")?,
        device: device(row, "device")?,
        id: UploadId(id),
        member: member(row, "member")?,
        dossier: document(row, "dossier")?.into(),
        sha256: FileHash(hash(row, "sha256")?),
        size: unsigned(row, "size")?,
        kept: unsigned(row, "kept")?,
        complete: row.get("complete")?,
        metadata: row.get("metadata")?,
        expires_at: moment(row, "expires_at")?,
    })
}

fn insert(tx: &Transaction<'_>, new: &Upload) -> Result<(), StoreError> {
    tx.execute(
        &format!("INSERT INTO upload ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"),
        (
            new.commune.as_str(),
            new.device.as_bytes(),
            new.id.0,
            new.member.0,
            new.dossier.as_bytes(),
            new.sha256.0,
            number(new.size),
            number(new.kept),
            new.complete,
            new.metadata.as_str(),
            new.expires_at.millis(),
        ),
    )
    .map_err(engine("begin the upload"))?;
    Ok(())
}

fn write_blob(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    sha256: &FileHash,
    size: u64,
    media_type: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT OR IGNORE INTO blob (commune, sha256, size, media_type, received_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        (commune.as_str(), sha256.0, number(size), media_type, now.millis()),
    )
    .map_err(engine("write the blob's row"))?;
    Ok(())
}

fn link_upload(
    tx: &Transaction<'_>,
    upload: &Upload,
    place: &CommuneCode,
    now: Timestamp,
) -> Result<(), StoreError> {
    let home = if *place == upload.commune { "" } else { upload.commune.as_str() };
    let from = (upload.device.as_bytes().as_slice(), upload.member, home);
    link(tx, place, upload.dossier, &upload.sha256, from, now)
}

/// Of a blob that the device's commune has.
fn media_type_of(tx: &Transaction<'_>, upload: &Upload) -> Result<String, StoreError> {
    tx.query_row(
        "SELECT media_type FROM blob WHERE commune = ?1 AND sha256 = ?2",
        (upload.commune.as_str(), upload.sha256.0),
        |row| row.get("media_type"),
    )
    .map_err(engine("read the blob"))
}

/// The first time counts. From no device: from the office. `home`: the member's commune when it is another.
fn link(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    dossier: DossierId,
    sha256: &FileHash,
    (device, member, home): (&[u8], MemberId, &str),
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT OR IGNORE INTO blob_link (commune, dossier, sha256, device, member, at, home)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (commune.as_str(), dossier.as_bytes(), sha256.0, device, member.0, now.millis(), home),
    )
    .map_err(engine("link the blob to its dossier"))?;
    Ok(())
}

fn dossier_is_removed(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    dossier: DossierId,
) -> Result<bool, StoreError> {
    tx.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM document WHERE commune = ?1 AND id = ?2 AND deleted_at > 0) AS removed",
    )
    .and_then(|mut statement| {
        statement.query_row((commune.as_str(), dossier.as_bytes()), |row| row.get("removed"))
    })
    .map_err(engine("look for the upload's dossier"))
}

fn has_blob(tx: &Transaction<'_>, upload: &Upload) -> Result<bool, StoreError> {
    tx.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM blob WHERE commune = ?1 AND sha256 = ?2 AND size = ?3) AS there",
    )
    .and_then(|mut statement| {
        statement.query_row((upload.commune.as_str(), upload.sha256.0, number(upload.size)), |row| {
            row.get("there")
        })
    })
    .map_err(engine("look for the blob"))
}

/// What this device began for the same file and dossier, and did not end.
fn begun_before(tx: &Transaction<'_>, new: &Upload, now: Timestamp) -> Result<Option<Upload>, StoreError> {
    tx.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM upload
         WHERE commune = ?1 AND device = ?2 AND dossier = ?3 AND sha256 = ?4 AND size = ?5
           AND complete = 0 AND expires_at > ?6
         ORDER BY id LIMIT 1"
    ))
    .and_then(|mut statement| {
        let key = (
            new.commune.as_str(),
            new.device.as_bytes(),
            new.dossier.as_bytes(),
            new.sha256.0,
            number(new.size),
            now.millis(),
        );
        statement.query_row(key, upload).optional()
    })
    .map_err(engine("look for an upload that was begun before"))
}

/// How many uploads of the device are not complete, and the bytes of their whole files.
fn on_their_way(tx: &Transaction<'_>, new: &Upload, now: Timestamp) -> Result<(u64, u64), StoreError> {
    tx.prepare_cached(
        "SELECT count(*) AS uploads, coalesce(sum(size), 0) AS bytes FROM upload
         WHERE commune = ?1 AND device = ?2 AND complete = 0 AND expires_at > ?3",
    )
    .and_then(|mut statement| {
        statement.query_row((new.commune.as_str(), new.device.as_bytes(), now.millis()), |row| {
            Ok((unsigned(row, "uploads")?, unsigned(row, "bytes")?))
        })
    })
    .map_err(engine("count the device's uploads"))
}
