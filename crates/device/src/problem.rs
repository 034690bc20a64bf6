//! From errors of the parts to the problem that a page shows. The cause goes to the log, without content.

use crate::link::LinkError;
use store::StoreError;
use wire::Problem;

/// `action` names what failed, such as "save an answer"; it is shown only when nothing better is known.
pub(crate) fn from_store(action: &'static str, error: StoreError) -> Problem {
    tracing::warn!(%error, action, "the store refused");
    match error {
        StoreError::WrongPin { failures, wait_s, left } => Problem::WrongPin { failures, wait_s, left },
        StoreError::WrongCode { failures, wait_s } => Problem::WrongCode { failures, wait_s },
        StoreError::NoRecovery => Problem::NoRecovery,
        StoreError::Wiped => Problem::Wiped,
        StoreError::PinWait { wait_s, .. } => Problem::PinWait { wait_s },
        StoreError::WeakPin { min } => Problem::WeakPin { min },
        StoreError::DiskFull => Problem::DiskFull,
        StoreError::Damaged { file } => Problem::StoreDamaged { file },
        StoreError::TooNew { .. } => Problem::StoreTooNew,
        StoreError::Busy => Problem::StoreBusy,
        StoreError::Unknown(_) => Problem::DossierUnknown,
        StoreError::Away(_) => Problem::AtOffice,
        StoreError::PhotoDamaged => Problem::PhotoUnknown,
        StoreError::PinAlreadySet => Problem::Locked,
        StoreError::DocumentDamaged { .. }
        | StoreError::Document(_)
        | StoreError::File { .. }
        | StoreError::Crypto
        | StoreError::Unwritable
        | StoreError::Database(_) => Problem::Unexpected { what: action.to_owned() },
    }
}

/// The same where a household is meant.
pub(crate) fn of_household(problem: Problem) -> Problem {
    if problem == Problem::DossierUnknown { Problem::HouseholdUnknown } else { problem }
}

pub(crate) fn from_link(error: LinkError) -> Problem {
    tracing::info!(%error, "the server was not reached");
    match error {
        LinkError::NoAnswer | LinkError::Broken => Problem::NoNetwork,
        LinkError::NotOurServer => Problem::NotOurServer,
        LinkError::ServerTrouble { status } => Problem::ServerTrouble { status },
        LinkError::Refused(problem) => problem,
    }
}
