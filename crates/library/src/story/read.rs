//! `stories.yaml`.

use super::Story;
use crate::fault::Problem;
use crate::yaml::{Faults, Node, Place, Read, record};
use std::collections::BTreeMap;

record!(Story {
    name,
    today,
    answers,
    complete = None,
    asked = Vec::new(),
    not_asked = Vec::new(),
    papers = None,
    case = None,
    fees = None,
    exempt = None,
    values = BTreeMap::new(),
    problems = BTreeMap::new(),
});

/// The file's one key.
struct File {
    stories: Vec<Story>,
}

record!(File { stories });

impl Story {
    pub(crate) fn read_file(root: &Node, faults: &mut Faults) -> Option<Vec<Self>> {
        let stories = File::read(root, &Place::Root, faults)?.stories;
        for (index, story) in stories.iter().enumerate() {
            let place = format!("stories[{}]", index + 1);
            if stories.iter().take(index).any(|s| s.name == story.name) {
                let problem = Problem::Duplicate { id: story.name.clone() };
                faults.add(Some(root.position(&place)), format!("{place}.name"), problem);
            }
        }
        Some(stories)
    }
}
