//! Finding people and households by words in any order, without accents, and by the last digits of a number.
//!
//! **Invariant:** every word that was typed must fit: nothing is found because most of it fits.

use crate::Book;
use crate::lines::{Lines, Words};
use crate::words::{accented, folded};
use dossier::{HouseholdId, PersonRef};
use std::collections::BTreeSet;

/// What was found, best first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Found {
    pub persons: Vec<PersonRef>,
    /// Households that fit by their head or place, beside those whose person fits.
    pub households: Vec<HouseholdId>,
    /// There are more than are told.
    pub more: bool,
}

/// Words beyond these say nothing more.
const MAX_WORDS: usize = 12;
/// Fewer digits fit half of the book.
const MIN_DIGITS: usize = 3;

struct Word {
    folded: String,
    digits: bool,
    /// A year of birth.
    year: Option<u16>,
}

struct Query {
    words: Vec<Word>,
    /// The words with accents, if any were typed.
    accented: Vec<String>,
}

impl Query {
    fn read(typed: &str) -> Self {
        // A number is often typed in groups, as it is read aloud.
        let compact: String = typed.chars().filter(|c| !matches!(c, ' ' | '.' | '-')).collect();
        let number = compact.strip_prefix("+84").map(|rest| format!("0{rest}")).unwrap_or(compact);
        let is_number = number.len() >= MIN_DIGITS && number.bytes().all(|byte| byte.is_ascii_digit());
        let (plain, typed) = match is_number {
            true => (folded(&number), number.as_str().into()),
            false => (folded(typed), accented(typed)),
        };
        let word = |word: &str| Word {
            folded: word.to_owned(),
            digits: word.len() >= MIN_DIGITS && word.bytes().all(|byte| byte.is_ascii_digit()),
            year: if word.len() == 4 { word.parse().ok() } else { None },
        };
        let accented = match typed.is_ascii() {
            true => Vec::new(),
            false => typed.split_ascii_whitespace().take(MAX_WORDS).map(str::to_owned).collect(),
        };
        Self { words: plain.split_ascii_whitespace().take(MAX_WORDS).map(word).collect(), accented }
    }
}

/// What fits which line and which household: one bit a word.
struct Hits {
    own: Vec<Words>,
    whole: Vec<Words>,
    accented: Vec<Words>,
    place: Vec<Words>,
}

impl Hits {
    fn of(query: &Query, lines: &Lines) -> Self {
        let none = || vec![0; lines.all.len()];
        let mut hits =
            Self { own: none(), whole: none(), accented: none(), place: vec![0; lines.households.len()] };
        for (place, word) in query.words.iter().enumerate() {
            let bit = 1 << place;
            lines.begins(&word.folded, bit, &mut hits.own);
            lines.whole(&word.folded, bit, &mut hits.whole);
            lines.in_place(&word.folded, bit, &mut hits.place);
            if word.digits {
                lines.number_ends(&word.folded, bit, &mut hits.own);
            }
            if let Some(year) = word.year {
                let born =
                    lines.all.iter().zip(&mut hits.own).filter(|(line, _)| line.birth.year() == Some(year));
                born.for_each(|(_, hit)| *hit |= bit);
            }
        }
        for (place, word) in query.accented.iter().enumerate() {
            lines.with_accents(word, 1 << place, &mut hits.accented);
        }
        hits
    }
}

fn all_of(words: usize) -> Words {
    (0..words).fold(0, |bits, place| bits | 1 << place)
}

impl Book {
    /// Persons and households for what was typed, at most `limit` of each. Nothing typed finds nothing.
    pub fn find(&self, typed: &str, limit: usize) -> Found {
        let query = Query::read(typed);
        if query.words.is_empty() {
            return Found::default();
        }
        let lines = self.lines();
        let hits = Hits::of(&query, lines);
        let (every, accents) = (all_of(query.words.len()), all_of(query.accented.len()));
        let mut persons: Vec<(u8, PersonRef)> = Vec::new();
        let mut households: Vec<(u8, HouseholdId)> = Vec::new();
        let ends = lines.households.iter().skip(1).map(|(_, begin)| *begin).chain([lines.all.len()]);
        let mut rows =
            lines.all.iter().zip(&hits.own).zip(&hits.whole).zip(&hits.accented).enumerate().peekable();
        for (((id, _), end), in_place) in lines.households.iter().zip(ends).zip(&hits.place) {
            let before = persons.len();
            let mut head = None;
            while let Some((_, (((line, own), whole), accented))) = rows.next_if(|(row, _)| *row < end) {
                if own | in_place != every {
                    continue;
                }
                // Lower is better: the accents that were typed, then whole words.
                let as_typed = accents != 0 && accented & accents == accents;
                let rank = u8::from(whole & every != every) + if as_typed { 0 } else { 2 };
                match line.person {
                    // Who merely lives there is found with the household.
                    Some(entry) if *own != 0 => persons.push((rank, entry)),
                    Some(_) => {}
                    None => head = Some((rank, *id)),
                }
            }
            // Its people say more than its head.
            if persons.len() == before {
                households.extend(head);
            }
        }
        let mut more = first(&mut persons, limit, |entry| {
            self.person(*entry).map_or(&[][..], |person| &person.name.order)
        });
        more |= first(&mut households, limit, |id| {
            self.households.get(id).map_or(&[][..], |household| &household.head.order)
        });
        let mut found = Found { more, ..Found::default() };
        let mut told = BTreeSet::new();
        for (_, entry) in persons {
            let entry = self.stands_for(entry);
            if told.insert(entry) {
                found.persons.push(entry);
            }
        }
        found.more |= found.persons.len() > limit || households.len() > limit;
        found.persons.truncate(limit);
        found.households = households.into_iter().take(limit).map(|(_, id)| id).collect();
        found
    }
}

