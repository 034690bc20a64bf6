//! Which database, and which commune in it, a command is about.

use super::CliError;
use crate::store::People;
use crate::store::people::Commune;
use crate::store::sqlite::SqliteStore;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Target {
    /// Folder of the database.
    #[arg(long)]
    data: PathBuf,
    /// Code of the commune; needed only when the database has several.
    #[arg(long)]
    commune: Option<String>,
}

impl Target {
    pub(super) fn open(&self) -> Result<(SqliteStore, Commune), CliError> {
        let store = SqliteStore::open(&self.data)?;
        let communes = store.communes()?;
        let commune = match &self.commune {
            Some(code) => communes
                .into_iter()
                .find(|commune| commune.code.as_str() == code)
                .ok_or_else(|| CliError::CommuneUnknown { code: code.clone() })?,
            None => the_only_one(communes)?,
        };
        Ok((store, commune))
    }
}

fn the_only_one(communes: Vec<Commune>) -> Result<Commune, CliError> {
    let codes: Vec<String> = communes.iter().map(|commune| commune.code.to_string()).collect();
    let mut communes = communes.into_iter();
    match (communes.next(), communes.next()) {
        (None, _) => Err(CliError::NoCommune),
        (Some(commune), None) => Ok(commune),
        (Some(_), Some(_)) => Err(CliError::WhichCommune { codes: codes.join(", ") }),
    }
}
