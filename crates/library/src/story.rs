//! Stories: synthetic families who fill a form, and what must then be true.
//!
//! Pure: a story brings its own day, so it says the same in every year.

mod read;
mod run;

pub use run::{StoryFault, run};

use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A family of `stories.yaml`. Nobody in it exists.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Story {
    pub name: String,
    /// The day on which the form is filled.
    pub today: NaiveDate,
    pub answers: BTreeMap<String, String>,
    /// Whether nothing is unfinished. Left out: yes, unless problems are expected.
    pub complete: Option<bool>,
    /// Questions that must be relevant, and those that must not.
    pub asked: Vec<String>,
    pub not_asked: Vec<String>,
    /// Exactly the papers that apply, in order.
    pub papers: Option<Vec<String>>,
    pub case: Option<String>,
    /// The Vietnamese `what` of exactly the fees that apply, in order.
    pub fees: Option<Vec<String>>,
    /// Whether the answers show that an exemption applies.
    pub exempt: Option<bool>,
    /// Computed values.
    pub values: BTreeMap<String, String>,
    /// Question → what is wrong with its answer: `required`, `constraint`, `not_a_date`, …
    pub problems: BTreeMap<String, String>,
}
