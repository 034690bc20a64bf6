//! The commands that a page can give to the app. One type a command; the shell registers each by its name.

use crate::book::{
    BookView, DoubleView, FoundInBook, HouseholdPage, HouseholdView, KnownPaper, PersonView, Task, TaskOf,
    Today,
};
use crate::card::CardView;
use crate::photos::{DossierPhotos, PhotoLook, PhotoRef, PhotoSending, QuarterTurn};
use crate::rating::Rating;
use crate::view::{DossierView, Progress};
use chrono::{NaiveDate, NaiveDateTime};
use dossier::paper::PaperState;
use dossier::signature::SignedBy;
use dossier::{
    DocumentId, DossierId, HouseholdField, HouseholdId, PaperId, PersonField, PersonRef, PhotoHash,
    ProcedureCode, QuestionName, TaskId, Timestamp,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A command: its name over IPC, and what it answers with. The error is always [`crate::Problem`].
pub trait Command: Serialize + DeserializeOwned {
    const NAME: &'static str;
    type Reply: Serialize + DeserializeOwned;
}

macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident { $($field:ident : $ty:ty),* $(,)? } = $wire:literal -> $reply:ty;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
            pub struct $name { $(pub $field: $ty),* }
            impl Command for $name {
                const NAME: &'static str = $wire;
                type Reply = $reply;
            }
        )*
        /// Every command's name, so that a test can hold the shell to registering each.
        pub const COMMAND_NAMES: &[&str] = &[$($wire),*];
    };
}

