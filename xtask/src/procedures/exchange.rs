//! `cargo xtask procedures export` and `import`: a pack as one workbook, and back.

use super::folder;
use crate::error::{IoContext as _, TaskError};
use crate::process;
use forms::workbook::{ExtraSheet, Limits, read_raw_xlsx, write_xlsx_with};
use library::exchange::{PackSheets, read_sheets, write_sheets};
use library::{Blocks, Fault};
use std::fs;
use std::path::Path;

pub(crate) fn export(code: &str, file: &Path) -> Result<(), TaskError> {
    let folder = folder::read()?;
    let pack = folder.packs.iter().find(|pack| pack.name == code);
    let pack = pack.ok_or_else(|| TaskError::Plain(format!("there is no folder procedures/{code}")))?;
    let sheets = write_sheets(&pack.files(), &blocks(&folder.blocks)?).map_err(|faults| told(&faults))?;
    let extra: Vec<ExtraSheet<'_>> =
        sheets.extra.iter().map(|sheet| ExtraSheet { name: &sheet.name, rows: &sheet.rows }).collect();
    let bytes = write_xlsx_with(&sheets.form, &extra).map_err(|error| TaskError::Plain(error.to_string()))?;
    fs::write(file, bytes).doing("write", file)?;
    println!("procedures: {code} is in {}", file.display());
    Ok(())
}

pub(crate) fn import(file: &Path, to: &Path) -> Result<(), TaskError> {
    let folder = folder::read()?;
    let bytes = fs::read(file).doing("read", file)?;
    let refused = |faults: forms::workbook::FaultList| {
        faults.told.iter().for_each(|fault| println!("{}: {fault}", file.display()));
        TaskError::Plain(format!("{} cannot be read", file.display()))
    };
    let workbook = read_raw_xlsx(&bytes, &Limits::STANDARD).map_err(refused)?;
    let form = workbook.read(&Limits::STANDARD);
    // A guide has no form: its empty sheets are no fault.
    let sheets = PackSheets::from_workbook(&workbook, &form.source);
    if !form.faults.is_empty() && !form.source.survey.is_empty() {
        return Err(refused(form.faults));
    }
    let texts = read_sheets(&sheets, &blocks(&folder.blocks)?).map_err(|faults| told(&faults))?;
    process::make_folder(to)?;
    for (name, text) in [
        ("procedure.yaml", Some(&texts.procedure)),
        ("form.yaml", texts.form.as_ref()),
        ("stories.yaml", texts.stories.as_ref()),
        ("upgrades.yaml", texts.upgrades.as_ref()),
    ] {
        if let Some(text) = text {
            let path = to.join(name);
            fs::write(&path, text).doing("write", &path)?;
        }
    }
    println!("procedures: {} is in {}; now run `cargo xtask procedures check`", file.display(), to.display());
    Ok(())
}

fn blocks(files: &[(String, String)]) -> Result<Blocks, TaskError> {
    Blocks::read(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
        .map_err(|error| TaskError::Plain(error.to_string()))
}

fn told(faults: &[Fault]) -> TaskError {
    faults.iter().for_each(|fault| println!("procedures/{fault}"));
    TaskError::Plain(format!("{} faults", faults.len()))
}
