//! What volunteers do, and what happens to their devices.

use super::faults::Fault;
use super::files::Put;
use super::ledger::By;
use super::phone::new_id;
use super::script::{Deed, Line};
use super::world::{Death, World};
use super::{Planted, phone};
use dossier::case::Case;
use dossier::document::Document;
use dossier::paper::PaperState;
use dossier::{AnswerText, DocumentId, PaperId, QuestionName, Timestamp};
use store::{DossierRow, Touched, Urgency};
use wire::view::HELP_WITH_DOSSIER;

/// The office reads these with its form; the last two it does not know, as after an older app.
const QUESTIONS: &[&str] = &["ho_ten", "tuoi", "ghi_chu", "cau_cu_1", "cau_cu_2"];
/// The planted bug strikes at this answer of a run.
const LOST_ANSWER: usize = 3;

/// One field to be written.
struct Field<'a> {
    name: &'a str,
    text: String,
    urgency: Urgency,
    touched: Touched<'a>,
}

impl World {
    pub(super) fn perform(&mut self, line: Line) {
        let place = line.phone;
        let of_office = matches!(
            line.deed,
            Deed::Accept
                | Deed::OfficeSettles
                | Deed::Remove
                | Deed::MoveDossier
                | Deed::ServerCrash
                | Deed::ServerDiskFills
                | Deed::ServerDiskHasRoom
                | Deed::ServerBackUp
                | Deed::ServerRollBack
        );
        if !of_office && self.phone(place).lost {
            return;
        }
        match line.deed {
            Deed::Start => self.start(place),
            Deed::Answer => self.answer(place),
            Deed::Agree => self.agree(place),
            Deed::Paper => self.paper(place),
            Deed::HandOver => self.hand_over(place),
            Deed::Settle => self.settle(place),
            Deed::Sync => self.sync(place),
            Deed::Crash => self.crash(place),
            Deed::ClockJump => self.clock_jumps(place),
            Deed::DiskFills => {
                let pages = u32::try_from(self.chance.below(6)).unwrap_or(0);
                self.counts.add(Fault::DeviceDiskFull);
                self.note(|| format!("phone {place}: {pages} pages are left on its disk"));
                self.phone(place).fill_disk(Some(pages));
            }
            Deed::DiskHasRoom => {
                self.note(|| format!("phone {place}: has room again"));
                self.phone(place).fill_disk(None);
            }
            Deed::BackUp => {
                self.note(|| format!("phone {place}: is backed up"));
                let files = self.phone(place).files();
                self.phone(place).backup = Some(files);
            }
            Deed::Restore => self.restore(place),
            Deed::Clone => self.clone_phone(place),
            Deed::Lose => self.lose(place),
            Deed::Revoke => self.revoke(place),
            Deed::MoveMember => self.move_member(place),
            _ => self.perform_in_office(line.deed),
        }
    }

    fn start(&mut self, place: usize) {
        let (id, now) = (new_id(&mut self.chance), self.now());
        match self.phone(place).start(id, now) {
            Ok(document) => {
                self.note(|| format!("phone {place}: starts {id}"));
                self.ledger.begun.insert(id.into());
                self.saved(By::Phone(place), id.into(), "procedure", phone::PROCEDURE, &document);
            }
            Err(error) => {
                self.note(|| format!("phone {place}: cannot start {id}: {error}"));
                if self.phone(place).document(id.into()).is_some() {
                    self.fail(format!("phone {place}: {id} is there although starting it failed"));
                }
            }
        }
    }

    fn pick_dossier(&mut self, place: usize) -> Option<DocumentId> {
        let among: Vec<DocumentId> =
            self.phone(place).changeable().into_iter().map(|row| row.id.into()).collect();
        self.chance.pick(&among).copied()
    }

    fn answer(&mut self, place: usize) {
        let Some(id) = self.pick_dossier(place) else { return };
        let name = self.chance.pick(QUESTIONS).copied().unwrap_or_default();
        let number = self.ledger.next_number();
        // Mostly a name; now and then a story of one's life, so that pages fill and logs are folded.
        let filler = if self.chance.per_mille(80) {
            let words = self.chance.between(20, 300);
            (0..words).map(|_| format!(" {:x}", self.chance.below(1 << 20))).collect()
        } else {
            String::new()
        };
        let text = format!("Mẫu {number}.{:x}{filler}", self.chance.below(1 << 30));
        let (question, value) = (QuestionName::from(name), AnswerText::new(&text).expect("a short text"));
        let field = Field { name, text, urgency: Urgency::InHand, touched: Touched::Answer(&question) };
        self.write(place, id, field, |document, at| document.set_answer(&question, &value, at));
    }

