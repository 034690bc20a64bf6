//! Writes what the fuzz target `workbook` begins with: a right workbook whole, its parts, and its sheets as CSV
//! and YAML. `cargo run -p forms --example seed_workbooks -- fuzz/corpus/workbook`

use forms::FormSource;
use forms::workbook::write_xlsx;
use std::error::Error;
use std::fs;
use std::io::{Cursor, Read};
use std::path::PathBuf;

const SHEETS: &str = r#"
settings: { form_title: Đơn thử, form_id: thu, version: "1", default_language: vi, instance_name: "${ten}" }
survey:
  - { type: begin_group, name: g, label::vi: Nhóm, label::en: Group, relevant: "true()" }
  - { type: text, name: ten, label::vi: Tên, required: yes, constraint: "string-length(.) < 30", constraint_message::vi: Dài quá }
  - { type: select_one l, name: chon, label::vi: Chọn, choice_filter: "vung = ${ten}", appearance: minimal }
  - { type: end_group }
  - { type: begin_repeat, name: r, label::vi: Con, repeat_count: "2" }
  - { type: integer, name: tuoi, label::vi: Tuổi, default: 3, relevant: "${chon} = 'a'" }
  - { type: end_repeat }
  - { type: calculate, name: tong, calculation: "sum(${tuoi}) + 1" }
choices:
  - { list_name: l, name: a, label::vi: Một, vung: b }
  - { list_name: l, name: "01", label::vi: Hai, vung: n }
"#;

const CSV: &str = "type,name,label,relevant\ntext,a,A,\ninteger,b,\"B\nb\",${a} = 'x'\n\ncalculate,c,,\n";

/// In the order in which the fuzz target packs them.
const PARTS: [&str; 7] = [
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/worksheets/sheet2.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "_rels/.rels",
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name the folder of the corpus")?);
    fs::create_dir_all(&folder)?;
    let source: FormSource = serde_saphyr::from_str(SHEETS)?;
    let workbook = write_xlsx(&source)?;
    let mut archive = zip::ZipArchive::new(Cursor::new(&workbook))?;
    let mut parts = b"p".to_vec();
    for (index, name) in PARTS.iter().enumerate() {
        if index > 0 {
            parts.push(0);
        }
        archive.by_name(name)?.read_to_end(&mut parts)?;
    }
    fs::write(folder.join("workbook"), &workbook)?;
    fs::write(folder.join("parts"), parts)?;
    fs::write(folder.join("csv"), format!("c{CSV}"))?;
    fs::write(folder.join("yaml"), format!("y{SHEETS}"))?;
    Ok(())
}
