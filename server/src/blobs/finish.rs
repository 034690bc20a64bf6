//! The last byte has come: verify, put the file in its place, then write its row.

use super::bounds::UPLOAD_LIVES_MS;
use super::media_type::sniff;
use super::refusal::Refusal;
use super::state::discard;
use crate::app::App;
use crate::store::blobs::{Completed, Upload};

/// The upload's file holds all of it and is synced. What does not fit is discarded whole: no later byte can mend it.
pub(super) fn finish(app: &App, upload: &Upload) -> Result<Upload, Refusal> {
    let place = app.blobs()?;
    let read = place.spool().digest(upload.id).map_err(Refusal::of_disk("read the upload"));
    let (sha256, first) = read?;
    if sha256 != upload.sha256 {
        discard(app, upload)?;
        return Err(Refusal::WrongHash);
    }
    let Some(media_type) = sniff(&first) else {
        discard(app, upload)?;
        return Err(Refusal::OtherMediaType);
    };
    let now = app.now();
    let expires_at = now.plus_millis(UPLOAD_LIVES_MS);
    let completed = {
        let _placing = place.placing();
        place
            .store()
            .put(&sha256, &place.spool().path(upload.id))
            .map_err(Refusal::of_disk("put the blob in its place"))?;
        app.store().complete_upload(upload, media_type, expires_at, now)?
    };
    match completed {
        Completed::Linked => Ok(Upload { kept: upload.size, complete: true, expires_at, ..upload.clone() }),
        Completed::UploadGone => Err(Refusal::Unknown),
        Completed::DossierRemoved => {
            discard(app, upload)?;
            Err(Refusal::DossierRemoved)
        }
    }
}
