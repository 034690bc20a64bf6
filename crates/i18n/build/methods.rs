//! Writes the Rust source, one method of `Texts` for each text, and the words of each language.
//!
//! A method knows its text by the place that it has in the words of both languages.

use crate::catalogue::{Argument, Text, Words};
use std::fmt::Write as _;

/// What is between two texts.
const END: char = '\0';

/// What the build writes.
pub(crate) struct Written {
    pub(crate) source: String,
    /// Every text of a language, behind the fingerprint of both.
    pub(crate) vi: String,
    pub(crate) en: String,
}

pub(crate) fn written(texts: &[Text]) -> Written {
    let (mut vi, mut en) = (String::new(), String::new());
    for text in texts {
        let mut whole = Vec::new();
        leaves(&text.en, &mut whole);
        for english in whole {
            for (all, words) in [(&mut vi, plain(&text.vi)), (&mut en, english)] {
                all.push(END);
                all.push_str(words);
            }
        }
    }
    let fingerprint = fingerprint(&[&vi, &en]);
    vi.insert_str(0, &fingerprint);
    en.insert_str(0, &fingerprint);
    Written { source: source(texts, &fingerprint), vi, en }
}

/// FNV-1a: the same on every machine and with every compiler.
fn fingerprint(parts: &[&str]) -> String {
    let bytes = parts.iter().flat_map(|part| part.bytes());
    let hash = bytes
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    format!("{hash:016x}")
}

/// The whole texts of a language: one, or one for each form that a count chooses.
fn leaves<'w>(words: &'w Words, into: &mut Vec<&'w str>) {
    match words {
        Words::Plain(text) => into.push(text),
        Words::ByCount { one, other, .. } => {
            leaves(one, into);
            leaves(other, into);
        }
    }
}

/// What Vietnamese says, which has one form for all counts.
fn plain(words: &Words) -> &str {
    match words {
        Words::Plain(text) => text,
        Words::ByCount { other, .. } => plain(other),
    }
}

fn source(texts: &[Text], fingerprint: &str) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "/// Of all texts; the files of another build have another.");
    let _ = writeln!(out, "pub const FINGERPRINT: &str = {fingerprint:?};");
    let keys: Vec<String> = texts.iter().map(|text| format!("{:?}", text.key)).collect();
    let _ = writeln!(out, "/// Every key, so that a test can ask whether each is shown somewhere.");
    let _ = writeln!(out, "pub const KEYS: &[&str] = &[{}];", keys.join(", "));
    out.push_str("impl Texts {\n");
    let mut place = 0;
    for text in texts {
        method(&mut out, text, &mut place);
    }
    out.push_str("}\n");
    samples(&mut out, texts);
    out
}

fn name(text: &Text) -> String {
    text.key.replace('-', "_")
}

fn method(out: &mut String, text: &Text, place: &mut usize) {
    let mut parameters = String::new();
    let mut counts = String::new();
    let mut arguments = Vec::new();
    for (argument, kind) in &text.arguments {
        let ty = match kind {
            Argument::Words => "impl std::fmt::Display",
            Argument::Count => {
                let _ = writeln!(counts, "        let {argument} = {argument}.into_count();");
                "impl Count"
            }
        };
        let _ = write!(parameters, ", {argument}: {ty}");
        arguments.push(format!("&{argument}"));
    }
    let place = expression(&text.en, place);
    let _ = writeln!(out, "    #[doc = {:?}]", shown(text));
    let _ = writeln!(out, "    #[must_use]");
    let _ = writeln!(out, "    pub fn {}(&self{parameters}) -> String {{", name(text));
    out.push_str(&counts);
    let _ = if arguments.is_empty() {
        writeln!(out, "        self.words({place}).to_owned()")
    } else {
        writeln!(out, "        self.filled({place}, &[{}])", arguments.join(", "))
    };
    let _ = writeln!(out, "    }}");
}

/// The place of the words, as a Rust expression; `next` is the first that is free.
fn expression(words: &Words, next: &mut usize) -> String {
    match words {
        Words::Plain(_) => {
            *next += 1;
            (*next - 1).to_string()
        }
        Words::ByCount { argument, one, other } => {
            let one = expression(one, next);
            format!("if {argument} == 1 {{ {one} }} else {{ {} }}", expression(other, next))
        }
    }
}

/// The Vietnamese words, for the method's doc comment.
fn shown(text: &Text) -> String {
    let mut shown = plain(&text.vi).split_whitespace().collect::<Vec<_>>().join(" ");
    for (place, argument) in text.arguments.keys().enumerate() {
        if let Some(mark) = crate::catalogue::mark(place) {
            shown = shown.replace(mark, &format!("{{{argument}}}"));
        }
    }
    shown
}

/// Every text with its arguments' names for words and one number for all counts: what a test compares with Fluent.
fn samples(out: &mut String, texts: &[Text]) {
    let _ = writeln!(out, "#[cfg(test)]");
    let _ = writeln!(
        out,
        "type Sample = (&'static str, &'static [(&'static str, bool)], fn(&Texts, i64) -> String);"
    );
    let _ = writeln!(out, "#[cfg(test)]\nconst SAMPLES: &[Sample] = &[");
    for text in texts {
        let mut kinds = Vec::new();
        let mut handed = Vec::new();
        for (argument, kind) in &text.arguments {
            kinds.push(format!("({argument:?}, {})", *kind == Argument::Count));
            handed.push(if *kind == Argument::Count { "n".to_owned() } else { format!("{argument:?}") });
        }
        let n = if text.arguments.values().any(|kind| *kind == Argument::Count) { "n" } else { "_" };
        let (key, kinds, name, handed) = (&text.key, kinds.join(", "), name(text), handed.join(", "));
        let _ = writeln!(out, "    ({key:?}, &[{kinds}], |t, {n}| t.{name}({handed})),");
    }
    let _ = writeln!(out, "];");
}
