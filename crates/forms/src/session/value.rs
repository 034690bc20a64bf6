//! Relevance, value, number of instances: of one node.

use super::grow::MAX_INSTANCES;
use super::node::NodeIndex;
use super::{Run, Session};
use crate::form::{Expression, Initial, Item, Question, What};
use crate::state::{Environment, FailureReason, Metadata, QuestionKind};
use crate::xpath::{ExprError, Value, evaluate_expr};

/// Bytes that one value may have.
pub(super) const MAX_BYTES: usize = 262_144;
/// Bytes of a value that is kept that take a step.
const STEP_BYTES: usize = 4;

use chrono::SecondsFormat;

impl Session {
    pub(super) fn compute(&mut self, run: &Run<'_>, index: NodeIndex) {
        let Some(item) = self.item_of(run.form, index) else { return };
        let Some(parent) = self.node(index).map(|node| node.parent) else { return };
        let inside = self.is_relevant(parent);
        self.forget_failures(index, &["relevant", "default", "calculation"]);
        // Whether a question is asked cannot hang on its answer: there it reads as empty.
        if item.relevant.as_ref().is_some_and(|relevant| relevant.reads_itself)
            && item.question().is_some()
            && let Some(element) = self.node(index).map(|node| node.element)
        {
            self.tree.set_text(element, "");
        }
        let relevant = inside
            && item.relevant.as_ref().is_none_or(|relevant| self.truth(run, index, relevant).unwrap_or(true));
        match &item.what {
            What::Group => self.group(run, index, item, relevant),
            What::Repeat { count } => self.repeat(run, index, item, count.as_ref(), relevant),
            What::Question(question) => self.question_value(run, index, item, question, relevant),
        }
    }

    fn group(&mut self, run: &Run<'_>, index: NodeIndex, item: &Item, relevant: bool) {
        if self.is_relevant(index) == relevant {
            return;
        }
        self.change(index, |node| node.relevant = relevant);
        self.touched_sections.insert(item.section);
        if let Some(scope) = self.node(index).map(|node| node.scope) {
            for child in &item.children {
                if let Some(child) = self.member(scope, *child) {
                    self.enqueue(run, child);
                }
            }
        }
        self.spread(run, index);
    }

    fn repeat(
        &mut self,
        run: &Run<'_>,
        index: NodeIndex,
        item: &Item,
        count: Option<&Expression>,
        relevant: bool,
    ) {
        let mut other = false;
        if self.is_relevant(index) != relevant {
            other = true;
            self.change(index, |node| node.relevant = relevant);
            let instances = self.node(index).map(|node| node.instances.clone()).unwrap_or_default();
            for instance in instances {
                self.change(instance, |node| node.relevant = relevant);
                for child in &item.children {
                    if let Some(child) = self.member(instance, *child) {
                        self.enqueue(run, child);
                    }
                }
            }
        }
        if let Some(count) = count
            && let Some(wanted) = self.number(run, index, count)
        {
            other |= self.have_instances(run, index, wanted);
        }
        if other {
            self.restructured(run, index);
        }
    }

    /// What looks at the instances of a repeat is out of date, and so is its section.
    pub(super) fn restructured(&mut self, run: &Run<'_>, index: NodeIndex) {
        if let Some(item) = self.item_of(run.form, index) {
            self.touched_sections.insert(item.section);
        }
        self.changed.push(index);
        self.spread(run, index);
    }

    /// As many instances as `repeat_count` says, with the ids 1, 2, …
    fn have_instances(&mut self, run: &Run<'_>, index: NodeIndex, wanted: f64) -> bool {
        let present = |session: &Self| session.node(index).map_or(0, |node| node.instances.len());
        // `as` keeps to the bounds: negative and NaN become 0.
        let told = wanted as usize;
        let before = present(self);
        while present(self) > told {
            let Some(last) = self.node(index).and_then(|node| node.instances.last().copied()) else { break };
            self.uproot(last);
        }
        while present(self) < told.min(MAX_INSTANCES) {
            let next = present(self);
            if !self.plant_instance(run, index, &(next + 1).to_string(), next) {
                break;
            }
        }
        if told > MAX_INSTANCES {
            let reason = FailureReason::TooManyInstances { max: MAX_INSTANCES };
            self.failures.insert((index, "repeat_count"), reason);
        }
        before != present(self)
    }

    fn question_value(
        &mut self,
        run: &Run<'_>,
        index: NodeIndex,
        item: &Item,
        question: &Question,
        relevant: bool,
    ) {
        let own = self.own_value(run, index, question, relevant);
        let Some(node) = self.node(index) else { return };
        let (was_relevant, element) = (node.relevant, node.element);
        let seen_before = if was_relevant { node.own.as_str() } else { "" };
        let seen = if relevant { own.as_str() } else { "" };
        let other = seen_before != seen;
        let unlike = was_relevant != relevant || node.own != own;
        // What reads itself had something else put there.
        let reads_itself = item.relevant.as_ref().is_some_and(|relevant| relevant.reads_itself)
            || question.calculation.as_ref().is_some_and(|calculation| calculation.reads_itself)
            || question.default.reads_itself();
        if other || reads_itself {
            self.tree.set_text(element, seen);
        }
        let changes_set = was_relevant != relevant;
        self.change(index, |node| {
            node.own = own;
            node.relevant = relevant;
        });
        // A set of all instances leaves out what is not relevant, even if it was empty before.
        if other || changes_set {
            self.spread(run, index);
        }
        let never_shown = self.node(index).is_some_and(|node| node.state.is_none());
        if unlike || never_shown {
            self.enqueue_check(run, index);
        }
    }

