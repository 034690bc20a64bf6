//! The key of the database, wrapped by the PIN, and once more by a code that only the office has.
//!
//! The key is random. Argon2id over the PIN and a random salt makes the key that wraps it with
//! XChaCha20-Poly1305; a wrong PIN fails the authentication. What is in the file is useless without the
//! PIN, but a PIN of six digits can be tried out by whoever copies the file: the cost of one try
//! ([`MEMORY_KIB`], [`PASSES`]) is what stands against it. docs/administrators.md says so.
//!
//! The second wrapping ([`Recovery`]) is under 100 random bits. Nobody tries those out, so one SHA-256 makes its key.
//!
//! **Invariant:** both wrappings are in one file that is replaced as a whole: when a code has opened it, the new PIN
//! comes and the code goes in the same instant.

use crate::StoreError;
use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use data_encoding::BASE64;
use dossier::DeviceId;
use dossier::recovery::RecoveryCode;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

pub const MIN_PIN_DIGITS: u8 = 6;

/// Fits a phone with 1 GB of memory (RFC 9106 asks for 64 MiB and 3 passes where memory is scarce).
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
/// Bound to the ciphertext, so that a wrapped key cannot be taken for something else.
const CONTEXT: &[u8] = b"donghanh device key v1";
const RECOVERY_CONTEXT: &[u8] = b"donghanh recovery v1";

/// `vault.json`. The parameters are in it, so that later versions can raise them.
#[derive(Serialize, Deserialize)]
pub(crate) struct Vault {
    version: u8,
    memory_kib: u32,
    passes: u32,
    #[serde(flatten)]
    wrapped: Wrapped,
    /// The newest last; the one before it stays until the office is known to have the newest. Absent in the files of
    /// earlier versions, and ignored by them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    recovery: Vec<Recovery>,
}

/// The key, sealed, as text.
#[derive(Serialize, Deserialize)]
struct Wrapped {
    salt: String,
    nonce: String,
    wrapped_key: String,
}

/// The key under a code of the office.
#[derive(Serialize, Deserialize)]
struct Recovery {
    number: u32,
    /// Whose code it is: [`DeviceId`].
    device: String,
    #[serde(flatten)]
    wrapped: Wrapped,
}

pub(crate) type DatabaseKey = Zeroizing<[u8; 32]>;

impl Vault {
    /// A new random key under `pin`.
    pub(crate) fn create(pin: &str) -> Result<(Self, DatabaseKey), StoreError> {
        let key = Zeroizing::new(chance::<32>()?);
        Ok((Self::around(pin, &key)?, key))
    }

    /// A key that is there already, under another PIN. No code opens it any more.
    pub(crate) fn around(pin: &str, key: &DatabaseKey) -> Result<Self, StoreError> {
        check_pin(pin)?;
        let salt = chance::<16>()?;
        let cipher = under_pin(pin, &salt, MEMORY_KIB, PASSES)?;
        let wrapped = Wrapped::seal(&cipher, &salt, CONTEXT, key)?;
        Ok(Self { version: 1, memory_kib: MEMORY_KIB, passes: PASSES, wrapped, recovery: Vec::new() })
    }

    /// The key, or `None` when the PIN is wrong. A vault that cannot be read is an error of its own.
    pub(crate) fn open(&self, pin: &str) -> Result<Option<DatabaseKey>, StoreError> {
        self.check_version()?;
        let salt = decode(&self.wrapped.salt)?;
        self.wrapped.open(&under_pin(pin, &salt, self.memory_kib, self.passes)?, CONTEXT)
    }

    /// The key, or `None` when the code is not one of this device's.
    pub(crate) fn recover(&self, code: &RecoveryCode) -> Result<Option<DatabaseKey>, StoreError> {
        self.check_version()?;
        for recovery in self.recovery.iter().rev() {
            let context = recovery_context(&recovery.device, recovery.number);
            let cipher = under_code(code, &decode(&recovery.wrapped.salt)?, &context);
            if let Some(key) = recovery.wrapped.open(&cipher, &context)? {
                return Ok(Some(key));
            }
        }
        Ok(None)
    }

