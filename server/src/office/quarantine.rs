//! What the server refused, for the administrator: listed without its content, taken out whole with an audit line.

use crate::app::App;
use crate::failure::Failure;
use crate::store::access::Session;
use crate::store::quarantine::{QuarantineBounds, QuarantineFile, QuarantineLine};
use data_encoding::BASE64;
use dossier::local_code::local_code;
use wire::office::{QuarantineEntry, QuarantineExported, QuarantineList};

pub fn list(app: &App, session: &Session) -> Result<QuarantineList, Failure> {
    let lines = app.store().quarantined(&session.commune)?;
    Ok(QuarantineList {
        entries: lines.into_iter().map(entry).collect(),
        most: QuarantineBounds::STANDARD.commune_entries,
    })
}

/// One JSON object a line, each with the bytes that were sent.
pub fn export(app: &App, session: &Session) -> Result<Vec<u8>, Failure> {
    let files = app.store().export_quarantine(&session.commune, session.member, app.now())?;
    tracing::warn!(member = session.member.0, entries = files.len(), "the quarantine was exported");
    let mut lines = Vec::new();
    for QuarantineFile { line, message } in files {
        let exported = QuarantineExported { entry: entry(line), message: BASE64.encode(&message) };
        serde_json::to_writer(&mut lines, &exported)
            .map_err(|error| Failure::Broken { action: "write the export", cause: error.to_string() })?;
        lines.push(b'\n');
    }
    Ok(lines)
}

fn entry(line: QuarantineLine) -> QuarantineEntry {
    QuarantineEntry {
        id: line.id,
        at: line.at,
        device: line.device,
        member: line.member,
        team: line.team,
        document: line.document,
        local_code: local_code(line.document.into()),
        reason: line.reason,
        size: line.size,
        kept: line.kept,
    }
}
