//! Sends photos, after all text: thumbnails first, each from the byte that the server has.
//!
//! **Invariant:** text never waits for a photo. Between two pieces it is looked whether something was saved; then the sync
//! begins again with that.
//!
//! **Invariant:** a photo is called sent only when the server has said that it has the whole, which it has compared with
//! the hash. What is sent is counted against the day's budget, whatever becomes of it.

use crate::link::server_url;
use crate::link::tus::{Begun, UploadError, Wish};
use crate::sync_run::Asked;
use crate::{Device, LinkError, problem};
use reqwest::Url;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;
use std::time::Duration;
use store::{Enrolment, PhotoRow, StoreError};
use tokio::time::Instant;
use wire::Problem;

/// How photos went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sent {
    /// Nothing waits, or nothing more goes now: the budget is spent, or the server keeps no photos.
    AllThatGoes,
    /// Something was saved meanwhile: text first.
    TextWaits,
}

/// So often in a row a piece may come to nothing before this sync gives up.
const PATIENCE: u32 = 5;
/// A pause before the connection is tried again.
const BREATH: Duration = Duration::from_millis(400);
/// In the place of a status: the file on this device is gone or damaged.
const LOST_HERE: u16 = 1;

/// What a refusal means for a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// The upload goes on elsewhere.
    GoOnAt(u64),
    /// The server knows nothing of the upload any more, or has discarded it.
    BeginAgain,
    /// The same again, a little later.
    Again,
    /// This photo will never be taken.
    Never,
    /// No photo is taken now.
    NotNow,
}

fn verdict(status: u16, offset: Option<u64>, beginning: bool) -> Verdict {
    match (status, offset) {
        (409, Some(offset)) => Verdict::GoOnAt(offset),
        (404 | 410, _) if !beginning => Verdict::BeginAgain,
        // The bytes were spoilt on their way, or the whole was: then the upload is gone, and the next look tells it.
        (460 | 423 | 400 | 409, _) if !beginning => Verdict::Again,
        (400 | 404 | 410 | 413 | 415, _) => Verdict::Never,
        _ => Verdict::NotNow,
    }
}

/// How one photo went.
enum One {
    Done,
    Stop(Sent),
}

impl Device {
    pub(crate) async fn send_photos(&self, enrolment: &Enrolment, asked: Asked) -> Result<Sent, Problem> {
        if asked == Asked::ByItself && !self.manners().sends_photos() {
            return Ok(Sent::AllThatGoes);
        }
        let server = server_url(&enrolment.server).map_err(problem::from_link)?;
        let saves = self.inner.saves.load(Ordering::SeqCst);
        loop {
            // Read anew each time: a page may have been taken out, or another one taken.
            let next = self
                .with_store("list the photos to send", |store| store.photos_to_send())?
                .into_iter()
                .next();
            let Some(photo) = next else { return Ok(Sent::AllThatGoes) };
            match self.send_one(&server, &enrolment.token, photo, saves).await? {
                One::Done => self.tell_photos(0),
                One::Stop(sent) => return Ok(sent),
            }
        }
    }

    async fn send_one(&self, server: &Url, token: &str, photo: PhotoRow, saves: u64) -> Result<One, Problem> {
        let Some(bytes) = self.bytes_of(&photo).await? else { return Ok(One::Done) };
        let wish = Wish { dossier: photo.dossier, sha256: photo.sha256, size: photo.size };
        let mut known = photo.upload.clone();
        let mut at: Option<u64> = None;
        // Only what the server has beyond this is progress: that it answers where an upload stands is none.
        let mut furthest: Option<u64> = None;
        let mut in_vain = 0u32;
        loop {
            if self.inner.saves.load(Ordering::SeqCst) != saves {
                return Ok(One::Stop(Sent::TextWaits));
            }
            let step = match (&known, at) {
                (None, _) => match self.inner.link.begin_upload(server, token, wish).await {
                    Ok(Begun { id, offset }) => {
                        self.with_store("note an upload", |store| store.note_upload(&photo, &id))?;
                        known = Some(id);
                        Ok(offset)
                    }
                    Err(error) => Err((error, true)),
                },
                (Some(id), None) => {
                    self.inner.link.upload_offset(server, token, id).await.map_err(|error| (error, false))
                }
                (Some(_), Some(offset)) if offset >= photo.size => {
                    let now = self.inner.clock.now();
                    self.with_store("note a photo as sent", |store| store.note_sent(&photo, now))?;
                    return Ok(One::Done);
                }
                (Some(id), Some(offset)) => {
                    let Some(piece) = self.piece(&bytes, offset)? else {
                        return Ok(One::Stop(Sent::AllThatGoes));
                    };
                    self.send_piece(server, token, id, offset, piece).await?.map_err(|error| (error, false))
                }
            };
            match step {
                Ok(offset) => {
                    if furthest.is_none_or(|before| offset > before) {
                        (furthest, in_vain) = (Some(offset), 0);
                    }
                    at = Some(offset);
                    continue;
                }
                Err((UploadError::Refused { status, offset }, beginning)) => {
                    match verdict(status, offset, beginning) {
                        Verdict::GoOnAt(offset) => at = Some(offset),
                        Verdict::BeginAgain => (known, at) = (None, None),
                        Verdict::Again => at = None,
                        Verdict::Never => {
                            tracing::warn!(status, "the server will never take a photo");
                            self.with_store("note a refused photo", |store| {
                                store.note_photo_refused(&photo, status)
                            })?;
                            return Ok(One::Done);
                        }
                        Verdict::NotNow => {
                            tracing::info!(status, "the server takes no photos now");
                            return Ok(One::Stop(Sent::AllThatGoes));
                        }
                    }
                }
                Err((UploadError::Link(LinkError::Broken), _)) => at = None,
                Err((UploadError::Link(error), _)) => return Err(self.link_problem(error)?),
            }
            in_vain = in_vain.saturating_add(1);
            if in_vain >= PATIENCE {
                return Err(Problem::NoNetwork);
            }
            tokio::time::sleep(BREATH).await;
        }
    }

