//! The office console, page by page.

mod app;
mod consents;
mod control_sheet;
mod correct;
mod counter;
mod deed;
mod dossier;
mod feed_keys;
mod files;
mod handovers;
mod later;
mod list_filters;
mod lists;
mod login;
mod moves;
mod numbers;
mod packs;
mod page;
mod papers;
mod phones;
mod photos;
mod quarantine;
mod settings;
mod since;
mod supplement;
mod work;

pub use app::OfficeApp;
