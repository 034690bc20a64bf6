//! The whole form at one moment.

use super::{Failure, QuestionState};
use crate::Translated;
use crate::session::Session;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A top-level group or repeat, or a run of questions outside any (its name and label are then empty).
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SectionState {
    pub name: String,
    pub label: Translated,
    pub relevant: bool,
    /// What stands in it, in order, also what is not relevant now. A top-level repeat is the one entry of
    /// its section.
    pub entries: Vec<Entry>,
}

/// What stands in a section, a group or an instance of a repeat. Small: most are questions, and a section's entries
/// are copied whenever one of them changes.
#[derive(Clone, PartialEq, Debug)]
pub enum Entry {
    Question(Arc<QuestionState>),
    Group(Box<GroupState>),
    Repeat(Box<RepeatState>),
}

/// A group inside a section.
#[derive(Clone, PartialEq, Debug)]
pub struct GroupState {
    pub key: String,
    pub name: String,
    pub label: Translated,
    pub hint: Translated,
    pub appearance: String,
    pub relevant: bool,
    pub entries: Vec<Entry>,
}

/// Questions that are asked several times: of each child, of each witness.
#[derive(Clone, PartialEq, Debug)]
pub struct RepeatState {
    /// The name, or `<outer repeat>/<id>/<name>`. An instance's key is this, `/` and its id.
    pub key: String,
    pub name: String,
    pub label: Translated,
    pub appearance: String,
    pub relevant: bool,
    /// How many there are is said by `repeat_count`: a person neither adds nor removes.
    pub counted: bool,
    pub instances: Vec<InstanceState>,
}

/// One child, one witness.
#[derive(Clone, PartialEq, Debug)]
pub struct InstanceState {
    /// `<repeat>/<id>`: under it the answers say that the instance is there, and where it stands.
    pub key: String,
    pub id: String,
    pub relevant: bool,
    pub entries: Vec<Entry>,
}

/// The whole form at this moment.
#[derive(Clone, Debug)]
pub struct Evaluation {
    pub sections: Vec<Arc<SectionState>>,
    pub failures: Vec<Failure>,
    /// What it was made from, for conditions over the answers.
    pub(crate) session: Arc<Session>,
}

/// Two evaluations are the same when they show the same.
impl PartialEq for Evaluation {
    fn eq(&self, other: &Self) -> bool {
        self.sections == other.sections && self.failures == other.failures
    }
}

impl SectionState {
    /// Every question in it, in order, those of groups and instances included.
    pub fn questions(&self) -> impl Iterator<Item = &QuestionState> {
        Questions { open: vec![self.entries.iter()], instances: Vec::new() }
    }
}
impl GroupState {
    /// Every question in it, in order.
    pub fn questions(&self) -> impl Iterator<Item = &QuestionState> {
        Questions { open: vec![self.entries.iter()], instances: Vec::new() }
    }
}
impl InstanceState {
    /// Every question in it, in order.
    pub fn questions(&self) -> impl Iterator<Item = &QuestionState> {
        Questions { open: vec![self.entries.iter()], instances: Vec::new() }
    }
}

/// Walks entries without recursion. `instances` are those still to come, with how deep `open` was at each.
struct Questions<'a> {
    open: Vec<std::slice::Iter<'a, Entry>>,
    instances: Vec<(usize, std::slice::Iter<'a, InstanceState>)>,
}

impl<'a> Iterator for Questions<'a> {
    type Item = &'a QuestionState;
    fn next(&mut self) -> Option<&'a QuestionState> {
        loop {
            let depth = self.open.len();
            if let Some((at, instances)) = self.instances.last_mut()
                && *at == depth
            {
                match instances.next() {
                    Some(instance) => self.open.push(instance.entries.iter()),
                    None => {
                        self.instances.pop();
                    }
                }
                continue;
            }
            match self.open.last_mut()?.next() {
                Some(Entry::Question(question)) => return Some(question),
                Some(Entry::Group(group)) => self.open.push(group.entries.iter()),
                Some(Entry::Repeat(repeat)) => self.instances.push((depth, repeat.instances.iter())),
                None => {
                    self.open.pop();
                }
            }
        }
    }
}

impl Evaluation {
    /// Every question in order.
    pub fn questions(&self) -> impl Iterator<Item = &QuestionState> {
        self.sections.iter().flat_map(|section| section.questions())
    }
    /// A question by its key; outside repeats that is its name.
    pub fn question(&self, key: &str) -> Option<&QuestionState> {
        self.questions().find(|question| question.key == key)
    }
    /// Keys of the relevant questions that are required and empty, or wrong, in order.
    pub fn unfinished(&self) -> Vec<String> {
        self.questions().filter(|q| q.problem.is_some()).map(|q| q.key.clone()).collect()
    }
    /// What is handed over: answers and calculations that are relevant and not empty, by key. Answers to
    /// questions that are not relevant now are kept by the caller, not here.
    pub fn submitted_values(&self) -> BTreeMap<String, String> {
        self.session.submitted_values()
    }
    /// The value of a question as expressions see it: empty while not relevant or not known.
    pub fn value(&self, key: &str) -> &str {
        self.session.value(key)
    }
}
