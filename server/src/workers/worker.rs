//! One worker process, as the server holds it.

use super::frames;
use super::work::Verdict;
use ::sync::admission::Case;
use std::io::{self, Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running worker. Dropped: killed.
#[derive(Debug)]
pub(super) struct Worker {
    process: Child,
    line: UnixStream,
    judged: u32,
}

impl Worker {
    pub(super) fn start(program: &Path, memory: u64) -> io::Result<Self> {
        let (line, theirs) = UnixStream::pair()?;
        let process = Command::new(program)
            .arg("judge")
            .arg("--memory")
            .arg(memory.to_string())
            .env_clear()
            .stdin(Stdio::from(OwnedFd::from(theirs.try_clone()?)))
            .stdout(Stdio::from(OwnedFd::from(theirs)))
            .stderr(Stdio::null())
            .spawn()?;
        Ok(Self { process, line, judged: 0 })
    }

    /// How many cases it has taken.
    pub(super) const fn judged(&self) -> u32 {
        self.judged
    }

    pub(super) fn id(&self) -> u32 {
        self.process.id()
    }

    /// An error means that the worker is of no more use: it took longer than `within`, ended, or speaks nonsense.
    pub(super) fn judge(&mut self, case: &Case, within: Duration) -> io::Result<Verdict> {
        self.judged = self.judged.saturating_add(1);
        let mut line = Timed { line: &self.line, until: now().checked_add(within) };
        frames::write(&mut line, case)?;
        frames::read(&mut line)?.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It may have ended by itself: then there is nothing to kill.
        let _gone = self.process.kill();
        if let Err(error) = self.process.wait() {
            tracing::warn!(%error, "a worker's end could not be seen");
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a deadline for another process is this edge's own time")]
fn now() -> Instant {
    Instant::now()
}

/// The line with one deadline over everything that is written and read.
struct Timed<'a> {
    line: &'a UnixStream,
    until: Option<Instant>,
}

impl Timed<'_> {
    fn left(&self) -> io::Result<Option<Duration>> {
        let left = self.until.map(|until| until.saturating_duration_since(now()));
        if left == Some(Duration::ZERO) { Err(io::ErrorKind::TimedOut.into()) } else { Ok(left) }
    }
}

impl Read for Timed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.line.set_read_timeout(self.left()?)?;
        self.line.read(buffer).map_err(timed_out)
    }
}

impl Write for Timed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.line.set_write_timeout(self.left()?)?;
        self.line.write(bytes).map_err(timed_out)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A socket tells its timeout as "would block".
fn timed_out(error: io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::WouldBlock { io::ErrorKind::TimedOut.into() } else { error }
}
