//! A dossier's photos and scans. Only complete and verified ones have a row, so only those are seen here; each look is
//! an audit line.

use super::dossier_view::open;
use super::rights::{self, Matter};
use crate::app::App;
use crate::failure::Failure;
use crate::store::access::Session;
use crate::store::blobs::{BlobFacts, BlobLine};
use dossier::{DossierId, ProcedureCode, TeamId};
use std::io::{self, Read};
use wire::Right;
use wire::office::{BlobList, BlobView};
use wire::packs::FileHash;

/// Errors: as for the dossier itself.
pub fn list(app: &App, session: &Session, dossier: DossierId) -> Result<BlobList, Failure> {
    open(app, session, Right::Read, dossier)?;
    let lines = app.store().list_blobs(&session.commune, dossier, session.member, app.now())?;
    Ok(BlobList { blobs: lines.into_iter().map(view).collect() })
}

/// What a blob is, and its bytes.
type Opened = (BlobFacts, Box<dyn Read + Send>);

/// `None`: it is of no dossier that was handed over to this commune and that the session may read, or its file is missing.
pub fn read(app: &App, session: &Session, sha256: &FileHash) -> Result<Option<Opened>, Failure> {
    let Some(place) = &app.settings().blobs else { return Ok(None) };
    let shelf = app.shelf(&session.commune)?;
    let may = |procedure: &ProcedureCode, team: TeamId| {
        rights::reaches(session, Right::Read, Matter::new(&shelf, procedure, team))
    };
    let facts = app.store().read_blob(&session.commune, sha256, &may, session.member, app.now())?;
    let Some(facts) = facts else { return Ok(None) };
    match place.store().open(sha256, 0..facts.size) {
        Ok(bytes) => Ok(Some((facts, bytes))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            tracing::error!(%sha256, "a blob has a row and no file: was its folder not restored?");
            Ok(None)
        }
        Err(error) => Err(Failure::Broken { action: "read the blob", cause: error.to_string() }),
    }
}

fn view(line: BlobLine) -> BlobView {
    BlobView {
        sha256: line.sha256,
        size: line.size,
        media_type: line.media_type,
        member: line.member,
        team: line.team,
        at: line.at,
    }
}
