//! Everything that a request needs, in one place that is cheap to clone.

use crate::blobs::{BlobPlace, Refusal, Turns};
use crate::clock::Clock;
use crate::failure::Failure;
use crate::procedures::{Procedures, Shelf};
use crate::public::Looks;
use crate::recovery::RecoveryKey;
use crate::store::{Epoch, Store, StoreError};
use crate::throttle::{Patience, Throttle};
use ::sync::admission::{InProcess, Judge};
use dossier::{CommuneCode, Timestamp};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::{Semaphore, broadcast, watch};

/// How the server is set up from outside.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Folder of the built office pages; without it only the JSON is served.
    pub office_ui: Option<PathBuf>,
    /// The office is reached over TLS (a proxy stands in front): its cookie may not travel without.
    pub behind_tls: bool,
    /// Where photos are kept; without it none are taken.
    pub blobs: Option<BlobPlace>,
    /// What the codes of phones are sealed under; without it none are asked for.
    pub recovery: Option<RecoveryKey>,
    /// What stands above the papers of communes that have set it; the others have it by their name.
    pub letterheads: BTreeMap<CommuneCode, papers::Letterhead>,
    /// The address at which villagers reach this server, such as `https://xa.example`: the code on a printed receipt leads
    /// there. Without it the code is the number alone.
    pub public_address: Option<String>,
}

/// The running server's parts.
#[derive(Debug, Clone)]
pub struct App {
    parts: Arc<Parts>,
}

struct Parts {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    judge: Arc<dyn Judge>,
    procedures: Procedures,
    settings: Settings,
    epoch: Epoch,
    signing_seed: [u8; 32],
    login_tries: LoginTries,
    enrol_tries: Throttle,
    public_tries: PublicTries,
    public_looks: Looks,
    feed_tries: Throttle,
    passwords_at_once: Semaphore,
    turns: Turns,
    inbox_changes: broadcast::Sender<CommuneCode>,
    closing: watch::Sender<bool>,
}

impl std::fmt::Debug for Parts {
    /// The signing key is never printed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Parts")
            .field("settings", &self.settings)
            .field("epoch", &self.epoch)
            .finish_non_exhaustive()
    }
}

/// Tries to log in, counted three ways: one person mistyping, one address guessing many names, many
/// addresses guessing one name.
#[derive(Debug)]
pub(crate) struct LoginTries {
    pub(crate) by_user_and_address: Throttle,
    pub(crate) by_address: Throttle,
    pub(crate) by_user: Throttle,
}

/// Tries on the public page.
#[derive(Debug)]
pub(crate) struct PublicTries {
    /// Behind a proxy that is everybody: it bounds the work, and its waits are short.
    pub(crate) by_address: Throttle,
    /// A number says who is asked about, and there are only so many years.
    pub(crate) by_number: Throttle,
}

impl PublicTries {
    fn new() -> Self {
        let of = |free_tries, first_wait_ms, longest_wait_ms| {
            Throttle::new(Patience { free_tries, first_wait_ms, longest_wait_ms })
        };
        Self {
            by_address: of(120, 10_000, 60_000),
            by_number: of(5, 4 * QUARTER_OF_AN_HOUR_MS, 96 * QUARTER_OF_AN_HOUR_MS),
        }
    }
}

const HALF_A_MINUTE_MS: i64 = 30_000;
const QUARTER_OF_AN_HOUR_MS: i64 = 15 * 60_000;
/// Argon2id takes 19 MiB and a core: more at once would let strangers exhaust a small machine.
const PASSWORDS_AT_ONCE: usize = 2;

fn throttle(free_tries: u32) -> Throttle {
    Throttle::new(Patience {
        free_tries,
        first_wait_ms: HALF_A_MINUTE_MS,
        longest_wait_ms: QUARTER_OF_AN_HOUR_MS,
    })
}

