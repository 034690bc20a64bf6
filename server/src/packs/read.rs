//! From an upload to a pack, or to everything that is wrong with it.

use data_encoding::BASE64;
use library::bundle::{Bundle, FORM, PROCEDURE, STORIES, UPGRADES};
use library::{LibraryError, Pack};
use std::collections::BTreeMap;
use wire::office::{PackFault, PackPlace, PackUpload};

/// A pack without a fault, and the files to keep of it.
#[derive(Debug)]
pub struct ReadPack {
    pub pack: Pack,
    pub bundle: Bundle,
    pub warnings: Vec<PackFault>,
}

/// Reads and checks the whole upload. Every fault is told, not the first.
pub fn read(upload: &PackUpload) -> Result<ReadPack, Vec<PackFault>> {
    let form = match (&upload.workbook, &upload.form) {
        (Some(_), Some(_)) => return Err(vec![fault(FORM, "two_forms", "a workbook and a form.yaml")]),
        (Some(workbook), None) => workbook_text(workbook)?,
        (None, form) => form.clone().unwrap_or_default(),
    };
    let pack = Pack::read("upload", &upload.procedure, &form).map_err(faults)?;
    let mut bundle = Bundle::of(&pack).map_err(faults)?;
    // As its author wrote it: the form's rows are the ones that are written anew.
    bundle.put(PROCEDURE, upload.procedure.clone());
    for (name, text) in [(UPGRADES, &upload.upgrades), (STORIES, &upload.stories)] {
        if let Some(text) = text.as_ref().filter(|text| !text.trim().is_empty()) {
            bundle.put(name, text.clone());
        }
    }
    Ok(ReadPack { pack, bundle, warnings: Vec::new() })
}

fn workbook_text(base64: &str) -> Result<String, Vec<PackFault>> {
    let _bytes = BASE64
        .decode(base64.as_bytes())
        .map_err(|_| vec![fault("form.xlsx", "not_base64", "the workbook is not base64")])?;
    Err(vec![fault("form.xlsx", "workbook", "workbooks cannot be read yet")])
}

fn fault(file: &str, code: &str, said: &str) -> PackFault {
    PackFault {
        file: file.to_owned(),
        place: PackPlace::default(),
        code: code.to_owned(),
        data: BTreeMap::new(),
        said: said.to_owned(),
    }
}

fn faults(error: LibraryError) -> Vec<PackFault> {
    match error {
        LibraryError::Refused { faults, .. } => {
            faults.iter().map(|found| fault(FORM, "fault", &found.to_string())).collect()
        }
        other => vec![fault(PROCEDURE, "unreadable", &other.to_string())],
    }
}