    /// Also opens to this code from now on.
    pub(crate) fn add_recovery(
        &mut self,
        number: u32,
        device: DeviceId,
        code: &RecoveryCode,
        key: &DatabaseKey,
    ) -> Result<(), StoreError> {
        let device = device.to_string();
        let context = recovery_context(&device, number);
        let salt = chance::<16>()?;
        let wrapped = Wrapped::seal(&under_code(code, &salt, &context), &salt, &context, key)?;
        self.recovery.push(Recovery { number, device, wrapped });
        Ok(())
    }

    /// The office has this one: no other opens the store any more.
    pub(crate) fn keep_recovery(&mut self, device: DeviceId, number: u32) {
        let device = device.to_string();
        self.recovery.retain(|recovery| recovery.number == number && recovery.device == device);
    }

    pub(crate) fn has_recovery(&self, of: DeviceId, number: u32) -> bool {
        self.recovery.iter().any(|one| one.number == number && one.device == of.to_string())
    }

    /// Whose codes open it, and the number of the newest. `None`: none does.
    pub(crate) fn recoverable(&self) -> Option<(DeviceId, u32)> {
        let newest = self.recovery.last()?;
        Some((DeviceId::parse(&newest.device)?, newest.number))
    }

    fn check_version(&self) -> Result<(), StoreError> {
        if self.version == 1 {
            return Ok(());
        }
        Err(StoreError::TooNew { found: i64::from(self.version), known: 1 })
    }
}

impl Wrapped {
    fn seal(
        cipher: &XChaCha20Poly1305,
        salt: &[u8],
        context: &[u8],
        key: &DatabaseKey,
    ) -> Result<Self, StoreError> {
        let nonce = chance::<24>()?;
        let payload = Payload { msg: key.as_slice(), aad: context };
        let wrapped = cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| StoreError::Crypto)?;
        Ok(Self {
            salt: BASE64.encode(salt),
            nonce: BASE64.encode(&nonce),
            wrapped_key: BASE64.encode(&wrapped),
        })
    }

    fn open(&self, cipher: &XChaCha20Poly1305, context: &[u8]) -> Result<Option<DatabaseKey>, StoreError> {
        let nonce: [u8; 24] = decode(&self.nonce)?.try_into().map_err(|_| damaged())?;
        let wrapped = decode(&self.wrapped_key)?;
        let payload = Payload { msg: wrapped.as_slice(), aad: context };
        let Ok(key) = cipher.decrypt(&XNonce::from(nonce), payload) else { return Ok(None) };
        let key = Zeroizing::new(key);
        let key: [u8; 32] = key.as_slice().try_into().map_err(|_| damaged())?;
        Ok(Some(Zeroizing::new(key)))
    }
}

fn damaged() -> StoreError {
    StoreError::Damaged { file: crate::files::VAULT.to_owned() }
}

fn decode(text: &str) -> Result<Vec<u8>, StoreError> {
    BASE64.decode(text.as_bytes()).map_err(|_| damaged())
}

pub(crate) fn chance<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0u8; N];
    getrandom::fill(&mut bytes).map_err(|_| StoreError::Crypto)?;
    Ok(bytes)
}

fn under_pin(pin: &str, salt: &[u8], memory_kib: u32, passes: u32) -> Result<XChaCha20Poly1305, StoreError> {
    let params = Params::new(memory_kib, passes, 1, Some(32)).map_err(|_| StoreError::Crypto)?;
    let mut wrapping = Zeroizing::new([0u8; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(pin.as_bytes(), salt, wrapping.as_mut_slice())
        .map_err(|_| StoreError::Crypto)?;
    Ok(XChaCha20Poly1305::new(&Key::from(*wrapping)))
}

/// A code is chance through and through: there is nothing to stretch.
fn under_code(code: &RecoveryCode, salt: &[u8], context: &[u8]) -> XChaCha20Poly1305 {
    let mut hash = Sha256::new();
    // The salt and the code have fixed lengths: no two inputs read alike.
    hash.update(salt);
    hash.update(code.secret());
    hash.update(context);
    let wrapping: Zeroizing<[u8; 32]> = Zeroizing::new(hash.finalize().into());
    XChaCha20Poly1305::new(&Key::from(*wrapping))
}

fn recovery_context(device: &str, number: u32) -> Vec<u8> {
    [RECOVERY_CONTEXT, &number.to_be_bytes(), device.as_bytes()].concat()
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
