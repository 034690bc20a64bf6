//! What must hold when everybody is at rest.

use super::ledger::{self, By, Said};
use super::office::Office;
use super::world::World;
use dossier::case::Case;
use dossier::document::{Document, Heads};
use dossier::{DocumentId, QuestionName, TeamId};
use server::store::Feed;
use server::store::feed::{FeedEntry, FeedQuery};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Everything that the server has of one team.
struct OfTeam {
    documents: BTreeMap<DocumentId, Document>,
    cases: BTreeMap<DocumentId, Case>,
}

impl World {
    pub(super) fn check(&mut self) {
        let mut on_server = BTreeMap::new();
        for team in self.template.teams.clone() {
            let of_team = self.read_team(team);
            self.check_devices(team, &of_team);
            on_server.extend(of_team.documents);
        }
        self.check_numbers();
        self.check_requests(&on_server);
        let begun = &self.ledger.begun;
        let strangers: Vec<_> = on_server
            .keys()
            .filter(|id| !begun.contains(id) && **id != self.template.household)
            .map(ToString::to_string)
            .collect();
        if !strangers.is_empty() {
            self.fail(format!("documents that nobody began: {strangers:?}"));
        }
        for said in self.ledger.said.clone() {
            if said.excused.is_none() {
                self.check_said(&said, &on_server);
            }
        }
    }

    /// Reads the whole feed of a team, as a new device would, and holds it against the documents.
    fn read_team(&mut self, team: TeamId) -> OfTeam {
        let (commune, skip) = (Office::commune(), HashSet::new());
        let query = FeedQuery { commune: &commune, team, after: 0, budget: usize::MAX, skip: &skip };
        let feed = self.office.store().feed(&query).expect("the feed");
        let mut changes: BTreeMap<DocumentId, Vec<Vec<u8>>> = BTreeMap::new();
        let mut cases = BTreeMap::new();
        let mut twice = Vec::new();
        for entry in feed.entries {
            match entry {
                FeedEntry::Changes { document, changes: new, .. } => {
                    changes.entry(document).or_default().extend(new.into_iter().map(|change| change.raw));
                }
                FeedEntry::Case { case, .. } => {
                    let id = DocumentId::from(case.dossier);
                    if cases.insert(id, case).is_some() {
                        twice.push(id);
                    }
                }
                FeedEntry::Whole { document, heads, chunks, .. } => {
                    let message = sync::feed::message(&heads, chunks).expect("a message");
                    let (whole, _) = sync::exchange::receive_new(&message).expect("a whole document");
                    let raw = whole
                        .changes_since(&Heads::default())
                        .iter()
                        .map(|c| c.raw_bytes().to_vec())
                        .collect();
                    if changes.insert(document, raw).is_some() {
                        twice.push(document);
                    }
                }
                FeedEntry::Removed { .. } => {}
            }
        }
        for id in twice {
            self.fail(format!("{id} comes twice in the feed"));
        }
        let mut documents = BTreeMap::new();
        for (id, raw) in changes {
            let distinct: BTreeSet<&Vec<u8>> = raw.iter().collect();
            if distinct.len() != raw.len() {
                self.fail(format!("{id}: the feed has a change twice"));
            }
            let Some(document) = self.office.document(id) else {
                self.fail(format!("{id}: the feed has changes of a document that is not there"));
                continue;
            };
            let stored = document.changes_since(&Heads::default()).len();
            if stored != raw.len() {
                self.fail(format!("{id}: {stored} changes are stored and {} are in the feed", raw.len()));
            }
            documents.insert(id, document);
        }
        OfTeam { documents, cases }
    }

    /// Every device of the team has exactly the team's documents, in the same version, with nothing waiting.
    fn check_devices(&mut self, team: TeamId, of_team: &OfTeam) {
        for place in 0..self.phones.len() {
            let phone = self.phone(place);
            let enrolment = phone.looked_at().enrolment().expect("the enrolment");
            if phone.lost || enrolment.is_none_or(|enrolment| enrolment.team != team) {
                continue;
            }
            let mut wrong = Vec::new();
            let rows = phone.looked_at().dossiers(1_000).expect("the list");
            let branches = phone.looked_at().kept_branches().expect("refused branches read back");
            // Written again, and refused again: it waits with its reason, and with its branch to look at. Counted, since
            // a person must do something; never lost.
            let stuck: BTreeSet<DocumentId> = rows
                .iter()
                .filter(|row| row.refused.is_some())
                .map(|row| DocumentId::from(row.id))
                .filter(|id| branches.iter().any(|(branch, _)| branch == id))
                .collect();
            for (id, document) in of_team.documents.iter().filter(|(id, _)| !stuck.contains(id)) {
                match phone.document(*id) {
                    None => wrong.push(format!("lacks {id}")),
                    Some(here) if here.heads() != document.heads() => {
                        wrong.push(format!("has another version of {id}"));
                    }
                    Some(_) => {}
                }
            }
            for row in rows {
                let id = DocumentId::from(row.id);
                if stuck.contains(&id) {
                    continue;
                }
                let Some(document) = of_team.documents.get(&id) else {
                    if row.refused.is_none() && !row.parked {
                        wrong.push(format!("keeps {id}, which the office does not have, and says no reason"));
                    }
                    continue;
                };
                if row.unsent {
                    wrong.push(format!("still waits with {id}: {:?}", row.refused));
                }
                if row.conflicts as usize != document.conflicts().expect("a dossier").len() {
                    wrong.push(format!("lists {} conflicts of {id}", row.conflicts));
                }
                if row.submitted_at != document.submitted_at().expect("a dossier") {
                    wrong.push(format!("lists {id} as handed over at another time"));
                }
                if row.supplemented != document.supplemented().expect("a dossier") {
                    wrong.push(format!("lists another request of {id} as answered"));
                }
                if row.case.as_ref() != of_team.cases.get(&id) {
                    wrong.push(format!("has another case of {id}"));
                }
            }
            for words in wrong {
                self.fail(format!("phone {place} {words}"));
            }
            self.stuck.extend(stuck.into_iter().map(|id| (place, id)));
        }
    }

