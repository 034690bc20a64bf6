//! What a person has read and found right: the text of every kind of paper, in `tests/reviewed/`.

use crate::printed::{outside, text};
use crate::{families, office};
use papers::Paper;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reviewed")
}

/// Of each blank the first complete family that fills it, and of a procedure without a blank its plain answers.
pub(crate) fn all() -> BTreeMap<String, Paper> {
    let mut papers: BTreeMap<String, Paper> =
        office::all().into_iter().map(|(name, paper)| (name.to_owned(), paper)).collect();
    for family in families::all().iter().filter(|family| family.complete) {
        let name = family.blank.name().unwrap_or("plain").to_owned();
        papers.entry(name).or_insert_with(|| family.paper());
    }
    papers
}

#[test]
fn nothing_stands_in_the_margins() {
    for (name, paper) in all() {
        assert_eq!(outside(&paper), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn every_paper_is_as_it_was_reviewed() {
    let renew = std::env::var_os("PAPERS_RENEW").is_some();
    let mut different = Vec::new();
    let all = all();
    for (name, paper) in &all {
        let file = folder().join(format!("{name}.txt"));
        let printed = shortened(&text(paper));
        if let Some(folder) = std::env::var_os("PAPERS_PDF") {
            std::fs::write(Path::new(&folder).join(format!("{name}.pdf")), paper.pdf().unwrap()).unwrap();
        }
        if renew {
            std::fs::create_dir_all(folder()).unwrap();
            std::fs::write(&file, &printed).unwrap();
        } else if std::fs::read_to_string(&file).unwrap_or_default() != printed {
            different.push(format!("{name}: printed is\n{printed}"));
        }
    }
    let files: BTreeSet<String> = std::fs::read_dir(folder())
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_suffix(".txt").map(str::to_owned))
        .collect();
    let names: BTreeSet<String> = all.into_keys().collect();
    assert_eq!(files, names, "a file of no paper is taken away, a paper without a file is renewed");
    assert!(different.is_empty(), "see main.rs for how these are renewed\n{}", different.join("\n"));
}

/// Dots that lead to the end of a line are as many as fit: three stand for all.
fn shortened(text: &str) -> String {
    let mut short = String::new();
    for line in text.lines() {
        let mut dots = 0;
        for letter in line.trim_end().chars() {
            dots = if letter == '.' { dots + 1 } else { 0 };
            if dots <= 3 {
                short.push(letter);
            }
        }
        short.push('\n');
    }
    short
}
