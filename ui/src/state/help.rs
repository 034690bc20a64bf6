//! The five commonest troubles, and which of them a problem belongs to.

use wire::Problem;

/// A trouble that the help tells about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// The PIN was forgotten.
    Pin,
    /// There is no network, or something was not sent.
    Sending,
    /// The camera does not work, or a photo was not taken.
    Photo,
    /// The phone is full.
    Full,
    /// A person stands twice, something is wrong, the clock is off.
    Wrong,
}

impl Trouble {
    pub const ALL: [Self; 5] = [Self::Pin, Self::Sending, Self::Photo, Self::Full, Self::Wrong];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Pin => "pin",
            Self::Sending => "sending",
            Self::Photo => "photo",
            Self::Full => "full",
            Self::Wrong => "wrong",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|trouble| trouble.word() == word)
    }

    /// Where the help tells most of a problem; `None`: in none of the five, then the whole page is offered.
    pub const fn of(problem: &Problem) -> Option<Self> {
        match problem {
            Problem::WrongPin { .. }
            | Problem::PinWait { .. }
            | Problem::WeakPin { .. }
            | Problem::Wiped
            | Problem::WrongCode { .. }
            | Problem::CodeMistyped { .. }
            | Problem::NoRecovery
            | Problem::Locked => Some(Self::Pin),
            Problem::NotEnrolled
            | Problem::CodeUnknown
            | Problem::NoNetwork
            | Problem::NotOurServer
            | Problem::ServerTrouble { .. }
            | Problem::DeviceRevoked
            | Problem::AtOffice
            | Problem::AppTooOld
            | Problem::ServerTooOld => Some(Self::Sending),
            Problem::Picture { .. }
            | Problem::NoCardCode
            | Problem::NotACard
            | Problem::TooManyPages { .. }
            | Problem::PaperOnlyShown
            | Problem::PhotoUnknown => Some(Self::Photo),
            Problem::DiskFull | Problem::PhoneFull { .. } => Some(Self::Full),
            Problem::AnswerTooLong { .. }
            | Problem::NotComplete { .. }
            | Problem::AlreadyAccepted { .. }
            | Problem::AlreadyAsked
            | Problem::NothingAsked
            | Problem::SettingsMoved
            | Problem::AnswerMoved
            | Problem::NotAcceptedYet
            | Problem::CaseEnded
            | Problem::NoResult
            | Problem::NotLater
            | Problem::ColleagueUnknown
            | Problem::ConflictsOpen { .. }
            | Problem::HouseholdUnknown
            | Problem::PersonUnknown
            | Problem::NothingWritten => Some(Self::Wrong),
            _ => None,
        }
    }
}

/// In the context of an app that has a help page: problems then lead to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HasHelp;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_has_an_address_and_the_worst_days_lead_to_theirs() {
        for trouble in Trouble::ALL {
            assert_eq!(Trouble::from_word(trouble.word()), Some(trouble));
        }
        assert_eq!(Trouble::of(&Problem::DiskFull), Some(Trouble::Full));
        assert_eq!(Trouble::of(&Problem::NoNetwork), Some(Trouble::Sending));
        assert_eq!(Trouble::of(&Problem::PinWait { wait_s: 3 }), Some(Trouble::Pin));
        assert_eq!(Trouble::of(&Problem::NoCardCode), Some(Trouble::Photo));
    }
}