commands! {
    /// Where the app stands: which page to show first.
    GetAppState {} = "get_app_state" -> AppState;
    /// First start: sets the PIN and creates the store.
    SetPin { pin: String } = "set_pin" -> AppState;
    Unlock { pin: String } = "unlock" -> AppState;
    Lock {} = "lock" -> AppState;
    /// Opens the store with the code that the office has told, and sets a new PIN. Works without a network.
    Recover { code: String, pin: String } = "recover" -> AppState;
    /// Locks everything real, and opens a training store with families that do not exist.
    EnterTraining {} = "enter_training" -> AppState;
    /// Removes everything of the training.
    LeaveTraining {} = "leave_training" -> AppState;
    /// After [`AppState::Wiped`] was read.
    BeginAfterWipe {} = "begin_after_wipe" -> AppState;
    /// After damage was reported: keeps the damaged file aside and starts an empty store with a new PIN.
    SetDamagedStoreAside {} = "set_damaged_store_aside" -> AppState;
    /// Joins a commune with the one-time code that the office printed.
    Enrol { server: String, code: String } = "enrol" -> AppState;
    /// Everything on the home page.
    GetHome {} = "get_home" -> Home;
    /// Procedures and life events by name, plain name or synonym, best first; accents optional, one letter
    /// may be wrong. An empty query lists all.
    FindProcedures { query: String } = "find_procedures" -> FoundProcedures;
    /// A life event with everything that is best done in one visit.
    GetEvent { id: String } = "get_event" -> EventView;
    /// The pack that new dossiers begin with; with a version, the pack of a draft that was written with it.
    GetProcedure { code: ProcedureCode, version: Option<String> } = "get_procedure" -> library::Pack;
    /// Households of the team by name or hamlet; accents optional; an empty query lists all.
    FindHouseholds { query: String } = "find_households" -> Vec<HouseholdCard>;
    StartDossier { procedure: ProcedureCode, household: Option<HouseholdId> } = "start_dossier" -> DossierView;
    GetDossier { dossier: DossierId } = "get_dossier" -> DossierView;
    /// What is in the dossier now was looked at: what others write from here on is news.
    MarkLooked { dossier: DossierId } = "mark_looked" -> DossierView;
    /// Answers only after the answer is committed to the encrypted store. An empty value clears.
    /// The written value is answered back: normalised, with any conflict on the field settled.
    SaveAnswer { dossier: DossierId, question: QuestionName, value: String } = "save_answer" -> Saved;
    /// A new instance of a repeat, after the others. The repeat is told by its path: `thanh_vien`, or
    /// `thanh_vien/a1/giay_to` for one within an instance.
    AddRepeat { dossier: DossierId, repeat: String } = "add_repeat" -> RepeatAdded;
    /// Takes an instance out; its answers are kept and not handed over. `key` as [`AddRepeat`] told it.
    RemoveRepeat { dossier: DossierId, key: QuestionName } = "remove_repeat" -> Saved;
    /// What would become of the draft's answers in the version that new dossiers begin with. Changes nothing.
    PreviewUpgrade { dossier: DossierId } = "preview_upgrade" -> UpgradePreview;
    /// Moves the draft to that version, as the preview told.
    UpgradeDossier { dossier: DossierId } = "upgrade_dossier" -> DossierView;
    /// Back to the version before, with every answer that it had.
    UndoUpgrade { dossier: DossierId } = "undo_upgrade" -> DossierView;
    SavePaper { dossier: DossierId, paper: PaperId, state: PaperState } = "save_paper" -> Saved;
    SaveConsent { dossier: DossierId, purpose: String, given: bool, wording_version: String } = "save_consent" -> Saved;
    /// Puts a signature under what is agreed to now; `None` takes it away.
    SaveSignature { dossier: DossierId, signed: Option<SignedBy> } = "save_signature" -> DossierView;
    /// The villager takes everything back: answers and photos leave this device at once, and the office learns it with
    /// the next sync.
    WithdrawDossier { dossier: DossierId } = "withdraw_dossier" -> ();
    /// Whether a household's data may be kept in the team's book.
    SaveHouseholdConsent { household: HouseholdId, purpose: String, given: bool, wording_version: String } = "save_household_consent" -> HouseholdView;
    /// The household takes its data out of the team's book: they leave this device at once, the others with their next
    /// sync. Dossiers stay.
    WithdrawHousehold { household: HouseholdId } = "withdraw_household" -> ();
    /// Marks the dossier as handed over to the office; sent with the next sync.
    HandOver { dossier: DossierId } = "hand_over" -> DossierView;
    /// A villager rates the work on a dossier that was decided: sealed at once, and once.
    RateDossier { dossier: DossierId, rating: Rating } = "rate_dossier" -> DossierView;
    /// What the office's server did not take as it was sent, and nobody has looked at yet; newest first.
    GetRefused {} = "get_refused" -> Vec<RefusedView>;
    /// The volunteer has looked at it; answers with what is left.
    MarkRefusedSeen { id: i64 } = "mark_refused_seen" -> Vec<RefusedView>;
    /// Syncs now and answers when done.
    SyncNow {} = "sync_now" -> SyncStatus;
    GetSyncStatus {} = "get_sync_status" -> SyncStatus;
    GetSettings {} = "get_settings" -> DeviceSettings;
    /// To save data and battery: seldom by itself, and packs only when a person syncs.
    SetSaving { on: bool } = "set_saving" -> DeviceSettings;
    /// Looks through the next documents after `after` and mends what can be computed anew. The page asks again
    /// with `next` until there is none.
    CheckData { after: Option<DocumentId> } = "check_data" -> CheckStep;

    /// This page is open: after the phone has ended the app it goes on there.
    KeepPlace { place: String } = "keep_place" -> Place;
    /// Where the app was when it ended, if that was in the same visit. Told once.
    TakePlace {} = "take_place" -> Place;
    /// What stands in the fields of a page whose entry does not exist yet, to go on with after the phone has ended the
    /// app. Empty: it is saved, or nothing was typed.
    KeepTyped { place: String, fields: BTreeMap<String, String> } = "keep_typed" -> Typed;
    GetTyped { place: String } = "get_typed" -> Typed;

    // --- the household book
    /// Hamlets and streets, with how many households each has.
    GetBook {} = "get_book" -> BookView;
    /// Households of a hamlet, and of one street of it; a page of them after the first `skip`.
    ListHouseholds { area: String, street: Option<String>, skip: u32 } = "list_households" -> HouseholdPage;
    /// People and households by words in any order, without accents, or by the last digits of a number.
    FindInBook { query: String } = "find_in_book" -> FoundInBook;
    GetHousehold { household: HouseholdId } = "get_household" -> HouseholdView;
    AddHousehold { fields: BTreeMap<HouseholdField, String> } = "add_household" -> HouseholdView;
    /// One field, one change. An empty value clears.
    SaveHousehold { household: HouseholdId, field: HouseholdField, value: String } = "save_household" -> HouseholdView;
    GetPerson { of: PersonRef } = "get_person" -> PersonView;
    AddPerson { household: HouseholdId, fields: BTreeMap<PersonField, String> } = "add_person" -> PersonView;
    SavePerson { of: PersonRef, field: PersonField, value: String } = "save_person" -> PersonView;
    /// Enters a visit, which is not changed any more.
    AddVisit { household: HouseholdId, on: NaiveDate, done: String, next: Option<NaiveDate>, next_for: String } = "add_visit" -> HouseholdView;
    /// Answers with the tasks of the household or dossier.
    AddTask { of: TaskOf, what: String, due: Option<NaiveDate> } = "add_task" -> Vec<Task>;
    SetTaskDone { of: TaskOf, task: TaskId, done: bool } = "set_task_done" -> Vec<Task>;
    GetTasks { of: TaskOf } = "get_tasks" -> Vec<Task>;
    /// Tasks and agreed visits that are due, and those of the days that follow.
    GetToday {} = "get_today" -> Today;
    /// Who in the book is likely the same human being, the likeliest first.
    FindDoubles { name: String, birth: String, number: String, phone: String, household: Option<HouseholdId>, except: Option<PersonRef> } = "find_doubles" -> Vec<DoubleView>;
    /// `other` is the same human being as `keep`, who stands from now on. Both entries stay; see [`UndoMerge`].
    MergePersons { keep: PersonRef, other: PersonRef } = "merge_persons" -> PersonView;
    /// `other` stands for itself again; answers with it.
    UndoMerge { other: PersonRef } = "undo_merge" -> PersonView;
    /// Starts a dossier for a person of the book.
    StartDossierFor { procedure: ProcedureCode, of: PersonRef } = "start_dossier_for" -> DossierView;
    /// Dossiers of the same procedure for the same household or person that changed within 30 days, newest first.
    FindSameDossiers { procedure: ProcedureCode, household: HouseholdId, of: Option<PersonRef> } = "find_same_dossiers" -> Vec<DossierCard>;
    /// Fills what is known of a person into the questions of a role that nobody has answered: one tap, one change.
    /// The role is what its questions' names begin with; see [`library::known`].
    FillFromPerson { dossier: DossierId, role: String, of: PersonRef } = "fill_from_person" -> DossierView;
    /// The answer is true of the person from now on: it is written into the book.
    UpdatePerson { dossier: DossierId, question: QuestionName } = "update_person" -> DossierView;
    /// Papers of this dossier that were there for another dossier of the same persons.
    GetKnownPapers { dossier: DossierId } = "get_known_papers" -> Vec<KnownPaper>;
    /// Reads the QR code of an identity card. The picture's file comes as the command's bytes and is kept nowhere.
    ReadCard {} = "read_card" -> CardView;
    /// What is on this device of a dossier's photos, and what room there is for more.
    GetDossierPhotos { dossier: DossierId } = "get_dossier_photos" -> DossierPhotos;
    /// Looks at a photo of a paper, whose file comes as the command's bytes, and makes a page of it. Nothing is kept
    /// yet; the look before it is dropped when this one succeeds.
    LookAtPhoto {} = "look_at_photo" -> PhotoLook;
    /// The page, turned.
    TurnPhoto { look: u32, turn: QuarterTurn } = "turn_photo" -> PhotoLook;
    DropPhoto { look: u32 } = "drop_photo" -> ();
    /// Keeps what was looked at as the last page of a paper. Answers when page and entry are on the disk.
    KeepPhoto { look: u32, dossier: DossierId, paper: PaperId } = "keep_photo" -> DossierView;
    /// A photo's bytes: always a JPEG.
    GetPhoto { photo: PhotoRef } = "get_photo" -> Vec<u8>;
    /// How many bytes of photos may be sent a day; 0: no bound.
    SetPhotoBudget { bytes_a_day: u64 } = "set_photo_budget" -> DeviceSettings;
    RemovePage { dossier: DossierId, paper: PaperId, photo: PhotoHash } = "remove_page" -> DossierView;
    /// One place earlier among the pages of its paper, or later.
    MovePage { dossier: DossierId, paper: PaperId, photo: PhotoHash, earlier: bool } = "move_page" -> DossierView;
    /// The official blank of the dossier's procedure with its answers in it, a picture (SVG) a page; of a procedure whose
    /// blank the app does not have, its questions and answers. Made anew each time and kept nowhere.
    GetBlank { dossier: DossierId } = "get_blank" -> Vec<String>;
}

