//! Who takes part: how the server and the device of each are started.

use super::process::Asked;
use demo::{Commune, program::own_program};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Contender {
    Ours,
    AutomergeRepo,
    PouchDb,
}

/// Where `cargo xtask bench peers` has installed the peers.
const PEERS: &str = "DONGHANH_BENCH_PEERS";

/// A running server.
pub(super) enum Office {
    Ours { commune: Box<Commune>, runtime: tokio::runtime::Runtime },
    Peer { server: Asked, address: SocketAddr },
}

impl Contender {
    pub(super) const ALL: [Self; 3] = [Self::Ours, Self::AutomergeRepo, Self::PouchDb];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::AutomergeRepo => "automerge_repo",
            Self::PouchDb => "pouchdb",
        }
    }

    pub(super) fn office(self, folder: &Path) -> Office {
        if self == Self::Ours {
            let runtime = tokio::runtime::Runtime::new().expect("a runtime");
            let commune = runtime.block_on(Commune::start(folder, None)).expect("our server starts");
            return Office::Ours { commune: Box::new(commune), runtime };
        }
        let server = Asked::start(Command::new("node").arg(self.script("server")).arg(folder));
        let said = server.says();
        let port = said.get("listening").and_then(Value::as_u64).and_then(|port| u16::try_from(port).ok());
        let address = SocketAddr::from(([127, 0, 0, 1], port.expect("the peer's port")));
        Office::Peer { server, address }
    }

    /// A device, with its store in `folder`, that reaches the server through `line`.
    pub(super) fn device(self, folder: &Path, line: Option<SocketAddr>, code: Option<String>) -> Asked {
        let mut device = match self {
            Self::Ours => Asked::start(
                Command::new(std::env::current_exe().expect("this very program")).arg(super::ours::NAME),
            ),
            Self::AutomergeRepo | Self::PouchDb => {
                Asked::start(Command::new("node").arg(self.script("device")))
            }
        };
        let scheme = if self == Self::AutomergeRepo { "ws" } else { "http" };
        let url = line.map(|line| format!("{scheme}://{line}")).unwrap_or_default();
        device.must("open", json!({ "folder": folder, "url": url, "code": code }));
        device
    }

    fn script(self, role: &str) -> PathBuf {
        let home = std::env::var_os(PEERS).expect("start this with `cargo xtask bench peers`");
        let folder = if self == Self::PouchDb { "pouchdb" } else { "automerge" };
        Path::new(&home).join(folder).join(format!("{role}.mjs"))
    }
}

impl Office {
    pub(super) fn address(&self) -> SocketAddr {
        match self {
            Self::Ours { commune, .. } => {
                let address = commune.address().trim_start_matches("http://");
                address.parse().expect("our server's address")
            }
            Self::Peer { address, .. } => *address,
        }
    }

    /// What a device needs to join; peers take everybody.
    pub(super) fn invite(&self) -> Option<String> {
        let Self::Ours { commune, .. } = self else { return None };
        let member = commune.logins().members.first().expect("a volunteer");
        Some(commune.invite(member).expect("a code"))
    }

    pub(super) fn pid(&mut self) -> u32 {
        match self {
            Self::Ours { commune, .. } => commune.pid().expect("our server runs"),
            Self::Peer { server, .. } => server.pid(),
        }
    }

    pub(super) fn end(self) {
        match self {
            Self::Ours { mut commune, runtime } => {
                runtime.block_on(commune.stop()).expect("our server stops");
            }
            Self::Peer { server, .. } => server.end(),
        }
    }
}

/// What the programs need to be there.
pub(super) fn must_be_built() {
    own_program("DONGHANH_SERVER_BIN", "donghanh-server").expect("our server's program");
}