    fn own_value(&mut self, run: &Run<'_>, index: NodeIndex, question: &Question, relevant: bool) -> String {
        let Some(node) = self.node(index) else { return String::new() };
        let element = node.element;
        let key = std::sync::Arc::clone(&node.key);
        let answer = self.answers.get(&*key).cloned();
        if !question.triggers.is_empty() {
            return answer.unwrap_or_default();
        }
        if let Some(calculation) = &question.calculation {
            if calculation.reads_itself {
                self.tree.set_text(element, answer.as_deref().unwrap_or_default());
            }
            let Some(value) = self.text(run, index, calculation) else {
                return self.left_as_it_is(run, index);
            };
            if calculation.once && relevant && answer.is_none() && !value.is_empty() {
                self.write(&key, &value);
            }
            return value;
        }
        match (&question.kind, answer) {
            (QuestionKind::Metadata(metadata), answer) => {
                let known = metadata_value(*metadata, run.environment);
                match (metadata, answer.filter(|answer| !answer.is_empty())) {
                    (Metadata::End, _) => known,
                    (_, Some(answer)) => answer,
                    (Metadata::Start | Metadata::Today, None) => {
                        self.write(&key, &known);
                        known
                    }
                    (_, None) => known,
                }
            }
            (_, Some(answer)) => answer,
            (_, None) => match &question.default {
                Initial::Text(default) => default.clone(),
                Initial::Computed(default) => {
                    if default.reads_itself {
                        self.tree.set_text(element, "");
                    }
                    match self.text(run, index, default) {
                        Some(value) => value,
                        None => self.left_as_it_is(run, index),
                    }
                }
            },
        }
    }

    /// What could not be computed is empty; for want of steps, what it was.
    fn left_as_it_is(&self, run: &Run<'_>, index: NodeIndex) -> String {
        self.node(index).filter(|_| run.is_spent()).map(|node| node.own.clone()).unwrap_or_default()
    }

    /// What the form itself answers, for whoever keeps the answers.
    pub(super) fn write(&mut self, key: &str, value: &str) {
        self.answers.insert(key.to_owned(), value.to_owned());
        self.written.insert(key.to_owned(), value.to_owned());
    }

    pub(super) fn truth(&mut self, run: &Run<'_>, index: NodeIndex, expression: &Expression) -> Option<bool> {
        let element = self.node(index)?.element;
        let result = expression.expr.truth(&self.view(run, index), element);
        self.settled(run, index, expression.column, result)
    }
    fn number(&mut self, run: &Run<'_>, index: NodeIndex, expression: &Expression) -> Option<f64> {
        let element = self.node(index)?.element;
        let result = expression.expr.number(&self.view(run, index), element);
        self.settled(run, index, expression.column, result)
    }
    /// As ODK writes a result down: what is not a number is nothing.
    pub(super) fn text(
        &mut self,
        run: &Run<'_>,
        index: NodeIndex,
        expression: &Expression,
    ) -> Option<String> {
        let element = self.node(index)?.element;
        let view = self.view(run, index);
        let result = evaluate_expr(&expression.expr, &view, element).map(|value| match value {
            Value::Text(text) => text,
            Value::Number(n) if n.is_nan() => String::new(),
            other => other.to_text(&view),
        });
        if let Ok(text) = &result {
            run.charge_many(text.len() / STEP_BYTES);
        }
        self.settled(run, index, expression.column, result)
    }
    /// What is computed again, or no longer needs to be.
    pub(super) fn forget_failures(&mut self, index: NodeIndex, columns: &[&'static str]) {
        if !self.failures.is_empty() {
            for column in columns {
                self.failures.remove(&(index, *column));
            }
        }
    }
    /// Keeps in mind whether an expression could be computed.
    pub(super) fn settled<T>(
        &mut self,
        run: &Run<'_>,
        index: NodeIndex,
        column: &'static str,
        result: Result<T, ExprError>,
    ) -> Option<T> {
        match result {
            Ok(value) => {
                if !self.failures.is_empty() {
                    self.failures.remove(&(index, column));
                }
                Some(value)
            }
            Err(_) if run.is_spent() => {
                self.fall_behind(index, column);
                None
            }
            Err(error) => {
                self.failures.insert((index, column), FailureReason::Expression(error));
                None
            }
        }
    }
}

fn metadata_value(metadata: Metadata, environment: &Environment<'_>) -> String {
    match metadata {
        Metadata::Start | Metadata::End => environment.now.to_rfc3339_opts(SecondsFormat::Millis, false),
        Metadata::Today => environment.today().to_string(),
        Metadata::DeviceId => environment.device_id.to_owned(),
        Metadata::Username => environment.username.to_owned(),
        Metadata::PhoneNumber => environment.phone_number.to_owned(),
        Metadata::Email => environment.email.to_owned(),
        Metadata::Sim => String::new(),
    }
}