/// The event that the app sends to its pages with every page of a sync and at its end; payload [`SyncStatus`].
pub const SYNC_CHANGED_EVENT: &str = "sync-changed";

/// Which page the app must show first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum AppState {
    /// First start: no PIN yet.
    NeedsPin,
    /// A PIN is set; `failures` wrong tries since the last success.
    Locked {
        failures: u32,
        /// Seconds until a PIN may be tried again; 0: at once.
        wait_s: u32,
        /// After so many wrong PINs in a row everything here is wiped; `None`: never.
        #[serde(default)]
        wipe_after: Option<u32>,
        /// How a forgotten PIN can be replaced; `None`: the office has no code for this phone.
        #[serde(default)]
        recovery: Option<Recoverable>,
    },
    /// Training data is open: nothing of it is real, and nothing is sent.
    Training,
    /// By the commune's rule everything here was wiped.
    Wiped {
        at: Timestamp,
    },
    /// Unlocked, not enrolled at a commune. `drafts` may exist from before.
    NotEnrolled {
        drafts: u32,
    },
    Ready {
        member: String,
        team: String,
        commune: String,
    },
    /// The store cannot be read; nothing was changed.
    Damaged {
        file: String,
    },
}

/// The office has a code that opens this device.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Recoverable {
    /// By which the office finds this phone; see [`dossier::recovery::phone_code`].
    pub phone: String,
    /// Which code of the phone it is.
    pub number: u32,
    /// Seconds until a code may be tried; 0: at once.
    pub wait_s: u32,
}

