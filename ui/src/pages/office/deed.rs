//! What can be done with a case, what each deed needs, and when it is possible.

use dossier::case::{Case, CaseState};
use i18n::Texts;
use wire::Right;

/// What can be done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Deed {
    Hand,
    PutOff,
    Resolve,
    HandOut,
    Refuse,
    Stop,
    Move,
}

impl Deed {
    pub(super) const ALL: [Self; 7] =
        [Self::Hand, Self::Resolve, Self::HandOut, Self::PutOff, Self::Refuse, Self::Stop, Self::Move];

    /// Part of the ids of its elements.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Hand => "hand",
            Self::PutOff => "put-off",
            Self::Resolve => "resolve",
            Self::HandOut => "hand-out",
            Self::Refuse => "refuse",
            Self::Stop => "stop",
            Self::Move => "move",
        }
    }

    pub(super) fn words(self, t: &Texts) -> String {
        match self {
            Self::Hand => t.work_hand(),
            Self::PutOff => t.work_put_off(),
            Self::Resolve => t.work_resolve(),
            Self::HandOut => t.work_hand_out(),
            Self::Refuse => t.work_refuse(),
            Self::Stop => t.work_stop(),
            Self::Move => t.work_move(),
        }
    }

    pub(super) fn needs(self, case: &Case) -> Right {
        match self {
            // Taking in, or sending to where it is taken in.
            Self::Move if !case.is_accepted() => Right::Accept,
            Self::Move => Right::HandOn,
            Self::Hand | Self::HandOut | Self::Stop => Right::HandOn,
            Self::PutOff | Self::Resolve | Self::Refuse => Right::Work,
        }
    }

    pub(super) fn is_possible(self, case: &Case) -> bool {
        let open = !case.state.is_ended();
        match self {
            Self::Hand => open && case.is_accepted(),
            Self::PutOff => open && case.due.is_some(),
            Self::Resolve => case.state == CaseState::Accepted,
            Self::HandOut => case.state == CaseState::Done,
            Self::Refuse | Self::Stop => open,
            // With a number its time stands still while it is asked about.
            Self::Move => open && !(case.is_accepted() && case.state == CaseState::Asked),
        }
    }
}
