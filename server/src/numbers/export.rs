//! The numbers as a file: CSV and a workbook. In Vietnamese, since they go into the office's own reports.
//!
//! **Invariant:** no cell is taken for a formula, whatever a procedure, a team or a person is called; and what nobody has
//! counted stands there as words, not as an empty cell that a sum takes for 0.

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use wire::numbers::{Figures, Line, Numbers, Share};

const MISSING: &str = "không có số liệu";

/// Heading and definition of each column of figures.
const COLUMNS: [(&str, &str); 19] = [
    ("Nhận được", "Hồ sơ đến máy chủ trong kỳ"),
    ("Đã tiếp nhận", "Hồ sơ được cấp số trong kỳ"),
    ("Đã giải quyết", "Hồ sơ có kết quả trong kỳ, đã trả hay chưa trả"),
    ("Từ chối", "Hồ sơ bị từ chối trong kỳ"),
    ("Dừng", "Hồ sơ công dân xin dừng trong kỳ"),
    ("Chuyển xã khác", "Hồ sơ đã chuyển đến xã khác trong kỳ; được đếm ở xã ấy"),
    ("Rút đồng ý", "Hồ sơ mà người dân rút lại sự đồng ý trong kỳ"),
    ("Đúng hạn", "Trong số đã giải quyết và từ chối có ngày hẹn: không quá ngày hẹn đang có hiệu lực"),
    ("Quá hạn", "Trong số đã giải quyết và từ chối có ngày hẹn: sau ngày hẹn đang có hiệu lực"),
    ("Đã gia hạn", "Trong số đã giải quyết và từ chối: ngày hẹn đã được lùi ít nhất một lần"),
    ("Đang giải quyết", "Chưa có kết quả, chưa từ chối, chưa dừng, vào lúc lập số liệu"),
    ("Đang quá hạn", "Đang giải quyết và đã qua ngày hẹn; thời gian chờ bổ sung không tính"),
    ("Chờ tiếp nhận, trung vị (phút làm việc)", "Từ lúc đến máy chủ tới lúc được cấp số"),
    ("Chờ tiếp nhận, 9 trên 10 hồ sơ (phút làm việc)", "9 trên 10 hồ sơ chờ không quá số này"),
    (
        "Giải quyết, trung vị (phút làm việc)",
        "Từ lúc cấp số tới kết quả hoặc từ chối, trừ thời gian chờ bổ sung",
    ),
    ("Giải quyết, 9 trên 10 hồ sơ (phút làm việc)", "9 trên 10 hồ sơ được giải quyết không quá số này"),
    (
        "Không phải khai lại (%)",
        "Câu trả lời lấy từ sổ hộ và giữ nguyên, trên mọi câu trả lời của hồ sơ nhận được",
    ),
    ("Kết quả đã số hóa (%)", "Kết quả có bản quét, trên mọi kết quả trong kỳ"),
    ("Số kết quả có bản quét", "Kết quả có bản quét trong kỳ"),
];

#[derive(Clone, Copy, Debug)]
enum Cell {
    Number(f64),
    Missing,
}

fn cells(of: &Figures) -> [Cell; 19] {
    let some = |number: Option<u32>| number.map_or(Cell::Missing, |number| Cell::Number(f64::from(number)));
    let percent = |share: Option<Share>| match share {
        Some(Share { part, whole }) if whole > 0 => Cell::Number(tenths_of_percent(part, whole)),
        Some(_) | None => Cell::Missing,
    };
    [
        some(Some(of.received)),
        some(Some(of.accepted)),
        some(Some(of.done)),
        some(Some(of.refused)),
        some(Some(of.stopped)),
        some(of.moved),
        some(of.withdrawn),
        some(Some(of.on_time)),
        some(Some(of.late)),
        some(Some(of.put_off)),
        some(of.open),
        some(of.open_late),
        some(of.waiting.map(|spread| spread.median_min)),
        some(of.waiting.map(|spread| spread.p90_min)),
        some(of.handling.map(|spread| spread.median_min)),
        some(of.handling.map(|spread| spread.p90_min)),
        percent(of.known_answers),
        percent(of.digitised),
        some(of.digitised.map(|share| u32::try_from(share.part).unwrap_or(u32::MAX))),
    ]
}

