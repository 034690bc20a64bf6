//! Ratings that were tapped on a volunteer's phone, closed there, and are opened here.
//!
//! **Invariant:** what the device is told to forget is on the disk, or will never be taken; everything else it keeps.

use crate::app::App;
use crate::failure::Failure;
use crate::store::access::KnownDevice;
use crate::store::public::{Channel, NewRating, Rated};
use data_encoding::BASE64;
use sha2::{Digest, Sha256};
use wire::rating::{MAX_SEALED, RATINGS_AT_ONCE, Rating, RatingsTaken, SealedRating, SealedRatings};

pub fn take_sealed(app: &App, device: &KnownDevice, sent: &SealedRatings) -> Result<RatingsTaken, Failure> {
    let mut taken = RatingsTaken::default();
    for one in sent.ratings.iter().take(RATINGS_AT_ONCE) {
        match take(app, device, one)? {
            Rated::Kept => taken.kept.push(one.dossier),
            Rated::Second | Rated::Gone => taken.dropped.push(one.dossier),
            // Also after a restore that has lost the decision, until the office has made it again.
            Rated::NotYet => {}
        }
    }
    Ok(taken)
}

/// Of a dossier of the device's commune: which team it has now does not count, since a rating may have waited for weeks.
fn take(app: &App, device: &KnownDevice, one: &SealedRating) -> Result<Rated, Failure> {
    let Some((sealed, rating)) = opened(app, one) else {
        tracing::info!(dossier = %one.dossier, "a rating does not open and was dropped");
        return Ok(Rated::Second);
    };
    let new = NewRating {
        commune: &device.commune,
        dossier: one.dossier,
        channel: Channel::Phone,
        rating: &rating,
        origin: Sha256::digest(&sealed).into(),
        now: app.now(),
    };
    let rated = app.store().rate(&new)?;
    if rated == Rated::Second {
        tracing::info!(dossier = %one.dossier, "a second rating was dropped");
    }
    Ok(rated)
}

fn opened(app: &App, one: &SealedRating) -> Option<(Vec<u8>, Rating)> {
    if one.sealed.len() > MAX_SEALED.saturating_mul(2) {
        return None;
    }
    let sealed = BASE64.decode(one.sealed.as_bytes()).ok().filter(|sealed| sealed.len() <= MAX_SEALED)?;
    let plain = ::sync::sealed::open(app.signing_seed(), one.dossier, &sealed)?;
    let rating = Rating::read(&plain)?;
    Some((sealed, rating))
}
