//! One run: everybody who is in it, what will happen next, and the clock that goes from one happening to the next.
//!
//! **Invariant:** nothing here asks the system for time or chance, and everything happens one after the other: the
//! seed alone decides.

use super::faults::{Counts, Fault};
use super::files::Put;
use super::ledger::{By, Ledger, Said};
use super::network::{self, PATIENCE_MS, Up};
use super::office::{Office, Reply};
use super::phone::{Phone, Running};
use super::script::{Climate, Line, Script};
use super::template::Template;
use super::{Journal, Planted};
use crate::Dice;
use crate::MORNING;
use dossier::document::{Document, Hash};
use dossier::{DocumentId, Timestamp};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use sync::frame::{self, Coding};
use sync::session::{Budget, Effect, Event, Page, Session};
use wire::sync::{FeedItem, SyncAnswer};

/// As the app has it: no answer is larger, inflated.
const MAX_ANSWER: usize = 32 * 1024 * 1024;

/// What will happen.
#[derive(Debug)]
enum Happening {
    Deed(Line),
    /// The device carries out the next effect of its session.
    Step {
        phone: usize,
        serial: u64,
    },
    /// A request reaches the server.
    Arrives {
        phone: usize,
        serial: u64,
        round: u64,
        token: String,
        body: Vec<u8>,
    },
    /// An answer reaches the device; `None`: its patience is at an end.
    Answered {
        phone: usize,
        serial: u64,
        round: u64,
        reply: Option<Reply>,
    },
}

/// When a device dies, around one effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Death {
    Before,
    /// In the middle of writing: so many thousandths of it have reached the disk.
    During(u64),
    After,
}

pub(super) struct World {
    pub(super) chance: Dice,
    pub(super) climate: Climate,
    pub(super) template: Arc<Template>,
    folder: PathBuf,
    now_ms: u64,
    order: u64,
    queue: BTreeMap<(u64, u64), Happening>,
    pub(super) phones: Vec<Phone>,
    /// By member: how many of its enrolments were used.
    pub(super) enrolled: Vec<usize>,
    pub(super) office: Office,
    pub(super) ledger: Ledger,
    /// Numbers that the office gave, and to what.
    pub(super) numbers: BTreeMap<String, DocumentId>,
    pub(super) counts: Counts,
    pub(super) journal: Journal,
    pub(super) planted: Option<Planted>,
    pub(super) failures: Vec<String>,
    /// Dossiers that wait on a device for a person, since the server refused them also when written again.
    pub(super) stuck: BTreeSet<(usize, DocumentId)>,
    /// What the session that ended last has done; `None`: it broke off.
    pub(super) ended: Option<sync::session::Report>,
    serials: u64,
}

impl World {
    pub(super) fn begin(
        folder: &Path,
        template: &Arc<Template>,
        seed: u64,
        planted: Option<Planted>,
        journal: Journal,
    ) -> Self {
        let mut chance = Dice::of(seed);
        let script = Script::draw(&mut chance);
        let mut world = Self {
            climate: script.climate,
            template: Arc::clone(template),
            folder: folder.to_owned(),
            now_ms: 0,
            order: 0,
            queue: BTreeMap::new(),
            phones: Vec::new(),
            enrolled: vec![1; template.stores.len()],
            office: Office::begin(&folder.join("commune"), template),
            ledger: Ledger::default(),
            numbers: BTreeMap::new(),
            counts: Counts::default(),
            journal,
            planted,
            failures: Vec::new(),
            stuck: BTreeSet::new(),
            ended: None,
            serials: 0,
            chance,
        };
        for member in 0..script.phones {
            // Two or three in one team and one elsewhere is what most communes look like.
            let files = template.stores.get(member).cloned().unwrap_or_default();
            world.add_phone(&files, member);
        }
        world.note(|| format!("{} devices, {:?}", script.phones, script.climate));
        for line in script.lines {
            world.later_at(line.at_ms, Happening::Deed(line));
        }
        world
    }

