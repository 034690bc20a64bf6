//! Instances of a repeat: added with an id that no other device can make, taken out without losing an answer.

use crate::{Device, problem};
use dossier::{AnswerKey, AnswerText, QuestionName};
use std::collections::BTreeMap;
use store::{StoreError, Touched};
use wire::Problem;
use wire::ipc::{AddRepeat, RemoveRepeat, RepeatAdded, Saved};

const LETTERS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
/// Two devices that add to one repeat at the same time draw the same id once in two billion times.
const ID_LETTERS: usize = 6;

impl Device {
    pub fn add_repeat(&self, request: AddRepeat) -> Result<RepeatAdded, Problem> {
        let row = self.changeable(request.dossier)?;
        let id = new_id().ok_or_else(|| problem::from_store("add to a list", StoreError::Crypto))?;
        let key = format!("{}/{id}", request.repeat);
        let parsed = AnswerKey::parse(&key).filter(AnswerKey::is_instance).ok_or(Problem::QuestionUnknown)?;
        self.must_be_repeat(&row, &parsed)?;
        let values = self.values_of(request.dossier)?;
        let place = next_place(&values, &request.repeat);
        let (key, text) = (QuestionName::from(key.as_str()), text(&place)?);
        let saved = self.save(&row, Touched::Answer(&key), place, |document, now| {
            document.set_answer(&key, &text, now)
        })?;
        Ok(RepeatAdded { key, saved })
    }

    pub fn remove_repeat(&self, request: RemoveRepeat) -> Result<Saved, Problem> {
        let row = self.changeable(request.dossier)?;
        let key = request.key.as_key().filter(AnswerKey::is_instance).ok_or(Problem::QuestionUnknown)?;
        self.must_be_repeat(&row, &key)?;
        if !self.values_of(request.dossier)?.contains_key(request.key.as_str()) {
            return Err(Problem::QuestionUnknown);
        }
        let nothing = AnswerText::default();
        self.save(&row, Touched::Other, String::new(), |document, now| {
            document.set_answer(&request.key, &nothing, now)
        })
    }

    fn values_of(&self, dossier: dossier::DossierId) -> Result<BTreeMap<String, String>, Problem> {
        self.with_store("read the dossier", |store| Ok(store.document(dossier.into())?.values()?))
    }
}

fn new_id() -> Option<String> {
    let mut drawn = [0u8; ID_LETTERS];
    getrandom::fill(&mut drawn).ok()?;
    // 256 is no multiple of 36: some letters come a little more often, which harms nobody.
    drawn.iter().map(|byte| LETTERS.get(usize::from(*byte) % LETTERS.len()).map(|b| char::from(*b))).collect()
}

/// One after the last instance, of those taken out too.
fn next_place(values: &BTreeMap<String, String>, repeat: &str) -> String {
    let siblings = values.iter().filter(|(key, _)| {
        key.strip_prefix(repeat).and_then(|rest| rest.strip_prefix('/')).is_some_and(|id| !id.contains('/'))
    });
    let last = siblings.filter_map(|(_, place)| place.parse::<f64>().ok()).fold(0.0, f64::max);
    (last.floor() + 1.0).to_string()
}

fn text(place: &str) -> Result<AnswerText, Problem> {
    AnswerText::new(place).map_err(|_| Problem::QuestionUnknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_instance_stands_after_the_last() {
        let values = |pairs: &[(&str, &str)]| {
            pairs
                .iter()
                .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
                .collect::<BTreeMap<_, _>>()
        };
        for (pairs, place) in [
            (&[][..], "1"),
            (&[("tv/a", "1"), ("tv/b", "2.5"), ("tv/c", "")], "3"),
            (&[("tv/a", "1"), ("tv/a/gt/x", "9"), ("tvx/a", "7"), ("tv/a/n", "8")], "2"),
        ] {
            assert_eq!(next_place(&values(pairs), "tv"), place, "{pairs:?}");
        }
    }

    #[test]
    fn an_id_has_the_shape_of_one() {
        let id = new_id().unwrap();
        assert!(AnswerKey::parse(&format!("tv/{id}")).is_some_and(|key| key.is_instance()), "{id}");
    }
}
