//! The project's own commands: `cargo xtask --help`.
//!
//! **Invariant:** no shell script stands behind any of them, and each can be repeated safely.

mod accessibility;
mod android;
mod bench;
mod build;
mod calendar;
mod demo;
mod deny;
mod differential;
mod error;
mod mutate;
mod npm;
mod places;
mod procedures;
mod process;
mod python;
mod pyxform;
mod run;
mod schemathesis;
mod screenshots;
mod setup;
mod simulate;
mod stopwatch;
mod test;
mod tus;
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
    /// Starts a demo commune on this machine and opens the app's window
    Run(run::Options),
    /// The main job without a window, as a transcript
    Demo,
    /// Everything that must hold: formatting, lints, tests, pages, real windows
    Test {
        /// Only this step; may be given more than once
        #[arg(long, value_enum)]
        only: Vec<test::Step>,
    },
    /// The procedure library: check, export, import
    Procedures {
        #[command(subcommand)]
        action: procedures::Action,
    },
    /// The same forms filled by our engine and by ODK Web Forms'; fails at a difference without a reason
    Differential,
    /// The calendar's table of due dates, looked at as wasm: cases, faults
    Calendar,
    /// The public tus client sends photos to the server over connections that break: files, bytes, sent, ratio
    Tus,
    /// schemathesis asks what the description of the office's JSON says: operations, reached, requests, failures
    Schemathesis,
    /// Has the real pyxform read workbooks
    Pyxform {
        /// .xlsx files
        #[arg(required = true)]
        files: Vec<std::path::PathBuf>,
    },
    /// axe-core looks at every screen: nothing serious or critical
    Accessibility,
    /// The app on a phone
    Android {
        #[command(subcommand)]
        task: AndroidTask,
    },
    /// Licences, banned crates, sources, known holes
    Deny,
    /// Measures, in release: NAME… --json FILE
    Bench {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Simulated communes out of seeds, in release: --runs N --seed S --json, or --seed S --log for one in full
    Simulate {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Kills real devices and a real server, in release: --count N --seed S
    Kill {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Mutants of genuine sync messages against the server's workers, in release: --count N --seed N --json
    Mutate {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Pictures of every screen, into docs/screenshots
    Screenshots,
    /// Zig as a C compiler for the phone, called by builds
    #[command(hide = true, disable_help_flag = true)]
    ZigCc(ForZig),
    #[command(hide = true, disable_help_flag = true, name = "zig-c++")]
    ZigCxx(ForZig),
    #[command(hide = true, disable_help_flag = true)]
    ZigAr(ForZig),
}

/// All of it is Zig's.
#[derive(clap::Args)]
struct ForZig {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

#[derive(Subcommand)]
enum AndroidTask {
    /// Whether the app's library compiles for aarch64-linux-android; without SDK and NDK
    Check,
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
        Task::Run(options) => run::run(&options),
        Task::Demo => demo::demo(),
        Task::Test { only } => test::test(&only),
        Task::Procedures { action } => procedures::procedures(action),
        Task::Differential => differential::differential(),
        Task::Calendar => calendar::calendar(),
        Task::Tus => tus::tus(),
        Task::Schemathesis => schemathesis::schemathesis(),
        Task::Pyxform { files } => pyxform::accept(&files),
        Task::Accessibility => screenshots::accessibility(),
        Task::Android { task: AndroidTask::Check } => android::check(),
        Task::ZigCc(given) => android::zig("cc", &given.arguments),
        Task::ZigCxx(given) => android::zig("c++", &given.arguments),
        Task::ZigAr(given) => android::zig("ar", &given.arguments),
        Task::Deny => deny::deny(),
        Task::Bench { arguments } => bench::bench(&arguments),
        Task::Simulate { arguments } => simulate::simulate(&arguments),
        Task::Kill { arguments } => simulate::kill(&arguments),
        Task::Mutate { arguments } => mutate::mutate(&arguments),
        Task::Screenshots => screenshots::screenshots(),
    }
}
