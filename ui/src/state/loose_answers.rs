//! Answers that are in no document yet: typed on one page, kept nowhere else.

use dossier::QuestionName;
use std::collections::BTreeMap;

#[derive(Clone, Default, PartialEq, Debug)]
pub struct LooseAnswers {
    /// By the key of the answer.
    pub values: BTreeMap<String, String>,
    /// Instances of repeats that were made here: their ids.
    made: u32,
}

#[derive(Debug)]
pub enum Change {
    Typed(QuestionName, String),
    /// One more instance of the repeat with this key.
    Add(String),
    /// The instance with this key is to go.
    Remove(String),
}

impl LooseAnswers {
    #[must_use]
    pub fn after(&self, change: Change) -> Self {
        let Self { mut values, mut made } = self.clone();
        match change {
            Change::Typed(question, value) => {
                values.insert(question.to_string(), value);
            }
            Change::Add(repeat) => {
                made += 1;
                values.insert(format!("{repeat}/t{made}"), made.to_string());
            }
            Change::Remove(instance) => {
                values.insert(instance, String::new());
            }
        }
        Self { values, made }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instance_that_was_taken_out_never_gives_its_place_to_another() {
        let after = [
            Change::Add("tv".to_owned()),
            Change::Typed("tv/t1/ho_ten".into(), "Lò Thị Mẫu".to_owned()),
            Change::Remove("tv/t1".to_owned()),
            Change::Add("tv".to_owned()),
        ]
        .into_iter()
        .fold(LooseAnswers::default(), |answers, change| answers.after(change));
        let values: Vec<_> = after.values.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        assert_eq!(values, [("tv/t1", ""), ("tv/t1/ho_ten", "Lò Thị Mẫu"), ("tv/t2", "2")]);
    }
}
