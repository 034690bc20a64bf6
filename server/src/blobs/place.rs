//! Where a server keeps photos: unfinished ones in its own folder, complete ones in a store.

use super::folder::FolderStore;
use super::spool::Spool;
use super::store::BlobStore;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

#[derive(Debug, Clone)]
pub struct BlobPlace {
    spool: Spool,
    store: Arc<dyn BlobStore>,
    placing: Arc<Mutex<()>>,
}

impl BlobPlace {
    /// `uploads/` and `blobs/` in the data folder, made when they are not there.
    pub fn in_folder(data: &Path) -> io::Result<Self> {
        Self::with(data, Arc::new(FolderStore::open(data.join("blobs"))?))
    }

    /// Complete blobs are kept elsewhere.
    pub fn with(data: &Path, store: Arc<dyn BlobStore>) -> io::Result<Self> {
        Ok(Self { spool: Spool::open(data.join("uploads"))?, store, placing: Arc::default() })
    }

    pub(super) fn spool(&self) -> &Spool {
        &self.spool
    }

    pub fn store(&self) -> &dyn BlobStore {
        self.store.as_ref()
    }

    /// Held from a blob's file to its row, and by the sweep while it takes a file that has no row.
    pub(super) fn placing(&self) -> MutexGuard<'_, ()> {
        self.placing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
