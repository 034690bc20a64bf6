//! What a use case can fail with, and how it leaves the server: a status and a problem as JSON.

use crate::store::StoreError;
use crate::throttle::TooManyTries;
use axum::Json;
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Response};
use dossier::case::NotNow;
use wire::Problem;

#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The caller is told what is wrong.
    #[error("refused: {0:?}")]
    Refused(Problem),
    /// The body of a request cannot be read: `what` names the part.
    #[error("the {what} of the request cannot be read")]
    BadRequest { what: &'static str },
    #[error("the body is larger than {max} bytes")]
    TooLarge { max: usize },
    /// A write that does not come as JSON: maybe a form on somebody else's page.
    #[error("a write must be JSON")]
    NotJson,
    #[error(transparent)]
    Store(#[from] StoreError),
    /// `action` failed in a way that nobody outside can help.
    #[error("unable to {action}: {cause}")]
    Broken { action: &'static str, cause: String },
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}

impl From<TooManyTries> for Failure {
    fn from(wait: TooManyTries) -> Self {
        Self::Refused(Problem::TooManyTries { retry_after_s: wait.retry_after_s })
    }
}

impl Failure {
    /// As it is told to people; what it was is in the log.
    pub(crate) fn into_problem(self) -> Problem {
        self.status_and_problem().1
    }

    fn status_and_problem(self) -> (StatusCode, Problem) {
        let what = |what: &str| Problem::Unexpected { what: what.to_owned() };
        match self {
            Self::Refused(problem) => (status(&problem), problem),
            Self::BadRequest { what: part } => (StatusCode::BAD_REQUEST, what(part)),
            Self::TooLarge { .. } => (StatusCode::PAYLOAD_TOO_LARGE, what("body")),
            Self::NotJson => (StatusCode::UNSUPPORTED_MEDIA_TYPE, what("content type")),
            Self::Store(StoreError::NotNow(not_now)) => {
                let problem = of_case(not_now);
                (status(&problem), problem)
            }
            Self::Store(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "the store failed");
                let status = if error.is_permanent() {
                    StatusCode::INTERNAL_SERVER_ERROR
                } else {
                    StatusCode::SERVICE_UNAVAILABLE
                };
                (status, what("store"))
            }
            Self::Broken { action, cause } => {
                tracing::error!(action, cause, "a request failed");
                (StatusCode::INTERNAL_SERVER_ERROR, what(action))
            }
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, problem) = self.status_and_problem();
        let retry_after = match &problem {
            Problem::TooManyTries { retry_after_s } => Some(*retry_after_s),
            _ => None,
        };
        let mut response = (status, Json(problem)).into_response();
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        response
    }
}

/// What a case cannot take now, in the words of the other side.
fn of_case(not_now: NotNow) -> Problem {
    match not_now {
        NotNow::AlreadyAccepted { number } => Problem::AlreadyAccepted { number },
        NotNow::AlreadyAsked => Problem::AlreadyAsked,
        NotNow::NothingAsked => Problem::NothingAsked,
        NotNow::NotAccepted => Problem::NotAcceptedYet,
        NotNow::Ended => Problem::CaseEnded,
        NotNow::NoResult => Problem::NoResult,
        NotNow::NotLater => Problem::NotLater,
    }
}

fn status(problem: &Problem) -> StatusCode {
    match problem {
        Problem::CodeUnknown
        | Problem::DossierUnknown
        | Problem::ProcedureUnknown
        | Problem::HouseholdUnknown
        | Problem::PersonUnknown
        | Problem::QuestionUnknown
        | Problem::HandoverUnknown
        | Problem::NoCode
        | Problem::ColleagueUnknown
        | Problem::CommuneUnknown
        | Problem::PaperUnknown
        | Problem::PhotoUnknown
        | Problem::PackUnknown => StatusCode::NOT_FOUND,
        Problem::DeviceRevoked | Problem::NotEnrolled | Problem::LoginRefused | Problem::LoginNeeded => {
            StatusCode::UNAUTHORIZED
        }
        Problem::AppTooOld | Problem::ServerTooOld => StatusCode::UPGRADE_REQUIRED,
        Problem::NotAllowed | Problem::PasswordWrong => StatusCode::FORBIDDEN,
        Problem::DossierMoved { .. } => StatusCode::GONE,
        Problem::TooManyTries { .. } => StatusCode::TOO_MANY_REQUESTS,
        Problem::AlreadyAccepted { .. }
        | Problem::AlreadyAsked
        | Problem::SameCommune
        | Problem::FormUnknownThere
        | Problem::TakenThere
        | Problem::LinkedElsewhere
        | Problem::TakenInBefore
        | Problem::NothingAsked
        | Problem::SettingsMoved
        | Problem::AnswerMoved
        | Problem::NotAcceptedYet
        | Problem::CaseEnded
        | Problem::NoResult
        | Problem::NotLater
        | Problem::NotHandedOver
        | Problem::ConflictsOpen { .. }
        | Problem::ConsentNeeded
        | Problem::PhotoConsentNeeded
        | Problem::TakenBack
        | Problem::NoSignature
        | Problem::NotComplete { .. }
        | Problem::HandoverRefused { .. }
        | Problem::PackVersionTaken
        | Problem::PackNotNewest { .. } => StatusCode::CONFLICT,
        Problem::AnswerTooLong { .. }
        | Problem::NothingWritten
        | Problem::PackRefused { .. }
        | Problem::RuleOutOfBounds { .. }
        | Problem::Picture { .. }
        | Problem::ReasonNeeded => StatusCode::UNPROCESSABLE_ENTITY,
        Problem::DiskFull => StatusCode::INSUFFICIENT_STORAGE,
        // The rest happens on devices only.
        Problem::WrongPin { .. }
        | Problem::PinWait { .. }
        | Problem::Wiped
        | Problem::WrongCode { .. }
        | Problem::CodeMistyped { .. }
        | Problem::NoRecovery
        | Problem::InTraining
        | Problem::WeakPin { .. }
        | Problem::Locked
        | Problem::StoreDamaged { .. }
        | Problem::StoreTooNew
        | Problem::StoreBusy
        | Problem::AtOffice
        | Problem::NoNetwork
        | Problem::NotOurServer
        | Problem::ServerTrouble { .. }
        | Problem::GuideOnly
        | Problem::NoOtherVersion
        | Problem::AlreadyHandedOver
        | Problem::NoCardCode
        | Problem::NotACard
        | Problem::PhoneFull { .. }
        | Problem::PaperOnlyShown
        | Problem::TooManyPages { .. }
        | Problem::Unexpected { .. } => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
