//! Looking the audit's chain through, and writing it out for an inspection.
//!
//! **What the chain shows:** a line that was changed, taken out or put in without writing every later line anew; and, held
//! against a head that was noted elsewhere, also that: lines cut off at the end, or a chain that was written anew as a whole.
//! **What it cannot show:** what happened after the last head that was noted and before the next one; and that something was
//! never written, by a program that is not this one.

use crate::store::audit::{BEFORE_THE_FIRST, Head, LineHash, StoredLine};
use crate::store::people::Member;
use crate::store::{Store, StoreError};
use data_encoding::HEXLOWER;
use dossier::local_code::local_code;
use dossier::{CommuneCode, DeviceId, DocumentId, Timestamp};
use serde::Serialize;
use std::fmt::{self, Display};

/// Lines that are read at once.
const LINES_AT_ONCE: u32 = 10_000;

/// Where the chain is broken: the first place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Break {
    /// A line is not what it was when it was written.
    Changed { id: i64 },
    /// The line holds another line before it than the one that is there.
    DoesNotFollow { id: i64 },
    /// No line has this number, and later ones are there.
    Missing { id: i64 },
    /// The chain ends before the line that was noted.
    EndsBefore { noted: i64 },
    /// The line that was noted is another one now.
    NotTheNoted { noted: i64 },
}

impl Display for Break {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { id } => write!(f, "line {id} is not what it was when it was written"),
            Self::DoesNotFollow { id } => write!(
                f,
                "line {id} does not follow the line before it: that one was written anew, or something between them is gone"
            ),
            Self::Missing { id } => write!(f, "line {id} is not there, and later ones are"),
            Self::EndsBefore { noted } => {
                write!(f, "line {noted} was noted, and the chain ends before it: lines were lost at its end")
            }
            Self::NotTheNoted { noted } => {
                write!(f, "line {noted} is another one than was noted: the chain was written anew up to it")
            }
        }
    }
}

/// What came of looking.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Verified {
    /// Lines that hold.
    pub lines: u64,
    /// The last one that holds.
    pub head: Option<Head>,
    pub broken: Option<Break>,
}

/// Looks the whole chain of a commune through, against heads that were noted elsewhere.
pub fn verify(store: &dyn Store, commune: &CommuneCode, noted: &[Head]) -> Result<Verified, StoreError> {
    let mut verified = Verified { lines: 0, head: None, broken: None };
    loop {
        let last = verified.head.map_or(0, |head| head.id);
        let lines = store.audit_lines(commune, last, LINES_AT_ONCE)?;
        if lines.is_empty() {
            break;
        }
        for line in &lines {
            match follows(line, verified.head, noted) {
                Ok(head) => {
                    verified.head = Some(head);
                    verified.lines = verified.lines.saturating_add(1);
                }
                Err(broken) => return Ok(Verified { broken: Some(broken), ..verified }),
            }
        }
    }
    let last = verified.head.map_or(0, |head| head.id);
    let beyond = noted.iter().map(|head| head.id).filter(|id| *id > last).min();
    verified.broken = beyond.map(|noted| Break::EndsBefore { noted });
    Ok(verified)
}

fn follows(line: &StoredLine, last: Option<Head>, noted: &[Head]) -> Result<Head, Break> {
    let (id, before) = last.map_or((0, BEFORE_THE_FIRST), |last| (last.id, last.hash));
    let next = id.saturating_add(1);
    if line.id != next {
        return Err(Break::Missing { id: next });
    }
    let computed = line.computed();
    if line.before != before {
        return Err(Break::DoesNotFollow { id: line.id });
    }
    if line.hash != computed {
        return Err(Break::Changed { id: line.id });
    }
    if noted.iter().any(|head| head.id == line.id && head.hash != computed) {
        return Err(Break::NotTheNoted { noted: line.id });
    }
    Ok(Head { id: line.id, hash: computed })
}

/// A head as people note it: `1234:` and 64 digits.
pub fn head_text(head: &Head) -> String {
    format!("{}:{}", head.id, HEXLOWER.encode(&head.hash))
}

pub fn read_head(text: &str) -> Option<Head> {
    let (id, hash) = text.trim().split_once(':')?;
    let hash: LineHash = HEXLOWER.decode(hash.as_bytes()).ok()?.try_into().ok()?;
    Some(Head { id: id.parse().ok().filter(|id| *id > 0)?, hash })
}

/// A line as an inspection gets it: everything that is hashed, and what helps to read it.
#[derive(Serialize, Debug)]
struct Exported<'a> {
    commune: &'a str,
    id: i64,
    /// On the wall clock in Vietnam.
    when: String,
    /// The same as it is hashed: milliseconds since 1970.
    at: i64,
    member: u32,
    /// Not hashed: as the person is called today.
    name: &'a str,
    action: &'a str,
    device: String,
    document: String,
    /// Not hashed: the code of the document as people see it.
    code: String,
    count: i64,
    before: String,
    hash: String,
}

/// Hands on every line after `after` as a JSON object, in their order. Answers with how many there were.
pub fn export<E: From<StoreError>>(
    store: &dyn Store,
    commune: &CommuneCode,
    after: i64,
    mut line: impl FnMut(&str) -> Result<(), E>,
) -> Result<u64, E> {
    let members = store.members(commune)?;
    let (mut last, mut count) = (after, 0_u64);
    loop {
        let lines = store.audit_lines(commune, last, LINES_AT_ONCE)?;
        let Some(end) = lines.last() else { return Ok(count) };
        last = end.id;
        for stored in &lines {
            let text = serde_json::to_string(&exported(stored, &members))
                .map_err(|source| StoreError::Engine { action: "write the export", source: source.into() })?;
            line(&text)?;
            count = count.saturating_add(1);
        }
    }
}

fn exported<'a>(line: &'a StoredLine, members: &'a [Member]) -> Exported<'a> {
    let document = DocumentId::from_slice(&line.document);
    Exported {
        commune: line.commune.as_str(),
        id: line.id,
        when: Timestamp::from_millis(line.at).in_vietnam().format("%Y-%m-%dT%H:%M:%S").to_string(),
        at: line.at,
        member: line.member,
        name: members.iter().find(|member| member.id.0 == line.member).map_or("", |member| &member.name),
        action: &line.action,
        device: DeviceId::from_slice(&line.device).map(|device| device.to_string()).unwrap_or_default(),
        document: document.map(|document| document.to_string()).unwrap_or_default(),
        code: document.map(|document| local_code(document.into())).unwrap_or_default(),
        count: line.count,
        before: HEXLOWER.encode(&line.before),
        hash: HEXLOWER.encode(&line.hash),
    }
}
