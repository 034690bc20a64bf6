//! The least HTTP that a load generator needs: it must not cost what it measures.

use dossier::DocumentId;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use wire::sync::{Ack, SyncAnswer};

const OK: u16 = 200;
const MAX_ANSWER: usize = 4 * 1024 * 1024;

pub(crate) struct Connection {
    stream: TcpStream,
    read: Vec<u8>,
}

/// The body of an answer with status 200.
pub(crate) struct Receipt(Vec<u8>);

impl Connection {
    pub(crate) async fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.expect("the server takes a connection");
        stream.set_nodelay(true).expect("no delay");
        Self { stream, read: Vec::new() }
    }

    /// `None`: no answer, or another one than 200.
    pub(crate) async fn ask(&mut self, request: &[u8]) -> Option<Receipt> {
        let (status, body) = self.answer(request).await?;
        (status == OK).then_some(Receipt(body))
    }

    /// Status and body of whatever is answered; `None`: nothing.
    pub(crate) async fn answer(&mut self, request: &[u8]) -> Option<(u16, Vec<u8>)> {
        self.stream.write_all(request).await.ok()?;
        self.read.clear();
        let mut piece = [0u8; 16 * 1024];
        loop {
            let count = self.stream.read(&mut piece).await.ok().filter(|count| *count > 0)?;
            self.read.extend_from_slice(piece.get(..count)?);
            let Some(head) = self.read.windows(4).position(|end| end == b"\r\n\r\n") else { continue };
            let text = std::str::from_utf8(self.read.get(..head)?).ok()?.to_ascii_lowercase();
            let length = text.lines().find_map(|line| line.strip_prefix("content-length:"));
            let length: usize = length?.trim().parse().ok()?;
            if self.read.len() >= head + 4 + length {
                let body = self.read.get(head + 4..)?.to_vec();
                let status = text.strip_prefix("http/1.1 ").and_then(|rest| rest.split(' ').next())?;
                return Some((status.parse().ok()?, body));
            }
        }
    }
}

impl Receipt {
    /// The server's answer to a sync request.
    pub(crate) fn read(&self) -> Option<SyncAnswer> {
        sync::frame::decode_answer(&self.0, MAX_ANSWER).ok()
    }

    /// Whether the server says of each of these documents, in order, that it is committed.
    pub(crate) fn is_for(&self, documents: &[DocumentId]) -> bool {
        let Some(answer) = self.read() else { return false };
        let of_it = |(ack, document): (&Ack, &DocumentId)| match ack {
            Ack::Merged { document: merged, .. } => merged == document,
            // By its place.
            Ack::AsTold { .. } => true,
            Ack::Parked { .. } | Ack::Refused { .. } => false,
        };
        answer.acks.len() == documents.len() && answer.acks.iter().zip(documents).all(of_it)
    }
}
