//! `cargo xtask procedures`: the procedure library as its authors work on it.

mod check;
mod exchange;
mod folder;

use crate::error::TaskError;
use clap::Subcommand;
use std::path::PathBuf;

#[derive(Subcommand)]
pub(crate) enum Action {
    /// Every fault of every pack: schema, forms, conditions, stories, upgrades
    Check {
        /// Only these procedures
        codes: Vec<String>,
    },
    /// One procedure as an Excel workbook, to be edited and read back
    Export { code: String, file: PathBuf },
    /// A workbook that was exported, as the files of a folder; comments of the old files are not kept
    Import { file: PathBuf, folder: PathBuf },
}

pub(crate) fn procedures(action: Action) -> Result<(), TaskError> {
    match action {
        Action::Check { codes } => check::check(&codes),
        Action::Export { code, file } => exchange::export(&code, &file),
        Action::Import { file, folder } => exchange::import(&file, &folder),
    }
}
