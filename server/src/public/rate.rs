//! A villager rates the work, on the public page.

use super::find::Asked;
use crate::app::App;
use crate::failure::Failure;
use crate::store::public::{Channel, NewRating, PublicDossier, Rated};
use ::sync::public::PublicToken;
use wire::rating::Rating;

/// What came of it.
#[derive(Clone, PartialEq, Debug)]
pub enum PageRating {
    /// It is on the disk, or one was before.
    Noted,
    /// A mark is missing, or there are too many words.
    NotWhole(Box<PublicDossier>),
    /// There is no such dossier, or it was not decided.
    Not(Asked),
}

pub fn rate(app: &App, token: &str, rating: Option<Rating>, address: &str) -> Result<PageRating, Failure> {
    let (now, tries) = (app.now(), app.public_tries());
    if tries.by_address.begin(address, now).is_err() {
        return Ok(PageRating::Not(Asked::Later));
    }
    let found = match PublicToken::read(token) {
        Some(token) => app.store().public_dossier(&token.hash())?,
        None => None,
    };
    let Some(found) = found else { return Ok(PageRating::Not(Asked::NotFound)) };
    let Some(rating) = rating.filter(Rating::is_whole) else {
        tries.by_address.take_back(address);
        return Ok(PageRating::NotWhole(Box::new(found)));
    };
    let new = NewRating {
        commune: &found.commune,
        dossier: found.dossier,
        channel: Channel::Page,
        rating: &rating,
        origin: [0; 32],
        now,
    };
    Ok(match app.store().rate(&new)? {
        Rated::Kept | Rated::Second => {
            tries.by_address.take_back(address);
            PageRating::Noted
        }
        Rated::NotYet | Rated::Gone => PageRating::Not(Asked::NotFound),
    })
}
