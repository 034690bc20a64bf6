//! A store that passes: for training. Its key is in memory alone, so that nothing of it can be opened later, and its
//! folder goes when it is over.

use crate::database::Expect;
use crate::error::file_error;
use crate::vault::chance;
use crate::{Projector, Store, StoreError, StoreFiles};
use std::fs;
use std::io::ErrorKind;
use std::sync::Arc;
use zeroize::Zeroizing;

impl StoreFiles {
    /// A new empty store under a key that nobody keeps; whatever lay in the folder before goes.
    ///
    /// The folder must be one of its own: see [`StoreFiles::remove_passing`].
    pub fn create_passing(&self, projector: Arc<dyn Projector>) -> Result<Store, StoreError> {
        self.remove_passing()?;
        fs::create_dir_all(self.folder()).map_err(file_error("create the folder of the training"))?;
        self.open_with(&Zeroizing::new(chance::<32>()?), Expect::Nothing, projector)
    }

    /// Removes the whole folder. A folder with a vault is somebody's work, and stays.
    pub fn remove_passing(&self) -> Result<(), StoreError> {
        if self.path(crate::files::VAULT).exists() {
            return Err(StoreError::PinAlreadySet);
        }
        match fs::remove_dir_all(self.folder()) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(file_error("remove the training")(error))
            }
            _ => Ok(()),
        }
    }
}
