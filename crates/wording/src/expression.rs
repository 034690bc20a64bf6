//! Faults of an expression. People count places from 1.

use forms::ExprError as E;
use i18n::Texts;

/// What happened and what to do.
pub(crate) fn words(error: &E, t: &Texts) -> (String, String) {
    match error {
        E::UnexpectedCharacter { at, found } => (
            t.form_fault_expr_unexpected_character(at + 1, found),
            t.form_fault_expr_unexpected_character_todo(),
        ),
        E::UnterminatedText { at } => {
            (t.form_fault_expr_unterminated_text(at + 1), t.form_fault_expr_unterminated_text_todo())
        }
        E::BadReference { at } => {
            (t.form_fault_expr_bad_reference(at + 1), t.form_fault_expr_bad_reference_todo())
        }
        E::UnexpectedToken { at, found } => {
            (t.form_fault_expr_unexpected_token(at + 1, found), t.form_fault_expr_unexpected_token_todo())
        }
        E::UnexpectedEnd => (t.form_fault_expr_unexpected_end(), t.form_fault_expr_unexpected_end_todo()),
        E::Variable { at, name } => {
            (t.form_fault_expr_variable(at + 1, name), t.form_fault_expr_variable_todo(name))
        }
        E::UnknownAxis { at, name } => {
            (t.form_fault_expr_unknown_axis(at + 1, name), t.form_fault_expr_unknown_axis_todo())
        }
        E::UnknownFunction { name } => {
            (t.form_fault_expr_unknown_function(name), t.form_fault_expr_unknown_function_todo())
        }
        E::ArgumentCount { function, expected, found } => (
            t.form_fault_expr_argument_count(expected, found, function),
            t.form_fault_expr_argument_count_todo(),
        ),
        E::TooLong { max } => (t.form_fault_expr_too_long(max), t.form_fault_expr_too_long_todo()),
        E::TooDeep { max } => (t.form_fault_expr_too_deep(max), t.form_fault_expr_too_deep_todo()),
        E::BadPattern { pattern, reason } => {
            (t.form_fault_expr_bad_pattern(pattern, reason), t.form_fault_expr_bad_pattern_todo())
        }
        E::UnknownDateField { field } => {
            (t.form_fault_expr_unknown_date_field(field), t.form_fault_expr_unknown_date_field_todo())
        }
        E::UnfinishedDateFormat => {
            (t.form_fault_expr_unfinished_date_format(), t.form_fault_expr_unfinished_date_format_todo())
        }
        E::TooManySteps { max } => {
            (t.form_fault_expr_too_many_steps(max), t.form_fault_expr_too_many_steps_todo())
        }
        E::ResultTooLong { max } => {
            (t.form_fault_expr_result_too_long(max), t.form_fault_expr_result_too_long_todo())
        }
        E::TooManyNodes { max } => {
            (t.form_fault_expr_too_many_nodes(max), t.form_fault_expr_too_many_nodes_todo())
        }
        E::UnknownReference { name } => {
            (t.form_fault_unknown_reference(name), t.form_fault_unknown_reference_todo())
        }
        E::UnknownPrefix { prefix } => {
            (t.form_fault_expr_unknown_prefix(prefix), t.form_fault_expr_unknown_prefix_todo())
        }
        E::NotNodes { what } => (t.form_fault_expr_not_nodes(what), t.form_fault_expr_not_nodes_todo()),
        E::UnknownInstance { id } => {
            (t.form_fault_unknown_instance(id), t.form_fault_unknown_instance_todo())
        }
        E::BadArgument { function, expected, found } => {
            (t.form_fault_expr_bad_argument(expected, found, function), t.form_fault_expr_bad_argument_todo())
        }
    }
}
