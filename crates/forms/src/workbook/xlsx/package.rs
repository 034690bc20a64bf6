//! The package of a workbook: a zip archive of XML parts, unpacked within limits and built anew.
//!
//! A few kilobytes can unpack to gigabytes, and an archive can lie about the size of its entries. So the sizes
//! in the directory are looked at first, and then each entry is unpacked through a counter that stops.

use super::parts;
use crate::workbook::fault::{OtherFile, WorkbookProblem};
use crate::workbook::limits::Limits;
use std::io::{Cursor, Read, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A package that is safe to hand on, and what was seen while it was looked through.
pub(super) struct Package {
    /// A zip archive without compression.
    pub(super) bytes: Vec<u8>,
    /// Whether any worksheet has merged cells.
    pub(super) has_merges: bool,
}

/// Unpacks the parts that matter, looks them through, and packs them again.
pub(super) fn unpack(bytes: &[u8], limits: &Limits) -> Result<Package, WorkbookProblem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| archive_problem(&error, "zip"))?;
    if archive.len() > limits.parts {
        return Err(WorkbookProblem::UnpacksTooLarge { max: limits.unpacked_bytes });
    }
    let mut wanted: Vec<(usize, String)> = Vec::new();
    let mut declared = 0_u64;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|error| archive_problem(&error, "zip"))?;
        let name = String::from_utf8_lossy(entry.name_raw()).replace('\\', "/");
        let name = name.trim_start_matches('/').to_owned();
        if entry.encrypted() {
            return Err(WorkbookProblem::Encrypted);
        }
        if let Some(found) = other_office(&name) {
            return Err(WorkbookProblem::NotAWorkbook { found });
        }
        let twice = wanted.iter().any(|(_, other)| other.eq_ignore_ascii_case(&name));
        if is_needed(&name) && !twice {
            declared = declared.saturating_add(entry.size());
            wanted.push((index, name));
        }
    }
    let max = u64::try_from(limits.unpacked_bytes).unwrap_or(u64::MAX);
    if declared > max {
        return Err(WorkbookProblem::UnpacksTooLarge { max: limits.unpacked_bytes });
    }
    let mut left = max;
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut has_merges = false;
    for (index, name) in wanted {
        let content = unpack_one(&mut archive, index, &name, &mut left, limits)?;
        let looked_through = parts::look_through(&name, &content)?;
        has_merges |= looked_through.has_merges;
        let written = package
            .start_file(name.as_str(), options)
            .map_err(|error| archive_problem(&error, &name))
            .and_then(|()| {
                let damaged = |_| WorkbookProblem::Damaged { part: name.clone() };
                package.write_all(looked_through.xml.as_bytes()).map_err(damaged)
            });
        written?;
    }
    let bytes = package.finish().map_err(|error| archive_problem(&error, "zip"))?.into_inner();
    Ok(Package { bytes, has_merges })
}

fn unpack_one(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    name: &str,
    left: &mut u64,
    limits: &Limits,
) -> Result<String, WorkbookProblem> {
    let damaged = || WorkbookProblem::Damaged { part: name.to_owned() };
    let entry = archive.by_index(index).map_err(|error| archive_problem(&error, name))?;
    let mut content = Vec::new();
    // One byte more than is left tells that there is more than is left.
    let mut counted = entry.take(left.saturating_add(1));
    counted.read_to_end(&mut content).map_err(|_| damaged())?;
    let size = u64::try_from(content.len()).unwrap_or(u64::MAX);
    *left = left.checked_sub(size).ok_or(WorkbookProblem::UnpacksTooLarge { max: limits.unpacked_bytes })?;
    String::from_utf8(content).map_err(|_| damaged())
}

/// The parts that hold cells, and those that lead to them. Pictures, charts, fonts and programs stay packed.
fn is_needed(name: &str) -> bool {
    let name = name.to_lowercase();
    let is_xml = name.ends_with(".xml") || name.ends_with(".rels");
    let beside = [
        "/theme/",
        "/drawings/",
        "/charts/",
        "/media/",
        "/tables/",
        "/pivot",
        "/externallinks/",
        "/printersettings/",
        "/comments",
        "/threadedcomments/",
        "/persons/",
        "/calcchain",
        "docprops/",
        "customxml/",
        "/customxml/",
        "/metadata.xml",
        "/richdata/",
        "/worksheets/_rels/",
    ];
    is_xml && !beside.iter().any(|folder| format!("/{name}").contains(folder))
}

/// Documents of other programs are zip archives as well; each has a part of its own name.
fn other_office(name: &str) -> Option<OtherFile> {
    match name {
        "mimetype" | "content.xml" => Some(OtherFile::OpenDocument),
        "word/document.xml" | "ppt/presentation.xml" => Some(OtherFile::OtherOffice),
        "xl/workbook.bin" => Some(OtherFile::BinaryExcel),
        _ => None,
    }
}

fn archive_problem(error: &ZipError, part: &str) -> WorkbookProblem {
    match error {
        ZipError::InvalidPassword => WorkbookProblem::Encrypted,
        ZipError::UnsupportedArchive(why) if why.to_lowercase().contains("password") => {
            WorkbookProblem::Encrypted
        }
        _ => WorkbookProblem::Damaged { part: part.to_owned() },
    }
}
