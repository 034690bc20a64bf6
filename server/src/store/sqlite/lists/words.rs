//! The words that a dossier is found by, and what is typed as an expression over them.
//!
//! Words are folded as everywhere in the house: without accents, case and signs. The last word that is typed may be the
//! beginning of one, from two letters on. An official number is found by its parts, and its last part also without zeros.

use super::{NEW, WAITING, WORK};
use library::fold::fold;
use std::collections::BTreeSet;

/// So many words of what is typed count.
const MOST_WORDS: usize = 12;
/// So many words of a dossier are kept.
const MOST_KEPT: usize = 200;
/// A single letter stands for itself: names have them, and every other word begins with it.
const SHORTEST_BEGINNING: usize = 2;

/// What a dossier is found by.
#[derive(Debug)]
pub(super) struct Findable<'a> {
    pub(super) number: &'a str,
    pub(super) local_code: &'a str,
    /// Subject, team, volunteer, and what the document says besides.
    pub(super) texts: [&'a str; 4],
    pub(super) marks: Marks<'a>,
}

/// What filters ask for.
#[derive(Debug)]
pub(super) struct Marks<'a> {
    pub(super) commune: &'a str,
    pub(super) list: i64,
    pub(super) procedure: &'a str,
    pub(super) team: u32,
    pub(super) volunteer: u32,
    pub(super) holder: u32,
}

pub(super) fn mark(kind: char, of: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    format!("_{kind}{}", of.chars().map(plain).collect::<String>())
}

/// As it is written into `work_search`: each word once.
pub(super) fn of(findable: &Findable<'_>) -> String {
    let mut words = BTreeSet::new();
    for text in findable.texts {
        words.extend(fold(text).split(' ').take(MOST_KEPT).map(str::to_owned));
    }
    let parts: Vec<String> = findable.number.split('-').map(squashed).collect();
    if let Some(last) = parts.last() {
        words.insert(last.trim_start_matches('0').to_owned());
    }
    words.extend(parts);
    words.extend(findable.local_code.split('-').skip(1).map(squashed));
    words.insert(squashed(findable.local_code));
    words.remove("");
    let Marks { commune, list, procedure, team, volunteer, holder } = findable.marks;
    if is_short(list) {
        let within: Vec<String> = words.iter().map(|word| in_list(list, word)).collect();
        words.extend(within);
    }
    words.extend([
        mark('c', commune),
        mark('l', &list.to_string()),
        mark('p', procedure),
        mark('t', &team.to_string()),
        mark('v', &volunteer.to_string()),
        mark('h', &holder.to_string()),
    ]);
    words.into_iter().collect::<Vec<_>>().join(" ")
}

/// Lists of what is not decided are short beside what is, and have words of their own: a search in one of them does not go
/// through everything that was ever decided.
pub(super) const fn is_short(list: i64) -> bool {
    matches!(list, NEW | WAITING | WORK)
}

fn in_list(list: i64, word: &str) -> String {
    format!("_{list}{word}")
}

/// The condition, asked of the words of one short list.
pub(super) fn within(list: i64, condition: &str) -> String {
    let pieces = condition.split('"').enumerate();
    let pieces = pieces.map(|(at, piece)| if at % 2 == 1 { in_list(list, piece) } else { piece.to_owned() });
    pieces.collect::<Vec<_>>().join("\"")
}

/// Folded into one word.
fn squashed(part: &str) -> String {
    fold(part).replace(' ', "")
}

/// What was typed, as conditions that must all hold.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Asked {
    /// Every word as a whole one.
    pub(super) whole: Vec<String>,
    /// The last may be a beginning.
    pub(super) begun: Vec<String>,
}

