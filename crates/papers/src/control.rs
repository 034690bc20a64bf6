//! Form 06: through whose hands a dossier went, and whether each was in time.

use crate::moment::{day_in_words, moment};
use crate::{Letterhead, Paper, PaperError};
use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;

/// Whether a step was done in time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pace {
    Early,
    OnTime,
    Late,
}

impl Pace {
    /// As the form's column says it.
    const fn words(self) -> &'static str {
        match self {
            Self::Early => "Trước hạn",
            Self::OnTime => "Đúng hạn",
            Self::Late => "Quá hạn",
        }
    }
}

/// One hand-over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandOver {
    pub from: String,
    pub to: String,
    pub at: NaiveDateTime,
    /// Until when the receiver has; `None`: no limit.
    pub due_at: Option<NaiveDateTime>,
    /// `None`: the receiver still works on it.
    pub pace: Option<Pace>,
    pub note: String,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ControlSheet {
    pub number: String,
    pub procedure: String,
    /// The authority or the unit that works on it.
    pub unit: String,
    /// Those that work with it; may be empty.
    pub with: String,
    pub hand_overs: Vec<HandOver>,
    pub on: NaiveDate,
}

impl ControlSheet {
    pub fn paper(&self, letterhead: &Letterhead) -> Result<Paper, PaperError> {
        #[derive(Serialize)]
        struct Line<'a> {
            from: &'a str,
            to: &'a str,
            at: String,
            due_at: Option<String>,
            pace: Option<&'static str>,
            note: &'a str,
        }
        #[derive(Serialize)]
        struct Data<'a> {
            letterhead: &'a Letterhead,
            number: &'a str,
            procedure: &'a str,
            unit: &'a str,
            with: &'a str,
            lines: Vec<Line<'a>>,
            dated: String,
        }
        let lines = self.hand_overs.iter().map(|step| Line {
            from: &step.from,
            to: &step.to,
            at: moment(step.at),
            due_at: step.due_at.map(moment),
            pace: step.pace.map(Pace::words),
            note: &step.note,
        });
        let data = Data {
            letterhead,
            number: &self.number,
            procedure: &self.procedure,
            unit: &self.unit,
            with: &self.with,
            lines: lines.collect(),
            dated: day_in_words(self.on),
        };
        Paper::new("office/control", &letterhead.titles.control.title, &data, self.on)
    }
}
