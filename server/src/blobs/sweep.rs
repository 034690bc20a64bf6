//! What nobody comes back for: expired uploads, and files that a crash left without a row.
//!
//! **Invariant:** a file that has a row is never taken.

use super::bounds::STRAY_AFTER_MS;
use super::place::BlobPlace;
use super::refusal::Refusal;
use super::state::discard;
use crate::app::App;
use crate::sync::repairing;

/// What one sweep took.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Swept {
    pub uploads: usize,
    pub files: usize,
}

/// Does nothing on a server that keeps no photos.
pub fn sweep(app: &App) -> Result<Swept, Refusal> {
    let Some(place) = &app.settings().blobs else { return Ok(Swept::default()) };
    let now = app.now();
    let mut swept = Swept::default();
    for upload in app.store().expired_uploads(now)? {
        // One that is being received at this moment lives on, and one that has been since.
        let Some(_turn) = app.turns().take_if_free(upload.id) else { continue };
        let still = app.store().upload(&upload.commune, upload.device, upload.id)?;
        if still.is_some_and(|upload| upload.expires_at <= now) {
            discard(app, &upload)?;
            swept.uploads += 1;
        }
    }
    swept.files = strays(app, place)?;
    Ok(swept)
}

fn strays(app: &App, place: &BlobPlace) -> Result<usize, Refusal> {
    let now = app.now();
    let old = now.plus_millis(-STRAY_AFTER_MS);
    let mut taken = 0;
    for id in place.spool().older_than(old).map_err(Refusal::of_disk("look through the uploads"))? {
        if !app.store().knows_upload(id)? {
            place.spool().remove(id).map_err(Refusal::of_disk("remove the upload"))?;
            taken += 1;
        }
    }
    // A restored database has lost the rows of what came after its backup: those files are no crash's.
    if repairing(app, now) {
        return Ok(taken);
    }
    for sha256 in place.store().older_than(old).map_err(Refusal::of_disk("look through the blobs"))? {
        let _placing = place.placing();
        if !app.store().knows_blob(&sha256)? {
            place.store().delete(&sha256).map_err(Refusal::of_disk("remove the blob"))?;
            taken += 1;
        }
    }
    Ok(taken)
}
