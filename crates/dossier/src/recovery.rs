//! The code by which a forgotten PIN is replaced, as it is read over the telephone and typed.
//!
//! Twenty random letters (100 bits) in five groups of four, each with a fifth letter that checks its group: a slip of
//! the ear or the finger is found at its group, before the code is tried and without anything being given away.

use crate::DeviceId;
use std::fmt;

/// Crockford's alphabet: no I, L, O, U, so that a code read over the phone is written down right.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Groups of a code.
pub const GROUPS: usize = 5;
/// Letters of a group, the last one its check.
pub const GROUP_LETTERS: usize = 5;
const CHOSEN: usize = GROUP_LETTERS - 1;
/// Letters that are drawn by chance.
pub const RANDOM_LETTERS: usize = GROUPS * CHOSEN;

/// A code whose letters fit their checks.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode([u8; RANDOM_LETTERS]);

/// What is wrong with a code as it was typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CodeFault {
    /// Too few or too many letters.
    Length { letters: usize },
    /// The first group that does not fit its check, from 1.
    Group { number: usize },
}

impl RecoveryCode {
    /// Of each byte the lower five bits count.
    pub fn from_chance(drawn: [u8; RANDOM_LETTERS]) -> Self {
        Self(drawn.map(|byte| byte & 31))
    }

    /// As somebody typed it: case, spaces and hyphens do not count, and letters that the alphabet leaves out are
    /// read as the digits that they look like.
    pub fn read(typed: &str) -> Result<Self, CodeFault> {
        let letters: Vec<char> = typed.chars().filter(|letter| letter.is_alphanumeric()).collect();
        let mut drawn = [0; RANDOM_LETTERS];
        for (group, (letters, place)) in
            letters.chunks(GROUP_LETTERS).zip(drawn.chunks_mut(CHOSEN)).enumerate()
        {
            let fault = CodeFault::Group { number: group + 1 };
            let values: Vec<u8> = letters.iter().map_while(|letter| value(*letter)).collect();
            match values.split_last() {
                Some((last, values)) if values.len() == CHOSEN => {
                    place.copy_from_slice(values);
                    if *last != check(group, values) {
                        return Err(fault);
                    }
                }
                _ if letters.len() == GROUP_LETTERS => return Err(fault),
                _ => {}
            }
        }
        if letters.len() != GROUPS * GROUP_LETTERS {
            return Err(CodeFault::Length { letters: letters.len() });
        }
        Ok(Self(drawn))
    }

    /// What the key is made of. Never shown.
    pub fn secret(&self) -> &[u8; RANDOM_LETTERS] {
        &self.0
    }

    /// In groups, as it is read aloud: `7K3MX-…`.
    pub fn text(&self) -> String {
        let groups: Vec<String> = self
            .0
            .chunks(CHOSEN)
            .enumerate()
            .map(|(group, values)| {
                values.iter().copied().chain(Some(check(group, values))).map(letter).collect()
            })
            .collect();
        groups.join("-")
    }
}

impl fmt::Debug for RecoveryCode {
    /// Never the code.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecoveryCode").finish_non_exhaustive()
    }
}

/// Whether a group, from 0, fits its check; `None` while letters are missing.
pub fn group_fits(group: usize, typed: &str) -> Option<bool> {
    let letters: Vec<char> = typed.chars().filter(|letter| letter.is_alphanumeric()).collect();
    if letters.len() < GROUP_LETTERS {
        return None;
    }
    let values: Vec<u8> = letters.iter().map_while(|letter| value(*letter)).collect();
    let fits = values.split_last().is_some_and(|(last, values)| *last == check(group, values));
    Some(fits && values.len() == GROUP_LETTERS)
}

/// Eight letters by which a volunteer and the office make sure that they speak of the same phone: from the random end
/// of the device's id. No secret.
pub fn phone_code(device: DeviceId) -> String {
    let bits = device.as_bytes().iter().rev().take(5).fold(0u64, |bits, byte| (bits << 8) | u64::from(*byte));
    let letters: String =
        (0..8).map(|place| letter(u8::try_from((bits >> (place * 5)) & 31).unwrap_or(0))).collect();
    let (first, second) = letters.split_at(4);
    format!("{first}-{second}")
}

fn letter(value: u8) -> char {
    ALPHABET.get(usize::from(value)).map_or('0', |byte| char::from(*byte))
}

fn value(typed: char) -> Option<u8> {
    let letter = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().position(|byte| char::from(*byte) == letter).and_then(|at| u8::try_from(at).ok())
}

