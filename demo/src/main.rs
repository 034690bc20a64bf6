//! `donghanh-demo`: started by `cargo xtask run` and `cargo xtask demo`.

mod run;
mod story;
mod transcript;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(about = "The product at work on this machine, with synthetic people")]
struct Arguments {
    #[command(subcommand)]
    show: Show,
}

#[derive(Subcommand)]
enum Show {
    /// A commune server and an enrolled device with its window
    Run(run::Options),
    /// The main job without a window, told as it happens
    Transcript,
}

#[tokio::main]
async fn main() -> ExitCode {
    let shown = match Arguments::parse().show {
        Show::Run(options) => run::run(&options).await,
        Show::Transcript => transcript::tell().await,
    };
    match shown {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("donghanh-demo: {trouble}");
            ExitCode::FAILURE
        }
    }
}