    /// Until everything that was going to happen has happened.
    pub(super) fn live(&mut self) {
        while let Some(((at, _), happening)) = self.queue.pop_first() {
            self.now_ms = at;
            self.office.clock.set(self.now());
            match happening {
                Happening::Deed(line) => self.perform(line),
                Happening::Step { phone, serial } => self.step(phone, serial),
                Happening::Arrives { phone, serial, round, token, body } => {
                    self.arrives(phone, serial, round, &token, &body);
                }
                Happening::Answered { phone, serial, round, reply } => {
                    self.answered(phone, serial, round, reply);
                }
            }
        }
    }

    pub(super) const fn now(&self) -> Timestamp {
        MORNING.plus_millis(self.now_ms.cast_signed())
    }

    pub(super) fn note(&mut self, words: impl FnOnce() -> String) {
        self.journal.note(self.now_ms, words);
    }

    pub(super) fn fail(&mut self, words: String) {
        self.note(|| format!("FAILED: {words}"));
        self.failures.push(words);
    }

    fn later(&mut self, after_ms: u64, happening: Happening) {
        self.later_at(self.now_ms + after_ms, happening);
    }

    fn later_at(&mut self, at_ms: u64, happening: Happening) {
        self.order += 1;
        self.queue.insert((at_ms, self.order), happening);
    }

    /// A device with these files; answers with its place.
    pub(super) fn add_phone(&mut self, files: &super::files::Files, member: usize) -> usize {
        let place = self.phones.len();
        let phone = Phone::begin(&self.folder.join(format!("phone{place}")), files, member);
        phone.make_its_own(&mut self.chance);
        self.phones.push(phone);
        place
    }

    /// A copy of a device, with everything that is in it.
    pub(super) fn add_clone(&mut self, files: &super::files::Files, member: usize) -> usize {
        let place = self.phones.len();
        self.phones.push(Phone::begin(&self.folder.join(format!("phone{place}")), files, member));
        place
    }

    pub(super) fn give_deeds(&mut self, phone: usize) {
        for line in Script::for_a_newcomer(&mut self.chance, phone, self.now_ms) {
            self.later_at(line.at_ms, Happening::Deed(line));
        }
    }

    pub(super) fn phone(&mut self, place: usize) -> &mut Phone {
        self.phones.get_mut(place).expect("such a phone")
    }

    pub(super) fn draw_death(&mut self) -> Option<Death> {
        if !self.chance.per_mille(self.climate.crash) {
            return None;
        }
        Some(match self.chance.below(3) {
            0 => Death::Before,
            1 => Death::During(self.chance.below(1000)),
            _ => Death::After,
        })
    }

    /// What was just said to be saved: the change at the document's only head.
    pub(super) fn saved(&mut self, by: By, id: DocumentId, field: &str, text: &str, document: &Document) {
        let heads: Vec<Hash> = document.heads().iter().copied().collect();
        let &[hash] = heads.as_slice() else {
            self.fail(format!("{id}: a change of its own leaves {} heads", heads.len()));
            return;
        };
        self.ledger.note(by, id, field, text, hash);
    }

    pub(super) fn begin_session(&mut self, place: usize) {
        let small = self.chance.per_mille(400);
        let budget = if small {
            Budget {
                up_bytes: usize::try_from(self.chance.between(1, 3_000)).unwrap_or(1),
                down_bytes: u32::try_from(self.chance.between(1, 3_000)).unwrap_or(1),
            }
        } else {
            Budget::default()
        };
        self.serials += 1;
        let serial = self.serials;
        let phone = self.phone(place);
        let Ok(position) = phone.looked_at().position() else { return };
        let mut session = Session::new(budget);
        let todo = VecDeque::from(session.handle(Event::Begin(position)));
        phone.running = Some(Running { serial, round: 0, session, todo });
        self.note(|| format!("phone {place}: session {serial} begins at {position:?}"));
        self.later(5, Happening::Step { phone: place, serial });
    }

