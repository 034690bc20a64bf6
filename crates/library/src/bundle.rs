//! A pack as the files that are published: each by its name, blocks expanded, nothing that only this build knows.
//!
//! **Invariant:** the same pack makes the same bytes: files are known by their hash.

use crate::upgrade::Upgrade;
use crate::{Blocks, Fault, LibraryError, Pack, PackFiles, Problem, upgrade};
use forms::Form;
use serde::Serialize;
use std::collections::BTreeMap;

pub const PROCEDURE: &str = "procedure.yaml";
pub const FORM: &str = "form.yaml";
/// How drafts of older versions move to this one.
pub const UPGRADES: &str = "upgrades.yaml";
/// Families that fill the form: for who writes the pack, and for tests.
pub const STORIES: &str = "stories.yaml";

/// The files of a pack, by name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Bundle {
    files: BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Upgrades<'a> {
    upgrades: &'a [Upgrade],
}

impl Bundle {
    /// A pack's own files. JSON is YAML, and it is written in one way only.
    pub fn of(pack: &Pack) -> Result<Self, LibraryError> {
        let mut bundle = Self::default();
        bundle.put(PROCEDURE, json(pack, PROCEDURE, &pack.procedure)?);
        if let Some(form) = &pack.form {
            bundle.put(FORM, json(pack, FORM, form)?);
        }
        if !pack.upgrades.is_empty() {
            bundle.put(UPGRADES, json(pack, UPGRADES, &Upgrades { upgrades: &pack.upgrades })?);
        }
        Ok(bundle)
    }

    /// Files as they were kept or fetched. What is not UTF-8 is no file of a pack.
    pub fn from_bytes(files: &BTreeMap<String, Vec<u8>>) -> Result<Self, LibraryError> {
        let mut bundle = Self::default();
        for (name, bytes) in files {
            let text = std::str::from_utf8(bytes).map_err(|error| refused(name, "", error.to_string()))?;
            bundle.put(name, text.to_owned());
        }
        Ok(bundle)
    }

    pub fn to_bytes(&self) -> BTreeMap<String, Vec<u8>> {
        self.files.iter().map(|(name, text)| (name.clone(), text.clone().into_bytes())).collect()
    }

    pub fn put(&mut self, name: &str, text: String) {
        self.files.insert(name.to_owned(), text);
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.files.get(name).map(String::as_str)
    }

    /// The files as they are read; `code` is the procedure's.
    pub fn as_files<'a>(&'a self, code: &'a str) -> PackFiles<'a> {
        PackFiles {
            folder: code,
            procedure: self.get(PROCEDURE).unwrap_or_default(),
            form: self.get(FORM),
            stories: self.get(STORIES),
            upgrades: self.get(UPGRADES),
        }
    }

    /// Reads the files and checks that they are one whole pack, and that its upgrades keep what they promise.
    /// Stories are not run: devices do not have them.
    pub fn pack(&self, code: &str) -> Result<Pack, LibraryError> {
        let pack = Pack::read(&self.as_files(code), &Blocks::default())?;
        let form = pack.form.as_ref().and_then(|form| Form::load(form).ok());
        let mut faults = Vec::new();
        for (form, one) in form.iter().flat_map(|form| pack.upgrades.iter().map(move |one| (form, one))) {
            faults.extend(upgrade::check(one, &pack.procedure.version, form).into_iter().map(|fault| {
                Fault {
                    file: format!("{code}/{UPGRADES}"),
                    at: None,
                    place: format!("from {}", one.from),
                    problem: Problem::Upgrade(fault),
                }
            }));
        }
        if faults.is_empty() {
            Ok(pack)
        } else {
            Err(LibraryError::Refused { what: format!("pack {code}"), faults })
        }
    }
}

fn json(pack: &Pack, file: &str, part: &impl Serialize) -> Result<String, LibraryError> {
    serde_json::to_string(part)
        .map_err(|error| refused(file, pack.procedure.code.as_str(), error.to_string()))
}

fn refused(file: &str, code: &str, reason: String) -> LibraryError {
    let fault =
        Fault { file: file.to_owned(), at: None, place: String::new(), problem: Problem::NotYaml { reason } };
    LibraryError::Refused { what: format!("pack {code}"), faults: vec![fault] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Library;

    #[test]
    fn every_built_in_pack_is_the_same_after_it_was_published_and_read_again() {
        let library = Library::built_in().unwrap();
        for pack in library.packs() {
            let bundle = Bundle::of(pack).unwrap();
            let again = Bundle::from_bytes(&bundle.to_bytes()).unwrap();
            let again = again.pack(pack.procedure.code.as_str()).unwrap();
            assert_eq!(again, *pack);
            assert_eq!(Bundle::of(&again).unwrap(), bundle);
        }
    }
}
