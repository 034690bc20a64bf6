//! Whether a form asks what an answer's key names.

use dossier::AnswerKey;
use forms::Form;

/// Whether the form has such a question, or such a repeat, at the place that the key tells.
pub fn takes(form: &Form, key: &AnswerKey<'_>) -> bool {
    let around: Vec<&str> = key.repeats().collect();
    match key.question() {
        Some(name) => form.kind(name).is_some() && form.repeats_around(name) == around,
        None => form.question_names().any(|name| form.repeats_around(name).starts_with(&around)),
    }
}
