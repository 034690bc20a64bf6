//! What can go wrong, as data. The sentence for people is made at the edge, from Fluent, in their language.

use crate::sync::RefusalCode;
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use strum::{EnumString, IntoStaticStr};

/// A problem as it crosses to a page. Each variant has one sentence that says what happened and what to do.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, EnumString, IntoStaticStr)]
#[cfg_attr(test, derive(strum::EnumIter))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "code", rename_all = "snake_case", try_from = "AnyProblem")]
#[strum(const_into_str, serialize_all = "snake_case")]
pub enum Problem {
    // --- the PIN and the store on the device
    /// The PIN is not the one that was set. `failures` since the last success, this one included.
    WrongPin {
        failures: u32,
        /// Seconds until the next may be tried; 0: at once.
        wait_s: u32,
        /// How many more before everything on this device is wiped; `None`: it never is.
        #[serde(default)]
        left: Option<u32>,
    },
    /// By the commune's rule everything on this device was wiped after too many wrong PINs.
    Wiped,
    /// The code of the office is not one of this device's, or was used before.
    WrongCode {
        failures: u32,
        wait_s: u32,
    },
    /// A code that cannot be right as it was typed: it has too few or too many letters, or there is a slip in a group.
    CodeMistyped {
        /// From 1; `None`: the number of letters is wrong.
        group: Option<u32>,
    },
    /// During training nobody joins a commune.
    InTraining,
    /// No code of the office opens this device: it was used, or the device has never handed one over.
    NoRecovery,
    /// Too many wrong ones: none is tried for so many seconds, not even the right one.
    PinWait {
        wait_s: u32,
    },
    /// A PIN needs at least `min` digits and nothing but digits.
    WeakPin {
        min: u8,
    },
    /// No PIN was entered yet in this start of the app.
    Locked,
    /// The disk is full: the last answer is NOT saved.
    DiskFull,
    /// The file of the store cannot be read. It was not changed; `file` is its name.
    StoreDamaged {
        file: String,
    },
    /// A newer version of the app wrote this store.
    StoreTooNew,
    /// Another window of the app has the store open.
    StoreBusy,

    // --- enrolment and the link to the office
    /// This device has not been enrolled at a commune.
    NotEnrolled,
    /// The enrolment code is unknown, used or expired. The three are not told apart on purpose.
    CodeUnknown,
    /// No answer: no signal, or the server is off.
    NoNetwork,
    /// Something answered that is not our server: mostly the log-in page of a Wi-Fi network.
    NotOurServer,
    /// The server answered with an error of its own.
    ServerTrouble {
        status: u16,
    },
    /// The office has revoked this device.
    DeviceRevoked,
    /// The server speaks a newer protocol: the app must be updated. Drafts stay.
    AppTooOld,
    /// The app speaks a newer protocol than the server.
    ServerTooOld,

    // --- dossiers
    DossierUnknown,
    /// The dossier left this device for the office: it is fetched when there is a network.
    AtOffice,
    ProcedureUnknown,
    HouseholdUnknown,
    PersonUnknown,
    /// A household needs a head's name, a person a name, a task words.
    NothingWritten,
    QuestionUnknown,
    /// An answer of `chars` characters; `max` are kept.
    AnswerTooLong {
        chars: u32,
        max: u32,
    },
    /// Required answers are missing or wrong: their names, in the form's order.
    NotComplete {
        questions: Vec<String>,
    },
    /// The villager's agreement to the help is not recorded: nothing is handed over without it.
    ConsentNeeded,
    /// Photos are in the dossier and the villager's agreement to them is not recorded.
    PhotoConsentNeeded,
    /// The villager took back everything: there is nothing left to change.
    TakenBack,
    /// What was drawn is too little, or a witness has no name.
    NoSignature,
    /// The office accepted the dossier: it cannot be changed here any more.
    AlreadyAccepted {
        number: String,
    },

