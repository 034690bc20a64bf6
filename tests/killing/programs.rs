//! The processes: started, listened to, killed.

use super::device;
use demo::program::own_program;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use testkit::{Network, PIN};
use wire::ipc::{Enrol, SetPin};

/// The commune's server as a process.
#[derive(Debug)]
pub(super) struct ServerProgram {
    program: PathBuf,
    data: PathBuf,
    pub(super) address: SocketAddr,
    child: Option<Child>,
}

impl ServerProgram {
    /// A new demo commune; the server runs. Answers also with the ids of its volunteers.
    pub(super) fn begin(data: &Path) -> Self {
        let program =
            own_program("DONGHANH_SERVER_BIN", "donghanh-server").expect("the server's program is built");
        let port = demo::program::free_port().expect("a free port");
        let mut server = Self {
            program,
            data: data.to_owned(),
            address: SocketAddr::from(([127, 0, 0, 1], port)),
            child: None,
        };
        let commune = demo::birth::COMMUNE;
        server.say(&["init", "--commune", commune, "--demo"]);
        server.start();
        server
    }

    pub(super) fn start(&mut self) {
        let child = Command::new(&self.program)
            .args(["serve", "--listen", &self.address.to_string(), "--data"])
            .arg(&self.data)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        self.child = Some(child);
    }

    pub(super) fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            // It may have ended by itself, which the judge will see.
            let _gone = child.kill();
            let _ended = child.wait();
        }
    }

    /// A one-time code for a volunteer of the demo commune, by number.
    pub(super) fn invite(&self, member: u32) -> String {
        let said = self.say(&["invite", "--member", &member.to_string()]);
        said.split_whitespace()
            .find(|word| word.len() == 14 && word.matches('-').count() == 2)
            .expect("a code is printed")
            .to_owned()
    }

    fn say(&self, words: &[&str]) -> String {
        let output = Command::new(&self.program)
            .args(words)
            .arg("--data")
            .arg(&self.data)
            .stderr(Stdio::inherit())
            .output()
            .expect("the server's program runs");
        assert!(output.status.success(), "{words:?} ended with {}", output.status);
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

impl Drop for ServerProgram {
    fn drop(&mut self) {
        self.kill();
    }
}

/// What a device said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    Saved { dossier: String, value: String },
    Started { dossier: String },
    Other,
}

impl Line {
    fn read(line: &str) -> Self {
        if let Some((dossier, value)) = line.strip_prefix("SAVED ").and_then(|rest| rest.split_once(' ')) {
            return Self::Saved { dossier: dossier.to_owned(), value: value.to_owned() };
        }
        match line.strip_prefix("STARTED ") {
            Some(dossier) => Self::Started { dossier: dossier.to_owned() },
            None => Self::Other,
        }
    }
}

/// A device as a process, with a network of its own.
#[derive(Debug)]
pub(super) struct DeviceProgram {
    program: PathBuf,
    pub(super) folder: PathBuf,
    pub(super) network: Network,
    starts: u64,
    running: Option<(Child, JoinHandle<()>)>,
    said: (Sender<Line>, Receiver<Line>),
}

impl DeviceProgram {
    /// Sets the PIN and enrols, in this process; the device's own is started later.
    pub(super) async fn begin(program: &Path, folder: &Path, server: &ServerProgram, member: u32) -> Self {
        let network = Network::to(server.address).await;
        let enrolling = device::open(folder);
        enrolling.set_pin(SetPin { pin: PIN.to_owned() }).expect("the PIN is set");
        let code = server.invite(member);
        let enrol = || enrolling.enrol(Enrol { server: network.url(), code: code.clone() });
        let enrolled =
            demo::until("the server to enrol a device", demo::LONG, async || match enrol().await {
                Ok(_) => Ok(Some(())),
                // The server is still starting.
                Err(wire::Problem::NoNetwork) => Ok(None),
                Err(other) => Err(demo::Trouble(format!("{other:?}"))),
            });
        enrolled.await.expect("enrolled");
        enrolling.lock(wire::ipc::Lock {}).expect("locked");
        Self {
            program: program.to_owned(),
            folder: folder.to_owned(),
            network,
            starts: 0,
            running: None,
            said: channel(),
        }
    }

    pub(super) fn start(&mut self) {
        self.starts += 1;
        let mut child = Command::new(&self.program)
            .arg("device")
            .arg(&self.folder)
            .arg((self.starts * 1_000_000).to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a device starts");
        let out = child.stdout.take().expect("its standard output");
        let tell = self.said.0.clone();
        let listener = std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                // The receiver lives as long as the device.
                let _told = tell.send(Line::read(&line));
            }
        });
        self.running = Some((child, listener));
    }

    /// What it said before it died counts, also what was not read yet.
    pub(super) fn kill(&mut self) {
        if let Some((mut child, listener)) = self.running.take() {
            let _gone = child.kill();
            let _ended = child.wait();
            listener.join().expect("the listener ends with the pipe");
        }
    }

    /// Everything that was said since the last look.
    pub(super) fn take_said(&self) -> Vec<Line> {
        self.said.1.try_iter().collect()
    }
}

impl Drop for DeviceProgram {
    fn drop(&mut self) {
        self.kill();
    }
}
