//! The key of the database, wrapped by the PIN.
//!
//! The key is random. Argon2id over the PIN and a random salt makes the key that wraps it with
//! XChaCha20-Poly1305; a wrong PIN fails the authentication. What is in the file is useless without the
//! PIN, but a PIN of six digits can be tried out by whoever copies the file: the cost of one try
//! ([`MEMORY_KIB`], [`PASSES`]) is what stands against it. docs/administrators.md says so.

use crate::StoreError;
use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

pub const MIN_PIN_DIGITS: u8 = 6;

/// Fits a phone with 1 GB of memory (RFC 9106 asks for 64 MiB and 3 passes where memory is scarce).
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
/// Bound to the ciphertext, so that a wrapped key cannot be taken for something else.
const CONTEXT: &[u8] = b"donghanh device key v1";

/// `vault.json`. The parameters are in it, so that later versions can raise them.
#[derive(Serialize, Deserialize)]
pub(crate) struct Vault {
    version: u8,
    memory_kib: u32,
    passes: u32,
    salt: String,
    nonce: String,
    wrapped_key: String,
}

pub(crate) type DatabaseKey = Zeroizing<[u8; 32]>;

impl Vault {
    /// A new random key under `pin`.
    pub(crate) fn create(pin: &str) -> Result<(Self, DatabaseKey), StoreError> {
        check_pin(pin)?;
        let mut key = Zeroizing::new([0u8; 32]);
        let mut salt = [0u8; 16];
        let mut nonce = [0u8; 24];
        for bytes in [key.as_mut_slice(), &mut salt, &mut nonce] {
            getrandom::fill(bytes).map_err(|_| StoreError::Crypto)?;
        }
        let cipher = cipher(pin, &salt, MEMORY_KIB, PASSES)?;
        let payload = Payload { msg: key.as_slice(), aad: CONTEXT };
        let wrapped = cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| StoreError::Crypto)?;
        let vault = Self {
            version: 1,
            memory_kib: MEMORY_KIB,
            passes: PASSES,
            salt: BASE64.encode(&salt),
            nonce: BASE64.encode(&nonce),
            wrapped_key: BASE64.encode(&wrapped),
        };
        Ok((vault, key))
    }

    /// The key, or `None` when the PIN is wrong. A vault that cannot be read is an error of its own.
    pub(crate) fn open(&self, pin: &str) -> Result<Option<DatabaseKey>, StoreError> {
        let damaged = || StoreError::Damaged { file: crate::files::VAULT.to_owned() };
        let decode = |text: &str| BASE64.decode(text.as_bytes()).map_err(|_| damaged());
        if self.version != 1 {
            return Err(StoreError::TooNew { found: i64::from(self.version), known: 1 });
        }
        let nonce: [u8; 24] = decode(&self.nonce)?.try_into().map_err(|_| damaged())?;
        let cipher = cipher(pin, &decode(&self.salt)?, self.memory_kib, self.passes)?;
        let wrapped = decode(&self.wrapped_key)?;
        let payload = Payload { msg: wrapped.as_slice(), aad: CONTEXT };
        let Ok(key) = cipher.decrypt(&XNonce::from(nonce), payload) else { return Ok(None) };
        let key = Zeroizing::new(key);
        let key: [u8; 32] = key.as_slice().try_into().map_err(|_| damaged())?;
        Ok(Some(Zeroizing::new(key)))
    }
}

fn cipher(pin: &str, salt: &[u8], memory_kib: u32, passes: u32) -> Result<XChaCha20Poly1305, StoreError> {
    let params = Params::new(memory_kib, passes, 1, Some(32)).map_err(|_| StoreError::Crypto)?;
    let mut wrapping = Zeroizing::new([0u8; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(pin.as_bytes(), salt, wrapping.as_mut_slice())
        .map_err(|_| StoreError::Crypto)?;
    Ok(XChaCha20Poly1305::new(&Key::from(*wrapping)))
}

/// At least [`MIN_PIN_DIGITS`] digits, and nothing but digits.
pub(crate) fn check_pin(pin: &str) -> Result<(), StoreError> {
    let long_enough = pin.len() >= usize::from(MIN_PIN_DIGITS) && pin.len() <= 64;
    if long_enough && pin.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(())
    } else {
        Err(StoreError::WeakPin { min: MIN_PIN_DIGITS })
    }
}
