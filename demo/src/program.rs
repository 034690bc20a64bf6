//! A program that dies with its owner, and all that it started with it.

use crate::{Doing, Trouble};
use rustix::process::{Pid, Signal};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command};

/// A running program, the leader of a process group of its own.
#[derive(Debug)]
pub struct Program {
    child: Child,
}

impl Program {
    pub fn start(command: &mut Command) -> Result<Self, Trouble> {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command.process_group(0).spawn().doing(|| format!("unable to start {name}"))?;
        Ok(Self { child })
    }

    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Whether it is still running; its own end is no error here.
    pub fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Asks it to end by itself, and answers when it has; after `limit` it is killed.
    pub async fn stop(mut self, limit: std::time::Duration) -> Result<(), Trouble> {
        let _gone = rustix::process::kill_process(Pid::from_child(&self.child), Signal::TERM);
        let ended =
            crate::until("a program to end by itself", limit, async || Ok((!self.is_alive()).then_some(())))
                .await;
        self.kill();
        ended
    }

    /// As when the battery is pulled: no goodbye, for the whole group.
    pub fn kill(&mut self) {
        // It may be gone already, which is what is wanted.
        let _gone = rustix::process::kill_process_group(Pid::from_child(&self.child), Signal::KILL);
        let _ended = self.child.wait();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A port that was free a moment ago. Drivers cannot be asked to choose one themselves.
pub fn free_port() -> Result<u16, Trouble> {
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).doing(|| "unable to find a free port".to_owned())?;
    Ok(listener.local_addr().doing(|| "unable to read a port".to_owned())?.port())
}

/// A program of the system. That it is missing is a failure that says what to do, never a skip.
pub fn system_program(name: &str) -> Result<PathBuf, Trouble> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file()).ok_or_else(
        || {
            Trouble(format!(
                "{name} is not installed: run `cargo xtask setup`, which installs what the window tests need"
            ))
        },
    )
}

/// A program that this workspace builds: named by a variable, else where cargo puts it.
pub fn own_program(variable: &str, name: &str) -> Result<PathBuf, Trouble> {
    let file = match std::env::var_os(variable) {
        Some(file) => PathBuf::from(file),
        None => beside_the_tests()?.join(name),
    };
    if file.is_file() {
        return Ok(file);
    }
    Err(Trouble(format!(
        "{} is not built: start this through `cargo xtask`, which builds it first",
        file.display()
    )))
}

/// Programs stand side by side; tests run from `deps`, one folder below.
fn beside_the_tests() -> Result<PathBuf, Trouble> {
    let this = std::env::current_exe().doing(|| "unable to find this very program".to_owned())?;
    let folder = this.ancestors().skip(1).find(|folder| !folder.ends_with("deps"));
    folder.map(PathBuf::from).ok_or_else(|| Trouble("this program stands in no folder".to_owned()))
}
