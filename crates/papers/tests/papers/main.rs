//! Every paper as it leaves the printer: its text, held against the blank's wording and against what was reviewed.
//!
//! `PAPERS_RENEW=1 cargo test -p papers` writes `tests/reviewed/` anew; read the difference before it is committed.
//! `PAPERS_PDF=<folder>` beside it writes the PDFs there, to be looked at (`pdftoppm -r 60 -png`).

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where it fails")]

mod blanks;
mod families;
mod hostile;
mod office;
mod printed;
mod reviewed;
