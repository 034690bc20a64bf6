//! Texts with `${name}` in them.

use crate::Translated;
use crate::name::is_name;

/// A text in several languages that may speak of answers.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Text {
    pub(crate) words: Translated,
    /// Whether some language has a `${name}`.
    pub(crate) speaks_of_answers: bool,
}

impl Text {
    pub(crate) fn new(words: &Translated) -> Self {
        let speaks_of_answers = words.iter().any(|(_, text)| pieces(text).any(|(_, name)| name.is_some()));
        Self { words: words.clone(), speaks_of_answers }
    }
    /// The names in it, as often as they stand there.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.words.iter().flat_map(|(_, text)| pieces(text)).filter_map(|(_, name)| name)
    }
    /// The text without anybody's answers: a pause in the place of each.
    pub(crate) fn unanswered(&self) -> Translated {
        self.filled(|_| Some("…"))
    }
    /// The text with every name replaced by what `value` gives for it.
    /// `None` for nothing; of a long value the beginning.
    pub(crate) fn filled<'v>(&self, value: impl Fn(&str) -> Option<&'v str>) -> Translated {
        if !self.speaks_of_answers {
            return self.words.clone();
        }
        self.words.map(|text| {
            let mut filled = String::with_capacity(text.len());
            for (before, name) in pieces(text) {
                filled.push_str(before);
                if let Some(value) = name.and_then(&value) {
                    push_some(&mut filled, value);
                }
            }
            filled
        })
    }
}

/// Characters that a text shows of one value: it is a question, not a place to read what was answered.
const MAX_SHOWN: usize = 2_000;

fn push_some(filled: &mut String, value: &str) {
    match value.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => {
            filled.push_str(value.get(..end).unwrap_or_default());
            filled.push('…');
        }
        None => filled.push_str(value),
    }
}

/// What stands before each `${name}`, with the name; at last what stands behind all of them, without one.
/// `${last-saved#name}` counts as a name, so that it can be refused.
fn pieces(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        for (at, _) in text.match_indices("${") {
            let inside = text.get(at + 2..)?;
            if let Some((name, after)) = inside.split_once('}')
                && is_reference(name.trim())
            {
                rest = Some(after);
                return Some((text.get(..at)?, Some(name.trim())));
            }
        }
        rest = None;
        Some((text, None))
    })
}

fn is_reference(name: &str) -> bool {
    is_name(name.strip_prefix("last-saved#").unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_replaced_and_what_is_no_name_stays() {
        for (text, names, filled) in [
            ("Chào ${ten}, ${tuoi} tuổi", vec!["ten", "tuoi"], "Chào <ten>, <tuoi> tuổi"),
            ("${ ten }", vec!["ten"], "<ten>"),
            ("Chào ${ten}, ${khong", vec!["ten"], "Chào <ten>, ${khong"),
            ("${hai từ} ${a}", vec!["a"], "${hai từ} <a>"),
            ("$5 {x}", vec![], "$5 {x}"),
            ("", vec![], ""),
        ] {
            let words: Translated = [(String::new(), text.to_owned())].into_iter().collect();
            let read = Text::new(&words);
            assert_eq!(read.names().collect::<Vec<_>>(), names, "{text}");
            let shown = |name: &str| {
                ["ten", "tuoi", "a"].into_iter().zip(["<ten>", "<tuoi>", "<a>"]).find(|(n, _)| *n == name)
            };
            assert_eq!(read.filled(|name| shown(name).map(|(_, s)| s)).get(""), filled, "{text}");
        }
    }
}
