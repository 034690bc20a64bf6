//! What is wrong with a table of settings.

use i18n::Texts;

/// One fault of a table, without its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SheetProblem {
    /// The file is no table, or no text.
    Unreadable,
    /// A column that must be there is not.
    ColumnMissing {
        columns: String,
    },
    ColumnUnknown {
        column: String,
        columns: String,
    },
    /// The line has more or fewer cells than the names of the columns.
    Cells {
        wanted: usize,
        found: usize,
    },
    Empty,
    TooLong {
        most: usize,
    },
    TooMany {
        most: usize,
    },
    NotADate {
        text: String,
    },
    NotAWord {
        text: String,
        words: String,
    },
    Twice {
        text: String,
        line: u64,
    },
    /// A make-up day that is worked anyway.
    WorkedAnyway,
    NotATime {
        text: String,
    },
    /// A setting that must be there is not.
    SettingMissing {
        setting: String,
    },
    /// Hours that do not follow one another.
    Hours,
    /// Only one end of a Saturday's hours.
    HalfASaturday,
    NumberNoDay,
    NumberNoSequence,
    NumberUnknown {
        place: String,
    },
    NumberLetter {
        letter: char,
    },
    NumberTwice {
        place: String,
    },
    UserUnknown {
        user: String,
    },
    FieldUnknown {
        field: String,
        known: String,
    },
    FieldsOfNobody,
    TeamLeadOfNoTeam,
    NoAdministrator,
}

/// What happened and what to do.
pub(crate) fn words(problem: &SheetProblem, t: &Texts) -> (String, String) {
    use SheetProblem as P;
    match problem {
        P::Unreadable => (t.sheet_unreadable(), t.sheet_unreadable_todo()),
        P::ColumnMissing { columns } => (t.sheet_column_missing(columns), t.sheet_column_missing_todo()),
        P::ColumnUnknown { column, columns } => {
            (t.sheet_column_unknown(column), t.sheet_column_unknown_todo(columns))
        }
        P::Cells { wanted, found } => (t.sheet_cells(found, wanted), t.sheet_cells_todo()),
        P::Empty => (t.sheet_empty(), t.sheet_empty_todo()),
        P::TooLong { most } => (t.sheet_too_long(most), t.sheet_too_long_todo()),
        P::TooMany { most } => (t.sheet_too_many(most), t.sheet_too_many_todo()),
        P::NotADate { text } => (t.sheet_not_a_date(text), t.sheet_not_a_date_todo()),
        P::NotAWord { text, words } => (t.sheet_not_a_word(text), t.sheet_not_a_word_todo(words)),
        P::Twice { text, line } => (t.sheet_twice(line, text), t.sheet_twice_todo()),
        P::WorkedAnyway => (t.sheet_worked_anyway(), t.sheet_worked_anyway_todo()),
        P::NotATime { text } => (t.sheet_not_a_time(text), t.sheet_not_a_time_todo()),
        P::SettingMissing { setting } => (t.sheet_setting_missing(setting), t.sheet_setting_missing_todo()),
        P::Hours => (t.sheet_hours(), t.sheet_hours_todo()),
        P::HalfASaturday => (t.sheet_half_a_saturday(), t.sheet_half_a_saturday_todo()),
        P::NumberNoDay => (t.sheet_number_no_day(), t.sheet_number_todo()),
        P::NumberNoSequence => (t.sheet_number_no_sequence(), t.sheet_number_todo()),
        P::NumberUnknown { place } => (t.sheet_number_unknown(place), t.sheet_number_todo()),
        P::NumberLetter { letter } => {
            (t.sheet_number_letter(letter.to_string()), t.sheet_number_letter_todo())
        }
        P::NumberTwice { place } => (t.sheet_number_twice(place), t.sheet_number_todo()),
        P::UserUnknown { user } => (t.sheet_user_unknown(user), t.sheet_user_unknown_todo()),
        P::FieldUnknown { field, known } => (t.sheet_field_unknown(field), t.sheet_field_unknown_todo(known)),
        P::FieldsOfNobody => (t.sheet_fields_of_nobody(), t.sheet_fields_of_nobody_todo()),
        P::TeamLeadOfNoTeam => (t.sheet_team_lead_of_no_team(), t.sheet_team_lead_of_no_team_todo()),
        P::NoAdministrator => (t.sheet_no_administrator(), t.sheet_no_administrator_todo()),
    }
}
