//! What the office does, and what happens to its server.

use super::faults::Fault;
use super::ledger::By;
use super::script::Deed;
use super::world::World;
use dossier::DocumentId;
use std::collections::BTreeMap;

impl World {
    pub(super) fn perform_in_office(&mut self, deed: Deed) {
        match deed {
            Deed::Accept => self.accept(),
            Deed::Ask => self.ask(),
            Deed::OfficeSettles => self.office_settles(),
            Deed::Remove => self.remove(),
            Deed::MoveDossier => self.move_dossier(),
            Deed::ServerCrash => {
                self.counts.add(Fault::ServerCrash);
                self.note(|| "server: loses power".to_owned());
                let left = self.office.files();
                self.office.lose_power(&left);
            }
            Deed::ServerDiskFills => {
                let pages = u32::try_from(self.chance.below(8)).unwrap_or(0);
                self.counts.add(Fault::ServerDiskFull);
                self.note(|| format!("server: {pages} pages are left on its disk"));
                self.office.fill_disk(Some(pages));
            }
            Deed::ServerDiskHasRoom => {
                self.note(|| "server: has room again".to_owned());
                self.office.fill_disk(None);
            }
            Deed::ServerBackUp => {
                self.note(|| "server: is backed up".to_owned());
                self.office.back_up();
            }
            Deed::ServerRollBack => self.roll_back(),
            _ => {}
        }
    }

    fn pick_begun(&mut self) -> Option<DocumentId> {
        let among: Vec<DocumentId> = self.ledger.begun.iter().copied().collect();
        self.chance.pick(&among).copied()
    }

    /// Every dossier that was begun, from one that chance picks on.
    fn begun_from_somewhere(&mut self) -> Vec<DocumentId> {
        let mut among: Vec<DocumentId> = self.ledger.begun.iter().copied().collect();
        let from = self.chance.place(among.len());
        among.rotate_left(from);
        among
    }

    fn accept(&mut self) {
        // Those that were not handed over are refused, as in the office.
        for id in self.begun_from_somewhere() {
            let Ok(number) = self.office.accept(id.into()) else { continue };
            self.note(|| format!("office: accepts {id} as {number}"));
            if let Some(other) = self.numbers.insert(number.clone(), id) {
                self.fail(format!("the number {number} was given to {other} and to {id}"));
            }
            return;
        }
    }

    fn ask(&mut self) {
        for id in self.begun_from_somewhere() {
            // Of what was not handed over nothing can be asked, as in the office.
            let Some(question) = self.office.ask(id.into()) else { continue };
            self.note(|| format!("office: asks about {question} of {id}"));
            return;
        }
    }

    fn office_settles(&mut self) {
        let Some(id) = self.pick_begun() else { return };
        let Some((question, value, document)) = self.office.settle(&mut self.chance, id.into()) else {
            return;
        };
        self.note(|| format!("office: settles {question} of {id}"));
        self.saved(By::Office, id, &question, &value, &document);
    }

    fn remove(&mut self) {
        let Some(id) = self.pick_begun() else { return };
        let Some(document) = self.office.document(id) else { return };
        if !self.office.remove(id) {
            return;
        }
        self.counts.add(Fault::DocumentRemoved);
        self.note(|| format!("office: takes {id} out"));
        self.numbers.retain(|_, numbered| *numbered != id);
        for said in &mut self.ledger.said {
            if said.document == id && said.is_in(&document) {
                said.excused = Some("the office took the dossier out");
            }
        }
    }

    fn move_dossier(&mut self) {
        let Some(id) = self.pick_begun() else { return };
        let Some(team) = self.chance.pick(&self.template.teams).copied() else { return };
        if self.office.stored(id).is_some_and(|stored| !stored.deleted) && self.office.move_document(id, team)
        {
            self.counts.add(Fault::DocumentMoved);
            self.note(|| format!("office: {id} is team {team}'s now"));
        }
    }

    pub(super) fn move_member(&mut self, place: usize) {
        let Some(team) = self.chance.pick(&self.template.teams).copied() else { return };
        let Ok(Some(enrolment)) = self.phone(place).looked_at().enrolment() else { return };
        if self.office.move_member(enrolment.member, team) {
            self.counts.add(Fault::MemberMoved);
            self.note(|| format!("office: the member of phone {place} is in team {team} now"));
        }
    }

    /// At the end of the day somebody looks into the hand-over box; answers whether anything was brought home.
    pub(super) fn empty_the_box(&mut self) -> bool {
        let (brought, refused) = self.office.empty_the_box();
        for words in refused {
            self.note(|| words);
        }
        if brought > 0 {
            self.note(|| format!("office: brings {brought} entries of the hand-over box home"));
        }
        brought > 0
    }

    fn roll_back(&mut self) {
        if !self.office.roll_back() {
            return;
        }
        self.counts.add(Fault::ServerRolledBack);
        self.note(|| "server: goes back to its backup".to_owned());
        self.excuse_what_nobody_has("the server went back to a backup");
        // Numbers that the backup does not know are given again: docs/administrators.md tells the office.
        let known = self.numbers_on_server();
        self.numbers = known;
    }

    pub(super) fn numbers_on_server(&self) -> BTreeMap<String, DocumentId> {
        use server::store::Cases;
        let inbox = self.office.store().inbox(&super::office::Office::commune()).expect("the inbox");
        inbox
            .into_iter()
            .filter_map(|entry| Some((entry.case.number?, DocumentId::from(entry.dossier))))
            .collect()
    }
}
