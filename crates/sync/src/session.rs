//! One sync of a device, from the first request to "nothing left", as a state machine.
//!
//! The owner feeds events and carries out effects; the machine holds no clock, no socket and no store, and
//! is thrown away after [`Effect::Finish`]. Nothing in it needs to survive a crash: the cursor, the shared
//! heads and the outbox are the store's, and every request can be repeated without harm.
//!
//! While a page is being committed the next request is already under way. It speaks of a place in the feed that the
//! disk does not have yet: if the commit fails, the session ends, the answer is thrown away, and the next session asks
//! from where the disk is.
//!
//! **Invariant:** the cursor moves only in the same commit that holds what the cursor stands for, and pages are
//! committed in the order in which they came.
//! **Invariant:** a session ends: a round that neither empties the outbox nor moves the cursor is the last.

use dossier::document::Heads;
use dossier::{CommuneCode, DocumentId, Timestamp};
use std::collections::HashSet;
use wire::sync::{Ack, FeedItem, PROTOCOL, Push, RefusalCode, Scope, SyncAnswer, SyncRequest};

/// Where the device stands in the server's feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Position {
    pub cursor: u64,
    /// 0 before the first sync.
    pub server_epoch: u64,
    pub scope_epoch: u32,
    /// Serial of the catalogue of packs that is held, within `server_epoch`; 0: none.
    pub catalogue: u64,
    /// Of what the feed had up to `cursor`, the documents whose newest change is below this number are not here yet;
    /// 0: all are. The first sync reads the feed from its end, so that today's work is there after the first page.
    pub below: u64,
}

impl Position {
    /// Nothing was read yet: from the newest.
    const fn asks_below(self) -> Option<u64> {
        match (self.cursor, self.below) {
            (0, _) => Some(wire::sync::NEWEST),
            (_, 0) => None,
            (_, below) => Some(below),
        }
    }
}

/// One document on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    pub document: DocumentId,
    /// The version that `message` brings.
    pub heads: Heads,
    pub message: Vec<u8>,
    /// The commune that it was shared with, when it is not the device's now.
    pub home: Option<CommuneCode>,
}

/// What happened.
#[derive(Debug)]
pub enum Event {
    Begin(Position),
    /// The outbox was read as [`Effect::ReadOutbox`] asked.
    OutboxRead {
        push: Vec<Outgoing>,
        /// Further documents wait that did not fit.
        more: bool,
    },
    /// An answer came and is a frame of ours.
    Answered(Box<SyncAnswer>),
    /// [`Effect::Apply`] is committed.
    Applied {
        /// Documents whose merge failed on this device; the store asks for them whole next time.
        failed: u32,
    },
    /// [`Effect::StartOver`] is committed.
    StartedOver,
    /// The connection broke while the request or its answer was on the way. If the request was large, the owner has
    /// told a smaller budget by [`Session::set_budget`]. It is tried again with that, a few times.
    Broken,
    /// The request, the store or the answer failed: the session is over, everything stays as it was.
    Failed,
}

/// What must be done next. Every list of effects is carried out in order; a [`Effect::Send`] that follows an
/// [`Effect::Apply`] may go out while that is being committed, and its answer is handed in after
/// [`Event::Applied`].
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Read documents from the outbox, urgent first, up to so many bytes of messages (one at least).
    ReadOutbox {
        budget_bytes: usize,
        /// Refused or sent before in this session: they wait for the next one.
        except: HashSet<DocumentId>,
    },
    Send(SyncRequest),
    /// Commit all of this at once.
    Apply(Page),
    /// The server was restored from a backup: forget the cursor and what it was known to have, and put
    /// every document that this device ever wrote into the outbox.
    StartOver {
        server_epoch: u64,
    },
    Finish(Report),
}

/// One answer, ready to be committed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    pub merged: Vec<MergedPush>,
    pub refused: Vec<(DocumentId, RefusalCode)>,
    pub parked: Vec<ParkedPush>,
    pub feed: Vec<FeedItem>,
    pub position: Position,
    /// The device's team has changed: told with the first page of the new scope.
    pub scope: Option<Scope>,
    /// The feed was read to its end with this page.
    pub feed_complete: bool,
    pub server_now: Timestamp,
}

