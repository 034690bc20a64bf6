//! "Check the data": a few documents at a time, so that the page can tell how far it is, and so that an answer that
//! is saved meanwhile does not wait.

use crate::Device;
use dossier::DossierId;
use dossier::document::Kind;
use dossier::local_code::local_code;
use store::{Damaged, StoreError};
use wire::Problem;
use wire::ipc::{CheckData, CheckStep, DamagedDocument};

/// Some hundredths of a second of work.
const AT_ONCE: u32 = 40;

impl Device {
    /// Looks at the next documents. The first step looks at the file too.
    pub fn check_data(&self, request: CheckData) -> Result<CheckStep, Problem> {
        let now = self.inner.clock.now();
        let (total, file_sound, checked) = self.with_store("check the data", |store| {
            let file_sound = match request.after {
                Some(_) => true,
                None => match store.file_is_sound() {
                    Err(StoreError::Damaged { .. }) => false,
                    other => other?,
                },
            };
            let checked = store.check_documents(request.after, AT_ONCE, now)?;
            Ok((store.count_documents()?, file_sound, checked))
        })?;
        if checked.queued > 0 || !checked.damaged.is_empty() {
            self.saved_something();
        }
        Ok(CheckStep {
            total,
            looked_at: checked.looked_at,
            next: checked.next,
            file_sound,
            repaired: checked.repaired,
            queued: checked.queued,
            damaged: checked.damaged.into_iter().map(damaged).collect(),
        })
    }
}

fn damaged(found: Damaged) -> DamagedDocument {
    let code = match found.kind {
        Some(Kind::Dossier) => Some(local_code(DossierId::from(found.document))),
        Some(Kind::Household) | None => None,
    };
    DamagedDocument { document: found.document, local_code: code, title: found.title }
}
