//! A paper that is ready to be typeset.

use crate::PaperError;
use crate::text::fit;
use crate::world::Desk;
use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use serde_json::Value;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, Timestamp};
use typst_svg::SvgOptions;

/// Data with the template that they are printed by.
#[derive(Clone, Debug)]
pub struct Paper {
    template: &'static str,
    /// What a program that shows the PDF writes over it.
    title: String,
    data: Vec<u8>,
    on: NaiveDate,
}

impl Paper {
    pub(crate) fn new(
        template: &'static str,
        title: &str,
        data: &impl Serialize,
        on: NaiveDate,
    ) -> Result<Self, PaperError> {
        let mut data = serde_json::to_value(Titled { title, data })
            .map_err(|source| PaperError::Data { template, source })?;
        fit_all(&mut data);
        Ok(Self { template, title: title.to_owned(), data: data.to_string().into_bytes(), on })
    }

    pub fn title(&self) -> &str {
        &self.title
    }

    /// The paper as a PDF, with its fonts in it. Dated by the day that was handed in.
    pub fn pdf(&self) -> Result<Vec<u8>, PaperError> {
        let made = self.typeset().and_then(|document| {
            let options = PdfOptions {
                // Typst would otherwise tell papers apart by their title alone.
                ident: Smart::Custom(format!("{}\n{}", self.template, String::from_utf8_lossy(&self.data))),
                creator: Smart::Custom(Some("Đồng Hành".to_owned())),
                timestamp: self.midnight().map(Timestamp::new_utc),
                ..PdfOptions::default()
            };
            typst_pdf::pdf(&document, &options).map_err(|faults| self.refused(&faults))
        });
        forget();
        made
    }

    /// Each page as an SVG picture: outlines, so that a screen needs no font of ours.
    pub fn pages(&self) -> Result<Vec<String>, PaperError> {
        let made = self.typeset().map(|document| {
            document.pages().iter().map(|page| typst_svg::svg(page, &SvgOptions::default())).collect()
        });
        forget();
        made
    }

    fn typeset(&self) -> Result<PagedDocument, PaperError> {
        let desk = Desk::new(self.template, self.data.clone(), self.on)?;
        typst::compile(&desk).output.map_err(|faults| self.refused(&faults))
    }

    fn midnight(&self) -> Option<Datetime> {
        let month = u8::try_from(self.on.month()).ok()?;
        Datetime::from_ymd_hms(self.on.year(), month, u8::try_from(self.on.day()).ok()?, 0, 0, 0)
    }

    fn refused(&self, faults: &[SourceDiagnostic]) -> PaperError {
        let faults = faults.iter().map(|fault| fault.message.to_string()).collect();
        PaperError::Template { template: self.template, faults }
    }
}

fn fit_all(data: &mut Value) {
    match data {
        Value::String(text) => *text = fit(text),
        Value::Array(list) => list.iter_mut().for_each(fit_all),
        Value::Object(map) => map.values_mut().for_each(fit_all),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Typst remembers what it has computed, and with it whose paper it was: nothing of that stays in memory.
fn forget() {
    comemo::evict(0);
}

/// What every template finds beside its own data.
#[derive(Serialize)]
struct Titled<'a, T> {
    title: &'a str,
    #[serde(flatten)]
    data: &'a T,
}
