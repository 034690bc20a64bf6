//! What communes print above their papers, where they have set words of their own: `letterheads.json` of the data
//! folder, a letterhead for each code of a commune. See docs/administrators.md.

use dossier::CommuneCode;
use papers::Letterhead;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// Name of the file within the data folder.
pub const FILE_NAME: &str = "letterheads.json";

/// None where there is no file. Errors when the file cannot be read or has a key that no letterhead has.
pub fn in_folder(data: &Path) -> io::Result<BTreeMap<CommuneCode, Letterhead>> {
    match std::fs::read(data.join(FILE_NAME)) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(io::Error::from),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(BTreeMap::new()),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_may_have_words_of_its_own_and_a_misspelt_key_is_told() {
        let folder = tempfile::tempdir().unwrap();
        assert!(in_folder(folder.path()).unwrap().is_empty());
        let write = |text: &str| std::fs::write(folder.path().join(FILE_NAME), text).unwrap();
        write(r#"{"03325": {"authority": "UBND xã Mẫu", "unit": "Một cửa", "place": "Mẫu"}}"#);
        let read = in_folder(folder.path()).unwrap();
        assert_eq!(read.get(&CommuneCode::from("03325")).map(|own| own.unit.as_str()), Some("Một cửa"));
        write(r#"{"03325": {"authority": "UBND xã Mẫu", "place": "Mẫu", "tittles": {}}}"#);
        assert!(in_folder(folder.path()).is_err());
    }
}
