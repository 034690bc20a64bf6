//! Stories in real windows and a real browser; what drives them is in `harness/`.

mod bad_days;
mod case_work;
mod consents;
mod counter;
mod for_everyone;
mod guide;
mod households;
mod keyboard;
mod lists;
mod main_job;
mod moves;
mod office_packs;
mod offline;
mod papers;
mod public;
mod read_aloud;
mod settings;
mod shell;
mod supplement;
mod visit;
mod whole_way;
