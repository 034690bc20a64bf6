//! Search over labels without accents: every typed word must begin a word of the label.
//!
//! Labels are folded once, in one long text: those of a long list when it is made, so that nobody waits for them
//! at the first letter, the others the first time somebody searches. A search looks through the whole text at
//! once, not label by label.

use super::{Choice, ChoiceList};
use crate::fold::{fold, fold_onto};

/// The folded labels of all languages, one after the other, each beginning with a space.
#[derive(Default)]
pub(super) struct Folded {
    text: String,
    /// Where each row's words end in `text`.
    ends: Vec<usize>,
}

impl Folded {
    fn of(choices: &[Choice]) -> Self {
        let mut folded = Self::default();
        folded.text.reserve(choices.len().saturating_mul(24));
        for choice in choices {
            for (_, label) in choice.label.iter() {
                folded.text.push(' ');
                fold_onto(&mut folded.text, label);
            }
            folded.ends.push(folded.text.len());
        }
        folded
    }
    /// The rows that have a word beginning so, in order. `word` begins with a space and has no other: it lies
    /// within one row.
    fn rows_with<'a>(&'a self, word: &'a str) -> impl Iterator<Item = u32> + 'a {
        let mut from = 0;
        let mut row = 0;
        std::iter::from_fn(move || {
            let at = from + self.text.get(from..)?.find(word)?;
            row += self.ends.get(row..)?.partition_point(|end| *end <= at);
            from = *self.ends.get(row)?;
            u32::try_from(row).ok()
        })
    }
    fn row(&self, row: u32) -> &str {
        let row = row as usize;
        let begin = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(row).and_then(|end| self.text.get(begin..*end)).unwrap_or_default()
    }
}

/// Lists longer than this are folded when they are made.
const LONG: usize = 10_000;

impl ChoiceList {
    pub(super) fn prepare_search(&self) {
        if self.len() > LONG {
            self.folded();
        }
    }
    fn folded(&self) -> &Folded {
        self.folded.get_or_init(|| Folded::of(self.choices()))
    }
    /// The choices whose label has words that begin with the typed ones, in any order and without accents;
    /// labels that begin with what was typed come first, then the order of the sheet. `among`: only these
    /// rows. An empty query finds the first `limit` choices.
    pub fn search(&self, among: Option<&[u32]>, query: &str, limit: usize) -> Vec<&Choice> {
        let typed = fold(query);
        let words: Vec<String> =
            typed.split(' ').filter(|w| !w.is_empty()).map(|w| format!(" {w}")).collect();
        let whole = format!(" {typed}");
        let folded = self.folded();
        let (mut first, mut then) = (Vec::new(), Vec::new());
        let mut look = |row: u32| {
            let label = folded.row(row);
            if words.is_empty() || (label.starts_with(&whole) && !typed.is_empty()) {
                first.push(row);
            } else if then.len() < limit && words.iter().all(|word| label.contains(word.as_str())) {
                then.push(row);
            }
            first.len() < limit
        };
        // The longest word is the rarest.
        let longest = words.iter().max_by_key(|word| word.len());
        match (among, longest) {
            (Some(rows), _) => {
                let _found = rows.iter().all(|row| look(*row));
            }
            (None, None) => {
                let _found = (0..u32::try_from(self.len()).unwrap_or(u32::MAX)).all(look);
            }
            (None, Some(word)) => {
                let _found = folded.rows_with(word).all(look);
            }
        }
        first.into_iter().chain(then).take(limit).filter_map(|row| self.choice(row)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_without_accents_and_in_any_order() {
        let list = ChoiceList::from_table(
            &["name", "label"],
            [
                vec!["1", "Xã Mường Phăng"],
                vec!["2", "Phường Mường Thanh"],
                vec!["3", "Xã Thanh Nưa"],
                vec!["4", "Thanh Yên"],
            ],
            "name",
            "label",
        );
        let found = |query: &str, limit| -> Vec<&str> {
            list.search(None, query, limit).into_iter().map(|c| &*c.name).collect()
        };
        assert_eq!(found("muong", 9), ["1", "2"]);
        assert_eq!(found("phang muong", 9), ["1"]);
        assert_eq!(found("thanh", 9), ["4", "2", "3"], "those that begin with it come first");
        assert_eq!(found("thanh", 2), ["4", "2"]);
        assert_eq!(found("hanh", 9), Vec::<&str>::new(), "words are found by their beginning");
        assert_eq!(found("", 2), ["1", "2"]);
        assert_eq!(found("ĐẶC", 2), Vec::<&str>::new());
        assert_eq!(list.search(Some(&[1, 2]), "thanh", 9).len(), 2);
        let all: Vec<u32> = (0..4).collect();
        for query in ["muong", "t", "xa", "thanh yen", "phuong thanh muong", "z", ""] {
            assert_eq!(list.search(None, query, 9), list.search(Some(&all), query, 9), "{query}");
        }
    }
}
