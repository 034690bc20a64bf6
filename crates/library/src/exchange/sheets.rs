//! The sheets of a pack's workbook.

use super::flat::{HEADER, Row, flatten, tree};
use super::fold::fold;
use crate::blocks::{BlockUse, Blocks, Cells, SourceSheets, expand};
use crate::fault::Fault;
use crate::pack::PackFiles;
use crate::yaml::{Faults, Node, write};
use forms::FormSource;
use forms::workbook::{RawCell, Workbook};
use std::collections::{BTreeMap, BTreeSet};

/// The column that says which block gave a row.
pub(super) const MARK: &str = "block";
/// The key columns of the sheet `blocks`; those of parameters begin with [`WITH`].
const USE: [&str; 6] = ["use", "block", "name", "without", "optional", "relevant"];
const WITH: &str = "with::";
/// More columns than any sheet of ours has.
const MAX_COLUMNS: usize = 256;

/// A sheet beside those of the form: rows of cells, the first of which is the header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sheet {
    pub name: String,
    pub rows: Vec<Vec<String>>,
}

/// A pack as sheets.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PackSheets {
    /// The form, blocks expanded, with the column `block`; empty where the pack has none.
    pub form: FormSource,
    /// `procedure`, and `blocks`, `stories`, `upgrades` where there are any.
    pub extra: Vec<Sheet>,
}

impl PackSheets {
    /// The sheets of a workbook whose form was read as `form`.
    pub fn from_workbook(workbook: &Workbook, form: &FormSource) -> Self {
        let of_form = ["survey", "choices", "settings"];
        let extra = workbook.sheets.iter().filter(|sheet| !of_form.contains(&sheet.name.as_str()));
        let extra = extra.map(|sheet| Sheet {
            name: sheet.name.clone(),
            rows: sheet.rows.iter().map(|row| texts(&row.cells)).collect(),
        });
        // A workbook without a form has empty sheets, and nothing but a header in them.
        let empty = form.survey.is_empty() && form.settings.form_id.is_empty();
        Self { form: if empty { FormSource::default() } else { form.clone() }, extra: extra.collect() }
    }
}

/// The texts of a row, each in its column.
fn texts(cells: &[RawCell]) -> Vec<String> {
    let mut row = Vec::new();
    for cell in cells {
        let at = usize::try_from(cell.column).unwrap_or(usize::MAX);
        while row.len() < at.min(MAX_COLUMNS) {
            row.push(String::new());
        }
        row.push(cell.text.clone());
    }
    row
}

/// The files of a pack, as text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PackTexts {
    pub procedure: String,
    pub form: Option<String>,
    pub stories: Option<String>,
    pub upgrades: Option<String>,
}

impl PackTexts {
    pub fn files<'a>(&'a self, folder: &'a str) -> PackFiles<'a> {
        PackFiles {
            folder,
            procedure: &self.procedure,
            form: self.form.as_deref(),
            stories: self.stories.as_deref(),
            upgrades: self.upgrades.as_deref(),
        }
    }
}

/// The sheets of a pack. Only what cannot be read at all is a fault here: a draft may be exported too.
pub fn write_sheets(files: &PackFiles<'_>, blocks: &Blocks) -> Result<PackSheets, Vec<Fault>> {
    let mut all = Vec::new();
    let mut extra = Vec::new();
    let mut form = FormSource::default();
    let mut of_blocks = None;
    if let Some(text) = files.form {
        let mut faults = files.faults("form.yaml");
        let sheets = faults.parse(text).and_then(|root| SourceSheets::read(&root, &mut faults));
        if let Some(expanded) = sheets.and_then(|sheets| expand(&sheets, blocks, &mut faults)) {
            of_blocks = Some(uses_sheet(&expanded.uses)).filter(|_| !expanded.uses.is_empty());
            form = expanded.form;
            let marks = marks(&expanded.uses);
            let mark = |index: Option<usize>| index.and_then(|index| marks.get(index)).cloned();
            for (row, origin) in form.survey.iter_mut().zip(&expanded.survey) {
                row.other.extend(mark(origin.of_use).map(|mark| (MARK.to_owned(), mark)));
            }
            for (row, origin) in form.choices.iter_mut().zip(&expanded.choices) {
                row.columns.extend(mark(origin.of_use).map(|mark| (MARK.to_owned(), mark)));
            }
        }
        all.append(&mut faults.found);
    }
    for (name, text) in
        [("procedure", Some(files.procedure)), ("stories", files.stories), ("upgrades", files.upgrades)]
    {
        let Some(text) = text else { continue };
        let mut faults = files.faults(&format!("{name}.yaml"));
        let rows = faults.parse(text).map(|root| flatten(&root)).unwrap_or_default();
        let header = HEADER.map(str::to_owned).to_vec();
        let rows = std::iter::once(header).chain(rows.into_iter().map(Vec::from)).collect();
        extra.push(Sheet { name: name.to_owned(), rows });
        all.append(&mut faults.found);
    }
    extra.splice(1..1, of_blocks);
    if all.is_empty() { Ok(PackSheets { form, extra }) } else { Err(all) }
}

