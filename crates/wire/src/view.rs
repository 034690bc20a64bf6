//! A dossier as pages show it: the same on the device and in the office.

use crate::book::BookAnswer;
use crate::rating::RatingStanding;
use dossier::case::{Case, CaseState};
use dossier::paper::PaperState;
use dossier::signature::SignedBy;
use dossier::supplement::{Ask, Came, Supplement};
use dossier::{
    DossierId, HouseholdId, PaperId, PersonRef, PhotoHash, ProcedureCode, QuestionName, Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Who wrote something: a member's name as the server vouches for it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Author {
    /// `None` when this device has not yet learnt the name (it comes with the next sync).
    pub name: Option<String>,
    /// True when it was this very device.
    pub this_device: bool,
}

/// One value of a field: what, who, when (the clock of the device that wrote it: show it, never order by it).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Written {
    pub value: String,
    pub by: Author,
    pub at: Timestamp,
}

/// An answer: the value that stands, and the values written at the same time by others, if any.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerView {
    pub current: Written,
    /// Not empty: a person has to choose. Writing any value settles it.
    pub others: Vec<Written>,
    /// Where they are versions of one text: all of them woven together, character by character. A proposal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged: Option<String>,
}

/// Something in a dossier that somebody else has written since it was looked at here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewsView {
    pub of: NewsOf,
    pub written: Written,
}

/// Where it stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NewsOf {
    Answer(QuestionName),
    Paper(PaperId),
    /// A photo of the paper.
    Page(PaperId),
    /// The agreement to a purpose.
    Consent(String),
}

/// A page of a paper: a photo, known by the SHA-256 of its bytes, and its thumbnail.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageView {
    pub photo: PhotoHash,
    pub thumbnail: PhotoHash,
    /// Who put it there.
    pub by: Author,
    pub at: Timestamp,
}

/// The purpose for which a villager agrees that a volunteer helps and the office receives the answers.
pub const HELP_WITH_DOSSIER: &str = dossier::Purpose::HandIn.as_str();

/// Agreement to one purpose. Never pre-ticked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConsentView {
    pub given: bool,
    /// Two people recorded opposite answers at the same time: it does not stand, and has to be asked again.
    pub disputed: bool,
    pub wording_version: String,
    /// Who recorded it.
    pub by: Author,
    pub at: Timestamp,
}

/// A signature with who recorded it. It stands for what it was given for, not for what is agreed to now.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignatureView {
    /// The purposes that were agreed to, with the version of the wording of each.
    pub signed_for: BTreeMap<String, String>,
    pub signed: SignedBy,
    pub by: Author,
    pub at: Timestamp,
}

impl SignatureView {
    /// Agreed to now and not signed for, or signed for with another wording.
    pub fn lacks<'a>(&self, consents: &'a BTreeMap<String, ConsentView>) -> Vec<&'a str> {
        let unsigned = |(purpose, consent): &(&String, &ConsentView)| {
            consent.given && self.signed_for.get(*purpose) != Some(&consent.wording_version)
        };
        consents.iter().filter(unsigned).map(|(purpose, _)| purpose.as_str()).collect()
    }

    /// Signed for, and taken back since.
    pub fn taken_back<'a>(&'a self, consents: &BTreeMap<String, ConsentView>) -> Vec<&'a str> {
        let stands = |purpose: &str| consents.get(purpose).is_some_and(|consent| consent.given);
        self.signed_for.keys().map(String::as_str).filter(|purpose| !stands(purpose)).collect()
    }
}

/// How far a dossier has come, as people see it: saved / waiting / sent / accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// On this device, not handed over yet. The office may have a copy of the draft.
    Draft,
    /// Handed over by the volunteer; the office does not have it yet.
    Waiting,
    /// The office has it.
    Sent,
    /// The office asks for a supplement.
    Asked,
    /// The office accepted it: number and due date are known.
    Accepted,
    /// There is a result, to be fetched or fetched already.
    Done,
    /// The office refused it, or the citizen asked to stop.
    Closed,
}

impl Progress {
    /// How far the office is. A request that was answered here and not yet there is no matter of the case.
    pub const fn of(state: CaseState) -> Self {
        match state {
            CaseState::Received => Self::Sent,
            CaseState::Asked => Self::Asked,
            CaseState::Accepted => Self::Accepted,
            CaseState::Done | CaseState::Returned => Self::Done,
            CaseState::Refused | CaseState::Stopped => Self::Closed,
        }
    }

