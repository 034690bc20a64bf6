//! A server that is killed in the middle of a sync: what it has acknowledged is there, what it has not waits on
//! the device, and nothing arrives twice.
//!
//! The server runs in a process of its own (this very test, started again with a role) and dies by SIGKILL.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a story stops where it fails"
)]

use dossier::{CommuneCode, MemberId};
use server::procedures::Procedures;
use server::store::sqlite::SqliteStore;
use server::store::{People, Store};
use server::{App, Settings};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use testkit::{MORNING, Network, Phone, SetClock};

const ROLE: &str = "DONGHANH_STORY_SERVER_FOLDER";
const COMMUNE: &str = "00376";
/// After so many bytes of a push the server dies: within the head, the body, the commits behind it.
const KILLED_AFTER: &[u64] = &[1, 150, 600, 1_200, 1_800, 2_200, 1_000_000];
const DRAFTS: usize = 40;

fn commune() -> CommuneCode {
    CommuneCode::new(COMMUNE)
}

/// The server's process.
async fn serve_until_killed(folder: &Path) {
    let store: Arc<dyn Store> = Arc::new(SqliteStore::open(folder).unwrap());
    let clock = Arc::new(SetClock::at(MORNING));
    let app = App::new(store, clock, Procedures::built_in().unwrap(), Settings::default()).unwrap();
    let running = server::start(app, SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
    println!("LISTENING {}", running.address());
    std::future::pending::<()>().await;
}

fn start_server(folder: &Path) -> (Child, SocketAddr) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "server_kills::a_server_killed_in_the_middle_of_a_sync_loses_nothing_and_doubles_nothing",
            "--nocapture",
        ])
        .env(ROLE, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let address = lines
        .map_while(Result::ok)
        .find_map(|line| line.split_once("LISTENING ").map(|(_, address)| address.trim().parse().unwrap()));
    (child, address.expect("the server listens"))
}

/// A new database with two volunteers of one team, and a code for each.
fn prepare(folder: &Path) -> [String; 2] {
    let store = SqliteStore::create(folder).unwrap();
    let record = server::store::people::Commune {
        code: commune(),
        name: "Xã Mẫu".to_owned(),
        unit_number: "H00".to_owned(),
    };
    store.add_commune(&record).unwrap();
    let volunteers = server::demo::fill(&store, &commune(), MORNING).unwrap().unwrap().volunteers;
    let invite = |member: MemberId| server::invitation::invite(&store, &commune(), member, MORNING).unwrap();
    [invite(volunteers[0].0), invite(volunteers[1].0)]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_killed_in_the_middle_of_a_sync_loses_nothing_and_doubles_nothing() {
    if let Some(folder) = std::env::var_os(ROLE) {
        serve_until_killed(Path::new(&folder)).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let [lans_code, minhs_code] = prepare(folder.path());
    let (mut child, address) = start_server(folder.path());
    let lan = Phone::new(Network::to(address).await, SetClock::at(MORNING));
    lan.enrol(&lans_code).await.unwrap();
    let minh = Phone::new(Network::to(address).await, SetClock::at(MORNING));
    minh.enrol(&minhs_code).await.unwrap();

    let mut written = Vec::new();
    for after in KILLED_AFTER {
        for n in 0..DRAFTS {
            let dossier = lan.start_birth();
            let name = format!("Trần Mẫu {after} {n}");
            lan.answer(dossier, "tre_ho_ten", &name);
            written.push((dossier, name));
        }
        lan.network.take_counts();
        let sync = lan.sync();
        tokio::pin!(sync);
        let early = tokio::select! {
            // A push that is shorter than that is through already: the server dies after it.
            status = &mut sync => Some(status),
            () = lan.network.until_up(*after) => None,
        };
        child.kill().unwrap();
        child.wait().unwrap();
        let status = match early {
            Some(status) => status,
            None => sync.await,
        };
        assert_eq!(
            status.waiting == 0,
            status.problem.is_none(),
            "only a receipt empties the outbox: killed after {after} bytes"
        );
        let (again, address) = start_server(folder.path());
        child = again;
        lan.network.redirect(address);
        minh.network.redirect(address);
        assert_eq!(lan.sync_well().await.waiting, 0);
    }

    minh.sync_well().await;
    assert_eq!(minh.home().dossiers.len(), written.len(), "each dossier once");
    for (dossier, name) in &written {
        let view = minh.dossier(*dossier);
        let field = &view.answers[&"tre_ho_ten".into()];
        assert_eq!((&field.current.value, field.others.len()), (name, 0));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}
