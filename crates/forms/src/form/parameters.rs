//! The column `parameters`: `start=1 end=10 step=0.5`.

use super::cells::Faults;
use super::{Shuffle, Truth};
use crate::{FormProblem, QuestionKind, Range};
use std::collections::BTreeMap;

/// Decimals that numbers of a range may have.
const DECIMALS: u32 = 9;

const COLUMN: &str = "parameters";

/// Names and values; separated by spaces, commas or semicolons, as pyxform takes them.
pub(super) fn parameters(row: usize, cell: &str, faults: &mut Faults) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    // `seed=${a b}` does not occur; spaces around `=` do.
    let mut text = cell.replace([',', ';'], " ");
    while text.contains(" =") || text.contains("= ") {
        text = text.replace(" =", "=").replace("= ", "=");
    }
    for part in text.split_whitespace() {
        match part.split_once('=') {
            Some((name, value)) if !name.is_empty() && !value.is_empty() => {
                found.insert(name.to_lowercase(), value.to_owned());
            }
            _ => {
                let problem = FormProblem::BadParameter { parameter: part.to_owned(), value: String::new() };
                faults.survey(row, COLUMN, problem);
            }
        }
    }
    found
}

/// What this type of question may be told.
fn known(kind: &QuestionKind) -> &'static [&'static str] {
    match kind {
        QuestionKind::Text => &["rows"],
        QuestionKind::Range(_) => &["start", "end", "step"],
        QuestionKind::SelectOne | QuestionKind::SelectMultiple | QuestionKind::Rank => &["randomize", "seed"],
        QuestionKind::SelectOneFromFile { .. } | QuestionKind::SelectMultipleFromFile { .. } => {
            &["randomize", "seed", "value", "label"]
        }
        QuestionKind::Image => &["max-pixels", "app"],
        QuestionKind::Audio => &["quality"],
        QuestionKind::GeoPoint => &["capture-accuracy", "warning-accuracy", "allow-mock-accuracy"],
        QuestionKind::GeoTrace | QuestionKind::GeoShape => &["allow-mock-accuracy", "incremental"],
        QuestionKind::Integer
        | QuestionKind::Decimal
        | QuestionKind::Date
        | QuestionKind::PartialDate
        | QuestionKind::Time
        | QuestionKind::DateTime
        | QuestionKind::Note
        | QuestionKind::Calculate
        | QuestionKind::Hidden
        | QuestionKind::Metadata(_)
        | QuestionKind::Acknowledge
        | QuestionKind::Video
        | QuestionKind::File
        | QuestionKind::Barcode => &[],
    }
}

/// Whether the value is one that this parameter can have.
fn is_value(parameter: &str, value: &str) -> bool {
    let number = value.parse::<f64>().is_ok_and(|n| n.is_finite() && n > 0.0);
    match parameter {
        "rows" | "max-pixels" => value.parse::<u32>().is_ok_and(|n| n > 0),
        "start" | "end" => scaled(value).is_some(),
        "step" => scaled(value).is_some_and(|step| step != 0),
        "randomize" | "allow-mock-accuracy" | "incremental" => {
            matches!(value.to_lowercase().as_str(), "true" | "false")
        }
        "capture-accuracy" | "warning-accuracy" => number,
        "quality" => matches!(value, "normal" | "low" | "voice-only" | "external"),
        "seed" => value.starts_with("${") || value.parse::<f64>().is_ok_and(f64::is_finite),
        _ => true,
    }
}

pub(super) fn check(row: usize, kind: &QuestionKind, found: &BTreeMap<String, String>, faults: &mut Faults) {
    for (parameter, value) in found {
        if !known(kind).contains(&parameter.as_str()) {
            faults.survey(row, COLUMN, FormProblem::UnknownParameter { parameter: parameter.clone() });
        } else if !is_value(parameter, value) {
            let problem = FormProblem::BadParameter { parameter: parameter.clone(), value: value.clone() };
            faults.survey(row, COLUMN, problem);
        }
    }
}

/// The range that the parameters make of `range`; what they do not say stays.
pub(super) fn range(range: &Range, found: &BTreeMap<String, String>) -> Range {
    let of = |name: &str, else_say: &str| found.get(name).map_or(else_say, String::as_str).to_owned();
    Range { start: of("start", &range.start), end: of("end", &range.end), step: of("step", &range.step) }
}

pub(super) fn shuffle(row: usize, found: &BTreeMap<String, String>, faults: &mut Faults) -> Option<Shuffle> {
    if !found.get("randomize").is_some_and(|on| on.eq_ignore_ascii_case("true")) {
        if found.contains_key("seed") {
            faults.survey(row, COLUMN, FormProblem::UnknownParameter { parameter: "seed".to_owned() });
        }
        return None;
    }
    let Some(seed) = found.get("seed") else { return Some(Shuffle::Seeded) };
    match faults.truth(row, COLUMN, seed) {
        Truth::When(expression) => Some(Shuffle::By(expression)),
        Truth::Always(_) => Some(Shuffle::Seeded),
    }
}

impl Range {
    /// Whether the number stands on the scale: between start and end, a whole number of steps from the start.
    pub fn has(&self, value: &str) -> bool {
        let (Some(start), Some(end), Some(step), Some(value)) =
            (scaled(&self.start), scaled(&self.end), scaled(&self.step), scaled(value))
        else {
            return false;
        };
        let between = (start.min(end)..=start.max(end)).contains(&value);
        between && (value - start).checked_rem(step) == Some(0)
    }
}

/// A decimal number in billionths, so that steps are counted exactly.
fn scaled(text: &str) -> Option<i128> {
    let (minus, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |t: &str| !t.is_empty() && t.len() <= 18 && t.bytes().all(|b| b.is_ascii_digit());
    let part = part.trim_end_matches('0');
    let part = if part.is_empty() { "0" } else { part };
    if !plain(whole) || !plain(part) || part.len() > DECIMALS as usize {
        return None;
    }
    let behind = 10_i128.pow(DECIMALS.checked_sub(u32::try_from(part.len()).ok()?)?);
    let n = whole.parse::<i128>().ok()? * 10_i128.pow(DECIMALS) + part.parse::<i128>().ok()? * behind;
    Some(if minus { -n } else { n })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_has_its_steps_and_nothing_between() {
        let range = |start: &str, end: &str, step: &str| Range {
            start: start.to_owned(),
            end: end.to_owned(),
            step: step.to_owned(),
        };
        for (scale, value, on_it) in [
            (range("1", "10", "1"), "1", true),
            (range("1", "10", "1"), "10", true),
            (range("1", "10", "1"), "11", false),
            (range("1", "10", "1"), "1.5", false),
            (range("0", "1", "0.1"), "0.3", true),
            (range("0", "1", "0.1"), "0.30", true),
            (range("0", "1", "0.1"), "0.35", false),
            (range("-1", "1", "0.5"), "-0.5", true),
            (range("10", "1", "3"), "7", true),
            (range("1", "10", "2"), "x", false),
            (range("1", "10", "2"), "", false),
        ] {
            assert_eq!(scale.has(value), on_it, "{value} of {scale:?}");
        }
    }
}
