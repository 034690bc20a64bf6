//! What a file is that calls itself a workbook.

use crate::workbook::fault::{OtherFile, WorkbookProblem};
use crate::workbook::limits::Limits;

const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const ZIP: &[u8] = b"PK";

/// Refuses what is no zip archive, and says what it is instead.
pub(super) fn refuse_other_files(bytes: &[u8], limits: &Limits) -> Result<(), WorkbookProblem> {
    if bytes.is_empty() {
        return Err(WorkbookProblem::EmptyFile);
    }
    if bytes.len() > limits.file_bytes {
        return Err(WorkbookProblem::FileTooLarge { max: limits.file_bytes });
    }
    if bytes.starts_with(OLE) {
        // A workbook with a password is an archive of the older kind with this stream in it, named in UTF-16.
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let encrypted = bytes.windows(name.len()).any(|window| window == name);
        return Err(if encrypted {
            WorkbookProblem::Encrypted
        } else {
            WorkbookProblem::NotAWorkbook { found: OtherFile::OldExcel }
        });
    }
    if bytes.starts_with(ZIP) {
        return Ok(());
    }
    let beginning: String =
        String::from_utf8_lossy(bytes.get(..1_024).unwrap_or(bytes)).to_lowercase().chars().collect();
    let beginning = beginning.trim_start_matches('\u{feff}').trim_start();
    let web =
        ["<!doctype html", "<html", "<head", "<table", "<!--"].iter().any(|tag| beginning.starts_with(tag))
            || (beginning.starts_with("<?xml") && beginning.contains("<html"));
    let found = if web { OtherFile::WebPage } else { OtherFile::Unknown };
    Err(WorkbookProblem::NotAWorkbook { found })
}
