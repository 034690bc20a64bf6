//! A pack: one procedure with its form, from the files of its folder.

use crate::blocks::{Expanded, SourceSheets, expand};
use crate::fault::Fault;
use crate::story::Story;
use crate::upgrade::Upgrade;
use crate::yaml::{Faults, Node, Place, Read};
use crate::{Blocks, LibraryError, Procedure};
use chrono::NaiveDate;
use forms::FormSource;
use serde::{Deserialize, Serialize};

/// After so many days without anybody reading the sources again, the app warns.
pub const OLD_AFTER_DAYS: i64 = 180;

/// Everything about one procedure that a volunteer needs at a door: facts, guide and form.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pack {
    pub procedure: Procedure,
    /// The sheets with their blocks expanded; `None`: a guide only.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub form: Option<FormSource>,
    /// How drafts of older versions move to this one.
    #[serde(default)]
    pub upgrades: Vec<Upgrade>,
}

/// The files of a pack's folder, as text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PackFiles<'a> {
    /// The folder's name: the procedure's code. Empty: the files come without a folder.
    pub folder: &'a str,
    pub procedure: &'a str,
    pub form: Option<&'a str>,
    pub stories: Option<&'a str>,
    pub upgrades: Option<&'a str>,
}

/// A pack with the trees of its files: what checking needs besides.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) root: Node,
    pub(crate) procedure: Procedure,
    pub(crate) form: Option<Expanded>,
    pub(crate) upgrades: Vec<Upgrade>,
}

impl Pack {
    /// Reads the files and checks that they are one whole pack. Stories are not run: see [`crate::check`].
    pub fn read(files: &PackFiles<'_>, blocks: &Blocks) -> Result<Self, LibraryError> {
        let (draft, mut faults) = Draft::read(files, blocks);
        if let Some(draft) = &draft {
            draft.check(files, &mut faults);
        }
        match draft {
            Some(draft) if faults.is_empty() => Ok(draft.into_pack()),
            _ => Err(LibraryError::Refused { what: format!("pack {}", files.folder), faults }),
        }
    }
    /// Reads the files of a pack that was checked before: only their shape is looked at.
    pub fn read_trusted(files: &PackFiles<'_>, blocks: &Blocks) -> Result<Self, LibraryError> {
        match Draft::read(files, blocks) {
            (Some(draft), faults) if faults.is_empty() => Ok(draft.into_pack()),
            (_, faults) => Err(LibraryError::Refused { what: format!("pack {}", files.folder), faults }),
        }
    }
    /// Days since somebody last read a source of this pack; 0 if that lies ahead of `today`.
    pub fn age_days(&self, today: NaiveDate) -> i64 {
        let newest = self.procedure.sources.iter().map(|source| source.read_on).max();
        newest.map_or(i64::MAX, |read_on| (today - read_on).num_days().max(0))
    }
    /// Whether the app warns that the facts may have changed meanwhile.
    pub fn is_old(&self, today: NaiveDate) -> bool {
        self.age_days(today) > OLD_AFTER_DAYS
    }
}

impl Draft {
    /// What can be read, and every fault so far.
    pub(crate) fn read(files: &PackFiles<'_>, blocks: &Blocks) -> (Option<Self>, Vec<Fault>) {
        let mut all = Vec::new();
        let mut facts = files.faults("procedure.yaml");
        let root = facts.parse(files.procedure);
        let procedure = root.as_ref().and_then(|root| Procedure::read(root, &Place::Root, &mut facts));
        all.append(&mut facts.found);
        let form = files.form.map(|text| {
            let mut faults = files.faults("form.yaml");
            let form = faults
                .parse(text)
                .and_then(|root| SourceSheets::read(&root, &mut faults))
                .and_then(|sheets| expand(&sheets, blocks, &mut faults));
            all.append(&mut faults.found);
            form
        });
        let upgrades = files.upgrades.map(|text| {
            let mut faults = files.faults("upgrades.yaml");
            let upgrades = faults.parse(text).and_then(|root| Upgrade::read_file(&root, &mut faults));
            all.append(&mut faults.found);
            upgrades.unwrap_or_default()
        });
        let draft = match (root, procedure) {
            (Some(root), Some(procedure)) => {
                Some(Self { root, procedure, form: form.flatten(), upgrades: upgrades.unwrap_or_default() })
            }
            _ => None,
        };
        (draft, all)
    }
    pub(crate) fn into_pack(self) -> Pack {
        Pack { procedure: self.procedure, form: self.form.map(|form| form.form), upgrades: self.upgrades }
    }
}

impl PackFiles<'_> {
    /// A place to note the faults of one of its files.
    pub(crate) fn faults(&self, file: &str) -> Faults {
        match self.folder {
            "" => Faults::of(file),
            folder => Faults::of(format!("{folder}/{file}")),
        }
    }
    /// The stories, and the faults of their file.
    pub fn stories(&self) -> (Vec<Story>, Vec<Fault>) {
        let Some(text) = self.stories else { return (Vec::new(), Vec::new()) };
        let mut faults = self.faults("stories.yaml");
        let stories = faults.parse(text).and_then(|root| Story::read_file(&root, &mut faults));
        (stories.unwrap_or_default(), faults.found)
    }
}