    /// The procedure has a guide only, no form yet.
    GuideOnly,
    /// There is no other version of this dossier's form to move to, or to go back to.
    NoOtherVersion,
    /// The dossier was handed over: its form stays as it is.
    AlreadyHandedOver,
    // --- pictures: cards and papers
    /// Nothing can be made of the picture that was taken or chosen.
    Picture {
        fault: PictureFault,
    },
    /// No QR code was found in the picture that could be read.
    NoCardCode,
    /// A QR code was read; it is not an identity card's.
    NotACard,
    /// The phone has no room for photos any more; what is left is for the answers.
    PhoneFull {
        free_mb: u32,
    },
    /// The procedure has no such paper.
    PaperUnknown,
    /// The paper is only shown at the office, not handed in: no photo of it is kept.
    PaperOnlyShown,
    /// A paper has so many pages already.
    TooManyPages {
        most: u32,
    },
    /// The photo is not on this device, or it cannot be read any more.
    PhotoUnknown,
    // --- the office
    /// The office waits for a supplement already: one request at a time.
    AlreadyAsked,
    /// There is no request to take back: mostly it was answered meanwhile.
    NothingAsked,
    /// The commune's settings were said anew since they were looked at.
    SettingsMoved,
    /// Somebody has written another answer since it was looked at.
    AnswerMoved,
    /// It has no number yet: only what was accepted is worked on.
    NotAcceptedYet,
    /// It has its result, or was refused or stopped.
    CaseEnded,
    /// There is no result that waits to be handed out.
    NoResult,
    /// A day is put off to a later one that is still to come; mostly another officer has just done so.
    NotLater,
    /// No such officer works here.
    ColleagueUnknown,
    /// The dossier went to another commune of this server, and its content with it.
    DossierMoved {
        to: String,
        at: dossier::Timestamp,
    },
    /// This server has no such commune.
    CommuneUnknown,
    /// The dossier is there already.
    SameCommune,
    /// The other commune's office does not have the version of the form that the dossier was written with.
    FormUnknownThere,
    /// The other commune has a dossier with this id or this number.
    TakenThere,
    /// Both dossiers are in files already.
    LinkedElsewhere,
    /// It was taken in at the counter before, and what was typed since then is not in it.
    TakenInBefore,
    /// Wrong user name or password. The two are not told apart on purpose.
    LoginRefused,
    /// Too many wrong tries; the next is possible after so many seconds.
    TooManyTries {
        retry_after_s: u32,
    },
    /// No session, or it has ended.
    LoginNeeded,
    /// Logged in, but this role may not do it.
    NotAllowed,
    /// The dossier has not been handed over: the office cannot accept a draft.
    NotHandedOver,
    /// Concurrent values are still open: the officer must settle them first.
    ConflictsOpen {
        questions: Vec<String>,
    },

    /// No such work waits in the hand-over box; mostly another officer has decided already.
    HandoverUnknown,
    /// The document did not take the work, for this reason; it stays in the box.
    HandoverRefused {
        refusal: crate::sync::RefusalCode,
    },
    /// Work is set aside only with a reason.
    ReasonNeeded,
    /// The pack has so many faults: nothing was published. The check tells each at its place.
    PackRefused {
        faults: u32,
    },
    /// This version was published before, with other content: it needs a new version.
    PackVersionTaken,
    /// A newer version than this is there.
    PackNotNewest {
        newest: String,
    },
    /// The office has no code for this phone, or the phone is refused.
    NoCode,
    /// The officer's own password was asked for once more, and is wrong.
    PasswordWrong,
    /// A rule for wrong PINs is 0 (never) or between these.
    RuleOutOfBounds {
        least: u32,
        most: u32,
    },
    /// No such version of a pack was published here.
    PackUnknown,
    /// None of the above. The log has the cause, without personal data; `what` names the action that failed.
    Unexpected {
        what: String,
    },
}

impl Problem {
    /// Its stable code, as it crosses the wire.
    pub const fn code(&self) -> &'static str {
        self.into_str()
    }
}

/// A problem in the shape of any: its code, and every field that one of them has. A page reads ninety kinds by one
/// reader: one for each of them was a fiftieth of its program.
#[derive(Default, Deserialize)]
#[serde(default)]
struct AnyProblem {
    code: String,
    at: dossier::Timestamp,
    chars: u32,
    failures: u32,
    fault: PictureFault,
    faults: u32,
    file: String,
    free_mb: u32,
    group: Option<u32>,
    least: u32,
    left: Option<u32>,
    max: u32,
    min: u8,
    most: u32,
    newest: String,
    number: String,
    questions: Vec<String>,
    refusal: RefusalCode,
    retry_after_s: u32,
    status: u16,
    to: String,
    wait_s: u32,
    what: String,
}

