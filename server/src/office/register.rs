//! Form 07, the register (sổ theo dõi hồ sơ), of the dossiers that were accepted in a month.
//!
//! **Invariant:** nobody is handed a register of which there is no audit line, and nobody one with a dossier that she may not
//! read.

use super::papers::{broken, letterhead};
use super::rights::{self, Matter};
use crate::app::App;
use crate::failure::Failure;
use crate::numbers::Span;
use crate::store::access::Session;
use crate::store::audit::Look;
use crate::store::cases::InboxEntry;
use crate::store::moves::MovedLine;
use ::papers::{Register, RegisterLine};
use dossier::case::{CaseState, ReturnWay};
use wire::Right;

/// A part of a register has so many lines: what is printed and bound by hand, and is typeset in seconds.
pub const LINES: usize = 500;

/// A part as a PDF, the first is 1. `None`: there is no such part; the first is always there.
pub fn pdf(app: &App, session: &Session, span: Span, part: usize) -> Result<Option<Vec<u8>>, Failure> {
    let shelf = app.shelf(&session.commune)?;
    let mut entries = app.store().accepted_between(&session.commune, span.between())?;
    entries.retain(|entry| {
        rights::reaches(session, Right::Read, Matter::new(&shelf, &entry.procedure, entry.of_team))
    });
    let mut moved = app.store().moved_after_acceptance(&session.commune, span.between())?;
    moved.retain(|line| {
        rights::reaches(session, Right::Read, Matter::new(&shelf, &line.procedure, line.team))
    });
    let Some(before) = part.checked_sub(1) else { return Ok(None) };
    let here = entries.into_iter().map(|entry| line(shelf.name(&entry.procedure).vi, entry));
    let gone = moved.into_iter().map(|line| moved_line(shelf.name(&line.procedure).vi, line));
    let mut all: Vec<RegisterLine> = here.chain(gone).collect();
    // Stable: of one moment, in the order in which they were read.
    all.sort_by_key(|line| line.received_at);
    let lines: Vec<RegisterLine> = all.into_iter().skip(before.saturating_mul(LINES)).take(LINES).collect();
    if lines.is_empty() && part > 1 {
        return Ok(None);
    }
    app.store().note_look(&Look {
        commune: &session.commune,
        member: session.member,
        action: "print_register",
        document: None,
        count: lines.len(),
        now: app.now(),
    })?;
    let on = app.now().in_vietnam().date();
    let register = Register { from: span.first(), to: span.last(), lines, on };
    let paper = register.paper(&letterhead(app, &session.commune)?);
    paper.and_then(|paper| paper.pdf()).map_err(broken).map(Some)
}

fn line(procedure: String, entry: InboxEntry) -> RegisterLine {
    let case = entry.case;
    // What came with its number from another commune stands here on the day on which it came.
    let accepted = case.first(CaseState::Accepted).map_or(case.received_at, |event| event.at);
    let accepted = accepted.max(case.arrived_at());
    let way = case.result.as_ref().and_then(|result| result.way);
    RegisterLine {
        received_at: accepted.in_vietnam(),
        returned_at: case.first(CaseState::Returned).map(|event| event.at.in_vietnam()),
        procedure,
        applicant: entry.subject,
        contact: String::new(),
        unit: case.officer.clone().unwrap_or_default(),
        due_at: case.due,
        way: way.map_or("", in_words).to_owned(),
        note: note(case.state).to_owned(),
        number: case.number.unwrap_or_default(),
    }
}

/// The commune has given its number, and another one has it now: a register has no holes.
fn moved_line(procedure: String, line: MovedLine) -> RegisterLine {
    let accepted = line.accepted_at.unwrap_or(line.at);
    RegisterLine {
        received_at: accepted.in_vietnam(),
        returned_at: None,
        procedure,
        applicant: line.subject,
        contact: String::new(),
        unit: line.to_name.clone(),
        due_at: line.due,
        way: String::new(),
        note: format!("Chuyển đến {} ngày {}", line.to_name, line.at.in_vietnam().format("%d/%m/%Y")),
        number: line.number,
    }
}

const fn in_words(way: ReturnWay) -> &'static str {
    match way {
        ReturnWay::Desk => "Trực tiếp",
        ReturnWay::Post => "Bưu chính",
        ReturnWay::Online => "Trực tuyến",
    }
}

const fn note(state: CaseState) -> &'static str {
    match state {
        CaseState::Asked => "Chờ bổ sung",
        CaseState::Refused => "Từ chối",
        CaseState::Stopped => "Công dân xin dừng",
        CaseState::Received | CaseState::Accepted | CaseState::Done | CaseState::Returned => "",
    }
}
