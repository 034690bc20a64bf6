//! Finding a dossier: by the token of its QR code, or by its number and a year of birth.
//!
//! A number can be guessed, so a year is asked for, and tries are counted by number: five, then ever longer waits up to a
//! day. The count begins before anything is looked for, so it says nothing of whether the number exists.
//!
//! **Invariant:** a wrong year and an unknown number cost the same reads and the same comparisons ([`Worked`]).

use super::looks::Look;
use crate::app::App;
use crate::failure::Failure;
use crate::store::audit::Look as AuditLook;
use crate::store::public::{DOORS_AT_ONCE, Door, PublicDossier};
use ::sync::public::PublicToken;
use dossier::{DossierId, MemberId};
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};

/// No number is longer; a bound, since what is tried is remembered for a while.
const MAX_NUMBER: usize = 64;

/// What came of a try.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asked {
    Found(DossierId),
    NotFound,
    /// Too many tries.
    Later,
}

/// What was done for an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Worked {
    pub reads: usize,
    pub comparisons: usize,
}

/// As it was typed: spaces and case do not count.
fn plain(typed: &str) -> String {
    typed
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .flat_map(char::to_uppercase)
        .take(MAX_NUMBER)
        .collect()
}

/// The same as a local code without its hyphen, letters that the alphabet leaves out read as the digits that they look
/// like.
fn code(plain: &str) -> String {
    let letters = plain.chars().filter(char::is_ascii_alphanumeric);
    letters
        .map(|letter| match letter {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

pub fn by_number(app: &App, number: &str, year: &str, address: &str) -> Result<(Asked, Worked), Failure> {
    let (now, tries, mut worked) = (app.now(), app.public_tries(), Worked::default());
    let number = plain(number);
    let code = code(&number);
    // A code with and without its hyphen is one thing to guess.
    let key = if code.starts_with('N') && code.len() == 6 { &code } else { &number };
    // Nothing typed is nothing to guess.
    let too_many = || !key.is_empty() && tries.by_number.begin(key, now).is_err();
    if tries.by_address.begin(address, now).is_err() || too_many() {
        return Ok((Asked::Later, worked));
    }
    let doors = app.store().doors(&number, &code)?;
    worked.reads += 1;
    let year = year.trim().parse::<u16>().ok().filter(|year| (1850..=2200).contains(year)).unwrap_or(0);
    let found = the_one(&doors, year, &mut worked);
    if let Some(dossier) = found {
        tries.by_number.succeeded(key);
        tries.by_address.take_back(address);
        return Ok((Asked::Found(dossier), worked));
    }
    Ok((Asked::NotFound, worked))
}

/// The one dossier of which the year is right. As many comparisons as there could be doors, whatever is behind them.
fn the_one(doors: &[Door], year: u16, worked: &mut Worked) -> Option<DossierId> {
    let (mut place, mut matches) = (0u64, 0u64);
    for at in 0..DOORS_AT_ONCE {
        let known = doors.get(at).map_or(0, |door| door.birth_year);
        let same = known.ct_eq(&year) & !year.ct_eq(&0);
        place.conditional_assign(&u64::try_from(at).unwrap_or(0), same);
        matches = matches.saturating_add(u64::conditional_select(&0, &1, same));
        worked.comparisons += 1;
    }
    let only: Choice = matches.ct_eq(&1);
    // Two people of one year with one local code: neither is shown.
    bool::from(only)
        .then(|| usize::try_from(place).ok().and_then(|at| doors.get(at)))
        .flatten()
        .map(|door| door.dossier)
}

/// Finds the dossier of a token and notes that somebody has looked; else why nothing is shown.
pub fn by_token(app: &App, token: &str, address: &str) -> Result<Result<PublicDossier, Asked>, Failure> {
    let (now, tries) = (app.now(), app.public_tries());
    if tries.by_address.begin(address, now).is_err() {
        return Ok(Err(Asked::Later));
    }
    let Some(token) = PublicToken::read(token) else { return Ok(Err(Asked::NotFound)) };
    let Some(found) = app.store().public_dossier(&token.hash())? else { return Ok(Err(Asked::NotFound)) };
    tries.by_address.take_back(address);
    // On the disk before it is shown; those within the hour are counted and written with the next.
    if let Look::Write { count } = app.public_looks().count(found.dossier, now) {
        app.store().note_look(&AuditLook {
            commune: &found.commune,
            member: MemberId(0),
            action: "public_look",
            document: Some(found.dossier.into()),
            count,
            now,
        })?;
    }
    Ok(Ok(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn door(number: u8, birth_year: u16) -> Door {
        Door { dossier: DossierId::from_bytes([number; 16]), birth_year }
    }

    #[test]
    fn a_number_is_read_as_people_type_it() {
        assert_eq!(plain(" h15.50.05.13-261008 - 0975 "), "H15.50.05.13-261008-0975");
        for typed in ["N-7K2Q0", "n7k2qo", " n - 7k2qO"] {
            assert_eq!(code(&plain(typed)), "N7K2Q0", "{typed}");
        }
        assert_eq!(plain(&"9".repeat(1000)).len(), MAX_NUMBER);
    }

    #[test]
    fn only_one_dossier_with_the_right_year_is_found_and_each_try_compares_as_often() {
        let doors = [door(1, 1958), door(2, 1990), door(3, 0)];
        for (doors, year, found) in [
            (&doors[..], 1990, Some(2)),
            (&doors[..], 1958, Some(1)),
            (&doors[..], 1991, None),
            (&doors[..], 0, None),
            (&[door(1, 1958), door(2, 1958)], 1958, None),
            (&[], 1958, None),
            (&[], 0, None),
        ] {
            let mut worked = Worked::default();
            let one = the_one(doors, year, &mut worked);
            assert_eq!(one, found.map(|number| DossierId::from_bytes([number; 16])), "{year} of {doors:?}");
            assert_eq!(worked.comparisons, DOORS_AT_ONCE);
        }
    }
}
