//! The office console's JSON, under `/office/api`. Errors are [`crate::Problem`] with a fitting status.
//!
//! Every route but the login wants a session (401 `login_needed`), and most a right ([`crate::rights`]; 403 `not_allowed`);
//! a dossier that one may not read is one that does not exist (404 `dossier_unknown`).
//!
//! | method and path | body → answer |
//! |---|---|
//! | `POST /office/api/session` | [`Login`] → [`Me`], sets the session cookie |
//! | `GET /office/api/session` | → [`Me`] |
//! | `DELETE /office/api/session` | → nothing |
//! | `POST /office/api/lists` | [`crate::lists::AskList`] → [`crate::lists::WorkList`]; each time is an audit line |
//! | `GET /office/api/lists/choices` | → [`crate::lists::Choices`] |
//! | `GET /office/api/dossiers/{id}` | → [`OfficeDossier`] |
//! | `PUT /office/api/dossiers/{id}/look` | [`LookedAt`] → [`OfficeDossier`]: nothing up to this version is new any more for the one who looked |
//! | `PUT /office/api/dossiers/{id}/answers/{question}` | [`Settle`] → [`OfficeDossier`]: settles concurrent values |
//! | `PUT /office/api/dossiers/{id}/corrections/{question}` | [`Correct`] → [`OfficeDossier`]: the officer's own change, before the acceptance; or 409 `answer_moved`, `conflicts_open`, `already_accepted`, `case_ended` |
//! | `POST /office/api/dossiers/{id}/acceptance` | nothing → [`dossier::case::Case`] |
//! | `POST /office/api/dossiers/{id}/supplements` | [`AskSupplement`] → [`OfficeDossier`], or 409 `already_asked`, `already_accepted`, 422 `reason_needed` |
//! | `DELETE /office/api/dossiers/{id}/supplements/open` | nothing → [`OfficeDossier`]: the office does not ask any more; or 409 `nothing_asked` |
//! | `POST /office/api/dossiers/{id}/version` | nothing → [`OfficeDossier`]: what came after the acceptance is taken over |
//! | `GET /office/api/dossiers/{id}/control-sheet` | → [`crate::work::ControlSheet`] |
//! | `POST /office/api/dossiers/{id}/control-sheet` | [`crate::work::HandTo`] → [`OfficeDossier`], or 404 `colleague_unknown` |
//! | `POST /office/api/dossiers/{id}/extensions` | [`crate::work::PutOff`] → [`OfficeDossier`], or 409 `not_later`, 422 `reason_needed` |
//! | `POST /office/api/dossiers/{id}/scans` | a JPEG, PNG, WebP or PDF as `application/octet-stream` → [`crate::work::Scan`], or 422 `picture` |
//! | `POST /office/api/dossiers/{id}/result` | [`crate::work::GiveResult`] → [`OfficeDossier`], or 422 `reason_needed` |
//! | `POST /office/api/dossiers/{id}/result/hand-out` | [`crate::work::HandOut`] → [`OfficeDossier`], or 409 `no_result` |
//! | `POST /office/api/dossiers/{id}/refusal`, `…/stop` | [`crate::work::EndCase`] → [`OfficeDossier`], or 422 `reason_needed`; these and those above also 409 `not_accepted_yet`, `case_ended` |
//! | `POST /office/api/dossiers/{id}/move` | [`crate::moves::MoveTo`] → [`crate::moves::MovedRow`]: to another commune of this server; or 404 `commune_unknown`, 409 `same_commune`, `already_accepted`, `already_asked`, `case_ended`, `taken_back`, `form_unknown_there`, `taken_there`, 422 `reason_needed`. From then on the dossier is 410 `dossier_moved` |
//! | `GET /office/api/dossiers/{id}/file` | → [`crate::files::FileView`]: the dossiers that it is linked with, and those that may be; with an audit line where there are any |
//! | `POST /office/api/dossiers/{id}/file` | [`crate::files::LinkTo`] → [`crate::files::FileView`], or 409 `linked_elsewhere`, `already_accepted`, `case_ended` |
//! | `DELETE /office/api/dossiers/{id}/file` | nothing → [`crate::files::FileView`]: taken out, before its acceptance |
//! | `POST /office/api/dossiers/{id}/file/acceptance` | nothing → [`crate::files::FileOutcomes`]: of each what came of it |
//! | `POST /office/api/dossiers/{id}/file/control-sheet` | [`crate::work::HandTo`] → [`crate::files::FileOutcomes`] |
//! | `GET /office/api/communes` | → [`crate::moves::Communes`] |
//! | `GET /office/api/colleagues` | → [`crate::work::Colleagues`] |
//! | `GET /office/api/dossiers/{id}/blobs` | → [`BlobList`]; this and the next: each time is an audit line |
//! | `GET /office/api/blobs/{sha256}` | → the file, with its media type |
//! | `GET /office/api/dossiers/{id}/papers/{paper}` | → a PDF: `receipt` (form 01), `supplement` (02), `refusal` (03), `apology` (04), `stop` (05), `control` (06), `blank` (the filled blank); each time is an audit line; 404 where there is none now |
//! | `GET /office/api/handovers` | → [`HandoverBox`] |
//! | `POST /office/api/handovers/{id}/application` | nothing → [`HandoverBox`], or 409 `handover_refused` |
//! | `POST /office/api/handovers/{id}/setting-aside` | [`SetAside`] → [`HandoverBox`], or 422 `reason_needed` |
//! | `GET /office/api/packs` | → [`PackList`] |
//! | `POST /office/api/packs/check` | [`PackUpload`] → [`PackCheck`]; nothing is stored |
//! | `POST /office/api/packs` | [`PackUpload`] → [`PackPublished`], or 422 `pack_refused`, 409 `pack_version_taken`, `pack_not_newest` |
//! | `GET /office/api/packs/{code}/{version}` | → [`library::Pack`], as volunteers see it |
//! | `DELETE /office/api/packs/{code}/{version}` | nothing → [`PackPublished`]: withdrawn; what came with the program cannot be |
//! | `GET /office/api/quarantine` | → [`QuarantineList`] |
//! | `GET /office/api/quarantine/export` | → a [`QuarantineExported`] a line; each time is an audit line |
//! | `GET /office/api/phones` | → [`crate::phones::Phones`] |
//! | `POST /office/api/phones/{device}/code` | [`crate::phones::TellCode`] → [`crate::phones::CodeTold`], with an audit line; or 404 `no_code`, 403 `password_wrong` |
//! | `PUT /office/api/phones/rule` | [`crate::phones::SetWipeRule`] → [`crate::phones::Phones`], with an audit line |
//! | `GET /office/api/settings` | → [`crate::settings::SettingsView`] |
//! | `GET /office/api/settings/{sheet}` | → a table as CSV: `days`, `desk` or `officers` |
//! | `POST /office/api/settings/{sheet}` | [`crate::settings::ImportSheet`] → [`crate::settings::SheetRead`], or 409 `settings_moved` |
//! | `GET /office/api/events` | server-sent events; each `changed` event means: read again |

