//! Likely doubles: whoever is being entered may stand in the book already.
//!
//! A warning must come while somebody types, over everybody in the book. So each person is first held against what can be
//! compared at once (the words in any order, the date, the numbers), and only who agrees in one of these is looked at
//! word by word.

use crate::birth::{Agreement, Birth};
use crate::lines::Line;
use crate::words::{any_order, digits, folded, one_letter_apart, phone_digits};
use crate::{Book, Person};
use dossier::{HouseholdId, PersonRef};

/// Whom somebody is about to enter, or already has.
#[derive(Clone, Default)]
pub struct Entered {
    folded: Box<str>,
    any_order: u64,
    birth: Birth,
    number: Box<str>,
    number_hash: u64,
    phone: Box<str>,
    /// In whose household.
    pub household: Option<HouseholdId>,
    /// The entry that is being looked at: nobody is a double of herself.
    pub except: Option<PersonRef>,
}

impl Entered {
    pub fn new(name: &str, birth: &str, number: &str, phone: &str) -> Self {
        let (folded, number) = (folded(name), digits(number));
        Self {
            any_order: any_order(&folded),
            folded,
            birth: Birth::read(birth),
            number_hash: any_order(&number),
            number,
            phone: phone_digits(phone),
            household: None,
            except: None,
        }
    }
}

impl std::fmt::Debug for Entered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Entered").finish_non_exhaustive()
    }
}

/// In what two entries are alike.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Likeness {
    Number,
    /// The same words, in whatever order.
    Name,
    /// A word or a letter apart.
    NearName,
    Birth,
    /// Day and month have changed places.
    BirthSwapped,
    /// One knows less, or it is a slip of the pen away.
    NearBirth,
    Phone,
    Household,
}

impl Likeness {
    const fn weight(self) -> u16 {
        match self {
            Self::Number => 100,
            Self::Name => 50,
            Self::NearName => 30,
            Self::Birth => 40,
            Self::BirthSwapped => 35,
            Self::NearBirth => 20,
            Self::Phone | Self::Household => 15,
        }
    }
}

/// A likely double.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Double {
    pub of: PersonRef,
    pub alike: Vec<Likeness>,
}

/// From here on it is worth a question. A name alone is, until a date of birth says otherwise.
const ENOUGH: u16 = 50;
/// A number of twelve digits, or an old one of nine.
const MIN_NUMBER: usize = 9;

impl Book {
    /// Who in the book is likely the same human being, the likeliest first.
    pub fn doubles(&self, entered: &Entered, limit: usize) -> Vec<Double> {
        let mine = entered.except.map(|entry| self.stands_for(entry));
        let mut likely: Vec<(u16, Double)> = self
            .lines()
            .all
            .iter()
            .filter(|line| !line.merged && entered.may_be(line))
            .filter_map(|line| line.person.filter(|of| mine != Some(*of)))
            .filter_map(|of| {
                let alike = entered.alike(of, self.person(of)?)?;
                Some((alike.iter().map(|one| one.weight()).sum(), Double { of, alike }))
            })
            .filter(|(weight, _)| *weight >= ENOUGH)
            .collect();
        likely.sort_by(|(one, a), (other, b)| other.cmp(one).then(a.of.cmp(&b.of)));
        likely.into_iter().take(limit).map(|(_, double)| double).collect()
    }
}

impl Entered {
    /// What can be compared at once: only who agrees in one of these is looked at word by word.
    fn may_be(&self, line: &Line) -> bool {
        line.any_order == self.any_order
            || line.number == self.number_hash && !self.number.is_empty()
            || !matches!(self.birth.agrees(line.birth), Agreement::Unknown | Agreement::Apart)
    }

    fn alike(&self, of: PersonRef, person: &Person) -> Option<Vec<Likeness>> {
        let number = self.number.len() >= MIN_NUMBER && self.number == person.number;
        let name = !self.folded.is_empty() && self.any_order == person.any_order;
        let birth = match self.birth.agrees(person.birth) {
            Agreement::Same => Some(Likeness::Birth),
            Agreement::Swapped => Some(Likeness::BirthSwapped),
            Agreement::Near => Some(Likeness::NearBirth),
            Agreement::Unknown => None,
            // Two people of one name; the same number would still be a mistake.
            Agreement::Apart if !number => return None,
            Agreement::Apart => None,
        };
        if !(number || name || birth.is_some()) {
            return None;
        }
        let mut alike = Vec::new();
        if number {
            alike.push(Likeness::Number);
        }
        if name {
            alike.push(Likeness::Name);
        } else if near(&self.folded, &person.name.folded) {
            alike.push(Likeness::NearName);
        } else if !number {
            // Born on one day is no likeness by itself.
            return None;
        }
        alike.extend(birth);
        if self.phone.len() >= MIN_NUMBER && self.phone == person.phone {
            alike.push(Likeness::Phone);
        }
        if self.household == Some(of.household) {
            alike.push(Likeness::Household);
        }
        Some(alike)
    }
}

