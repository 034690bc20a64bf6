//! A form that was checked and can be filled in.

mod cells;
mod condition;
mod default;
mod filter;
mod graph;
mod itext;
mod kind;
mod lists;
mod load;
mod naming;
mod parameters;
mod rows;
mod text;
mod uses;

pub use condition::Condition;
pub(crate) use filter::{Equality, Filter};
pub(crate) use graph::{Graph, Part, Reach};
pub(crate) use text::Text;
pub(crate) use uses::ROOT;

use crate::session::Session;
use crate::xpath::Expr;
use crate::{ChoiceList, Environment, Evaluation, FormError, QuestionKind, Translated};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A loaded form. Expressions are parsed, names resolved, and the order of computation is fixed. Cheap to
/// clone.
///
/// **Invariant:** every reference in it names a question, group or repeat of it, and no value depends on
/// itself.
#[derive(Clone, PartialEq, Debug)]
pub struct Form(pub(crate) Arc<Definition>);

/// What a form says.
#[derive(PartialEq, Debug, Default)]
pub(crate) struct Definition {
    pub(crate) id: String,
    pub(crate) version: String,
    pub(crate) instance_name: Option<Expression>,
    pub(crate) sections: Vec<Section>,
    /// Groups, repeats and questions in the order of the sheet; what stands in a group follows it.
    pub(crate) items: Vec<Item>,
    pub(crate) by_name: HashMap<String, usize>,
    pub(crate) graph: Graph,
    /// By item: whether it can change whom the dossier is about.
    pub(crate) naming: Vec<bool>,
    pub(crate) lists: Vec<Arc<ChoiceList>>,
    pub(crate) lists_by_name: HashMap<String, usize>,
    /// Files that the form looks into, by name.
    pub(crate) documents: Vec<String>,
    pub(crate) warnings: Vec<FormError>,
}

/// What one screen shows: a top-level group or repeat, or a run of questions outside any.
#[derive(PartialEq, Debug)]
pub(crate) struct Section {
    /// The group or repeat that is the section.
    pub(crate) item: Option<usize>,
    /// The items at its top: the group's own, or the run.
    pub(crate) members: Vec<usize>,
}

/// A row of the survey that is filled in or holds such rows.
#[derive(PartialEq, Debug)]
pub(crate) struct Item {
    pub(crate) row: usize,
    pub(crate) name: String,
    pub(crate) label: Text,
    pub(crate) hint: Text,
    pub(crate) appearance: String,
    /// The group or repeat around it.
    pub(crate) parent: Option<usize>,
    /// The repeats around it, outermost first.
    pub(crate) repeats: Vec<usize>,
    pub(crate) children: Vec<usize>,
    /// One behind the last item that stands in it.
    pub(crate) end: usize,
    pub(crate) section: usize,
    pub(crate) relevant: Option<Expression>,
    pub(crate) what: What,
}

#[derive(PartialEq, Debug)]
pub(crate) enum What {
    Group,
    /// `count`: says how many instances there are.
    Repeat {
        count: Option<Expression>,
    },
    Question(Box<Question>),
}

/// What only a question has.
#[derive(PartialEq, Debug)]
pub(crate) struct Question {
    pub(crate) kind: QuestionKind,
    pub(crate) guidance_hint: Text,
    /// Label, hint and guidance without answers in them.
    pub(crate) aloud: Arc<[Translated; 3]>,
    pub(crate) media: Arc<BTreeMap<String, Translated>>,
    pub(crate) parameters: Arc<BTreeMap<String, String>>,
    pub(crate) required: Truth,
    pub(crate) required_message: Text,
    pub(crate) read_only: Truth,
    pub(crate) constraint: Option<Expression>,
    pub(crate) constraint_message: Text,
    pub(crate) calculation: Option<Expression>,
    /// The questions whose change computes the calculation; empty: it follows all that it reads.
    pub(crate) triggers: Vec<usize>,
    pub(crate) default: Initial,
    pub(crate) list: Option<usize>,
    pub(crate) filter: Option<Filter>,
    /// Selects the rows where an index cannot: what the filter asks of each row, and the shuffle.
    pub(crate) selection: Option<Expression>,
    /// `Some`: the choices are shuffled.
    pub(crate) shuffle: Option<Shuffle>,
}

