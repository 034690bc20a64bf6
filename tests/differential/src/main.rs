//! The same forms, filled step by step by our engine and by ODK Web Forms' (`peer.mjs`), and compared.
//!
//! `prepare FOLDER` writes the workbooks and the scripts for the peer; pyxform turns each workbook into an XForm; the
//! peer writes `peer.json`; `judge FOLDER` fills the same forms here and lists every difference. `cargo xtask
//! differential` does all of it.
//!
//! **Invariant:** a difference that `expected-differences.yaml` does not explain fails, and so does an explanation
//! that explains nothing.

mod case;
mod expected;
mod judge;
mod look;
mod ours;
mod packs;
mod table;

use case::Case;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Why the test could not be carried out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TestError {
    #[error("usage: differential prepare FOLDER | differential judge FOLDER")]
    Usage,
    #[error("Unable to read or write {}", path.display())]
    File { path: PathBuf, source: std::io::Error },
    #[error("{}: {message}", path.display())]
    Shape { path: PathBuf, message: String },
    #[error("the form {form} is refused here: {message}")]
    Refused { form: String, message: String },
    #[error("the form {form}: there is no {key}")]
    NoSuchKey { form: String, key: String },
    #[error(transparent)]
    Library(#[from] library::LibraryError),
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["prepare", folder] => prepare(Path::new(folder)).map(|()| true),
        ["judge", folder] => cases().and_then(|cases| judge::judge(&cases, Path::new(folder))),
        _ => Err(TestError::Usage),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("differential: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The small forms of `forms/`, then the packs with their stories.
fn cases() -> Result<Vec<Case>, TestError> {
    let mut cases = case::small_forms(&home().join("forms"))?;
    cases.extend(packs::cases()?);
    Ok(cases)
}

/// The folder of this test.
fn home() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A workbook for each form and `cases.json` for the peer.
fn prepare(folder: &Path) -> Result<(), TestError> {
    let books = folder.join("books");
    let at = |path: &Path| {
        let path = path.to_path_buf();
        move |source| TestError::File { path, source }
    };
    std::fs::create_dir_all(&books).map_err(at(&books))?;
    let cases = cases()?;
    for case in &cases {
        let path = books.join(format!("{}.xlsx", case.book));
        let bytes = forms::workbook::write_xlsx(&case.source)
            .map_err(|error| TestError::Refused { form: case.name.clone(), message: error.to_string() })?;
        std::fs::write(&path, bytes).map_err(at(&path))?;
    }
    let scripts: Vec<case::Script<'_>> = cases.iter().map(Case::script).collect();
    let path = folder.join("cases.json");
    let text = serde_json::to_string(&scripts)
        .map_err(|error| TestError::Shape { path: path.clone(), message: error.to_string() })?;
    std::fs::write(&path, text).map_err(at(&path))
}