    fn link_problem(&self, error: LinkError) -> Result<Problem, Problem> {
        let problem = problem::from_link(error);
        if problem == Problem::DeviceRevoked {
            self.with_store("note the revocation", store::Store::set_revoked)?;
        }
        Ok(problem)
    }

    /// The bytes; `None`: they are not there any more, which is noted and shown at the page.
    async fn bytes_of(&self, photo: &PhotoRow) -> Result<Option<Vec<u8>>, Problem> {
        let files = self.with_store("open a photo", |store| store.photo_files())?;
        let row = photo.clone();
        let read = tokio::task::spawn_blocking(move || files.open(&row)).await;
        match read.map_err(|_| Problem::Unexpected { what: "open a photo".to_owned() })? {
            Ok(bytes) => Ok(Some(bytes)),
            Err(StoreError::PhotoDamaged) => {
                tracing::error!("a photo's file is gone or damaged");
                self.with_store("note a lost photo", |store| store.note_photo_refused(photo, LOST_HERE))?;
                Ok(None)
            }
            Err(other) => Err(problem::from_store("open a photo", other)),
        }
    }

    /// The next bytes: as many as the link carries in some seconds, and the day's budget allows. `None`: it is spent.
    fn piece(&self, bytes: &[u8], offset: u64) -> Result<Option<Vec<u8>>, Problem> {
        let day = self.today();
        let (link, budget) = self.with_store("read the day's budget", |store| {
            Ok((store.link_estimate()?, store.photo_budget(&day)?))
        })?;
        let left = budget.left().unwrap_or(u64::MAX);
        if left == 0 {
            return Ok(None);
        }
        let most = usize::try_from(left).unwrap_or(usize::MAX).min(link.piece_bytes());
        let from = usize::try_from(offset).unwrap_or(usize::MAX);
        let rest = bytes.get(from..).unwrap_or_default();
        Ok(Some(rest.get(..most).unwrap_or(rest).to_vec()))
    }

    async fn send_piece(
        &self,
        server: &Url,
        token: &str,
        id: &str,
        offset: u64,
        piece: Vec<u8>,
    ) -> Result<Result<u64, UploadError>, Problem> {
        let size = u32::try_from(piece.len()).unwrap_or(u32::MAX);
        let day = self.today();
        // Counted first: bytes that are cut off on their way are paid for all the same.
        self.with_store("count what is sent", |store| store.spend_on_photos(&day, size.into()))?;
        let begun = Instant::now();
        let answer = self.inner.link.upload_piece(server, token, id, offset, piece).await;
        let ms = u32::try_from(begun.elapsed().as_millis()).unwrap_or(u32::MAX);
        self.with_store("note how the link is", |store| {
            let before = store.link_estimate()?;
            let known = match &answer {
                Ok(_) => before.after_piece(size, ms),
                Err(UploadError::Link(LinkError::Broken)) => before.after_break(),
                Err(_) => before,
            };
            if known != before { store.set_link_estimate(&known) } else { Ok(()) }
        })?;
        if answer.is_ok() {
            self.tell_photos(size.into());
        }
        Ok(answer)
    }

    /// The bar moves: so many bytes more have gone.
    fn tell_photos(&self, more: u64) {
        {
            let mut status = self.inner.status.lock().unwrap_or_else(PoisonError::into_inner);
            status.photos.sent_bytes = status.photos.sent_bytes.saturating_add(more);
        }
        if let Ok(status) = self.fresh_status() {
            self.tell(status);
        }
    }

    /// The day in Vietnam.
    pub(crate) fn today(&self) -> String {
        self.inner.clock.now().in_vietnam().date().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_says_what_becomes_of_the_photo() {
        for (status, offset, beginning, expected) in [
            (409, Some(7), false, Verdict::GoOnAt(7)),
            (409, None, false, Verdict::Again),
            (404, None, false, Verdict::BeginAgain),
            (410, None, false, Verdict::BeginAgain),
            (410, None, true, Verdict::Never),
            (460, None, false, Verdict::Again),
            (423, None, false, Verdict::Again),
            (413, None, true, Verdict::Never),
            (415, None, false, Verdict::Never),
            (429, None, true, Verdict::NotNow),
            (501, None, true, Verdict::NotNow),
            (507, None, false, Verdict::NotNow),
        ] {
            assert_eq!(verdict(status, offset, beginning), expected, "{status}");
        }
    }
}
