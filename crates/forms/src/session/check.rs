//! What a question shows when all values are known, and whether its answer will do.

use super::node::NodeIndex;
use super::{Run, Session};
use crate::form::{Question, Text, Truth};
use crate::state::{AnswerProblem, QuestionKind, QuestionState};
use crate::{Choice, Translated, lexical};
use std::sync::Arc;

impl Session {
    pub(super) fn check(&mut self, run: &Run<'_>, index: NodeIndex) {
        let Some(item) = self.item_of(run.form, index) else { return };
        let Some(question) = item.question() else { return };
        self.forget_failures(index, &["required", "read_only", "choice_filter", "constraint"]);
        let relevant = self.is_relevant(index);
        let required = relevant && self.holds_here(run, index, &question.required);
        let read_only = self.holds_here(run, index, &question.read_only);
        let choices = self.choices(run, index, question, relevant);
        let problem = if relevant { self.problem(run, index, question, required, &choices) } else { None };
        let label = self.filled(run, index, &item.label);
        let hint = self.filled(run, index, &item.hint);
        let guidance_hint = self.filled(run, index, &question.guidance_hint);
        let Some(node) = self.nodes.get_mut(index as usize) else { return };
        let grown_again = node.state.is_none().then(|| self.uprooted.get(&node.key)).flatten();
        // Most of what is checked looks as before: nothing is built for it.
        let same = node.state.as_ref().or(grown_again).filter(|before| {
            before.relevant == relevant
                && before.required == required
                && before.read_only == read_only
                && before.value == node.own
                && before.choices == choices
                && before.problem == problem
                && before.label == label
                && before.hint == hint
                && before.guidance_hint == guidance_hint
        });
        if let Some(before) = same {
            if grown_again.is_some() {
                node.state = Some(Arc::clone(before));
            }
            return;
        }
        node.state = Some(Arc::new(QuestionState {
            key: node.key.to_string(),
            name: item.name.clone(),
            kind: question.kind.clone(),
            label,
            hint,
            guidance_hint,
            aloud: Arc::clone(&question.aloud),
            media: Arc::clone(&question.media),
            appearance: item.appearance.clone(),
            parameters: Arc::clone(&question.parameters),
            relevant,
            required,
            read_only,
            value: node.own.clone(),
            choices,
            problem,
        }));
        self.changed.push(index);
        self.touched_sections.insert(item.section);
    }

    fn holds_here(&mut self, run: &Run<'_>, index: NodeIndex, cell: &Truth) -> bool {
        match cell {
            Truth::Always(always) => *always,
            Truth::When(expression) => self.truth(run, index, expression).unwrap_or(false),
        }
    }

    fn problem(
        &mut self,
        run: &Run<'_>,
        index: NodeIndex,
        question: &Question,
        required: bool,
        choices: &Arc<[Choice]>,
    ) -> Option<AnswerProblem> {
        if !question.kind.is_asked() {
            return None;
        }
        let value = self.node(index)?.own.clone();
        if value.trim().is_empty() {
            return required.then(|| AnswerProblem::Required {
                message: self.filled(run, index, &question.required_message),
            });
        }
        if let Some(problem) = self.kind_problem(run, index, question, &value, choices) {
            return Some(problem);
        }
        let constraint = question.constraint.as_ref()?;
        let kept = self.truth(run, index, constraint).unwrap_or(true);
        (!kept).then(|| AnswerProblem::Constraint {
            message: self.filled(run, index, &question.constraint_message),
        })
    }

    fn kind_problem(
        &self,
        run: &Run<'_>,
        index: NodeIndex,
        question: &Question,
        value: &str,
        choices: &Arc<[Choice]>,
    ) -> Option<AnswerProblem> {
        let chosen = |name: &str| self.may_be_chosen(run, index, question, name, choices);
        let unless = |fits: bool, problem| (!fits).then_some(problem);
        match &question.kind {
            QuestionKind::Integer => unless(lexical::is_integer(value), AnswerProblem::NotAnInteger),
            QuestionKind::Decimal => unless(lexical::is_decimal(value), AnswerProblem::NotANumber),
            QuestionKind::Range(_) if !lexical::is_decimal(value) => Some(AnswerProblem::NotANumber),
            QuestionKind::Range(range) => unless(range.has(value), AnswerProblem::NotInRange),
            QuestionKind::Date => unless(lexical::is_date(value), AnswerProblem::NotADate),
            QuestionKind::PartialDate => {
                unless(lexical::is_partial_date(value), AnswerProblem::NotAPartialDate)
            }
            QuestionKind::Time => unless(lexical::is_time(value), AnswerProblem::NotATime),
            QuestionKind::DateTime => unless(lexical::is_date_time(value), AnswerProblem::NotADateTime),
            QuestionKind::SelectOne | QuestionKind::SelectOneFromFile { .. } => {
                unless(chosen(value), AnswerProblem::NotAChoice)
            }
            QuestionKind::SelectMultiple | QuestionKind::SelectMultipleFromFile { .. } => {
                unless(value.split_whitespace().all(chosen), AnswerProblem::NotAChoice)
            }
            QuestionKind::Rank => {
                let mut names: Vec<&str> = value.split_whitespace().collect();
                if !names.iter().all(|name| chosen(name)) {
                    return Some(AnswerProblem::NotAChoice);
                }
                let given = names.len();
                names.sort_unstable();
                names.dedup();
                unless(names.len() == given && given == choices.len(), AnswerProblem::NotARanking)
            }
            QuestionKind::Acknowledge => unless(value == "OK", AnswerProblem::NotAChoice),
            QuestionKind::GeoPoint => unless(lexical::is_point(value), AnswerProblem::NotAPlace),
            QuestionKind::GeoTrace => unless(lexical::is_line(value, false), AnswerProblem::NotAPlace),
            QuestionKind::GeoShape => unless(lexical::is_line(value, true), AnswerProblem::NotAPlace),
            QuestionKind::Text
            | QuestionKind::Note
            | QuestionKind::Calculate
            | QuestionKind::Hidden
            | QuestionKind::Metadata(_)
            | QuestionKind::Image
            | QuestionKind::Audio
            | QuestionKind::Video
            | QuestionKind::File
            | QuestionKind::Barcode => None,
        }
    }

    /// A text with its references replaced by the values, as this node sees them.
    pub(super) fn filled(&self, run: &Run<'_>, index: NodeIndex, text: &Text) -> Translated {
        text.filled(|name| {
            let item = run.form.by_name.get(name).filter(|_| !run.is_spent())?;
            let value = self.seen(self.first_of(run.form, *item, index)?);
            run.charge_many(1 + value.len() / 4);
            Some(value)
        })
    }
}
