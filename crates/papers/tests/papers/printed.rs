//! A PDF's text, as poppler's `pdftotext` reads it: somebody else's reader, so that what it finds anybody finds.

use papers::Paper;
use std::io::Write;
use std::process::{Command, Stdio};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The text in the order in which it was written. It is in NFC, or the test ends here.
pub(crate) fn text(paper: &Paper) -> String {
    let text = read(paper, "-raw");
    assert!(is_nfc(&text), "{} is not in NFC: {}", paper.title(), differing(&text));
    without_page_numbers(&text)
}

/// Words that stand in the right margin, below the foot, or not on the page at all.
pub(crate) fn outside(paper: &Paper) -> Vec<String> {
    let read = read(paper, "-bbox");
    let (mut width, mut height) = (0.0, 0.0);
    let mut outside = Vec::new();
    for line in read.lines().map(str::trim) {
        if line.starts_with("<page") {
            (width, height) = (attribute(line, "width"), attribute(line, "height"));
        } else if line.starts_with("<word") {
            let (right, below) = (attribute(line, "xMax"), attribute(line, "yMax"));
            if right > width - MARGIN || below > height - FOOT || attribute(line, "xMin") < MARGIN {
                outside.push(line.to_owned());
            }
        }
    }
    assert!(width > 0.0, "{read}");
    outside
}

/// Points: the margin of 18 mm, less what a comma at a line's end hangs out, and the foot below a page's number.
const MARGIN: f64 = 46.0;
const FOOT: f64 = 18.0;

fn attribute(line: &str, name: &str) -> f64 {
    let (_, rest) = line.split_once(&format!("{name}=\"")).unwrap();
    rest.split('"').next().unwrap().parse().unwrap()
}

fn read(paper: &Paper, how: &str) -> String {
    let pdf = paper.pdf().unwrap();
    let mut reader = Command::new("pdftotext")
        .args([how, "-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext is installed: `cargo xtask setup`");
    // A pipe holds 64 KB in each direction: fed by another thread, the reader can talk meanwhile.
    let mut stdin = reader.stdin.take().unwrap();
    let feeding = std::thread::spawn(move || stdin.write_all(&pdf));
    let output = reader.wait_with_output().unwrap();
    feeding.join().unwrap().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

fn differing(text: &str) -> String {
    text.lines()
        .filter(|line| !is_nfc(line))
        .map(|line| format!("{line} ≠ {}\n", line.nfc().collect::<String>()))
        .collect()
}

/// A page ends in a form feed, and its last line is its number where there are several.
fn without_page_numbers(text: &str) -> String {
    let is_number = |line: &str| {
        line.split_once('/')
            .is_some_and(|(page, of)| page.parse::<u16>().is_ok() && of.parse::<u16>().is_ok())
    };
    let mut lines = Vec::new();
    for page in text.split('\u{c}') {
        let mut of_page: Vec<&str> = page.lines().collect();
        if of_page.last().is_some_and(|last| is_number(last.trim())) {
            of_page.pop();
        }
        lines.append(&mut of_page);
    }
    lines.join("\n")
}

/// What is on paper with everything gone that is no wording: spaces, dots of places, boxes, strokes.
pub(crate) fn squashed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && !".…□/-\u{200B}".contains(*letter)).collect()
}
