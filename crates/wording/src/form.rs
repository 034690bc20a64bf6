//! Faults of a form whose cells could be read.

use crate::expression;
use forms::FormProblem as P;
use i18n::Texts;

/// What happened and what to do.
pub(crate) fn words(problem: &P, t: &Texts) -> (String, String) {
    match problem {
        P::Missing => (t.form_fault_missing(), t.form_fault_missing_todo()),
        P::BadName { name } => (t.form_fault_bad_name(name), t.form_fault_bad_name_todo()),
        P::DuplicateName { name, first_row } => {
            (t.form_fault_duplicate_name(first_row, name), t.form_fault_duplicate_name_todo())
        }
        P::UnknownType { kind } if kind.is_empty() => (t.form_fault_no_type(), t.form_fault_no_type_todo()),
        P::UnknownType { kind } => (t.form_fault_unknown_type(kind), t.form_fault_unknown_type_todo()),
        P::NotSupported { kind } => (t.form_fault_not_supported(kind), t.form_fault_not_supported_todo()),
        P::UnknownList { list } if list.is_empty() => (t.form_fault_no_list(), t.form_fault_no_list_todo()),
        P::UnknownList { list } => (t.form_fault_unknown_list(list), t.form_fault_unknown_list_todo()),
        P::BadFileName { file } => (t.form_fault_bad_file_name(file), t.form_fault_bad_file_name_todo()),
        P::UnknownReference { name } => {
            (t.form_fault_unknown_reference(name), t.form_fault_unknown_reference_todo())
        }
        P::NotAQuestion { name } => (t.form_fault_not_a_question(name), t.form_fault_not_a_question_todo()),
        P::LastSaved { name } => (t.form_fault_last_saved(name), t.form_fault_last_saved_todo()),
        P::BareName { name } => (t.form_fault_bare_name(name), t.form_fault_bare_name_todo(name)),
        P::UnknownChoiceColumn { name } => {
            (t.form_fault_unknown_choice_column(name), t.form_fault_unknown_choice_column_todo())
        }
        P::UnknownInstance { name } => {
            (t.form_fault_unknown_instance(name), t.form_fault_unknown_instance_todo())
        }
        P::Expression(error) => expression::words(error, t),
        P::Cycle { path } => (t.form_fault_cycle(path.join(" → ")), t.form_fault_cycle_todo()),
        P::EndWithoutBegin => (t.form_fault_end_without_begin(), t.form_fault_end_without_begin_todo()),
        P::WrongEnd { begin_row } => (t.form_fault_wrong_end(begin_row), t.form_fault_wrong_end_todo()),
        P::GroupNotClosed => (t.form_fault_group_not_closed(), t.form_fault_group_not_closed_todo()),
        P::UnknownParameter { parameter } => {
            (t.form_fault_unknown_parameter(parameter), t.form_fault_unknown_parameter_todo())
        }
        P::BadParameter { parameter, value } => {
            (t.form_fault_bad_parameter(parameter, value), t.form_fault_bad_parameter_todo())
        }
        P::BadDefault { value } => (t.form_fault_bad_default(value), t.form_fault_bad_default_todo()),
        P::BadTrigger => (t.form_fault_bad_trigger(), t.form_fault_bad_trigger_todo()),
        P::TooManyRows { max } => (t.form_fault_too_many_rows(max), t.form_fault_too_many_rows_todo()),
        P::TooDeep { max } => (t.form_fault_nested_too_deep(max), t.form_fault_nested_too_deep_todo()),
        P::UnknownColumn { column } => {
            (t.form_fault_unknown_column(column), t.form_fault_unknown_column_todo())
        }
        P::PathToNowhere { path } => {
            (t.form_fault_path_to_nowhere(path), t.form_fault_path_to_nowhere_todo())
        }
        P::IgnoredType { kind } => (t.form_fault_ignored_type(kind), t.form_fault_ignored_type_todo()),
        P::IgnoredSheet { name } => (t.form_fault_ignored_sheet(name), t.form_fault_ignored_sheet_todo()),
    }
}
