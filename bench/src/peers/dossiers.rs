//! The dossiers that every contender gets: made from one seed, with the questions of the birth form.

use crate::drafts::Chance;
use library::Library;
use serde::{Deserialize, Serialize};
use std::path::Path;

pub(crate) const PROCEDURE: &str = "1.001193";
pub(crate) const FIELDS: usize = 40;
pub(crate) const EDITS: usize = 20;

/// A dossier: what is answered first, and what is then changed. Each is one save.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Made {
    pub(crate) key: String,
    pub(crate) answers: Vec<(String, String)>,
    pub(crate) edits: Vec<(String, String)>,
}

pub(crate) fn made(count: usize, seed: u64) -> Vec<Made> {
    let questions = questions();
    let mut chance = Chance(seed);
    (0..count)
        .map(|number| Made {
            key: format!("ho-so-{number:05}"),
            answers: questions.iter().map(|question| (question.clone(), chance.answer(question))).collect(),
            edits: (0..EDITS)
                .map(|_| {
                    let question = chance.one_of(&questions);
                    (question.clone(), chance.answer(question))
                })
                .collect(),
        })
        .collect()
}

pub(crate) fn read(file: &Path) -> Vec<Made> {
    let text = std::fs::read_to_string(file).expect("the file of dossiers");
    serde_json::from_str(&text).expect("dossiers as JSON")
}

/// The first questions of the birth form that are asked.
fn questions() -> Vec<String> {
    let library = Library::built_in().expect("the library opens");
    let pack = library.pack(&PROCEDURE.into()).expect("the birth registration");
    let form = forms::Form::load(pack.form.as_ref().expect("its form")).expect("its form loads");
    let asked = form.question_names().filter(|name| form.kind(name).is_some_and(|kind| kind.is_asked()));
    let found: Vec<String> = asked.take(FIELDS).map(str::to_owned).collect();
    assert_eq!(found.len(), FIELDS, "the birth form asks enough");
    found
}
