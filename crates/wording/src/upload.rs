//! What is wrong with an upload before its files are read, or beside them.

use i18n::Texts;

/// A fault of the upload itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum UploadFault {
    /// A workbook and `form.yaml` at once.
    TwoForms,
    /// The workbook's text is no base64.
    NotBase64,
    /// The files have no fault and still make no pack.
    Unreadable { reason: String },
    /// How many faults of the workbook are not told.
    More { count: usize },
}

/// What happened and what to do.
pub(crate) fn words(fault: &UploadFault, t: &Texts) -> (String, String) {
    match fault {
        UploadFault::TwoForms => (t.pack_fault_two_forms(), t.pack_fault_two_forms_todo()),
        UploadFault::NotBase64 => (t.pack_fault_not_base64(), t.pack_fault_not_base64_todo()),
        UploadFault::Unreadable { reason } => {
            (t.pack_fault_unreadable(reason), t.pack_fault_unreadable_todo())
        }
        UploadFault::More { count } => (t.pack_fault_more(count), t.pack_fault_more_todo()),
    }
}