/// Sorts the best by rank and name, and lets the others go; more than `limit` are left, since several may be entries of
/// one human being. Answers whether any went.
fn first<'a, T: Copy + Ord>(found: &mut Vec<(u8, T)>, limit: usize, order: impl Fn(&T) -> &'a [u8]) -> bool {
    let keep = limit.saturating_mul(4).saturating_add(1);
    let mut keyed: Vec<(u8, &[u8], T)> = found.iter().map(|(rank, one)| (*rank, order(one), *one)).collect();
    let more = keyed.len() > keep;
    if more {
        keyed.select_nth_unstable(keep);
        keyed.truncate(keep);
    }
    keyed.sort_unstable();
    *found = keyed.into_iter().map(|(rank, _, one)| (rank, one)).collect();
    more
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::name_key;
    use crate::{Household, Person};
    use dossier::PersonId;
    use unicode_normalization::UnicodeNormalization;

    fn id(n: u8) -> HouseholdId {
        HouseholdId::from_bytes([n; 16])
    }

    fn book() -> Book {
        let mut book = Book::default();
        let person = |n: u8, name: &str, birth: &str, number: &str, phone: &str| {
            Person::new(PersonId::from_bytes([n; 16]), name, name_key(name), birth).reached_by(number, phone)
        };
        let mau = vec![
            person(1, "Lò Văn Mẫu", "1950-03-07", "011050000123", "0912 345 678"),
            person(2, "Lò Thị Mẫu", "1955", "", ""),
            person(3, "Lò Thị Hoà Mẫu", "1990", "", ""),
        ];
        let house = |head: &str, place, persons| Household::new(head, name_key(head), place, "", persons);
        book.put(id(1), house("Lò Văn Mẫu", ["Bản Mẫu Trên", "Ngõ 3", ""], mau));
        book.put(id(2), house("Hà Thị Mậu", ["Bản Mẫu Dưới", "", "Nhà số 5"], vec![]));
        book
    }

    fn names(found: &Found) -> Vec<u8> {
        found.persons.iter().map(|one| one.person.as_bytes()[0]).collect()
    }

    #[test]
    fn people_are_found_by_what_one_remembers_of_them() {
        let book = book();
        for (typed, persons) in [
            ("lo mau", &[3, 2, 1][..]),
            ("mau thi", &[3, 2]),
            ("MẪU LÒ", &[3, 2, 1]),
            ("hoa", &[3]),
            ("hòa", &[3]),
            ("hoà", &[3]),
            ("tren lo", &[3, 2, 1]),
            ("123", &[1]),
            ("0000123", &[1]),
            ("5678", &[1]),
            ("0912.345.678", &[1]),
            ("+84 912 345 678", &[1]),
            ("1955", &[2]),
            ("mau 1950", &[1]),
            ("12", &[]),
            ("0912345679", &[]),
            ("lo mau khong co", &[]),
        ] {
            let mut found = names(&book.find(typed, 50));
            let mut expected = persons.to_vec();
            found.sort_unstable();
            expected.sort_unstable();
            assert_eq!(found, expected, "{typed}");
        }
    }

    #[test]
    fn accents_that_were_typed_bring_those_first_who_have_them() {
        let mut book = book();
        let person = |n: u8, name: &str| Person::new(PersonId::from_bytes([n; 16]), name, name_key(name), "");
        let persons = vec![person(8, "Lò Mậu"), person(9, "Lò Mẫu")];
        book.put(id(3), Household::new("Lò Mậu", name_key("Lò Mậu"), ["", "", ""], "", persons));
        let found = names(&book.find("lò mậu", 1));
        assert_eq!(found, [8]);
        assert!(book.find("lò mậu", 1).more);
    }

    #[test]
    fn a_hamlet_finds_its_households_and_not_everybody_in_them() {
        let found = book().find("bản mẫu dưới", 50);
        assert_eq!((found.persons.len(), found.households.as_slice()), (0, &[id(2)][..]));
        let found = book().find("ha mau duoi", 50);
        assert_eq!(found.households, [id(2)]);
    }

    #[test]
    fn nonsense_finds_nothing_and_hurts_nobody() {
        let book = book();
        let long = "mẫu ".repeat(500);
        for typed in ["", "   ", "😀", "\u{202e}\u{200f}", "%", "' OR 1=1", &"x".repeat(500), "\0"] {
            assert_eq!(book.find(typed, 50), Found::default(), "{typed:?}");
        }
        assert_eq!(book.find(&long, 50).persons.len(), 3);
        let decomposed: String = "Lò Thị Mẫu".nfd().collect();
        assert_eq!(names(&book.find(&decomposed, 50)), names(&book.find("Lò Thị Mẫu", 50)));
        assert_eq!(names(&book.find("\u{202b}Lò 😀 Văn", 50)), [1], "marks and pictures are no words");
    }

    #[test]
    fn who_was_merged_is_found_by_either_name_and_told_once() {
        let mut book = book();
        let stands = PersonRef { household: id(1), person: PersonId::from_bytes([1; 16]) };
        let twice = Person::new(PersonId::from_bytes([7; 16]), "Lò Mẫu Già", name_key("Lò Mẫu Già"), "")
            .merged_into(Some(stands));
        book.put(id(4), Household::new("", Vec::new(), ["", "", ""], "", vec![twice]));
        assert_eq!(book.find("gia", 50).persons, [stands]);
        assert_eq!(names(&book.find("lo mau", 50)).len(), 3);
    }
}
