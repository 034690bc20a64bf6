//! Looks through everything that is stored, and says what does not fit together.
//!
//! **Invariant:** nothing is hidden and nothing is deleted. What is computed from a document (the row for lists, the
//! size of its log) is computed anew when that is asked for; the rest is told.

use crate::app::App;
use crate::blobs::{self, Looked};
use crate::failure::Failure;
use crate::store::StoreError;
use crate::store::documents::DossierRow;
use crate::store::upkeep::{Record, RecordedRow};
use crate::sync::row_of;
use dossier::document::{Document, Heads, Kind, is_skeleton_actor};
use dossier::{CommuneCode, DocumentId};
use serde::Serialize;
use wire::packs::FileHash;

/// Documents read between two words about how far it is.
const AT_ONCE: u32 = 200;

/// What does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    /// Snapshot and changes do not load.
    Unreadable { cause: String },
    /// It loads to another state than is noted.
    OtherHeads,
    /// It is another kind of document than is noted.
    OtherKind,
    /// The row of a change does not read, or is not the change that it says.
    ChangeDamaged { seq: u64 },
    /// The document does not have a change that has a row.
    ChangeMissing { seq: u64 },
    /// Nobody is known to stand behind an actor.
    ActorUnknown { actor: String },
    /// Lists show something else than the document says.
    OtherRow,
    /// The noted size of the log is wrong.
    OtherSize,
    /// It was handed over, and there is no case that reads.
    NoCase,
}

impl Fault {
    /// Whether it is computed from the document and can be computed anew.
    pub const fn can_be_mended(&self) -> bool {
        match self {
            Self::OtherRow | Self::OtherSize => true,
            Self::Unreadable { .. }
            | Self::OtherHeads
            | Self::OtherKind
            | Self::ChangeDamaged { .. }
            | Self::ChangeMissing { .. }
            | Self::ActorUnknown { .. }
            | Self::NoCase => false,
        }
    }

