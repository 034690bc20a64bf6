//! The short code that a draft has until the desk numbers it.

use crate::DossierId;

/// Crockford's alphabet: no I, L, O, U, so that a code read over the phone is written down right.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Five letters and digits such as `N-7K2QX`: from the random end of the id, so nothing must be stored.
/// It deliberately does not look like an official number (domain rule).
pub fn local_code(id: DossierId) -> String {
    let bits = id.as_bytes().iter().rev().take(4).fold(0u32, |bits, byte| (bits << 8) | u32::from(*byte));
    let letters = (0..5).filter_map(|place| {
        let index = usize::try_from((bits >> (place * 5)) & 31).ok()?;
        ALPHABET.get(index).map(|byte| char::from(*byte))
    });
    std::iter::once('N').chain(std::iter::once('-')).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_local_code_is_short_stable_and_unlike_an_official_number() {
        let id = DossierId::from_bytes([7; 16]);
        assert_eq!(local_code(id), local_code(id));
        assert_eq!(local_code(id).len(), 7);
        assert!(local_code(id).starts_with("N-"));
        assert_ne!(local_code(id), local_code(DossierId::from_bytes([8; 16])));
    }
}
