//! What depends on what: in which order values are computed, and which to compute again after a change.

use super::uses::Survey;
use super::{Definition, Expression, Item, Shuffle, Text, What};
use std::collections::BTreeMap;

/// A part of a row that is computed by itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Part {
    /// Relevance, value, number of instances: others may depend on it.
    Value,
    /// What is shown of it and whether it will do: nothing depends on that.
    Check,
}

/// Which instances of a repeat a change reaches.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Reach {
    /// Those that share the longest repeat path with what changed.
    Same,
    All,
}

/// A part that looks at something.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Dependent {
    pub(crate) item: usize,
    pub(crate) part: Part,
    pub(crate) reach: Reach,
}

/// Of a whole form.
#[derive(PartialEq, Debug, Default)]
pub(crate) struct Graph {
    /// By item: its place in the order of computation.
    pub(crate) ranks: Vec<u32>,
    /// By item: what looks at its value, relevance or instances.
    pub(crate) dependents: Vec<Vec<Dependent>>,
    /// By item: the calculations that its change triggers.
    pub(crate) triggered: Vec<Vec<usize>>,
    /// By item: what its own value needs.
    pub(crate) needs: Vec<Vec<usize>>,
}

/// Circles that are told one by one.
const MAX_CIRCLES: usize = 100;

impl Graph {
    /// The graph, and every circle in it.
    pub(super) fn of(
        definition: &Definition,
        values: &[BTreeMap<usize, Reach>],
        checks: &[BTreeMap<usize, Reach>],
    ) -> (Self, Vec<Vec<usize>>) {
        let items = &definition.items;
        let mut graph = Self {
            ranks: Vec::new(),
            dependents: vec![Vec::new(); items.len()],
            triggered: vec![Vec::new(); items.len()],
            needs: Vec::with_capacity(items.len()),
        };
        for (index, item) in items.iter().enumerate() {
            let mut needs: Vec<usize> = item.parent.into_iter().collect();
            for (part, uses) in [(Part::Value, values.get(index)), (Part::Check, checks.get(index))] {
                for (used, reach) in uses.into_iter().flatten() {
                    if let Some(dependents) = graph.dependents.get_mut(*used) {
                        dependents.push(Dependent { item: index, part, reach: *reach });
                    }
                    // Another instance of itself is an earlier value, not a circle.
                    let other_instance = *used == index && *reach == Reach::All && !item.repeats.is_empty();
                    if part == Part::Value && !other_instance {
                        needs.push(*used);
                    }
                }
            }
            if let What::Question(question) = &item.what {
                for trigger in &question.triggers {
                    if let Some(triggered) = graph.triggered.get_mut(*trigger) {
                        triggered.push(index);
                    }
                }
            }
            graph.needs.push(needs);
        }
        let circles = graph.rank();
        (graph, circles)
    }

    /// Ranks every item behind what it needs; gives the circles that make that impossible.
    fn rank(&mut self) -> Vec<Vec<usize>> {
        let count = self.needs.len();
        let mut marks = vec![Mark::New; count];
        let mut circles = Vec::new();
        self.ranks = vec![0; count];
        let mut rank = 0;
        for start in 0..count {
            // A stack of its own: a form of any length must not use up the thread's.
            let mut path: Vec<(usize, usize)> = Vec::new();
            enter(start, &mut marks, &mut path);
            while let Some((item, next)) = path.last_mut() {
                let item = *item;
                let need = self.needs.get(item).and_then(|n| n.get(*next)).copied();
                *next += 1;
                match need {
                    None => {
                        set(&mut marks, item, Mark::Done);
                        if let Some(slot) = self.ranks.get_mut(item) {
                            *slot = rank;
                        }
                        rank += 1;
                        path.pop();
                    }
                    Some(need) if marks.get(need) == Some(&Mark::Open) => {
                        if circles.len() >= MAX_CIRCLES {
                            continue;
                        }
                        let circle = path.iter().map(|(i, _)| *i).skip_while(|i| *i != need);
                        circles.push(circle.chain([need]).collect());
                    }
                    Some(need) => enter(need, &mut marks, &mut path),
                }
            }
        }
        circles
    }
}

/// What is known of an item while the order is searched.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    New,
    Open,
    Done,
}

fn enter(item: usize, marks: &mut [Mark], path: &mut Vec<(usize, usize)>) {
    if marks.get(item) == Some(&Mark::New) {
        set(marks, item, Mark::Open);
        path.push((item, 0));
    }
}

fn set(marks: &mut [Mark], item: usize, mark: Mark) {
    if let Some(slot) = marks.get_mut(item) {
        *slot = mark;
    }
}

impl Item {
    /// The expressions that decide its value: what they look at orders the computation. `true`: when one of
    /// what it looks at changes, it is computed again; a triggered calculation waits for its trigger.
    pub(super) fn value_expressions(&mut self) -> Vec<&mut Expression> {
        let mut found: Vec<&mut Expression> = self.relevant.iter_mut().collect();
        match &mut self.what {
            What::Group => {}
            What::Repeat { count } => found.extend(count),
            What::Question(question) => {
                if question.triggers.is_empty() {
                    found.extend(&mut question.calculation);
                }
                found.extend(question.default.expression_mut());
            }
        }
        found
    }
    /// The expressions that are computed when all values are known. `choice_filter` is not among them.
    pub(super) fn check_expressions(&mut self) -> Vec<&mut Expression> {
        let What::Question(question) = &mut self.what else { return Vec::new() };
        let mut found: Vec<&mut Expression> = Vec::new();
        found.extend(question.required.expression_mut());
        found.extend(question.read_only.expression_mut());
        found.extend(&mut question.constraint);
        if let Some(Shuffle::By(seed)) = &mut question.shuffle {
            found.push(seed);
        }
        found
    }
    /// The calculation that a trigger computes.
    pub(super) fn triggered_expression(&mut self) -> Option<&mut Expression> {
        match &mut self.what {
            What::Question(question) if !question.triggers.is_empty() => question.calculation.as_mut(),
            _ => None,
        }
    }
    /// Texts with the columns that they stand in.
    pub(super) fn texts(&self) -> Vec<(&'static str, &Text)> {
        let mut texts = vec![("label", &self.label), ("hint", &self.hint)];
        if let What::Question(question) = &self.what {
            texts.push(("guidance_hint", &question.guidance_hint));
            texts.push(("required_message", &question.required_message));
            texts.push(("constraint_message", &question.constraint_message));
        }
        texts
    }
}

/// Adds what expressions and texts look at, each with the widest reach.
pub(super) fn add(to: &mut BTreeMap<usize, Reach>, uses: &BTreeMap<usize, Reach>) {
    for (item, reach) in uses {
        let known = to.entry(*item).or_insert(*reach);
        *known = (*known).max(*reach);
    }
}

/// What texts look at.
pub(super) fn texts_uses(survey: Survey<'_>, owner: usize, item: &Item) -> BTreeMap<usize, Reach> {
    let mut uses = BTreeMap::new();
    let own = survey.items.get(owner);
    for (_, text) in item.texts().into_iter().filter(|(_, text)| text.speaks_of_answers) {
        for used in text.names().filter_map(|name| survey.by_name.get(name)) {
            uses.insert(*used, Reach::Same);
            for repeat in survey.items.get(*used).into_iter().flat_map(|item| &item.repeats) {
                if !own.is_some_and(|own| own.repeats.contains(repeat)) {
                    uses.entry(*repeat).or_insert(Reach::Same);
                }
            }
        }
    }
    uses
}
