//! Memory of a process and of those that it has started.

use std::path::PathBuf;

/// The most that they ever held, in KiB, added up.
pub(crate) fn peak_kib(pid: u32) -> u64 {
    family(pid).into_iter().map(|pid| status(pid, "VmHWM:")).sum()
}

/// What they hold now.
pub(crate) fn resident_kib(pid: u32) -> u64 {
    family(pid).into_iter().map(|pid| status(pid, "VmRSS:")).sum()
}

fn family(pid: u32) -> Vec<u32> {
    let mut all = vec![pid];
    let tasks = std::fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    for task in tasks {
        let children = std::fs::read_to_string(task.path().join("children")).unwrap_or_default();
        let children = children.split_whitespace().filter_map(|child| child.parse().ok());
        all.extend(children.flat_map(family));
    }
    all
}

fn status(pid: u32, key: &str) -> u64 {
    let file = PathBuf::from(format!("/proc/{pid}/status"));
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(key));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
