//! The vocabulary of all phrases, and the search over it: each typed word is compared once with each word that
//! occurs, whatever the number of procedures.

use super::near::{is_near, is_near_beginning};
use super::phrase::{Fits, Phrase, across, cost};
use super::typed::{TypedWord, key, words};
use crate::fold::{accented, fold};
use std::collections::BTreeMap;

/// Something that can be found: its phrases, each with its weight; 0 says exactly what it is.
pub(crate) type Searched = Vec<(String, u16)>;

/// Everything that can be found, prepared once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    vocabulary: Vec<Word>,
    entries: Vec<Vec<Phrase>>,
}

#[derive(Clone, Debug)]
struct Word {
    accented: String,
    key: String,
}

impl Index {
    /// An index of entries; [`Index::find`] answers with their places in this order.
    pub(crate) fn new(searched: impl IntoIterator<Item = Searched>) -> Self {
        let mut index = Self::default();
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        for entry in searched {
            let phrases = entry
                .into_iter()
                .map(|(text, weight)| {
                    let words = accented(&text);
                    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
                    let words = words.map(|word| index.number(&mut numbers, word)).collect();
                    Phrase { words, weight }
                })
                .collect();
            index.entries.push(phrases);
        }
        index
    }
    fn number(&mut self, numbers: &mut BTreeMap<String, u32>, word: &str) -> u32 {
        if let Some(number) = numbers.get(word) {
            return *number;
        }
        let number = u32::try_from(self.vocabulary.len()).unwrap_or(u32::MAX);
        self.vocabulary.push(Word { accented: word.to_owned(), key: key(&fold(word)) });
        numbers.insert(word.to_owned(), number);
        number
    }

    /// Entries that fit, with what they cost, best first. `None`: nothing was typed.
    pub(crate) fn find(&self, query: &str) -> Option<Vec<(u16, usize)>> {
        let typed = words(query);
        if typed.is_empty() {
            return None;
        }
        let found = self.fitting(&typed);
        if !found.is_empty() {
            return Some(found);
        }
        let telling: Vec<TypedWord> = typed.iter().filter(|word| !word.is_filler()).cloned().collect();
        if telling.is_empty() || telling.len() == typed.len() {
            return Some(found);
        }
        Some(self.fitting(&telling))
    }

    fn fitting(&self, typed: &[TypedWord]) -> Vec<(u16, usize)> {
        let last = typed.len().saturating_sub(1);
        let fits: Vec<Fits> = typed
            .iter()
            .enumerate()
            .map(|(index, word)| {
                self.vocabulary.iter().map(|known| fit(word, known, index == last)).collect()
            })
            .collect();
        // A word that fits nothing at all fits no entry.
        if fits.iter().any(|fits| fits.iter().all(Option::is_none)) {
            return Vec::new();
        }
        let mut found: Vec<(u16, usize)> = self
            .entries
            .iter()
            .enumerate()
            .filter_map(|(at, phrases)| {
                let best = phrases.iter().filter_map(|phrase| phrase.cost(&fits)).min();
                best.or_else(|| across(phrases, &fits)).map(|cost| (cost, at))
            })
            .collect();
        found.sort_unstable();
        found
    }
}

/// What it costs to read a typed word as a known one.
fn fit(typed: &TypedWord, known: &Word, may_be_unfinished: bool) -> Option<u16> {
    if typed.accented == known.accented {
        return Some(cost::SAME);
    }
    let accents = if typed.has_accents { cost::OTHER_ACCENTS } else { cost::WITHOUT_ACCENTS };
    typed
        .readings
        .iter()
        .enumerate()
        .filter_map(|(index, reading)| {
            let other_reading = if index == 0 { 0 } else { cost::OTHER_READING };
            let way = if *reading == known.key {
                accents
            } else if may_be_unfinished && known.key.starts_with(reading) {
                cost::UNFINISHED + if known.accented.starts_with(&typed.accented) { 0 } else { accents }
            } else if is_near(reading, &known.key) {
                cost::WRONG_LETTER
            } else if may_be_unfinished && is_near_beginning(reading, &known.key) {
                cost::WRONG_LETTER + cost::UNFINISHED
            } else {
                return None;
            };
            Some(way + other_reading)
        })
        .min()
}
