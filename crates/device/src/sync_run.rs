//! Carries out a [`sync::session::Session`]: its effects become reads, requests and commits.

use crate::link::server_url;
use crate::{Device, problem};
use std::collections::VecDeque;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;
use store::Enrolment;
use sync::session::{Budget, Effect, Event, Report, Session};
use wire::Problem;
use wire::ipc::{GetSyncStatus, SyncNow, SyncStatus};

/// A device clock that is off by more than this is told to the volunteer: dates on the forms would be wrong.
const CLOCK_TOLERANCE_S: i64 = 120;

impl Device {
    /// Syncs until nothing is left to send or to fetch. A failure is told in the status, not as an error:
    /// everything is still here and waits.
    pub async fn sync_now(&self, _: SyncNow) -> Result<SyncStatus, Problem> {
        let _one_at_a_time = self.inner.one_sync.lock().await;
        self.update_status(|status| status.running = true);
        let outcome = self.run_session().await;
        let mut status = self.fresh_status().unwrap_or_default();
        status.running = false;
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
        Ok(status)
    }

    pub fn get_sync_status(&self, _: GetSyncStatus) -> Result<SyncStatus, Problem> {
        self.fresh_status()
    }

    /// The last status, with what the store knows now.
    pub(crate) fn fresh_status(&self) -> Result<SyncStatus, Problem> {
        let (waiting, met, packs) = self.with_store("read the sync status", |store| {
            Ok((store.waiting()?, store.last_met()?, store.pack_notices()?))
        })?;
        let mut status = self.inner.status.lock().unwrap_or_else(PoisonError::into_inner).clone();
        status.waiting = waiting;
        status.packs = packs;
        status.last_met = met.map(|(at, _)| at);
        status.clock_off_s = met.map(|(_, off)| off).filter(|off| off.abs() > CLOCK_TOLERANCE_S);
        Ok(status)
    }

    fn update_status(&self, change: impl FnOnce(&mut SyncStatus)) {
        change(&mut self.inner.status.lock().unwrap_or_else(PoisonError::into_inner));
    }

    async fn run_session(&self) -> Result<Report, Problem> {
        let (enrolment, position) =
            self.with_store("prepare the sync", |store| Ok((store.enrolment()?, store.position()?)))?;
        let enrolment = enrolment.ok_or(Problem::NotEnrolled)?;
        if enrolment.revoked {
            return Err(Problem::DeviceRevoked);
        }
        let mut session = Session::new(Budget::default());
        let mut todo = VecDeque::from(session.handle(Event::Begin(position)));
        while let Some(effect) = todo.pop_front() {
            let event = match effect {
                Effect::Finish(report) => {
                    let device = self.clone();
                    // Disk work; that it did not end well leaves everything where it was.
                    let _done = tokio::task::spawn_blocking(move || device.let_go()).await;
                    self.refresh_packs(&enrolment, &report).await;
                    return Ok(report);
                }
                Effect::Send(request) => self.send(&enrolment, &request).await?,
                local => {
                    let device = self.clone();
                    // Disk and key work stay off the threads that serve the page.
                    let done = tokio::task::spawn_blocking(move || device.carry_out(local)).await;
                    done.map_err(|_| Problem::Unexpected { what: "sync".to_owned() })??
                }
            };
            todo.extend(session.handle(event));
        }
        Err(Problem::Unexpected { what: "sync".to_owned() })
    }

    async fn send(&self, enrolment: &Enrolment, request: &wire::sync::SyncRequest) -> Result<Event, Problem> {
        let server = server_url(&enrolment.server).map_err(problem::from_link)?;
        match self.inner.link.sync(&server, &enrolment.token, request).await {
            Ok(answer) => Ok(Event::Answered(Box::new(answer))),
            Err(error) => {
                let problem = problem::from_link(error);
                if problem == Problem::DeviceRevoked {
                    self.with_store("note the revocation", store::Store::set_revoked)?;
                }
                Err(problem)
            }
        }
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
