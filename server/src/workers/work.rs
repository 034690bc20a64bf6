//! The worker's side: a case in, a verdict out, until the server is gone.

use super::frames;
use ::sync::admission::{Case, Judged, Limits, judge};
use std::io::{self, BufReader, Read, Write};
use wire::sync::RefusalCode;

/// A worker's whole life of computing. Many times more than it needs until it is replaced.
#[cfg(target_os = "linux")]
const CPU_SECONDS: u64 = 600;

/// What a worker answers.
pub(super) type Verdict = Result<Judged, RefusalCode>;

/// Why a worker cannot work.
#[derive(Debug, thiserror::Error)]
pub enum WorkerError {
    #[error("unable to bound the memory of a worker")]
    Bound(#[source] io::Error),
    #[error("unable to speak with the server")]
    Pipe(#[from] io::Error),
}

/// Judges what comes in until the other side ends. `memory` is how many bytes this process may take beyond what it
/// has now.
pub fn serve(input: impl Read, mut output: impl Write, memory: u64) -> Result<(), WorkerError> {
    bound_memory(memory).map_err(WorkerError::Bound)?;
    // What strangers make the library panic with is not for the log.
    std::panic::set_hook(Box::new(|_| {}));
    let mut input = BufReader::with_capacity(64 * 1024, input);
    while let Some(case) = frames::read::<Case>(&mut input)? {
        let verdict: Verdict = judge(case, &Limits::STANDARD);
        frames::write(&mut output, &verdict)?;
    }
    Ok(())
}

/// An allocation beyond the bound fails, which ends the process.
#[cfg(target_os = "linux")]
fn bound_memory(memory: u64) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // The first number is what the process spans now, in pages.
    let spans = std::fs::read_to_string("/proc/self/statm")?;
    let pages = spans.split(' ').next().and_then(|pages| pages.parse::<u64>().ok());
    let page = u64::try_from(rustix::param::page_size()).unwrap_or(4096);
    let now = pages.unwrap_or_default().saturating_mul(page);
    let bound = Some(now.saturating_add(memory));
    setrlimit(Resource::As, Rlimit { current: bound, maximum: bound })?;
    // A worker whose server was killed while it was at work ends some time, whatever it is doing.
    setrlimit(Resource::Cpu, Rlimit { current: Some(CPU_SECONDS), maximum: Some(CPU_SECONDS) })?;
    // A crash is not worth a file of the stranger's making.
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?;
    Ok(())
}

/// Elsewhere the span of a process cannot be bounded; the limits of the admission and the deadline remain.
#[cfg(not(target_os = "linux"))]
fn bound_memory(_memory: u64) -> io::Result<()> {
    Ok(())
}
