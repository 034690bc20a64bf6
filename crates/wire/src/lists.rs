//! The office's work lists: what is asked for, and a page of it. The words that are searched for are personal data: they travel
//! in a body, never in an address.

use crate::moves::MovedRow;
use crate::office::{InboxRow, WithdrawnRow};
use chrono::NaiveDate;
use dossier::{MemberId, ProcedureCode, TeamId};
use library::Bilingual;
use serde::{Deserialize, Serialize};

/// Rows of a page where nobody says how many.
pub const PAGE: u32 = 50;
/// The most that a page has.
pub const LARGEST_PAGE: u32 = 500;

/// A work list.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum List {
    /// Not accepted yet; or come with its number from another commune, and nobody has taken it on.
    New,
    /// The office has asked for a supplement.
    Waiting,
    /// Accepted, and not decided.
    Work,
    /// In work, and its time is over today, but not yet.
    Today,
    /// In work, and its time is over.
    Late,
    /// Decided: with a result, refused or stopped.
    Done,
    #[default]
    All,
}

impl List {
    pub const ALL: [Self; 7] =
        [Self::New, Self::Waiting, Self::Work, Self::Today, Self::Late, Self::Done, Self::All];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Waiting => "waiting",
            Self::Work => "work",
            Self::Today => "today",
            Self::Late => "late",
            Self::Done => "done",
            Self::All => "all",
        }
    }
}

/// Which dossiers.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Filter {
    pub procedure: Option<ProcedureCode>,
    /// Field (lĩnh vực), in the words of the packs.
    pub field: Option<String>,
    pub team: Option<TeamId>,
    pub volunteer: Option<MemberId>,
    /// The officer who works on it.
    pub holder: Option<MemberId>,
    /// Whoever asks works on it.
    pub mine: bool,
    /// Received on this day or later, on the wall clock in Vietnam.
    pub from: Option<NaiveDate>,
    /// Received on this day or earlier.
    pub to: Option<NaiveDate>,
    /// Numbers, names and places; the last word may be its beginning.
    pub words: String,
}

impl std::fmt::Debug for Filter {
    /// The words are left out.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Filter")
            .field("procedure", &self.procedure)
            .field("team", &self.team)
            .finish_non_exhaustive()
    }
}

/// `POST /office/api/lists`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct AskList {
    pub list: List,
    pub filter: Filter,
    /// As the page before told it.
    pub after: Option<Cursor>,
    /// Rows, at most [`LARGEST_PAGE`]; none: [`PAGE`].
    pub limit: Option<u32>,
}

/// Where a page ended. Rows that come or go meanwhile move nothing of what follows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cursor {
    /// Of lists by their day; empty in the others.
    #[serde(default)]
    pub due: String,
    pub place: i64,
}

/// How many there are in each list, with the same filter and search.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ListNumbers))]
pub struct Numbers {
    pub new: u32,
    pub waiting: u32,
    pub work: u32,
    pub today: u32,
    pub late: u32,
    pub done: u32,
    pub all: u32,
}

impl Numbers {
    pub const fn of(&self, list: List) -> u32 {
        match list {
            List::New => self.new,
            List::Waiting => self.waiting,
            List::Work => self.work,
            List::Today => self.today,
            List::Late => self.late,
            List::Done => self.done,
            List::All => self.all,
        }
    }
}

/// A page of a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkList {
    pub dossiers: Vec<InboxRow>,
    /// `None`: there is nothing after it.
    pub next: Option<Cursor>,
    /// `None`: a further page, or a search that finds too many to count.
    pub numbers: Option<Numbers>,
    /// What people took back, newest first; with the first page alone.
    #[serde(default)]
    pub withdrawn: Vec<WithdrawnRow>,
    /// What went to other communes, newest first, by the same search; with the first page alone.
    #[serde(default)]
    pub moved: Vec<MovedRow>,
}

/// `GET /office/api/lists/choices`: what can be filtered by, as far as whoever asks may see it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Choices {
    pub procedures: Vec<ProcedureChoice>,
    pub fields: Vec<String>,
    pub teams: Vec<TeamChoice>,
    pub volunteers: Vec<PersonChoice>,
    pub officers: Vec<PersonChoice>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProcedureChoice {
    pub code: ProcedureCode,
    pub name: Bilingual,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TeamChoice {
    pub id: TeamId,
    pub name: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonChoice {
    pub id: MemberId,
    pub name: String,
}