/// The home page.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Home {
    /// Newest change first.
    pub dossiers: Vec<DossierCard>,
    pub sync: SyncStatus,
    /// How much the office's server did not take as it was sent, and nobody has looked at yet.
    #[serde(default)]
    pub refused: u32,
}

/// Fields of a page by their names, as they were typed.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Typed {
    pub fields: BTreeMap<String, String>,
}

/// A page of the app, as its route.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Place {
    pub place: Option<String>,
}

/// A dossier in a list; comes from the projection, no document is loaded for it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DossierCard {
    pub id: DossierId,
    pub local_code: String,
    pub procedure: ProcedureCode,
    /// Plain name of the procedure, in both languages.
    pub procedure_name: library::Bilingual,
    /// Whom it is about, such as the child's name; empty when not yet answered.
    pub subject: String,
    pub household_name: Option<String>,
    pub progress: Progress,
    pub unsent: bool,
    pub has_conflicts: bool,
    /// Values that others have written since somebody here has looked at it.
    #[serde(default)]
    pub news: u32,
    pub number: Option<String>,
    /// On the wall clock in Vietnam.
    pub due: Option<NaiveDateTime>,
    pub changed_at: Timestamp,
    /// A plain refusal of the office's server, if its last sync was refused.
    pub refused: Option<crate::sync::RefusalCode>,
    /// Sent, and waiting at the office for an officer to bring it to the right team.
    #[serde(default)]
    pub parked: bool,
    /// Its content is at the office only; opening it needs a network.
    #[serde(default)]
    pub away: bool,
    /// The villager took everything back; the office learns it with the next sync.
    #[serde(default)]
    pub withdrawn: bool,
}

