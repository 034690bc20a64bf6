//! Form 05: a citizen asks that the office stop working on a dossier.

use crate::moment::day_in_words;
use crate::{Applicant, Letterhead, Paper, PaperError};
use chrono::NaiveDate;
use serde::Serialize;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stop {
    pub number: String,
    pub procedure: String,
    pub applicant: Applicant,
    pub received_on: NaiveDate,
    /// Why, in the citizen's words; may be empty.
    pub reason: String,
    pub officer: String,
    pub on: NaiveDate,
}

impl Stop {
    pub fn paper(&self, letterhead: &Letterhead) -> Result<Paper, PaperError> {
        #[derive(Serialize)]
        struct Data<'a> {
            letterhead: &'a Letterhead,
            number: &'a str,
            procedure: &'a str,
            applicant: &'a Applicant,
            received_on: String,
            reason: &'a str,
            officer: &'a str,
            dated: String,
        }
        let Self { number, procedure, applicant, reason, officer, .. } = self;
        let (received_on, dated) = (day_in_words(self.received_on), day_in_words(self.on));
        let data = Data { letterhead, number, procedure, applicant, received_on, reason, officer, dated };
        Paper::new("office/stop", &letterhead.titles.stop.title, &data, self.on)
    }
}
