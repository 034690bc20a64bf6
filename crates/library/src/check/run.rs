//! One pack, whole: schema, form, conditions, stories, upgrades.

use crate::fault::{Fault, Problem};
use crate::pack::{Draft, PackFiles};
use crate::{Blocks, LifeEvents, story, upgrade};
use dossier::ProcedureCode;
use forms::ChoiceFiles;

/// What a pack may refer to outside its folder.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    pub blocks: &'a Blocks,
    pub events: &'a LifeEvents,
    pub files: Option<&'a dyn ChoiceFiles>,
    pub stories: StoriesNeeded,
}

/// How many stories a verified pack must bring.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StoriesNeeded {
    /// As an office writes it: none are asked for, those that are there must be true.
    None,
    /// As this repository's own library keeps it: the common case, a branch, and one with wrong answers.
    Three,
}

impl StoriesNeeded {
    const fn count(self) -> usize {
        match self {
            Self::None => 0,
            Self::Three => 3,
        }
    }
}

/// Every fault of a pack, with its stories run and its upgrades tried; empty: it may be published.
pub fn check(files: &PackFiles<'_>, context: Context<'_>) -> Vec<Fault> {
    let (draft, mut faults) = Draft::read(files, context.blocks);
    let (stories, story_faults) = files.stories();
    let stories_can_be_read = story_faults.is_empty();
    faults.extend(story_faults);
    let Some(draft) = draft else { return faults };
    let form = draft.check(files, &mut faults);
    draft.check_events(files, context.events, &mut faults);
    let mut of_stories = files.faults("stories.yaml");
    if draft.procedure.verified && stories_can_be_read && stories.len() < context.stories.count() {
        let problem = Problem::TooFewStories { needed: context.stories.count(), found: stories.len() };
        of_stories.add(None, String::new(), problem);
    }
    let mut of_upgrades = files.faults("upgrades.yaml");
    let pack = draft.into_pack();
    if let Some(form) = &form {
        for told in &stories {
            for fault in story::run(&pack, form, told, context.files) {
                let problem = Problem::Story { story: told.name.clone(), fault };
                of_stories.add(None, String::new(), problem);
            }
        }
        for one in &pack.upgrades {
            for fault in upgrade::check(one, &pack.procedure.version, form) {
                of_upgrades.add(None, format!("from {}", one.from), Problem::Upgrade(fault));
            }
        }
    }
    faults.append(&mut of_stories.found);
    faults.append(&mut of_upgrades.found);
    faults
}

/// Faults of the life events that only the whole library shows: codes of procedures that it does not have.
pub fn check_events(events: &LifeEvents, codes: &[ProcedureCode]) -> Vec<Fault> {
    let mut faults = crate::yaml::Faults::of("life-events.yaml");
    for event in events.iter() {
        for part in &event.bundle {
            if let Some(code) = part.code.as_ref().filter(|code| !codes.contains(code)) {
                let problem = Problem::UnknownProcedure { code: code.to_string() };
                faults.add(None, event.id.clone(), problem);
            }
        }
    }
    faults.found
}
