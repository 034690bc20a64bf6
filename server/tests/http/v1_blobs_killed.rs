//! `/v1/blobs` of a real server process that is killed in the middle of a photo, again and again.

use crate::support::{Device, Sender, photo, place};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

fn command(data: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_donghanh-server"));
    command.args(words).arg("--data").arg(data).stdin(Stdio::null()).stderr(Stdio::null());
    command
}

/// Ends with the test, however that ends.
struct Server {
    process: Child,
    address: SocketAddr,
}

impl Server {
    fn start(data: &Path) -> Self {
        let mut serve = command(data, &["serve", "--listen", "127.0.0.1:0"]);
        let mut process = serve.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.strip_prefix("Listening on http://").unwrap().split('/').next().unwrap();
        Self { process, address: address.parse().unwrap() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

fn noted_in(database: &rusqlite::Connection) -> usize {
    database.query_row("SELECT kept FROM upload", [], |row| row.get(0)).unwrap()
}

#[tokio::test]
async fn a_server_that_is_killed_in_the_middle_of_a_photo_has_kept_all_that_it_had_noted() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let made = command(data, &["init", "--commune", "03325", "--demo"]).stdout(Stdio::null()).status();
    assert!(made.unwrap().success());
    let invited = command(data, &["invite", "--member", "1"]).output().unwrap();
    let said = String::from_utf8(invited.stdout).unwrap();
    let code = said.lines().find_map(|line| line.strip_prefix("Code:")).unwrap().trim();

    let mut server = Server::start(data);
    let mut device = Device::enrol(server.address, code).await;
    let file = photo(1, 3_000_000);
    let path = Sender::new(&device).create(&file).await;
    let database = rusqlite::Connection::open(data.join("commune.db")).unwrap();
    let (mut kept, mut again) = (0, 0);
    for kill in 1..=8 {
        let sent = 300_000 + kill * 1_000;
        let open = Sender::new(&device).patch_that_breaks(&path, &file, kept, sent).await;
        // Some of it is noted: then it dies, with the rest on its way.
        let mut noted = kept;
        while noted == kept {
            tokio::task::yield_now().await;
            noted = noted_in(&database);
        }
        drop(server);
        drop(open);
        server = Server::start(data);
        device.address = server.address;
        let now = Sender::new(&device).offset(&path).await;
        assert!(
            (noted..=kept + sent).contains(&now),
            "kill {kill}: {now}, noted were {noted}, sent {kept} + {sent}"
        );
        again += kept + sent - now;
        kept = now;
    }
    let sender = Sender::new(&device);
    assert_eq!(sender.patch(&path, kept, &file[kept..]).await.status, 204);
    assert_eq!(std::fs::read(place(data, &file)).unwrap(), file);
    assert!(again < 8 * 180_000, "{again} bytes had to be sent again");
}
