//! What an administrator does with packs: list, check, look, publish, withdraw.

use super::read::read;
use crate::app::App;
use crate::failure::Failure;
use crate::store::StoreError;
use crate::store::access::Session;
use crate::store::packs::{By, KeptPack, NewPack};
use dossier::{CommuneCode, ProcedureCode, Timestamp};
use library::Pack;
use std::collections::BTreeMap;
use wire::Problem;
use wire::office::{PackCheck, PackLine, PackList, PackPublished, PackUpload};

pub fn list(app: &App, session: &Session) -> Result<PackList, Failure> {
    let shelf = app.shelf(&session.commune)?;
    let names: BTreeMap<_, _> =
        app.store().members(&session.commune)?.into_iter().map(|member| (member.id, member.name)).collect();
    let line = |pack: &KeptPack| PackLine {
        code: pack.code.clone(),
        version: pack.version.clone(),
        name: shelf
            .pack_for(&pack.code, &pack.version)
            .map(|pack| pack.procedure.plain_name.clone())
            .unwrap_or_default(),
        state: pack.state,
        published_at: pack.published_at,
        published_by: pack.published_by.and_then(|member| names.get(&member).cloned()),
        current: shelf.pack(&pack.code).is_some_and(|newest| newest.procedure.version == pack.version),
    };
    let kept = shelf.kept();
    Ok(PackList { serial: kept.serial, packs: kept.packs.iter().map(line).collect() })
}

/// Says everything that is wrong with an upload, and shows the pack when nothing is. Stores nothing.
pub fn check(app: &App, session: &Session, upload: &PackUpload) -> Result<PackCheck, Failure> {
    let read = match read(app.procedures().library(), upload) {
        Ok(read) => read,
        Err(faults) => return Ok(PackCheck { faults, warnings: Vec::new(), pack: None, newest: None }),
    };
    let shelf = app.shelf(&session.commune)?;
    let newest = shelf.pack(&read.pack.procedure.code).map(|pack| pack.procedure.version.clone());
    Ok(PackCheck { faults: Vec::new(), warnings: read.warnings, pack: Some(read.pack), newest })
}

pub fn publish(app: &App, session: &Session, upload: &PackUpload) -> Result<PackPublished, Failure> {
    let read = read(app.procedures().library(), upload)
        .map_err(|faults| Problem::PackRefused { faults: u32::try_from(faults.len()).unwrap_or(u32::MAX) })?;
    let (code, version) = (&read.pack.procedure.code, &read.pack.procedure.version);
    let new = NewPack { code, version, files: &read.bundle.to_bytes() };
    let serial = app.store().publish(&new, &by(&session.commune, session, app.now())).map_err(refused)?;
    tracing::info!(%code, version, serial, "a pack was published");
    Ok(PackPublished { code: code.clone(), version: version.clone(), serial })
}

pub fn withdraw(
    app: &App,
    session: &Session,
    code: &ProcedureCode,
    version: &str,
) -> Result<PackPublished, Failure> {
    let by = by(&session.commune, session, app.now());
    let serial = app.store().withdraw(code, version, &by).map_err(refused)?;
    tracing::info!(%code, version, serial, "a pack was withdrawn");
    Ok(PackPublished { code: code.clone(), version: version.to_owned(), serial })
}

/// One kept version, as volunteers see it.
pub fn preview(app: &App, session: &Session, code: &ProcedureCode, version: &str) -> Result<Pack, Failure> {
    let shelf = app.shelf(&session.commune)?;
    Ok(shelf.pack_version(code, version).cloned().ok_or(Problem::PackUnknown)?)
}

fn by<'a>(commune: &'a CommuneCode, session: &Session, now: Timestamp) -> By<'a> {
    By { commune, member: Some(session.member), now }
}

fn refused(error: StoreError) -> Failure {
    match error {
        StoreError::VersionTaken => Problem::PackVersionTaken.into(),
        StoreError::NotNewest { newest } => Problem::PackNotNewest { newest }.into(),
        StoreError::Unknown { .. } => Problem::PackUnknown.into(),
        other => other.into(),
    }
}
