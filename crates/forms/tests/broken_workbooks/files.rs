//! Files that cannot be opened.

use super::Case;
use super::book::{Book, bomb, changed, lie, packed, parts};

const OLE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const LOCAL: [u8; 4] = *b"PK\x03\x04";

pub(crate) fn cases() -> Vec<Case> {
    let right = Book::right().bytes();
    let utf16 = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let old = [OLE.as_slice(), &[0; 600], &utf16("Workbook"), &[0; 600]].concat();
    let encrypted = [OLE.as_slice(), &[0; 600], &utf16("EncryptedPackage"), &[0; 600]].concat();
    let other = |name: &str| packed(&[(name.to_owned(), b"<x/>".to_vec())]);
    vec![
        ("nothing", vec![], vec!["the file: the file is empty"]),
        (
            "a text",
            b"type,name,label\ntext,a,A\n".to_vec(),
            vec!["the file: this is not an Excel workbook (.xlsx): Unknown"],
        ),
        (
            "a page of the web",
            b"\xef\xbb\xbf\n<HTML><table><tr><td>survey</td></tr></table></HTML>".to_vec(),
            vec!["the file: this is not an Excel workbook (.xlsx): WebPage"],
        ),
        ("an .xls", old, vec!["the file: this is not an Excel workbook (.xlsx): OldExcel"]),
        ("a password", encrypted, vec!["the file: the workbook is protected by a password"]),
        ("an .ods", other("mimetype"), vec!["the file: this is not an Excel workbook (.xlsx): OpenDocument"]),
        (
            "a .docx",
            other("word/document.xml"),
            vec!["the file: this is not an Excel workbook (.xlsx): OtherOffice"],
        ),
        (
            "an .xlsb",
            other("xl/workbook.bin"),
            vec!["the file: this is not an Excel workbook (.xlsx): BinaryExcel"],
        ),
        (
            "an archive of something else",
            other("notes.txt"),
            vec!["the file: the file is damaged at _rels/.rels"],
        ),
        ("half a file", right[..right.len() / 2].to_vec(), vec!["the file: the file is damaged at zip"]),
        ("four bytes of a file", b"PK\x03\x04".to_vec(), vec!["the file: the file is damaged at zip"]),
        (
            "a file of nine megabytes",
            [right.as_slice(), &vec![0; 9 << 20]].concat(),
            vec!["the file: the file is larger than 8388608 bytes"],
        ),
        (
            "a bomb of a gigabyte",
            bomb(1 << 30),
            vec!["the file: the file unpacks to more than 67108864 bytes"],
        ),
        (
            "a bomb that lies about its size",
            lying_bomb(),
            vec!["the file: the file is damaged at xl/worksheets/sheet1.xml"],
        ),
        (
            "a thousand parts too many",
            many_parts(),
            vec!["the file: the file unpacks to more than 67108864 bytes"],
        ),
        (
            "entities that grow",
            changed(&Book::right(), "xl/sharedStrings.xml", billion_laughs),
            vec![
                "the file: the part xl/sharedStrings.xml declares a document type, which no spreadsheet does",
            ],
        ),
        (
            "a sheet whose bytes are no text",
            with_part("xl/worksheets/sheet1.xml", b"<worksheet>\xff\xfe</worksheet>"),
            vec!["the file: the file is damaged at xl/worksheets/sheet1.xml"],
        ),
        (
            "a sheet that ends in the middle",
            with_part("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1"),
            vec!["survey: the file is damaged at survey"],
        ),
        (
            "a cell that lies on no sheet",
            changed(&Book::right(), "xl/worksheets/sheet1.xml", |xml| {
                xml.replacen("r=\"A1\"", "r=\"AAAAAAAAAAAA99999999999\"", 1)
            }),
            vec!["the file: the file is damaged at xl/worksheets/sheet1.xml"],
        ),
        (
            "a text that is not in the list of texts",
            changed(&Book::right(), "xl/worksheets/sheet1.xml", |xml| {
                xml.replacen("<v>0</v>", "<v>4000000000</v>", 1)
            }),
            vec!["survey: the file is damaged at survey"],
        ),
        ("an archive with a password", locked(), vec!["the file: the workbook is protected by a password"]),
        (
            "one text named a million times",
            heavy_text(),
            vec!["survey: the cells together hold more than 67108864 bytes"],
        ),
        (
            "more texts than there may be cells",
            with_part("xl/sharedStrings.xml", format!("<sst>{}</sst>", "<si/>".repeat(1_100_000)).as_bytes()),
            vec!["the file: a workbook has at most 1000000 cells with a text"],
        ),
        (
            "more cells than anybody fills",
            many_cells(),
            vec!["survey: a workbook has at most 1000000 cells with a text"],
        ),
    ]
}

fn with_part(name: &str, content: &[u8]) -> Vec<u8> {
    let mut parts = parts(&Book::right().bytes());
    parts.iter_mut().find(|(part, _)| part == name).expect("the part").1 = content.to_vec();
    packed(&parts)
}

/// The directory and the header say a thousand bytes where a hundred megabytes come out.
fn lying_bomb() -> Vec<u8> {
    let mut bytes = bomb(100 << 20);
    let part = "xl/worksheets/sheet1.xml";
    let size = 1_000_u32.to_le_bytes();
    lie(&mut bytes, &CENTRAL, 46, part, 24, &size);
    lie(&mut bytes, &LOCAL, 30, part, 22, &size);
    bytes
}

fn locked() -> Vec<u8> {
    let mut bytes = Book::right().bytes();
    let part = "xl/worksheets/sheet1.xml";
    lie(&mut bytes, &CENTRAL, 46, part, 8, &[1, 0]);
    lie(&mut bytes, &LOCAL, 30, part, 6, &[1, 0]);
    bytes
}

fn many_parts() -> Vec<u8> {
    let mut parts = parts(&Book::right().bytes());
    parts.extend((0..3_000).map(|n| (format!("xl/worksheets/x{n}.xml"), b"<x/>".to_vec())));
    packed(&parts)
}

fn billion_laughs(xml: String) -> String {
    let mut entities = "<!DOCTYPE sst [<!ENTITY a0 \"ha\">".to_owned();
    for level in 1..20 {
        entities.push_str(&format!("<!ENTITY a{level} \"&a{0};&a{0};&a{0};\">", level - 1));
    }
    let declared = "?>";
    xml.replacen(declared, &format!("{declared}{entities}]>"), 1).replacen("<t>type</t>", "<t>&a19;</t>", 1)
}

/// Rows of cells, each given by its inner XML.
fn sheet_of(rows: usize, cells: usize, cell: &str) -> Vec<u8> {
    let row = format!("<row>{}</row>", cell.repeat(cells));
    format!("<worksheet><sheetData>{}</sheetData></worksheet>", row.repeat(rows)).into_bytes()
}

fn heavy_text() -> Vec<u8> {
    let mut parts = parts(&Book::right().bytes());
    for (name, content) in &mut parts {
        match name.as_str() {
            "xl/sharedStrings.xml" => {
                *content = format!("<sst><si><t>{}</t></si></sst>", "a".repeat(32_000)).into_bytes();
            }
            "xl/worksheets/sheet1.xml" => *content = sheet_of(5_000, 20, "<c t=\"s\"><v>0</v></c>"),
            _ => {}
        }
    }
    packed(&parts)
}

fn many_cells() -> Vec<u8> {
    with_part("xl/worksheets/sheet1.xml", &sheet_of(11_000, 100, "<c><v>1</v></c>"))
}
