//! Which choices of a list may be chosen now.

use super::node::NodeIndex;
use super::{Run, Session};
use crate::form::{Equality, Filter, Question};
use crate::state::Environment;
use crate::xpath::{ExprError, NodeType, Scope, Value, evaluate_expr};
use crate::{Choice, ChoiceList};
use std::sync::Arc;

impl Session {
    /// The list behind a select; `None` also for a file that nobody hands in.
    pub(super) fn list_of<'a>(&self, run: &Run<'a>, question: &Question) -> Option<&'a ChoiceList> {
        match question.kind.file() {
            Some(file) => run.environment.files.and_then(|files| files.list(file)),
            None => question.list.and_then(|list| run.form.lists.get(list)).map(|list| &**list),
        }
    }

    pub(super) fn choices(
        &mut self,
        run: &Run<'_>,
        index: NodeIndex,
        question: &Question,
        relevant: bool,
    ) -> Arc<[Choice]> {
        let Some(list) = self.list_of(run, question) else { return Arc::default() };
        let whole = question.filter.is_none() && question.selection.is_none();
        if whole || !relevant {
            self.change(index, |node| node.rows = None);
            return Arc::clone(list.choices());
        }
        let found = self.rows(run, index, question, list);
        let Some(rows) = self.settled(run, index, "choice_filter", found) else {
            // One failure tells it; the list is then shown whole.
            self.change(index, |node| node.rows = None);
            return Arc::clone(list.choices());
        };
        run.charge_many(rows.len());
        let rows: Arc<[u32]> = rows.into();
        // The same rows as before are the same choices: nothing is copied.
        if let Some(node) = self.node(index)
            && node.rows.as_ref() == Some(&rows)
            && let Some(state) = node.state.as_ref().filter(|state| state.choices.len() == rows.len())
        {
            return Arc::clone(&state.choices);
        }
        let choices = rows.iter().filter_map(|row| list.choice(*row)).cloned().collect();
        self.change(index, |node| node.rows = Some(rows));
        choices
    }

    fn rows(
        &self,
        run: &Run<'_>,
        index: NodeIndex,
        question: &Question,
        list: &ChoiceList,
    ) -> Result<Vec<u32>, ExprError> {
        if let Some(selection) = &question.selection {
            let Some(element) = self.node(index).map(|node| node.element) else { return Ok(Vec::new()) };
            let nodes = match evaluate_expr(&selection.expr, &self.view(run, index), element)? {
                Value::Nodes(nodes) => nodes,
                Value::Text(_) | Value::Number(_) | Value::Bool(_) => Vec::new(),
            };
            return Ok(nodes.into_iter().filter_map(|node| list.row_of_element(node)).collect());
        }
        let Some(filter) = &question.filter else { return Ok(Vec::new()) };
        self.indexed_rows(run, index, filter, list)
    }

    /// The rows that some alternative keeps.
    fn indexed_rows(
        &self,
        run: &Run<'_>,
        index: NodeIndex,
        filter: &Filter,
        list: &ChoiceList,
    ) -> Result<Vec<u32>, ExprError> {
        let mut all: Vec<u32> = Vec::new();
        for alternative in &filter.alternatives {
            let mut kept: Option<Vec<u32>> = None;
            for equality in alternative {
                let rows = self.equal_rows(run, index, equality, list)?;
                kept = Some(match kept {
                    None => rows,
                    Some(before) => intersection(&before, &rows),
                });
            }
            all.extend(kept.unwrap_or_default());
        }
        if filter.alternatives.len() > 1 {
            all.sort_unstable();
            all.dedup();
        }
        Ok(all)
    }

    fn equal_rows(
        &self,
        run: &Run<'_>,
        index: NodeIndex,
        equality: &Equality,
        list: &ChoiceList,
    ) -> Result<Vec<u32>, ExprError> {
        let Some(element) = self.node(index).map(|node| node.element) else { return Ok(Vec::new()) };
        let view = self.view(run, index);
        let value = evaluate_expr(&equality.value.expr, &view, element)?;
        let with_text = |text: &str| {
            let rows = list.rows_where(&equality.column, text).unwrap_or_default();
            run.charge_many(rows.len() + 1);
            rows
        };
        let those = |keeps: &dyn Fn(&str) -> bool| -> Vec<u32> {
            run.charge_many(list.len());
            let rows = 0..u32::try_from(list.len()).unwrap_or(u32::MAX);
            rows.filter(|row| list.cell(*row, &equality.column).is_some_and(keeps)).collect()
        };
        let with_number = |n: f64| those(&|cell| cell.trim().parse::<f64>().is_ok_and(|cell| cell == n));
        Ok(match value {
            Value::Text(text) => with_text(&text),
            // A number is compared as one: the index knows texts only.
            Value::Nodes(nodes)
                if nodes.iter().any(|node| view.node_type(*node) == Some(NodeType::Number)) =>
            {
                let mut rows: Vec<u32> = Vec::new();
                for node in nodes {
                    let text = Value::Nodes(vec![node]).to_text(&view);
                    match text.trim().parse::<f64>() {
                        Ok(n) => rows.extend(with_number(n)),
                        Err(_) => rows.extend(with_text(&text)),
                    }
                }
                rows.sort_unstable();
                rows.dedup();
                rows
            }
            Value::Nodes(nodes) => match &*nodes {
                [node] => with_text(&Value::Nodes(vec![*node]).to_text(&view)),
                nodes => {
                    let texts = nodes.iter().map(|node| Value::Nodes(vec![*node]).to_text(&view));
                    let mut rows: Vec<u32> = texts.flat_map(|text| with_text(&text)).collect();
                    rows.sort_unstable();
                    rows.dedup();
                    rows
                }
            },
            Value::Number(n) => with_number(n),
            // A column that is there is true, whatever its cell says.
            Value::Bool(wanted) => those(&|_| wanted),
        })
    }

    /// Whether an answer names a choice that may be chosen now; a list that nobody knows has everything.
    pub(super) fn may_be_chosen(
        &self,
        run: &Run<'_>,
        index: NodeIndex,
        question: &Question,
        name: &str,
        choices: &Arc<[Choice]>,
    ) -> bool {
        let Some(list) = self.list_of(run, question) else {
            let files = run.environment.files;
            let known =
                question.kind.file().and_then(|file| files.and_then(|files| files.contains(file, name)));
            return known.unwrap_or(true);
        };
        match self.node(index).and_then(|node| node.rows.as_ref()) {
            None => list.row_of(name).is_some(),
            Some(_) => choices.iter().any(|choice| *choice.name == *name),
        }
    }

    /// The choices of a question whose labels have words that begin with those typed, without accents; those
    /// that may be chosen now, the best first. See [`ChoiceList::search`].
    pub fn search_choices(
        &self,
        key: &str,
        query: &str,
        limit: usize,
        environment: &Environment<'_>,
    ) -> Vec<Choice> {
        let run = Run::new(&self.form.0, environment);
        let Some(index) = self.by_key.get(key) else { return Vec::new() };
        let question = self.item_of(&self.form.0, *index).and_then(|item| item.question());
        let Some(list) = question.and_then(|question| self.list_of(&run, question)) else {
            return Vec::new();
        };
        let rows = self.node(*index).and_then(|node| node.rows.as_deref());
        list.search(rows, query, limit).into_iter().cloned().collect()
    }
}

/// What both sorted lists have.
fn intersection(a: &[u32], b: &[u32]) -> Vec<u32> {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    few.iter().filter(|row| many.binary_search(row).is_ok()).copied().collect()
}
