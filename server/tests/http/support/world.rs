//! A running server with one commune (and room for another).

use super::{Browser, Device};
use dossier::{CommuneCode, MemberId, TeamId, Timestamp};
use server::clock::Clock;
use server::procedures::Procedures;
use server::store::people::{Commune, OFFICE, Standing, User};
use server::store::sqlite::SqliteStore;
use server::store::{Access, People};
use server::{App, BlobPlace, Running, Settings, invitation, password};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tempfile::TempDir;
use wire::Role;

pub(crate) const PASSWORD: &str = "mật khẩu mẫu 123";

/// 2026-11-23, a Monday, 09:00 in Vietnam.
const MONDAY_MORNING: i64 = 1_795_399_200_000;

#[derive(Debug)]
pub(crate) struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}

pub(crate) struct World {
    pub(crate) folder: TempDir,
    pub(crate) store: Arc<SqliteStore>,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) commune: CommuneCode,
    /// Team 1: Lan and Minh. Team 2: Hoa.
    pub(crate) lan: MemberId,
    pub(crate) minh: MemberId,
    pub(crate) hoa: MemberId,
    running: Option<(App, Running)>,
    settings: Settings,
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with(Settings::default()).await
    }

    pub(crate) async fn with(settings: Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(SqliteStore::create(folder.path()).unwrap());
        let commune = add_commune(&store, "03325", "canbo1");
        let one = store.add_team(&commune, "Tổ Thôn Mẫu 1").unwrap();
        let two = store.add_team(&commune, "Tổ Bản Mẫu 2").unwrap();
        let member = |team: TeamId, name: &str| store.add_member(&commune, team, name).unwrap();
        let (lan, minh, hoa) = (member(one, "Lan Mẫu"), member(one, "Minh Mẫu"), member(two, "Hoa Mẫu"));
        let clock = Arc::new(TestClock(AtomicI64::new(MONDAY_MORNING)));
        let mut world = Self { folder, store, clock, commune, lan, minh, hoa, running: None, settings };
        world.start().await;
        world
    }

    pub(crate) async fn start(&mut self) {
        let blobs = self.settings.blobs.clone();
        let blobs = blobs.unwrap_or_else(|| BlobPlace::in_folder(self.folder.path()).unwrap());
        let app = App::new(
            self.store.clone(),
            self.clock.clone(),
            Procedures::built_in().unwrap(),
            Settings { blobs: Some(blobs), ..self.settings.clone() },
        );
        let app = app.unwrap();
        let running = server::start(app.clone(), "127.0.0.1:0".parse().unwrap()).await.unwrap();
        self.running = Some((app, running));
    }

    pub(crate) async fn stop(&mut self) {
        if let Some((_, running)) = self.running.take() {
            running.stop().await.unwrap();
        }
    }

    /// Stops the server, puts the backup in place and starts again.
    pub(crate) async fn restore(&mut self, backup: &Path) {
        self.stop().await;
        // A backend that is open holds the file: another one takes its place first.
        let elsewhere = tempfile::tempdir().unwrap();
        self.store = Arc::new(SqliteStore::create(elsewhere.path()).unwrap());
        server::store::sqlite::restore(self.folder.path(), backup, self.clock.now()).unwrap();
        self.store = Arc::new(SqliteStore::open(self.folder.path()).unwrap());
        self.start().await;
    }

    /// A second commune on the same server, with an officer of its own.
    pub(crate) fn other_commune(&self) -> CommuneCode {
        add_commune(&self.store, "00004", "canbo-khac")
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.running.as_ref().unwrap().1.address()
    }

    pub(crate) fn app(&self) -> &App {
        &self.running.as_ref().unwrap().0
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn pass_ms(&self, millis: i64) {
        self.clock.0.fetch_add(millis, Ordering::SeqCst);
    }

    pub(crate) fn invite(&self, member: MemberId) -> String {
        invitation::invite(self.store.as_ref(), &self.commune, member, self.clock.now()).unwrap()
    }

    pub(crate) async fn enrol(&self, member: MemberId) -> Device {
        Device::enrol(self.address(), &self.invite(member)).await
    }

    pub(crate) async fn officer(&self) -> Browser {
        self.log_in("canbo1").await
    }

    pub(crate) async fn log_in(&self, user: &str) -> Browser {
        Browser::log_in(self.address(), user, PASSWORD).await
    }

    /// Somebody else of the office.
    pub(crate) fn add_colleague(&self, user: &str, standing: Standing) -> MemberId {
        let member = self.store.add_member(&self.commune, OFFICE, "Hà Mẫu").unwrap();
        self.add_user(user, member, standing);
        member
    }

    /// A login for somebody who is there already.
    pub(crate) fn add_user(&self, user: &str, member: MemberId, standing: Standing) {
        add_user(&self.store, &self.commune, user, member, standing);
    }

    pub(crate) fn revoke(&self, device: &Device) {
        self.store.revoke_device(&self.commune, device.id, self.clock.now()).unwrap();
    }

    /// One number out of the database, past the server.
    pub(crate) fn count(&self, sql: &str) -> i64 {
        let database = rusqlite::Connection::open(self.folder.path().join("commune.db")).unwrap();
        database.query_row(sql, [], |row| row.get(0)).unwrap()
    }
}

fn add_commune(store: &SqliteStore, code: &str, user: &str) -> CommuneCode {
    let commune = CommuneCode::from(code);
    store
        .add_commune(&Commune {
            code: commune.clone(),
            name: format!("Xã Mẫu {code}"),
            unit_number: "H15.50.05.13".to_owned(),
        })
        .unwrap();
    let member = store.add_member(&commune, OFFICE, "Sơn Mẫu").unwrap();
    add_user(store, &commune, user, member, Standing { administrator: true, ..Standing::of(Role::Chief) });
    commune
}

fn add_user(store: &SqliteStore, commune: &CommuneCode, user: &str, member: MemberId, standing: Standing) {
    let (name, password) = (user.to_owned(), password::hash(PASSWORD).unwrap());
    store.add_user(&User { commune: commune.clone(), name, member, password, standing }).unwrap();
}