use crate::packs::{FileHash, PackState};
use crate::rights::{Right, Role};
use crate::sync::RefusalCode;
use crate::view::{DossierView, NewsView};
use chrono::{NaiveDate, NaiveDateTime};
use dossier::case::CaseState;
use dossier::supplement::Ask;
use dossier::{DeviceId, DocumentId, DossierId, ProcedureCode, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Looks after packs, phones, what was refused and the hand-over box.
    #[serde(default)]
    pub administrator: bool,
    /// `None`: an administrator alone, who reads no dossiers.
    #[serde(default)]
    pub role: Option<Role>,
    /// The fields (lĩnh vực) that an officer works on; empty: all.
    #[serde(default)]
    pub fields: Vec<String>,
    /// What the role gives at all; each dossier says by itself what may be done with it.
    #[serde(default)]
    pub rights: BTreeSet<Right>,
}

/// A dossier or a household whose people took back their consent. Nothing in it was in the document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WithdrawnRow {
    /// `None`: a household of the team's book.
    pub dossier: Option<DossierId>,
    /// Of a dossier.
    pub local_code: String,
    pub procedure_name: library::Bilingual,
    /// When the server learnt it.
    pub at: Timestamp,
    /// Who recorded it at the door.
    pub volunteer: String,
    /// It was accepted before: the office keeps what the law obliges it to keep. Else it is gone.
    pub kept: bool,
}

/// A dossier that was handed over, as lists show it.
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
    /// The officer who works on it; empty: nobody yet.
    #[serde(default)]
    pub holder: String,
    pub state: CaseState,
    pub number: Option<String>,
    pub due: Option<NaiveDateTime>,
    pub received_at: Timestamp,
    pub has_conflicts: bool,
    /// Its day is over and it is not decided, or it was decided after it.
    #[serde(default)]
    pub late: bool,
    /// Four fifths of its time are over, and it is not late yet.
    #[serde(default)]
    pub due_soon: bool,
}

/// A dossier with what is needed to show its form.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OfficeDossier {
    pub dossier: DossierView,
    pub pack: library::Pack,
    pub volunteer: String,
    pub team: String,
    /// Heads of the document that is shown, in hexadecimal digits: a supplement request says what was seen.
    pub version: String,
    /// What the one who is logged in may do with it.
    #[serde(default)]
    pub rights: BTreeSet<Right>,
    /// What came after the dossier was accepted, and is not part of it until an officer takes it over.
    #[serde(default)]
    pub later: Vec<NewsView>,
    /// What others have written since the one who is logged in has said that it was looked at; before the acceptance.
    #[serde(default)]
    pub since: Vec<NewsView>,
}

/// Somebody has looked at a dossier as it is shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LookedAt {
    pub version: String,
}

/// A supplement request, sent as one slip.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AskSupplement {
    /// Of the dossier that the officer looked at.
    pub version: String,
    pub asks: Vec<Ask>,
    #[serde(default)]
    pub due: Option<NaiveDate>,
}

/// The officer's choice between concurrent values.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Settle {
    pub value: String,
}

/// What an officer writes in an answer's place at the counter, in the citizen's presence.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Correct {
    /// The answer that the officer saw; empty: none. Another's newer one is not written over.
    pub was: String,
    pub value: String,
}

