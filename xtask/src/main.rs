//! The project's own commands: `cargo xtask --help`.
//!
//! **Invariant:** no shell script stands behind any of them, and each can be repeated safely.

mod error;
mod places;
mod process;
mod setup;
mod ui;

use clap::{Parser, Subcommand};
use error::TaskError;
use std::process::ExitCode;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "Everything the project needs, by its own commands"
)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Installs what this machine lacks, and says why
    Setup {
        /// Build the wasm library from Debian's sources even where rustup could download it
        #[arg(long)]
        wasm_from_source: bool,
    },
    /// The pages of both apps
    Ui {
        #[command(subcommand)]
        task: UiTask,
    },
}

#[derive(Subcommand)]
enum UiTask {
    /// Builds dist/field and dist/office
    Build {
        /// The smallest wasm, for a release: takes minutes longer
        #[arg(long)]
        release_size: bool,
    },
}

fn main() -> ExitCode {
    match perform(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> Result<(), TaskError> {
    match task {
        Task::Setup { wasm_from_source: false } => setup::setup(),
        Task::Setup { wasm_from_source: true } => setup::setup_from_sources(),
        Task::Ui { task: UiTask::Build { release_size } } => ui::build(release_size),
    }
}
