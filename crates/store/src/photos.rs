//! What is known of each photo: which page of which dossier it is, its file, and how far it has been sent.
//!
//! **Invariant:** a row is written after its file, and in one commit with the page's entry in the document: a page that is
//! called kept is there, and a full disk in the middle of it leaves everything as it was.

use crate::documents::{Touched, Written};
use crate::outbox::Urgency;
use crate::sealed::{FileName, PhotoFiles, Sealed};
use crate::{Store, StoreError};
use dossier::document::{Document, DocumentError};
use dossier::{DossierId, PhotoHash, Timestamp};
use rusqlite::{OptionalExtension, Row, Transaction, params};
use std::collections::BTreeSet;
use std::path::PathBuf;
use zeroize::Zeroizing;

/// A photo's file of this device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PhotoRow {
    pub dossier: DossierId,
    pub sha256: PhotoHash,
    /// Its page: itself, or for a thumbnail the page that it shows.
    pub page: PhotoHash,
    pub size: u64,
    /// Id of the upload that the server has begun.
    pub upload: Option<String>,
    pub sent_at: Option<Timestamp>,
    /// The server refused it for good, with this status.
    pub refused: Option<u16>,
    file: FileName,
}

impl PhotoRow {
    pub fn is_thumbnail(&self) -> bool {
        self.page != self.sha256
    }
}

/// What photos may cost, and what they have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhotoBudget {
    /// Bytes a day; 0: no bound.
    pub bytes_a_day: u64,
    pub spent_today: u64,
}

impl PhotoBudget {
    /// What may still be sent today; `None`: without bound.
    pub const fn left(&self) -> Option<u64> {
        match self.bytes_a_day {
            0 => None,
            bytes => Some(bytes.saturating_sub(self.spent_today)),
        }
    }
}

/// How much of photos waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PhotosWaiting {
    pub pages: u32,
    /// With thumbnails.
    pub bytes: u64,
}

/// A page that was taken out stays on the phone for so long: another person may have kept it at the same time.
const TAKEN_OUT_FOR_MS: i64 = 7 * 24 * 60 * 60 * 1000;

impl Store {
    /// The files of photos, to be worked with while the store does something else.
    pub fn photo_files(&mut self) -> Result<PhotoFiles, StoreError> {
        let stored: Vec<u8> =
            self.connection.query_row("SELECT seal FROM photo_settings", [], |row| row.get(0))?;
        let key = match <[u8; 32]>::try_from(Zeroizing::new(stored).as_slice()) {
            Ok(key) => Zeroizing::new(key),
            Err(_) => {
                let mut key = Zeroizing::new([0u8; 32]);
                getrandom::fill(key.as_mut_slice()).map_err(|_| StoreError::Crypto)?;
                self.connection
                    .execute("UPDATE photo_settings SET seal = ?1 WHERE seal = x''", [key.as_slice()])?;
                key
            }
        };
        Ok(PhotoFiles::new(self.photo_folder.clone(), key))
    }

