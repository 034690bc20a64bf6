//! The commune server's command line. Everything it does is in the library.

use clap::Parser;
use server::cli::{Cli, run};
use std::error::Error;
use std::process::ExitCode;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

fn main() -> ExitCode {
    // The CRDT library opens a span at this level each time it loads a document, and writes all its hashes into it.
    let levels = Targets::new().with_default(LevelFilter::INFO).with_target("automerge", LevelFilter::WARN);
    tracing_subscriber::fmt().with_writer(std::io::stderr).finish().with(levels).init();
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            let mut cause = error.source();
            while let Some(source) = cause {
                eprintln!("  because: {source}");
                cause = source.source();
            }
            ExitCode::FAILURE
        }
    }
}