    fn running(&mut self, place: usize, serial: u64) -> Option<&mut Running> {
        self.phones.get_mut(place)?.running.as_mut().filter(|running| running.serial == serial)
    }

    /// A request may go out while the page before it is being committed.
    fn goes_out_first(&mut self, place: usize, serial: u64) -> Option<wire::sync::SyncRequest> {
        let todo = self.running(place, serial).map(|running| &running.todo)?;
        let may = matches!((todo.front(), todo.get(1)), (Some(Effect::Apply(_)), Some(Effect::Send(_))));
        if !may || self.chance.per_mille(300) {
            return None;
        }
        match self.running(place, serial)?.todo.remove(1) {
            Some(Effect::Send(request)) => Some(request),
            _ => None,
        }
    }

    fn step(&mut self, place: usize, serial: u64) {
        if let Some(request) = self.goes_out_first(place, serial) {
            self.send(place, serial, &request);
            let after = self.chance.between(1, 2_000);
            self.later(after, Happening::Step { phone: place, serial });
            return;
        }
        let Some(effect) = self.running(place, serial).and_then(|running| running.todo.pop_front()) else {
            return;
        };
        let death = self.draw_death();
        if death == Some(Death::Before) {
            self.crash(place);
            return;
        }
        let before = match death {
            Some(Death::During(_)) => Some(self.phone(place).files()),
            _ => None,
        };
        match effect {
            Effect::Finish(report) => {
                self.note(|| format!("phone {place}: session {serial} ends: {report:?}"));
                self.ended = Some(report);
                self.phone(place).running = None;
            }
            Effect::Send(request) => self.send(place, serial, &request),
            local => self.carry_out(place, serial, local),
        }
        match (death, before) {
            (Some(Death::During(per_mille)), Some(before)) => {
                let torn = before.torn(&self.phone(place).files(), per_mille);
                self.crash_leaving(place, torn);
            }
            (Some(_), _) => self.crash(place),
            (None, _) => {}
        }
    }

    fn carry_out(&mut self, place: usize, serial: u64, effect: Effect) {
        let now = self.now();
        self.note(|| format!("phone {place}: session {serial}: {}", in_short(&effect)));
        let takes_away = matches!(&effect, Effect::Apply(page)
            if page.scope.is_some() || page.feed.iter().any(|item| matches!(item, FeedItem::Removed { .. })));
        match self.phone(place).carry_out(effect, now) {
            Ok(event) => {
                if takes_away {
                    self.note_what_left(place);
                }
                if let Event::Applied { failed: 1.. } = event {
                    self.note(|| format!("phone {place}: a merge failed, it will ask for the whole"));
                }
                self.go_on(place, serial, event);
            }
            Err(error) => {
                self.note(|| format!("phone {place}: session {serial} ends: {error}"));
                self.phone(place).running = None;
            }
        }
    }

    /// The session hears what happened, and goes on.
    fn go_on(&mut self, place: usize, serial: u64, event: Event) {
        let Some(running) = self.running(place, serial) else { return };
        let effects = running.session.handle(event);
        running.todo.extend(effects);
        let after = self.chance.between(1, 60);
        self.later(after, Happening::Step { phone: place, serial });
    }