/// The files that these sheets make, in the shape in which authors write them. Whether they are a whole pack is for
/// [`crate::check`].
pub fn read_sheets(sheets: &PackSheets, blocks: &Blocks) -> Result<PackTexts, Vec<Fault>> {
    let mut all = Vec::new();
    let mut text_of = |name: &str| {
        let sheet = sheets.extra.iter().find(|sheet| sheet.name == name)?;
        let mut faults = Faults::of(name);
        let root = tree(&path_rows(sheet), &mut faults);
        all.append(&mut faults.found);
        Some(write(&root))
    };
    let texts = PackTexts {
        procedure: text_of("procedure").unwrap_or_default(),
        stories: text_of("stories"),
        upgrades: text_of("upgrades"),
        form: (sheets.form != FormSource::default()).then(|| form_text(sheets, blocks)),
    };
    if all.is_empty() { Ok(texts) } else { Err(all) }
}

fn form_text(sheets: &PackSheets, blocks: &Blocks) -> String {
    let uses = sheets.extra.iter().find(|sheet| sheet.name == "blocks").map(read_uses).unwrap_or_default();
    let survey: Vec<Cells> = sheets.form.survey.iter().map(|row| row.clone().into()).collect();
    let choices: Vec<Cells> = sheets.form.choices.iter().map(|row| row.clone().into()).collect();
    let settings = &sheets.form.settings;
    let settings: Cells = [
        ("form_title", &settings.form_title),
        ("form_id", &settings.form_id),
        ("version", &settings.version),
        ("default_language", &settings.default_language),
        ("instance_name", &settings.instance_name),
    ]
    .into_iter()
    .filter(|(_, cell)| !cell.is_empty())
    .map(|(column, cell)| (column.to_owned(), cell.clone()))
    .collect();
    write(&Node::from(&fold(settings, &survey, &choices, &uses, blocks)))
}

/// Rows of a sheet with a path; whatever columns stand around them.
fn path_rows(sheet: &Sheet) -> Vec<Row> {
    let (header, rows) = sheet.rows.split_first().map(|(h, r)| (h.as_slice(), r)).unwrap_or_default();
    let column = |name: &str| header.iter().position(|known| known == name);
    let columns = HEADER.map(column);
    let cell =
        |row: &Vec<String>, at: Option<usize>| at.and_then(|at| row.get(at)).cloned().unwrap_or_default();
    rows.iter().map(|row| columns.map(|at| cell(row, at))).filter(|[path, ..]| !path.is_empty()).collect()
}

/// How rows name the use that gave them: block and prefix, and a number where both are the same again.
fn marks(uses: &[BlockUse]) -> Vec<String> {
    let name = |usage: &BlockUse| format!("{} {}", usage.block, usage.prefix);
    let numbered = |(index, usage): (usize, &BlockUse)| {
        let before = uses.iter().take(index).filter(|other| name(other) == name(usage)).count();
        if before == 0 { name(usage) } else { format!("{} {}", name(usage), before + 1) }
    };
    uses.iter().enumerate().map(numbered).collect()
}

fn uses_sheet(uses: &[BlockUse]) -> Sheet {
    let parameters: BTreeSet<&str> =
        uses.iter().flat_map(|usage| usage.with.keys()).map(String::as_str).collect();
    let header = USE.iter().map(|column| (*column).to_owned());
    let header = header.chain(parameters.iter().map(|parameter| format!("{WITH}{parameter}")));
    let row = |(mark, usage): (String, &BlockUse)| -> Vec<String> {
        let known = [
            mark,
            usage.block.clone(),
            usage.prefix.clone(),
            usage.without.join(" "),
            usage.optional.join(" "),
            usage.relevant.clone(),
        ];
        let with = parameters.iter().map(|p| usage.with.get(*p).cloned().unwrap_or_default());
        known.into_iter().chain(with).collect()
    };
    let rows = std::iter::once(header.collect()).chain(marks(uses).into_iter().zip(uses).map(row)).collect();
    Sheet { name: "blocks".to_owned(), rows }
}

