//! What anybody may look up who has a slip: by the token of its QR code, or by a number and a year of birth.
//!
//! **Invariant:** no document is loaded for a look, and a door is written in the transaction that writes the dossier's row.

use super::StoreError;
use dossier::case::Case;
use dossier::{CommuneCode, DossierId, ProcedureCode, Timestamp};

/// More dossiers than this have no number or code in common.
pub const DOORS_AT_ONCE: usize = 8;

/// A dossier that was handed over, as it is found by a number or a code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Door {
    pub dossier: DossierId,
    /// 0: nobody has said it.
    pub birth_year: u16,
}

/// Everything that the page tells of a dossier.
#[derive(Clone, PartialEq, Debug)]
pub struct PublicDossier {
    pub commune: CommuneCode,
    pub commune_name: String,
    pub dossier: DossierId,
    pub procedure: ProcedureCode,
    pub case: Case,
    /// Somebody has rated the work on it.
    pub rated: bool,
}

/// Fewer people than this could be told apart: sums of their ratings are not shown.
pub const FEWEST: u32 = 5;

/// How a rating came.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Channel {
    /// On the public page.
    Page,
    /// On a volunteer's phone, sealed.
    Phone,
}

impl Channel {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Phone => "phone",
        }
    }
}

/// A rating that has come.
#[derive(Clone, Copy, Debug)]
pub struct NewRating<'a> {
    pub commune: &'a CommuneCode,
    pub dossier: DossierId,
    pub channel: Channel,
    pub rating: &'a wire::rating::Rating,
    /// SHA-256 of the box that it came in; zeros from the page.
    pub origin: [u8; 32],
    pub now: Timestamp,
}

/// What became of a rating.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rated {
    /// It is on the disk; also when the very same came before.
    Kept,
    /// Another one came first.
    Second,
    /// The dossier was taken back or removed: it will never be rated.
    Gone,
    /// The dossier was not decided, or is not here: it may be later.
    NotYet,
}

/// The ratings of one month, one team and one procedure: how many, and the sums of their marks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RatingSums {
    /// Such as `2026-11`, in Vietnam.
    pub month: String,
    /// Empty: the office itself, or a team that is not there any more.
    pub team: String,
    pub procedure: ProcedureCode,
    pub count: u32,
    pub sums: [u32; wire::rating::QUESTIONS],
}

pub trait Public {
    /// The dossiers that were handed over and have this number, or this local code without its hyphen, in whatever commune;
    /// at most [`DOORS_AT_ONCE`].
    fn doors(&self, number: &str, code: &str) -> Result<Vec<Door>, StoreError>;
    /// `None`: nobody has handed over a dossier of this token.
    fn public_dossier(&self, token_hash: &[u8; 32]) -> Result<Option<PublicDossier>, StoreError>;
    /// Dossiers that were handed over before there were doors, some of them.
    fn without_door(&self, commune: &CommuneCode, limit: u32) -> Result<Vec<DossierId>, StoreError>;
    /// Opens or renews the door of a dossier.
    fn put_door(&self, commune: &CommuneCode, dossier: DossierId, birth_year: u16) -> Result<(), StoreError>;
    /// Keeps the first rating of a dossier that was decided, with an audit line that says that there is one.
    fn rate(&self, rating: &NewRating<'_>) -> Result<Rated, StoreError>;
    /// By month, team and procedure: not for showing as they are, see [`crate::public::sums`].
    fn rating_sums(&self, commune: &CommuneCode) -> Result<Vec<RatingSums>, StoreError>;
}
