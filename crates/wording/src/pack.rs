//! Faults of a procedure pack: its files, their schema, and what must fit together.

use crate::{expression, form, story, upgrade};
use i18n::{Language, Texts};
use library::{Measure, Present, Problem as P, Wanted};

/// With what the names of a block begin.
const PREFIX_MARK: &str = "{{p}}_";

/// What happened and what to do.
pub(crate) fn words(problem: &P, t: &Texts) -> (String, String) {
    match problem {
        P::NotYaml { reason } => (t.pack_fault_not_yaml(reason), t.pack_fault_not_yaml_todo()),
        P::AnchorOrTag => (t.pack_fault_anchor(), t.pack_fault_anchor_todo()),
        P::TooLarge { what: Measure::Levels, max } => {
            (t.pack_fault_too_many_levels(max), t.pack_fault_too_many_levels_todo())
        }
        P::TooLarge { what: Measure::Values, max } => {
            (t.pack_fault_too_many_values(max), t.pack_fault_too_many_values_todo())
        }
        P::NoForm => (t.pack_fault_no_form(), t.pack_fault_no_form_todo()),
        P::UnknownKey { key, known } => {
            (t.pack_fault_unknown_key(key), t.pack_fault_unknown_key_todo(known.join(", ")))
        }
        P::DuplicateKey { key } => (t.pack_fault_duplicate_key(key), t.pack_fault_duplicate_key_todo()),
        P::MissingKey { key } => (t.pack_fault_missing_key(key), t.pack_fault_missing_key_todo()),
        P::Expected { expected, found } => {
            (t.pack_fault_expected(present(found, t), wanted(*expected, t)), t.pack_fault_expected_todo())
        }
        P::EmptyText => (t.pack_fault_empty_text(), t.pack_fault_empty_text_todo()),
        P::EmptyList => (t.pack_fault_empty_list(), t.pack_fault_empty_list_todo()),
        P::Duplicate { id } => (t.pack_fault_duplicate(id), t.pack_fault_duplicate_todo()),
        P::Differs { found, expected } => {
            (t.pack_fault_differs(expected, found), t.pack_fault_differs_todo())
        }
        P::OtherFolder { folder } => (t.pack_fault_other_folder(folder), t.pack_fault_other_folder_todo()),
        P::UnknownSource { id, known } => {
            (t.pack_fault_unknown_source(id), t.pack_fault_unknown_source_todo(known.join(", ")))
        }
        P::UnknownLifeEvent { id, known } => {
            (t.pack_fault_unknown_life_event(id), t.pack_fault_unknown_life_event_todo(known.join(", ")))
        }
        P::UnknownProcedure { code } => {
            (t.pack_fault_unknown_procedure(code), t.pack_fault_unknown_procedure_todo())
        }
        P::UnknownQuestion { name } => {
            (t.pack_fault_unknown_question(name), t.pack_fault_unknown_question_todo())
        }
        P::UnknownPaper { id } => (t.pack_fault_unknown_paper(id), t.pack_fault_unknown_paper_todo()),
        P::NotACaseOf { code } => (t.pack_fault_not_a_case_of(), t.pack_fault_not_a_case_of_todo(code)),
        P::UnreachableCase => (t.pack_fault_unreachable_case(), t.pack_fault_unreachable_case_todo()),
        P::NoCaseForTheRest => {
            (t.pack_fault_no_case_for_the_rest(), t.pack_fault_no_case_for_the_rest_todo())
        }
        P::ConditionWithoutForm => {
            (t.pack_fault_condition_without_form(), t.pack_fault_condition_without_form_todo())
        }
        P::Condition(error) => expression::words(error, t),
        P::DateOutOfOrder { date, checked } => {
            (t.pack_fault_date_out_of_order(checked, date), t.pack_fault_date_out_of_order_todo())
        }
        P::SecretNotMarked => (t.pack_fault_secret_not_marked(), t.pack_fault_secret_not_marked_todo()),
        P::SecretNotSaid => (t.pack_fault_secret_not_said(), t.pack_fault_secret_not_said_todo()),
        P::Form(error) => form::words(&error.problem, t),
        P::MissingLanguage { column, language } => (
            t.pack_fault_missing_language(column, language_name(language, t)),
            t.pack_fault_missing_language_todo(),
        ),
        P::NotAQuestionName { name } => {
            (t.pack_fault_not_a_question_name(name), t.pack_fault_not_a_question_name_todo())
        }
        P::UnknownBlock { block, known } => {
            (t.pack_fault_unknown_block(block), t.pack_fault_unknown_block_todo(known.join(", ")))
        }
        P::MissingParameter { block, parameter } => {
            (t.pack_fault_missing_parameter(block, parameter), t.pack_fault_missing_parameter_todo())
        }
        P::UnknownParameter { block, parameter } => (
            t.pack_fault_unknown_block_parameter(block, parameter),
            t.pack_fault_unknown_block_parameter_todo(),
        ),
        P::UnknownBlockRow { block, row } => {
            (t.pack_fault_unknown_block_row(block, row), t.pack_fault_unknown_block_row_todo())
        }
        P::NameClash { name, line } => (t.pack_fault_name_clash(line, name), t.pack_fault_name_clash_todo()),
        P::ListDiffers { list, block, other: _ } => {
            (t.pack_fault_list_differs(block, list), t.pack_fault_list_differs_todo())
        }
        P::UndeclaredParameter { parameter } => {
            (t.pack_fault_undeclared_parameter(parameter), t.pack_fault_undeclared_parameter_todo())
        }
        P::ParameterInChoices { parameter } => {
            (t.pack_fault_parameter_in_choices(parameter), t.pack_fault_parameter_in_choices_todo())
        }
        P::UnusedParameter { parameter } => {
            (t.pack_fault_unused_parameter(parameter), t.pack_fault_unused_parameter_todo())
        }
        P::NoPrefix => (t.pack_fault_no_prefix(), t.pack_fault_no_prefix_todo(PREFIX_MARK)),
        P::BlockInBlock => (t.pack_fault_block_in_block(), t.pack_fault_block_in_block_todo()),
        P::Story { story, fault } => {
            let (happened, to_do) = story::words(fault, t);
            (t.pack_fault_in_story(happened, story), to_do)
        }
        P::Upgrade(fault) => upgrade::words(fault, t),
        P::TooFewStories { needed, found } => {
            (t.pack_fault_too_few_stories(found, needed), t.pack_fault_too_few_stories_todo())
        }
    }
}

