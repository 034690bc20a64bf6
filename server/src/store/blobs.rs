//! Photos and scans: what is on its way, what is complete, and which dossier it was sent for. The bytes themselves
//! are files: see [`crate::blobs`].
//!
//! **Invariant:** a blob's row is written when its file is on the disk under its hash, in the transaction that links
//! it to its dossier and calls its upload complete.

use super::StoreError;
use dossier::{CommuneCode, DeviceId, DossierId, MemberId, ProcedureCode, TeamId, Timestamp};
use wire::packs::FileHash;

/// What is in an upload's address: sixteen bytes by chance.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct UploadId(pub [u8; 16]);

/// One file on its way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Upload {
    pub commune: CommuneCode,
    pub device: DeviceId,
    pub id: UploadId,
    pub member: MemberId,
    pub dossier: DossierId,
    /// What the whole must hash to.
    pub sha256: FileHash,
    /// Bytes of the whole.
    pub size: u64,
    /// Bytes from the start that are on the disk for good.
    pub kept: u64,
    /// The blob is there.
    pub complete: bool,
    /// `Upload-Metadata` as it came.
    pub metadata: String,
    pub expires_at: Timestamp,
}

/// How much one device may have on its way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UploadBounds {
    pub uploads: u64,
    /// Of the whole files, not of what has come of them.
    pub bytes: u64,
}

/// What came of the wish to send a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Begun {
    /// A new one; or the one that this device began before for the same file and dossier, when it lost the answer;
    /// or a complete one, when the commune has the blob.
    Upload(Upload),
    TooManyUploads,
    TooManyBytes,
    /// The dossier was taken out for good.
    DossierRemoved,
}

/// What came of an upload's end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Completed {
    Linked,
    /// The upload is not there any more.
    UploadGone,
    /// The dossier was taken out for good meanwhile; so was the upload.
    DossierRemoved,
}

/// A blob as the office lists it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BlobLine {
    pub sha256: FileHash,
    pub size: u64,
    pub media_type: String,
    /// Name of who sent it first, and of the team; empty when they are not known any more.
    pub member: String,
    pub team: String,
    pub at: Timestamp,
}

/// A file that an officer adds to a dossier, such as the scan of its result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NewScan<'a> {
    pub commune: &'a CommuneCode,
    pub dossier: DossierId,
    pub sha256: FileHash,
    /// Bytes.
    pub size: u64,
    pub media_type: &'a str,
    /// The officer.
    pub member: MemberId,
    pub now: Timestamp,
}

/// What is needed to hand a blob out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BlobFacts {
    pub size: u64,
    pub media_type: String,
}

/// A blob that some commune has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KeptBlob {
    pub sha256: FileHash,
    pub size: u64,
}

pub trait Blobs {
    /// Every blob of every commune, each once, by hash.
    fn every_blob(&self) -> Result<Vec<KeptBlob>, StoreError>;
    /// `blob_is_there`: the file lies under its hash, so that a row that speaks of it can be believed.
    fn begin_upload(
        &self,
        new: &Upload,
        bounds: UploadBounds,
        blob_is_there: bool,
        now: Timestamp,
    ) -> Result<Begun, StoreError>;
    fn upload(
        &self,
        commune: &CommuneCode,
        device: DeviceId,
        id: UploadId,
    ) -> Result<Option<Upload>, StoreError>;
    /// So many bytes are on the disk. False: the upload is not there any more.
    fn note_kept(&self, upload: &Upload, kept: u64, expires_at: Timestamp) -> Result<bool, StoreError>;
    /// The file is on the disk under its hash.
    fn complete_upload(
        &self,
        upload: &Upload,
        media_type: &str,
        expires_at: Timestamp,
        now: Timestamp,
    ) -> Result<Completed, StoreError>;
    /// The officer's file is on the disk under its hash: its row, its link and an audit line. False: the dossier was taken
    /// out for good.
    fn keep_scan(&self, scan: &NewScan<'_>) -> Result<bool, StoreError>;
    /// False: it was not there. A complete upload's blob stays.
    fn drop_upload(&self, upload: &Upload) -> Result<bool, StoreError>;
    /// Uploads whose time is over, complete ones too.
    fn expired_uploads(&self, now: Timestamp) -> Result<Vec<Upload>, StoreError>;
    /// Whether any device of any commune has it.
    fn knows_upload(&self, id: UploadId) -> Result<bool, StoreError>;
    /// Whether any commune has it.
    fn knows_blob(&self, sha256: &FileHash) -> Result<bool, StoreError>;

    /// A dossier's blobs in the order in which they came, with an audit line that says who looked.
    fn list_blobs(
        &self,
        commune: &CommuneCode,
        dossier: DossierId,
        by: MemberId,
        now: Timestamp,
    ) -> Result<Vec<BlobLine>, StoreError>;
    /// A blob of a dossier that was handed over to the commune and that may be looked at (by its procedure and team), with
    /// an audit line that says who looked. `None`: there is none, and no line.
    fn read_blob(
        &self,
        commune: &CommuneCode,
        sha256: &FileHash,
        may: &dyn Fn(&ProcedureCode, TeamId) -> bool,
        by: MemberId,
        now: Timestamp,
    ) -> Result<Option<BlobFacts>, StoreError>;
}
