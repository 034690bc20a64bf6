//! Parts of a package, looked through before calamine reads them.
//!
//! calamine trusts what a part says about itself: it reserves room for as many shared texts as `uniqueCount`
//! promises, copies a font's name for every style that uses it, and adds up references without a bound. What
//! it would trip over is taken out or refused here, by the parser that it uses itself.

use crate::workbook::fault::WorkbookProblem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::fmt::Write as _;
use std::ops::Range;

const LAST_ROW: u32 = 1_048_576;
const LAST_COLUMN: u32 = 16_384;
/// As many as there may be cells: each takes room even when it is empty.
const MOST_TEXTS: usize = 1_000_000;
const MOST_STYLES: usize = 70_000;
const MOST_FORMATS: usize = 10_000;
const LONGEST_FORMAT: usize = 1_000;

/// A part that may be handed on.
pub(super) struct LookedThrough {
    pub(super) xml: String,
    /// Of a worksheet.
    pub(super) has_merges: bool,
}

pub(super) fn look_through(name: &str, xml: &str) -> Result<LookedThrough, WorkbookProblem> {
    let damaged = || WorkbookProblem::Damaged { part: name.to_owned() };
    let xml = without_declaration(xml).ok_or_else(damaged)?;
    let lower = name.to_lowercase();
    let mut has_merges = false;
    let checked = if lower.ends_with("sharedstrings.xml") {
        shared_strings(xml, name)?
    } else if lower.ends_with("styles.xml") {
        styles(xml, name)?
    } else {
        has_merges = references(xml, name)?;
        xml.to_owned()
    };
    Ok(LookedThrough { xml: checked, has_merges })
}

/// Without the sign of the byte order and the XML declaration: the text is UTF-8, whatever it declares.
/// A second declaration is no XML.
fn without_declaration(xml: &str) -> Option<&str> {
    let xml = xml.trim_start_matches('\u{feff}').trim_start();
    let body = match xml.strip_prefix("<?xml") {
        Some(rest) => rest.split_once("?>")?.1,
        None => xml,
    };
    (!body.contains("<?xml ")).then_some(body)
}

/// Goes through all events of a part; a declared document type is refused.
fn walk<'a>(
    xml: &'a str,
    part: &str,
    mut visit: impl FnMut(&Event<'a>, Range<usize>) -> Result<(), WorkbookProblem>,
) -> Result<(), WorkbookProblem> {
    let damaged = || WorkbookProblem::Damaged { part: part.to_owned() };
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    // As calamine sets them: both must see the same.
    config.check_end_names = false;
    config.check_comments = false;
    config.expand_empty_elements = true;
    loop {
        let from = usize::try_from(reader.buffer_position()).map_err(|_| damaged())?;
        let event = reader.read_event().map_err(|_| damaged())?;
        let to = usize::try_from(reader.buffer_position()).map_err(|_| damaged())?;
        match event {
            Event::Eof => return Ok(()),
            Event::DocType(_) => return Err(WorkbookProblem::DocumentType { part: part.to_owned() }),
            event => visit(&event, from..to)?,
        }
    }
}

fn attribute<'a>(element: &'a BytesStart<'_>, key: &str) -> Option<std::borrow::Cow<'a, str>> {
    let found = element.try_get_attribute(key).ok().flatten()?;
    Some(found.value)
}

/// The shared texts, without what their list says about itself.
fn shared_strings(xml: &str, part: &str) -> Result<String, WorkbookProblem> {
    let mut opening = None;
    let mut count = 0_usize;
    // To the end: a document type may stand anywhere.
    walk(xml, part, |event, place| {
        if let Event::Start(element) = event {
            match element.local_name().as_ref() {
                "sst" if opening.is_none() => opening = Some(place),
                "si" => count += 1,
                _ => {}
            }
        }
        if count > MOST_TEXTS { Err(WorkbookProblem::TooManyCells { max: MOST_TEXTS }) } else { Ok(()) }
    })?;
    let damaged = || WorkbookProblem::Damaged { part: part.to_owned() };
    let place = opening.ok_or_else(damaged)?;
    let tag = xml.get(place.clone()).ok_or_else(damaged)?;
    let plain = if tag.ends_with("/>") { "<sst/>" } else { "<sst>" };
    let (before, after) =
        (xml.get(..place.start).ok_or_else(damaged)?, xml.get(place.end..).ok_or_else(damaged)?);
    Ok(format!("{before}{plain}{after}"))
}

