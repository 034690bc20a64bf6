//! Why a command did not do what was typed, in a sentence that says what to do.

use crate::audit::Break;
use crate::data_folder::DataFolderError;
use crate::demo::DemoError;
use crate::failure::Failure;
use crate::password;
use crate::procedures::ProceduresError;
use crate::store::StoreError;
use crate::workers::WorkerError;
use std::io;
use std::net::SocketAddr;

#[derive(Debug, thiserror::Error)]
pub enum CliError {
    #[error(
        "The database was written by a newer server (schema {found}; this one knows {known}). \
         Nothing was changed. Install the newer donghanh-server."
    )]
    TooNew { found: u32, known: u32 },
    #[error(
        "There is no database at {path}. Create it first: donghanh-server init --data DIR --commune CODE"
    )]
    Missing { path: String },
    #[error(
        "A team lead is a member of a team: say whom with --member (see member list). Nobody else may be of one. \
         Nothing was changed."
    )]
    TeamLeadOfNoTeam,
    #[error("{what} is unknown. See: donghanh-server member list --data DIR")]
    Unknown { what: &'static str },
    #[error("Only officers have fields: add --role officer, or leave --field out. Nothing was changed.")]
    FieldsOfNobody,
    #[error("No procedure of this commune has the field {field}. There are: {known}. Nothing was changed.")]
    FieldUnknown { field: String, known: String },
    #[error("{what} exists already; nothing was changed.")]
    Exists { what: &'static str },
    #[error(transparent)]
    Store(StoreError),
    #[error(transparent)]
    DataFolder(#[from] DataFolderError),
    #[error(transparent)]
    Procedures(#[from] ProceduresError),
    #[error(transparent)]
    Demo(DemoError),
    #[error("{code} is not the code of a commune in the built-in list.")]
    CommuneUnknown { code: String },
    #[error("The database has several communes: say which with --commune CODE ({codes}).")]
    WhichCommune { codes: String },
    #[error("The database has no commune yet: donghanh-server init --data DIR --commune CODE")]
    NoCommune,
    #[error("A password needs at least {} characters.", password::MIN_CHARS)]
    ShortPassword,
    #[error("The two passwords are not the same.")]
    PasswordsDiffer,
    #[error(
        "{address} can be reached from other machines. Put a proxy with TLS in front and add \
         --beyond-this-machine, or listen on 127.0.0.1."
    )]
    NotLoopback { address: SocketAddr },
    #[error("Unable to {action}: {source}")]
    Io {
        action: &'static str,
        #[source]
        source: io::Error,
    },
    #[error(
        "This version of the pack was published before, with other content. Nothing was changed: give it a new \
         version (in procedure.yaml and in the form's settings)."
    )]
    VersionTaken,
    #[error("Version {newest} of this pack is there already. Nothing was changed: give it a later version.")]
    NotNewest { newest: String },
    #[error("The table has {faults} faults. Nothing was taken.")]
    TableRefused { faults: usize },
    #[error("The pack has {faults} faults. Nothing was published.")]
    PackRefused { faults: usize },
    #[error(transparent)]
    Worker(#[from] WorkerError),
    #[error("Unable to draw the QR code.")]
    Qr,
    #[error("{faults} faults are open. Nothing was deleted; keep a backup, and look at them one by one.")]
    NotSound { faults: usize },
    #[error(
        "The audit is broken: {broken}. Nothing was changed. Keep this database and every backup as they are, and look \
         for the last backup whose audit holds."
    )]
    AuditBroken { broken: Break },
    #[error(transparent)]
    Failed(Failure),
    #[error("Unable to write the answer.")]
    Unwritable,
}

impl From<StoreError> for CliError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::TooNew { found, known } => Self::TooNew { found, known },
            StoreError::Missing { path } => Self::Missing { path },
            StoreError::Unknown { what } => Self::Unknown { what },
            StoreError::Exists { what } => Self::Exists { what },
            StoreError::VersionTaken => Self::VersionTaken,
            StoreError::NotNewest { newest } => Self::NotNewest { newest },
            other @ (StoreError::Stale
            | StoreError::NotNow(_)
            | StoreError::Damaged { .. }
            | StoreError::Engine { .. }) => Self::Store(other),
        }
    }
}

impl From<DemoError> for CliError {
    fn from(error: DemoError) -> Self {
        match error {
            DemoError::Store(error) => error.into(),
            other @ DemoError::Household(_) => Self::Demo(other),
        }
    }
}
