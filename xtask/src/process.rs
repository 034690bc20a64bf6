//! Starting other programs, and saying plainly what went wrong with one.
//!
//! **Invariant:** a program that fails is never silent: the error names the whole command line.

use crate::error::{IoContext, TaskError};
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The cargo that started us, so that a `+toolchain` on the command line holds for everything below.
pub(crate) fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs to the end with its output on our terminal.
pub(crate) fn run(command: &mut Command) -> Result<(), TaskError> {
    let line = line(command);
    let status = command.status().map_err(|source| TaskError::Start { line: line.clone(), source })?;
    if status.success() { Ok(()) } else { Err(TaskError::Failed { line, status }) }
}

/// The same for a program that a person ends with Ctrl-C. The signal reaches it too, and it puts its
/// own house in order; we only wait, and call that a good end.
pub(crate) fn run_until_interrupted(command: &mut Command) -> Result<(), TaskError> {
    let interrupted = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&interrupted);
    ctrlc::set_handler(move || told.store(true, Ordering::SeqCst))
        .map_err(|error| TaskError::Plain(format!("could not listen for Ctrl-C: {error}")))?;
    let line = line(command);
    let mut child = command.spawn().map_err(|source| TaskError::Start { line: line.clone(), source })?;
    let mut passed_on = false;
    loop {
        let ended = child.try_wait().map_err(|source| TaskError::Start { line: line.clone(), source })?;
        match ended {
            Some(status) if status.success() || passed_on => return Ok(()),
            Some(status) => return Err(TaskError::Failed { line, status }),
            None if interrupted.load(Ordering::SeqCst) && !passed_on => {
                passed_on = true;
                // A terminal has sent it to the whole group already; `kill` from elsewhere has not.
                let pid = rustix::process::Pid::from_child(&child);
                let _gone = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
            }
            None => std::thread::sleep(std::time::Duration::from_millis(100)),
        }
    }
}

/// Runs to the end and gives back what it printed; its complaints go to our terminal.
pub(crate) fn read(command: &mut Command) -> Result<String, TaskError> {
    let line = line(command);
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|source| TaskError::Start { line: line.clone(), source })?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    } else {
        Err(TaskError::Failed { line, status: output.status })
    }
}

/// Whether a program ends well, with nothing on the terminal.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Where a program stands on the `PATH`.
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// A command that needs the rights of root: as it is for root, through sudo for others.
pub(crate) fn as_root(program: &str) -> Result<Command, TaskError> {
    if rustix::process::geteuid().is_root() {
        return Ok(Command::new(program));
    }
    if find_program("sudo").is_none() {
        return Err(TaskError::NeedsRoot { program: program.to_owned() });
    }
    let mut command = Command::new("sudo");
    command.arg(program);
    Ok(command)
}

/// A folder that is there afterwards.
pub(crate) fn make_folder(folder: &std::path::Path) -> Result<(), TaskError> {
    std::fs::create_dir_all(folder).doing("create the folder", folder)
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
