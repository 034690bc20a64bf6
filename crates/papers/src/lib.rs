//! Papers: those of the one-stop desk (forms 01 to 07 of Thông tư 03/2025/TT-VPCP), the monthly report, and the
//! official blank of a procedure filled from its answers. PDF to print, SVG for a screen: of the same pages.
//!
//! Each kind of paper is a struct of plain data with a method `paper`; [`Paper::pdf`] and [`Paper::pages`] typeset it.
//!
//! **Invariant:** pure. The templates and the fonts are in the program, [`world`] lends Typst nothing else; the day is
//! handed in; the same data give the same bytes.
//!
//! **Invariant:** data go in as data and never as markup: a name with `#` or `*` in it is printed as it is written.

mod answers;
mod apology;
mod applicant;
mod blank;
mod control;
mod error;
mod letterhead;
mod moment;
mod month;
mod paper;
mod qr;
mod receipt;
mod refusal;
mod register;
mod stop;
mod supplement;
mod text;
mod world;

pub use apology::Apology;
pub use applicant::Applicant;
pub use blank::{Blank, has_blank};
pub use control::{ControlSheet, HandOver, Pace};
pub use error::PaperError;
pub use letterhead::{Letterhead, Titles};
pub use month::{Figures, MonthlyReport, ReportLine};
pub use paper::Paper;
pub use receipt::{HandedIn, Receipt};
pub use refusal::Refusal;
pub use register::{Register, RegisterLine};
pub use stop::Stop;
pub use supplement::{Asked, SupplementSlip};
