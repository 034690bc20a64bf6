//! Every text is shown somewhere: a text that no page uses is dead weight for its translators.

use std::fs;
use std::path::Path;

fn sources(folder: &Path, all: &mut String) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sources(&path, all)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            all.push_str(&fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

#[test]
fn every_text_is_used_on_some_page() {
    let mut all = String::new();
    for folder in ["src", "../crates/wording/src", "../server/src"] {
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut all).unwrap();
    }
    let used = |key: &&&str| all.contains(&format!(".{}(", key.replace('-', "_")));
    let unused: Vec<&&str> = i18n::KEYS.iter().filter(|key| !used(key)).collect();
    assert!(unused.is_empty(), "not used on any page: {unused:?}");
}

#[test]
fn no_page_has_vietnamese_words_of_its_own() {
    let mut all = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pages"), &mut all).unwrap();
    let marked = |line: &&str| {
        !line.trim_start().starts_with("//")
            && line.chars().any(|c| "ăđơưạảấầẩậắằẳặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ".contains(c))
    };
    let found: Vec<&str> = all.lines().filter(marked).collect();
    assert!(found.is_empty(), "words belong into the Fluent files: {found:?}");
}