/// Where a shuffle begins.
#[derive(PartialEq, Debug)]
pub(crate) enum Shuffle {
    /// The environment's seed.
    Seeded,
    By(Expression),
}

/// `yes`, empty, or an expression.
#[derive(PartialEq, Debug)]
pub(crate) enum Truth {
    Always(bool),
    When(Expression),
}

#[derive(PartialEq, Debug)]
pub(crate) enum Initial {
    Text(String),
    Computed(Expression),
}

/// An expression of a cell.
#[derive(PartialEq, Debug)]
pub(crate) struct Expression {
    pub(crate) column: &'static str,
    pub(crate) expr: Expr,
    /// It reads the question's own value, as `.` or `once()` do.
    pub(crate) reads_itself: bool,
    /// It calls `once()`: what it gives first is kept.
    pub(crate) once: bool,
}

impl Item {
    pub(crate) fn question(&self) -> Option<&Question> {
        match &self.what {
            What::Question(question) => Some(question),
            What::Group | What::Repeat { .. } => None,
        }
    }
    pub(crate) const fn is_repeat(&self) -> bool {
        matches!(self.what, What::Repeat { .. })
    }
}

impl Definition {
    pub(crate) fn item(&self, index: usize) -> Option<&Item> {
        self.items.get(index)
    }
}

impl Form {
    /// The column `form_id` of the settings.
    pub fn id(&self) -> &str {
        &self.0.id
    }
    /// The column `version` of the settings.
    pub fn version(&self) -> &str {
        &self.0.version
    }
    /// Names of all questions, in order.
    pub fn question_names(&self) -> impl Iterator<Item = &str> {
        self.0.items.iter().filter(|i| i.question().is_some()).map(|i| i.name.as_str())
    }
    /// What kind of answer a question takes; `None` when there is no such question.
    pub fn kind(&self, name: &str) -> Option<&QuestionKind> {
        let item = self.0.by_name.get(name).and_then(|i| self.0.items.get(*i))?;
        item.question().map(|q| &q.kind)
    }
    /// Names of the repeats around a question, outermost first; empty also for an unknown name.
    pub fn repeats_around(&self, name: &str) -> Vec<&str> {
        let item = self.0.by_name.get(name).and_then(|i| self.0.items.get(*i));
        item.into_iter()
            .flat_map(|item| &item.repeats)
            .filter_map(|r| self.0.items.get(*r))
            .map(|repeat| repeat.name.as_str())
            .collect()
    }
    /// What does not hinder the form, but its author should know.
    pub fn warnings(&self) -> &[FormError] {
        &self.0.warnings
    }
    /// The list of a select, also of one in a repeat; `None` for lists from files.
    pub fn choice_list(&self, name: &str) -> Option<&Arc<ChoiceList>> {
        let item = self.0.by_name.get(name).and_then(|i| self.0.items.get(*i))?;
        item.question().and_then(|q| q.list).and_then(|list| self.0.lists.get(list))
    }
    /// The whole form at this moment. Answers to questions that the form does not have are ignored.
    pub fn evaluate(&self, answers: &BTreeMap<String, String>, environment: &Environment<'_>) -> Evaluation {
        Session::new(self, answers, environment).into_evaluation()
    }
    /// Whom or what the dossier is about, by the settings' `instance_name`; empty while not answered.
    pub fn instance_name(&self, answers: &BTreeMap<String, String>, environment: &Environment<'_>) -> String {
        if self.0.instance_name.is_none() {
            return String::new();
        }
        Session::for_the_name(self, answers, environment).instance_name(environment)
    }
}