    /// Keeps a page: its two files are on the disk, and this writes their rows and the page's entry in one commit.
    pub fn add_page(
        &mut self,
        dossier: DossierId,
        (page, thumbnail): (Sealed, Sealed),
        now: Timestamp,
        change: impl FnOnce(&mut Document) -> Result<(), DocumentError>,
    ) -> Result<Written, StoreError> {
        let rows = move |tx: &Transaction<'_>| {
            for one in [page, thumbnail] {
                tx.prepare_cached(
                    "INSERT INTO photo (dossier, sha256, page, file, size, made_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                     ON CONFLICT (dossier, sha256) DO UPDATE SET file = excluded.file, removed_ms = 0",
                )?
                .execute(params![
                    dossier.as_bytes(),
                    one.sha256.as_bytes(),
                    page.sha256.as_bytes(),
                    one.name.0,
                    one.size,
                    now.millis(),
                ])?;
            }
            Ok(())
        };
        self.change_with(dossier.into(), Urgency::InHand, Touched::Other, now, change, rows)
    }

    /// Takes a page out; its file stays for a week.
    pub fn remove_page(
        &mut self,
        dossier: DossierId,
        page: PhotoHash,
        now: Timestamp,
        change: impl FnOnce(&mut Document) -> Result<(), DocumentError>,
    ) -> Result<Written, StoreError> {
        let rows = move |tx: &Transaction<'_>| {
            tx.execute(
                "UPDATE photo SET removed_ms = ?3 WHERE dossier = ?1 AND page = ?2",
                params![dossier.as_bytes(), page.as_bytes(), now.millis()],
            )?;
            Ok(())
        };
        self.change_with(dossier.into(), Urgency::InHand, Touched::Other, now, change, rows)
    }

    /// The photos of a dossier that are on this device, those of pages taken out too.
    pub fn photos_of(&self, dossier: DossierId) -> Result<Vec<PhotoRow>, StoreError> {
        let mut read =
            self.connection.prepare_cached(&format!("SELECT {COLUMNS} FROM photo WHERE dossier = ?1"))?;
        rows(read.query_map([dossier.as_bytes()], row)?)
    }

    pub fn photo(&self, dossier: DossierId, sha256: PhotoHash) -> Result<Option<PhotoRow>, StoreError> {
        let found = self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM photo WHERE dossier = ?1 AND sha256 = ?2"))?
            .query_row(params![dossier.as_bytes(), sha256.as_bytes()], row)
            .optional()?;
        Ok(found.flatten())
    }

    /// The page was kept by somebody while it was taken out here: it is sent after all.
    pub fn page_stands(&mut self, dossier: DossierId, page: PhotoHash) -> Result<(), StoreError> {
        self.connection.execute(
            "UPDATE photo SET removed_ms = 0 WHERE dossier = ?1 AND page = ?2 AND removed_ms <> 0",
            params![dossier.as_bytes(), page.as_bytes()],
        )?;
        Ok(())
    }

    /// Photos to be sent: thumbnails before pages, then in the order in which they were taken.
    pub fn photos_to_send(&self) -> Result<Vec<PhotoRow>, StoreError> {
        let mut read = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM photo WHERE {WAITS}
             ORDER BY page = sha256, made_ms, dossier, sha256"
        ))?;
        rows(read.query_map([], row)?)
    }

    pub fn photos_waiting(&self) -> Result<PhotosWaiting, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!(
                "SELECT count(*) FILTER (WHERE page = sha256), coalesce(sum(size), 0) FROM photo WHERE {WAITS}"
            ))?
            .query_row([], |row| Ok(PhotosWaiting { pages: row.get(0)?, bytes: row.get(1)? }))?)
    }

    /// The server has begun to take it, under this id.
    pub fn note_upload(&mut self, photo: &PhotoRow, upload: &str) -> Result<(), StoreError> {
        self.note(photo, "upload = ?3", &upload)
    }

    /// The server has all of it.
    pub fn note_sent(&mut self, photo: &PhotoRow, now: Timestamp) -> Result<(), StoreError> {
        self.note(photo, "upload = '', sent_ms = ?3", &now.millis())
    }

    /// The server will never take it.
    pub fn note_photo_refused(&mut self, photo: &PhotoRow, status: u16) -> Result<(), StoreError> {
        self.note(photo, "upload = '', refused = ?3", &status)
    }

    fn note(&mut self, photo: &PhotoRow, what: &str, value: &dyn rusqlite::ToSql) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(&format!("UPDATE photo SET {what} WHERE dossier = ?1 AND sha256 = ?2"))?
            .execute(params![photo.dossier.as_bytes(), photo.sha256.as_bytes(), value])?;
        Ok(())
    }

    /// `day`: today in Vietnam.
    pub fn photo_budget(&self, day: &str) -> Result<PhotoBudget, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT budget_bytes, CASE WHEN spent_day = ?1 THEN spent_bytes ELSE 0 END FROM photo_settings",
            )?
            .query_row([day], |row| Ok(PhotoBudget { bytes_a_day: row.get(0)?, spent_today: row.get(1)? }))?)
    }

    pub fn set_photo_budget(&mut self, bytes_a_day: u64) -> Result<(), StoreError> {
        self.connection.execute("UPDATE photo_settings SET budget_bytes = ?1", [bytes_a_day])?;
        Ok(())
    }

    /// So many bytes were sent, whatever became of them.
    pub fn spend_on_photos(&mut self, day: &str, bytes: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "UPDATE photo_settings
                 SET spent_bytes = ?2 + CASE WHEN spent_day = ?1 THEN spent_bytes ELSE 0 END, spent_day = ?1",
            )?
            .execute(params![day, bytes])?;
        Ok(())
    }

    /// Lets photos go that nobody needs here: of pages that were taken out a week ago, and of dossiers that left this
    /// device and whose photos the commune has, or does not take any more because the dossier is gone there as well. Then files without rows. Answers how many files went.
    pub fn sweep_photos(&mut self, now: Timestamp) -> Result<u32, StoreError> {
        let files = self.photo_files()?;
        self.connection.execute(
            "DELETE FROM photo WHERE (removed_ms <> 0 AND removed_ms < ?1)
                OR (sent_ms <> 0 AND dossier NOT IN (SELECT id FROM document WHERE away = 0))
                OR (refused = 410 AND dossier NOT IN (SELECT id FROM document))",
            [now.plus_millis(TAKEN_OUT_FOR_MS.saturating_neg()).millis()],
        )?;
        let named: Vec<Vec<u8>> = self
            .connection
            .prepare_cached("SELECT file FROM photo")?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let named: BTreeSet<FileName> =
            named.into_iter().filter_map(|name| name.try_into().ok().map(FileName)).collect();
        files.sweep(&named)
    }
}

