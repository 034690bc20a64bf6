//! What devices fetch: the catalogue, signed anew for each who asks, and files by their hash.

use crate::app::App;
use crate::failure::Failure;
use crate::store::access::KnownDevice;
use wire::packs::{Catalogue, FileHash, PackEntry, SignedCatalogue};

/// A signature takes less than reading the catalogue would: nothing that is signed is kept.
pub fn signed_catalogue(app: &App, device: &KnownDevice) -> Result<SignedCatalogue, Failure> {
    let shelf = app.shelf(&device.commune)?;
    let kept = shelf.kept();
    let packs = kept.packs.iter().map(|pack| PackEntry {
        code: pack.code.clone(),
        version: pack.version.clone(),
        state: pack.state,
        published_at: pack.published_at,
        files: pack.files.clone(),
    });
    let catalogue = Catalogue {
        commune: device.commune.clone(),
        epoch: app.epoch().number,
        serial: kept.serial,
        packs: packs.collect(),
    };
    ::sync::catalogue::sign(app.signing_seed(), &catalogue)
        .map_err(|error| Failure::Broken { action: "sign the catalogue", cause: error.to_string() })
}

pub fn file(app: &App, device: &KnownDevice, sha256: &FileHash) -> Result<Option<Vec<u8>>, Failure> {
    Ok(app.store().pack_file(&device.commune, sha256)?)
}
