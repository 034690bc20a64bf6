//! A small procedure in two versions (tests/packs), as an administrator uploads it.

use wire::office::PackUpload;

macro_rules! pack {
    ($folder:literal, $file:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/packs/", $folder, "/", $file)).to_owned()
    };
}

pub(crate) const CODE: &str = "9.000001";
pub(crate) const FIRST: &str = "2026-11-01";
pub(crate) const SECOND: &str = "2026-11-20";

pub(crate) fn first() -> PackUpload {
    PackUpload {
        procedure: pack!("first", "procedure.yaml"),
        workbook: None,
        form: Some(pack!("first", "form.yaml")),
        upgrades: None,
        stories: Some(pack!("first", "stories.yaml")),
    }
}

pub(crate) fn second() -> PackUpload {
    PackUpload {
        procedure: pack!("second", "procedure.yaml"),
        workbook: None,
        form: Some(pack!("second", "form.yaml")),
        upgrades: Some(pack!("second", "upgrades.yaml")),
        stories: Some(pack!("second", "stories.yaml")),
    }
}
