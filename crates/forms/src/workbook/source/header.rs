//! Headers as XLSForm and pyxform accept them → the one spelling that the rows know.
//!
//! `relevance` is `relevant`, `caption::English (en)` is `label::English (en)`, `image` is `media::image`,
//! `hint:English` is `hint::English`. A header that nobody knows stays as it is.

/// Older and other spellings of columns of the sheet `survey`, in lower case, and the column.
const SURVEY: &[(&str, &str)] = &[
    ("command", "type"),
    ("tag", "name"),
    ("value", "name"),
    ("caption", "label"),
    ("guidance", "guidance_hint"),
    ("guidance hint", "guidance_hint"),
    ("relevance", "relevant"),
    ("bind::relevant", "relevant"),
    ("calculate", "calculation"),
    ("calc", "calculation"),
    ("bind::calculate", "calculation"),
    ("bind::constraint", "constraint"),
    ("bind::required", "required"),
    ("bind::readonly", "read_only"),
    ("bind::jr:constraintmsg", "constraint_message"),
    ("bind::jr:requiredmsg", "required_message"),
    ("readonly", "read_only"),
    ("read only", "read_only"),
    ("constraint message", "constraint_message"),
    ("constraint-msg", "constraint_message"),
    ("constraining message", "constraint_message"),
    ("jr:constraintmsg", "constraint_message"),
    ("required message", "required_message"),
    ("requiredmsg", "required_message"),
    ("jr:requiredmsg", "required_message"),
    ("control::appearance", "appearance"),
    ("body::appearance", "appearance"),
    ("repeat count", "repeat_count"),
    ("count", "repeat_count"),
    ("jr:count", "repeat_count"),
    ("control::jr:count", "repeat_count"),
    ("choice filter", "choice_filter"),
    ("parameter", "parameters"),
    ("image", "media::image"),
    ("big-image", "media::big-image"),
    ("audio", "media::audio"),
    ("video", "media::video"),
];

/// The same of the sheet `choices`.
const CHOICES: &[(&str, &str)] = &[
    ("list name", "list_name"),
    ("listname", "list_name"),
    ("value", "name"),
    ("caption", "label"),
    ("image", "media::image"),
    ("big-image", "media::big-image"),
    ("audio", "media::audio"),
    ("video", "media::video"),
];

/// Columns whose cells may be in several languages.
const TRANSLATED: &[&str] = &[
    "label",
    "hint",
    "guidance_hint",
    "required_message",
    "constraint_message",
    "media::image",
    "media::big-image",
    "media::audio",
    "media::video",
];

/// Columns that hold one cell; they are known in any case: `Relevant`, `TYPE`.
const PLAIN: &[&str] = &[
    "type",
    "name",
    "required",
    "relevant",
    "constraint",
    "calculation",
    "choice_filter",
    "appearance",
    "default",
    "read_only",
    "parameters",
    "repeat_count",
    "trigger",
    "list_name",
];

pub(in crate::workbook) fn survey(header: &str) -> String {
    canonical(header, SURVEY)
}

pub(in crate::workbook) fn choices(header: &str) -> String {
    canonical(header, CHOICES)
}

/// The columns of the sheet `settings`, in any case and with their older names.
pub(in crate::workbook) fn settings(header: &str) -> String {
    let header = header.split_whitespace().collect::<Vec<_>>().join("_").to_lowercase();
    match header.as_str() {
        "title" | "set_form_title" => "form_title".to_owned(),
        "id_string" | "set_form_id" => "form_id".to_owned(),
        _ => header,
    }
}

fn canonical(header: &str, aliases: &[(&str, &'static str)]) -> String {
    let joined = header.split_whitespace().collect::<Vec<_>>().join(" ");
    let header = joined.as_str();
    if let Some(column) = known(header, aliases) {
        return column.to_owned();
    }
    // The language is what stands after a known column.
    for (at, separator) in header.match_indices("::").chain(header.match_indices(':')) {
        let (Some(column), Some(language)) = (header.get(..at), header.get(at + separator.len()..)) else {
            continue;
        };
        if let Some(column) = known(column.trim(), aliases)
            && TRANSLATED.contains(&column)
            && !language.starts_with(':')
        {
            return format!("{column}::{}", language.trim());
        }
    }
    header.to_owned()
}

fn known(header: &str, aliases: &[(&str, &'static str)]) -> Option<&'static str> {
    let lower = header.to_lowercase();
    aliases
        .iter()
        .find(|(alias, _)| *alias == lower)
        .map(|(_, column)| *column)
        .or_else(|| TRANSLATED.iter().chain(PLAIN).find(|column| **column == lower).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_spelling_leads_to_its_column() {
        for (header, column) in [
            ("relevance", "relevant"),
            ("Relevant", "relevant"),
            ("calculate", "calculation"),
            ("readonly", "read_only"),
            ("read_only", "read_only"),
            ("jr:constraintMsg", "constraint_message"),
            ("jr:constraintMsg::English (en)", "constraint_message::English (en)"),
            ("constraint_message::Tiếng Việt (vi)", "constraint_message::Tiếng Việt (vi)"),
            ("caption::English (en)", "label::English (en)"),
            ("label:English", "label::English"),
            ("label :: English (en)", "label::English (en)"),
            ("image", "media::image"),
            ("media::image::English (en)", "media::image::English (en)"),
            ("audio::vi", "media::audio::vi"),
            ("bind::relevant", "relevant"),
            ("repeat count", "repeat_count"),
            ("body::accuracyThreshold", "body::accuracyThreshold"),
            ("lable", "lable"),
            ("lable::vi", "lable::vi"),
        ] {
            assert_eq!(survey(header), column, "{header}");
        }
        for (header, column) in
            [("list name", "list_name"), ("value", "name"), ("tinh", "tinh"), ("count", "count")]
        {
            assert_eq!(choices(header), column, "{header}");
        }
    }
}
