//! `cargo xtask kill`: kills a real server and real devices, and counts what was lost and what was doubled.
//!
//! Started with the word `device` it is one of the devices.

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use stories::killing::{kill_often, live};

#[derive(Debug, Parser)]
#[command(name = "cargo xtask kill", bin_name = "cargo xtask kill")]
struct Arguments {
    #[command(subcommand)]
    role: Option<Role>,
    /// How many kills
    #[arg(long, default_value_t = 100)]
    count: u32,
    /// Of targets, moments and weather; without it, one from the clock, which is printed
    #[arg(long)]
    seed: Option<u64>,
}

#[derive(Debug, Subcommand)]
enum Role {
    /// A device that works until it is killed
    #[command(hide = true)]
    Device { folder: PathBuf, first: u64 },
}

#[expect(clippy::disallowed_methods, reason = "the edge: a fresh seed is the system's")]
fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("the runtime does not start: {error}");
            return ExitCode::FAILURE;
        }
    };
    if let Some(Role::Device { folder, first }) = arguments.role {
        runtime.block_on(live(&folder, first));
        return ExitCode::SUCCESS;
    }
    let seed = arguments.seed.unwrap_or_else(|| {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        now.as_secs()
    });
    let program = std::env::current_exe().unwrap_or_default();
    let figures = runtime.block_on(kill_often(&program, arguments.count, seed, true));
    println!("{figures}");
    if figures.all_held() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
