//! After the day: the weather is fine, disks have room, and everybody syncs until nothing moves any more.

use super::ledger::Said;
use super::world::World;
use sync::session::Report;

/// More rounds than that is a sync that does not come to rest.
const MOST_ROUNDS: usize = 12;

impl World {
    pub(super) fn come_to_rest(&mut self) {
        self.climate.weather = 0;
        self.climate.crash = 0;
        self.climate.server_crash = 0;
        self.note(|| "--- the weather is fine, everybody syncs ---".to_owned());
        self.office.fill_disk(None);
        for place in 0..self.phones.len() {
            self.phone(place).fill_disk(None);
        }
        for round in 0..MOST_ROUNDS {
            if !self.everybody_syncs() {
                self.note(|| format!("--- at rest after {round} rounds ---"));
                return;
            }
        }
        self.fail(format!("not at rest after {MOST_ROUNDS} rounds of syncing"));
    }

    /// Answers whether anything moved.
    fn everybody_syncs(&mut self) -> bool {
        let mut moved = false;
        for place in 0..self.phones.len() {
            if self.phone(place).lost {
                continue;
            }
            if self.phone(place).looked_at().enrolment().is_ok_and(|known| known.is_none_or(|it| it.revoked))
            {
                if !self.enrol_again(place) {
                    self.fail(format!("phone {place}: no code is left for it"));
                }
                moved = true;
            }
            self.ended = None;
            self.begin_session(place);
            self.live();
            let enrolment = self.phone(place).looked_at().enrolment();
            let revoked = enrolment.is_ok_and(|known| known.is_some_and(|it| it.revoked));
            match self.ended {
                Some(Report { complete: true, pushed: 0, received: 0, failed: 0, .. }) => {}
                // Told only now that it was revoked: it enrols in the next round.
                None if revoked => moved = true,
                None => self.fail(format!("phone {place}: a sync in fine weather failed")),
                Some(_) => moved = true,
            }
        }
        self.empty_the_box() || moved
    }

    /// After a loss: what no device and no server has any more is excused, everything else is not.
    pub(super) fn excuse_what_nobody_has(&mut self, why: &'static str) {
        let open: Vec<(usize, Said)> = self
            .ledger
            .said
            .iter()
            .enumerate()
            .filter(|(_, said)| said.excused.is_none())
            .map(|(index, said)| (index, said.clone()))
            .collect();
        for (index, said) in open {
            let on_server = self.office.document(said.document).is_some_and(|document| said.is_in(&document));
            let somewhere = on_server
                || self.office.waits_in_the_box(&said)
                || (0..self.phones.len())
                    .any(|place| !self.phone(place).lost && self.phone(place).holds(&said));
            if !somewhere && let Some(said) = self.ledger.said.get_mut(index) {
                said.excused = Some(why);
            }
        }
    }
}
