//! Any bytes as a workbook, as sheets in CSV, as sheets in YAML: reading ends, in a form or in faults, and what
//! could be read is loaded and evaluated.

#![no_main]

use chrono::NaiveDate;
use forms::workbook::{FaultList, FormFile, Limits, read_csv, read_xlsx, read_yaml, write_xlsx};
use forms::Environment;
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Small enough that one input does not take the whole run.
const LIMITS: Limits = Limits {
    file_bytes: 1 << 20,
    unpacked_bytes: 4 << 20,
    rows: 2_000,
    cells: 20_000,
    text_bytes: 1 << 20,
    ..Limits::STANDARD
};

fuzz_target!(|bytes: &[u8]| {
    // The first byte says what the rest is: a workbook unless it is one of three.
    let (kind, rest) = bytes.split_first().map_or((0, bytes), |(kind, rest)| (*kind, rest));
    let read = match kind {
        b'c' => read_csv(&[("survey.csv", rest), ("settings.csv", b"form_id\nx\n")], &LIMITS),
        b'y' => std::str::from_utf8(rest).map_or_else(
            |_| Err(FaultList::default()),
            |text| read_yaml(text, &LIMITS),
        ),
        // Few changes of packed bytes survive the archive's checks: here the parts themselves are changed.
        b'p' => read_xlsx(&packed(rest), &LIMITS),
        _ => read_xlsx(bytes, &LIMITS),
    };
    if let Ok(file) = read {
        use_it(&file);
    }
});

/// A package of these parts, one after the other, with a zero between them.
fn packed(parts: &[u8]) -> Vec<u8> {
    const NAMES: [&str; 7] = [
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/worksheets/sheet2.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "_rels/.rels",
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in NAMES.iter().zip(parts.split(|byte| *byte == 0)) {
        if archive.start_file(*name, options).is_err() || archive.write_all(part).is_err() {
            return Vec::new();
        }
    }
    archive.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn use_it(file: &FormFile) {
    // What was read can be written, and read again as the same.
    if let Ok(written) = write_xlsx(&file.source)
        && file.faults.is_empty()
        && let Ok(again) = read_xlsx(&written, &Limits::STANDARD)
    {
        assert!(again.faults.is_empty(), "{}", again.faults);
    }
    if let Ok(form) = file.load() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap_or_default();
        let answers: BTreeMap<String, String> =
            form.question_names().map(|name| (name.to_owned(), "1".to_owned())).collect();
        let _ = form.evaluate(&answers, &Environment::new(today));
    }
}