/// A push that lies in the server's hand-over box.
#[derive(Debug, Clone, PartialEq)]
pub struct ParkedPush {
    pub document: DocumentId,
    /// What was sent: the outbox forgets exactly this.
    pub sent: Heads,
    /// Where the feed stood when it was taken.
    pub seq: u64,
    /// The right place had all of it already.
    pub nothing_new: bool,
}

/// A push that the server has committed.
#[derive(Debug, Clone, PartialEq)]
pub struct MergedPush {
    pub document: DocumentId,
    /// What was sent: the outbox forgets exactly this, and only if the message tells heads that contain it.
    pub sent: Heads,
    pub message: Vec<u8>,
    pub authors: Vec<wire::sync::ActorOf>,
}

/// What a session did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Report {
    pub complete: bool,
    pub round_trips: u32,
    pub pushed: u32,
    pub refused: u32,
    /// Taken into the server's hand-over box.
    pub parked: u32,
    /// Documents and cases that came by the feed.
    pub received: u32,
    /// Merges that failed on this device.
    pub failed: u32,
    /// Serial of the server's catalogue of packs, when the device holds another: see [`crate::packs`]. A session
    /// does not wait for packs: dossiers come first.
    pub catalogue: Option<u64>,
    /// What the office has told beside the documents: see [`wire::phones`].
    pub code_wanted: bool,
    pub rule_changed: bool,
    /// The epoch in which the server answered last.
    pub server_epoch: u64,
}

/// Bytes that one round may carry, chosen for the link: see [`crate::budget`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Messages up, before compression.
    pub up_bytes: usize,
    /// Feed down, before compression.
    pub down_bytes: u32,
}

impl Default for Budget {
    fn default() -> Self {
        Self { up_bytes: 512 * 1024, down_bytes: wire::sync::DEFAULT_BUDGET }
    }
}

/// So often in a row a large request that broke is tried again at once, each time smaller.
const RETRIES_AFTER_A_BREAK: u32 = 2;
/// And a small one: it may have gone out on a connection that had died since the last request, which nobody can know
/// before trying.
const RETRIES_OF_SMALL: u32 = 1;
/// A request that carries less has not broken because of its size.
const WORTH_HALVING: usize = 4 * 1024;

/// The machine.
#[derive(Debug)]
pub struct Session {
    budget: Budget,
    position: Position,
    in_flight: Vec<(DocumentId, Heads)>,
    in_flight_bytes: usize,
    /// Requests that broke since the last answer.
    breaks: u32,
    outbox_has_more: bool,
    feed_has_more: bool,
    /// Not to be sent again in this session.
    settled: HashSet<DocumentId>,
    /// Asked to be sent whole once in this session.
    whole: HashSet<DocumentId>,
    /// Forked after a refusal, and sent once more in this session.
    forked: HashSet<DocumentId>,
    /// And once more on the skeleton, where the first fork was by somebody else as well.
    forked_again: HashSet<DocumentId>,
    retry: bool,
    /// The next round has begun before the last one's page is committed.
    ahead: bool,
    started_over: bool,
    report: Report,
}

impl Session {
    pub fn new(budget: Budget) -> Self {
        Self {
            budget,
            position: Position::default(),
            in_flight: Vec::new(),
            in_flight_bytes: 0,
            breaks: 0,
            outbox_has_more: false,
            feed_has_more: false,
            settled: HashSet::new(),
            whole: HashSet::new(),
            forked: HashSet::new(),
            forked_again: HashSet::new(),
            retry: false,
            ahead: false,
            started_over: false,
            report: Report::default(),
        }
    }

    /// From the next round on: the link was measured, or a request broke.
    pub const fn set_budget(&mut self, budget: Budget) {
        self.budget = budget;
    }

