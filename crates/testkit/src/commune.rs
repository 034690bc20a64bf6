//! One commune's server, in this process, with the demo people.

use crate::{MORNING, Network, Phone, SetClock};
use dossier::{CommuneCode, DeviceId, MemberId, TeamId, Timestamp};
use server::blobs::BlobPlace;
use server::procedures::Procedures;
use server::store::access::Session;
use server::store::people::{Commune as CommuneRecord, Standing};
use server::store::sqlite::SqliteStore;
use server::store::{People, Store};
use server::{App, RecoveryKey, Running, Settings};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use wire::Role;
use wire::office::PackUpload;

/// The commune of the tests; its people do not exist.
const CODE: &str = "00376";

/// A server with two teams, three volunteers and an officer of each role.
#[derive(Debug)]
pub struct Commune {
    folder: tempfile::TempDir,
    pub clock: SetClock,
    pub volunteers: Vec<(MemberId, String)>,
    pub teams: Vec<TeamId>,
    /// User name and password.
    pub officers: Vec<(String, String)>,
    store: Arc<SqliteStore>,
    app: App,
    running: Option<Running>,
    address: SocketAddr,
    /// The office's pages, for tests with a browser.
    pages: Option<PathBuf>,
}

impl Commune {
    pub async fn start() -> Self {
        Self::start_on(&std::env::temp_dir()).await
    }

    /// The same with its files on a disk of the test's choice.
    pub async fn start_on(disk: &Path) -> Self {
        Self::start_as(disk, SetClock::at(MORNING), None).await
    }

    /// The same with the office's pages for a browser, by a clock that begins at a moment of the test's choice.
    pub async fn start_with_pages(pages: &Path, now: Timestamp) -> Self {
        Self::start_as(&std::env::temp_dir(), SetClock::at(now), Some(pages.to_owned())).await
    }

    async fn start_as(disk: &Path, clock: SetClock, pages: Option<PathBuf>) -> Self {
        let folder = tempfile::tempdir_in(disk).expect("a temporary folder");
        let store = SqliteStore::create(folder.path()).expect("a new database");
        let code = CommuneCode::new(CODE);
        let record = CommuneRecord {
            code: code.clone(),
            name: "Xã Mẫu".to_owned(),
            unit_number: "H15.50.05.13".to_owned(),
        };
        store.add_commune(&record).expect("the commune");
        let demo = server::demo::fill(&store, &code, clock.now()).expect("the demo").expect("made once");
        drop(store);
        let (store, app, running) = serve(folder.path(), &clock, pages.as_deref()).await;
        Self {
            address: running.address(),
            volunteers: demo.volunteers,
            teams: demo.teams.into_iter().map(|(id, _)| id).collect(),
            officers: demo.officers.into_iter().map(|officer| (officer.user, officer.password)).collect(),
            folder,
            clock,
            store,
            app,
            running: Some(running),
            pages,
        }
    }

    pub fn code() -> CommuneCode {
        CommuneCode::new(CODE)
    }

    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The use cases of the office are called on it directly.
    pub const fn app(&self) -> &App {
        &self.app
    }

    pub fn store(&self) -> &dyn Store {
        self.store.as_ref()
    }

    /// A one-time code for a volunteer, by place in [`Self::volunteers`].
    pub fn invite(&self, volunteer: usize) -> String {
        let member = self.volunteers.get(volunteer).expect("such a volunteer").0;
        server::invitation::invite(self.store(), &Self::code(), member, self.clock.now()).expect("a code")
    }

    /// A new device of a volunteer, enrolled, with a network of its own.
    pub async fn phone(&self, volunteer: usize) -> Phone {
        let network = Network::to(self.address).await;
        let phone = Phone::new(network, SetClock::at(self.clock.now()));
        phone.enrol(&self.invite(volunteer)).await.expect("enrolled");
        phone
    }

    pub fn revoke(&self, device: DeviceId) {
        self.store().revoke_device(&Self::code(), device, self.clock.now()).expect("revoked");
    }

