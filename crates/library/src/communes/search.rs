//! Search over communes: what was typed, with or without accents, best first.

use super::{Commune, Communes, Place};
use crate::fold::{fold, lower};

/// What a person typed, prepared once for the whole list.
struct Query {
    folded: String,
    /// Without a leading `xa`, `phuong`, `dac khu`.
    name: String,
    /// As typed, in lower case, when it has accents.
    accented: Option<String>,
    letters: u64,
}

impl Query {
    fn new(typed: &str) -> Self {
        let folded = fold(typed);
        let name = ["xa ", "phuong ", "dac khu ", "p ", "x "]
            .iter()
            .find_map(|kind| folded.strip_prefix(kind))
            .unwrap_or(&folded)
            .to_owned();
        let accented = lower(typed);
        let has_accents = !accented.is_ascii();
        let letters = letters(&folded);
        Self { folded, name, accented: has_accents.then_some(accented), letters }
    }

    /// How well a commune fits, smaller is better; `None`: not at all.
    fn rank(&self, commune: &Commune) -> Option<u8> {
        if self.folded.is_empty() || commune.code.as_str() == self.folded {
            return Some(0);
        }
        if self.letters & !commune.letters != 0 {
            return None;
        }
        let rest = |text: &str| commune.folded.strip_prefix(text).map(str::len);
        let step = if commune.folded == self.folded || commune.folded == self.name {
            0
        } else if self.is_name_and_more(commune) {
            1
        } else if rest(&self.folded).is_some() || rest(&self.name).is_some() {
            2
        } else if begins_words(&self.name, &commune.folded) {
            3
        } else if begins_words(&self.folded, &commune.words) {
            4
        } else if self.folded.len() >= 3 && commune.folded.contains(&self.folded) {
            5
        } else {
            return None;
        };
        Some(step * 2 + u8::from(!self.has_these_accents(commune)))
    }
    /// The whole name, then words of the province: `muong phang dien bien`.
    fn is_name_and_more(&self, commune: &Commune) -> bool {
        self.name
            .strip_prefix(commune.folded.as_str())
            .is_some_and(|more| more.starts_with(' ') && begins_words(more, &commune.words))
    }
    /// Whoever types accents means them.
    fn has_these_accents(&self, commune: &Commune) -> bool {
        self.accented.as_ref().is_some_and(|typed| {
            typed.contains(&commune.accented) || commune.accented.contains(typed.as_str())
        })
    }
}

/// The letters and digits of a folded text, one bit each; anything rarer shares the last bit.
pub(super) fn letters(folded: &str) -> u64 {
    folded.bytes().filter(|b| *b != b' ').fold(0, |bits, b| {
        bits | match b {
            b'a'..=b'z' => 1 << (b - b'a'),
            b'0'..=b'9' => 1 << (26 + (b - b'0')),
            _ => 1 << 63,
        }
    })
}

/// Whether every word of `query` begins a word of `text`.
fn begins_words(query: &str, text: &str) -> bool {
    query.split(' ').filter(|w| !w.is_empty()).all(|part| text.split(' ').any(|word| word.starts_with(part)))
}

impl Communes {
    /// Communes that fit what was typed, best first, at most `limit`; within `province` (a code) if given.
    /// Accents are optional, and count when typed, in NFC. An empty query lists all, by name.
    pub fn search_communes(&self, query: &str, province: Option<&str>, limit: usize) -> Vec<Place<'_>> {
        let query = Query::new(query);
        let mut found: Vec<(u8, &Commune)> = self
            .communes()
            .iter()
            .filter(|c| province.is_none_or(|p| c.province == p))
            .filter_map(|c| Some((query.rank(c)?, c)))
            .collect();
        if found.len() > limit {
            // Only the best are wanted in order; sorting all for one letter would be most of the time.
            found.select_nth_unstable_by(limit, compare);
            found.truncate(limit);
        }
        found.sort_unstable_by(compare);
        found
            .into_iter()
            .filter_map(|(_, commune)| Some(Place { commune, province: self.province(&commune.province)? }))
            .collect()
    }
}

fn compare((rank_a, a): &(u8, &Commune), (rank_b, b): &(u8, &Commune)) -> std::cmp::Ordering {
    (rank_a, &a.folded, &a.code).cmp(&(rank_b, &b.folded, &b.code))
}