    /// The office has decided to work on it, or has ended it: the team changes nothing any more.
    pub const fn is_settled(self) -> bool {
        match self {
            Self::Draft | Self::Waiting | Self::Sent | Self::Asked => false,
            Self::Accepted | Self::Done | Self::Closed => true,
        }
    }
}

/// What became of the check of a signed receipt, without a network.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReceiptCheck {
    /// The office's key has signed exactly this number, version, photos and times.
    Holds,
    /// It has not: the receipt is not what the office gave.
    Broken,
    /// It cannot be told here: this device has no key of the office, or not the version that was accepted.
    Unknown,
}

/// What the office asked for last, with what came of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SupplementView {
    pub request: Supplement,
    /// Of each thing that was asked for, in its order. `None`: the version that the officer saw is not here.
    #[serde(default)]
    pub came: Option<Vec<Came>>,
    /// The team has answered it; the office may not have the answer yet.
    pub answered: bool,
}

impl SupplementView {
    /// The office waits, and nobody here has sent the dossier again.
    pub fn is_open(&self) -> bool {
        self.request.ended.is_none() && !self.answered
    }

    /// Everything that was asked for, with what came of it.
    pub fn asks(&self) -> impl Iterator<Item = (&Ask, Option<&Came>)> {
        let came = self.came.as_deref().unwrap_or_default();
        self.request.asks.iter().enumerate().map(|(place, ask)| (ask, came.get(place)))
    }

    /// What was asked about one question.
    pub fn of_question(&self, question: &QuestionName) -> impl Iterator<Item = (&Ask, Option<&Came>)> {
        self.asks().filter(move |(ask, _)| ask.about.question() == Some(question))
    }

    /// What was asked about one paper or its photos.
    pub fn of_paper(&self, paper: &PaperId) -> impl Iterator<Item = (&Ask, Option<&Came>)> {
        self.asks().filter(move |(ask, _)| ask.about.paper() == Some(paper))
    }
}

/// The whole dossier for one page.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DossierView {
    pub id: DossierId,
    /// Such as `N-7K2QX`; not an official number.
    pub local_code: String,
    pub procedure: ProcedureCode,
    pub form_version: String,
    pub household: Option<HouseholdId>,
    pub household_name: Option<String>,
    pub answers: BTreeMap<QuestionName, AnswerView>,
    pub papers: BTreeMap<PaperId, PaperState>,
    /// Photos of papers, in their order.
    #[serde(default)]
    pub pages: BTreeMap<PaperId, Vec<PageView>>,
    /// By purpose, such as `help_with_dossier`.
    pub consents: BTreeMap<String, ConsentView>,
    #[serde(default)]
    pub signature: Option<SignatureView>,
    /// Everything was taken back: nothing of it is on the device any more, or the office keeps what the law says.
    #[serde(default)]
    pub withdrawn_at: Option<Timestamp>,
    pub handed_over_at: Option<Timestamp>,
    pub case: Option<Case>,
    /// Whether the receipt is the office's. `None`: there is none yet.
    #[serde(default)]
    pub receipt: Option<ReceiptCheck>,
    #[serde(default)]
    pub supplement: Option<SupplementView>,
    pub progress: Progress,
    /// True while some change has not reached the office.
    pub unsent: bool,
    pub changed_at: Timestamp,
    /// Answers that a move to another version of the form has kept aside, by the version they were written in.
    #[serde(default)]
    pub aside: BTreeMap<String, BTreeMap<QuestionName, String>>,
    /// A newer version of the form that the draft can be moved to, also to take in answers that came late.
    #[serde(default)]
    pub upgrade_to: Option<String>,
    /// The version that the draft can go back to.
    #[serde(default)]
    pub undo_to: Option<String>,
    /// Whom it is about, as the household book knows them.
    #[serde(default)]
    pub person: Option<PersonRef>,
    /// What the household book says about questions of persons whose data was filled in.
    #[serde(default)]
    pub book: BTreeMap<QuestionName, BookAnswer>,
    /// What others have written since somebody here has looked at it. `None`: nobody has looked at it here.
    #[serde(default)]
    pub news: Option<Vec<NewsView>>,
    /// What the QR code on the slip leads to.
    #[serde(default)]
    pub public_address: Option<String>,
    /// `None`: nobody has rated the work on this phone.
    #[serde(default)]
    pub rating: Option<RatingStanding>,
}

impl DossierView {
    /// The answers as the form engine takes them.
    pub fn values(&self) -> BTreeMap<String, String> {
        let mut values = BTreeMap::new();
        values
            .extend(self.answers.iter().map(|(name, a)| (name.as_str().to_owned(), a.current.value.clone())));
        values
    }
}