impl App {
    /// Judges pushes in this process: for tests, and for the command line. A server that strangers reach takes
    /// [`App::judged_by`] workers.
    pub fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        procedures: Procedures,
        settings: Settings,
    ) -> Result<Self, StoreError> {
        Self::judged_by(Arc::new(InProcess), store, clock, procedures, settings)
    }

    pub fn judged_by(
        judge: Arc<dyn Judge>,
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        procedures: Procedures,
        settings: Settings,
    ) -> Result<Self, StoreError> {
        // A restore needs the server stopped, so neither epoch nor key can change under a running one.
        let epoch = store.epoch()?;
        let signing_seed = store.signing_seed()?;
        procedures.keep(store.as_ref(), clock.now())?;
        let parts = Parts {
            store,
            clock,
            judge,
            procedures,
            settings,
            epoch,
            signing_seed,
            login_tries: LoginTries {
                by_user_and_address: throttle(5),
                by_address: throttle(30),
                by_user: throttle(100),
            },
            enrol_tries: throttle(10),
            public_tries: PublicTries::new(),
            public_looks: Looks::default(),
            feed_tries: throttle(10),
            passwords_at_once: Semaphore::new(PASSWORDS_AT_ONCE),
            turns: Turns::default(),
            inbox_changes: broadcast::channel(64).0,
            closing: watch::channel(false).0,
        };
        Ok(Self { parts: Arc::new(parts) })
    }

    pub fn store(&self) -> &dyn Store {
        self.parts.store.as_ref()
    }
    pub(crate) fn judge(&self) -> &dyn Judge {
        self.parts.judge.as_ref()
    }
    pub fn now(&self) -> Timestamp {
        self.parts.clock.now()
    }
    pub fn procedures(&self) -> &Procedures {
        &self.parts.procedures
    }
    /// The packs of a commune.
    pub fn shelf(&self, commune: &CommuneCode) -> Result<Arc<Shelf>, StoreError> {
        self.parts.procedures.shelf(self.store(), commune)
    }
    pub(crate) fn signing_seed(&self) -> &[u8; 32] {
        &self.parts.signing_seed
    }
    pub fn settings(&self) -> &Settings {
        &self.parts.settings
    }
    pub fn epoch(&self) -> Epoch {
        self.parts.epoch
    }
    pub(crate) fn login_tries(&self) -> &LoginTries {
        &self.parts.login_tries
    }
    pub(crate) fn enrol_tries(&self) -> &Throttle {
        &self.parts.enrol_tries
    }
    pub(crate) fn public_tries(&self) -> &PublicTries {
        &self.parts.public_tries
    }
    pub(crate) fn public_looks(&self) -> &Looks {
        &self.parts.public_looks
    }
    pub(crate) fn feed_tries(&self) -> &Throttle {
        &self.parts.feed_tries
    }
    pub(crate) fn passwords_at_once(&self) -> &Semaphore {
        &self.parts.passwords_at_once
    }

    /// Whose turn it is at each upload.
    pub(crate) fn turns(&self) -> &Turns {
        &self.parts.turns
    }
    pub(crate) fn blobs(&self) -> Result<&BlobPlace, Refusal> {
        self.parts.settings.blobs.as_ref().ok_or(Refusal::NoPlace)
    }

    /// The commune's inbox reads differently now: tell the open office pages.
    pub fn inbox_changed(&self, commune: &CommuneCode) {
        // Nobody listening is not a failure.
        let _listeners = self.parts.inbox_changes.send(commune.clone());
    }
    pub(crate) fn listen(&self) -> broadcast::Receiver<CommuneCode> {
        self.parts.inbox_changes.subscribe()
    }

    /// The server is stopping: streams that would never end by themselves end now.
    pub fn close(&self) {
        self.parts.closing.send_replace(true);
    }
    pub(crate) fn closing(&self) -> watch::Receiver<bool> {
        self.parts.closing.subscribe()
    }

    /// Runs a use case on the blocking pool: stores block and documents take time.
    pub(crate) async fn run<T, F>(&self, use_case: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: FnOnce(&Self) -> Result<T, Failure> + Send + 'static,
    {
        let app = self.clone();
        match tokio::task::spawn_blocking(move || use_case(&app)).await {
            Ok(done) => done,
            Err(error) => Err(Failure::Broken { action: "run the request", cause: error.to_string() }),
        }
    }
}
