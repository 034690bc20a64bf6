//! Answers → what a screen shows: values first, then the checks.

use super::Form;
use super::check::Check;
use super::values::Here;
use crate::expr;
use crate::{Environment, Evaluation, SectionState};
use std::collections::BTreeMap;

impl Form {
    /// Whom or what the dossier is about, by the settings' `instance_name`; empty while not answered.
    pub fn instance_name(&self, answers: &BTreeMap<String, String>, environment: &Environment<'_>) -> String {
        let Some(name) = &self.instance_name else { return String::new() };
        let run = self.values(answers, environment);
        let here = Here { today: environment.today, values: &run.seen, this: "", columns: None };
        let text = expr::evaluate(name, &here).map(|v| v.into_text().into_owned()).unwrap_or_default();
        text.trim().to_owned()
    }

    /// The whole form at this moment. Answers to questions that the form does not have are ignored.
    pub fn evaluate(&self, answers: &BTreeMap<String, String>, environment: &Environment<'_>) -> Evaluation {
        let mut run = self.values(answers, environment);
        let mut failures = std::mem::take(&mut run.failures);
        let mut sections = Vec::with_capacity(self.sections.len());
        for section in &self.sections {
            let mut questions = Vec::with_capacity(section.end.saturating_sub(section.first));
            for index in section.first..section.end {
                if let Some(item) = self.items.get(index)
                    && let Some(question) = &item.question
                {
                    let check = Check { run: &run, environment, item, question, index };
                    questions.push(check.state(&mut failures));
                }
            }
            sections.push(SectionState {
                name: section.name.clone(),
                label: run.filled_in(&section.label),
                relevant: section.group.is_none_or(|group| run.is_relevant(group)),
                questions,
            });
        }
        Evaluation { sections, failures, today: environment.today, values: run.seen }
    }
}
