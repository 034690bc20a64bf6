//! The monthly report: what came in, what was done and what was late, by field and by procedure.

use crate::moment::day_in_words;
use crate::{Letterhead, Paper, PaperError};
use chrono::NaiveDate;
use serde::Serialize;

/// What was counted. `None`: nobody has counted it, which is not the same as none.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Figures {
    pub received: Option<u32>,
    pub accepted: Option<u32>,
    pub done: Option<u32>,
    pub on_time: Option<u32>,
    pub late: Option<u32>,
}

/// A field or a procedure.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ReportLine {
    pub name: String,
    pub figures: Figures,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MonthlyReport {
    pub year: i32,
    pub month: u32,
    pub total: Figures,
    pub fields: Vec<ReportLine>,
    pub procedures: Vec<ReportLine>,
    /// Who has drawn it up.
    pub author: String,
    /// Who signs for the authority.
    pub signer: String,
    pub on: NaiveDate,
}

impl MonthlyReport {
    pub fn paper(&self, letterhead: &Letterhead) -> Result<Paper, PaperError> {
        #[derive(Serialize)]
        struct Data<'a> {
            letterhead: &'a Letterhead,
            month: String,
            total: &'a Figures,
            fields: &'a [ReportLine],
            procedures: &'a [ReportLine],
            author: &'a str,
            signer: &'a str,
            dated: String,
        }
        let data = Data {
            letterhead,
            month: format!("Tháng {:02} năm {}", self.month, self.year),
            total: &self.total,
            fields: &self.fields,
            procedures: &self.procedures,
            author: &self.author,
            signer: &self.signer,
            dated: day_in_words(self.on),
        };
        Paper::new("office/month", &letterhead.titles.month.title, &data, self.on)
    }
}
