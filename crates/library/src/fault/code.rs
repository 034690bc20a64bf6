//! What the edge makes its sentences from: a name for each kind of problem, and what is to be put into it.

use super::Problem;

impl Problem {
    /// A name that stays: `unknown_key`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotYaml { .. } => "not_yaml",
            Self::AnchorOrTag => "anchor_or_tag",
            Self::TooLarge { .. } => "too_large",
            Self::NoFile { .. } => "no_file",
            Self::UnknownKey { .. } => "unknown_key",
            Self::DuplicateKey { .. } => "duplicate_key",
            Self::MissingKey { .. } => "missing_key",
            Self::Expected { .. } => "expected",
            Self::EmptyText => "empty_text",
            Self::EmptyList => "empty_list",
            Self::Duplicate { .. } => "duplicate",
            Self::Differs { .. } => "differs",
            Self::OtherFolder { .. } => "other_folder",
            Self::UnknownSource { .. } => "unknown_source",
            Self::UnknownLifeEvent { .. } => "unknown_life_event",
            Self::UnknownProcedure { .. } => "unknown_procedure",
            Self::UnknownQuestion { .. } => "unknown_question",
            Self::UnknownPaper { .. } => "unknown_paper",
            Self::NotACaseOf { .. } => "not_a_case_of",
            Self::UnreachableCase => "unreachable_case",
            Self::NoCaseForTheRest => "no_case_for_the_rest",
            Self::ConditionWithoutForm => "condition_without_form",
            Self::Condition(_) => "condition",
            Self::DateOutOfOrder { .. } => "date_out_of_order",
            Self::VerifiedNeeds(_) => "verified_needs",
            Self::SecretNotMarked => "secret_not_marked",
            Self::SecretNotSaid => "secret_not_said",
            Self::Form(_) => "form",
            Self::MissingLanguage { .. } => "missing_language",
            Self::NotAQuestionName { .. } => "not_a_question_name",
            Self::UnknownBlock { .. } => "unknown_block",
            Self::MissingParameter { .. } => "missing_parameter",
            Self::UnknownParameter { .. } => "unknown_parameter",
            Self::UnknownBlockRow { .. } => "unknown_block_row",
            Self::NameClash { .. } => "name_clash",
            Self::ListDiffers { .. } => "list_differs",
            Self::UndeclaredParameter { .. } => "undeclared_parameter",
            Self::UnusedParameter { .. } => "unused_parameter",
            Self::NoPrefix => "no_prefix",
            Self::BlockInBlock => "block_in_block",
            Self::Story { .. } => "story",
            Self::Upgrade(_) => "upgrade",
            Self::TooFewStories { .. } => "too_few_stories",
        }
    }
    /// What the sentence is about, by name. Faults of forms, stories and upgrades are whole sentences here.
    pub fn data(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NotYaml { reason } => vec![("reason", reason.to_string())],
            Self::TooLarge { what, max } => vec![("what", (*what).to_owned()), ("max", max.to_string())],
            Self::NoFile { why } => vec![("why", (*why).to_owned())],
            Self::UnknownKey { key, known } => vec![("key", key.to_string()), ("known", known.join(", "))],
            Self::DuplicateKey { key } => vec![("key", key.to_string())],
            Self::MissingKey { key } => vec![("key", (*key).to_owned())],
            Self::Expected { expected, found } => {
                vec![("expected", (*expected).to_owned()), ("found", found.to_string())]
            }
            Self::Duplicate { id } => vec![("id", id.to_string())],
            Self::Differs { found, expected } => {
                vec![("found", found.to_string()), ("expected", expected.to_string())]
            }
            Self::OtherFolder { folder } => vec![("folder", folder.to_string())],
            Self::UnknownSource { id, known } => vec![("id", id.to_string()), ("known", known.join(", "))],
            Self::UnknownLifeEvent { id, known } => vec![("id", id.to_string()), ("known", known.join(", "))],
            Self::UnknownProcedure { code } => vec![("code", code.to_string())],
            Self::UnknownQuestion { name } => vec![("name", name.to_string())],
            Self::UnknownPaper { id } => vec![("id", id.to_string())],
            Self::NotACaseOf { code } => vec![("code", code.to_string())],
            Self::Condition(what) => vec![("what", what.to_string())],
            Self::DateOutOfOrder { date, other, what } => {
                vec![("date", date.to_string()), ("other", other.to_string()), ("what", (*what).to_owned())]
            }
            Self::VerifiedNeeds(what) => vec![("what", what.to_string())],
            Self::Form(what) => vec![("what", what.to_string())],
            Self::MissingLanguage { column, language } => {
                vec![("column", column.to_string()), ("language", (*language).to_owned())]
            }
            Self::NotAQuestionName { name } => vec![("name", name.to_string())],
            Self::UnknownBlock { block, known } => {
                vec![("block", block.to_string()), ("known", known.join(", "))]
            }
            Self::MissingParameter { block, parameter } => {
                vec![("block", block.to_string()), ("parameter", parameter.to_string())]
            }
            Self::UnknownParameter { block, parameter } => {
                vec![("block", block.to_string()), ("parameter", parameter.to_string())]
            }
            Self::UnknownBlockRow { block, row } => {
                vec![("block", block.to_string()), ("row", row.to_string())]
            }
            Self::NameClash { name, line } => vec![("name", name.to_string()), ("line", line.to_string())],
            Self::ListDiffers { list, block, other } => {
                vec![("list", list.to_string()), ("block", block.to_string()), ("other", other.to_string())]
            }
            Self::UndeclaredParameter { parameter } => vec![("parameter", parameter.to_string())],
            Self::UnusedParameter { parameter } => vec![("parameter", parameter.to_string())],
            Self::Story { story, fault } => vec![("story", story.to_string()), ("fault", fault.to_string())],
            Self::Upgrade(what) => vec![("what", what.to_string())],
            Self::TooFewStories { needed, found } => {
                vec![("needed", needed.to_string()), ("found", found.to_string())]
            }
            Self::AnchorOrTag
            | Self::EmptyText
            | Self::EmptyList
            | Self::UnreachableCase
            | Self::NoCaseForTheRest
            | Self::ConditionWithoutForm
            | Self::SecretNotMarked
            | Self::SecretNotSaid
            | Self::NoPrefix
            | Self::BlockInBlock => Vec::new(),
        }
    }
}
