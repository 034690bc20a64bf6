//! Answers the feed's questions, for whoever brings a key that opens.

use super::query::{Misasked, Query};
use super::schema::{CASES, MONTHS, Property};
use crate::app::App;
use crate::failure::Failure;
use crate::numbers::Span;
use crate::office::numbers::of_commune;
use crate::secret;
use crate::store::audit::Look;
use crate::store::feed_cases::{CaseQuery, CaseRow};
use chrono::{Datelike, Months, SecondsFormat};
use dossier::{CommuneCode, DossierId, MemberId, Timestamp};
use serde_json::{Map, Value, json};
use wire::Problem;
use wire::numbers::{Line, Numbers, Share};

/// Whose numbers a key opens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reader {
    pub commune: CommuneCode,
    pub key: u32,
}

/// Months that [`month_numbers`] goes back, the present one included.
const MONTHS_BACK: u32 = 12;

/// Errors: [`Problem::LoginNeeded`]; [`Problem::TooManyTries`] for an address that has brought too many keys that open nothing.
pub fn reader(app: &App, key: &str, address: &str) -> Result<Reader, Failure> {
    app.feed_tries().begin(address, app.now())?;
    let hash = secret::hash(key);
    match app.store().feed_key(&hash)? {
        Some(known) if secret::same(&known.key_hash, &hash) && !known.revoked => {
            app.feed_tries().succeeded(address);
            Ok(Reader { commune: known.commune, key: known.id })
        }
        Some(_) | None => Err(Problem::LoginNeeded.into()),
    }
}

/// Rows, how many there are in all where that was asked for, and the token of the next page.
#[derive(Clone, PartialEq, Debug)]
pub struct Rows {
    pub rows: Vec<Value>,
    pub count: Option<u64>,
    pub next: Option<String>,
}

/// What can go wrong with a question.
#[derive(Debug)]
pub enum Unanswered {
    Misasked(Misasked),
    Failed(Failure),
}

impl From<Misasked> for Unanswered {
    fn from(misasked: Misasked) -> Self {
        Self::Misasked(misasked)
    }
}

impl<E: Into<Failure>> From<E> for Unanswered {
    fn from(failure: E) -> Self {
        Self::Failed(failure.into())
    }
}

/// Each look is an audit line; its number is the key's, since no person stands behind it.
fn note(app: &App, reader: &Reader, action: &'static str, count: usize) -> Result<(), Failure> {
    Ok(app.store().note_look(&Look {
        commune: &reader.commune,
        member: MemberId(0),
        action,
        document: None,
        count,
        now: app.now(),
    })?)
}

pub fn count_cases(app: &App, reader: &Reader, query: &Query) -> Result<u64, Failure> {
    note(app, reader, "feed_count", 0)?;
    Ok(app.store().count_feed_cases(&reader.commune, &query.tests)?)
}

pub fn cases(app: &App, reader: &Reader, query: &Query) -> Result<Rows, Unanswered> {
    let limit = query.page();
    // In the order of ids a page begins where the one before it ended, however many there were before.
    let (after, gone) = match (&query.token, query.order) {
        (Some(token), None) => (Some(DossierId::parse(token).ok_or(Misasked::Unknown)?), 0),
        (Some(token), Some(_)) => (None, token.parse::<u64>().map_err(|_| Misasked::Unknown)?),
        (None, _) => (None, 0),
    };
    let skip = if query.token.is_some() { gone } else { query.skip };
    let found = app.store().feed_cases(&CaseQuery {
        commune: &reader.commune,
        tests: &query.tests,
        order: query.order,
        skip,
        limit: u32::try_from(limit.saturating_add(1)).unwrap_or(u32::MAX),
        after,
    })?;
    note(app, reader, "feed_cases", found.len())?;
    let page = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = found.len() > page && query.top.is_none_or(|top| top > limit);
    let shelf = app.shelf(&reader.commune)?;
    let field = |row: &CaseRow| {
        let pack = shelf.pack_for(&row.procedure, "");
        pack.map(|pack| pack.procedure.field.vi.clone())
    };
    let last = found.iter().take(page).next_back().map(|row| row.dossier.to_string());
    let next = match query.order {
        None => last,
        Some(_) => Some(skip.saturating_add(limit).to_string()),
    };
    Ok(Rows {
        rows: found.iter().take(page).map(|row| shown(query, CASES, case(row, field(row)))).collect(),
        count: match query.count {
            true => Some(app.store().count_feed_cases(&reader.commune, &query.tests)?),
            false => None,
        },
        next: next.filter(|_| more),
    })
}

fn moment(at: Timestamp) -> Value {
    let at = at.in_vietnam().and_utc().to_rfc3339_opts(SecondsFormat::Secs, false);
    // The wall clock in Vietnam, with its offset.
    Value::String(at.replace("+00:00", "+07:00"))
}

