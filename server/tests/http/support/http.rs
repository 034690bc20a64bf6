//! HTTP/1.1 by hand: every byte on the wire is ours to count.

use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
    pub(crate) bytes_up: usize,
    pub(crate) bytes_down: usize,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
    pub(crate) fn json<T: serde::de::DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error} in {}", String::from_utf8_lossy(&self.body)))
    }
    pub(crate) fn problem(&self) -> wire::Problem {
        self.json()
    }
}

/// One connection that stays open.
pub(crate) struct Connection {
    stream: TcpStream,
    unread: Vec<u8>,
    read: usize,
}

impl Connection {
    pub(crate) async fn open(address: SocketAddr) -> Self {
        Self { stream: TcpStream::connect(address).await.unwrap(), unread: Vec::new(), read: 0 }
    }

    pub(crate) async fn request(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Reply {
        let bytes_up = self.send(method, path, headers, body).await;
        self.read = 0;
        let head = self.head().await;
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let mut reply = Reply { status, head, body: Vec::new(), bytes_up, bytes_down: 0 };
        if method == "HEAD" {
            // Told, but never sent.
        } else if let Some(length) = reply.header("content-length") {
            let length = length.parse().unwrap();
            reply.body = self.exactly(length).await;
        } else if reply.header("transfer-encoding") == Some("chunked") {
            while let Some(chunk) = self.chunk().await {
                reply.body.extend(chunk);
            }
        }
        reply.bytes_down = self.read;
        reply
    }

    pub(crate) async fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> usize {
        let mut bytes = format!("{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:8470\r\n").into_bytes();
        for (name, value) in headers {
            bytes.extend(format!("{name}: {value}\r\n").into_bytes());
        }
        if method != "GET" {
            bytes.extend(format!("content-length: {}\r\n", body.len()).into_bytes());
        }
        bytes.extend(b"\r\n");
        bytes.extend(body);
        // A server that has refused by the head alone may close before it has read the body.
        let _sent = self.stream.write_all(&bytes).await;
        bytes.len()
    }

    pub(crate) async fn head(&mut self) -> String {
        loop {
            if let Some(end) = self.unread.windows(4).position(|four| four == b"\r\n\r\n") {
                return String::from_utf8(self.exactly(end + 4).await).unwrap();
            }
            assert!(self.fill().await, "the connection ended within the head");
        }
    }

    /// The next chunk of a chunked body; `None` at its end.
    pub(crate) async fn chunk(&mut self) -> Option<Vec<u8>> {
        let size = loop {
            if let Some(end) = self.unread.windows(2).position(|two| two == b"\r\n") {
                let line = String::from_utf8(self.exactly(end + 2).await).unwrap();
                break usize::from_str_radix(line.trim(), 16).unwrap();
            }
            if !self.fill().await {
                return None;
            }
        };
        let mut chunk = self.exactly(size + 2).await;
        chunk.truncate(size);
        (size > 0).then_some(chunk)
    }

    async fn exactly(&mut self, count: usize) -> Vec<u8> {
        while self.unread.len() < count {
            assert!(self.fill().await, "the connection ended too early");
        }
        self.read += count;
        self.unread.drain(..count).collect()
    }

    async fn fill(&mut self) -> bool {
        let mut bytes = [0u8; 16 * 1024];
        let count = self.stream.read(&mut bytes).await.unwrap_or(0);
        self.unread.extend(&bytes[..count]);
        count > 0
    }
}

/// One request on a connection of its own.
pub(crate) async fn send(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Reply {
    Connection::open(address).await.request(method, path, headers, body).await
}