    /// Whether the request that is under way carries or asks for so much that its size may be why it broke.
    pub const fn is_large(&self) -> bool {
        self.in_flight_bytes > WORTH_HALVING || self.feed_has_more || self.position.cursor == 0
    }

    pub fn handle(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Begin(position) => {
                self.position = position;
                vec![self.read_outbox()]
            }
            Event::OutboxRead { push, more } => {
                self.outbox_has_more = more;
                vec![self.send(push)]
            }
            Event::Answered(answer) => self.answered(*answer),
            Event::Applied { failed } => {
                self.report.failed = self.report.failed.saturating_add(failed);
                if std::mem::take(&mut self.ahead) { Vec::new() } else { vec![self.next_round()] }
            }
            Event::StartedOver => vec![self.read_outbox()],
            Event::Broken => vec![self.broken()],
            Event::Failed => vec![Effect::Finish(self.report)],
        }
    }

    fn read_outbox(&self) -> Effect {
        Effect::ReadOutbox { budget_bytes: self.budget.up_bytes, except: self.settled.clone() }
    }

    fn send(&mut self, push: Vec<Outgoing>) -> Effect {
        self.report.round_trips = self.report.round_trips.saturating_add(1);
        self.in_flight = push.iter().map(|out| (out.document, out.heads.clone())).collect();
        self.in_flight_bytes = push.iter().map(|out| out.message.len()).sum();
        Effect::Send(SyncRequest {
            protocol: PROTOCOL,
            cursor: self.position.cursor,
            server_epoch: self.position.server_epoch,
            scope_epoch: self.position.scope_epoch,
            catalogue: self.position.catalogue,
            push: push
                .into_iter()
                .map(|out| Push { document: out.document, message: out.message, home: out.home })
                .collect(),
            budget: self.budget.down_bytes,
            below: self.position.asks_below(),
        })
    }

    /// What was committed stays; the next request begins there. Nothing is known of what the server took of this
    /// one, which is why it is sent again.
    fn broken(&mut self) -> Effect {
        self.breaks = self.breaks.saturating_add(1);
        let retries = if self.is_large() { RETRIES_AFTER_A_BREAK } else { RETRIES_OF_SMALL };
        self.in_flight.clear();
        if self.breaks <= retries { self.read_outbox() } else { Effect::Finish(self.report) }
    }

    /// What the next [`Effect::ReadOutbox`] will ask for, as far as that is known while a request is under way: whoever
    /// waits for the answer may open these documents meanwhile.
    pub fn reads_next(&self) -> Option<(usize, HashSet<DocumentId>)> {
        let under_way = self.in_flight.iter().map(|(document, _)| *document);
        self.outbox_has_more
            .then(|| (self.budget.up_bytes, self.settled.iter().copied().chain(under_way).collect()))
    }

    fn answered(&mut self, answer: SyncAnswer) -> Vec<Effect> {
        self.breaks = 0;
        let restored = self.position.server_epoch != 0 && self.position.server_epoch != answer.server_epoch;
        if restored && !self.started_over {
            // What the answer brings is repeated after the reset; a second reset in one session would be a
            // server that changes its epoch at every request, which must not become an endless loop.
            self.started_over = true;
            self.in_flight.clear();
            self.settled.clear();
            self.position = Position { server_epoch: answer.server_epoch, ..Position::default() };
            return vec![Effect::StartOver { server_epoch: answer.server_epoch }];
        }
        let below = answer.below.unwrap_or(0);
        // Downwards only: a server that answers with the same place again must not keep the session alive.
        let moved = answer.next_cursor != self.position.cursor || below < self.position.below;
        self.feed_has_more = answer.more && moved;
        self.position = Position {
            below,
            cursor: answer.next_cursor,
            server_epoch: answer.server_epoch,
            scope_epoch: answer.scope_epoch,
            catalogue: self.position.catalogue,
        };
        self.report.catalogue = answer.catalogue;
        self.report.code_wanted = answer.code_wanted;
        self.report.rule_changed = answer.rule_changed;
        self.report.server_epoch = answer.server_epoch;
        let feed_items = u32::try_from(answer.feed.len()).unwrap_or(u32::MAX);
        self.report.received = self.report.received.saturating_add(feed_items);
        let page = Page {
            feed: answer.feed,
            position: self.position,
            scope: answer.scope,
            feed_complete: !answer.more,
            server_now: answer.now,
            ..Page::default()
        };
        let page = self.sort_acks(answer.acks, page);
        self.commit_and_go_on(page)
    }

    /// The next round begins before the page is committed, unless what is sent in it depends on that.
    fn commit_and_go_on(&mut self, page: Page) -> Vec<Effect> {
        // A refused document goes out again as what the store makes of it, and another scope is another outbox.
        let stands_alone = page.refused.is_empty() && page.scope.is_none() && !self.retry;
        self.ahead = stands_alone && (self.outbox_has_more || self.feed_has_more);
        if !self.ahead {
            vec![Effect::Apply(page)]
        } else if self.outbox_has_more {
            vec![self.read_outbox(), Effect::Apply(page)]
        } else {
            let next = self.send(Vec::new());
            vec![Effect::Apply(page), next]
        }
    }

    /// Pairs the acks with what was sent. A document that got no ack was not received: it stays in the outbox.
    fn sort_acks(&mut self, acks: Vec<Ack>, mut page: Page) -> Page {
        let order: Vec<DocumentId> = self.in_flight.iter().map(|(document, _)| *document).collect();
        let mut in_flight: std::collections::HashMap<_, _> = self.in_flight.drain(..).collect();
        self.retry = false;
        for (place, ack) in acks.into_iter().enumerate() {
            match ack {
                Ack::AsTold { check } => {
                    // At its own place, and with the heads that went out there: else it is no receipt.
                    let Some(document) = order.get(place).copied() else { continue };
                    if in_flight.get(&document).is_none_or(|sent| sent.check() != check) {
                        continue;
                    }
                    let Some(sent) = in_flight.remove(&document) else { continue };
                    self.report.pushed = self.report.pushed.saturating_add(1);
                    self.settled.insert(document);
                    let message = crate::feed::encode(sent.to_hashes(), Vec::new());
                    page.merged.push(MergedPush { document, sent, message, authors: Vec::new() });
                }
                Ack::Merged { document, message, authors } => {
                    if let Some(sent) = in_flight.remove(&document) {
                        self.report.pushed = self.report.pushed.saturating_add(1);
                        self.settled.insert(document);
                        page.merged.push(MergedPush { document, sent, message, authors });
                    }
                }
                Ack::Parked { document, seq, nothing_new } => {
                    if let Some(sent) = in_flight.remove(&document) {
                        self.report.parked = self.report.parked.saturating_add(1);
                        self.settled.insert(document);
                        page.parked.push(ParkedPush { document, sent, seq, nothing_new });
                    }
                }
                Ack::Refused { document, code } => {
                    if in_flight.remove(&document).is_none() {
                        continue;
                    }
                    if self.may_retry(document, code) {
                        self.retry = true;
                    } else {
                        self.settled.insert(document);
                        self.report.refused = self.report.refused.saturating_add(1);
                    }
                    page.refused.push((document, code));
                }
            }
        }
        // Neither merged nor refused: not again in this session, so that it cannot loop.
        self.settled.extend(in_flight.into_keys());
        page
    }

    /// A document is sent again in this session once whole, when the server lacks something that it was believed to
    /// have, and once as the fork that the store makes of it; where numbers are taken, twice.
    fn may_retry(&mut self, document: DocumentId, code: RefusalCode) -> bool {
        let lacking = code == RefusalCode::MissingChanges;
        (lacking && self.whole.insert(document))
            || ((lacking || code.heals_by_fork()) && self.forked.insert(document))
            || (code == RefusalCode::ForeignActor && self.forked_again.insert(document))
    }

    fn next_round(&mut self) -> Effect {
        if self.outbox_has_more || self.retry {
            self.read_outbox()
        } else if self.feed_has_more {
            self.send(Vec::new())
        } else {
            self.report.complete = true;
            Effect::Finish(self.report)
        }
    }
}
