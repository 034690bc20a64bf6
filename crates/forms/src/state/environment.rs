//! What an evaluation takes from outside.

use crate::ChoiceList;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};

/// Seconds that Vietnam is ahead of UTC.
const VIETNAM: i32 = 7 * 3600;

/// What an evaluation takes from outside: nothing in this crate has a clock or reads a file.
#[derive(Clone, Copy, Debug)]
pub struct Environment<'a> {
    /// Now where the form is filled in; its offset is the time zone.
    pub now: DateTime<FixedOffset>,
    /// Where `random()`, `uuid()` and a shuffled list begin; the same seed gives the same form.
    pub seed: u64,
    /// In which language `jr:choice-name` and `jr:itext` answer: `vi`, `en`.
    pub language: &'a str,
    /// For questions of the types `deviceid`, `username`, `phonenumber` and `email`; empty: not known.
    pub device_id: &'a str,
    pub username: &'a str,
    pub phone_number: &'a str,
    pub email: &'a str,
    /// The lists behind `select_one_from_file`, `pulldata()` and `instance()`; `None`: any answer to such a
    /// question is taken.
    pub files: Option<&'a dyn ChoiceFiles>,
}

impl<'a> Environment<'a> {
    /// The beginning of a day in Vietnam.
    pub fn new(today: NaiveDate) -> Self {
        Self::at(NaiveDateTime::new(today, NaiveTime::MIN))
    }
    /// A moment in Vietnam.
    pub fn at(now: NaiveDateTime) -> Self {
        let now = FixedOffset::east_opt(VIETNAM)
            .and_then(|vietnam| vietnam.from_local_datetime(&now).single())
            .unwrap_or_default();
        Self {
            now,
            seed: 0,
            language: "vi",
            device_id: "",
            username: "",
            phone_number: "",
            email: "",
            files: None,
        }
    }
    #[must_use]
    pub fn with_files(self, files: &'a dyn ChoiceFiles) -> Self {
        Self { files: Some(files), ..self }
    }
    /// Today in the time zone of `now`.
    pub fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }
}

/// Lists too long for the sheet `choices`, such as `communes.csv`.
pub trait ChoiceFiles: std::fmt::Debug {
    /// Whether `name` is a row of `file`; `None` when there is no such file.
    fn contains(&self, file: &str, name: &str) -> Option<bool> {
        self.list(file).map(|list| list.row_of(name).is_some())
    }
    /// The rows of `file`; `None` when there is no such file or its rows cannot be handed out. Needed for
    /// filters over a file, `pulldata()` and `instance()`.
    fn list(&self, file: &str) -> Option<&ChoiceList> {
        let _not_handed_out = file;
        None
    }
}
