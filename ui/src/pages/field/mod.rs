//! The volunteer's app, page by page.

mod app;
mod book;
mod card;
mod consent;
mod damaged;
mod dossier;
mod enrol;
mod event;
mod find;
mod form;
mod from_book;
mod guide;
mod handed_over;
mod help;
mod home;
mod households;
mod news;
mod page;
mod paper_pages;
mod papers;
mod pin;
mod recover;
mod refused;
mod review;
mod settings;
mod signature;
mod slip;
mod supplement;
mod taken_back;
mod tour;
mod training;
mod unlock;
mod upgrade;
mod wiped;

pub use app::FieldApp;
pub(in crate::pages) use papers::state_words as paper_words;
