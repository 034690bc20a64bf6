//! Passwords of officers: Argon2id in the PHC string form.

use crate::store::StoreError;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use std::sync::OnceLock;

/// A password shorter than this is not taken.
pub const MIN_CHARS: usize = 10;

/// Hashes a password with a random salt.
pub fn hash(password: &str) -> Result<String, StoreError> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| StoreError::Engine { action: "hash the password", source: error.to_string().into() })
}

/// Whether the password is the one of the stored hash. Without a hash (the user is unknown) the same time
/// is spent, so that the answer does not tell which user names exist.
pub fn verify(password: &str, stored: Option<&str>) -> bool {
    static NOBODY: OnceLock<String> = OnceLock::new();
    let nobody = || NOBODY.get_or_init(|| hash("nobody has this password").unwrap_or_default()).as_str();
    let right = PasswordHash::new(stored.unwrap_or_else(nobody))
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
    right && stored.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_of_a_known_user_opens() {
        let stored = hash("mật khẩu của cán bộ").unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(verify("mật khẩu của cán bộ", Some(&stored)));
        assert!(!verify("mat khau cua can bo", Some(&stored)));
        assert!(!verify("nobody has this password", None));
        assert!(!verify("x", Some("not a hash")));
    }
}