/// Empty: there is none.
fn text(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { Value::String(text.to_owned()) }
}

fn case(row: &CaseRow, field: Option<String>) -> Map<String, Value> {
    let all = json!({
        "Id": row.dossier.to_string(),
        "Number": text(&row.number),
        "Procedure": row.procedure.as_str(),
        "Field": field,
        "State": row.state,
        "Team": (row.team.0 > 0).then_some(row.team.0),
        "Officer": (row.officer.0 > 0).then_some(row.officer.0),
        "Channel": text(&row.channel),
        "Way": text(&row.way),
        "ReceivedAt": moment(row.received_at),
        "AcceptedAt": row.accepted_at.map(moment),
        "EndedAt": row.ended_at.map(moment),
        "DueAt": row.due_at.map(moment),
        "WaitedMinutes": row.waited,
        "HandledMinutes": row.handled,
        "TimesPutOff": row.put_off,
        "Supplements": row.supplements,
        "Scanned": row.scanned,
    });
    all.as_object().cloned().unwrap_or_default()
}

fn shown(query: &Query, properties: &[Property], mut all: Map<String, Value>) -> Value {
    all.retain(|name, _| properties.iter().any(|property| property.name == name && query.shows(property)));
    Value::Object(all)
}

/// The newest month first.
pub fn month_numbers(app: &App, reader: &Reader, query: &Query) -> Result<Rows, Unanswered> {
    let today = app.now().in_vietnam().date();
    let mut rows = Vec::new();
    for back in 0..MONTHS_BACK {
        let month = today.checked_sub_months(Months::new(back));
        let Some(span) = month.and_then(|day| Span::month(day.year(), day.month())) else { continue };
        let numbers = of_commune(app, &reader.commune, span)?;
        rows.extend(lines(&numbers).into_iter().map(|(by, line)| month_row(&span.key(), by, &line)));
    }
    note(app, reader, "feed_months", rows.len())?;
    let all = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    let gone = query.token.as_deref().map_or(Ok(query.skip), str::parse).map_err(|_| Misasked::Unknown)?;
    let take = usize::try_from(query.page()).unwrap_or(usize::MAX);
    let until = gone.saturating_add(query.page());
    let more = until < all && query.top.is_none_or(|top| top > query.page());
    let page = rows.into_iter().skip(usize::try_from(gone).unwrap_or(usize::MAX)).take(take);
    Ok(Rows {
        rows: page.map(|row| shown(query, MONTHS, row)).collect(),
        count: query.count.then_some(all),
        next: more.then(|| until.to_string()),
    })
}

fn lines(numbers: &Numbers) -> Vec<(&'static str, Line)> {
    let total = Line { key: "all".to_owned(), name: String::new(), figures: numbers.total };
    let mut lines = vec![("total", total)];
    for (by, of) in [
        ("field", &numbers.fields),
        ("procedure", &numbers.procedures),
        ("channel", &numbers.channels),
        ("team", &numbers.teams),
        ("area", &numbers.areas),
    ] {
        lines.extend(of.iter().map(|line| (by, line.clone())));
    }
    // Officers by their numbers: a feed has no names of people.
    lines.extend(
        numbers.officers.iter().map(|line| ("officer", Line { name: String::new(), ..line.clone() })),
    );
    lines
}

fn month_row(month: &str, by: &str, line: &Line) -> Map<String, Value> {
    let percent = |share: Option<Share>| {
        share.filter(|share| share.whole > 0).map(|share| {
            let tenths = share.part.saturating_mul(1000) / share.whole;
            f64::from(u32::try_from(tenths).unwrap_or(u32::MAX)) / 10.0
        })
    };
    let of = &line.figures;
    let all = json!({
        "Month": month,
        "By": by,
        "Key": line.key,
        "Name": text(&line.name),
        "Received": of.received,
        "Accepted": of.accepted,
        "Done": of.done,
        "Refused": of.refused,
        "Stopped": of.stopped,
        "Moved": of.moved,
        "Withdrawn": of.withdrawn,
        "OnTime": of.on_time,
        "Late": of.late,
        "PutOff": of.put_off,
        "WaitingMedianMinutes": of.waiting.map(|one| one.median_min),
        "WaitingP90Minutes": of.waiting.map(|one| one.p90_min),
        "HandlingMedianMinutes": of.handling.map(|one| one.median_min),
        "HandlingP90Minutes": of.handling.map(|one| one.p90_min),
        "KnownAnswersPercent": percent(of.known_answers),
        "DigitisedPercent": percent(of.digitised),
    });
    all.as_object().cloned().unwrap_or_default()
}
