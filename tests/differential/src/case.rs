//! A form with a script of answers.

use crate::TestError;
use crate::table::Table;
use forms::{ChoiceRow, FormSource, Settings, SurveyRow};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// The moment at which every small form is filled in.
const NOW: &str = "2026-11-25T08:00:00+07:00";

#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) name: String,
    /// The workbook's name without its ending; stories of one pack share it.
    pub(crate) book: String,
    /// RFC 3339; its offset is the time zone.
    pub(crate) now: String,
    pub(crate) source: FormSource,
    pub(crate) files: BTreeMap<String, Table>,
    pub(crate) steps: Vec<Step>,
}

/// One step of a script. Keys name questions as `name`, `repeat[2]/name`, `outer[1]/inner[2]/name`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) set: BTreeMap<String, String>,
    /// A repeat that gets one more instance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) add: Option<String>,
    /// An instance to remove.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) remove: Option<String>,
    /// A language as the headers name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) language: Option<String>,
}

/// What the peer is told.
#[derive(Debug, Serialize)]
pub(crate) struct Script<'a> {
    name: &'a str,
    book: &'a str,
    now: &'a str,
    files: BTreeMap<&'a str, String>,
    steps: &'a [Step],
}

impl Case {
    pub(crate) fn script(&self) -> Script<'_> {
        Script {
            name: &self.name,
            book: &self.book,
            now: &self.now,
            files: self.files.iter().map(|(name, table)| (name.as_str(), table.as_csv())).collect(),
            steps: &self.steps,
        }
    }
}

/// A file of `forms/`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// What the form is there for; for readers.
    #[serde(rename = "about")]
    _about: String,
    #[serde(default)]
    files: BTreeMap<String, String>,
    #[serde(default)]
    settings: BTreeMap<String, String>,
    survey: Vec<SurveyRow>,
    #[serde(default)]
    choices: Vec<ChoiceRow>,
    steps: Vec<Step>,
}

/// The small forms in the order of their names.
pub(crate) fn small_forms(folder: &Path) -> Result<Vec<Case>, TestError> {
    let failed = |source| TestError::File { path: folder.to_path_buf(), source };
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .map_err(failed)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(failed)?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    paths.sort();
    paths.iter().map(|path| small_form(path)).collect()
}

fn small_form(path: &Path) -> Result<Case, TestError> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| TestError::File { path: path.to_path_buf(), source })?;
    let written: Written = serde_saphyr::from_str(&text)
        .map_err(|error| TestError::Shape { path: path.to_path_buf(), message: error.to_string() })?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let setting = |key: &str, or: &str| written.settings.get(key).cloned().unwrap_or_else(|| or.to_owned());
    let settings = Settings {
        form_title: setting("form_title", &name),
        form_id: setting("form_id", &name),
        version: setting("version", "1"),
        default_language: setting("default_language", ""),
        instance_name: setting("instance_name", ""),
    };
    let files = written
        .files
        .iter()
        .map(|(file, text)| (file.clone(), Table::read(text, &written.survey, file)))
        .collect();
    Ok(Case {
        book: name.clone(),
        now: NOW.to_owned(),
        source: FormSource { settings, survey: written.survey, choices: written.choices },
        files,
        steps: written.steps,
        name,
    })
}
