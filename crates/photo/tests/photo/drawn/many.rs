//! Many pictures at once.

use photo::Finding;
use std::thread;

/// What `work` makes of each, in order.
pub(crate) fn on_all_cores<T: Sync, R: Send>(all: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let work = &work;
    thread::scope(|scope| {
        let parts: Vec<_> = all
            .chunks(all.len().div_ceil(cores).max(1))
            .map(|part| scope.spawn(move || part.iter().map(work).collect::<Vec<_>>()))
            .collect();
        parts.into_iter().flat_map(|part| part.join().expect("a picture is prepared")).collect()
    })
}

/// Findings on one line.
pub(crate) fn told(findings: &[Finding]) -> String {
    let each =
        |finding: &Finding| format!("{} {:?} {:.3}", finding.flaw.code(), finding.severity, finding.measured);
    findings.iter().map(each).collect::<Vec<_>>().join(", ")
}