    /// Whether the document itself is sound: only then what is computed from it is.
    const fn leaves_the_document_sound(&self) -> bool {
        match self {
            Self::OtherRow | Self::OtherSize | Self::NoCase => true,
            Self::Unreadable { .. }
            | Self::OtherHeads
            | Self::OtherKind
            | Self::ChangeDamaged { .. }
            | Self::ChangeMissing { .. }
            | Self::ActorUnknown { .. } => false,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub commune: CommuneCode,
    pub document: DocumentId,
    #[serde(flatten)]
    pub fault: Fault,
    pub mended: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Verified {
    pub documents: u32,
    /// What the engine says of its file; empty: it is sound.
    pub file: Vec<String>,
    pub findings: Vec<Finding>,
    pub photos: u32,
    /// Photos whose file is gone or is not what it is called.
    pub photo_findings: Vec<PhotoFinding>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhotoFinding {
    pub sha256: FileHash,
    /// Else its file is there, with other bytes.
    pub missing: bool,
}

impl Verified {
    /// Faults that are still there.
    pub fn open(&self) -> usize {
        self.file.len()
            + self.photo_findings.len()
            + self.findings.iter().filter(|finding| !finding.mended).count()
    }
}

/// Checks the file and every document of every commune. With `repair`, projections are written anew. `at` hears how
/// many documents were looked at.
pub fn verify(app: &App, repair: bool, at: &mut dyn FnMut(u32)) -> Result<Verified, Failure> {
    let mut verified = Verified { file: app.store().file_faults()?, ..Verified::default() };
    for commune in app.store().communes()? {
        let mut after = None;
        loop {
            let documents = app.store().documents_after(&commune.code, after, AT_ONCE)?;
            let Some(last) = documents.last() else { break };
            after = Some(*last);
            for document in documents {
                let findings = check(app, &commune.code, document, repair)?;
                verified.findings.extend(findings);
                verified.documents = verified.documents.saturating_add(1);
            }
            at(verified.documents);
        }
    }
    verify_photos(app, &mut verified)?;
    Ok(verified)
}

/// Where the server keeps photos.
fn verify_photos(app: &App, verified: &mut Verified) -> Result<(), Failure> {
    let Some(place) = &app.settings().blobs else { return Ok(()) };
    for blob in app.store().every_blob()? {
        let looked = blobs::look_at(place.store(), &blob)
            .map_err(|error| Failure::Broken { action: "read a photo", cause: error.to_string() })?;
        let missing = looked == Looked::Missing;
        if looked != Looked::Sound {
            verified.photo_findings.push(PhotoFinding { sha256: blob.sha256, missing });
        }
        verified.photos = verified.photos.saturating_add(1);
    }
    Ok(())
}

fn check(
    app: &App,
    commune: &CommuneCode,
    document: DocumentId,
    repair: bool,
) -> Result<Vec<Finding>, Failure> {
    // Removed meanwhile: nothing is left to be wrong.
    let Some(record) = app.store().record(commune, document)? else { return Ok(Vec::new()) };
    let (mut faults, row) = faults(app, commune, &record)?;
    let mut mended = false;
    let sound = faults.iter().all(Fault::leaves_the_document_sound);
    if repair && sound && faults.iter().any(Fault::can_be_mended) {
        mended = match app.store().mend(commune, document, &record.heads, row.as_ref()) {
            Ok(()) => true,
            // Somebody wrote it meanwhile, and its row with it.
            Err(StoreError::Stale) => {
                faults.retain(|fault| !fault.can_be_mended());
                false
            }
            Err(other) => return Err(other.into()),
        };
    }
    let finding = |fault: Fault| Finding {
        commune: commune.clone(),
        document,
        mended: mended && fault.can_be_mended(),
        fault,
    };
    Ok(faults.into_iter().map(finding).collect())
}

/// What is wrong, and the row that the document makes.
fn faults(
    app: &App,
    commune: &CommuneCode,
    record: &Record,
) -> Result<(Vec<Fault>, Option<DossierRow>), Failure> {
    let mut faults = Vec::new();
    for change in &record.changes {
        if Document::hash_of(&change.raw).is_none_or(|hash| hash.as_slice() != change.hash.as_slice()) {
            faults.push(Fault::ChangeDamaged { seq: change.seq });
        }
    }
    let log: Vec<&[u8]> = record
        .changes
        .iter()
        .filter(|change| change.seq > record.snapshot_seq)
        .map(|change| change.raw.as_slice())
        .collect();
    let log_bytes: usize = log.iter().map(|raw| raw.len()).sum();
    if u64::try_from(log_bytes).unwrap_or(u64::MAX) != record.log_bytes {
        faults.push(Fault::OtherSize);
    }
    let document = match Document::load(&record.snapshot, log) {
        Ok(document) => document,
        Err(error) => {
            faults.push(Fault::Unreadable { cause: error.to_string() });
            return Ok((faults, None));
        }
    };
    if Heads::from_bytes(&record.heads).as_ref() != Some(&document.heads()) {
        faults.push(Fault::OtherHeads);
    }
    if record.kind != Some(document.kind()) {
        faults.push(Fault::OtherKind);
    }
    for change in &record.changes {
        if !Heads::from_bytes(&change.hash).is_some_and(|hash| document.contains(&hash)) {
            faults.push(Fault::ChangeMissing { seq: change.seq });
        }
    }
    for actor in document.actors() {
        if !is_skeleton_actor(&actor) && !record.actors.contains(&actor) {
            faults.push(Fault::ActorUnknown { actor: hex(&actor) });
        }
    }
    // A row can only be as right as its document.
    let row = if faults.iter().all(Fault::leaves_the_document_sound) {
        row_of(app, commune, &document, app.now())?
    } else {
        return Ok((faults, None));
    };
    if document.kind() == Kind::Dossier {
        if !same(record.row.as_ref(), row.as_ref()) || !record.is_listed {
            faults.push(Fault::OtherRow);
        }
        if row.as_ref().is_some_and(|row| row.submitted_at.is_some()) && !record.has_case {
            faults.push(Fault::NoCase);
        }
    }
    Ok((faults, row))
}

fn same(stored: Option<&RecordedRow>, computed: Option<&DossierRow>) -> bool {
    match (stored, computed) {
        (Some(stored), Some(computed)) => {
            stored.procedure == computed.procedure
                && stored.subject == computed.subject
                && stored.words == computed.words
                && stored.has_conflicts == computed.has_conflicts
                && stored.submitted_at == computed.submitted_at
                && stored.birth_year.is_none_or(|year| year == computed.birth_year)
        }
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}
