//! Sheets as CSV files.

use forms::workbook::{FaultList, FormFile, Limits, read_csv};

const SURVEY: &str = "type,name,label,relevant\ntext,ho_ten,Họ và tên,\nselect_one co_khong,ban_sao,\"Có xin\nbản sao không?\",\n";
const CHOICES: &str = "list_name,name,label\nco_khong,co,Có\nco_khong,khong,Không\n";
const SETTINGS: &str = "form_title,form_id\nĐơn thử,thu\n";

fn read(files: &[(&str, &str)]) -> Result<FormFile, FaultList> {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    read_csv(&files, &Limits::STANDARD)
}

fn faults(files: &[(&str, &str)]) -> Vec<String> {
    let faults = match read(files) {
        Err(faults) => faults,
        Ok(file) => file.load().err().unwrap_or_default(),
    };
    faults.told.iter().map(ToString::to_string).collect()
}

#[test]
fn three_files_are_a_form() {
    let file = read(&[("survey.csv", SURVEY), ("choices.csv", CHOICES), ("settings.csv", SETTINGS)]).unwrap();
    assert_eq!(file.source.settings.form_id, "thu");
    assert_eq!(file.source.survey[1].label.get("vi"), "Có xin\nbản sao không?");
    assert!(file.load().is_ok());
}

#[test]
fn the_sign_of_the_byte_order_and_semicolons_do_not_disturb() {
    let survey = "\u{feff}type;name;label\r\ntext;ho_ten;\"Họ; và tên\"\r\n";
    let file = read(&[("x/Survey.CSV", survey), ("settings.csv", SETTINGS)]).unwrap();
    assert_eq!(file.source.survey[0].label.get("vi"), "Họ; và tên");
    assert!(file.load().is_ok());
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_shows_them() {
    // Row 3 is blank; the label in row 4 has a line break, so that row 5 is in line 6.
    let survey = "type,name,label,relevant\ntext,a,A,\n\ntext,b,\"B\nb\",\ntext,c,C,${x} = 1";
    assert_eq!(
        faults(&[("survey.csv", survey), ("settings.csv", SETTINGS)]),
        ["survey, row 5, column relevant (D5): there is no question `x`"]
    );
}

#[test]
fn files_that_are_no_sheets_are_refused() {
    let latin: &[u8] = b"type,name,label\ntext,a,H\xf6\n";
    let refused = read_csv(&[("survey.csv", latin)], &Limits::STANDARD).unwrap_err();
    assert_eq!(refused.told[0].to_string(), "survey: the text is not UTF-8");
    assert_eq!(faults(&[("survey.csv", "")]), ["survey: the file is empty"]);
    let nothing =
        ["the file: there is no sheet `survey`", "settings, row 2, column form_id: the cell is empty"];
    assert_eq!(faults(&[("khac.csv", "a,b\n")]), nothing);
    assert_eq!(faults(&[]), nothing);
}
