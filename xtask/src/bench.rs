//! `cargo xtask bench NAME… --json FILE`: measures in release, one JSON object a line.

use crate::error::TaskError;
use crate::{build, npm, places, process, ui};

/// Measured with the real server in a process of its own.
const WITH_SERVER: [&str; 5] = ["day", "growth", "office", "peers", "server"];

/// The bench program knows its names and options: they go through as they are.
pub(crate) fn bench(arguments: &[String]) -> Result<(), TaskError> {
    let wanted = |name: &str| arguments.iter().any(|argument| argument == name);
    let mut bench = build::in_workspace(&["run", "--release", "--quiet", "--package", "bench", "--"]);
    if wanted("forms") {
        bench.env("DONGHANH_BENCH_PAGE", ui::bench_page()?);
    }
    if WITH_SERVER.into_iter().any(wanted) {
        let server = ["build", "--release", "--quiet", "--package", "server", "--bin", "donghanh-server"];
        process::run(&mut build::in_workspace(&server))?;
        bench.env("DONGHANH_SERVER_BIN", places::target().join("release/donghanh-server"));
    }
    if wanted("peers") {
        let sources = places::root().join("bench/peers");
        let home = places::target().join("bench-peers");
        npm::install(&sources, &home, "the peers of the benchmark")?;
        for file in PEERS {
            npm::copy(&sources, &home, file)?;
        }
        bench.env("DONGHANH_BENCH_PEERS", home);
    }
    process::run(bench.args(arguments))
}

/// The peers' programs.
const PEERS: [&str; 5] =
    ["lines.mjs", "automerge/device.mjs", "automerge/server.mjs", "pouchdb/device.mjs", "pouchdb/server.mjs"];
