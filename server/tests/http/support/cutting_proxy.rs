//! A network that breaks: every connection ends after so many bytes on their way up.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::io::{self, AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub(crate) struct CuttingProxy {
    pub(crate) address: SocketAddr,
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
    sent: AtomicU64,
    cut: AtomicU64,
}

impl CuttingProxy {
    pub(crate) async fn start(server: SocketAddr, after: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let counts = Arc::new(Counts::default());
        let proxy = Self { address, counts: counts.clone() };
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let counts = counts.clone();
                tokio::spawn(async move { counts.carry(client, server, after).await });
            }
        });
        proxy
    }

    /// Bytes that passed on their way up, heads of requests too.
    pub(crate) fn sent(&self) -> u64 {
        self.counts.sent.load(Ordering::SeqCst)
    }

    /// Connections that were cut.
    pub(crate) fn cut(&self) -> u64 {
        self.counts.cut.load(Ordering::SeqCst)
    }
}

impl Counts {
    /// Until one side ends, or the bytes are used up.
    async fn carry(&self, client: TcpStream, server: SocketAddr, after: usize) -> Option<()> {
        let server = TcpStream::connect(server).await.ok()?;
        let ((mut from_client, mut to_client), (mut from_server, mut to_server)) =
            (client.into_split(), server.into_split());
        let down = tokio::spawn(async move { io::copy(&mut from_server, &mut to_client).await });
        let mut left = after;
        let mut bytes = vec![0; 16 * 1024];
        while left > 0 {
            let room = bytes.len().min(left);
            let count = from_client.read(&mut bytes[..room]).await.unwrap_or(0);
            if count == 0 || to_server.write_all(&bytes[..count]).await.is_err() {
                break;
            }
            self.sent.fetch_add(u64::try_from(count).unwrap(), Ordering::SeqCst);
            left -= count;
        }
        if left == 0 {
            self.cut.fetch_add(1, Ordering::SeqCst);
            // Both halves of both sides go at once: the client hears nothing more.
            down.abort();
        }
        Some(())
    }
}
