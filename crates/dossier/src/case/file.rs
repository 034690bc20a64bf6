//! Dossiers that belong together ("liên thông"): of one life event, such as a birth with the child's residence. An officer links
//! them; each stays a dossier of its own, with its own number, day and result.

use super::{Case, NotNow};
use crate::FileId;

impl Case {
    /// The same case in a file with others, or in none. Only before it has its number: what was accepted stays together.
    pub fn filed(mut self, file: Option<FileId>) -> Result<Self, NotNow> {
        self.may_be_accepted()?;
        self.file = file;
        Ok(self)
    }
}
