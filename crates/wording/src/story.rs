//! What is not as a story of `stories.yaml` says.

use crate::expression;
use forms::FailureReason as R;
use i18n::Texts;
use library::story::StoryFault as F;

/// What happened and what to do.
pub(crate) fn words(fault: &F, t: &Texts) -> (String, String) {
    match fault {
        F::UnknownQuestion { key, name } => {
            (t.pack_fault_story_unknown_question(key, name), t.pack_fault_story_unknown_question_todo())
        }
        F::Failure { question, column, error } => {
            let (reason, to_do) = failure(error, t);
            (t.pack_fault_story_failure(column, question, reason), to_do)
        }
        F::Unfinished { questions } => {
            (t.pack_fault_story_unfinished(questions.join(", ")), t.pack_fault_story_unfinished_todo())
        }
        F::Finished => (t.pack_fault_story_finished(), t.pack_fault_story_finished_todo()),
        F::NotAsked { question } => {
            (t.pack_fault_story_not_asked(question), t.pack_fault_story_not_asked_todo())
        }
        F::Asked { question } => (t.pack_fault_story_asked(question), t.pack_fault_story_asked_todo()),
        F::Differ { what, expected, found } => (
            t.pack_fault_story_differ(expected.join(", "), found.join(", "), what),
            t.pack_fault_story_differ_todo(),
        ),
        F::OtherCase { expected, found } => {
            (t.pack_fault_story_other_case(expected, found), t.pack_fault_story_other_case_todo())
        }
        F::Exemption { expected: true } => (t.pack_fault_story_exempt(), t.pack_fault_story_exempt_todo()),
        F::Exemption { expected: false } => {
            (t.pack_fault_story_not_exempt(), t.pack_fault_story_exempt_todo())
        }
        F::OtherValue { question, expected, found } => {
            (t.pack_fault_story_other_value(expected, found, question), t.pack_fault_story_other_value_todo())
        }
        F::OtherProblem { question, expected, found } => {
            let happened = match found {
                Some(found) => t.pack_fault_story_other_problem(expected, found, question),
                None => t.pack_fault_story_no_problem(expected, question),
            };
            (happened, t.pack_fault_story_other_problem_todo())
        }
        F::UnexpectedProblem { question, found } => (
            t.pack_fault_story_unexpected_problem(found, question),
            t.pack_fault_story_unexpected_problem_todo(),
        ),
    }
}

fn failure(reason: &R, t: &Texts) -> (String, String) {
    match reason {
        R::Expression(error) => expression::words(error, t),
        R::TooManyInstances { max } => {
            (t.pack_fault_story_failure_instances(max), t.pack_fault_story_failure_instances_todo())
        }
        R::TooManyNodes { max } => {
            (t.pack_fault_story_failure_nodes(max), t.pack_fault_story_failure_nodes_todo())
        }
        R::TooManySteps { max } => {
            (t.pack_fault_story_failure_steps(max), t.pack_fault_story_failure_steps_todo())
        }
    }
}
