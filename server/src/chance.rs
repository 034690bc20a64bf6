//! Chance: the one place where the server draws random bytes.

use crate::store::StoreError;

/// Random bytes from the operating system.
pub fn bytes<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut drawn = [0u8; N];
    getrandom::fill(&mut drawn)
        .map_err(|error| StoreError::Engine { action: "draw random bytes", source: Box::new(error) })?;
    Ok(drawn)
}

/// A new server epoch: never 0, and small enough to travel in five bytes.
pub fn server_epoch() -> Result<u64, StoreError> {
    Ok(u64::from(u32::from_le_bytes(bytes()?)).max(1))
}