/// The styles, as far as they tell a date from a number.
fn styles(xml: &str, part: &str) -> Result<String, WorkbookProblem> {
    let damaged = || WorkbookProblem::Damaged { part: part.to_owned() };
    let mut formats = String::new();
    let mut cells = String::new();
    let (mut format_count, mut cell_count) = (0_usize, 0_usize);
    let mut within = false;
    walk(xml, part, |event, _| {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "cellXfs" => within = true,
                "xf" if within => {
                    cell_count += 1;
                    let id = attribute(element, "numFmtId").unwrap_or_default();
                    let id = id.parse::<u32>().unwrap_or_default();
                    let _ = write!(cells, r#"<xf numFmtId="{id}"/>"#);
                }
                "numFmt" => {
                    let id = attribute(element, "numFmtId").and_then(|id| id.parse::<u32>().ok());
                    let code = attribute(element, "formatCode").filter(|code| code.len() <= LONGEST_FORMAT);
                    if let (Some(id), Some(code)) = (id, code) {
                        format_count += 1;
                        // Still escaped, but for the quote that the author may have used.
                        let code = code.replace('"', "&quot;").replace('<', "&lt;");
                        let _ = write!(formats, r#"<numFmt numFmtId="{id}" formatCode="{code}"/>"#);
                    }
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => within = false,
            _ => {}
        }
        if cell_count > MOST_STYLES || format_count > MOST_FORMATS { Err(damaged()) } else { Ok(()) }
    })?;
    Ok(format!("<styleSheet><numFmts>{formats}</numFmts><cellXfs>{cells}</cellXfs></styleSheet>"))
}

/// Checks that every reference of a worksheet lies on a sheet; whether there are merged cells.
fn references(xml: &str, part: &str) -> Result<bool, WorkbookProblem> {
    let damaged = || WorkbookProblem::Damaged { part: part.to_owned() };
    let mut has_merges = false;
    walk(xml, part, |event, _| {
        let Event::Start(element) = event else { return Ok(()) };
        match element.local_name().as_ref() {
            "c" => {
                if let Some(cell) = attribute(element, "r") {
                    corner(&cell).ok_or_else(damaged)?;
                }
            }
            "row" => {
                if let Some(row) = attribute(element, "r") {
                    row_number(&row).ok_or_else(damaged)?;
                }
            }
            kind @ ("dimension" | "f" | "mergeCell") => {
                has_merges |= kind == "mergeCell";
                if let Some(range) = attribute(element, "ref") {
                    corners(&range).ok_or_else(damaged)?;
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(has_merges)
}

/// Row (from 1) and column (from 0) of `A1` or of the top left of `A1:C3`, whose corners are in order.
fn corners(range: &str) -> Option<(u32, u32)> {
    match range.split_once(':') {
        None => corner(range),
        Some((first, last)) => {
            let (first, last) = (corner(first)?, corner(last)?);
            (first.0 <= last.0 && first.1 <= last.1).then_some(first)
        }
    }
}

fn corner(cell: &str) -> Option<(u32, u32)> {
    let digits = cell.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = cell.split_at_checked(digits)?;
    let mut column = 0_u32;
    for letter in letters.bytes() {
        if !letter.is_ascii_alphabetic() {
            return None;
        }
        column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        if column > LAST_COLUMN {
            return None;
        }
    }
    Some((row_number(row)?, column.checked_sub(1)?))
}

fn row_number(row: &str) -> Option<u32> {
    let all_digits = row.bytes().all(|digit| digit.is_ascii_digit());
    row.parse::<u32>().ok().filter(|row| all_digits && (1..=LAST_ROW).contains(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_that_lie_on_no_sheet_are_refused() {
        assert_eq!(corners("B2:C3"), Some((2, 1)));
        assert_eq!(corners("XFD1048576"), Some((LAST_ROW, LAST_COLUMN - 1)));
        for wrong in
            ["", "A", "1", "A0", "A-1", "A1048577", "XFE1", "ZZZZZZZZ1", "C3:B2", "A1:", "A+1", "A1B"]
        {
            assert_eq!(corners(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_list_of_texts_may_promise_nothing() {
        let xml = r#"<?xml version="1.0"?><x:sst uniqueCount="99999999999"><x:si><x:t>uniqueCount="3"</x:t></x:si></x:sst>"#;
        let safe = look_through("xl/sharedStrings.xml", xml).unwrap().xml;
        assert_eq!(safe, r#"<sst><x:si><x:t>uniqueCount="3"</x:t></x:si></x:sst>"#);
    }

    #[test]
    fn of_the_styles_only_the_formats_are_left() {
        let xml = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;x&quot;"/></numFmts><fonts><font><name val="Long"/></font></fonts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId='164' fontId="0"><alignment/></xf></cellXfs></styleSheet>"#;
        let safe = look_through("xl/styles.xml", xml).unwrap().xml;
        assert_eq!(
            safe,
            r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;x&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>"#
        );
    }
}
