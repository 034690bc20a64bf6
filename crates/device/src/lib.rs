//! What a device can do for its volunteer: one method for each command of [`wire::ipc`].
//!
//! Joins the encrypted store, the sync machine and HTTP. Knows nothing of windows.
//!
//! **Invariant:** a method that saves answers `Ok` only after the store has committed.
//! **Invariant:** every method works without a network; only `enrol` and `sync_now` use one.

mod background;
mod blank;
mod book;
mod card;
mod catalogue;
mod check;
mod clock;
mod consents;
mod dossiers;
mod enrolment;
mod link;
mod lists;
mod packs;
mod photos;
mod picture;
mod place;
mod problem;
mod projector;
mod rating;
mod recovery;
mod refused;
mod repeats;
mod scope;
mod settings;
mod start;
mod sync_run;
mod training;
mod upgrade;
mod uploads;

pub use clock::{Clock, SystemClock};
pub use link::{Link, LinkError};
pub use settings::{Battery, Surroundings};

use catalogue::Shelf;
use photos::Looking;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64};
use std::sync::{Arc, Mutex, PoisonError};
use store::{Store, StoreFiles};
use sync::packs::Version;
use wire::Problem;
use wire::ipc::SyncStatus;

/// Within the data folder.
const TRAINING_FOLDER: &str = "training";

/// Where the device keeps its store, and what tells it the time.
#[derive(Debug, Clone)]
pub struct DeviceConfig {
    pub data_dir: PathBuf,
    pub clock: Arc<dyn Clock>,
}

/// The device. Clones are the same device.
#[derive(Clone)]
pub struct Device {
    inner: Arc<Inner>,
}

/// Hears of syncs.
type Listener = Arc<dyn Fn(SyncStatus) + Send + Sync>;

struct Inner {
    files: StoreFiles,
    /// Where training data lies while somebody trains.
    training_files: StoreFiles,
    /// The open store is the training's.
    training: AtomicBool,
    clock: Arc<dyn Clock>,
    shelf: Arc<Shelf>,
    /// `None` while locked.
    store: Mutex<Option<Store>>,
    /// Everybody in the household book, once somebody has asked for it. Taken after the store, never before it.
    book: Mutex<Option<::book::Book>>,
    link: Link,
    status: Mutex<SyncStatus>,
    listener: Mutex<Option<Listener>>,
    surroundings: Mutex<Option<Arc<dyn Surroundings>>>,
    /// The photo that is being looked at.
    looking: Looking,
    /// One sync at a time.
    one_sync: tokio::sync::Mutex<()>,
    /// Something was saved: the background sync need not wait for its next round.
    something_to_send: tokio::sync::Notify,
    /// Counts what was saved: sending photos stops for it.
    saves: AtomicU64,
    /// Syncs that failed since the last that went well.
    failures: AtomicU32,
    /// A sync went well again: the background sync need not wait out its longer pause.
    recovered: tokio::sync::Notify,
    /// This run of the app has looked for packs.
    packs_tried: AtomicBool,
    /// Versions that dossiers need, that were looked for in vain.
    packs_asked: Mutex<BTreeSet<Version>>,
    /// Epoch and serial of the server's catalogue: as it was told last, and the one that was refused.
    catalogue_told: Mutex<Option<(u64, u64)>>,
    catalogue_refused: Mutex<Option<(u64, u64)>>,
}

/// The device cannot start: its own parts are broken, nothing of the volunteer's is touched.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the procedure library of this build is faulty: {0}")]
    Library(#[from] library::LibraryError),
    #[error("no connection can be prepared: {0}")]
    Link(reqwest::Error),
}

impl Device {
    /// Looks at nothing of the real store yet: a locked, missing or damaged one is told by `get_app_state`. What a killed
    /// training has left is removed.
    pub fn open(config: DeviceConfig) -> Result<Self, OpenError> {
        let training_files = StoreFiles::new(config.data_dir.join(TRAINING_FOLDER));
        if let Err(error) = training_files.remove_passing() {
            tracing::warn!(%error, "the last training could not be removed");
        }
        let inner = Inner {
            files: StoreFiles::new(config.data_dir),
            training_files,
            training: AtomicBool::new(false),
            clock: config.clock,
            shelf: Arc::new(Shelf::built_in()?),
            store: Mutex::new(None),
            book: Mutex::new(None),
            link: Link::new().map_err(OpenError::Link)?,
            status: Mutex::new(SyncStatus::default()),
            listener: Mutex::default(),
            surroundings: Mutex::default(),
            looking: Looking::default(),
            one_sync: tokio::sync::Mutex::new(()),
            something_to_send: tokio::sync::Notify::new(),
            saves: AtomicU64::new(0),
            failures: AtomicU32::new(0),
            recovered: tokio::sync::Notify::new(),
            packs_tried: AtomicBool::new(false),
            packs_asked: Mutex::default(),
            catalogue_told: Mutex::default(),
            catalogue_refused: Mutex::default(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Works with the open store; [`Problem::Locked`] when there is none.
    fn with_store<T>(
        &self,
        action: &'static str,
        work: impl FnOnce(&mut Store) -> Result<T, store::StoreError>,
    ) -> Result<T, Problem> {
        // A panic while the lock was held leaves a store whose disk is whole: memory is dropped on every
        // failed write, so going on is safe.
        let mut guard = self.inner.store.lock().unwrap_or_else(PoisonError::into_inner);
        let store = guard.as_mut().ok_or(Problem::Locked)?;
        work(store).map_err(|error| problem::from_store(action, error))
    }

    pub fn count_dossiers(&self) -> Result<u32, Problem> {
        self.with_store("count the dossiers", |store| store.count_dossiers())
    }

    /// How many documents were loaded from the disk since unlocking: an idle sync must not load any.
    pub fn documents_loaded(&self) -> Result<u64, Problem> {
        self.with_store("count loads", |store| Ok(store.documents_loaded()))
    }
}

impl std::fmt::Debug for Device {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Device").finish_non_exhaustive()
    }
}
