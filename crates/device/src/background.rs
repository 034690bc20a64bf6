//! Sync while the app is open: soon after something was saved, else now and then, and more and more
//! seldom while nothing answers.

use crate::Device;
use std::sync::atomic::Ordering;
use std::time::Duration;
use wire::ipc::{SyncNow, SyncStatus};

/// After an answer was saved: long enough that a volunteer who types on sends several answers at once.
const AFTER_SAVING: Duration = Duration::from_secs(4);
/// To learn what the office and the others did.
const WHEN_IDLE: Duration = Duration::from_secs(60);
const LONGEST_WAIT: Duration = Duration::from_secs(15 * 60);

impl Device {
    /// Runs until dropped. Tells `on_change` after every sync, also one that failed.
    pub async fn background_sync(&self, on_change: impl Fn(SyncStatus) + Send) {
        loop {
            let failures = self.inner.failures.load(Ordering::Relaxed);
            tokio::select! {
                // While nothing answers, every answer saved is no reason to try again.
                () = self.inner.something_to_send.notified(), if failures == 0 => {
                    tokio::time::sleep(AFTER_SAVING).await;
                }
                () = self.inner.recovered.notified() => continue,
                () = tokio::time::sleep(pause(failures)) => {}
            }
            if self.may_sync()
                && let Ok(status) = self.sync_now(SyncNow {}).await
            {
                on_change(status);
            }
        }
    }

    /// Not while locked, not before the enrolment, not after a revocation.
    fn may_sync(&self) -> bool {
        let enrolment = self.with_store("look at the enrolment", |store| store.enrolment());
        matches!(enrolment, Ok(Some(enrolment)) if !enrolment.revoked)
    }
}

/// Doubles with every failure, with up to a quarter of chance on top, so that the devices of a hamlet do not
/// all come at the moment when the signal returns.
fn pause(failures: u32) -> Duration {
    let doubled = WHEN_IDLE.saturating_mul(1u32.checked_shl(failures.min(8)).unwrap_or(u32::MAX));
    let wait = doubled.min(LONGEST_WAIT);
    // Without chance the pause is only less spread.
    let chance = getrandom::u32().unwrap_or(0) % 256;
    wait.saturating_add(wait.mul_f64(f64::from(chance) / 1024.0))
}
