//! Writes what `fold` looks letters up in. The library that normalizes has tables for everything that Unicode
//! knows, 130 KB of them; the pages carry the few that folding asks for.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Up to the letters of Vietnamese (U+1EF9) what a letter folds to stands at its own place.
const PLACES: char = '\u{1F00}';
/// As `fold` reads them.
const NOTHING: u8 = 0;
const SLOWLY: u8 = 1;
/// Syllables of Hangul are taken apart by counting.
const HANGUL: std::ops::RangeInclusive<char> = '\u{AC00}'..='\u{D7A3}';

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let places: Vec<u8> = ('\0'..PLACES).map(place).collect();
    let slow = |c: &char| *c >= PLACES || place(*c) == SLOWLY;

    let mut marks: Vec<(char, char)> = Vec::new();
    let mut bases: Vec<(char, char)> = Vec::new();
    let mut several: Vec<(char, String)> = Vec::new();
    for c in '\0'..=char::MAX {
        match *without_marks(c) {
            [] => match marks.last_mut() {
                Some((_, last)) if *last as u32 + 1 == c as u32 => *last = c,
                _ => marks.push((c, c)),
            },
            [base] if base == c || !slow(&c) => {}
            [base] => bases.push((c, base)),
            _ if HANGUL.contains(&c) || !slow(&c) => {}
            ref letters => several.push((c, letters.iter().collect())),
        }
    }
    let mut code = String::new();
    writeln!(code, "/// What each letter folds to: one ASCII letter, [`NOTHING`], or [`SLOWLY`].")?;
    writeln!(code, "static PLACES: [u8; {}] = {places:?};", places.len())?;
    writeln!(code, "/// Marks, from the first to the last of each row.")?;
    writeln!(code, "static MARKS: [(char, char); {}] = {marks:?};", marks.len())?;
    writeln!(
        code,
        "/// Letters with marks and the letters without, of those that [`PLACES`] does not know."
    )?;
    writeln!(code, "static BASES: [(char, char); {}] = {bases:?};", bases.len())?;
    writeln!(code, "/// Letters that stand for several, beside Hangul.")?;
    writeln!(code, "static SEVERAL: [(char, &str); {}] = {several:?};", several.len())?;
    fs::write(PathBuf::from(std::env::var("OUT_DIR")?).join("fold.rs"), code)?;
    Ok(())
}

fn without_marks(c: char) -> Vec<char> {
    let mut letters = Vec::new();
    decompose_canonical(c, |part| letters.extend((!is_combining_mark(part)).then_some(part)));
    letters
}

fn place(c: char) -> u8 {
    let lower = without_marks(c).into_iter().flat_map(char::to_lowercase);
    let folded: Vec<char> = lower.filter(|c| !is_combining_mark(*c)).collect();
    match *folded {
        [] => NOTHING,
        ['đ'] => b'd',
        [letter] if letter.is_ascii_alphanumeric() => u8::try_from(letter).unwrap_or(SLOWLY),
        // What is neither letter nor digit separates, whatever it is.
        [other] if other.is_ascii() => b' ',
        _ => SLOWLY,
    }
}
