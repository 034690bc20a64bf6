//! Where this device keeps its encrypted store.

use std::path::PathBuf;
use tauri::{App, Manager};

/// Overrides the system's place: for tests, and for two devices on one machine.
pub(crate) const VARIABLE: &str = "DONGHANH_DATA_DIR";

#[derive(Debug)]
pub(crate) enum Unusable {
    /// The system names no place for the data of apps.
    NoPlace(tauri::Error),
    /// The place cannot be made.
    CannotMake(PathBuf, std::io::Error),
}

impl std::fmt::Display for Unusable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Unusable::NoPlace(error) => write!(f, "the system names no folder for the app's data: {error}"),
            Unusable::CannotMake(folder, error) => {
                write!(f, "unable to make the data folder {}: {error}", folder.display())
            }
        }
    }
}

impl std::error::Error for Unusable {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Unusable::NoPlace(error) => Some(error),
            Unusable::CannotMake(_, error) => Some(error),
        }
    }
}

/// The folder, made if it was not there.
pub(crate) fn choose(app: &App) -> Result<PathBuf, Unusable> {
    let folder = match std::env::var_os(VARIABLE) {
        Some(folder) => PathBuf::from(folder),
        None => app.path().app_data_dir().map_err(Unusable::NoPlace)?,
    };
    std::fs::create_dir_all(&folder).map_err(|error| Unusable::CannotMake(folder.clone(), error))?;
    Ok(folder)
}