/// To one decimal.
fn tenths_of_percent(part: u64, whole: u64) -> f64 {
    let tenths = part.saturating_mul(1000).saturating_add(whole / 2) / whole.max(1);
    f64::from(u32::try_from(tenths).unwrap_or(u32::MAX)) / 10.0
}

/// Every table with its heading.
fn tables(numbers: &Numbers) -> [(&'static str, Vec<Line>); 8] {
    let total = Line { key: String::new(), name: "Tổng số".to_owned(), figures: numbers.total };
    [
        ("Tổng hợp", vec![total]),
        ("Lĩnh vực", numbers.fields.clone()),
        ("Thủ tục", numbers.procedures.clone()),
        ("Kênh tiếp nhận", numbers.channels.iter().map(with_channel).collect()),
        ("Tổ công nghệ số", numbers.teams.clone()),
        ("Thôn, tổ dân phố", numbers.areas.clone()),
        ("Công chức", numbers.officers.clone()),
        ("Tháng", numbers.months.clone()),
    ]
}

fn with_channel(line: &Line) -> Line {
    let name = match line.key.as_str() {
        "volunteer" => "Qua tổ công nghệ số",
        "desk" => "Trực tiếp",
        "online" => "Trực tuyến",
        "post" => "Bưu chính",
        _ => "",
    };
    Line { name: name.to_owned(), ..line.clone() }
}

fn name(line: &Line) -> &str {
    if line.name.is_empty() { "Không rõ" } else { &line.name }
}

/// A text that a spreadsheet would compute gets an apostrophe before it.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// UTF-8 with a mark at its beginning: without it Excel reads Vietnamese as Latin.
pub fn csv(numbers: &Numbers) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let head = ["Từ ngày", "Đến ngày", "Theo", "Mã", "Tên"];
    writer.write_record(head.into_iter().chain(COLUMNS.iter().map(|(heading, _)| *heading)))?;
    for (heading, lines) in tables(numbers) {
        for line in lines {
            let mut record = vec![
                numbers.from.to_string(),
                numbers.to.to_string(),
                heading.to_owned(),
                harmless(&line.key),
                harmless(name(&line)),
            ];
            record.extend(cells(&line.figures).map(|cell| match cell {
                Cell::Number(number) => number.to_string(),
                Cell::Missing => MISSING.to_owned(),
            }));
            writer.write_record(record)?;
        }
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// A sheet a table, and one that says what each column is.
pub fn workbook(numbers: &Numbers) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold().set_text_wrap();
    for (heading, lines) in tables(numbers) {
        let sheet = workbook.add_worksheet().set_name(heading)?;
        table(sheet, &lines, &bold)?;
    }
    let sheet = workbook.add_worksheet().set_name("Cách tính")?;
    sheet.set_column_width(0, 45)?.set_column_width(1, 100)?;
    for (row, (heading, definition)) in (0u32..).zip(COLUMNS) {
        sheet.write_string_with_format(row, 0, heading, &bold)?.write_string(row, 1, definition)?;
    }
    workbook.save_to_buffer()
}

fn table(sheet: &mut Worksheet, lines: &[Line], bold: &Format) -> Result<(), XlsxError> {
    sheet.set_column_width(1, 45)?.set_freeze_panes(1, 2)?;
    for (column, heading) in
        (0u16..).zip(["Mã", "Tên"].into_iter().chain(COLUMNS.map(|(heading, _)| heading)))
    {
        sheet.write_string_with_format(0, column, heading, bold)?;
    }
    for (row, line) in (1u32..).zip(lines) {
        sheet.write_string(row, 0, &line.key)?.write_string(row, 1, name(line))?;
        for (column, cell) in (2u16..).zip(cells(&line.figures)) {
            match cell {
                Cell::Number(number) => sheet.write_number(row, column, number)?,
                Cell::Missing => sheet.write_string(row, column, MISSING)?,
            };
        }
    }
    Ok(())
}