    /// The devices of a volunteer, by place in [`Self::volunteers`].
    pub fn devices_of(&self, volunteer: usize) -> Vec<DeviceId> {
        let member = self.volunteers.get(volunteer).expect("such a volunteer").0;
        self.store().devices_of(&Self::code(), member).expect("devices")
    }

    /// Stops and starts again on the same files. The address is a new one.
    pub async fn restart(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop().await.expect("stopped");
        }
        let (store, app, running) = serve(self.folder.path(), &self.clock, self.pages.as_deref()).await;
        self.address = running.address();
        (self.store, self.app, self.running) = (store, app, Some(running));
    }

    /// The chief, who may publish packs too: everything but what is the police's.
    pub fn administrator(&self) -> Session {
        self.session(|standing| standing.administrator && standing.role == Some(Role::Chief))
    }

    /// Who is logged in with a role.
    pub fn officer(&self, role: Role) -> Session {
        self.session(|standing| standing.role == Some(role))
    }

    fn session(&self, is: impl Fn(&Standing) -> bool) -> Session {
        let users = self.store.users(&Self::code()).expect("the logins");
        let user = users.into_iter().find(|user| is(&user.standing)).expect("such an officer");
        let members = self.store.members(&Self::code()).expect("the members");
        let member = members.into_iter().find(|member| member.id == user.member).expect("the officer");
        Session {
            commune: Self::code(),
            commune_name: "Xã Mẫu".to_owned(),
            user: user.name,
            member: member.id,
            name: member.name,
            team: member.team,
            standing: user.standing,
            expires_at: self.clock.now().plus_millis(86_400_000),
            token_hash: [0; 32],
        }
    }

    /// Publishes a pack; answers with the catalogue's serial.
    pub fn publish(&self, upload: &PackUpload) -> u64 {
        server::packs::publish(&self.app, &self.administrator(), upload).expect("published").serial
    }

    pub fn withdraw(&self, code: &str, version: &str) -> u64 {
        server::packs::withdraw(&self.app, &self.administrator(), &code.into(), version)
            .expect("withdrawn")
            .serial
    }

    /// Stops, puts a backup in the database's place, and starts again. The address is a new one.
    pub async fn restore(&mut self, backup: &Path) {
        if let Some(running) = self.running.take() {
            running.stop().await.expect("stopped");
        }
        // Whoever has the old database open must let go of it first.
        let elsewhere = tempfile::tempdir().expect("a temporary folder");
        drop(SqliteStore::create(elsewhere.path()).expect("a database to stand by"));
        let (store, app, running) = serve(elsewhere.path(), &self.clock, self.pages.as_deref()).await;
        (self.store, self.app) = (store, app);
        running.stop().await.expect("stopped");
        server::store::sqlite::restore(self.folder.path(), backup, self.clock.now()).expect("restored");
        let (store, app, running) = serve(self.folder.path(), &self.clock, self.pages.as_deref()).await;
        self.address = running.address();
        (self.store, self.app, self.running) = (store, app, Some(running));
    }

    pub fn back_up(&self, to: &Path) {
        self.store.back_up(to, self.clock.now()).expect("a backup");
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

async fn serve(folder: &Path, clock: &SetClock, pages: Option<&Path>) -> (Arc<SqliteStore>, App, Running) {
    let store = Arc::new(SqliteStore::open(folder).expect("the database opens"));
    let procedures = Procedures::built_in().expect("the built-in procedures");
    let shared: Arc<dyn Store> = store.clone();
    let blobs = BlobPlace::in_folder(folder).expect("a place for photos");
    let recovery = RecoveryKey::in_folder(folder).expect("a key for the codes of phones");
    let settings = Settings {
        blobs: Some(blobs),
        recovery: Some(recovery),
        office_ui: pages.map(Path::to_owned),
        ..Settings::default()
    };
    let app = App::new(shared, Arc::new(clock.clone()), procedures, settings).expect("the server's parts");
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let running = server::start(app.clone(), listen).await.expect("listening");
    (store, app, running)
}
