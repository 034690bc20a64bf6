//! Everybody line by line, in a few long texts: a search looks through a whole text at once, not name by name.
//!
//! Made anew from the households when something has changed and somebody searches; that takes some milliseconds.

use crate::birth::Birth;
use crate::{Household, words};
use dossier::{HouseholdId, PersonRef};
use memchr::memmem;
use std::collections::HashMap;

/// One line for the head of every household, and after it one for each of its persons.
#[derive(Default)]
pub(crate) struct Lines {
    pub(crate) all: Vec<Line>,
    /// Where each household's lines begin, in the order of `places`.
    pub(crate) households: Vec<(HouseholdId, usize)>,
    folded: Text,
    accented: Text,
    numbers: Text,
    places: Text,
}

pub(crate) struct Line {
    /// `None`: the head, who is only a name.
    pub(crate) person: Option<PersonRef>,
    pub(crate) any_order: u64,
    pub(crate) number: u64,
    pub(crate) birth: Birth,
    /// Merged into another entry.
    pub(crate) merged: bool,
}

/// Which words of a query fit which line, one bit a word.
pub(crate) type Words = u16;

impl Lines {
    pub(crate) fn of(households: &HashMap<HouseholdId, Household>) -> Self {
        let mut lines = Self::default();
        for (id, household) in households {
            lines.households.push((*id, lines.all.len()));
            lines.places.push(&[&household.place]);
            lines.folded.push(&[&household.head.folded]);
            lines.accented.push(&[&household.head.accented]);
            lines.numbers.push(&[&household.phone]);
            lines.all.push(Line {
                person: None,
                any_order: 0,
                number: 0,
                birth: Birth::default(),
                merged: false,
            });
            for person in &household.persons {
                lines.folded.push(&[&person.name.folded]);
                lines.accented.push(&[&person.name.accented]);
                lines.numbers.push(&[&person.number, &person.phone]);
                lines.all.push(Line {
                    person: Some(PersonRef { household: *id, person: person.id }),
                    any_order: person.any_order,
                    number: words::any_order(&person.number),
                    birth: person.birth,
                    merged: person.same_as.is_some(),
                });
            }
        }
        lines
    }

    /// A word of the name that begins so; `bit` is set in the lines that have one.
    pub(crate) fn begins(&self, word: &str, bit: Words, hits: &mut [Words]) {
        self.folded.find(&format!(" {word}"), bit, hits);
    }
    pub(crate) fn whole(&self, word: &str, bit: Words, hits: &mut [Words]) {
        self.folded.find(&format!(" {word} "), bit, hits);
    }
    pub(crate) fn with_accents(&self, word: &str, bit: Words, hits: &mut [Words]) {
        self.accented.find(&format!(" {word}"), bit, hits);
    }
    pub(crate) fn number_ends(&self, digits: &str, bit: Words, hits: &mut [Words]) {
        self.numbers.find(&format!("{digits} "), bit, hits);
    }
    /// By household.
    pub(crate) fn in_place(&self, word: &str, bit: Words, hits: &mut [Words]) {
        self.places.find(&format!(" {word}"), bit, hits);
    }
}

/// Lines one after the other. Each part has a space behind it, so that an end of a word is found like its beginning; a
/// needle has no line break, so it lies within one line.
#[derive(Default)]
struct Text {
    text: String,
    ends: Vec<usize>,
}

impl Text {
    fn push(&mut self, parts: &[&str]) {
        for part in parts {
            self.text.push_str(part);
            self.text.push(' ');
        }
        self.text.push('\n');
        self.ends.push(self.text.len());
    }

    fn find(&self, needle: &str, bit: Words, hits: &mut [Words]) {
        let mut lines = self.ends.iter().zip(hits).peekable();
        for at in memmem::find_iter(self.text.as_bytes(), needle) {
            while lines.next_if(|(end, _)| **end <= at).is_some() {}
            if let Some((_, hit)) = lines.peek_mut() {
                **hit |= bit;
            }
        }
    }
}
