//! The blanks against their wording.

use crate::families;
use crate::printed::{squashed, text};
use papers::{Blank, has_blank};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use unicode_normalization::is_nfc;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("blanks")
}

fn wording(name: &str) -> String {
    let wording = std::fs::read_to_string(folder().join(format!("{name}.txt"))).unwrap();
    assert!(is_nfc(&wording), "{name}");
    wording
}

/// The pieces of a line between its places. Where nothing was printed for a place, a colon stands before it.
fn pieces(line: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let letters: Vec<char> = line.chars().collect();
    for (at, letter) in letters.iter().enumerate() {
        let dotted = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|one| *one == '.');
        let place = match letter {
            '…' | '□' => true,
            '.' => dotted(at.checked_sub(1)) || dotted(Some(at + 1)),
            _ => false,
        };
        if place {
            pieces.push(String::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.push(*letter);
            // After a note's number comes the place as well.
            if *letter == ':' || (*letter == ')' && piece.trim_start().starts_with('(') && piece.len() < 6) {
                pieces.push(String::new());
            }
        }
    }
    pieces.iter().map(|piece| squashed(piece)).filter(|piece| !piece.is_empty()).collect()
}

#[test]
fn a_line_falls_apart_at_its_places() {
    for (line, apart) in [
        (
            "Giới tính: (2) ..... Dân tộc: (2)..... Quốc tịch: (2)",
            vec!["Giớitính:", "(2)", "Dântộc:", "(2)", "Quốctịch:", "(2)"],
        ),
        ("□ Hộ nghèo □ Hộ cận nghèo", vec!["Hộnghèo", "Hộcậnnghèo"]),
        ("tháng …/…… năm", vec!["tháng", "năm"]),
        ("(1) Ghi rõ tên cơ quan.", vec!["(1)", "Ghirõtêncơquan"]),
    ] {
        assert_eq!(pieces(line), apart, "{line}");
    }
}

#[test]
fn every_blank_with_nothing_filled_in_is_its_wording_and_nothing_else() {
    for (name, blank) in Blank::unfilled() {
        let printed = text(&blank.paper(chrono::NaiveDate::default()).unwrap());
        let (expected, found) = (squashed(&wording(name)), squashed(&printed));
        if expected != found {
            let same = expected.chars().zip(found.chars()).take_while(|(a, b)| a == b).count();
            let from = |text: &str| text.chars().skip(same.saturating_sub(20)).take(120).collect::<String>();
            panic!(
                "{name} differs after {same} letters\n wording: {}\n printed: {}",
                from(&expected),
                from(&found)
            );
        }
    }
}

#[test]
fn every_wording_has_its_blank() {
    let files: BTreeSet<String> = std::fs::read_dir(folder())
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_suffix(".txt").map(str::to_owned))
        .collect();
    let blanks: BTreeSet<String> = Blank::unfilled().map(|(name, _)| name.to_owned()).collect();
    assert_eq!(files, blanks);
}

#[test]
fn every_line_of_a_blank_stands_in_its_order_in_what_families_have_filled() {
    let mut filled = BTreeSet::new();
    for (family, printed) in families::printed() {
        let name = family.blank.name().unwrap();
        assert!(has_blank(&family.procedure));
        let printed = squashed(printed);
        let mut rest = printed.as_str();
        for line in wording(name).lines() {
            for piece in pieces(line) {
                let Some(at) = rest.find(&piece) else {
                    panic!(
                        "{} «{}»: «{piece}» of «{line}» is not behind the lines before it",
                        family.procedure, family.story
                    );
                };
                rest = rest.split_at(at + piece.len()).1;
            }
        }
        filled.insert(name);
    }
    let all: BTreeSet<&str> = Blank::unfilled().map(|(name, _)| name).collect();
    assert_eq!(filled, all, "each blank is filled by some family");
}

/// Whoever gives a personal number, a name, a day: it is on the paper.
#[test]
fn names_and_numbers_of_families_are_printed() {
    for (family, printed) in families::printed().iter().filter(|(family, _)| family.complete) {
        let printed = squashed(printed).to_uppercase();
        for question in family.session.questions().filter(|question| question.relevant) {
            let expected = !question.kind.is_select()
                && ["_ho_ten", "_so_dinh_danh"].iter().any(|end| question.name.ends_with(end));
            // The form 1đ has no place for who looks after the person: forms 2a and 2b do.
            let elsewhere = question.name.starts_with("cs_");
            if expected && !elsewhere && !question.value.is_empty() {
                let value = squashed(&question.value).to_uppercase();
                assert!(
                    printed.contains(&value),
                    "{} «{}»: {} «{}» is not printed",
                    family.procedure,
                    family.story,
                    question.key,
                    question.value
                );
            }
        }
    }
}
