//! `init`: the database, a commune in it, and the demo when it is asked for. Running it again changes nothing.

use super::CliError;
use super::people::in_words;
use crate::clock::{Clock, SystemClock};
use crate::demo::{self, Demo};
use crate::procedures::Procedures;
use crate::store::people::Commune;
use crate::store::sqlite::SqliteStore;
use crate::store::{People, StoreError};
use dossier::CommuneCode;
use std::path::Path;

pub(super) fn init(
    data: &Path,
    code: &str,
    unit_number: Option<String>,
    with_demo: bool,
) -> Result<(), CliError> {
    let procedures = Procedures::built_in()?;
    let listed = procedures
        .library()
        .communes()
        .commune(code)
        .ok_or_else(|| CliError::CommuneUnknown { code: code.to_owned() })?;
    let commune = Commune {
        code: CommuneCode::from(code),
        name: listed.full_name(),
        unit_number: unit_number.unwrap_or_else(|| code.to_owned()),
    };
    let store = SqliteStore::create(data)?;
    match store.add_commune(&commune) {
        Ok(()) => println!("{} ({code}) was added to {}.", commune.name, data.display()),
        Err(StoreError::Exists { .. }) => println!("{} ({code}) was there already.", commune.name),
        Err(error) => return Err(error.into()),
    }
    if with_demo {
        match demo::fill(&store, &commune.code, SystemClock.now())? {
            Some(demo) => tell(&demo, data),
            None => println!(
                "The demo was there already; its passwords are not stored and cannot be shown again."
            ),
        }
    }
    Ok(())
}

fn tell(demo: &Demo, data: &Path) {
    println!("\nDemo data: nobody in it exists. Households: {}.", demo.households);
    println!("\nTeams");
    for (id, name) in &demo.teams {
        println!("  {id}  {name}");
    }
    println!("\nVolunteers");
    for (id, name) in &demo.volunteers {
        println!("  {id}  {name}");
    }
    println!("\nOfficers (shown once)");
    for officer in &demo.officers {
        let role = in_words(&officer.standing);
        println!("  user {}   password {}   {} ({role})", officer.user, officer.password, officer.name);
    }
    let member = demo.volunteers.first().map_or(1, |(id, _)| id.0);
    println!("\nNext");
    println!("  donghanh-server serve --data {} --office-ui DIR", data.display());
    println!("  donghanh-server invite --data {} --member {member}", data.display());
}
