//! What was typed, word by word, with the readings that it may have.

use crate::fold::{accented, fold};

/// Words that people put around what they mean.
const FILLERS: &[&str] = &[
    "anh", "ba", "bi", "can", "chi", "cho", "chua", "co", "con", "cua", "dau", "di", "do", "duoc", "em",
    "gi", "giay", "giup", "hoi", "khi", "la", "lam", "minh", "muon", "nao", "nguoi", "nhu", "o", "phai",
    "ra", "roi", "sao", "thi", "thu", "to", "toi", "tuc", "va", "ve", "xin", "a", "for", "get", "how", "i",
    "my", "need", "the", "want",
];

/// A word as typed and what it may mean.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct TypedWord {
    /// In lower case, with the accents that were typed.
    pub(crate) accented: String,
    /// The folded word, then other readings of it, such as the one by Telex.
    pub(crate) readings: Vec<String>,
    pub(crate) has_accents: bool,
}

impl TypedWord {
    pub(crate) fn is_filler(&self) -> bool {
        self.readings.first().is_some_and(|word| FILLERS.contains(&word.as_str()))
    }
}

/// The words of a query. Those that only punctuation makes are left out.
pub(crate) fn words(query: &str) -> Vec<TypedWord> {
    let accented = accented(query);
    accented.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(word).collect()
}

fn word(accented: &str) -> TypedWord {
    let folded = key(&fold(accented));
    let has_accents = !accented.is_ascii();
    let mut readings = vec![folded];
    if !has_accents {
        for reading in [telex(accented), vni(accented)].into_iter().flatten() {
            let reading = key(&reading);
            if !readings.contains(&reading) {
                readings.push(reading);
            }
        }
    }
    TypedWord { accented: accented.to_owned(), readings, has_accents }
}

/// The folded word by which words are compared: `ký` and `kí`, `lý` and `lí` are one.
pub(crate) fn key(folded: &str) -> String {
    match folded.strip_suffix('y') {
        Some(rest) if !rest.is_empty() && rest.chars().all(|c| !"aeiouy".contains(c)) => format!("{rest}i"),
        _ => folded.to_owned(),
    }
}

/// The word without the keys that Telex takes for accents: `maats` → `mat`, `dduwowcj` → `duoc`. `None` when there
/// are none of them.
fn telex(word: &str) -> Option<String> {
    let mut plain = String::new();
    let mut vowel_seen = false;
    let mut changed = false;
    for c in word.chars() {
        let last = plain.chars().last();
        match c {
            // A tone stands after the vowel it belongs to, mostly at the end.
            's' | 'f' | 'r' | 'x' | 'j' if vowel_seen => changed = true,
            // aa ee oo dd: â ê ô đ; also when the second letter is typed later: `tran` + `a`.
            'a' | 'e' | 'o' | 'd' if last == Some(c) => changed = true,
            // aw ow uw: ă ơ ư; alone it is ư.
            'w' if matches!(last, Some('a' | 'o' | 'u')) => changed = true,
            'w' => {
                plain.push('u');
                vowel_seen = true;
                changed = true;
            }
            _ => {
                vowel_seen |= "aeiouy".contains(c);
                plain.push(c);
            }
        }
    }
    changed.then_some(plain).filter(|plain| !plain.is_empty())
}

/// The word without the digits that VNI takes for accents: `me5` → `me`, `d9a8ng` → `dang`.
fn vni(word: &str) -> Option<String> {
    let begins_with_letter = word.starts_with(|c: char| c.is_ascii_alphabetic());
    let has_digits = word.contains(|c: char| c.is_ascii_digit());
    (begins_with_letter && has_digits).then(|| word.chars().filter(|c| !c.is_ascii_digit()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_without_an_input_method_are_read() {
        for (typed, read) in [
            ("maats", "mat"),
            ("mej", "me"),
            ("ddawng", "dang"),
            ("dduwowcj", "duoc"),
            ("khair", "khai"),
            ("tuwr", "tu"),
            ("keets", "ket"),
            ("hoon", "hon"),
            ("nguwowif", "nguoi"),
            ("tw", "tu"),
        ] {
            assert_eq!(telex(typed).as_deref(), Some(read), "{typed}");
        }
        for plain in ["khai", "sinh", "xac", "nhan", "me"] {
            assert_eq!(telex(plain), None, "{plain}");
        }
        for (typed, read) in [("me5", Some("me")), ("d9a8ng", Some("dang")), ("75", None), ("khai", None)] {
            assert_eq!(vni(typed).as_deref(), read, "{typed}");
        }
    }

    #[test]
    fn a_final_y_and_i_are_one() {
        assert_eq!(
            (key("ky"), key("ki"), key("giay"), key("y")),
            ("ki".into(), "ki".into(), "giay".into(), "y".into())
        );
    }
}
