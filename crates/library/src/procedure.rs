//! A procedure pack as data: `procedure.yaml` (facts and guide) and `form.yaml` (the XLSForm sheets).

use chrono::NaiveDate;
use dossier::{PaperId, ProcedureCode};
use serde::{Deserialize, Serialize};

/// The same sentence in Vietnamese and in English.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    pub vi: String,
    pub en: String,
}

/// Everything about one procedure that a volunteer needs at a door: facts, guide and form.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Pack {
    pub procedure: Procedure,
    pub form: forms::FormSource,
}

/// `procedure.yaml`.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    pub code: ProcedureCode,
    /// Version of the pack: the date on which its facts were read, such as `2026-07-18`.
    pub version: String,
    /// The official name.
    pub name: Bilingual,
    /// What people call it, such as "Làm giấy khai sinh cho con".
    pub plain_name: Bilingual,
    /// Words that people search with.
    pub synonyms: Vec<String>,
    /// Field of the desk (lĩnh vực), such as "Hộ tịch".
    pub field: Bilingual,
    /// What it is, in one or two plain sentences.
    pub summary: Bilingual,
    pub who_may_file: Vec<Bilingual>,
    /// The authority that decides.
    pub decided_by: Bilingual,
    pub time_limit: TimeLimit,
    pub fees: Vec<Fee>,
    pub papers: Vec<Paper>,
    /// Steps at the commune's desk.
    pub desk_steps: Vec<Step>,
    /// Steps on the national portal, screen by screen.
    pub portal_steps: Vec<Step>,
    /// What the villager gets in the end.
    pub result: Bilingual,
    pub legal_basis: Vec<String>,
    /// Where the facts were read.
    pub source: String,
    pub read_on: NaiveDate,
    /// False: shown as "chưa kiểm chứng".
    pub verified: bool,
}

/// How long the office has, as words for people and as a rule for the calendar.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeLimit {
    pub words: Bilingual,
    pub rule: calendar::Rule,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    pub what: Bilingual,
    /// Vietnamese đồng; `None` when the province sets it.
    pub dong: Option<u32>,
    #[serde(default)]
    pub note: Option<Bilingual>,
    /// Whether the amount was read in a primary source.
    pub verified: bool,
}

/// A paper (thành phần hồ sơ).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    pub id: PaperId,
    pub name: Bilingual,
    #[serde(default)]
    pub hint: Option<Bilingual>,
    pub handling: Handling,
    /// An expression over the answers; empty means always. Same language as the form's `relevant`.
    #[serde(default)]
    pub relevant: String,
}

/// Whether the office keeps the paper.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Handling {
    /// Nộp: the office keeps it.
    HandIn,
    /// Xuất trình: the villager shows it and takes it home.
    Show,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub text: Bilingual,
    /// True where the portal asks for a password, a passcode or an OTP: the app then warns that only the
    /// villager types it, and that a volunteer never asks for it.
    #[serde(default)]
    pub secret: bool,
}
