//! Tokens and one-time codes: made here, stored as SHA-256 only, compared in constant time.
//!
//! A plain hash is enough because these are random (60 bits and more), unlike passwords: see [`crate::password`].

use crate::chance;
use crate::store::StoreError;
use crate::store::access::SecretHash;
use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Crockford's alphabet: no I, L, O, U, so that a code read aloud is typed right.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_GROUPS: usize = 3;
const CODE_GROUP_LETTERS: usize = 4;

/// A random token of `N` bytes, as text for a header or a cookie.
pub fn token<const N: usize>() -> Result<String, StoreError> {
    Ok(BASE64URL_NOPAD.encode(&chance::bytes::<N>()?))
}

/// A one-time code such as `K7QX-2MVD-9TRA`: 60 random bits.
pub fn one_time_code() -> Result<String, StoreError> {
    let drawn = chance::bytes::<{ CODE_GROUPS * CODE_GROUP_LETTERS }>()?;
    let letters: Vec<char> = drawn
        .iter()
        .filter_map(|byte| ALPHABET.get(usize::from(byte & 31)).map(|letter| char::from(*letter)))
        .collect();
    let groups: Vec<String> =
        letters.chunks(CODE_GROUP_LETTERS).map(|group| group.iter().collect()).collect();
    Ok(groups.join("-"))
}

/// The hash of a code as somebody typed it: case, spaces and hyphens do not count, and letters that the
/// alphabet leaves out are read as the digits that they look like.
pub fn code_hash(typed: &str) -> SecretHash {
    let plain: String = typed
        .chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    hash(&plain)
}

pub fn hash(secret: &str) -> SecretHash {
    Sha256::digest(secret.as_bytes()).into()
}

/// Whether two hashes are equal, in a time that does not tell where they differ.
pub fn same(one: &SecretHash, other: &SecretHash) -> bool {
    one.as_slice().ct_eq(other.as_slice()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_three_groups_of_letters_that_are_not_mistaken_for_another() {
        let code = one_time_code().unwrap();
        assert_eq!(code.len(), 14);
        assert!(code.split('-').all(|group| group.len() == 4), "{code}");
        assert!(code.chars().all(|c| c == '-' || ALPHABET.contains(&u8::try_from(c).unwrap())), "{code}");
        assert_ne!(code, one_time_code().unwrap());
    }

    #[test]
    fn a_code_may_be_typed_in_any_case_with_spaces_and_look_alike_letters() {
        let printed = code_hash("K7QX-20VD-1TRA");
        for typed in ["k7qx20vd1tra", "K7QX 2OVD iTRA", " k7qx-2ovd-ltra "] {
            assert!(same(&printed, &code_hash(typed)), "{typed}");
        }
        assert!(!same(&printed, &code_hash("K7QX-20VD-1TRB")));
    }
}
