//! Carries out a [`sync::session::Session`]: its effects become reads, requests and commits.

use crate::link::{LinkError, message_bytes, server_url};
use crate::uploads::Sent;
use crate::{Device, problem};
use std::collections::VecDeque;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::Duration;
use store::Enrolment;
use sync::session::{Effect, Event, Page, Report, Session};
use tokio::time::Instant;
use wire::Problem;
use wire::ipc::{GetSyncStatus, SyncNow, SyncProgress, SyncStatus};
use wire::sync::{FeedItem, Left, SyncAnswer, SyncRequest};

/// A device clock that is off by more than this is told to the volunteer: dates on the forms would be wrong.
const CLOCK_TOLERANCE_S: i64 = 120;
/// Who has waited so long for a request that broke is told so, instead of waiting for another try.
const PATIENCE: Duration = Duration::from_secs(20);

/// Who wants a sync.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    ByAPerson,
    ByItself,
}

/// One session under way.
struct Run {
    enrolment: Enrolment,
    session: Session,
    progress: SyncProgress,
    asked: Asked,
    /// The link is known to be quick.
    quick: bool,
    /// Why the last request broke.
    broke: Option<Problem>,
}

impl Device {
    /// Syncs until nothing is left to send or to fetch. A failure is told in the status, not as an error:
    /// everything is still here and waits. Whatever is saved otherwise, this does all of it: a person asked.
    pub async fn sync_now(&self, _: SyncNow) -> Result<SyncStatus, Problem> {
        self.sync(Asked::ByAPerson).await
    }

    pub(crate) async fn sync(&self, asked: Asked) -> Result<SyncStatus, Problem> {
        let _one_at_a_time = self.inner.one_sync.lock().await;
        self.update_status(|status| {
            status.running = true;
            status.progress = None;
            status.photos.sent_bytes = 0;
        });
        let outcome = self.text_then_photos(asked).await;
        let mut status = self.fresh_status().unwrap_or_default();
        status.running = false;
        status.progress = None;
        match outcome {
            Ok(report) => {
                status.problem = None;
                status.received = report.received;
                if self.inner.failures.swap(0, Ordering::Relaxed) > 0 {
                    self.inner.recovered.notify_one();
                }
            }
            Err(problem) => {
                status.problem = Some(problem);
                self.inner.failures.fetch_add(1, Ordering::Relaxed);
            }
        }
        self.set_status(status.clone());
        self.tell(status.clone());
        Ok(status)
    }

    /// All text, then photos; when something was saved while they went, that goes first again.
    async fn text_then_photos(&self, asked: Asked) -> Result<Report, Problem> {
        let mut received = 0u32;
        loop {
            let (enrolment, report) = self.run_session(asked).await?;
            received = received.saturating_add(report.received);
            let report = Report { received, ..report };
            if !report.complete || self.send_photos(&enrolment, asked).await? == Sent::AllThatGoes {
                return Ok(report);
            }
        }
    }

    /// Tells whoever listens to this device's syncs.
    pub(crate) fn tell(&self, status: SyncStatus) {
        let listener = self.inner.listener.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(listener) = listener {
            listener(status);
        }
    }

