//! pyxform, the reader of XLSForm that everybody else uses: our workbooks have to please it too.

use crate::error::TaskError;
use crate::{build, places, process, python};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The version whose word counts. A newer one is taken on purpose, not by the day on which it comes out.
const VERSION: &str = "4.5.0";

/// Where the tests look for pyxform's program.
const TOLD: &str = "DONGHANH_XLS2XFORM";

/// Has pyxform read workbooks, and stops at the first that it refuses.
pub(crate) fn accept(files: &[PathBuf]) -> Result<(), TaskError> {
    let program = ready()?;
    for file in files {
        let converted = converted_name(file);
        // ODK Validate is left out: it would need Java, and looks at the XForm, not at the workbook.
        let said = Command::new(&program)
            .args(["--json", "--skip_validate"])
            .arg(file)
            .arg(&converted)
            .output()
            .map_err(|source| TaskError::Start { line: program.display().to_string(), source })?;
        // It reports on the error channel, and ends well even when it refuses.
        let said = String::from_utf8_lossy(&said.stderr).into_owned();
        let verdict = said.lines().find(|line| line.contains("\"code\"")).unwrap_or(said.as_str());
        if verdict.contains("\"code\": 100") {
            println!("pyxform accepts {}", file.display());
        } else if verdict.contains("\"code\": 101") {
            println!("pyxform accepts {} and warns: {verdict}", file.display());
        } else {
            return Err(TaskError::Plain(format!("pyxform refuses {}: {verdict}", file.display())));
        }
    }
    Ok(())
}

/// The tests that let pyxform judge what we export.
pub(crate) fn test() -> Result<(), TaskError> {
    let program = ready()?;
    let mut tests = build::in_workspace(&["test", "--workspace", "--test", "pyxform"]);
    process::run(tests.args(["--", "--ignored"]).env(TOLD, program))
}

/// The Python that has pyxform.
pub(crate) fn python() -> Result<PathBuf, TaskError> {
    Ok(ready()?.with_file_name("python"))
}

/// The program, installed if it is not.
fn ready() -> Result<PathBuf, TaskError> {
    python::program("pyxform", VERSION, "xls2xform")
}

/// The XForm is of no further use; it goes below the target folder.
fn converted_name(file: &Path) -> PathBuf {
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    places::target().join("pyxform").join(format!("{name}.xml"))
}