/// What the office's server did not take as it was sent, and what the device did about it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RefusedView {
    pub id: i64,
    /// `None`: a household.
    pub dossier: Option<DossierId>,
    /// Whom it is about; empty when that is not known any more.
    pub subject: String,
    pub procedure: ProcedureCode,
    pub form_version: String,
    pub code: crate::sync::RefusalCode,
    pub at: Timestamp,
    pub outcome: RefusedOutcome,
    /// What was in it that the server did not have.
    pub written: Vec<RefusedValue>,
}

/// What became of the values of a refused branch.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusedOutcome {
    /// Written again, and taken.
    Taken,
    /// Written again; they wait to be sent.
    Waiting,
    /// Written again, and refused again: a person must help.
    Stuck,
    /// The document is not on this device any more; the values are here only.
    Gone,
}

/// One value of a refused branch.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RefusedValue {
    pub part: RefusedPart,
    /// What the server had; `None`: nothing.
    pub before: Option<String>,
    /// `None`: taken out.
    pub after: Option<String>,
}

/// Where a refused value stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", content = "name", rename_all = "snake_case")]
pub enum RefusedPart {
    Answer(QuestionName),
    Paper(PaperId),
    /// A photo of a page of the paper.
    Page(PaperId),
    Consent(String),
    HandedOver,
    Signature,
    Withdrawn,
    FormVersion,
    /// A fact of a household or a person in it.
    Household(String),
}

/// A procedure in a list of finds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ProcedureCard {
    pub code: ProcedureCode,
    pub name: library::Bilingual,
    pub plain_name: library::Bilingual,
    pub field: library::Bilingual,
    pub verified: bool,
}

/// What a search finds.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct FoundProcedures {
    pub procedures: Vec<ProcedureCard>,
    pub events: Vec<EventCard>,
}

/// A life event in a list of finds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EventCard {
    pub id: String,
    pub name: library::Bilingual,
    /// How many things its visit takes care of.
    pub parts: u32,
}

/// A life event.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EventView {
    pub id: String,
    pub name: library::Bilingual,
    /// In the order in which they are best done.
    pub parts: Vec<EventPart>,
}

/// A procedure of a visit, or plain advice where there is none for it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EventPart {
    pub procedure: Option<ProcedureCard>,
    pub note: Option<library::Bilingual>,
}

/// A household in a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HouseholdCard {
    pub id: HouseholdId,
    /// Name of the head of the household.
    pub head: String,
    /// Hamlet (thôn, bản, tổ dân phố).
    pub area: String,
    pub persons: u32,
    #[serde(default)]
    pub street: String,
    #[serde(default)]
    pub address: String,
    #[serde(default)]
    pub phone: String,
    /// Fields of it or its persons that two people wrote at the same time and differently.
    #[serde(default)]
    pub conflicts: u32,
}

/// The answer is on the disk.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Saved {
    pub at: Timestamp,
    /// The value as stored (Unicode normalised).
    pub value: String,
    pub progress: Progress,
}

/// A new instance of a repeat is on the disk.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RepeatAdded {
    /// `thanh_vien/a1`: answers in it have this before their name.
    pub key: QuestionName,
    pub saved: Saved,
}

