//! Keys of programs that read the office's numbers: an administrator makes and revokes them.
//!
//! **Invariant:** a key is told once, to whoever makes it; nothing that is kept opens.

use crate::app::App;
use crate::failure::Failure;
use crate::secret;
use crate::store::StoreError;
use crate::store::access::Session;
use wire::Problem;
use wire::feed::{FeedKeyMade, FeedKeys, MakeFeedKey};

const MAX_NAME: usize = 100;

pub fn list(app: &App, session: &Session) -> Result<FeedKeys, Failure> {
    Ok(FeedKeys { keys: app.store().feed_keys(&session.commune)? })
}

/// Errors: [`Problem::ReasonNeeded`] when nothing says what it is for.
pub fn make(app: &App, session: &Session, wish: &MakeFeedKey) -> Result<FeedKeyMade, Failure> {
    let name: String = wish.name.trim().chars().take(MAX_NAME).collect();
    if name.is_empty() {
        return Err(Problem::ReasonNeeded.into());
    }
    let key = secret::token::<32>()?;
    let hash = secret::hash(&key);
    app.store().add_feed_key(&session.commune, &name, &hash, session.member, app.now())?;
    Ok(FeedKeyMade { key, keys: list(app, session)? })
}

/// Answers the keys as they are then. One that is not there opens nothing already.
pub fn revoke(app: &App, session: &Session, id: u32) -> Result<FeedKeys, Failure> {
    match app.store().revoke_feed_key(&session.commune, id, session.member, app.now()) {
        Ok(()) | Err(StoreError::Unknown { .. }) => list(app, session),
        Err(other) => Err(other.into()),
    }
}
