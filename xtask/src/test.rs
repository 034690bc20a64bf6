//! `cargo xtask test`: everything that must hold before a change is taken in.
//!
//! **Invariant:** it ends well only when every step that was asked for ended well, and it names them all.

use crate::error::{IoContext, TaskError};
use crate::stopwatch::{Stopwatch, in_words};
use crate::{
    accessibility, android, build, calendar, differential, places, process, pyxform, schemathesis, setup,
    simulate, tus, ui,
};
use clap::ValueEnum;
use std::time::Duration;

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Step {
    /// System packages and the wasm library
    Setup,
    /// Formatting
    Fmt,
    /// Clippy on all targets, warnings denied
    Clippy,
    /// Unit and story tests
    Tests,
    /// Simulated communes: 2,000 runs that are always the same, 200 that are new each time
    Simulate,
    /// The real pyxform takes our workbooks
    Pyxform,
    /// Our engine and ODK Web Forms' fill the same forms alike
    Differential,
    /// The calendar's table of due dates as wasm
    Calendar,
    /// tus-js-client and our server speak the same tus
    Tus,
    /// schemathesis finds the office's JSON as it is described
    Schemathesis,
    /// The pages of both apps
    Ui,
    /// All programs, with the pages embedded
    Build,
    /// The tests in real windows
    Windows,
    /// axe-core on every screen
    Accessibility,
    /// The app's library compiles for a phone, where an earlier check of that has left its work
    Android,
}

impl Step {
    fn name(self) -> &'static str {
        match self {
            Step::Setup => "setup",
            Step::Fmt => "fmt",
            Step::Clippy => "clippy",
            Step::Tests => "tests",
            Step::Simulate => "simulate",
            Step::Pyxform => "pyxform",
            Step::Differential => "differential",
            Step::Calendar => "calendar",
            Step::Tus => "tus",
            Step::Schemathesis => "schemathesis",
            Step::Ui => "ui",
            Step::Build => "build",
            Step::Windows => "windows",
            Step::Accessibility => "axe",
            Step::Android => "android",
        }
    }

    fn perform(self) -> Result<(), TaskError> {
        match self {
            Step::Setup => setup::setup(),
            Step::Fmt => process::run(&mut build::in_workspace(&["fmt", "--all", "--check"])),
            Step::Clippy => process::run(&mut build::in_workspace(&[
                "clippy",
                "--quiet",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ])),
            Step::Tests => {
                process::run(build::tell_places(&mut build::in_workspace(&["test", "--workspace"])))
            }
            Step::Simulate => simulate::test(),
            Step::Pyxform => pyxform::test(),
            Step::Differential => differential::differential(),
            Step::Calendar => calendar::calendar(),
            Step::Tus => tus::tus(),
            Step::Schemathesis => schemathesis::schemathesis(),
            Step::Ui => ui::build(false),
            Step::Build => build::everything(),
            Step::Windows => windows(),
            Step::Accessibility => accessibility::test(),
            Step::Android => android::check_if_warm(),
        }
    }
}

/// Real windows share one processor with the server and the drivers: one test at a time. The stories of small disks
/// come along: like some of the windows they mount a disk of their own.
///
/// Now and then WebKit's own process crashes in a window. The app loads its pages again, which a story of its own holds,
/// but the driver does not find them any more. So where the harness has seen that, and only there, the same tests are run
/// once more.
fn windows() -> Result<(), TaskError> {
    let lost = places::target().join("lost-pages");
    let run = |program: &str, module: &str| {
        // What is not there need not go.
        let _ = std::fs::remove_file(&lost);
        let mut tests = build::in_workspace(&["test", "--workspace", "--test", program, "--", module]);
        tests.args(["--ignored", "--test-threads", "1"]).env("DONGHANH_LOST_PAGES", &lost);
        process::run(build::tell_places(&mut tests))
    };
    for module in ON_SMALL_DISKS {
        run("stories", module)?;
    }
    for module in window_modules()? {
        match run("windows", &module) {
            Err(failed) if lost.exists() => {
                println!("{failed}; WebKit itself had crashed, so {module} is run once more");
                run("windows", &module)?;
            }
            outcome => outcome?,
        }
    }
    Ok(())
}

/// The stories that mount a disk of their own, which needs root.
const ON_SMALL_DISKS: [&str; 2] = ["small_disks::", "photos::"];

/// The modules whose tests open windows, by their files.
fn window_modules() -> Result<Vec<String>, TaskError> {
    let folder = places::root().join("tests/windows");
    let mut modules = Vec::new();
    for entry in std::fs::read_dir(&folder).doing("list", &folder)? {
        let path = entry.doing("list", &folder)?.path();
        if let (Some(stem), true) = (path.file_stem(), path.extension().is_some_and(|kind| kind == "rs"))
            && stem != "main"
        {
            modules.push(format!("{}::", stem.to_string_lossy()));
        }
    }
    modules.sort();
    Ok(modules)
}

/// What came of a step.
enum Outcome {
    Done(Duration),
    Failed(Duration),
    NotReached,
}

/// Runs the steps in order, or only those named, up to the first that fails.
pub(crate) fn test(only: &[Step]) -> Result<(), TaskError> {
    let whole = Stopwatch::start();
    let wanted = Step::value_variants().iter().copied().filter(|step| only.is_empty() || only.contains(step));
    let mut outcomes = Vec::new();
    let mut failure = None;
    for step in wanted {
        if failure.is_some() {
            outcomes.push((step, Outcome::NotReached));
            continue;
        }
        println!("\n=== {} ===", step.name());
        let watch = Stopwatch::start();
        match step.perform() {
            Ok(()) => outcomes.push((step, Outcome::Done(watch.elapsed()))),
            Err(error) => {
                outcomes.push((step, Outcome::Failed(watch.elapsed())));
                failure = Some(error);
            }
        }
    }
    println!("\n=== summary (target folder: {}) ===", places::target().display());
    for (step, outcome) in &outcomes {
        match outcome {
            Outcome::Done(time) => println!("  {:<12} ok           {:>12}", step.name(), in_words(*time)),
            Outcome::Failed(time) => println!("  {:<12} FAILED       {:>12}", step.name(), in_words(*time)),
            Outcome::NotReached => println!("  {:<12} not reached", step.name()),
        }
    }
    println!("  {:<12}              {:>12}", "in all", in_words(whole.elapsed()));
    failure.map_or(Ok(()), Err)
}
