//! Waiting for a condition, never for a time.

use crate::Trouble;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};

/// For what a page does by itself.
pub const SHORT: Duration = Duration::from_secs(20);
/// For a program to start, or a sync to come round, on a busy machine.
pub const LONG: Duration = Duration::from_secs(90);

const BETWEEN_LOOKS: Duration = Duration::from_millis(60);

/// Looks again and again until there is something. A look that fails counts as "not yet", and the
/// last failure is told when the time is over.
pub async fn until<T, Look>(what: &str, limit: Duration, mut look: Look) -> Result<T, Trouble>
where
    Look: AsyncFnMut() -> Result<Option<T>, Trouble>,
{
    let deadline = Instant::now() + limit;
    loop {
        // A look may itself hang, when the program that is asked does.
        let last = match timeout_at(deadline, look()).await {
            Ok(Ok(Some(found))) => return Ok(found),
            Ok(Ok(None)) => String::new(),
            Ok(Err(trouble)) => format!(" (the last look failed: {trouble})"),
            Err(_) => " (there was no answer at all)".to_owned(),
        };
        // Not once more without time for it: that look would only say that there was no answer.
        if Instant::now() + BETWEEN_LOOKS >= deadline {
            return Err(Trouble(format!("waited {} s in vain for: {what}{last}", limit.as_secs())));
        }
        sleep(BETWEEN_LOOKS).await;
    }
}