/// What a move to another version of the form does. Question names are keys of answers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct UpgradePreview {
    pub from: String,
    pub to: String,
    /// Answers that get another name.
    pub moved: Vec<MovedAnswer>,
    /// Answers that become several.
    pub split: Vec<SplitAnswer>,
    /// Answers that the new version has no question for: they are kept aside, and come back with an undo.
    pub dropped: Vec<KeptAnswer>,
    /// Answers that come back, which an earlier move has kept aside.
    pub restored: Vec<KeptAnswer>,
    /// Questions that will have to be answered and need no answer now.
    pub newly_required: Vec<QuestionName>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MovedAnswer {
    pub from: QuestionName,
    pub to: QuestionName,
    pub value: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SplitAnswer {
    pub from: QuestionName,
    pub value: String,
    pub into: Vec<KeptAnswer>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeptAnswer {
    pub question: QuestionName,
    pub value: String,
}

/// What the sync bar says.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct SyncStatus {
    pub running: bool,
    /// When the server last answered, by this device's clock.
    pub last_met: Option<Timestamp>,
    /// Documents with changes that the office does not have.
    pub waiting: u32,
    /// Why the last try did not succeed, if it did not.
    pub problem: Option<crate::Problem>,
    /// How far this device's clock is from the server's, in seconds, when it is off by more than 2 minutes.
    pub clock_off_s: Option<i64>,
    /// Documents that other people changed, merged by the last sync.
    pub received: u32,
    /// Packs that the office published and this device did not take, each with its reason; what was here stays.
    #[serde(default)]
    pub packs: Vec<crate::packs::PackNotice>,
    /// While it runs: how far it is.
    #[serde(default)]
    pub progress: Option<SyncProgress>,
    /// Data and battery are being saved: why.
    #[serde(default)]
    pub saving: Option<SavingReason>,
    /// Photos of papers, which travel after all text.
    #[serde(default)]
    pub photos: PhotoSending,
}

/// How far a sync is, both ways together. What is left is an estimate.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct SyncProgress {
    pub documents_done: u32,
    pub documents_left: u32,
    /// Before compression.
    pub bytes_done: u32,
    pub bytes_left: u32,
}

impl SyncProgress {
    /// Of a hundred; 100 only when nothing is left.
    pub fn percent(&self) -> u8 {
        let (done, left) = (u64::from(self.bytes_done), u64::from(self.bytes_left));
        if left == 0 && self.documents_left == 0 {
            return 100;
        }
        u8::try_from(done * 100 / (done + left).max(1)).unwrap_or(99).min(99)
    }
}

/// Why data and battery are being saved.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SavingReason {
    /// The volunteer switched it on.
    Asked,
    LowBattery,
    /// What passes is paid for.
    MeteredLink,
}

/// What can be set on this device beside the display.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DeviceSettings {
    /// The volunteer wants data and battery saved.
    pub saving: bool,
    /// Whether they are being saved now, and why.
    pub saving_now: Option<SavingReason>,
    /// Bytes of photos that may be sent a day; 0: no bound.
    #[serde(default)]
    pub photo_budget: u64,
    #[serde(default)]
    pub photo_spent: u64,
    /// The commune's rule: after so many wrong PINs in a row everything here is wiped; `None`: never.
    #[serde(default)]
    pub wipe_after: Option<u32>,
}

/// What a step of the check has found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CheckStep {
    /// Documents there are.
    pub total: u32,
    /// Documents that this step has looked at.
    pub looked_at: u32,
    /// Where to go on; `None`: that was all.
    pub next: Option<DocumentId>,
    /// The file of the store is whole. Looked at in the first step.
    pub file_sound: bool,
    /// Lists that showed something else than the document, and are right now.
    pub repaired: u32,
    /// Documents that go to the office once more, to be certain.
    pub queued: u32,
    /// They cannot be read. The office's copy is asked for with the next sync; what is here is kept.
    pub damaged: Vec<DamagedDocument>,
}

/// A document that cannot be read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DamagedDocument {
    pub document: DocumentId,
    /// Of a dossier.
    pub local_code: Option<String>,
    /// Whom it is about, as the list last said.
    pub title: String,
}
