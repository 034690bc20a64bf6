//! A villager rates the work on this phone: it is sealed at once, and goes to the commune's server.
//!
//! **Invariant:** the marks and words are in memory until they are sealed and nowhere after it; nothing on this phone opens
//! the box. It is on the disk when the command answers, and goes until the server says that it has it.

use crate::link::server_url;
use crate::{Device, problem};
use data_encoding::BASE64;
use dossier::DossierId;
use store::Enrolment;
use wire::Problem;
use wire::ipc::{GetDossier, RateDossier};
use wire::rating::{RATINGS_AT_ONCE, SealedRating, SealedRatings};
use wire::view::DossierView;
use zeroize::{Zeroize, Zeroizing};

impl Device {
    /// The first rating of a dossier counts; another one changes nothing. Errors: [`Problem::NotAcceptedYet`] before the
    /// office has decided.
    pub fn rate_dossier(&self, request: RateDossier) -> Result<DossierView, Problem> {
        let RateDossier { dossier, mut rating } = request;
        let plain = rating.is_whole().then(|| rating.padded()).flatten().map(Zeroizing::new);
        rating.words.zeroize();
        rating.marks.zeroize();
        let plain = plain.ok_or(Problem::NothingWritten)?;
        let decided =
            self.get_dossier(GetDossier { dossier })?.case.is_some_and(|case| case.state.is_ended());
        if !decided {
            return Err(Problem::NotAcceptedYet);
        }
        let enrolled = self.with_store("read the office's key", |store| store.enrolment())?;
        let key = enrolled.and_then(|enrolled| enrolled.pack_key).ok_or(Problem::NotEnrolled)?;
        let mut chance = Zeroizing::new([0; 32]);
        getrandom::fill(chance.as_mut_slice())
            .map_err(|_| Problem::Unexpected { what: "chance".to_owned() })?;
        let sealed = sync::sealed::seal(&key, dossier, &plain, chance).ok_or(Problem::NotEnrolled)?;
        let now = self.inner.clock.now();
        self.with_store("keep a rating", |store| store.keep_rating(dossier, &sealed, now))?;
        self.inner.something_to_send.notify_one();
        self.get_dossier(GetDossier { dossier })
    }

    /// After a sync. What the server could not take yet waits for the next one.
    pub(crate) async fn send_ratings(&self, enrolment: &Enrolment) -> Result<(), Problem> {
        let server = server_url(&enrolment.server).map_err(problem::from_link)?;
        loop {
            let waiting =
                self.with_store("read the ratings", |store| store.ratings_to_send(RATINGS_AT_ONCE))?;
            if waiting.is_empty() {
                return Ok(());
            }
            let seal = |(dossier, sealed): &(DossierId, Vec<u8>)| SealedRating {
                dossier: *dossier,
                sealed: BASE64.encode(sealed),
            };
            let ratings = SealedRatings { ratings: waiting.iter().map(seal).collect() };
            let taken = self.inner.link.ratings(&server, &enrolment.token, &ratings).await;
            let taken = taken.map_err(problem::from_link)?;
            let settled = [taken.kept, taken.dropped].concat();
            let now = self.inner.clock.now();
            let left: Vec<DossierId> =
                waiting.into_iter().map(|(id, _)| id).filter(|id| !settled.contains(id)).collect();
            self.with_store("note which ratings have come", |store| {
                store.ratings_settled(&settled)?;
                store.ratings_put_off(&left, now)
            })?;
            if !left.is_empty() || settled.is_empty() {
                return Ok(());
            }
        }
    }
}
