//! Form 02: what the office asks for before it goes on.

use crate::moment::{day, day_in_words};
use crate::{Applicant, Letterhead, Paper, PaperError};
use chrono::NaiveDate;
use serde::Serialize;

/// One thing that is asked for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Asked {
    /// The question, paper or photo that it is about, in words.
    pub about: String,
    /// What is missing or wrong, and what to do, in the officer's words.
    pub words: String,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SupplementSlip {
    /// The dossier's number; before it has one, its short local code. Empty: dots.
    pub number: String,
    pub procedure: String,
    pub applicant: Applicant,
    pub asks: Vec<Asked>,
    /// Until when; `None`: the office has set no day.
    pub until: Option<NaiveDate>,
    pub officer: String,
    pub on: NaiveDate,
}

impl SupplementSlip {
    pub fn paper(&self, letterhead: &Letterhead) -> Result<Paper, PaperError> {
        #[derive(Serialize)]
        struct Data<'a> {
            letterhead: &'a Letterhead,
            number: &'a str,
            procedure: &'a str,
            applicant: &'a Applicant,
            asks: &'a [Asked],
            until: Option<String>,
            officer: &'a str,
            dated: String,
        }
        let data = Data {
            letterhead,
            number: &self.number,
            procedure: &self.procedure,
            applicant: &self.applicant,
            asks: &self.asks,
            until: self.until.map(day),
            officer: &self.officer,
            dated: day_in_words(self.on),
        };
        Paper::new("office/supplement", &letterhead.titles.supplement.title, &data, self.on)
    }
}