/// A sum over the field of 32 elements in which every place, and the check itself, weighs differently: one wrong
/// letter and two that changed places never fit, and a group does not fit in another's place.
fn check(group: usize, values: &[u8]) -> u8 {
    let number = u8::try_from(group + 1).unwrap_or(0);
    values.iter().rev().fold(0, |sum, value| twice(sum ^ value)) ^ number
}

/// Times x modulo x⁵ + x² + 1.
fn twice(value: u8) -> u8 {
    let shifted = value << 1;
    if shifted & 32 == 0 { shifted } else { shifted ^ 0b10_0101 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(seed: u8) -> RecoveryCode {
        RecoveryCode::from_chance(std::array::from_fn(|at| seed.wrapping_mul(37).wrapping_add(at as u8 * 11)))
    }

    #[test]
    fn a_code_is_five_groups_of_five_and_reads_back_however_it_is_typed() {
        let code = code(3);
        let text = code.text();
        assert_eq!(text.len(), GROUPS * GROUP_LETTERS + GROUPS - 1);
        assert_eq!(RecoveryCode::read(&text), Ok(code.clone()));
        let loose = text.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        assert_eq!(RecoveryCode::read(&loose), Ok(code));
    }

    #[test]
    fn one_wrong_letter_and_two_that_changed_places_are_found_at_their_group() {
        let text: Vec<char> = code(9).text().chars().filter(|letter| *letter != '-').collect();
        for at in 0..text.len() {
            let number = at / GROUP_LETTERS + 1;
            for other in ALPHABET.iter().map(|byte| char::from(*byte)).filter(|letter| *letter != text[at]) {
                let mut wrong = text.clone();
                wrong[at] = other;
                let wrong: String = wrong.into_iter().collect();
                assert_eq!(RecoveryCode::read(&wrong), Err(CodeFault::Group { number }), "{wrong}");
            }
            let next = at + 1;
            if next / GROUP_LETTERS + 1 == number && next < text.len() && text[at] != text[next] {
                let mut swapped = text.clone();
                swapped.swap(at, next);
                let swapped: String = swapped.into_iter().collect();
                assert_eq!(RecoveryCode::read(&swapped), Err(CodeFault::Group { number }), "{swapped}");
            }
        }
    }

    #[test]
    fn groups_in_a_wrong_order_and_missing_letters_are_told() {
        let text = code(5).text();
        let groups: Vec<&str> = text.split('-').collect();
        let swapped = [groups[1], groups[0], groups[2], groups[3], groups[4]].join("-");
        assert_eq!(RecoveryCode::read(&swapped), Err(CodeFault::Group { number: 1 }));
        assert_eq!(RecoveryCode::read(&groups[..4].join("")), Err(CodeFault::Length { letters: 20 }));
        assert_eq!(RecoveryCode::read(&format!("{text}A")), Err(CodeFault::Length { letters: 26 }));
        assert_eq!(RecoveryCode::read(""), Err(CodeFault::Length { letters: 0 }));
        assert_eq!(RecoveryCode::read("ABCDỮ"), Err(CodeFault::Group { number: 1 }));
    }

    #[test]
    fn a_group_is_judged_by_itself_as_soon_as_it_is_whole() {
        let text = code(4).text();
        let start = |letters: &str| letters.chars().take(4).collect::<String>();
        for (group, letters) in text.split('-').enumerate() {
            assert_eq!(group_fits(group, &letters.to_lowercase()), Some(true));
            assert_eq!(group_fits(group + 1, letters), Some(false));
            assert_eq!(group_fits(group, &start(letters)), None);
            assert_eq!(group_fits(group, &format!("{letters}0")), Some(false));
        }
    }

    #[test]
    fn a_phone_is_told_by_eight_letters() {
        let mut bytes = [0; 16];
        bytes[15] = 33;
        let phone = phone_code(DeviceId::from_bytes(bytes));
        assert_eq!(phone.len(), 9);
        bytes[15] = 34;
        assert_ne!(phone, phone_code(DeviceId::from_bytes(bytes)));
    }

    proptest! {
        #[test]
        fn every_code_reads_back(drawn in any::<[u8; RANDOM_LETTERS]>()) {
            let code = RecoveryCode::from_chance(drawn);
            prop_assert_eq!(RecoveryCode::read(&code.text()), Ok(code));
        }

        #[test]
        fn whatever_is_typed_is_a_code_or_a_fault(typed in ".{0,40}") {
            let _ = RecoveryCode::read(&typed);
        }
    }
}
