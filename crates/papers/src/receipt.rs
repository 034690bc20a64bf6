//! Form 01: the receipt with the day on which the result is due.

use crate::moment::{day_in_words, moment_in_words};
use crate::{Applicant, Letterhead, Paper, PaperError, qr};
use chrono::NaiveDateTime;
use serde::Serialize;

/// A paper of the dossier.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct HandedIn {
    pub name: String,
    /// Such as `01 bản chính`; may be empty.
    pub copies: String,
}

/// What the receipt says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receipt {
    /// Of the dossier, such as `H15.50.05.13-261008-0975`.
    pub number: String,
    /// What the code leads to; empty: the number alone.
    pub link: String,
    pub procedure: String,
    pub applicant: Applicant,
    pub papers: Vec<HandedIn>,
    /// The time limit in words, such as `10 ngày làm việc`; empty: none is set.
    pub time_limit: String,
    pub received_at: NaiveDateTime,
    /// `None`: no limit is set.
    pub due_at: Option<NaiveDateTime>,
    pub officer: String,
}

impl Receipt {
    pub fn paper(&self, letterhead: &Letterhead) -> Result<Paper, PaperError> {
        #[derive(Serialize)]
        struct Data<'a> {
            letterhead: &'a Letterhead,
            number: &'a str,
            procedure: &'a str,
            applicant: &'a Applicant,
            papers: &'a [HandedIn],
            time_limit: &'a str,
            received_at: String,
            due_at: Option<String>,
            officer: &'a str,
            dated: String,
            code: Option<qr::Code>,
        }
        let data = Data {
            letterhead,
            number: &self.number,
            procedure: &self.procedure,
            applicant: &self.applicant,
            papers: &self.papers,
            time_limit: &self.time_limit,
            received_at: moment_in_words(self.received_at),
            due_at: self.due_at.map(moment_in_words),
            officer: &self.officer,
            dated: day_in_words(self.received_at.date()),
            code: qr::code(if self.link.is_empty() { &self.number } else { &self.link }),
        };
        Paper::new("office/receipt", &letterhead.titles.receipt.title, &data, self.received_at.date())
    }
}
