//! A table in a file as a spreadsheet saves it: commas or semicolons, with or without a byte order mark.

use csv::{ReaderBuilder, StringRecord, Trim};
use wording::SheetProblem;

/// A fault with its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// From 1, the names of the columns counted.
    pub line: u64,
    /// Empty: the line as a whole.
    pub column: &'static str,
    pub problem: SheetProblem,
}

/// A line with its cells in the order of the wanted columns.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) number: u64,
    pub(super) cells: Vec<String>,
}

/// Every line that is not empty, its cells by the names of the columns, in whatever order the file has them.
pub(super) fn read(text: &str, columns: &[&'static str], most: usize) -> Result<Vec<Line>, Vec<Fault>> {
    // The reader counts the two letters that end a line on Windows as the beginning of the next.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let first = text.lines().next().unwrap_or_default();
    let delimiter = if first.contains(';') && !first.contains(',') { b';' } else { b',' };
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).flexible(true).trim(Trim::All).from_reader(text.as_bytes());
    let of_file = |problem| vec![Fault { line: 1, column: "", problem }];
    // What was no UTF-8 was read with this letter in its places.
    if text.contains('\u{fffd}') {
        return Err(of_file(SheetProblem::Unreadable));
    }
    let named = reader.headers().map_err(|_| of_file(SheetProblem::Unreadable))?.clone();
    let places = places(&named, columns)?;
    let (mut lines, mut faults) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let Ok(record) = record else { return Err(of_file(SheetProblem::Unreadable)) };
        let number = record.position().map_or(0, csv::Position::line);
        if record.iter().all(str::is_empty) {
            continue;
        }
        if record.len() != named.len() {
            let problem = SheetProblem::Cells { wanted: named.len(), found: record.len() };
            faults.push(Fault { line: number, column: "", problem });
            continue;
        }
        let cell = |place: &usize| record.get(*place).unwrap_or_default().to_owned();
        lines.push(Line { number, cells: places.iter().map(cell).collect() });
    }
    if let Some(line) = lines.get(most) {
        faults.push(Fault { line: line.number, column: "", problem: SheetProblem::TooMany { most } });
    }
    if faults.is_empty() { Ok(lines) } else { Err(faults) }
}

/// Where each wanted column stands.
fn places(named: &StringRecord, columns: &[&'static str]) -> Result<Vec<usize>, Vec<Fault>> {
    let mut faults = Vec::new();
    let of_names = |problem| Fault { line: 1, column: "", problem };
    let all = || columns.join(", ");
    for name in named {
        if !columns.iter().any(|column| column.eq_ignore_ascii_case(name)) {
            faults.push(of_names(SheetProblem::ColumnUnknown { column: name.to_owned(), columns: all() }));
        }
    }
    let mut places = Vec::new();
    for column in columns {
        match named.iter().position(|name| column.eq_ignore_ascii_case(name)) {
            Some(place) => places.push(place),
            None => faults.push(of_names(SheetProblem::ColumnMissing { columns: (*column).to_owned() })),
        }
    }
    if faults.is_empty() { Ok(places) } else { Err(faults) }
}

/// The same table as it goes out. A spreadsheet is told that it is UTF-8, and no cell begins a formula.
pub(super) fn write(
    columns: &[&'static str],
    lines: impl IntoIterator<Item = Vec<String>>,
) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::from("\u{feff}"));
    writer.write_record(columns)?;
    for line in lines {
        writer.write_record(line.iter().map(|cell| harmless(cell)))?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A name that begins like a formula would be one in a spreadsheet.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[&str] = &["date", "kind", "name"];

    fn cells(text: &str) -> Vec<(u64, Vec<String>)> {
        read(text, COLUMNS, 10).unwrap().into_iter().map(|line| (line.number, line.cells)).collect()
    }

    #[test]
    fn columns_are_found_by_name_whatever_the_spreadsheet_does_to_the_file() {
        let wanted = vec![(2, ["1", "off", "Ngày, lễ"].map(str::to_owned).to_vec())];
        for text in [
            "date,kind,name\n1,off,\"Ngày, lễ\"\n",
            "\u{feff}date;kind;name\r\n1;off;Ngày, lễ\r\n",
            "name,date,Kind\r\n\"Ngày, lễ\",1, off \r\n,,\r\n",
        ] {
            assert_eq!(cells(text), wanted, "{text}");
        }
        assert!(cells("date,kind,name\n").is_empty());
    }

    #[test]
    fn every_line_that_does_not_fit_is_told_at_its_number() {
        let text = "date,kind,name\n1,off\n\n1,off,a\n1,off,a,b\n";
        for text in [text.to_owned(), text.replace('\n', "\r\n")] {
            let told: Vec<_> = read(&text, COLUMNS, 10).unwrap_err().iter().map(|fault| fault.line).collect();
            assert_eq!(told, [2, 5], "{text:?}");
        }
        let found = read(text, COLUMNS, 10).unwrap_err();
        assert_eq!(found[0].problem, SheetProblem::Cells { wanted: 3, found: 2 });
        let found = read("date,day\n", COLUMNS, 10).unwrap_err();
        let told: Vec<_> = found.into_iter().map(|fault| fault.problem).collect();
        assert!(told.contains(&SheetProblem::ColumnMissing { columns: "name".to_owned() }), "{told:?}");
        assert!(
            told.iter()
                .any(|one| matches!(one, SheetProblem::ColumnUnknown { column, .. } if column == "day"))
        );
        let many = format!("date,kind,name\n{}", "1,off,a\n".repeat(12));
        let found = read(&many, COLUMNS, 10).unwrap_err();
        assert_eq!((found[0].line, &found[0].problem), (12, &SheetProblem::TooMany { most: 10 }));
    }

    #[test]
    fn what_goes_out_comes_in_again_and_no_cell_is_a_formula() {
        let line = ["1", "off", "Ngày \"lễ\", nghỉ"].map(str::to_owned).to_vec();
        let text = write(COLUMNS, [line.clone()]).unwrap();
        assert_eq!(cells(&text), [(2, line)]);
        let formula = write(COLUMNS, [["=1+1", "off", "@x"].map(str::to_owned).to_vec()]).unwrap();
        assert!(formula.contains("'=1+1,off,'@x"), "{formula}");
    }
}
