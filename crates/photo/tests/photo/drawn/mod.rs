//! Sheets with strokes like text, laid on tables, under a lamp, before a camera.

mod camera;
mod chance;
mod files;
mod many;
mod sheet;
mod table;

pub(crate) use camera::{Fault, HEIGHT, Shot, WIDTH};
pub(crate) use chance::Chance;
pub(crate) use files::{decoded, jpeg, large_sheet, png, sheet, webp};
pub(crate) use many::{on_all_cores, told};
pub(crate) use sheet::{Kind, Sheet, WRITTEN};
pub(crate) use table::Table;