fn wanted(wanted: Wanted, t: &Texts) -> String {
    match wanted {
        Wanted::Key => t.pack_fault_wanted_key(),
        Wanted::Map => t.pack_fault_wanted_map(),
        Wanted::List => t.pack_fault_wanted_list(),
        Wanted::Rows => t.pack_fault_wanted_rows(),
        Wanted::Text => t.pack_fault_wanted_text(),
        Wanted::YesOrNo => t.pack_fault_wanted_yes_or_no(),
        Wanted::Number => t.pack_fault_wanted_number(),
        Wanted::SmallNumber => t.pack_fault_wanted_small_number(),
        Wanted::Hour => t.pack_fault_wanted_hour(),
        Wanted::Date => t.pack_fault_wanted_date(),
        Wanted::Handling => t.pack_fault_wanted_handling(),
        Wanted::Channel => t.pack_fault_wanted_channel(),
        Wanted::LimitKind => t.pack_fault_wanted_limit_kind(),
        Wanted::FittingPath => t.pack_fault_wanted_fitting_path(),
    }
}

fn present(present: &Present, t: &Texts) -> String {
    match present {
        Present::Nothing => t.pack_fault_present_nothing(),
        Present::Text(text) => t.pack_fault_present_text(text),
        Present::List => t.pack_fault_present_list(),
        Present::Map => t.pack_fault_present_map(),
    }
}

/// The code itself for a language that the pages do not speak.
fn language_name(code: &str, t: &Texts) -> String {
    match Language::from_code(code) {
        Some(Language::Vi) => t.pack_fault_language_vi(),
        Some(Language::En) => t.pack_fault_language_en(),
        None => code.to_owned(),
    }
}
