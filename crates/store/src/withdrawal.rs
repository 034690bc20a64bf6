//! Somebody takes back everything: what is here goes at once, and the withdrawal waits to be told.
//!
//! An Automerge document forgets nothing, so another one takes its place, of the same id, which says only that it was
//! withdrawn; it travels in its stead, and the server lets both go.
//!
//! **Invariant:** this is the one way by which work leaves a device that the server may not have, and only a person's
//! decision leads to it: document, refused branches, damaged copies and photos go in one commit with the outbox entry
//! that tells of it.

use crate::documents::{put_row, replace};
use crate::outbox::{self, Urgency};
use crate::sealed::FileName;
use crate::{Store, StoreError};
use dossier::document::Actor;
use dossier::{DocumentId, Timestamp};
use rusqlite::params;

impl Store {
    /// When this answers `Ok`, nothing of what was in the document is in the store any more. Nothing changes for a
    /// document that was withdrawn before.
    pub fn withdraw(&mut self, id: DocumentId, now: Timestamp) -> Result<(), StoreError> {
        let document = self.take_open(id)?;
        if document.withdrawn_at()?.is_some() {
            self.open = Some((id, document));
            return Ok(());
        }
        let projector = std::sync::Arc::clone(&self.projector);
        let files = self.files_of(id)?;
        let tx = self.connection.transaction()?;
        // Nobody has written with it: the bare document begins anew beside the old one.
        let half: [u8; 8] = tx.query_row("SELECT randomblob(8)", [], |row| row.get(0))?;
        let actor = Actor::of(half, id);
        let bare = document.withdrawn(actor, now)?;
        replace(&tx, id, &bare)?;
        tx.execute(
            "UPDATE document SET actor = ?2, shared_heads = x'' WHERE id = ?1",
            params![id.as_bytes(), actor.0],
        )?;
        for what in [
            "DELETE FROM refused_branch WHERE document = ?1",
            "DELETE FROM damaged_document WHERE document = ?1",
            "DELETE FROM photo WHERE dossier = ?1",
            "DELETE FROM looked WHERE dossier = ?1",
            "DELETE FROM rating WHERE dossier = ?1",
        ] {
            tx.execute(what, [id.as_bytes()])?;
        }
        // What was typed on its pages and not saved yet.
        tx.execute("DELETE FROM typed WHERE instr(place, ?1) > 0", [id.to_string()])?;
        put_row(&tx, id, &bare, &projector.project(&bare), now)?;
        outbox::put(&tx, id, Urgency::HandedOver, now)?;
        // Whatever the server is believed to have of it: a receipt that is under way is for what stood here before.
        tx.execute(
            "UPDATE outbox SET whole = 1, refused = '', forked = '' WHERE document = ?1",
            [id.as_bytes()],
        )?;
        tx.commit()?;
        self.remove_files(&files);
        Ok(())
    }

    fn files_of(&self, id: DocumentId) -> Result<Vec<FileName>, StoreError> {
        let names: Vec<Vec<u8>> = self
            .connection
            .prepare_cached("SELECT file FROM photo WHERE dossier = ?1")?
            .query_map([id.as_bytes()], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(names.into_iter().filter_map(|name| name.try_into().ok().map(FileName)).collect())
    }

    /// Without their rows nobody finds them any more; what cannot be taken now is taken by the sweep of the next start.
    fn remove_files(&mut self, files: &[FileName]) {
        let folder = match self.photo_files() {
            Ok(folder) => folder,
            Err(error) => {
                return tracing::warn!(%error, "the photos of a withdrawn dossier wait for the sweep");
            }
        };
        for name in files {
            if let Err(error) = folder.remove(*name) {
                tracing::warn!(%error, "a photo of a withdrawn dossier waits for the sweep");
            }
        }
    }
}
