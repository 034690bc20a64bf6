//! Sync while the app is open: soon after something was saved, else now and then, and more and more
//! seldom while nothing answers. How often is told by [`sync::pace`].

use crate::Device;
use crate::sync_run::Asked;
use std::sync::atomic::Ordering;
use sync::pace;
use wire::ipc::SyncStatus;

impl Device {
    /// Runs until dropped. Tells `on_change` of every page of a sync and of its end, also of one that failed, and
    /// also of one that a person asked for.
    pub async fn background_sync(&self, on_change: impl Fn(SyncStatus) + Send + Sync + 'static) {
        self.listen(on_change);
        loop {
            let failures = self.inner.failures.load(Ordering::Relaxed);
            let manners = self.manners();
            // Without chance the pauses of a hamlet's devices are only less spread.
            let pause = pace::pause(failures, manners, getrandom::u32().unwrap_or(0));
            tokio::select! {
                // While nothing answers, every answer saved is no reason to try again.
                () = self.inner.something_to_send.notified(), if failures == 0 => {
                    tokio::time::sleep(manners.after_saving()).await;
                }
                () = self.inner.recovered.notified() => continue,
                () = tokio::time::sleep(pause) => {}
            }
            // A failure is in the status, of which `on_change` has heard.
            if self.may_sync()
                && let Err(problem) = self.sync(Asked::ByItself).await
            {
                tracing::info!(?problem, "the sync could not begin");
            }
        }
    }

    /// Not while locked, not before the enrolment, not after a revocation.
    fn may_sync(&self) -> bool {
        let enrolment = self.with_store("look at the enrolment", |store| store.enrolment());
        matches!(enrolment, Ok(Some(enrolment)) if !enrolment.revoked)
    }
}
