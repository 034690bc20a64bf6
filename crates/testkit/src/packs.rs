//! A small procedure in two versions (tests/packs): the second splits one question, renames one, drops one and
//! asks one more.

use wire::office::PackUpload;

macro_rules! pack {
    ($folder:literal, $file:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/packs/", $folder, "/", $file))
            .to_owned()
    };
}

pub const CODE: &str = "9.000001";
pub const FIRST: &str = "2026-11-01";
pub const SECOND: &str = "2026-11-20";

pub fn first() -> PackUpload {
    PackUpload {
        procedure: pack!("first", "procedure.yaml"),
        workbook: None,
        form: Some(pack!("first", "form.yaml")),
        upgrades: None,
        stories: Some(pack!("first", "stories.yaml")),
    }
}

pub fn second() -> PackUpload {
    PackUpload {
        procedure: pack!("second", "procedure.yaml"),
        workbook: None,
        form: Some(pack!("second", "form.yaml")),
        upgrades: Some(pack!("second", "upgrades.yaml")),
        stories: Some(pack!("second", "stories.yaml")),
    }
}
