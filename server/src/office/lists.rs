//! The work lists, as far as the one who looks may read them: a page of rows, how many there are in each list, and what can be
//! filtered by. Read from the projection: no document and no record of a case is read.

use super::{moving, rights};
use crate::app::App;
use crate::failure::Failure;
use crate::procedures::Shelf;
use crate::store::access::Session;
use crate::store::audit::Look;
use crate::store::lists::{ListQuery, ListedRow, Reach};
use crate::store::people::OFFICE;
use crate::store::withdrawals::Withdrawal;
use chrono::{Days, NaiveDate};
use dossier::case::CaseState;
use dossier::document::Kind;
use dossier::local_code::local_code;
use dossier::{DossierId, ProcedureCode, Timestamp};
use library::field;
use wire::Right;
use wire::lists::{
    AskList, Choices, Filter, LARGEST_PAGE, PAGE, PersonChoice, ProcedureChoice, TeamChoice, WorkList,
};
use wire::office::{InboxRow, WithdrawnRow};

/// So many of the newest withdrawals are listed.
const WITHDRAWN_SHOWN: u32 = 100;

pub fn list(app: &App, session: &Session, ask: &AskList) -> Result<WorkList, Failure> {
    let shelf = app.shelf(&session.commune)?;
    let mine = rights::reach(session, Right::Read, &shelf);
    let now = app.now();
    let filter = &ask.filter;
    let page = app.store().list(&ListQuery {
        commune: &session.commune,
        list: ask.list,
        reach: &mine.clone().and(wanted(filter, &shelf)),
        volunteer: filter.volunteer,
        holder: if filter.mine { Some(session.member) } else { filter.holder },
        from: filter.from.and_then(midnight),
        until: filter.to.and_then(|day| day.checked_add_days(Days::new(1))).and_then(midnight),
        words: &filter.words,
        after: ask.after.clone(),
        limit: ask.limit.unwrap_or(PAGE).clamp(1, LARGEST_PAGE),
        now,
    })?;
    app.store().note_look(&Look {
        commune: &session.commune,
        member: session.member,
        action: if filter.words.trim().is_empty() { "list_dossiers" } else { "search_dossiers" },
        document: None,
        count: page.rows.len(),
        now,
    })?;
    let withdrawn = if ask.after.is_none() { withdrawals(app, session, &mine, &shelf)? } else { Vec::new() };
    let moved = if ask.after.is_none() {
        moving::listed(app, session, &mine, &shelf, &filter.words)?
    } else {
        Vec::new()
    };
    Ok(WorkList {
        dossiers: page.rows.into_iter().map(|listed| row(&shelf, listed, now)).collect(),
        next: page.next,
        numbers: page.numbers,
        withdrawn,
        moved,
    })
}

/// The filters that say which procedures, and of which team.
fn wanted(filter: &Filter, shelf: &Shelf) -> Reach {
    let of_the_field = |wish: &String| {
        let has = |code: &ProcedureCode| {
            shelf.pack_for(code, "").is_some_and(|pack| field::same(&pack.procedure.field.vi, wish))
        };
        Reach { procedures: Some(shelf.procedures().into_iter().filter(has).collect()), team: None }
    };
    let of_the_procedure = |code: &ProcedureCode| Reach { procedures: Some(vec![code.clone()]), team: None };
    let all = Reach { procedures: None, team: filter.team };
    let all = filter.field.as_ref().map_or(all.clone(), |wish| all.and(of_the_field(wish)));
    filter.procedure.as_ref().map_or(all.clone(), |code| all.and(of_the_procedure(code)))
}

/// The day begins at midnight in Vietnam.
fn midnight(day: NaiveDate) -> Option<Timestamp> {
    Some(Timestamp::from_vietnam(day.and_hms_opt(0, 0, 0)?))
}

fn withdrawals(
    app: &App,
    session: &Session,
    mine: &Reach,
    shelf: &Shelf,
) -> Result<Vec<WithdrawnRow>, Failure> {
    let all = app.store().withdrawals(&session.commune, WITHDRAWN_SHOWN)?;
    let seen = all.into_iter().filter(|one| mine.has(&one.procedure, one.team));
    Ok(seen.map(|one| withdrawn(shelf, one)).collect())
}

fn withdrawn(shelf: &Shelf, one: Withdrawal) -> WithdrawnRow {
    let dossier = (one.kind == Kind::Dossier).then(|| DossierId::from(one.document));
    WithdrawnRow {
        dossier,
        local_code: dossier.map(local_code).unwrap_or_default(),
        procedure_name: dossier.map(|_| shelf.name(&one.procedure)).unwrap_or_default(),
        at: one.at,
        volunteer: one.member,
        kept: one.kept,
    }
}

fn row(shelf: &Shelf, listed: ListedRow, now: Timestamp) -> InboxRow {
    // While the office waits for somebody else it is not late.
    let at = match (listed.decided_at, listed.state) {
        (Some(decided), _) => Some(decided),
        (None, CaseState::Asked) => None,
        (None, _) => Some(now),
    };
    let late = listed.due.zip(at).is_some_and(|(due, at)| at.in_vietnam() > due);
    InboxRow {
        late,
        due_soon: !late && listed.warn.is_some_and(|warn| now.in_vietnam() >= warn),
        id: listed.dossier,
        local_code: local_code(listed.dossier),
        procedure_name: shelf.name(&listed.procedure),
        procedure: listed.procedure,
        subject: listed.subject,
        volunteer: listed.volunteer,
        team: listed.team,
        holder: listed.holder,
        state: listed.state,
        number: (!listed.number.is_empty()).then_some(listed.number),
        due: listed.due,
        received_at: listed.received_at,
        has_conflicts: listed.has_conflicts,
    }
}

/// Procedures and fields that somebody reads, and the people of the commune; of a team lead's, her team's.
pub fn choices(app: &App, session: &Session) -> Result<Choices, Failure> {
    let shelf = app.shelf(&session.commune)?;
    let mine = rights::reach(session, Right::Read, &shelf);
    let hers = |team| mine.team.is_none_or(|only| only == team);
    let codes: Vec<ProcedureCode> = match &mine.procedures {
        Some(codes) => codes.clone(),
        None => shelf.procedures(),
    };
    let mut fields: Vec<String> = codes
        .iter()
        .filter_map(|code| shelf.pack_for(code, ""))
        .map(|pack| pack.procedure.field.vi.clone())
        .collect();
    fields.sort();
    fields.dedup_by(|one, other| field::same(one, other));
    let name = |code: ProcedureCode| ProcedureChoice { name: shelf.name(&code), code };
    let teams = app.store().teams(&session.commune)?.into_iter().filter(|team| hers(team.id));
    let (officers, volunteers): (Vec<_>, Vec<_>) =
        app.store().members(&session.commune)?.into_iter().partition(|member| member.team == OFFICE);
    let volunteers = volunteers.into_iter().filter(|member| hers(member.team));
    Ok(Choices {
        procedures: codes.into_iter().map(name).collect(),
        fields,
        teams: teams.map(|team| TeamChoice { id: team.id, name: team.name }).collect(),
        volunteers: volunteers.map(|one| PersonChoice { id: one.id, name: one.name }).collect(),
        officers: officers.into_iter().map(|one| PersonChoice { id: one.id, name: one.name }).collect(),
    })
}