    fn send(&mut self, place: usize, serial: u64, request: &wire::sync::SyncRequest) {
        // Both codings, turn about.
        let coding = if serial.is_multiple_of(2) { Coding::Quick } else { Coding::Dense };
        let body = frame::encode_request(request, coding).expect("a request can be written");
        let Ok(Some(enrolment)) = self.phone(place).looked_at().enrolment() else { return };
        let Some(running) = self.running(place, serial) else { return };
        running.round += 1;
        let round = running.round;
        let (pushes, cursor, bytes) = (request.push.len(), request.cursor, body.len());
        self.note(|| {
            format!(
                "phone {place}: sends {pushes} documents from cursor {cursor}, about {} bytes",
                bytes / 16 * 16
            )
        });
        let weather = self.climate.weather;
        match network::up(&mut self.chance, weather, body, &mut self.counts) {
            Up::Arrives(arrivals) => {
                if arrivals.len() != 1 {
                    self.note(|| format!("network: the request arrives {} times", arrivals.len()));
                }
                for (after, body) in arrivals {
                    let token = enrolment.token.clone();
                    self.later(after, Happening::Arrives { phone: place, serial, round, token, body });
                }
            }
            Up::Answered((after, reply)) => {
                self.note(|| format!("network: somebody else answers with {}", reply.status));
                self.later(after, Happening::Answered { phone: place, serial, round, reply: Some(reply) });
            }
        }
        self.later(PATIENCE_MS, Happening::Answered { phone: place, serial, round, reply: None });
    }

    fn arrives(&mut self, place: usize, serial: u64, round: u64, token: &str, body: &[u8]) {
        let crash = self.chance.per_mille(self.climate.server_crash);
        let before = crash.then(|| self.office.files());
        let reply = self.office.answer(token, body);
        self.note(|| format!("server: answers phone {place} with {}", reply.status));
        if let Some(before) = before {
            let (after, per_mille) = (self.office.files(), self.chance.below(1001));
            let torn = before.torn(&after, per_mille);
            self.counts.add(if torn.is_some() { Fault::ServerTornCommit } else { Fault::ServerCrash });
            self.note(|| format!("server: loses power, {per_mille}/1000 of its last writes are on the disk"));
            self.office.lose_power(torn.as_ref().unwrap_or(&after));
            return;
        }
        let weather = self.climate.weather;
        if let Some((after, reply)) = network::down(&mut self.chance, weather, reply, &mut self.counts) {
            self.later(after, Happening::Answered { phone: place, serial, round, reply: Some(reply) });
        }
    }

    fn answered(&mut self, place: usize, serial: u64, round: u64, reply: Option<Reply>) {
        match self.running(place, serial).filter(|running| running.round == round) {
            None => return,
            // The page before it is not committed yet.
            Some(running) if !running.todo.is_empty() => {
                self.later(5, Happening::Answered { phone: place, serial, round, reply });
                return;
            }
            Some(_) => {}
        }
        // An answer is waited for only once.
        if let Some(running) = self.running(place, serial) {
            running.round += 1;
        }
        let timed_out = reply.is_none();
        match reply.as_ref().map(|reply| read(self.planted, reply)) {
            Some(Ok(answer)) => {
                self.go_on(place, serial, Event::Answered(Box::new(answer)));
                return;
            }
            Some(Err(401)) => {
                self.note(|| format!("phone {place}: is told that it was revoked"));
                // A disk that is full keeps it from being noted; the next answer says it again.
                let _told_again = self.phone(place).store().set_revoked();
            }
            Some(Err(status)) => self.note(|| format!("phone {place}: no answer of ours ({status})")),
            None => self.note(|| format!("phone {place}: gives up waiting")),
        }
        if timed_out && self.planted == Some(Planted::ForgetsWithoutReceipt) {
            self.forget_without_receipt(place);
        }
        self.phone(place).running = None;
    }

    /// The planted bug: silence is taken for success.
    fn forget_without_receipt(&mut self, place: usize) {
        let now = self.now();
        let store = self.phone(place).store();
        let (waiting, _) = store.outgoing(usize::MAX, &Default::default()).expect("the outbox");
        let position = store.position().expect("the position");
        let merged = waiting
            .into_iter()
            .filter_map(|out| {
                let message = ::sync::feed::message(&out.heads.to_bytes(), Vec::new()).ok()?;
                Some(sync::session::MergedPush {
                    document: out.document,
                    sent: out.heads,
                    message,
                    authors: Vec::new(),
                })
            })
            .collect();
        let page = Page {
            merged,
            parked: Vec::new(),
            refused: Vec::new(),
            feed: Vec::new(),
            position,
            scope: None,
            feed_complete: false,
            server_now: now,
        };
        // A disk that is full forgets nothing.
        let _forgotten = store.apply(&page, now);
        self.note(|| format!("planted: phone {place} forgets its outbox without a receipt"));
    }