impl PhotoFiles {
    /// The bytes of a photo.
    pub fn open(&self, photo: &PhotoRow) -> Result<Vec<u8>, StoreError> {
        self.read(photo.file, photo.sha256)
    }

    /// A file that got no row after all.
    pub fn discard(&self, sealed: Sealed) {
        if let Err(error) = self.remove(sealed.name) {
            // The sweep of the next start takes it.
            tracing::warn!(%error, "a photo's file without a row could not be removed");
        }
    }
}

/// Not sent, not refused, not taken out, and not of a dossier of another commune.
const WAITS: &str = "sent_ms = 0 AND refused = 0 AND removed_ms = 0 AND dossier NOT IN
    (SELECT id FROM document WHERE commune NOT IN ('', (SELECT commune FROM device)))";

const COLUMNS: &str = "dossier, sha256, page, size, upload, sent_ms, refused, file";

fn row(row: &Row<'_>) -> rusqlite::Result<Option<PhotoRow>> {
    let (dossier, sha256, page, file): (Vec<u8>, Vec<u8>, Vec<u8>, Vec<u8>) =
        (row.get(0)?, row.get(1)?, row.get(2)?, row.get(7)?);
    let (Some(dossier), Some(sha256), Some(page), Ok(file)) = (
        DossierId::from_slice(&dossier),
        PhotoHash::from_slice(&sha256),
        PhotoHash::from_slice(&page),
        <[u8; 16]>::try_from(file),
    ) else {
        return Ok(None);
    };
    let sent: i64 = row.get(5)?;
    Ok(Some(PhotoRow {
        dossier,
        sha256,
        page,
        size: row.get(3)?,
        upload: Some(row.get::<_, String>(4)?).filter(|path| !path.is_empty()),
        sent_at: (sent != 0).then(|| Timestamp::from_millis(sent)),
        refused: Some(row.get(6)?).filter(|status| *status != 0),
        file: FileName(file),
    }))
}

fn rows(
    found: impl Iterator<Item = rusqlite::Result<Option<PhotoRow>>>,
) -> Result<Vec<PhotoRow>, StoreError> {
    Ok(found.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// Another server, or one that was restored: what it has is told when it is asked. Photos of another commune's dossiers
/// are that commune's.
pub(crate) fn forget_what_the_server_has(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE photo SET sent_ms = 0, upload = '', refused = 0 WHERE dossier NOT IN
            (SELECT id FROM document WHERE commune NOT IN ('', (SELECT commune FROM device)))",
        [],
    )?;
    Ok(())
}

/// Beside the database.
pub(crate) fn folder_in(store: &std::path::Path) -> PathBuf {
    store.join(crate::sealed::FOLDER)
}
