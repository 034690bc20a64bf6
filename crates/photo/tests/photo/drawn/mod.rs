//! Sheets with strokes like text, laid on tables, under a lamp, before a camera.

mod camera;
mod chance;
mod many;
mod sheet;
mod table;

pub(crate) use camera::{Fault, Shot};
pub(crate) use chance::Chance;
pub(crate) use many::{on_all_cores, told};
pub(crate) use sheet::{Kind, Sheet, WRITTEN};
pub(crate) use table::Table;
