//! The desktop program. Everything it does is in the library, which phones start in their own way.

// On Windows a second, black window would open beside the app's.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    match donghanh_app::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("donghanh: {error}");
            ExitCode::FAILURE
        }
    }
}