impl TryFrom<AnyProblem> for Problem {
    type Error = &'static str;

    fn try_from(any: AnyProblem) -> Result<Self, Self::Error> {
        let mut problem = Self::from_str(&any.code).map_err(|_| "no problem that is known here")?;
        // Whoever has a field and is not here comes empty: a test looks at each.
        match &mut problem {
            Self::WrongPin { failures, wait_s, left } => {
                (*failures, *wait_s, *left) = (any.failures, any.wait_s, any.left);
            }
            Self::WrongCode { failures, wait_s } => (*failures, *wait_s) = (any.failures, any.wait_s),
            Self::CodeMistyped { group } => *group = any.group,
            Self::PinWait { wait_s } => *wait_s = any.wait_s,
            Self::WeakPin { min } => *min = any.min,
            Self::StoreDamaged { file } => *file = any.file,
            Self::ServerTrouble { status } => *status = any.status,
            Self::AnswerTooLong { chars, max } => (*chars, *max) = (any.chars, any.max),
            Self::NotComplete { questions } | Self::ConflictsOpen { questions } => *questions = any.questions,
            Self::AlreadyAccepted { number } => *number = any.number,
            Self::Picture { fault } => *fault = any.fault,
            Self::PhoneFull { free_mb } => *free_mb = any.free_mb,
            Self::TooManyPages { most } => *most = any.most,
            Self::DossierMoved { to, at } => (*to, *at) = (any.to, any.at),
            Self::TooManyTries { retry_after_s } => *retry_after_s = any.retry_after_s,
            Self::HandoverRefused { refusal } => *refusal = any.refusal,
            Self::PackRefused { faults } => *faults = any.faults,
            Self::PackNotNewest { newest } => *newest = any.newest,
            Self::RuleOutOfBounds { least, most } => (*least, *most) = (any.least, any.most),
            Self::Unexpected { what } => *what = any.what,
            _ => {}
        }
        Ok(problem)
    }
}

/// Why nothing can be made of a picture's file. Nothing of what is in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum PictureFault {
    /// It cannot be read from where it lies.
    #[default]
    Unreadable,
    /// No bytes at all.
    Empty,
    /// More megabytes than are looked at.
    TooLarge { most_mb: u32 },
    /// It is something else than a JPEG, PNG or WebP picture, whatever its name says.
    NotAPicture { found: OtherFile },
    /// It claims more pixels, or would take more memory, than is given to it.
    TooManyPixels,
    /// It ends before the picture does.
    Truncated,
    /// It is all there and does not make sense, or is of a kind that no camera makes.
    Damaged,
}

/// What came in a picture's place.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OtherFile {
    /// A photo of a phone in a format that is not read here (HEIC, HEIF, AVIF).
    Heif,
    Pdf,
    /// A page of the web, for example of a Wi-Fi network that wants a log-in.
    WebPage,
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use strum::IntoEnumIterator;

    /// With something in each field.
    fn filled(problem: &Problem) -> Value {
        let mut json = serde_json::to_value(problem).unwrap();
        for (field, value) in json.as_object_mut().unwrap() {
            *value = match (field.as_str(), &value) {
                ("code", _) => continue,
                ("fault", _) => json!({ "fault": "too_large", "most_mb": 40 }),
                ("refusal", _) => json!("clock_off"),
                (_, Value::String(_)) => json!("x"),
                (_, Value::Array(_)) => json!(["x"]),
                (_, Value::Number(_) | Value::Null) => json!(7),
                other => panic!("{other:?}"),
            };
        }
        json
    }

    #[test]
    fn every_problem_comes_back_whole_by_its_code() {
        let mut with_fields = 0;
        for problem in Problem::iter() {
            let json = filled(&problem);
            assert_eq!(json["code"], problem.code());
            with_fields += usize::from(json.as_object().unwrap().len() > 1);
            let back: Problem = serde_json::from_value(json.clone()).unwrap();
            assert_eq!(serde_json::to_value(&back).unwrap(), json);
            assert_eq!(crate::json::read::<Problem>(&json.to_string()).unwrap(), back);
        }
        assert!(with_fields > 15, "{with_fields}");
        assert!(serde_json::from_value::<Problem>(json!({ "code": "of_next_year" })).is_err());
        assert!(serde_json::from_value::<Problem>(json!({})).is_err());
    }
}
