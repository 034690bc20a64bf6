//! What a move to a new version would do to the answers of a draft, before anybody agrees to it.
//!
//! **Invariant:** no value is lost unnoticed: each old answer is kept, moved, split, dropped or unknown, and the
//! last two are told with their values.

use super::Upgrade;
use forms::tree::Tree;
use forms::xpath::{self, ExprError, Namespaces};
use forms::{AnswerProblem, Environment, Form};
use std::collections::BTreeMap;

/// Answers by key, as a draft keeps them.
pub type Answers = BTreeMap<String, String>;

/// The draft as it is.
#[derive(Clone, Copy, Debug)]
pub struct Old<'a> {
    pub answers: &'a Answers,
    /// The form that it was begun with, if that is still there: without it everything that is required and
    /// empty counts as newly required.
    pub form: Option<&'a Form>,
}

/// What the move would do.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Preview {
    /// Answers whose question is called otherwise now.
    pub moved: Vec<Moved>,
    /// Answers that become several.
    pub split: Vec<SplitAnswer>,
    /// Answers that the new version no longer asks for, with their values: kept aside, not handed in.
    pub dropped: Answers,
    /// Answers that the mapping forgot, with their values: kept aside as well.
    pub unknown: Answers,
    /// Questions that must be answered now and had not to be before.
    pub newly_required: Vec<String>,
    pub answers_after: Answers,
}

/// One answer under its old and its new key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moved {
    pub from: String,
    pub to: String,
    pub value: String,
}

/// One old answer and what comes of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SplitAnswer {
    pub from: String,
    pub value: String,
    pub into: Answers,
}

/// The move of a draft by `upgrade` to `form`. Empty answers are not carried.
pub fn preview(old: Old<'_>, upgrade: &Upgrade, form: &Form, environment: &Environment<'_>) -> Preview {
    let mut preview = Preview::default();
    let answers = || old.answers.iter().filter(|(_, value)| !value.is_empty());
    // What keeps its key comes first, so that nothing is moved over it.
    for (key, value) in answers().filter(|(key, _)| upgrade.way(key) == Way::Stays) {
        if known(form, key) {
            preview.answers_after.insert(key.clone(), value.clone());
        } else {
            preview.unknown.insert(key.clone(), value.clone());
        }
    }
    for (key, value) in answers() {
        match upgrade.way(key) {
            Way::Stays => {}
            Way::Dropped => drop(preview.dropped.insert(key.clone(), value.clone())),
            Way::Moves(to) => {
                if known(form, &to) && preview.put(to.clone(), value) {
                    preview.moved.push(Moved { from: key.clone(), to, value: value.clone() });
                } else {
                    preview.unknown.insert(key.clone(), value.clone());
                }
            }
            Way::Splits(parts) => preview.split(key, value, &parts, form, environment),
        }
    }
    let before = old.form.map(|form| required(form, old.answers, environment)).unwrap_or_default();
    let before: Vec<String> = before.iter().filter_map(|name| upgrade.name_after(name)).collect();
    preview.newly_required = required(form, &preview.answers_after, environment)
        .into_iter()
        .filter(|name| !before.contains(name))
        .collect();
    preview
}

impl Preview {
    /// Whether there was room.
    fn put(&mut self, key: String, value: &str) -> bool {
        if self.answers_after.contains_key(&key) {
            return false;
        }
        self.answers_after.insert(key, value.to_owned());
        true
    }
    fn split(
        &mut self,
        key: &str,
        value: &str,
        parts: &[(String, &str)],
        form: &Form,
        environment: &Environment<'_>,
    ) {
        let computed: Option<Answers> = parts
            .iter()
            .map(|(to, expression)| {
                let part = part_of(value, expression, environment).ok()?;
                (known(form, to) && !self.answers_after.contains_key(to)).then(|| (to.clone(), part))
            })
            .collect();
        let Some(into) = computed else {
            self.unknown.insert(key.to_owned(), value.to_owned());
            return;
        };
        let filled = into.iter().filter(|(_, part)| !part.is_empty());
        self.answers_after.extend(filled.map(|(to, part)| (to.clone(), part.clone())));
        self.split.push(SplitAnswer { from: key.to_owned(), value: value.to_owned(), into });
    }
}

/// What becomes of an answer.
#[derive(PartialEq)]
enum Way<'a> {
    Stays,
    Dropped,
    Moves(String),
    /// New keys with their expressions.
    Splits(Vec<(String, &'a str)>),
}

impl Upgrade {
    /// A key is a name, or `<repeat>/<id>` as often as it nests, then a name; at the end of a presence key stands
    /// an id.
    fn way(&self, key: &str) -> Way<'_> {
        let parts: Vec<&str> = key.split('/').collect();
        let is_name = |index: usize| index.is_multiple_of(2);
        let mut names = parts.iter().enumerate().filter(|(index, _)| is_name(*index));
        if names.any(|(_, name)| self.dropped.iter().any(|dropped| dropped == name)) {
            return Way::Dropped;
        }
        let renamed: Vec<&str> = parts
            .iter()
            .enumerate()
            .map(|(index, part)| {
                let new = self.renamed.get(*part).filter(|_| is_name(index));
                new.map_or(*part, String::as_str)
            })
            .collect();
        let last = parts.last().filter(|_| is_name(parts.len() - 1));
        if let Some(split) = last.and_then(|last| self.split.iter().find(|split| split.from == *last)) {
            let above = renamed.split_last().map(|(_, above)| above.join("/")).unwrap_or_default();
            let to = |name: &str| if above.is_empty() { name.to_owned() } else { format!("{above}/{name}") };
            return Way::Splits(split.into.iter().map(|(name, expr)| (to(name), expr.as_str())).collect());
        }
        if renamed == parts { Way::Stays } else { Way::Moves(renamed.join("/")) }
    }
    /// What a question of the old version is called now, if it is one question still.
    fn name_after(&self, name: &str) -> Option<String> {
        match self.way(name) {
            Way::Stays => Some(name.to_owned()),
            Way::Moves(to) => Some(to),
            Way::Dropped | Way::Splits(_) => None,
        }
    }
}

/// Whether the form has a place for an answer under this key.
fn known(form: &Form, key: &str) -> bool {
    let parts: Vec<&str> = key.split('/').collect();
    match parts.split_last() {
        // A presence key ends with the id of an instance: the name before it is a repeat.
        Some((_, above)) if parts.len().is_multiple_of(2) => {
            let repeats: Vec<&str> = above.iter().step_by(2).copied().collect();
            form.question_names().any(|name| form.repeats_around(name).starts_with(&repeats))
        }
        Some((name, above)) => {
            let repeats: Vec<&str> = above.iter().step_by(2).copied().collect();
            form.kind(name).is_some() && form.repeats_around(name) == repeats
        }
        None => false,
    }
}

/// Names of the questions that must be answered and are not.
fn required(form: &Form, answers: &Answers, environment: &Environment<'_>) -> Vec<String> {
    form.evaluate(answers, environment)
        .questions()
        .filter(|question| matches!(question.problem, Some(AnswerProblem::Required { .. })))
        .map(|question| question.key.clone())
        .collect()
}

/// The expression with the old answer as its `.`.
pub(super) fn part_of(
    value: &str,
    expression: &str,
    environment: &Environment<'_>,
) -> Result<String, ExprError> {
    let mut tree = Tree::new();
    let answer = tree.append_element(tree.root(), "answer");
    tree.append_text(answer, value);
    let environment = xpath::Environment::new(environment.now);
    let value = xpath::evaluate(expression, &tree, answer, &Namespaces::new(), &environment)?;
    Ok(value.to_text(&tree))
}