    fn check_said(&mut self, said: &Said, on_server: &BTreeMap<DocumentId, Document>) {
        let Said { by, document: id, field, text, .. } = said;
        match on_server.get(id) {
            // Devices have the very same version: that was held above.
            Some(document) if said.is_in(document) => {}
            Some(document) if self.is_in_review(said, document) => {}
            // A copy of the device wrote under the same number for a dossier of another team: both are in the box, and
            // only one can enter. A person sees the other there.
            Some(_) if self.office.waits_in_the_box(said) => {}
            Some(_) if self.waits_on_a_device(said) => {}
            Some(_) => self.fail(format!("{field} = {text} of {id}, said by {by:?}, is not on the server")),
            // Taken out by the office meanwhile: what it never saw waits on its device, with the reason.
            None => {
                let taken_out = self.office.stored(*id).is_some_and(|stored| stored.deleted);
                let kept = match by {
                    By::Phone(place) => self.phone(*place).holds(said),
                    By::Office | By::Nobody => false,
                } || self.office.waits_in_the_box(said);
                let reason = if taken_out { "taken out" } else { "unknown" };
                if !(taken_out && kept) {
                    self.fail(format!("{field} = {text} of {id}, said by {by:?}, is lost: the dossier is {reason} on the server"));
                }
            }
        }
    }

    /// Overwritten by its own writer before the server refused the branch: what was written last was written again,
    /// and the whole branch waits for a person's look.
    fn is_in_review(&mut self, said: &Said, on_server: &Document) -> bool {
        let mut later = self.ledger.said.iter().skip_while(|other| other.hash != said.hash).skip(1);
        // A hand-over by a clock that nobody can believe is written again with the server's time.
        let handed_over = said.field == "submitted" && on_server.submitted_at().is_ok_and(|at| at.is_some());
        let same_field = |other: &&Said| (other.document, &other.field) == (said.document, &said.field);
        let written_again = later.any(|other| same_field(&other) && other.is_in(on_server));
        (0..self.phones.len()).any(|place| {
            let branches = self.phone(place).branches_with(said);
            let mut last = branches
                .iter()
                .filter_map(|branch| branch.answers().ok()?.remove(&QuestionName::from(said.field.as_str())));
            // The device may have died before it could say so of what it wrote last.
            !branches.is_empty()
                && (handed_over
                    || written_again
                    || last.any(|last| ledger::has_text(on_server, &last.current.text)))
        })
    }

    fn waits_on_a_device(&mut self, said: &Said) -> bool {
        let stuck: Vec<usize> =
            self.stuck.iter().filter(|(_, id)| *id == said.document).map(|(place, _)| *place).collect();
        stuck.into_iter().any(|place| self.phone(place).holds(said))
    }

    /// Whoever answered a request is not asked again for the same.
    fn check_requests(&mut self, on_server: &BTreeMap<DocumentId, Document>) {
        use server::store::Cases;
        let inbox = self.office.store().inbox(&Office::commune()).expect("the inbox");
        for entry in inbox {
            let (Some(open), id) = (entry.case.open_supplement(), DocumentId::from(entry.dossier)) else {
                continue;
            };
            let answered =
                on_server.get(&id).and_then(|document| document.supplemented().expect("a dossier"));
            if answered >= Some(open.at) {
                self.fail(format!("the office waits for a supplement to {id} that was sent"));
            }
        }
    }

    fn check_numbers(&mut self) {
        let inbox = self.numbers_on_server();
        for (number, id) in &self.numbers.clone() {
            if inbox.get(number) != Some(id) {
                self.fail(format!("the number {number} of {id} is not in the inbox"));
            }
        }
    }
}
