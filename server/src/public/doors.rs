//! Doors for dossiers that were handed over before there were any: opened bit by bit by the server itself.

use crate::app::App;
use crate::failure::Failure;
use crate::sync::row_of;
use dossier::document::Document;

/// Some seconds of work.
const AT_ONCE: u32 = 500;

/// Opens doors that are missing, some of them; answers how many.
pub fn open_doors(app: &App) -> Result<u32, Failure> {
    let mut opened = 0u32;
    for commune in app.store().communes()? {
        for dossier in app.store().without_door(&commune.code, AT_ONCE)? {
            let stored = app.store().load_document(&commune.code, dossier.into())?;
            let document = stored.and_then(|stored| {
                Document::load(&stored.snapshot, stored.log.iter().map(Vec::as_slice)).ok()
            });
            let row =
                document.map(|document| row_of(app, &commune.code, &document, app.now())).transpose()?;
            // One that does not read keeps its QR code; `verify` tells of it.
            let birth_year = row.flatten().map_or(0, |row| row.birth_year);
            app.store().put_door(&commune.code, dossier, birth_year)?;
            opened = opened.saturating_add(1);
        }
    }
    Ok(opened)
}
