//! Life events: what happens to people, and the procedures that it brings, as one visit.

use crate::yaml::{Faults, Place, Read, record};
use crate::{Bilingual, LibraryError};
use dossier::ProcedureCode;
use serde::{Deserialize, Serialize};

/// Something that happens to people, such as a birth.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LifeEvent {
    pub id: String,
    pub name: Bilingual,
    /// What people say when it has happened.
    #[serde(default)]
    pub words: Vec<String>,
    /// What one visit takes care of, in this order.
    pub bundle: Vec<BundlePart>,
}

record!(LifeEvent { id, name, words = Vec::new(), bundle });

/// A procedure of a visit, or plain advice where there is no pack for it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundlePart {
    #[serde(default)]
    pub code: Option<ProcedureCode>,
    #[serde(default)]
    pub note: Option<Bilingual>,
}

record!(BundlePart { code = None, note = None });

/// `life-events.yaml`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LifeEvents(Vec<LifeEvent>);

/// The file's one key.
struct File {
    events: Vec<LifeEvent>,
}

record!(File { events });

impl LifeEvents {
    /// Reads `life-events.yaml`. That the procedures exist is for [`crate::check::check_events`].
    pub fn read(text: &str) -> Result<Self, LibraryError> {
        let mut faults = Faults::of("life-events.yaml");
        let root = faults.parse(text);
        let file = root.as_ref().and_then(|root| File::read(root, &Place::Root, &mut faults));
        let events = file.map(|file| file.events).unwrap_or_default();
        for (index, event) in events.iter().enumerate() {
            let place = format!("events[{}]", index + 1);
            let at = root.as_ref().map(|root| root.position(&place));
            if events.iter().take(index).any(|e| e.id == event.id) {
                faults.add(at, place.clone(), crate::Problem::Duplicate { id: event.id.clone() });
            }
            if event.bundle.is_empty() {
                faults.add(at, format!("{place}.bundle"), crate::Problem::EmptyList);
            }
            for (number, part) in event.bundle.iter().enumerate() {
                if part.code.is_none() && part.note.is_none() {
                    let place = format!("{place}.bundle[{}]", number + 1);
                    faults.add(at, place, crate::Problem::MissingKey { key: "code" });
                }
            }
        }
        if faults.found.is_empty() {
            Ok(Self(events))
        } else {
            Err(LibraryError::Refused { what: "life-events.yaml".to_owned(), faults: faults.found })
        }
    }
    pub fn get(&self, id: &str) -> Option<&LifeEvent> {
        self.0.iter().find(|event| event.id == id)
    }
    pub fn iter(&self) -> impl Iterator<Item = &LifeEvent> {
        self.0.iter()
    }
}
