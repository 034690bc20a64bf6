//! Inviting a member: a one-time code that is printed for them.

use crate::secret;
use crate::store::access::Invite;
use crate::store::{Store, StoreError};
use dossier::{CommuneCode, MemberId, Timestamp};

/// A printed code lies about: after a week it is worth nothing.
pub const VALID_DAYS: i64 = 7;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Makes a code such as `K7QX-2MVD-9TRA`. It is not stored, only its hash.
/// Errors: [`StoreError::Unknown`] when there is no such volunteer in the commune.
pub fn invite(
    store: &dyn Store,
    commune: &CommuneCode,
    member: MemberId,
    now: Timestamp,
) -> Result<String, StoreError> {
    let code = secret::one_time_code()?;
    let invite = Invite {
        commune: commune.clone(),
        member,
        code_hash: secret::code_hash(&code),
        expires_at: now.plus_millis(VALID_DAYS.saturating_mul(DAY_MS)),
    };
    store.add_invite(&invite, now)?;
    Ok(code)
}

/// What the QR beside the code says: both things that the app asks for.
pub fn link(server: &str, code: &str) -> String {
    format!("donghanh:enrol?server={server}&code={code}")
}
