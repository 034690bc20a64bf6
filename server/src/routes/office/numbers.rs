//! `/office/api/numbers`: the numbers of a month or of the year up to it, as JSON and as files; and the two papers that are of a
//! month, `/office/api/papers/month` and `/office/api/papers/register`.

use super::{Answer, File};
use crate::app::App;
use crate::failure::Failure;
use crate::numbers::{Span, csv, workbook};
use crate::office::{numbers, register, report};
use crate::routes::asked::{Path, Query};
use crate::routes::signed_in::SignedIn;
use axum::Json;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::IntoParams;
use wire::Problem;
use wire::numbers::Numbers;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Which days; without a month it is the one that is now.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    /// As `2026-11`.
    #[param(pattern = r"^2[01]\d{2}-(0[1-9]|1[0-2])$", example = "2026-11")]
    month: Option<String>,
    /// From the year's beginning.
    #[serde(default)]
    year: bool,
}

impl Asked {
    /// Errors: [`Failure::BadRequest`].
    fn span(&self, app: &App) -> Result<Span, Failure> {
        let month = month(self.month.as_deref(), app)?;
        Ok(if self.year { month.with_its_year() } else { month })
    }
}

/// Errors: [`Failure::BadRequest`].
fn month(asked: Option<&str>, app: &App) -> Result<Span, Failure> {
    let month = match asked {
        Some(month) => Span::parse(month),
        None => Span::parse(&app.now().in_vietnam().format("%Y-%m").to_string()),
    };
    month.ok_or(Failure::BadRequest { what: "month" })
}

/// The numbers of a month, or of the year up to it.
#[utoipa::path(
    get,
    path = "/office/api/numbers",
    params(Asked),
    responses((status = 200, body = Numbers))
)]
pub(super) async fn view(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer<Numbers> {
    let span = asked.span(&app)?;
    app.run(move |app| numbers::numbers(app, &session, span, "read_numbers")).await.map(Json)
}

/// The same as a file: `numbers.xlsx` or `numbers.csv`.
#[utoipa::path(
    get,
    path = "/office/api/numbers/{file}",
    params(("file" = String, Path, example = "numbers.csv"), Asked),
    responses((status = 200, content(
            (File = "text/csv"),
            (File = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )))
)]
pub(super) async fn file(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(file): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let is_workbook = match file.as_str() {
        "numbers.xlsx" => true,
        "numbers.csv" => false,
        _ => return Err(Problem::PaperUnknown.into()),
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

/// Of what there is for whole months only.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AskedMonth {
    /// As `2026-11`; without it the month that is now.
    #[param(pattern = r"^2[01]\d{2}-(0[1-9]|1[0-2])$", example = "2026-11")]
    month: Option<String>,
}

fn pdf(name: String, bytes: Vec<u8>) -> Response {
    let name = format!("inline; filename=\"{name}.pdf\"");
    ([(CONTENT_TYPE, "application/pdf".to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response()
}

/// The month's report as a PDF.
#[utoipa::path(
    get,
    path = "/office/api/papers/month",
    params(AskedMonth),
    responses((status = 200, body = File, content_type = "application/pdf"))
)]
pub(super) async fn month_paper(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Query(asked): Query<AskedMonth>,
) -> Result<Response, Failure> {
    let span = month(asked.month.as_deref(), &app)?;
    let bytes = app.run(move |app| report::month(app, &session, span)).await?;
    Ok(pdf(format!("bao-cao-{}", span.key()), bytes))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AskedPart {
    /// As `2026-11`; without it the month that is now.
    #[param(pattern = r"^2[01]\d{2}-(0[1-9]|1[0-2])$", example = "2026-11")]
    month: Option<String>,
    /// From 1.
    #[param(minimum = 1)]
    part: Option<usize>,
}

/// A part of the register of dossiers (form 07) as a PDF.
#[utoipa::path(
    get,
    path = "/office/api/papers/register",
    params(AskedPart),
    responses((status = 200, body = File, content_type = "application/pdf"), (status = 404, description = "`paper_unknown`: the register has no such part"))
)]
pub(super) async fn register_paper(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Query(AskedPart { month, part }): Query<AskedPart>,
) -> Result<Response, Failure> {
    let span = self::month(month.as_deref(), &app)?;
    let part = part.unwrap_or(1);
    let printed = app.run(move |app| register::pdf(app, &session, span, part)).await?;
    let bytes = printed.ok_or(Problem::PaperUnknown)?;
    Ok(pdf(format!("mau-07-{}-{part}", span.key()), bytes))
}
