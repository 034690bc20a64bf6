//! Who may do what: the one place that decides.
//!
//! A route says which [`Right`] it needs (`routes::table`), and a session without it does not come to its use case. What is
//! about one dossier is asked a second time with that dossier at hand, in [`super::dossier_view::open`].
//!
//! **Invariant:** a dossier that somebody may not read is, for her, one that does not exist.

use crate::failure::Failure;
use crate::procedures::Shelf;
use crate::store::access::Session;
use crate::store::lists::Reach;
use crate::store::people::{OFFICE, Standing};
use dossier::{ProcedureCode, TeamId};
use library::field;
use std::collections::BTreeSet;
use wire::{Problem, Right, Role};

/// What a right about dossiers depends on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Matter<'a> {
    /// The field of its procedure; `None`: this server does not know the procedure.
    pub field: Option<&'a str>,
    /// The commune police decides about it.
    pub of_the_police: bool,
    pub team: TeamId,
}

impl<'a> Matter<'a> {
    /// The newest version of the pack says who works on it: who does can change while a dossier is being written.
    pub fn new(shelf: &'a Shelf, procedure: &ProcedureCode, team: TeamId) -> Self {
        let procedure = shelf.pack_for(procedure, "").map(|pack| &pack.procedure);
        Self {
            field: procedure.map(|procedure| procedure.field.vi.as_str()),
            of_the_police: procedure.is_some_and(library::Procedure::is_of_the_police),
            team,
        }
    }
}

/// What somebody may do at all. [`reaches`] says with which dossiers.
pub fn may(standing: &Standing, right: Right) -> bool {
    let by_role = match standing.role {
        None => false,
        Some(Role::Chief | Role::Officer | Role::Police) => {
            matches!(
                right,
                Right::Read
                    | Right::Settle
                    | Right::Ask
                    | Right::Accept
                    | Right::Work
                    | Right::HandOn
                    | Right::Numbers
            )
        }
        // The desk takes in what is whole. What was written twice is not hers to choose.
        Some(Role::Receiver) => {
            matches!(right, Right::Read | Right::Ask | Right::Accept | Right::HandOn)
        }
        Some(Role::TeamLead) => {
            matches!(right, Right::Read | Right::Phones | Right::TellCode | Right::Numbers)
        }
    };
    by_role || standing.administrator && (is_administering(right) || right == Right::Numbers)
}

/// Of the administrator, whatever else she is.
const fn is_administering(right: Right) -> bool {
    match right {
        Right::Phones
        | Right::TellCode
        | Right::WipeRule
        | Right::Packs
        | Right::Quarantine
        | Right::Handovers
        | Right::Settings => true,
        Right::Read
        | Right::Settle
        | Right::Ask
        | Right::Accept
        | Right::Work
        | Right::HandOn
        | Right::Numbers => false,
    }
}

/// Whether a right about dossiers is one about this dossier.
pub fn reaches(session: &Session, right: Right, matter: Matter<'_>) -> bool {
    let standing = &session.standing;
    let of_the_committee = !matter.of_the_police;
    // Numbers are of no one dossier.
    !is_administering(right)
        && right != Right::Numbers
        && may(standing, right)
        && match standing.role {
            None => false,
            // The committee's people see what the police works on, and work on nothing of it.
            Some(Role::Chief | Role::Receiver) => right == Right::Read || of_the_committee,
            Some(Role::Officer) => {
                is_hers(standing, matter.field) && (right == Right::Read || of_the_committee)
            }
            Some(Role::Police) => matter.of_the_police,
            Some(Role::TeamLead) => is_of_her_team(session, matter.team),
        }
}

/// With which dossiers somebody may do it, as lists take it: the same as [`reaches`] of each of them.
pub fn reach(session: &Session, right: Right, shelf: &Shelf) -> Reach {
    let team = match session.standing.role {
        None => return Reach::nothing(),
        Some(Role::TeamLead) if session.team == OFFICE => return Reach::nothing(),
        Some(Role::TeamLead) => Some(session.team),
        Some(Role::Chief | Role::Receiver | Role::Officer | Role::Police) => None,
    };
    let whose = team.unwrap_or(OFFICE);
    let reached = |procedure: &ProcedureCode| reaches(session, right, Matter::new(shelf, procedure, whose));
    // What is reached whatever the procedure is: of those that nobody here knows as well.
    let nobodys = ProcedureCode::from("");
    let known = shelf.procedures();
    if reached(&nobodys) && known.iter().all(&reached) {
        return Reach { procedures: None, team };
    }
    Reach { procedures: Some(known.into_iter().filter(reached).collect()), team }
}

/// No field is every field, and then also what nobody knows the field of.
fn is_hers(standing: &Standing, of: Option<&str>) -> bool {
    standing.fields.is_empty()
        || of.is_some_and(|of| standing.fields.iter().any(|mine| field::same(mine, of)))
}

fn is_of_her_team(session: &Session, team: TeamId) -> bool {
    session.team == team && team != OFFICE
}

/// Whether somebody may see a phone of a team, and be told its code.
pub fn reaches_phone(session: &Session, right: Right, team: TeamId) -> bool {
    let standing = &session.standing;
    may(standing, right) && (standing.administrator || is_of_her_team(session, team))
}

/// Whether dossiers of this kind are counted in the numbers that somebody sees. An administrator sees how many, of everything,
/// and reads none.
pub fn counts(session: &Session, matter: Matter<'_>) -> bool {
    session.standing.administrator
        || may(&session.standing, Right::Numbers) && reaches(session, Right::Read, matter)
}

/// Whether that is the whole commune.
pub fn counts_all(session: &Session) -> bool {
    session.standing.administrator || session.standing.role == Some(Role::Chief)
}

/// Errors: [`Problem::NotAllowed`].
pub fn must(session: &Session, right: Right) -> Result<(), Failure> {
    if may(&session.standing, right) { Ok(()) } else { Err(Problem::NotAllowed.into()) }
}

/// Errors: [`Problem::DossierUnknown`] for who may not read it, [`Problem::NotAllowed`] for who may only read it.
pub fn must_about(session: &Session, right: Right, matter: Matter<'_>) -> Result<(), Failure> {
    if !reaches(session, Right::Read, matter) {
        return Err(Problem::DossierUnknown.into());
    }
    if reaches(session, right, matter) { Ok(()) } else { Err(Problem::NotAllowed.into()) }
}

/// Everything that somebody may do.
pub fn of(standing: &Standing) -> BTreeSet<Right> {
    Right::ALL.into_iter().filter(|right| may(standing, *right)).collect()
}

/// Everything that somebody may do with one dossier.
pub fn about(session: &Session, matter: Matter<'_>) -> BTreeSet<Right> {
    Right::ALL.into_iter().filter(|right| reaches(session, *right, matter)).collect()
}
