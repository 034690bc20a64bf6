//! `cargo xtask run`: a commune server, an enrolled device, and its window, on this machine.

use crate::error::{IoContext, TaskError};
use crate::{build, places, process, setup, ui};

/// How the app is to be tried.
#[derive(clap::Args, Debug)]
pub(crate) struct Options {
    /// Forget what earlier runs left: a new commune and a new device
    #[arg(long)]
    fresh: bool,
    /// Open the window on a screen in memory; by itself where there is no screen
    #[arg(long)]
    headless: bool,
    /// Where the commune server listens
    #[arg(long, default_value = "127.0.0.1:8470")]
    listen: String,
}

pub(crate) fn run(options: &Options) -> Result<(), TaskError> {
    setup::setup()?;
    ui::build(false)?;
    build::programs()?;
    let data = places::root().join(".donghanh/run");
    if options.fresh && data.exists() {
        std::fs::remove_dir_all(&data).doing("remove", &data)?;
    }
    process::make_folder(&data)?;
    let mut demo = build::program("donghanh-demo");
    demo.arg("run").arg("--data").arg(&data).args(["--listen", &options.listen]);
    if options.headless {
        demo.arg("--headless");
    }
    process::run_until_interrupted(&mut demo)
}
