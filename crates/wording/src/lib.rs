//! Faults of forms, their workbooks and procedure packs as sentences in the words of the person who wrote them.
//!
//! Both the office's pages and the commands at a terminal tell them, so they stand below both; `forms`
//! and `library` know no language and `i18n` knows no form.
//!
//! **Invariant:** every fault has its words in every language: the matches have no catch-all, and a key that is
//! missing does not compile.

mod both;
mod expression;
mod form;
mod pack;
mod sheet;
mod story;
mod upgrade;
mod upload;
mod workbook;

pub use both::{Both, Said};
pub use sheet::SheetProblem;
pub use upload::UploadFault;

use forms::workbook::{FaultList, FaultProblem, FormFault, Place};
use i18n::Texts;

/// A fault in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// `Trang tính survey, dòng 12, cột relevant (F12)`
    pub place: String,
    pub happened: String,
    pub to_do: String,
}

impl Sentence {
    /// All of it in one line.
    pub fn line(&self, t: &Texts) -> String {
        t.form_fault_told(&self.happened, &self.place, &self.to_do)
    }
}

/// Where the fault is, what is wrong and what to do.
pub fn sentence(fault: &FormFault, t: &Texts) -> Sentence {
    let (happened, to_do) = match &fault.problem {
        FaultProblem::Workbook(problem) => workbook::words(problem, t),
        FaultProblem::Form(problem) => form::words(problem, t),
    };
    Sentence { place: place(&fault.place, t), happened, to_do }
}

/// Every fault of a list in a line of its own, and how many more there are.
pub fn lines(faults: &FaultList, t: &Texts) -> Vec<String> {
    let told = faults.told.iter().map(|fault| sentence(fault, t).line(t));
    told.chain((faults.more > 0).then(|| t.form_fault_more(faults.more))).collect()
}

/// The place as a person finds it in the spreadsheet.
pub fn place(place: &Place, t: &Texts) -> String {
    let Some(sheet) = &place.sheet else { return t.form_fault_place_file() };
    let Some(row) = place.row else { return t.form_fault_place_sheet(sheet) };
    match (&place.column, place.cell()) {
        (Some(column), Some(cell)) => t.form_fault_place_cell(cell, column, row, sheet),
        (Some(column), None) => t.form_fault_place_column(column, row, sheet),
        (None, Some(cell)) => t.form_fault_place_bare_cell(cell, row, sheet),
        (None, None) => t.form_fault_place_row(row, sheet),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use forms::workbook::WorkbookProblem;
    use i18n::Language;

    fn fault(place: Place) -> FormFault {
        FormFault { place, problem: FaultProblem::Workbook(WorkbookProblem::Formula) }
    }

    #[test]
    fn a_fault_says_where_it_is_and_what_to_do() {
        let place = Place {
            sheet: Some("survey".into()),
            row: Some(12),
            column: Some("relevant".into()),
            letter: Some("F".into()),
        };
        for (language, line) in [
            (
                Language::Vi,
                "Trang tính survey, dòng 12, cột relevant (F12): ô chứa công thức của bảng tính. Hãy chép ô rồi \
                 dán lại dạng giá trị (Dán đặc biệt → Giá trị).",
            ),
            (
                Language::En,
                "Sheet survey, row 12, column relevant (F12): the cell holds a formula of the spreadsheet. Copy \
                 the cell and paste it as a value (Paste special → Values).",
            ),
        ] {
            let t = Texts::new(language);
            assert_eq!(sentence(&fault(place.clone()), &t).line(&t), line);
        }
    }

    #[test]
    fn what_is_not_known_of_a_place_is_left_out() {
        let t = Texts::new(Language::Vi);
        let mut at = Place::default();
        assert_eq!(place(&at, &t), "Tệp");
        at.sheet = Some("Survey".into());
        assert_eq!(place(&at, &t), "Trang tính Survey");
        at.row = Some(3);
        assert_eq!(place(&at, &t), "Trang tính Survey, dòng 3");
        at.letter = Some("AB".into());
        assert_eq!(place(&at, &t), "Trang tính Survey, dòng 3, ô AB3");
        at = Place { letter: None, column: Some("label".into()), ..at };
        assert_eq!(place(&at, &t), "Trang tính Survey, dòng 3, cột label");
    }

    #[test]
    fn a_long_list_ends_with_how_many_more_there_are() {
        let list = FaultList { told: vec![fault(Place::default())], more: 7 };
        let lines = lines(&list, &Texts::new(Language::En));
        assert_eq!(lines.len(), 2);
        assert!(lines[1].contains('7'), "{lines:?}");
    }
}
