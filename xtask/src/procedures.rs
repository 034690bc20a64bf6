//! `cargo xtask procedures`: the procedure library as its authors work on it.

mod check;
mod folder;

use crate::error::TaskError;
use clap::Subcommand;

#[derive(Subcommand)]
pub(crate) enum Action {
    /// Every fault of every pack: schema, forms, conditions, stories, upgrades
    Check {
        /// Only these procedures
        codes: Vec<String>,
    },
}

pub(crate) fn procedures(action: Action) -> Result<(), TaskError> {
    match action {
        Action::Check { codes } => check::check(&codes),
    }
}
