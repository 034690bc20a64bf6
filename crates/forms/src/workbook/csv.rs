//! Sheets as CSV, one file a sheet: `survey.csv`, `choices.csv`, `settings.csv`.

use super::fault::{FaultList, Place, WorkbookProblem};
use super::form_file::FormFile;
use super::limits::Limits;
use super::raw::{Nature, RawCell, RawRow, RawSheet, Refusal, RefusedCell, Workbook, clean};

/// Reads files, each with its name; the name without `.csv` is that of the sheet. Separated by commas, or by
/// semicolons when the header has these and no comma, as spreadsheets in Vietnam write them. UTF-8 only.
pub fn read_csv(files: &[(&str, &[u8])], limits: &Limits) -> Result<FormFile, FaultList> {
    let mut workbook = Workbook { sheets: Vec::new(), lettered: true };
    let size: usize = files.iter().map(|(_, content)| content.len()).sum();
    if size > limits.file_bytes {
        return Err(FaultList::of_file(WorkbookProblem::FileTooLarge { max: limits.file_bytes }));
    }
    for (file, content) in files {
        workbook.sheets.push(sheet(file, content, limits)?);
    }
    Ok(workbook.read(limits))
}

fn sheet(file: &str, content: &[u8], limits: &Limits) -> Result<RawSheet, FaultList> {
    let stem = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let name = stem.strip_suffix(".csv").or_else(|| stem.strip_suffix(".CSV")).unwrap_or(stem);
    let refuse = |problem| FaultList::of(Place::sheet(name), problem);
    if content.is_empty() {
        return Err(refuse(WorkbookProblem::EmptyFile));
    }
    let text = std::str::from_utf8(content).map_err(|_| refuse(WorkbookProblem::NotUtf8))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let header = text.lines().next().unwrap_or_default();
    let separator = if header.contains(';') && !header.contains(',') { b';' } else { b',' };
    let mut lines = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut sheet = RawSheet { name: name.to_owned(), ..RawSheet::default() };
    let mut record = ::csv::StringRecord::new();
    let mut number = 0_u32;
    loop {
        let before = lines.position().line();
        if !lines.read_record(&mut record).map_err(|_| refuse(WorkbookProblem::NotCsv))? {
            break;
        }
        // Blank lines carry no record, but they are rows of the spreadsheet; lines within a cell are not.
        let passed = usize::try_from(lines.position().line().saturating_sub(before)).unwrap_or_default();
        let within: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        let blank = u32::try_from(passed.saturating_sub(within + 1)).unwrap_or_default();
        number = number.saturating_add(blank).saturating_add(1);
        let mut row = RawRow { number, cells: Vec::new() };
        for (column, cell) in (0_u32..).zip(record.iter()) {
            let text = clean(cell);
            if text.is_empty() {
                continue;
            }
            let why = if number > limits.rows {
                Some(Refusal::RowTooFar)
            } else if column >= limits.columns {
                Some(Refusal::ColumnTooFar)
            } else if text.chars().count() > limits.cell_chars {
                Some(Refusal::TooLong)
            } else {
                None
            };
            match why {
                Some(why) if sheet.refused.len() <= limits.faults => {
                    sheet.refused.push(RefusedCell { row: number, column, why });
                }
                Some(_) => {}
                None => row.cells.push(RawCell { column, text, nature: Nature::Plain }),
            }
        }
        if !row.cells.is_empty() {
            sheet.rows.push(row);
        }
    }
    Ok(sheet)
}