/// One word is missing, or one is a letter apart, and two are the same.
fn near(one: &str, other: &str) -> bool {
    let words = |text: &'_ str| text.split_ascii_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (mut one, mut other) = (words(one), words(other));
    let all = one.len().max(other.len());
    one.retain(|word| match other.iter().position(|same| same == word) {
        Some(at) => {
            other.swap_remove(at);
            false
        }
        None => true,
    });
    match (one.as_slice(), other.as_slice()) {
        ([_], []) | ([], [_]) => all > 2,
        ([one], [other]) => all > 1 && one_letter_apart(one, other),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Household;
    use crate::order::name_key;
    use dossier::PersonId;
    use unicode_normalization::UnicodeNormalization;

    fn entry(n: u8) -> PersonRef {
        PersonRef { household: HouseholdId::from_bytes([1; 16]), person: PersonId::from_bytes([n; 16]) }
    }

    fn book() -> Book {
        let person = |n: u8, name: &str, birth: &str, number: &str| {
            Person::new(entry(n).person, name, name_key(name), birth).reached_by(number, "0912345678")
        };
        let persons = vec![
            person(1, "Lò Văn Mẫu", "1950-03-07", "011050000123"),
            person(2, "Lò Thị Mẫu", "1955", ""),
            person(3, "Hà Thị Hoà", "1990-12-01", ""),
        ];
        let mut book = Book::default();
        book.put(entry(1).household, Household::new("", Vec::new(), ["", "", ""], "", persons));
        book
    }

    fn told(entered: &Entered) -> Vec<(u8, Vec<Likeness>)> {
        let doubles = book().doubles(entered, 5);
        doubles.into_iter().map(|one| (one.of.person.as_bytes()[0], one.alike)).collect()
    }

    #[test]
    fn likely_doubles_are_told_with_what_is_alike() {
        use Likeness::{Birth, BirthSwapped, Household, Name, NearBirth, NearName, Number, Phone};
        for (name, birth, number, likely) in [
            ("Lò Văn Mẫu", "1950-03-07", "", vec![(1, vec![Name, Birth])]),
            ("mau van lo", "1950-07-03", "", vec![(1, vec![Name, BirthSwapped])]),
            ("Lò Văn Mẫu", "", "", vec![(1, vec![Name])]),
            ("Lò Văn Mẫu", "1950", "", vec![(1, vec![Name, NearBirth])]),
            ("Lò Mẫu", "1950-03-07", "", vec![(1, vec![NearName, Birth])]),
            ("Lò Văn Mầu Con", "1950-03-07", "", vec![(1, vec![NearName, Birth])]),
            ("Lò Vân Mãu", "1950-03-08", "", vec![(1, vec![Name, NearBirth])]),
            ("Lo Van Mao", "1950-03-07", "", vec![(1, vec![NearName, Birth])]),
            ("", "", "011 050 000 123", vec![(1, vec![Number])]),
            ("Ai Đó Khác", "2001", "011050000123", vec![(1, vec![Number])]),
            ("Lò Văn Mẫu", "1980-03-07", "", vec![]),
            ("Hà Văn Hoà", "1990-12-01", "", vec![]),
            ("", "1950-03-07", "", vec![]),
        ] {
            assert_eq!(told(&Entered::new(name, birth, number, "")), likely, "{name} {birth} {number}");
        }
        let mut near = Entered::new("Lò Thị Mẫu", "1955", "", "0912345678");
        near.household = Some(entry(1).household);
        assert_eq!(told(&near), [(2, vec![Name, Birth, Phone, Household])]);
        near.except = Some(entry(2));
        assert_eq!(told(&near), [], "nobody is a double of herself");
    }

    #[test]
    fn nonsense_is_nobody_s_double() {
        let decomposed: String = "Lò Văn Mẫu".nfd().collect();
        assert_eq!(told(&Entered::new(&decomposed, "", "", "")).len(), 1);
        for name in ["", "😀😀", "\u{202e}", &"ẫ".repeat(500), "' OR 1=1"] {
            assert_eq!(told(&Entered::new(name, "không nhớ", "0", "0")), [], "{name:?}");
        }
    }
}
