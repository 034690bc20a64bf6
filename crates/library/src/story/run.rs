//! Filling the form with a story's answers and comparing.

use super::Story;
use crate::Pack;
use crate::procedure::Filled;
use forms::{AnswerProblem, ChoiceFiles, Environment, Evaluation, FailureReason, Form, QuestionState};

/// What is not as a story says.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error, serde::Serialize)]
pub enum StoryFault {
    #[error("there is no question `{name}` in the form (under `{key}`)")]
    UnknownQuestion { key: &'static str, name: String },
    #[error("`{column}` of question `{question}` cannot be computed: {error:?}")]
    Failure { question: String, column: String, error: FailureReason },
    #[error("these are still unfinished: {}", questions.join(", "))]
    Unfinished { questions: Vec<String> },
    #[error("something should be unfinished, and nothing is")]
    Finished,
    #[error("`{question}` should be asked, and is not")]
    NotAsked { question: String },
    #[error("`{question}` should not be asked, and is")]
    Asked { question: String },
    #[error("the {what} are [{}], not [{}]", found.join(", "), expected.join(", "))]
    Differ { what: &'static str, expected: Vec<String>, found: Vec<String> },
    #[error("the case is {found}, not {expected}")]
    OtherCase { expected: String, found: String },
    #[error("{}", if *expected { "an exemption should apply, and none does" } else { "no exemption should apply, and one does" })]
    Exemption { expected: bool },
    #[error("the value of `{question}` is `{found}`, not `{expected}`")]
    OtherValue { question: String, expected: String, found: String },
    #[error("`{question}` should have the problem `{expected}`, and has {}", found.as_deref().unwrap_or("none"))]
    OtherProblem { question: String, expected: String, found: Option<String> },
    #[error("`{question}` has the problem `{found}`, which the story does not name")]
    UnexpectedProblem { question: String, found: String },
}

/// Everything that is not as the story says; empty: the story is true. `form` is the pack's own, loaded.
pub fn run(pack: &Pack, form: &Form, story: &Story, files: Option<&dyn ChoiceFiles>) -> Vec<StoryFault> {
    let environment = Environment { files, ..Environment::new(story.today) };
    let evaluation = form.evaluate(&story.answers, &environment);
    let mut faults = unknown(form, story);
    faults.extend(evaluation.failures.iter().map(|failure| StoryFault::Failure {
        question: failure.question.clone(),
        column: failure.column.to_owned(),
        error: failure.error.clone(),
    }));
    answers(story, &evaluation, &mut faults);
    consequences(pack, story, Filled { form, evaluation: &evaluation }, &mut faults);
    faults
}

/// Names that no question has.
fn unknown(form: &Form, story: &Story) -> Vec<StoryFault> {
    let lists: [(&'static str, Vec<&String>); 5] = [
        ("answers", story.answers.keys().collect()),
        ("asked", story.asked.iter().collect()),
        ("not_asked", story.not_asked.iter().collect()),
        ("values", story.values.keys().collect()),
        ("problems", story.problems.keys().collect()),
    ];
    // Answers stand at their place; elsewhere the bare name means the question in any instance.
    let known = |key: &str, name: &str| match key {
        "answers" => is_place(form, name) || is_instance(form, name),
        _ => is_place(form, name) || form.kind(name).is_some(),
    };
    lists
        .into_iter()
        .flat_map(|(key, names)| names.into_iter().map(move |name| (key, name)))
        .filter(|(key, name)| !known(key, name))
        .map(|(key, name)| StoryFault::UnknownQuestion { key, name: name.clone() })
        .collect()
}

/// Whether a key names a question where it stands: `<repeat>/<id>` for each repeat around it, then its name.
fn is_place(form: &Form, key: &str) -> bool {
    let parts: Vec<&str> = key.split('/').collect();
    let Some((name, above)) = parts.split_last() else { return false };
    let repeats: Vec<&str> = above.iter().step_by(2).copied().collect();
    form.kind(name).is_some() && above.len().is_multiple_of(2) && form.repeats_around(name) == repeats
}

/// Whether a key says that an instance of a repeat is there. A repeat without a question cannot be loaded.
fn is_instance(form: &Form, key: &str) -> bool {
    let parts: Vec<&str> = key.split('/').collect();
    let repeats: Vec<&str> = parts.iter().step_by(2).copied().collect();
    parts.len().is_multiple_of(2)
        && form.question_names().any(|name| form.repeats_around(name).starts_with(&repeats))
}

/// The questions that a story means: the one under this key, or those of this name in every instance.
fn meant<'e>(evaluation: &'e Evaluation, named: &str) -> Vec<&'e QuestionState> {
    evaluation.questions().filter(|question| question.key == named || question.name == named).collect()
}

fn answers(story: &Story, evaluation: &Evaluation, faults: &mut Vec<StoryFault>) {
    let wrong: Vec<(&QuestionState, &str)> = evaluation
        .questions()
        .filter_map(|question| Some((question, problem_name(question.problem.as_ref()?))))
        .collect();
    let complete = story.complete.unwrap_or(story.problems.is_empty());
    if complete && !wrong.is_empty() {
        let questions =
            wrong.iter().map(|(question, problem)| format!("{} ({problem})", question.key)).collect();
        faults.push(StoryFault::Unfinished { questions });
    }
    if !complete && wrong.is_empty() {
        faults.push(StoryFault::Finished);
    }
    for (named, expected) in &story.problems {
        let found: Vec<&str> = (wrong.iter())
            .filter(|(question, _)| question.key == *named || question.name == *named)
            .map(|(_, problem)| *problem)
            .collect();
        if !found.contains(&expected.as_str()) {
            let found = found.first().map(|found| (*found).to_owned());
            let (question, expected) = (named.clone(), expected.clone());
            faults.push(StoryFault::OtherProblem { question, expected, found });
        }
    }
    if !complete {
        // What is merely not answered yet need not be listed.
        for (question, found) in &wrong {
            let named = [&question.key, &question.name].iter().any(|name| story.problems.contains_key(*name));
            if *found != "required" && !named {
                let (question, found) = (question.key.clone(), (*found).to_owned());
                faults.push(StoryFault::UnexpectedProblem { question, found });
            }
        }
    }
    let relevant = |named: &str| meant(evaluation, named).iter().any(|question| question.relevant);
    faults.extend(
        (story.asked.iter().filter(|q| !relevant(q)))
            .map(|question| StoryFault::NotAsked { question: question.clone() }),
    );
    faults.extend(
        (story.not_asked.iter().filter(|q| relevant(q)))
            .map(|question| StoryFault::Asked { question: question.clone() }),
    );
    for (named, expected) in &story.values {
        let found = meant(evaluation, named);
        if !found.iter().any(|question| question.value == *expected) {
            let found = found.first().map(|question| question.value.clone()).unwrap_or_default();
            let (question, expected) = (named.clone(), expected.clone());
            faults.push(StoryFault::OtherValue { question, expected, found });
        }
    }
}

/// Papers, fees, case and exemptions.
fn consequences(pack: &Pack, story: &Story, filled: Filled<'_>, faults: &mut Vec<StoryFault>) {
    let procedure = &pack.procedure;
    let papers = procedure.papers_for(filled).into_iter().map(|p| p.id.to_string()).collect();
    let fees = procedure.fees_for(filled).into_iter().map(|f| f.what.vi.clone()).collect();
    for (what, expected, found) in [("papers", &story.papers, papers), ("fees", &story.fees, fees)] {
        if let Some(expected) = expected.as_ref().filter(|expected| **expected != found) {
            faults.push(StoryFault::Differ { what, expected: expected.clone(), found });
        }
    }
    if let Some(expected) = &story.case {
        let found = procedure.case_for(filled).map(|case| case.code.clone()).unwrap_or_default();
        if found != *expected {
            faults.push(StoryFault::OtherCase { expected: expected.clone(), found });
        }
    }
    let applies = !procedure.exemptions_for(filled).is_empty();
    if let Some(expected) = story.exempt.filter(|expected| *expected != applies) {
        faults.push(StoryFault::Exemption { expected });
    }
}

/// As stories spell it.
const fn problem_name(problem: &AnswerProblem) -> &'static str {
    match problem {
        AnswerProblem::Required { .. } => "required",
        AnswerProblem::Constraint { .. } => "constraint",
        AnswerProblem::NotADate => "not_a_date",
        AnswerProblem::NotAPartialDate => "not_a_partial_date",
        AnswerProblem::NotATime => "not_a_time",
        AnswerProblem::NotADateTime => "not_a_date_time",
        AnswerProblem::NotInRange => "not_in_range",
        AnswerProblem::NotARanking => "not_a_ranking",
        AnswerProblem::NotAPlace => "not_a_place",
        AnswerProblem::NotANumber => "not_a_number",
        AnswerProblem::NotAnInteger => "not_an_integer",
        AnswerProblem::NotAChoice => "not_a_choice",
    }
}