fn read_uses(sheet: &Sheet) -> BTreeMap<String, BlockUse> {
    let (header, rows) = sheet.rows.split_first().map(|(h, r)| (h.as_slice(), r)).unwrap_or_default();
    rows.iter()
        .map(|row| {
            let cells: BTreeMap<&str, &str> =
                header.iter().map(String::as_str).zip(row.iter().map(String::as_str)).collect();
            let cell = |column: &str| cells.get(column).copied().unwrap_or_default();
            let words = |column: &str| cell(column).split_whitespace().map(str::to_owned).collect();
            let with = cells.iter().filter(|(_, value)| !value.is_empty()).filter_map(|(column, value)| {
                Some((column.strip_prefix(WITH)?.to_owned(), (*value).to_owned()))
            });
            let usage = BlockUse {
                block: cell("block").to_owned(),
                prefix: cell("name").to_owned(),
                with: with.collect(),
                without: words("without"),
                relevant: cell("relevant").to_owned(),
                optional: words("optional"),
            };
            (cell("use").to_owned(), usage)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Library;
    use crate::yaml::parse;
    use forms::workbook::{ExtraSheet, Limits, read_raw_xlsx, write_xlsx_with};

    /// What an author would call the same form: rows and cells, wherever they stand.
    fn said(text: &str) -> String {
        let mut faults = Faults::of("");
        let sheets = SourceSheets::read(&parse(text).unwrap(), &mut faults).unwrap();
        assert_eq!(faults.found, []);
        write(&Node::from(&sheets))
    }

    fn same_tree(a: &str, b: &str) -> bool {
        parse(a).unwrap().same(&parse(b).unwrap())
    }

    fn assert_same(files: &PackFiles<'_>, texts: &PackTexts) {
        let code = files.folder;
        assert!(same_tree(files.procedure, &texts.procedure), "{code}: procedure");
        for (name, before, after) in [
            ("stories", files.stories, texts.stories.as_deref()),
            ("upgrades", files.upgrades, texts.upgrades.as_deref()),
        ] {
            assert_eq!(before.is_some(), after.is_some(), "{code}: {name}");
            let both = before.zip(after);
            assert!(both.is_none_or(|(before, after)| same_tree(before, after)), "{code}: {name}");
        }
        let (before, after) = (files.form.map(said), texts.form.as_deref().map(said));
        assert_eq!(before.is_some(), after.is_some(), "{code}: form");
        let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
        for (before, after) in before.lines().zip(after.lines()) {
            assert_eq!(before, after, "{code}: form");
        }
        assert_eq!(before.lines().count(), after.lines().count(), "{code}: form");
    }

    /// Through the bytes of an Excel workbook.
    fn through_excel(sheets: &PackSheets) -> PackSheets {
        let extra: Vec<ExtraSheet<'_>> =
            sheets.extra.iter().map(|sheet| ExtraSheet { name: &sheet.name, rows: &sheet.rows }).collect();
        let bytes = write_xlsx_with(&sheets.form, &extra).unwrap();
        let workbook = read_raw_xlsx(&bytes, &Limits::STANDARD).unwrap();
        PackSheets::from_workbook(&workbook, &workbook.read(&Limits::STANDARD).source)
    }

    #[test]
    fn every_pack_is_the_same_after_an_export_and_an_import() {
        let blocks = Library::built_in_blocks().unwrap();
        for files in Library::built_in_files() {
            let sheets = write_sheets(files, &blocks).unwrap();
            assert_same(files, &read_sheets(&sheets, &blocks).unwrap());
            assert_same(files, &read_sheets(&through_excel(&sheets), &blocks).unwrap());
        }
    }

    #[test]
    fn a_changed_row_of_a_block_stays_as_plain_rows() {
        let blocks = Library::built_in_blocks().unwrap();
        let files = Library::built_in_files().iter().find(|files| files.folder == "1.001193").unwrap();
        let mut sheets = write_sheets(files, &blocks).unwrap();
        let uses = |text: &str| text.matches("type: block ").count() + text.matches("type: \"block ").count();
        let before = uses(&read_sheets(&sheets, &blocks).unwrap().form.unwrap());
        let row = sheets.form.survey.iter_mut().find(|row| row.other.contains_key(MARK)).unwrap();
        row.appearance = "changed".to_owned();
        let again = read_sheets(&sheets, &blocks).unwrap();
        let form = again.form.as_deref().unwrap();
        assert_eq!(uses(form), before - 1);
        // And it means exactly what the workbook said.
        let mut faults = Faults::of("");
        let sheets_again = SourceSheets::read(&parse(form).unwrap(), &mut faults).unwrap();
        let expanded = expand(&sheets_again, &blocks, &mut faults).unwrap().form;
        for row in &mut sheets.form.survey {
            row.other.remove(MARK);
        }
        for row in &mut sheets.form.choices {
            row.columns.remove(MARK);
        }
        assert_eq!(expanded.survey, sheets.form.survey);
        assert_eq!(faults.found, []);
    }
}
