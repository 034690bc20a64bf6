//! What is wrong with a file of the library: which file, where in it, what, and what to do about it.

use crate::story::StoryFault;
use crate::upgrade::UpgradeFault;
use crate::wanted::{Measure, Present, Wanted};
use chrono::NaiveDate;
use forms::{ExprError, FormError};
use std::fmt;

/// One fault of a pack, a block or the life events.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The file's path inside `procedures/`, such as `1.001193/procedure.yaml`.
    pub file: String,
    /// Where in the file; `None` when the file as a whole is meant.
    pub at: Option<Position>,
    /// The keys that lead to the place: `cases[1].time_limit.rule`. Empty: the whole file.
    pub place: String,
    pub problem: Problem,
}

/// A line and a column, both counted from 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(Position { line, column }) = self.at {
            write!(f, ":{line}:{column}")?;
        }
        f.write_str(": ")?;
        if !self.place.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        self.problem.fmt(f)
    }
}

/// Why a place does not do.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error, serde::Serialize)]
pub enum Problem {
    // The file itself.
    #[error("this is not YAML: {reason}")]
    NotYaml { reason: String },
    #[error("anchors, aliases and tags are not used in these files: write the value itself")]
    AnchorOrTag,
    #[error("the file has more than {max} {what}: shorten it")]
    TooLarge { what: Measure, max: usize },
    #[error("there is no form, and a verified pack has one")]
    NoForm,
    // The schema.
    #[error("there is no key `{key}` here; known are {}", known.join(", "))]
    UnknownKey { key: String, known: Vec<String> },
    #[error("the key `{key}` stands here twice: keep one")]
    DuplicateKey { key: String },
    #[error("the key `{key}` is missing: add it")]
    MissingKey { key: &'static str },
    #[error("{expected} is expected here, not {found}")]
    Expected { expected: Wanted, found: Present },
    #[error("nothing is written here: write it, in plain words")]
    EmptyText,
    #[error("the list is empty: at least one entry is needed")]
    EmptyList,
    #[error("`{id}` is already used above: give it another name")]
    Duplicate { id: String },
    // What must fit together.
    #[error("this says {found}, the procedure says {expected}: make them the same")]
    Differs { found: String, expected: String },
    #[error("the folder is called `{folder}`: it must be called like the code")]
    OtherFolder { folder: String },
    #[error("there is no source `{id}`; known are {}", known.join(", "))]
    UnknownSource { id: String, known: Vec<String> },
    #[error("there is no life event `{id}` in life-events.yaml; known are {}", known.join(", "))]
    UnknownLifeEvent { id: String, known: Vec<String> },
    #[error("there is no procedure `{code}` in the library")]
    UnknownProcedure { code: String },
    #[error("there is no question `{name}` in the form")]
    UnknownQuestion { name: String },
    #[error("there is no paper `{id}` in procedure.yaml")]
    UnknownPaper { id: String },
    #[error("the code of a case is the procedure's code, a point and a number: `{code}.01`")]
    NotACaseOf { code: String },
    #[error("only the last case may be without `relevant`: the cases after it would never be reached")]
    UnreachableCase,
    #[error("the last case must be without `relevant`, so that every dossier has one")]
    NoCaseForTheRest,
    #[error("a condition needs a form, and this pack has none")]
    ConditionWithoutForm,
    #[error("{0}")]
    Condition(ExprError),
    #[error("{date} lies after {checked}, the day on which the pack was checked")]
    DateOutOfOrder { date: NaiveDate, checked: NaiveDate },
    #[error("the words ask for a password, passcode or OTP: say `secret: true`, so that the app warns")]
    SecretNotMarked,
    #[error(
        "`secret: true`, but the words name no password, passcode or OTP: say what is asked, or take it out"
    )]
    SecretNotSaid,
    // The form.
    #[error("{0}")]
    Form(FormError),
    #[error("the {language} text of `{column}` is missing")]
    MissingLanguage { column: String, language: &'static str },
    #[error("`{name}` is no name for a question: small letters a-z, digits and `_`, beginning with a letter")]
    NotAQuestionName { name: String },
    // Blocks.
    #[error("there is no block `{block}`; known are {}", known.join(", "))]
    UnknownBlock { block: String, known: Vec<String> },
    #[error("the block `{block}` needs `{parameter}`: add it under `with`")]
    MissingParameter { block: String, parameter: String },
    #[error("the block `{block}` has no parameter `{parameter}`")]
    UnknownParameter { block: String, parameter: String },
    #[error("the block `{block}` has no row `{row}`")]
    UnknownBlockRow { block: String, row: String },
    #[error("the name `{name}` stands in line {line} too: choose another, or another prefix for the block")]
    NameClash { name: String, line: u32 },
    #[error(
        "the list `{list}` of block `{block}` differs from the one {other}: make them the same, or rename one"
    )]
    ListDiffers { list: String, block: String, other: String },
    #[error("`{{{{{parameter}}}}}` is no parameter of this block: name it under `parameters`, or correct it")]
    UndeclaredParameter { parameter: String },
    #[error("`{{{{{parameter}}}}}` cannot stand in a choice: the forms that use a block share its lists")]
    ParameterInChoices { parameter: String },
    #[error("the parameter `{parameter}` is used nowhere in this block: take it out")]
    UnusedParameter { parameter: String },
    #[error("the names in a block begin with `{{{{p}}}}_`")]
    NoPrefix,
    #[error("blocks cannot use blocks")]
    BlockInBlock,
    // Stories and upgrades.
    #[error("story `{story}`: {fault}")]
    Story { story: String, fault: StoryFault },
    #[error("{0}")]
    Upgrade(UpgradeFault),
    #[error("at least {needed} stories are needed, there are {found}")]
    TooFewStories { needed: usize, found: usize },
}
