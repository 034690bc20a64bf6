//! Faults of a workbook.

use forms::workbook::{OtherFile, WorkbookProblem as P};
use i18n::Texts;

/// What happened and what to do.
pub(crate) fn words(problem: &P, t: &Texts) -> (String, String) {
    match problem {
        P::EmptyFile => (t.form_fault_empty_file(), t.form_fault_empty_file_todo()),
        P::FileTooLarge { max } => {
            (t.form_fault_file_too_large(megabytes(*max)), t.form_fault_file_too_large_todo())
        }
        P::UnpacksTooLarge { max } => {
            (t.form_fault_unpacks_too_large(megabytes(*max)), t.form_fault_unpacks_too_large_todo())
        }
        P::NotAWorkbook { found } => other_file(*found, t),
        P::Encrypted => (t.form_fault_encrypted(), t.form_fault_encrypted_todo()),
        P::Damaged { part } => (t.form_fault_damaged(part), t.form_fault_damaged_todo()),
        P::DocumentType { part } => (t.form_fault_document_type(part), t.form_fault_document_type_todo()),
        P::NotUtf8 => (t.form_fault_not_utf8(), t.form_fault_not_utf8_todo()),
        P::NotYaml { reason } => (t.form_fault_not_yaml(reason), t.form_fault_not_yaml_todo()),
        P::NotCsv => (t.form_fault_not_csv(), t.form_fault_not_csv_todo()),
        P::NoSheet { sheet } => (t.form_fault_no_sheet(sheet), t.form_fault_no_sheet_todo(sheet)),
        P::SheetTwice => (t.form_fault_sheet_twice(), t.form_fault_sheet_twice_todo()),
        P::NoHeader => (t.form_fault_no_header(), t.form_fault_no_header_todo()),
        P::NoColumn { column } => (t.form_fault_no_column(column), t.form_fault_no_column_todo()),
        P::ColumnTwice { column, first } => {
            (t.form_fault_column_twice(column, first), t.form_fault_column_twice_todo())
        }
        P::TooManyRows { max } => {
            (t.form_fault_too_many_sheet_rows(max), t.form_fault_too_many_sheet_rows_todo())
        }
        P::TooManyColumns { max } => {
            (t.form_fault_too_many_columns(max), t.form_fault_too_many_columns_todo())
        }
        P::TooManyCells { max } => (t.form_fault_too_many_cells(max), t.form_fault_too_many_cells_todo()),
        P::TooMuchText { max } => {
            (t.form_fault_too_much_text(megabytes(*max)), t.form_fault_too_much_text_todo())
        }
        P::SecondSettingsRow => (t.form_fault_second_settings_row(), t.form_fault_second_settings_row_todo()),
        P::CellTooLong { max } => (t.form_fault_cell_too_long(max), t.form_fault_cell_too_long_todo()),
        P::Formula => (t.form_fault_formula(), t.form_fault_formula_todo()),
        P::ErrorValue { value } => (t.form_fault_error_value(value), t.form_fault_error_value_todo()),
        P::Merged { range } => (t.form_fault_merged(range), t.form_fault_merged_todo()),
        P::DateInText { iso } => (t.form_fault_date_in_text(iso), t.form_fault_date_in_text_todo()),
        P::Duration => (t.form_fault_duration(), t.form_fault_duration_todo()),
        P::SheetNotUsed => (t.form_fault_sheet_not_used(), t.form_fault_sheet_not_used_todo()),
        P::SheetNameNear { meant } => {
            (t.form_fault_sheet_name_near(meant), t.form_fault_sheet_name_near_todo(meant))
        }
        P::ColumnNotUsed => (t.form_fault_column_not_used(), t.form_fault_column_not_used_todo()),
        P::TextWithoutHeader => (t.form_fault_text_without_header(), t.form_fault_text_without_header_todo()),
        P::RowNotUsed => (t.form_fault_row_not_used(), t.form_fault_row_not_used_todo()),
        P::TruthForText { written, read_as } => (
            t.form_fault_truth_for_text(read_as.to_string(), written),
            t.form_fault_truth_for_text_todo(written),
        ),
    }
}

fn other_file(found: OtherFile, t: &Texts) -> (String, String) {
    match found {
        OtherFile::OldExcel => (t.form_fault_old_excel(), t.form_fault_old_excel_todo()),
        OtherFile::BinaryExcel => (t.form_fault_binary_excel(), t.form_fault_binary_excel_todo()),
        OtherFile::WebPage => (t.form_fault_web_page(), t.form_fault_web_page_todo()),
        OtherFile::OpenDocument => (t.form_fault_open_document(), t.form_fault_open_document_todo()),
        OtherFile::OtherOffice => (t.form_fault_other_office(), t.form_fault_other_office_todo()),
        OtherFile::Unknown => (t.form_fault_not_a_workbook(), t.form_fault_not_a_workbook_todo()),
    }
}

fn megabytes(bytes: usize) -> usize {
    bytes.div_ceil(1 << 20)
}
