//! Stories across crates: devices and a commune server in one process, or as processes of their own.

mod bad_days;
mod cards;
mod case_work;
mod consents;
mod every_procedure;
mod house;
mod households;
mod killed_processes;
mod kills;
mod licences;
mod looked_at;
mod moves;
mod packs;
mod peers_troubles;
mod photos;
mod ratings;
mod recovery;
mod refusals;
mod scope;
mod server_kills;
mod small_disks;
mod supplements;
mod training;
mod two_devices;
mod upkeep;
mod weak_links;
