//! Form 03: a dossier is not taken in, with the reason in words.

use crate::moment::day_in_words;
use crate::{Applicant, Letterhead, Paper, PaperError};
use chrono::NaiveDate;
use serde::Serialize;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// The dossier's number or local code; empty: dots.
    pub number: String,
    pub procedure: String,
    pub applicant: Applicant,
    /// Each reason in words.
    pub reasons: Vec<String>,
    pub officer: String,
    pub on: NaiveDate,
}

impl Refusal {
    pub fn paper(&self, letterhead: &Letterhead) -> Result<Paper, PaperError> {
        #[derive(Serialize)]
        struct Data<'a> {
            letterhead: &'a Letterhead,
            number: &'a str,
            procedure: &'a str,
            applicant: &'a Applicant,
            reasons: &'a [String],
            officer: &'a str,
            dated: String,
        }
        let Self { number, procedure, applicant, reasons, officer, on } = self;
        let dated = day_in_words(*on);
        let data = Data { letterhead, number, procedure, applicant, reasons, officer, dated };
        Paper::new("office/refusal", &letterhead.titles.refusal.title, &data, *on)
    }
}