/// `None`: no word is in it.
pub(super) fn asked(typed: &str) -> Option<Asked> {
    let pieces: Vec<&str> =
        typed.split_whitespace().filter(|piece| !fold(piece).is_empty()).take(MOST_WORDS).collect();
    let last = pieces.len().checked_sub(1)?;
    let conditions = |begun: bool| {
        let all = pieces.iter().enumerate();
        all.map(|(at, piece)| condition(piece, begun && at == last)).collect::<Vec<_>>()
    };
    Some(Asked { whole: conditions(false), begun: conditions(true) })
}

/// A piece between two spaces. With hyphens or dots in it, it may be a number, a part of one or a local code.
fn condition(piece: &str, is_last: bool) -> String {
    let folded = fold(piece);
    let mut ways = vec![all_of(folded.split(' '), is_last)];
    if folded.contains(' ') {
        let parts: Vec<String> = piece.split('-').map(squashed).filter(|part| !part.is_empty()).collect();
        ways.push(all_of(parts.iter().map(String::as_str), is_last));
        ways.push(all_of(std::iter::once(squashed(piece).as_str()), is_last));
    }
    ways.dedup();
    format!("({})", ways.join(" OR "))
}

fn all_of<'a>(words: impl Iterator<Item = &'a str>, is_last: bool) -> String {
    let words: Vec<&str> = words.collect();
    let last = words.len().saturating_sub(1);
    let words = words.iter().enumerate().map(|(at, word)| {
        let begins = is_last && at == last && word.chars().count() >= SHORTEST_BEGINNING;
        // Letters and digits alone, so there is nothing to escape.
        if begins { format!("\"{word}\" *") } else { format!("\"{word}\"") }
    });
    format!("({})", words.collect::<Vec<_>>().join(" AND "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dossier_is_found_by_names_and_by_the_parts_of_its_number() {
        let words = of(&Findable {
            number: "H15.50.05.13-261008-0975",
            local_code: "N-7K2QX",
            texts: ["Lò Thị Hoà", "Tổ Thôn Đông", "", "thon dong"],
            marks: Marks {
                commune: "03325",
                list: 3,
                procedure: "1.001193",
                team: 2,
                volunteer: 7,
                holder: 0,
            },
        });
        assert_eq!(
            words,
            "0975 261008 7k2qx 975 _30975 _3261008 _37k2qx _3975 _3dong _3h15500513 _3hoa _3lo _3n7k2qx _3thi _3thon _3to \
             _c03325 _h0 _l3 _p1_001193 _t2 _v7 dong h15500513 hoa lo n7k2qx thi thon to"
        );
    }

    #[test]
    fn what_is_not_decided_has_words_of_its_own() {
        let asked = asked("N-7K2").unwrap();
        let conditions: Vec<_> = asked.begun.iter().map(|one| within(WORK, one)).collect();
        assert_eq!(conditions, ["((\"_3n\" AND \"_37k2\" *) OR (\"_3n7k2\" *))"]);
    }

    #[test]
    fn what_is_typed_is_words_and_the_last_may_be_a_beginning() {
        for (typed, conditions) in [
            ("hoà", Some(vec!["((\"hoa\" *))"])),
            ("Lò  HÒA", Some(vec!["((\"lo\"))", "((\"hoa\" *))"])),
            ("vàng a", Some(vec!["((\"vang\"))", "((\"a\"))"])),
            ("N-7K2", Some(vec!["((\"n\" AND \"7k2\" *) OR (\"n7k2\" *))"])),
            ("\" OR _c1", Some(vec!["((\"or\"))", "((\"c1\" *))"])),
            ("  * - \" ", None),
            ("", None),
        ] {
            let wanted = conditions.map(|all| all.into_iter().map(str::to_owned).collect::<Vec<_>>());
            assert_eq!(asked(typed).map(|asked| asked.begun), wanted, "{typed}");
        }
        assert_eq!(asked("lò ho").unwrap().whole, ["((\"lo\"))", "((\"ho\"))"]);
        let long = "an ".repeat(50);
        assert_eq!(asked(&long).unwrap().whole.len(), MOST_WORDS);
    }
}
