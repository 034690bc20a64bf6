//! The monthly report on paper: the same figures as on the page.

use super::numbers::numbers;
use super::papers::{broken, letterhead};
use crate::app::App;
use crate::failure::Failure;
use crate::numbers::Span;
use crate::store::access::Session;
use ::papers::{Figures, MonthlyReport, ReportLine};
use chrono::Datelike;
use wire::numbers::Line;

/// As a PDF, with an audit line.
pub fn month(app: &App, session: &Session, span: Span) -> Result<Vec<u8>, Failure> {
    let counted = numbers(app, session, span, "print_month")?;
    let line = |line: &Line| ReportLine { name: name(line), figures: figures(&line.figures) };
    let report = MonthlyReport {
        year: span.last().year(),
        month: span.last().month(),
        total: figures(&counted.total),
        fields: counted.fields.iter().map(line).collect(),
        procedures: counted.procedures.iter().map(line).collect(),
        author: session.name.clone(),
        signer: String::new(),
        on: app.now().in_vietnam().date(),
    };
    report.paper(&letterhead(app, &session.commune)?).and_then(|paper| paper.pdf()).map_err(broken)
}

fn figures(of: &wire::numbers::Figures) -> Figures {
    Figures {
        received: Some(of.received),
        accepted: Some(of.accepted),
        done: Some(of.done),
        on_time: Some(of.on_time),
        late: Some(of.late),
    }
}

fn name(line: &Line) -> String {
    match (line.name.is_empty(), line.key.is_empty()) {
        (false, _) => line.name.clone(),
        (true, false) => line.key.clone(),
        (true, true) => "Không rõ".to_owned(),
    }
}
