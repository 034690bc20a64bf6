//! What a simulation needs, which opens thousands of stores a minute: a raw key in the PIN's place, so that no
//! Argon2 runs, and a disk that can be made small. Not in the product: behind the feature `simulation`.

use crate::database::Expect;
use crate::files::DATABASE;
use crate::{Projector, Store, StoreError, StoreFiles, database};
use dossier::DocumentId;
use dossier::document::Document;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

/// Where a store's database lies within its folder.
pub fn database_in(folder: &Path) -> PathBuf {
    folder.join(DATABASE)
}

impl Store {
    /// Creates the store of a folder, or opens the one that is there, as [`StoreFiles`] does behind the PIN.
    pub fn with_raw_key(
        folder: &Path,
        key: [u8; 32],
        projector: Arc<dyn Projector>,
    ) -> Result<Self, StoreError> {
        let expect = if database_in(folder).exists() { Expect::AStore } else { Expect::Nothing };
        StoreFiles::new(folder).open_with(&Zeroizing::new(key), expect, projector)
    }

    /// Lets the database grow by so many pages and no more, as on a disk that is nearly full; `None`: without end.
    pub fn limit_growth(&self, pages: Option<u32>) -> Result<(), StoreError> {
        database::limit_growth(&self.connection, pages)
    }

    /// The random half of this store's actors, from the seed of a run.
    pub fn set_installation(&self, installation: [u8; 8]) -> Result<(), StoreError> {
        self.connection.execute("UPDATE device SET installation = ?1", [installation])?;
        Ok(())
    }

    /// Refused branches that wait for a person's look, with everything that is in them.
    pub fn kept_branches(&self) -> Result<Vec<(DocumentId, Document)>, StoreError> {
        let rows: Vec<(Vec<u8>, Vec<u8>)> = self
            .connection
            .prepare_cached("SELECT document, saved FROM refused_branch WHERE seen_ms = 0")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let mut branches = Vec::new();
        for (id, saved) in rows {
            let Some(document) = DocumentId::from_slice(&id) else { continue };
            let branch = Document::load(&saved, []);
            branches
                .push((document, branch.map_err(|cause| StoreError::DocumentDamaged { document, cause })?));
        }
        Ok(branches)
    }
}
