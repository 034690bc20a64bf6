//! What a running server does by itself now and then: folds old changes, takes out uploads that nobody goes on with, and
//! tells the log where the audit stands, and opens doors for dossiers of before the public page.

use crate::app::App;
use crate::audit;
use crate::blobs;
use crate::compaction::{self, KEEP_CHANGES_DAYS};
use crate::failure::Failure;
use crate::public;
use std::time::Duration;

/// Not while everybody comes back after a start.
const AFTER_START: Duration = Duration::from_secs(10 * 60);
/// A hundred thousand changes: some seconds of work, and more than a commune writes in an hour.
const STRETCHES_AT_ONCE: u32 = 50;
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Runs until dropped. A failure is told in the log and tried again the next time.
pub async fn keep_house(app: App) {
    tokio::time::sleep(AFTER_START).await;
    loop {
        if let Err(error) = app.run(fold).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "old changes could not be folded");
        }
        if let Err(error) = app.run(sweep).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "old uploads could not be swept");
        }
        if let Err(error) = app.run(public::open_doors).await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "dossiers could not be made to be found"
            );
        }
        if let Err(error) = app.run(tell_heads).await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "the audit's last lines could not be told"
            );
        }
        tokio::time::sleep(EVERY).await;
    }
}

fn fold(app: &App) -> Result<(), Failure> {
    for commune in app.store().communes()? {
        let done = compaction::compact_some(
            app.store(),
            &commune.code,
            KEEP_CHANGES_DAYS,
            app.now(),
            STRETCHES_AT_ONCE,
        )?;
        if done.changes > 0 {
            tracing::info!(commune = %commune.code, documents = done.documents, changes = done.changes, "folded");
        }
    }
    Ok(())
}

/// The log is mostly kept elsewhere than the database: against a head in it the audit can be verified.
fn tell_heads(app: &App) -> Result<(), Failure> {
    for commune in app.store().communes()? {
        if let Some(head) = app.store().audit_head(&commune.code)? {
            tracing::info!(commune = %commune.code, head = audit::head_text(&head), "the audit's last line");
        }
    }
    Ok(())
}

fn sweep(app: &App) -> Result<(), Failure> {
    let swept = blobs::sweep(app).map_err(|refusal| match refusal {
        blobs::Refusal::Failed(failure) => failure,
        other => Failure::Broken { action: "sweep old uploads", cause: other.to_string() },
    })?;
    if swept != blobs::Swept::default() {
        tracing::info!(uploads = swept.uploads, files = swept.files, "swept");
    }
    Ok(())
}
