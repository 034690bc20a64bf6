//! Form 07: the register of dossiers, as many pages as there are lines.

use crate::moment::{day, day_in_words, moment};
use crate::{Letterhead, Paper, PaperError};
use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;

/// One dossier.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RegisterLine {
    pub number: String,
    pub procedure: String,
    pub applicant: String,
    /// Address and telephone; may be empty.
    pub contact: String,
    /// Who works on it.
    pub unit: String,
    pub received_at: NaiveDateTime,
    pub due_at: Option<NaiveDateTime>,
    /// When the result was handed out; `None`: not yet.
    pub returned_at: Option<NaiveDateTime>,
    /// How the result is received; may be empty.
    pub way: String,
    pub note: String,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Register {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub lines: Vec<RegisterLine>,
    pub on: NaiveDate,
}

impl Register {
    pub fn paper(&self, letterhead: &Letterhead) -> Result<Paper, PaperError> {
        #[derive(Serialize)]
        struct Line<'a> {
            number: &'a str,
            procedure: &'a str,
            applicant: &'a str,
            contact: &'a str,
            unit: &'a str,
            received_at: String,
            due_at: Option<String>,
            returned_at: Option<String>,
            way: &'a str,
            note: &'a str,
        }
        #[derive(Serialize)]
        struct Data<'a> {
            letterhead: &'a Letterhead,
            from: String,
            to: String,
            lines: Vec<Line<'a>>,
            dated: String,
        }
        let lines = self.lines.iter().map(|line| Line {
            number: &line.number,
            procedure: &line.procedure,
            applicant: &line.applicant,
            contact: &line.contact,
            unit: &line.unit,
            received_at: moment(line.received_at),
            due_at: line.due_at.map(moment),
            returned_at: line.returned_at.map(moment),
            way: &line.way,
            note: &line.note,
        });
        let (from, to, dated) = (day(self.from), day(self.to), day_in_words(self.on));
        let data = Data { letterhead, from, to, lines: lines.collect(), dated };
        Paper::new("office/register", &letterhead.titles.register.title, &data, self.on)
    }
}
