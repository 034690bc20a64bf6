//! Texts.

use super::{Function, MANY, of, of_context, run};
use crate::xpath::convert::{count, is_space, round};
use crate::xpath::pattern::Pattern;
use crate::xpath::value::Val;
use std::borrow::Cow;

pub(super) const TABLE: &[Function] = &[
    of_context("string", 0, 1, run!(|given| Ok(Val::Text(given.text_or_context(0)?)))),
    of(
        "concat",
        0,
        MANY,
        run!(|given| {
            let texts = given.texts_from(0)?;
            given.evaluator.check_length(texts.iter().map(|t| t.len()).sum())?;
            given.evaluator.made(texts.concat())
        }),
    ),
    of(
        "join",
        1,
        MANY,
        run!(|given| {
            let separator = given.text(0)?;
            let texts = given.texts_from(1)?;
            let bytes: usize = texts.iter().map(|t| t.len() + separator.len()).sum();
            given.evaluator.check_length(bytes)?;
            given.evaluator.made(texts.join(&separator))
        }),
    ),
    of("starts-with", 2, 2, run!(|given| Ok(Val::Bool(given.text(0)?.starts_with(&*given.text(1)?))))),
    of("ends-with", 2, 2, run!(|given| Ok(Val::Bool(given.text(0)?.ends_with(&*given.text(1)?))))),
    of("contains", 2, 2, run!(|given| Ok(Val::Bool(given.text(0)?.contains(&*given.text(1)?))))),
    of(
        "substring-before",
        2,
        2,
        run!(|given| {
            let (text, separator) = (given.text(0)?, given.text(1)?);
            Ok(part(text, |t| t.split_once(&*separator).map(|(before, _)| before).unwrap_or_default()))
        }),
    ),
    of(
        "substring-after",
        2,
        2,
        run!(|given| {
            let (text, separator) = (given.text(0)?, given.text(1)?);
            Ok(part(text, |t| t.split_once(&*separator).map(|(_, after)| after).unwrap_or_default()))
        }),
    ),
    of(
        "substring",
        2,
        3,
        run!(|given| {
            let text = given.text(0)?;
            // XPath counts characters from 1; those whose place is at least the rounded start and less than
            // the rounded start and length together.
            let start = round(given.number(1)?);
            let end = if given.count() > 2 { start + round(given.number(2)?) } else { f64::INFINITY };
            given.evaluator.spend(text.len() / 64)?;
            let kept = |index: usize| {
                let place = count(index + 1);
                place >= start && place < end
            };
            Ok(part(text, |t| {
                let mut places = t.char_indices().enumerate().filter(|(index, _)| kept(*index));
                let Some((_, (from, first))) = places.next() else { return "" };
                let to = places.last().map_or(from + first.len_utf8(), |(_, (at, c))| at + c.len_utf8());
                t.get(from..to).unwrap_or_default()
            }))
        }),
    ),
    of(
        "substr",
        2,
        3,
        run!(|given| {
            let text = given.text(0)?;
            given.evaluator.spend(text.len() / 64)?;
            let length = text.chars().count();
            let start = place(given.number(1)?, length);
            let end = if given.count() > 2 { place(given.number(2)?, length) } else { length };
            Ok(part(text, |t| {
                let at = |n: usize| t.char_indices().nth(n).map_or(t.len(), |(at, _)| at);
                if start < end { t.get(at(start)..at(end)).unwrap_or_default() } else { "" }
            }))
        }),
    ),
    of_context(
        "string-length",
        0,
        1,
        run!(|given| {
            let text = given.text_or_context(0)?;
            given.evaluator.spend(text.len() / 64)?;
            Ok(Val::Number(count(text.chars().count())))
        }),
    ),
    of_context(
        "normalize-space",
        0,
        1,
        run!(|given| {
            let text = given.text_or_context(0)?;
            let mut words = String::with_capacity(text.len());
            for word in text.split(is_space).filter(|w| !w.is_empty()) {
                if !words.is_empty() {
                    words.push(' ');
                }
                words.push_str(word);
            }
            given.evaluator.made(words)
        }),
    ),
    of(
        "translate",
        3,
        3,
        run!(|given| {
            let (text, from, to) = (given.text(0)?, given.text(1)?, given.text(2)?);
            given.evaluator.spend((text.len() / 8).saturating_mul(from.len() / 8 + 1))?;
            let from: Vec<char> = from.chars().collect();
            let to: Vec<char> = to.chars().collect();
            let changed = text.chars().filter_map(|c| match from.iter().position(|f| *f == c) {
                None => Some(c),
                Some(index) => to.get(index).copied(),
            });
            given.evaluator.made(changed.collect())
        }),
    ),
    of(
        "regex",
        2,
        2,
        run!(|given| {
            let text = given.text(0)?;
            // A pattern costs its text's length many times over.
            if let Some(pattern) = &given.call.pattern {
                given.evaluator.spend(pattern.cost(&text))?;
                return Ok(Val::Bool(pattern.matches(&text)));
            }
            let source = given.text(1)?;
            given.evaluator.spend(10_000)?;
            let pattern = Pattern::new(&source)?;
            given.evaluator.spend(pattern.cost(&text))?;
            Ok(Val::Bool(pattern.matches(&text)))
        }),
    ),
];

/// A part of a text, borrowed if the text is.
fn part<'a>(text: Cow<'a, str>, cut: impl Fn(&str) -> &str) -> Val<'a> {
    Val::Text(match text {
        Cow::Borrowed(text) => Cow::Borrowed(borrowed(text, cut(text))),
        Cow::Owned(text) => Cow::Owned(cut(&text).to_owned()),
    })
}

/// The same part with the whole's lifetime.
fn borrowed<'a>(whole: &'a str, part: &str) -> &'a str {
    let start = (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize);
    whole.get(start..start + part.len()).unwrap_or_default()
}

/// substr()'s places count from 0, negative ones from the end; what is no number is 0.
fn place(n: f64, length: usize) -> usize {
    let whole = if n.is_nan() { 0.0 } else { n.trunc() };
    let from_start = if whole < 0.0 { count(length) + whole } else { whole };
    from_start.clamp(0.0, count(length)) as usize
}
