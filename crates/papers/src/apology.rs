//! Form 04: owed whenever a due date is missed.

use crate::moment::{day_in_words, moment_in_words};
use crate::{Letterhead, Paper, PaperError};
use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Apology {
    pub number: String,
    pub procedure: String,
    pub applicant: String,
    pub received_at: NaiveDateTime,
    /// When the result was due.
    pub was_due_at: NaiveDateTime,
    /// Why it was not there, in words.
    pub reason: String,
    pub due_at: NaiveDateTime,
    /// Who signs for the authority.
    pub signer: String,
    pub on: NaiveDate,
}

impl Apology {
    pub fn paper(&self, letterhead: &Letterhead) -> Result<Paper, PaperError> {
        #[derive(Serialize)]
        struct Data<'a> {
            letterhead: &'a Letterhead,
            number: &'a str,
            procedure: &'a str,
            applicant: &'a str,
            received_on: String,
            was_due_at: String,
            reason: &'a str,
            due_at: String,
            signer: &'a str,
            dated: String,
        }
        let data = Data {
            letterhead,
            number: &self.number,
            procedure: &self.procedure,
            applicant: &self.applicant,
            received_on: day_in_words(self.received_at.date()),
            was_due_at: moment_in_words(self.was_due_at),
            reason: &self.reason,
            due_at: moment_in_words(self.due_at),
            signer: &self.signer,
            dated: day_in_words(self.on),
        };
        Paper::new("office/apology", &letterhead.titles.apology.title, &data, self.on)
    }
}