    fn agree(&mut self, place: usize) {
        let Some(id) = self.pick_dossier(place) else { return };
        let wording = format!("w{}.{:x}", self.ledger.next_number(), self.chance.below(1 << 30));
        let given = self.chance.per_mille(800);
        let field = Field {
            name: HELP_WITH_DOSSIER,
            text: wording.clone(),
            urgency: Urgency::InHand,
            touched: Touched::Other,
        };
        self.write(place, id, field, |document, at| {
            document.set_consent(HELP_WITH_DOSSIER, given, &wording, at)
        });
    }

    fn paper(&mut self, place: usize) {
        let Some(id) = self.pick_dossier(place) else { return };
        let state = PaperState::from_stored(if self.chance.per_mille(500) { "seen" } else { "missing" });
        let paper = PaperId::from("to_khai");
        let field = Field {
            name: "to_khai",
            text: state.as_str().to_owned(),
            urgency: Urgency::InHand,
            touched: Touched::Other,
        };
        self.write(place, id, field, |document, at| document.set_paper(&paper, state, at));
    }

    fn hand_over(&mut self, place: usize) {
        let now = self.now();
        let rows = self.phone(place).changeable();
        // For the first time, or again because the office asks for more.
        let request = |row: &DossierRow| {
            let open = row.case.as_ref().and_then(Case::open_supplement)?;
            (row.supplemented < Some(open.at)).then_some(open.at)
        };
        let among: Vec<(DocumentId, Option<Timestamp>)> = rows
            .into_iter()
            .filter(|row| row.submitted_at.is_none() || request(row).is_some())
            .map(|row| (row.id.into(), request(&row)))
            .collect();
        let Some((id, asked)) = self.chance.pick(&among).copied() else { return };
        if let Some(request) = asked {
            let text = request.millis().to_string();
            let touched = Touched::HandedOver;
            let field = Field { name: "supplemented", text, urgency: Urgency::HandedOver, touched };
            self.write(place, id, field, |document, at| document.set_supplemented(request, at));
            return;
        }
        let text = self.phone(place).clock(now).millis().to_string();
        let field =
            Field { name: "submitted", text, urgency: Urgency::HandedOver, touched: Touched::HandedOver };
        self.write(place, id, field, Document::set_submitted);
    }

    fn settle(&mut self, place: usize) {
        let rows = self.phone(place).changeable();
        let Some(id) = rows.into_iter().find(|row| row.conflicts > 0).map(|row| DocumentId::from(row.id))
        else {
            return;
        };
        let Some(document) = self.phone(place).document(id) else { return };
        let answers = document.answers().expect("a dossier");
        let Some((question, open)) = answers.into_iter().find(|(_, field)| !field.others.is_empty()) else {
            self.fail(format!("phone {place}: its list shows a conflict in {id} that is not there"));
            return;
        };
        let values: Vec<String> =
            std::iter::once(open.current).chain(open.others).map(|value| value.text).collect();
        let Some(text) = self.chance.pick(&values).cloned() else { return };
        let value = AnswerText::new(&text).expect("it was an answer before");
        let name = question.as_str();
        let field = Field { name, text, urgency: Urgency::InHand, touched: Touched::Answer(&question) };
        self.write(place, id, field, |document, at| document.set_answer(&question, &value, at));
    }

    /// Writes one field, maybe dies of it, and remembers what was said.
    fn write(
        &mut self,
        place: usize,
        id: DocumentId,
        field: Field<'_>,
        change: impl FnOnce(&mut Document, dossier::Timestamp) -> Result<(), dossier::document::DocumentError>,
    ) {
        let death = self.draw_death();
        if death == Some(Death::Before) {
            self.crash(place);
            return;
        }
        let plant_here = self.planted == Some(Planted::LosesACommit)
            && self.ledger.said.iter().filter(|said| said.field != "procedure").count() == LOST_ANSWER;
        let before =
            (plant_here || matches!(death, Some(Death::During(_)))).then(|| self.phone(place).files());
        let (now, heads) = (self.now(), self.phone(place).document(id).map(|document| document.heads()));
        let Field { name, text, urgency, touched } = field;
        match self.phone(place).write(id, urgency, touched, now, change) {
            Ok(document) => {
                if let (Some(Death::During(per_mille)), Some(before)) = (death, &before) {
                    // Nobody was told yet: it may be there or not.
                    self.tear(place, before, per_mille);
                    return;
                }
                self.note(|| format!("phone {place}: saves {name} = {} in {id}", shortened(&text)));
                if Some(document.heads()) == heads {
                    // The same value again is no change: it was said before, by whoever wrote it.
                    return;
                }
                self.saved(By::Phone(place), id, name, &text, &document);
                if let (true, Some(before)) = (plant_here, &before) {
                    self.note(|| format!("planted: phone {place} loses what it has just said to be saved"));
                    self.phone(place).put(before, Put::InPlace);
                }
            }
            Err(error) => {
                self.note(|| format!("phone {place}: says that {name} is not saved: {error}"));
                if self.phone(place).document(id).map(|document| document.heads()) != heads {
                    self.fail(format!("phone {place}: {id} has changed although saving {name} failed"));
                }
            }
        }
        if death.is_some() {
            self.crash(place);
        }
    }

