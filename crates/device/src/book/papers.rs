//! Papers that were there before: what a person had with one dossier need not be looked for again.

use crate::Device;
use dossier::paper::PaperState;
use dossier::{PaperId, PersonRef};
use library::procedure::{Handling, Paper};
use std::collections::{BTreeMap, BTreeSet};
use wire::Problem;
use wire::book::KnownPaper;
use wire::ipc::GetKnownPapers;

/// The newest dossiers of a person say what is at home.
const DOSSIERS: usize = 10;

impl Device {
    /// A paper is the same when it has the same id and the same name. One that was handed in is not at home any more: only
    /// what was shown and taken back is offered, or what a dossier has that was not handed over.
    pub fn get_known_papers(&self, request: GetKnownPapers) -> Result<Vec<KnownPaper>, Problem> {
        let id = request.dossier;
        let catalogue = self.inner.shelf.now();
        self.with_book("look for papers of before", |store, book| {
            let document = store.document_beside(id.into())?;
            let row = store.dossier_row(id)?.ok_or(store::StoreError::Unknown(id.into()))?;
            let Some(here) = catalogue.loaded(&row.procedure, &row.form_version) else {
                return Ok(Vec::new());
            };
            let wanted: BTreeMap<&PaperId, &Paper> =
                here.pack.procedure.papers.iter().map(|paper| (&paper.id, paper)).collect();
            let persons: BTreeSet<PersonRef> = document
                .person_of()?
                .into_iter()
                .chain(document.sources()?.into_values().map(|source| source.of))
                .flat_map(|of| book.entries_of(of))
                .collect();
            let mut others = Vec::new();
            for of in persons {
                for dossier in store.dossiers_of_person(of)? {
                    if dossier != id && !others.contains(&dossier) {
                        others.push(dossier);
                    }
                }
            }
            let mut known: BTreeMap<PaperId, KnownPaper> = BTreeMap::new();
            for card in self.cards(store, others)?.into_iter().filter(|card| !card.away).take(DOSSIERS) {
                let Some(other) = store.dossier_row(card.id)? else { continue };
                let Some(there) = catalogue.loaded(&other.procedure, &other.form_version) else { continue };
                for (paper, state) in store.document_beside(card.id.into())?.papers()? {
                    let was = there.pack.procedure.papers.iter().find(|one| one.id == paper);
                    let (Some(was), Some(is)) = (was, wanted.get(&paper)) else { continue };
                    let at_home = was.handling == Handling::Show || other.submitted_at.is_none();
                    if state == PaperState::Seen && at_home && was.name == is.name {
                        known.entry(paper.clone()).or_insert_with(|| KnownPaper {
                            paper,
                            dossier: card.id,
                            local_code: card.local_code.clone(),
                            procedure_name: card.procedure_name.clone(),
                            at: card.changed_at,
                        });
                    }
                }
            }
            Ok(known.into_values().collect())
        })
    }
}
