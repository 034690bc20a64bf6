//! The real pyxform takes the workbooks that we write. Run by `cargo xtask test --only pyxform`.

#![expect(clippy::expect_used, clippy::panic, reason = "a story stops where it fails")]

use forms::FormSource;
use forms::workbook::{ExtraSheet, Limits, read_xlsx, write_xlsx, write_xlsx_with};
use std::path::Path;
use std::process::Command;

/// What pyxform says of a workbook: `Ok(warnings)` or why it refuses it.
fn judged(folder: &Path, name: &str, workbook: &[u8]) -> Result<Vec<String>, String> {
    let program = std::env::var("DONGHANH_XLS2XFORM").expect("cargo xtask names pyxform's program");
    let file = folder.join(format!("{name}.xlsx"));
    std::fs::write(&file, workbook).expect("a file to write");
    let said = Command::new(program)
        .args(["--json", "--skip_validate"])
        .arg(&file)
        .arg(folder.join(format!("{name}.xml")))
        .output()
        .expect("pyxform starts");
    let said = String::from_utf8_lossy(&said.stderr).into_owned();
    let verdict: serde_json::Value = said
        .lines()
        .find_map(|line| serde_json::from_str(line).ok())
        .unwrap_or_else(|| panic!("pyxform gives a verdict: {said}"));
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    match verdict.get("code").and_then(serde_json::Value::as_u64) {
        Some(100 | 101) => {
            let warnings = verdict.get("warnings").and_then(|warnings| warnings.as_array());
            Ok(warnings.into_iter().flatten().map(text).collect())
        }
        _ => Err(verdict.get("message").map(text).unwrap_or(said)),
    }
}

#[test]
#[ignore = "needs pyxform: cargo xtask test --only pyxform"]
fn every_form_of_the_library_is_accepted() {
    let folder = tempfile::tempdir().expect("a folder");
    let blocks = library::Library::built_in_blocks().expect("the blocks");
    let mut refused = Vec::new();
    let mut count = 0;
    // Exactly what `cargo xtask procedures export` writes, the sheets beside the form's own included.
    for files in library::Library::built_in_files().iter().filter(|files| files.form.is_some()) {
        let sheets = library::exchange::write_sheets(files, &blocks).expect("sheets");
        let form = &sheets.form;
        let extra: Vec<ExtraSheet<'_>> =
            sheets.extra.iter().map(|sheet| ExtraSheet { name: &sheet.name, rows: &sheet.rows }).collect();
        let workbook = write_xlsx_with(form, &extra).expect("a workbook");
        count += 1;
        match judged(folder.path(), &form.settings.form_id, &workbook) {
            Ok(warnings) if warnings.is_empty() => {}
            Ok(warnings) => refused.push(format!("{}: warns {warnings:?}", form.settings.form_id)),
            Err(why) => refused.push(format!("{}: {why}", form.settings.form_id)),
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    assert!(count > 0, "there are packs");
}

#[test]
fn every_form_of_the_library_survives_the_way_through_excel() {
    let library = library::Library::built_in().expect("the library");
    for form in library.packs().filter_map(|pack| pack.form.as_ref()) {
        let workbook = write_xlsx(form).expect("a workbook");
        let file = read_xlsx(&workbook, &Limits::STANDARD).expect("readable");
        assert_eq!(file.source, *form);
        let loaded = file.load().expect("without a fault");
        assert_eq!(file.warnings_with(&loaded), [], "{}", form.settings.form_id);
    }
}

/// A form that uses every column.
const WIDE: &str = include_str!("wide.yaml");

#[test]
#[ignore = "needs pyxform: cargo xtask test --only pyxform"]
fn every_column_arrives() {
    let folder = tempfile::tempdir().expect("a folder");
    let source: FormSource = serde_saphyr::from_str(WIDE).expect("the sheets");
    let workbook = write_xlsx(&source).expect("a workbook");
    judged(folder.path(), "wide", &workbook).expect("accepted");
    let form = std::fs::read_to_string(folder.path().join("wide.xml")).expect("the XForm");
    for part in [
        "relevant=\" /data/co_con  = 'co'\"",
        "constraint=\"regex(., '^0[0-9]{9}$')\"",
        "jr:constraintMsg=\"jr:itext('/data/dien_thoai:jr:constraintMsg')\"",
        "calculate=\" /data/nam  + 1\"",
        "readonly=\"true()\"",
        "jr:count=",
        "appearance=\"minimal\"",
        "nodeset=\"instance('tinh')/root/item[vung =  /data/vung ]\"",
        "jr://images/the.png",
        "<translation lang=\"English (en)\"",
        "<translation lang=\"Tiếng Việt (vi)\" default=\"true()\"",
        "<dien_thoai>007</dien_thoai>",
    ] {
        assert!(form.contains(part), "{part} is not in the XForm:\n{form}");
    }
}

#[test]
#[ignore = "needs pyxform: cargo xtask test --only pyxform"]
fn a_broken_form_is_refused_so_that_the_judge_is_known_to_judge() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut source: FormSource = serde_saphyr::from_str(WIDE).expect("the sheets");
    source.survey.pop();
    let workbook = write_xlsx(&source).expect("a workbook");
    let why = judged(folder.path(), "broken", &workbook).expect_err("refused");
    assert!(why.contains("group") || why.contains("repeat"), "{why}");
}
