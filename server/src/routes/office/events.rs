//! `GET /office/api/events`: a `changed` event whenever the commune's inbox reads differently.
//!
//! The event says only that; the page reads the inbox again, so an event that is lost or doubled does no harm.

use crate::app::App;
use crate::routes::signed_in::SignedIn;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, StreamExt};
use std::convert::Infallible;
use std::time::Duration;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::wrappers::errors::BroadcastStreamRecvError;

/// Proxies close a silent connection after a minute or so.
const KEEP_ALIVE: Duration = Duration::from_secs(20);

pub(super) async fn events(
    State(app): State<App>,
    SignedIn(session): SignedIn,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let left_ms = session.expires_at.millis().saturating_sub(app.now().millis());
    let session_ends = tokio::time::sleep(Duration::from_millis(u64::try_from(left_ms).unwrap_or(0)));
    let mut closing = app.closing();
    let over = async move {
        tokio::select! {
            () = session_ends => {}
            // An error means that the server is gone already.
            _ = closing.wait_for(|closing| *closing) => {}
        }
    };
    let commune = session.commune;
    let changes = BroadcastStream::new(app.listen())
        .filter(move |change| {
            let ours = match change {
                Ok(changed) => *changed == commune,
                // Some were missed: reading again is right in any case.
                Err(BroadcastStreamRecvError::Lagged(_)) => true,
            };
            std::future::ready(ours)
        })
        // A browser drops events without data.
        .map(|_| Ok(Event::default().event("changed").data("{}")))
        .take_until(Box::pin(over));
    Sse::new(changes).keep_alive(KeepAlive::new().interval(KEEP_ALIVE))
}
