//! A scan that the office makes at its own desk: whole, in one request, without the tus that a weak link needs.

use super::bounds::MAX_BLOB;
use super::media_type::sniff;
use super::refusal::Refusal;
use crate::app::App;
use crate::chance;
use crate::store::access::Session;
use crate::store::blobs::{NewScan, UploadId};
use dossier::DossierId;
use sha2::{Digest, Sha256};
use wire::packs::FileHash;

/// Keeps the file among the dossier's photos and scans. File first, row after, as for every blob.
pub fn keep_scan(
    app: &App,
    session: &Session,
    dossier: DossierId,
    bytes: &[u8],
) -> Result<FileHash, Refusal> {
    let place = app.blobs()?;
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > MAX_BLOB {
        return Err(Refusal::TooLarge);
    }
    let Some(media_type) = sniff(bytes) else { return Err(Refusal::OtherMediaType) };
    let sha256 = FileHash(Sha256::digest(bytes).into());
    let id = UploadId(chance::bytes()?);
    let mut file = place.spool().grow(id, 0).map_err(Refusal::of_disk("open the scan"))?;
    file.append(bytes).and_then(|()| file.sync()).map_err(Refusal::of_disk("write the scan"))?;
    // Under the lock: the sweep cannot take the file before it has its row.
    let _placing = place.placing();
    place
        .store()
        .put(&sha256, &place.spool().path(id))
        .map_err(Refusal::of_disk("put the scan in its place"))?;
    let scan = NewScan {
        commune: &session.commune,
        dossier,
        sha256,
        size,
        media_type,
        member: session.member,
        now: app.now(),
    };
    if app.store().keep_scan(&scan)? { Ok(sha256) } else { Err(Refusal::DossierRemoved) }
}