    /// From now on `on_change` hears of every page of a sync, and of its end.
    pub(crate) fn listen(&self, on_change: impl Fn(SyncStatus) + Send + Sync + 'static) {
        *self.inner.listener.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(on_change));
    }

    pub fn get_sync_status(&self, _: GetSyncStatus) -> Result<SyncStatus, Problem> {
        self.fresh_status()
    }

    /// The last status, with what the store knows now.
    pub(crate) fn fresh_status(&self) -> Result<SyncStatus, Problem> {
        let day = self.today();
        let (waiting, met, packs, photos, budget) = self.with_store("read the sync status", |store| {
            let (photos, budget) = (store.photos_waiting()?, store.photo_budget(&day)?);
            Ok((store.waiting()?, store.last_met()?, store.pack_notices()?, photos, budget))
        })?;
        let mut status = self.inner.status.lock().unwrap_or_else(PoisonError::into_inner).clone();
        status.photos.pages = photos.pages;
        status.photos.bytes = photos.bytes;
        status.photos.budget_spent = photos.bytes > 0 && budget.left() == Some(0);
        status.waiting = waiting;
        status.saving = self.why_saving();
        status.packs = packs;
        status.last_met = met.map(|(at, _)| at);
        status.clock_off_s = met.map(|(_, off)| off).filter(|off| off.abs() > CLOCK_TOLERANCE_S);
        Ok(status)
    }

    fn update_status(&self, change: impl FnOnce(&mut SyncStatus)) {
        change(&mut self.inner.status.lock().unwrap_or_else(PoisonError::into_inner));
    }

    async fn run_session(&self, asked: Asked) -> Result<(Enrolment, Report), Problem> {
        let (enrolment, position, link) = self.with_store("prepare the sync", |store| {
            Ok((store.enrolment()?, store.position()?, store.link_estimate()?))
        })?;
        let enrolment = enrolment.ok_or(Problem::NotEnrolled)?;
        if enrolment.revoked {
            return Err(Problem::DeviceRevoked);
        }
        let mut session = Session::new(link.budget());
        let mut todo = VecDeque::from(session.handle(Event::Begin(position)));
        let mut run = Run {
            enrolment,
            session,
            progress: SyncProgress::default(),
            asked,
            quick: link.is_quick(),
            broke: None,
        };
        while let Some(effect) = todo.pop_front() {
            let event = match effect {
                Effect::Finish(report) => return self.finished(run, report).await,
                Effect::Send(request) => self.send_and_prepare(&mut run, &request).await?,
                Effect::Apply(page) => match todo.pop_front() {
                    Some(Effect::Send(request)) => {
                        let committed = self.committed(page, run.progress);
                        let (applied, answered) =
                            tokio::join!(committed, self.send_and_prepare(&mut run, &request));
                        todo.extend(run.session.handle(applied?));
                        answered?
                    }
                    other => {
                        if let Some(other) = other {
                            todo.push_front(other);
                        }
                        self.committed(page, run.progress).await?
                    }
                },
                local => self.carried_out(local).await?,
            };
            todo.extend(run.session.handle(event));
        }
        Err(Problem::Unexpected { what: "sync".to_owned() })
    }

    /// Disk and key work stay off the threads that serve the page.
    async fn carried_out(&self, effect: Effect) -> Result<Event, Problem> {
        let device = self.clone();
        let done = tokio::task::spawn_blocking(move || device.carry_out(effect)).await;
        done.map_err(|_| Problem::Unexpected { what: "sync".to_owned() })?
    }

    /// A page is on the disk, and whoever listens has been told. `progress` is what has passed with it.
    async fn committed(&self, page: Page, progress: SyncProgress) -> Result<Event, Problem> {
        let event = self.carried_out(Effect::Apply(page)).await?;
        self.tell_progress(progress);
        Ok(event)
    }

    /// While the answer is waited for, what goes out next is opened.
    async fn send_and_prepare(&self, run: &mut Run, request: &SyncRequest) -> Result<Event, Problem> {
        let next = run.session.reads_next();
        let device = self.clone();
        let prepared = async move {
            let Some((budget_bytes, except)) = next else { return };
            let prepare = move || {
                device.with_store("read the outbox", |store| store.prepare_outgoing(budget_bytes, &except))
            };
            // What could not be opened now is told when it is read.
            let _done = tokio::task::spawn_blocking(prepare).await;
        };
        let ((), event) = tokio::join!(prepared, self.send(run, request));
        event
    }

    /// Text first: packs are fetched when every dossier is where it belongs, and only if somebody asked for it when
    /// data and battery are saved.
    async fn finished(&self, run: Run, report: Report) -> Result<(Enrolment, Report), Problem> {
        if let (false, Some(problem)) = (report.complete, run.broke) {
            return Err(problem);
        }
        let device = self.clone();
        // Disk work; that it did not end well leaves everything where it was.
        let _done = tokio::task::spawn_blocking(move || device.let_go()).await;
        // Neither dossiers nor packs wait for it, and that it did not end well is tried again with the next sync.
        if let Err(problem) = self.tell_beside(&run.enrolment, &report).await {
            tracing::info!(?problem, "what is told beside the documents was not told");
            if problem == Problem::DeviceRevoked {
                return Err(problem);
            }
        }
        if let Err(problem) = self.send_ratings(&run.enrolment).await {
            tracing::info!(?problem, "ratings wait for the next sync");
        }
        if run.asked == Asked::ByAPerson || self.manners().fetches_packs() {
            self.refresh_packs(&run.enrolment, &report).await;
        }
        Ok((run.enrolment, report))
    }

    async fn send(&self, run: &mut Run, request: &SyncRequest) -> Result<Event, Problem> {
        let server = server_url(&run.enrolment.server).map_err(problem::from_link)?;
        let begun = Instant::now();
        match self.inner.link.sync_measured(&server, &run.enrolment.token, request, run.quick).await {
            Ok((answer, sample)) => {
                self.learn(run, |known| known.after(&sample))?;
                run.progress = went_on(&run.progress, request, &answer);
                Ok(Event::Answered(Box::new(answer)))
            }
            Err(error) => {
                let broke = error == LinkError::Broken;
                let problem = problem::from_link(error);
                if problem == Problem::DeviceRevoked {
                    self.with_store("note the revocation", store::Store::set_revoked)?;
                }
                if broke {
                    if run.session.is_large() {
                        self.learn(run, sync::budget::LinkEstimate::after_break)?;
                    }
                    if begun.elapsed() < PATIENCE {
                        run.broke = Some(problem);
                        return Ok(Event::Broken);
                    }
                }
                Err(problem)
            }
        }
    }

    /// Keeps what a request has told of the link, and plans the next one by it.
    fn learn(
        &self,
        run: &mut Run,
        learnt: impl FnOnce(sync::budget::LinkEstimate) -> sync::budget::LinkEstimate,
    ) -> Result<(), Problem> {
        let known = self.with_store("note how the link is", |store| {
            let before = store.link_estimate()?;
            let known = learnt(before);
            // An idle exchange mostly tells nothing new: no reason to write to the disk.
            if known.budget() != before.budget() || before.round_trip_ms == 0 {
                store.set_link_estimate(&known)?;
            }
            Ok(known)
        })?;
        run.session.set_budget(known.budget());
        run.quick = known.is_quick();
        Ok(())
    }

    /// A page is on the disk: the bar moves, and the pages show what came.
    fn tell_progress(&self, passed: SyncProgress) {
        let Ok(waiting) = self.with_store("read the sync status", |store| store.waiting_with_size()) else {
            return;
        };
        let progress = SyncProgress {
            documents_left: passed.documents_left.saturating_add(waiting.documents),
            bytes_left: passed.bytes_left.saturating_add(waiting.bytes),
            ..passed
        };
        let Ok(mut status) = self.fresh_status() else { return };
        status.progress = Some(progress);
        self.update_status(|shown| shown.progress = Some(progress));
        self.tell(status);
    }

    fn carry_out(&self, effect: Effect) -> Result<Event, Problem> {
        let now = self.inner.clock.now();
        match effect {
            Effect::ReadOutbox { budget_bytes, except } => self.with_store("read the outbox", |store| {
                let (push, more) = store.outgoing(budget_bytes, &except)?;
                Ok(Event::OutboxRead { push, more })
            }),
            Effect::Apply(page) => self.with_store("store what the office sent", |store| {
                let applied = store.apply(&page, now)?;
                Ok(Event::Applied { failed: applied.failed })
            }),
            Effect::StartOver { server_epoch } => self.with_store("start the sync over", |store| {
                store.start_over(server_epoch, now)?;
                Ok(Event::StartedOver)
            }),
            Effect::Send(_) | Effect::Finish(_) => Ok(Event::Failed),
        }
    }
}

/// What has passed since the session began, and what the server says is still to come.
fn went_on(before: &SyncProgress, request: &SyncRequest, answer: &SyncAnswer) -> SyncProgress {
    let up: usize = request.push.iter().map(|push| push.message.len()).sum();
    let taken = answer.acks.iter().filter(|ack| ack.is_committed()).count();
    let came = answer.feed.iter().filter(|item| matches!(item, FeedItem::Document { .. })).count();
    let documents = u32::try_from(taken.saturating_add(came)).unwrap_or(u32::MAX);
    let bytes = u32::try_from(up.saturating_add(message_bytes(answer))).unwrap_or(u32::MAX);
    let left = answer.left.filter(|_| answer.more).unwrap_or(Left { documents: 0, bytes: 0 });
    SyncProgress {
        documents_done: before.documents_done.saturating_add(documents),
        bytes_done: before.bytes_done.saturating_add(bytes),
        documents_left: left.documents,
        bytes_left: left.bytes,
    }
}