    /// The app is killed, or the battery is pulled, between two writes.
    pub(super) fn crash(&mut self, place: usize) {
        self.crash_leaving(place, None);
    }

    fn crash_leaving(&mut self, place: usize, torn: Option<super::files::Files>) {
        self.counts.add(if torn.is_some() { Fault::DeviceTornCommit } else { Fault::DeviceCrash });
        self.note(|| {
            format!("phone {place}: crashes{}", if torn.is_some() { ", its last write torn" } else { "" })
        });
        let left = torn.unwrap_or_else(|| self.phone(place).files());
        self.phone(place).put(&left, Put::InPlace);
        self.must_still_hold(place);
    }

    /// A crash while nobody was told anything yet: `before` is what was on the disk, the rest was being written.
    pub(super) fn tear(&mut self, place: usize, before: &super::files::Files, per_mille: u64) {
        let torn = before.torn(&self.phone(place).files(), per_mille);
        self.crash_leaving(place, torn);
    }

    /// Everything that this device said to be saved is on its disk.
    pub(super) fn must_still_hold(&mut self, place: usize) {
        // Not here at all: the office took it out, or it is another team's now; the last check looks at that.
        self.note_what_left(place);
        let own = |said: &&Said| said.by == By::Phone(place) && said.excused.is_none() && !said.let_go;
        let own: Vec<Said> = self.ledger.said.iter().filter(own).cloned().collect();
        for said in own {
            if !self.phone(place).holds(&said) {
                self.fail(format!("phone {place}: {} = {} was saved and is gone", said.field, said.text));
            }
        }
    }

    fn note_what_left(&mut self, place: usize) {
        let own = |said: &&Said| said.by == By::Phone(place) && !said.let_go;
        let documents: BTreeSet<DocumentId> =
            self.ledger.said.iter().filter(own).map(|said| said.document).collect();
        for id in documents {
            if self.phone(place).document(id).is_none() {
                let left = |said: &&mut Said| said.by == By::Phone(place) && said.document == id;
                self.ledger.said.iter_mut().filter(left).for_each(|said| said.let_go = true);
            }
        }
    }
}

/// An answer that is one of ours, or the status that it came with.
fn read(planted: Option<Planted>, reply: &Reply) -> Result<SyncAnswer, u16> {
    if reply.status != 200 {
        return Err(reply.status);
    }
    let mut answer = frame::decode_answer_as_sent(&reply.body, MAX_ANSWER).map_err(|_| reply.status)?;
    if planted == Some(Planted::SkipsFeed) && answer.feed.len() > 1 {
        // The planted bug: the cursor moves beyond what was kept.
        answer.feed.pop();
    }
    Ok(answer)
}

fn in_short(effect: &Effect) -> String {
    match effect {
        Effect::ReadOutbox { budget_bytes, except } => {
            format!("reads the outbox up to {budget_bytes} bytes, but {} documents", except.len())
        }
        Effect::Apply(page) => {
            let merged: Vec<_> = page.merged.iter().map(|merged| merged.document).collect();
            let parked: Vec<_> = page.parked.iter().map(|parked| parked.document).collect();
            let (feed, cursor) = (page.feed.len(), page.position.cursor);
            format!(
                "commits receipts {merged:?}, parked {parked:?}, refused {:?}, {feed} of the feed, up to {cursor}",
                page.refused
            )
        }
        Effect::StartOver { .. } => "starts over: the server was restored".to_owned(),
        Effect::Send(_) => "sends".to_owned(),
        Effect::Finish(_) => "ends".to_owned(),
    }
}