/// A dossier's photos and scans that are complete and verified, in the order in which they came.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BlobList {
    pub blobs: Vec<BlobView>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BlobView {
    pub sha256: FileHash,
    /// Bytes.
    pub size: u64,
    /// By its first bytes: `image/jpeg`, `image/png`, `image/webp` or `application/pdf`.
    pub media_type: String,
    /// Who sent it first, and of which team; empty when that is not known any more.
    pub member: String,
    pub team: String,
    /// When it was complete on the server.
    pub at: Timestamp,
}

/// Transmissions that the server did not take, the newest first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct QuarantineList {
    pub entries: Vec<QuarantineEntry>,
    /// How many are kept; then the oldest make room.
    pub most: u32,
}

/// One of them, without its content.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct QuarantineEntry {
    pub id: u64,
    pub at: Timestamp,
    pub device: DeviceId,
    /// Who sent it, and of which team; empty when that is not known any more.
    pub member: String,
    pub team: String,
    pub document: DocumentId,
    /// The dossier's code as its volunteer sees it.
    pub local_code: String,
    pub reason: RefusalCode,
    /// Bytes that were sent, and those of them that are kept.
    pub size: u64,
    pub kept: u64,
}

/// One with its content, as it is exported.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct QuarantineExported {
    #[serde(flatten)]
    pub entry: QuarantineEntry,
    /// The Automerge sync message as it came, in base64.
    pub message: String,
}

/// Work that was sent for a document of another team or commune, or for one that was removed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HandoverBox {
    /// Nobody has decided yet.
    pub waiting: u32,
    /// Newest first; what was decided is listed for a while.
    pub entries: Vec<HandoverView>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HandoverView {
    pub id: u64,
    pub at: Timestamp,
    pub document: DocumentId,
    pub local_code: String,
    /// Whom the dossier is about; empty when this commune does not know it.
    pub subject: String,
    pub from: String,
    pub from_team: String,
    /// The sender's commune, when it is another one.
    pub from_commune: Option<String>,
    pub place: HandoverPlace,
    /// How many changes it brings.
    pub changes: u32,
    pub bytes: u64,
    pub decision: HandoverDecision,
    pub decided_at: Option<Timestamp>,
}

/// Where the document is now.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "at", rename_all = "snake_case")]
pub enum HandoverPlace {
    Team {
        team: String,
    },
    /// Taken out for good: what was sent can only be set aside.
    Removed,
    /// This server has no such document; the device shared it with this commune.
    Unknown {
        commune: Option<String>,
    },
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum HandoverDecision {
    Waiting,
    Applied,
    SetAside { reason: String },
}

/// Why an officer sets a piece of work aside.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SetAside {
    pub reason: String,
}

/// A pack as an administrator uploads it: `procedure.yaml` as text, and the form either as a workbook or as text.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackUpload {
    pub procedure: String,
    /// An .xlsx file, in base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workbook: Option<String>,
    /// `form.yaml`; not beside a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// `upgrades.yaml`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upgrades: Option<String>,
    /// `stories.yaml`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stories: Option<String>,
}

/// What is to be said of an upload.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PackCheck {
    /// Everything that is wrong, file by file; empty: it may be published.
    pub faults: Vec<PackFault>,
    /// Read, but without effect, such as an unknown column.
    pub warnings: Vec<PackFault>,
    /// The pack as volunteers will see it, when there is no fault.
    pub pack: Option<library::Pack>,
    /// The version that new dossiers begin with now.
    pub newest: Option<String>,
}

/// One fault at its place: as `code` and `data` for programs, as `said` and `to_do` for people.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PackFault {
    /// `procedure.yaml`, `form.xlsx`, `form.yaml`, `upgrades.yaml` or `stories.yaml`.
    pub file: String,
    #[serde(flatten)]
    pub place: PackPlace,
    /// Such as `unknown_key`, or `form.duplicate_name`.
    pub code: String,
    pub data: BTreeMap<String, String>,
    /// What is wrong, to be read after the place.
    pub said: library::Bilingual,
    /// What to do about it, as a sentence of its own.
    pub to_do: library::Bilingual,
}

/// Where in a file. What is not known or not meant is absent.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PackPlace {
    /// Of a workbook, by its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// As the spreadsheet numbers it: the header is row 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// The header of the column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// Such as `F12`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// Of a text file, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The keys that lead to the place, such as `cases[1].time_limit.rule`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keys: Option<String>,
}

/// Every version of every pack, by code and version.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PackList {
    /// How often something was published or withdrawn.
    pub serial: u64,
    pub packs: Vec<PackLine>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PackLine {
    pub code: ProcedureCode,
    pub version: String,
    pub name: library::Bilingual,
    pub state: PackState,
    pub published_at: Timestamp,
    /// `None`: from the command line, or with the program.
    pub published_by: Option<String>,
    /// New dossiers begin with this version.
    pub current: bool,
}

/// Published, or withdrawn.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PackPublished {
    pub code: ProcedureCode,
    pub version: String,
    /// Of the catalogue, from now on.
    pub serial: u64,
}
