//! How far an upload is, and its end before it is complete.

use super::place::BlobPlace;
use super::refusal::Refusal;
use super::turns::Turn;
use crate::app::App;
use crate::store::access::KnownDevice;
use crate::store::blobs::{Upload, UploadId};

/// The upload, when what is being received of it at this moment is kept. Errors: [`Refusal::Unknown`] also for another
/// device's.
pub(crate) async fn look(
    app: &App,
    device: KnownDevice,
    turn: Turn,
    id: UploadId,
) -> Result<Upload, Refusal> {
    app.run(move |app| {
        let found = find(app, &device, id);
        drop(turn);
        Ok(found)
    })
    .await?
}

/// The device wants it no more. A blob that is complete stays.
pub(crate) async fn end(app: &App, device: KnownDevice, turn: Turn, id: UploadId) -> Result<(), Refusal> {
    app.run(move |app| {
        let ended = find(app, &device, id).and_then(|upload| discard(app, &upload));
        drop(turn);
        Ok(ended)
    })
    .await?
}

/// Whoever goes on holds the upload's turn.
pub(super) fn find(app: &App, device: &KnownDevice, id: UploadId) -> Result<Upload, Refusal> {
    let place = app.blobs()?;
    let upload = app.store().upload(&device.commune, device.id, id)?.ok_or(Refusal::Unknown)?;
    if upload.expires_at <= app.now() {
        return Err(Refusal::Expired);
    }
    really_kept(place, upload)
}

/// What the row says, but no more than the file has: a kill between a file's renaming and its row leaves none.
pub(super) fn really_kept(place: &BlobPlace, mut upload: Upload) -> Result<Upload, Refusal> {
    if !upload.complete {
        let there = place.spool().length(upload.id).map_err(Refusal::of_disk("look at the upload"))?;
        upload.kept = upload.kept.min(there);
    }
    Ok(upload)
}

/// Takes the row and then the file: a file without a row is swept.
pub(super) fn discard(app: &App, upload: &Upload) -> Result<(), Refusal> {
    app.store().drop_upload(upload)?;
    app.blobs()?.spool().remove(upload.id).map_err(Refusal::of_disk("remove the upload"))
}
