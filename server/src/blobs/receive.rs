//! The bytes of one request, on their way to the disk.
//!
//! **Invariant:** what is noted as kept was synced before. However a request ends, what came of it is kept, unless its
//! checksum does not hold or it is longer than the file.

use super::bounds::{LAST_BYTES, LAST_SILENCE, MAX_BLOB, NOTE_AT, SILENCE, UPLOAD_LIVES_MS, WRITE_AT};
use super::checksum::Checksum;
use super::finish::finish;
use super::refusal::Refusal;
use super::spool::Growing;
use super::state::find;
use super::turns::Turn;
use crate::app::App;
use crate::store::access::KnownDevice;
use crate::store::blobs::{Upload, UploadId};
use axum::body::{Body, BodyDataStream, Bytes};
use futures_util::StreamExt;
use tokio::sync::watch;

/// What a request says of its bytes.
#[derive(Debug, Clone)]
pub(crate) struct Chunk {
    /// Where they begin.
    pub(crate) offset: u64,
    /// How many they are, when that is said.
    pub(crate) length: Option<u64>,
    pub(crate) checksum: Option<Checksum>,
}

/// Reads a body that is not wanted, to its end or to the size of the largest blob.
pub(crate) async fn pass_over(body: Body) {
    let (mut body, mut left) = (body.into_data_stream(), MAX_BLOB);
    while let Ok(Some(Ok(bytes))) = tokio::time::timeout(SILENCE, body.next()).await {
        let count = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let Some(rest) = left.checked_sub(count) else { return };
        left = rest;
    }
}

/// Takes a request's bytes. To be run to its end, also when the connection is gone.
pub(crate) async fn receive(
    app: &App,
    device: KnownDevice,
    turn: Turn,
    id: UploadId,
    chunk: Chunk,
    body: Body,
) -> Result<Upload, Refusal> {
    let mut incoming = Incoming::new(app, turn, body);
    let begun = app.run(move |app| Ok(Receiving::begin(app, &device, id, chunk))).await??;
    let mut receiving = match begun {
        Begun::Receiving(receiving) => receiving,
        // Nothing is left to come, and nothing comes.
        Begun::Complete(upload) => return Ok(*upload),
    };
    let mut gathered = Vec::new();
    let end = loop {
        match incoming.next().await {
            Next::Bytes(bytes) => gathered.extend_from_slice(&bytes),
            Next::End(end) => break end,
        }
        if gathered.len() >= WRITE_AT {
            let bytes = std::mem::take(&mut gathered);
            receiving = app
                .run(move |app| {
                    let taken = receiving.take_in(app, &bytes);
                    Ok(taken.map(|()| receiving))
                })
                .await??;
        }
    };
    // The turn is held until this is done.
    let done = app
        .run(move |app| {
            let taken = receiving.take_in(app, &gathered);
            Ok(taken.and_then(|()| receiving.end(app, end)))
        })
        .await?;
    drop(incoming);
    done
}

enum Begun {
    Receiving(Box<Receiving>),
    Complete(Box<Upload>),
}

/// How a request's bytes ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Whole,
    /// The connection broke, or fell silent.
    Cut,
    /// Another request waits for this upload, or the server stops.
    TakenOver,
}

/// An upload while a request brings bytes.
struct Receiving {
    upload: Upload,
    file: Growing,
    /// Where the request began.
    start: u64,
    checksum: Option<Checksum>,
}

impl Receiving {
    fn begin(app: &App, device: &KnownDevice, id: UploadId, chunk: Chunk) -> Result<Begun, Refusal> {
        let upload = find(app, device, id)?;
        if chunk.offset != upload.kept {
            return Err(Refusal::WrongOffset { kept: upload.kept });
        }
        if chunk.length.is_some_and(|length| length > upload.size.saturating_sub(upload.kept)) {
            return Err(Refusal::TooLarge);
        }
        if upload.complete {
            return Ok(Begun::Complete(Box::new(upload)));
        }
        let file = app.blobs()?.spool().grow(id, upload.kept).map_err(Refusal::of_disk("open the upload"))?;
        let (start, checksum) = (upload.kept, chunk.checksum);
        Ok(Begun::Receiving(Box::new(Self { upload, file, start, checksum })))
    }

