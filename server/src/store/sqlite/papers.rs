//! Who has printed a paper.

use super::SqliteStore;
use super::columns::AuditLine;
use crate::store::StoreError;
use crate::store::papers::{Papers, PrintedPaper};
use dossier::{CommuneCode, DossierId, MemberId, Timestamp};

impl Papers for SqliteStore {
    fn note_printed(
        &self,
        commune: &CommuneCode,
        dossier: DossierId,
        by: MemberId,
        paper: PrintedPaper,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write("note what was printed", |tx| {
            let action = paper.action();
            AuditLine {
                commune,
                at: now,
                member: by,
                device: None,
                action,
                document: Some(dossier.into()),
                count: 1,
            }
            .write(tx)
        })
    }
}
