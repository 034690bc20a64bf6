//! The sheets as our YAML spells them: a list of rows for each sheet.

mod truths;

use super::fault::{FaultList, WorkbookProblem};
use super::form_file::FormFile;
use super::limits::Limits;
use crate::FormSource;

/// Reads the sheets. What is no YAML, or not of this shape, is one fault with its line; everything else that
/// can be wrong is found by [`FormFile::load`].
pub fn read_yaml(text: &str, limits: &Limits) -> Result<FormFile, FaultList> {
    if text.trim().is_empty() {
        return Err(FaultList::of_file(WorkbookProblem::EmptyFile));
    }
    if text.len() > limits.file_bytes {
        return Err(FaultList::of_file(WorkbookProblem::FileTooLarge { max: limits.file_bytes }));
    }
    match serde_saphyr::from_str::<FormSource>(text) {
        Ok(source) => {
            let mut file = FormFile::of(source, *limits);
            file.warnings = truths::warnings(text, limits);
            Ok(file)
        }
        Err(error) => {
            let reason = error.to_string();
            let reason = reason.lines().next().unwrap_or_default().to_owned();
            Err(FaultList::of_file(WorkbookProblem::NotYaml { reason }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_file_is_told_with_its_line() {
        for text in ["a: [", "survey:\n  - {type: text, type: note}\n", "survey: 3", "other: []"] {
            let faults = read_yaml(text, &Limits::STANDARD).unwrap_err();
            let told = faults.to_string();
            assert!(told.contains("line"), "{text}: {told}");
        }
        assert!(read_yaml(" \n", &Limits::STANDARD).is_err());
    }

    #[test]
    fn an_alias_bomb_is_refused() {
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let before = format!("*a{}", level - 1);
            bomb.push_str(&format!("a{level}: &a{level} [{}]\n", vec![before; 10].join(", ")));
        }
        assert!(read_yaml(&bomb, &Limits::STANDARD).is_err());
    }
}