    fn take_in(&mut self, app: &App, bytes: &[u8]) -> Result<(), Refusal> {
        let count = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if count > self.upload.size.saturating_sub(self.file.length()) {
            self.take_back(app)?;
            return Err(Refusal::TooLarge);
        }
        if let Some(checksum) = &mut self.checksum {
            checksum.update(bytes);
        }
        self.file.append(bytes).map_err(Refusal::of_disk("write the upload"))?;
        let length = self.file.length();
        // The last note is the blob's row.
        if length.saturating_sub(self.upload.kept) >= NOTE_AT && length < self.upload.size {
            self.note(app)?;
        }
        Ok(())
    }

    fn end(mut self: Box<Self>, app: &App, end: End) -> Result<Upload, Refusal> {
        // A request that was cut off has not brought what its checksum is of: the hash of the whole is still to come.
        if end == End::Whole && self.checksum.take().is_some_and(|checksum| !checksum.holds()) {
            self.take_back(app)?;
            return Err(Refusal::WrongChecksum);
        }
        if self.file.length() == self.upload.size {
            self.sync()?;
            return finish(app, &self.upload);
        }
        self.note(app)?;
        match end {
            End::Whole => Ok(self.upload),
            End::Cut => Err(Refusal::CutOff),
            End::TakenOver => Err(Refusal::TakenOver),
        }
    }

    fn sync(&self) -> Result<(), Refusal> {
        self.file.sync().map_err(Refusal::of_disk("bring the upload to the disk"))
    }

    /// To the disk first, then into the row.
    fn note(&mut self, app: &App) -> Result<(), Refusal> {
        if self.file.length() == self.upload.kept {
            return Ok(());
        }
        self.sync()?;
        self.note_kept(app, self.file.length())
    }

    /// Nothing of this request counts.
    fn take_back(&mut self, app: &App) -> Result<(), Refusal> {
        if self.upload.kept != self.start {
            self.note_kept(app, self.start)?;
        }
        self.file.cut_back(self.start).map_err(Refusal::of_disk("take the bytes back"))
    }

    fn note_kept(&mut self, app: &App, kept: u64) -> Result<(), Refusal> {
        let expires_at = app.now().plus_millis(UPLOAD_LIVES_MS);
        if !app.store().note_kept(&self.upload, kept, expires_at)? {
            return Err(Refusal::Unknown);
        }
        self.upload.kept = kept;
        self.upload.expires_at = expires_at;
        Ok(())
    }
}

enum Next {
    Bytes(Bytes),
    End(End),
}

enum Heard {
    Body(Option<Result<Bytes, axum::Error>>),
    /// Somebody waits, or the server stops.
    Hurry,
    Silence,
}

/// Ready when the server stops.
async fn closed(closing: &mut watch::Receiver<bool>) {
    // A sender that is gone is a server that is gone.
    let _told = closing.wait_for(|closing| *closing).await;
}

/// A request's body, for as long as the request has the upload's turn.
struct Incoming {
    body: BodyDataStream,
    turn: Turn,
    closing: watch::Receiver<bool>,
    /// Bytes that may still come since somebody waits; `None`: nobody does.
    left: Option<u64>,
}

impl Incoming {
    fn new(app: &App, turn: Turn, body: Body) -> Self {
        Self { body: body.into_data_stream(), turn, closing: app.closing(), left: None }
    }

    async fn next(&mut self) -> Next {
        loop {
            let in_hurry = self.left.is_some();
            let silence = if in_hurry { LAST_SILENCE } else { SILENCE };
            let heard = tokio::select! {
                // What has come is taken before anybody else is heard.
                biased;
                came = self.body.next() => Heard::Body(came),
                () = self.turn.wanted(), if !in_hurry => Heard::Hurry,
                () = closed(&mut self.closing), if !in_hurry => Heard::Hurry,
                () = tokio::time::sleep(silence) => Heard::Silence,
            };
            match heard {
                Heard::Body(came) => return self.came(came),
                Heard::Hurry => self.left = Some(LAST_BYTES),
                Heard::Silence if in_hurry => return Next::End(End::TakenOver),
                Heard::Silence => return Next::End(End::Cut),
            }
        }
    }

    fn came(&mut self, came: Option<Result<Bytes, axum::Error>>) -> Next {
        match came {
            None => Next::End(End::Whole),
            Some(Err(_)) => Next::End(End::Cut),
            Some(Ok(bytes)) => {
                if let Some(left) = &mut self.left {
                    let count = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
                    let Some(rest) = left.checked_sub(count) else { return Next::End(End::TakenOver) };
                    *left = rest;
                }
                Next::Bytes(bytes)
            }
        }
    }
}