    fn sync(&mut self, place: usize) {
        if self.phone(place).running.is_some() {
            return;
        }
        match self.phone(place).looked_at().enrolment() {
            Ok(Some(enrolment)) if enrolment.revoked => {
                // The volunteer asks the office for a new code, sooner or later.
                if self.chance.per_mille(300) {
                    self.enrol_again(place);
                }
            }
            Ok(Some(_)) => self.begin_session(place),
            Ok(None) | Err(_) => {}
        }
    }

    fn clock_jumps(&mut self, place: usize) {
        const DAY_MS: i64 = 24 * 3600 * 1000;
        let days = i64::try_from(self.chance.below(4_000)).unwrap_or(0) - 2_000;
        // Half of the jumps put it right again.
        let days = if self.chance.per_mille(500) { 0 } else { days };
        self.counts.add(Fault::DeviceClockJump);
        self.note(|| format!("phone {place}: its clock is now off by {days} days"));
        self.phone(place).clock_off_ms = days * DAY_MS;
    }

    fn restore(&mut self, place: usize) {
        let Some(backup) = self.phone(place).backup.clone() else { return };
        let anew = self.chance.per_mille(700);
        self.counts.add(if anew { Fault::DeviceRestored } else { Fault::DeviceOverwritten });
        self.note(|| {
            format!(
                "phone {place}: goes back to its backup, {}",
                if anew { "as new files" } else { "written over the old ones" }
            )
        });
        self.phone(place).put(&backup, if anew { Put::Anew } else { Put::InPlace });
        self.device_is_gone(place, "the device went back to a backup");
    }

    fn clone_phone(&mut self, place: usize) {
        let (files, member) = (self.phone(place).files(), self.phone(place).member);
        let clone = self.add_clone(&files, member);
        self.counts.add(Fault::DeviceCloned);
        self.note(|| format!("phone {place}: is cloned as phone {clone}"));
        let clock_off_ms = self.phone(place).clock_off_ms;
        self.phone(clone).clock_off_ms = clock_off_ms;
        self.give_deeds(clone);
    }

    fn lose(&mut self, place: usize) {
        let member = self.phone(place).member;
        self.phone(place).lost = true;
        self.phone(place).running = None;
        self.counts.add(Fault::DeviceLost);
        self.note(|| format!("phone {place}: is lost"));
        self.device_is_gone(place, "the device was lost");
        let files = self.template.stores.get(member).cloned().unwrap_or_default();
        let next = self.add_phone(&files, member);
        if self.enrol_again(next) {
            self.give_deeds(next);
        } else {
            self.phone(next).lost = true;
        }
    }

    fn revoke(&mut self, place: usize) {
        let Ok(Some(enrolment)) = self.phone(place).looked_at().enrolment() else { return };
        let member = self.phone(place).member;
        // Without a code left nobody could come back.
        let codes = self.template.enrolments.get(member).map_or(0, Vec::len);
        if self.enrolled.get(member).copied().unwrap_or(codes) + 2 < codes
            && self.office.revoke(enrolment.device)
        {
            self.counts.add(Fault::DeviceRevoked);
            self.note(|| format!("office: revokes phone {place}"));
        }
    }

    /// With a new code from the office; answers whether there was one.
    pub(super) fn enrol_again(&mut self, place: usize) -> bool {
        let (member, now) = (self.phone(place).member, self.now());
        let Some(used) = self.enrolled.get_mut(member) else { return false };
        let Some(enrolment) = self.template.enrolments.get(member).and_then(|all| all.get(*used)).cloned()
        else {
            return false;
        };
        *used += 1;
        self.note(|| format!("phone {place}: enrols with a new code"));
        let now = self.phone(place).clock(now);
        self.phone(place).store().enrol(&enrolment, now).is_ok()
    }

    /// What only this device had cannot be asked for; the rest must still come back from the others.
    fn device_is_gone(&mut self, place: usize, why: &'static str) {
        let lost = self.phone(place).lost;
        for index in 0..self.ledger.said.len() {
            let Some(said) = self.ledger.said.get(index).filter(|said| said.by == By::Phone(place)).cloned()
            else {
                continue;
            };
            let here = !lost && self.phone(place).holds(&said);
            if !here && let Some(said) = self.ledger.said.get_mut(index) {
                said.by = By::Nobody;
            }
        }
        self.excuse_what_nobody_has(why);
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(24).collect()
}
