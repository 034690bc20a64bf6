//! The office console's JSON, under `/office/api`. Errors are [`crate::Problem`] with a fitting status.
//!
//! | method and path | body → answer |
//! |---|---|
//! | `POST /office/api/session` | [`Login`] → [`Me`], sets the session cookie |
//! | `GET /office/api/session` | → [`Me`] |
//! | `DELETE /office/api/session` | → nothing |
//! | `GET /office/api/inbox` | → [`Inbox`] |
//! | `GET /office/api/dossiers/{id}` | → [`OfficeDossier`] |
//! | `PUT /office/api/dossiers/{id}/answers/{question}` | [`Settle`] → [`OfficeDossier`]: settles concurrent values |
//! | `POST /office/api/dossiers/{id}/acceptance` | nothing → [`dossier::case::Case`] |
//! | `GET /office/api/events` | server-sent events; each `changed` event means: read again |

use crate::view::DossierView;
use chrono::NaiveDateTime;
use dossier::case::CaseState;
use dossier::{DossierId, ProcedureCode, Timestamp};
use serde::{Deserialize, Serialize};

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Login {
    pub user: String,
    pub password: String,
}

impl std::fmt::Debug for Login {
    /// A password is never printed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Login").field("user", &self.user).finish_non_exhaustive()
    }
}

/// Who is logged in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Me {
    pub user: String,
    pub name: String,
    pub commune_name: String,
}

/// Dossiers that were handed over, newest first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Inbox {
    pub dossiers: Vec<InboxRow>,
    /// Handed over and not accepted yet.
    pub new: u32,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InboxRow {
    pub id: DossierId,
    pub local_code: String,
    pub procedure: ProcedureCode,
    pub procedure_name: library::Bilingual,
    /// Whom it is about.
    pub subject: String,
    /// The volunteer who handed it over.
    pub volunteer: String,
    pub team: String,
    pub state: CaseState,
    pub number: Option<String>,
    pub due: Option<NaiveDateTime>,
    pub received_at: Timestamp,
    pub has_conflicts: bool,
}

/// A dossier with what is needed to show its form.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OfficeDossier {
    pub dossier: DossierView,
    pub pack: library::Pack,
    pub volunteer: String,
    pub team: String,
}

/// The officer's choice between concurrent values.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Settle {
    pub value: String,
}
