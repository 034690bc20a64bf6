//! The wish to send a file.

use super::bounds::{MAX_BLOB, UPLOAD_LIVES_MS, UPLOADS_OF_A_DEVICE};
use super::metadata::Metadata;
use super::refusal::Refusal;
use super::state::really_kept;
use crate::app::App;
use crate::chance;
use crate::store::access::KnownDevice;
use crate::store::blobs::{Begun, Upload, UploadId};

/// A file that a device wants to send.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wish {
    /// Bytes.
    pub size: u64,
    pub metadata: Metadata,
}

/// The answer is complete at once when the commune has the file, and goes on where it was when this device began it
/// before: a device that lost the answer cannot fill its bound with uploads of which it knows nothing.
pub fn begin(app: &App, device: &KnownDevice, wish: Wish) -> Result<Upload, Refusal> {
    let place = app.blobs()?;
    if wish.size == 0 {
        return Err(Refusal::Unreadable { what: "Upload-Length" });
    }
    if wish.size > MAX_BLOB {
        return Err(Refusal::TooLarge);
    }
    let now = app.now();
    let Metadata { sha256, dossier, text } = wish.metadata;
    let new = Upload {
        commune: device.commune.clone(),
        device: device.id,
        id: UploadId(chance::bytes()?),
        member: device.member,
        dossier,
        sha256,
        size: wish.size,
        kept: 0,
        complete: false,
        metadata: text,
        expires_at: now.plus_millis(UPLOAD_LIVES_MS),
    };
    // Under the lock: the sweep cannot take the file between this look and the row.
    let _placing = place.placing();
    let is_there = place.store().exists(&new.sha256).map_err(Refusal::of_disk("look for the blob"))?;
    match app.store().begin_upload(&new, UPLOADS_OF_A_DEVICE, is_there, now)? {
        Begun::Upload(upload) => really_kept(place, upload),
        Begun::TooManyUploads => Err(Refusal::TooManyUploads),
        Begun::TooManyBytes => Err(Refusal::TooManyBytes),
        Begun::DossierRemoved => Err(Refusal::DossierRemoved),
    }
}
