//! `cargo xtask procedures check`: every fault, each with its file, line and place.

use super::folder;
use crate::error::TaskError;
use library::check::{Context, StoriesNeeded, check as check_pack, check_events};
use library::{Blocks, Communes, Fault, LibraryError, LifeEvents};

pub(crate) fn check(codes: &[String]) -> Result<(), TaskError> {
    let folder = folder::read()?;
    let unknown: Vec<&str> = (codes.iter().map(String::as_str))
        .filter(|code| !folder.packs.iter().any(|pack| pack.name == *code))
        .collect();
    if !unknown.is_empty() {
        return Err(TaskError::Plain(format!("there is no folder procedures/{}", unknown.join(", "))));
    }
    let communes = Communes::built_in().map_err(|error| TaskError::Plain(error.to_string()))?;
    let named = folder.blocks.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let (blocks, mut faults) = Blocks::read_all(named);
    let events = match LifeEvents::read(&folder.events) {
        Ok(events) => events,
        Err(LibraryError::Refused { faults: found, .. }) => {
            faults.extend(found);
            LifeEvents::default()
        }
        Err(error) => return Err(TaskError::Plain(error.to_string())),
    };
    // Codes of packs that other people still write are not a fault of the one that is checked.
    if codes.is_empty() {
        let known: Vec<_> = folder.packs.iter().map(|pack| pack.name.as_str().into()).collect();
        faults.extend(check_events(&events, &known));
    }
    let context =
        Context { blocks: &blocks, events: &events, files: Some(&communes), stories: StoriesNeeded::Three };
    let wanted = |name: &String| codes.is_empty() || codes.contains(name);
    let packs: Vec<_> = folder.packs.iter().filter(|pack| wanted(&pack.name)).collect();
    for pack in &packs {
        faults.extend(check_pack(&pack.files(), context));
    }
    report(&faults, packs.len(), folder.blocks.len())
}

fn report(faults: &[Fault], packs: usize, blocks: usize) -> Result<(), TaskError> {
    for fault in faults {
        println!("procedures/{fault}");
    }
    if faults.is_empty() {
        println!("procedures: {packs} packs and {blocks} blocks, no fault");
        return Ok(());
    }
    Err(TaskError::Plain(format!("{} faults in {packs} packs and {blocks} blocks", faults.len())))
}
