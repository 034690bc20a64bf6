//! `/office/api/numbers`: the numbers of a month or of the year up to it, as JSON and as files; and the two papers that are of a
//! month, `/office/api/papers/month` and `/office/api/papers/register`.

use super::Answer;
use crate::app::App;
use crate::failure::Failure;
use crate::numbers::{Span, csv, workbook};
use crate::office::{numbers, register, report};
use crate::routes::signed_in::SignedIn;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use wire::numbers::Numbers;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Which days; without a month it is the one that is now.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    /// As `2026-11`.
    month: Option<String>,
    /// From the year's beginning.
    #[serde(default)]
    year: bool,
}

impl Asked {
    /// Errors: [`Failure::BadRequest`].
    fn span(&self, app: &App) -> Result<Span, Failure> {
        let bad = Failure::BadRequest { what: "month" };
        let month = match &self.month {
            Some(month) => Span::parse(month),
            None => Span::parse(&app.now().in_vietnam().format("%Y-%m").to_string()),
        };
        let month = month.ok_or(bad)?;
        Ok(if self.year { month.with_its_year() } else { month })
    }
}

pub(super) async fn view(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer<Numbers> {
    let span = asked.span(&app)?;
    app.run(move |app| numbers::numbers(app, &session, span, "read_numbers")).await.map(Json)
}

pub(super) async fn file(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(file): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let is_workbook = match file.as_str() {
        "numbers.xlsx" => true,
        "numbers.csv" => false,
        _ => return Ok(StatusCode::NOT_FOUND.into_response()),
    };
    let span = asked.span(&app)?;
    let broken = |cause: String| Failure::Broken { action: "write the file", cause };
    let bytes = app
        .run(move |app| {
            let counted = numbers::numbers(app, &session, span, "export_numbers")?;
            if is_workbook {
                workbook(&counted).map_err(|error| broken(error.to_string()))
            } else {
                csv(&counted).map_err(|error| broken(error.to_string()))
            }
        })
        .await?;
    let (kind, ending) = if is_workbook { (XLSX, "xlsx") } else { ("text/csv; charset=utf-8", "csv") };
    let period = if asked.year { "nam-den-" } else { "" };
    let name = format!("attachment; filename=\"so-lieu-{period}{}.{ending}\"", span.key());
    Ok(([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response())
}

fn pdf(name: String, bytes: Vec<u8>) -> Response {
    let name = format!("inline; filename=\"{name}.pdf\"");
    ([(CONTENT_TYPE, "application/pdf".to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response()
}

pub(super) async fn month_paper(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let span = Asked { year: false, ..asked }.span(&app)?;
    let bytes = app.run(move |app| report::month(app, &session, span)).await?;
    Ok(pdf(format!("bao-cao-{}", span.key()), bytes))
}

#[derive(Debug, Deserialize)]
pub(super) struct AskedPart {
    month: Option<String>,
    /// From 1.
    part: Option<usize>,
}

pub(super) async fn register_paper(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Query(AskedPart { month, part }): Query<AskedPart>,
) -> Result<Response, Failure> {
    let span = Asked { month, year: false }.span(&app)?;
    let part = part.unwrap_or(1);
    let printed = app.run(move |app| register::pdf(app, &session, span, part)).await?;
    let Some(bytes) = printed else { return Ok(StatusCode::NOT_FOUND.into_response()) };
    Ok(pdf(format!("mau-07-{}-{part}", span.key()), bytes))
}
