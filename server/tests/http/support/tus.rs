//! A device that sends photos, with every header in its hands.

use super::{Connection, Device, Reply};
use data_encoding::BASE64;
use dossier::DossierId;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use wire::packs::FileHash;

const BYTES: &str = "application/offset+octet-stream";

/// A file that begins like a JPEG. Different seeds make different bytes.
pub(crate) fn photo(seed: u32, size: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
    let noise = std::iter::repeat_with(move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    });
    [0xff, 0xd8, 0xff, 0xe0].into_iter().chain(noise).take(size).collect()
}

pub(crate) fn hash(file: &[u8]) -> FileHash {
    FileHash(Sha256::digest(file).into())
}

/// Where a folder keeps a complete file.
pub(crate) fn place(data: &Path, file: &[u8]) -> PathBuf {
    let name = hash(file).to_string();
    let shelf: String = name.chars().take(2).collect();
    data.join("blobs").join(shelf).join(name)
}

pub(crate) struct Sender<'a> {
    pub(crate) device: &'a Device,
    pub(crate) dossier: DossierId,
}

impl<'a> Sender<'a> {
    pub(crate) fn new(device: &'a Device) -> Self {
        Self { device, dossier: DossierId::from_bytes([9; 16]) }
    }

    pub(crate) fn metadata(&self, file: &[u8]) -> String {
        let value = |text: String| BASE64.encode(text.as_bytes());
        format!("sha256 {},dossier {}", value(hash(file).to_string()), value(self.dossier.to_string()))
    }

    fn headers<'h>(&self, authorization: &'h str, more: &[(&'h str, &'h str)]) -> Vec<(&'h str, &'h str)> {
        let mut headers = vec![("authorization", authorization)];
        if !more.iter().any(|(name, _)| *name == "tus-resumable") {
            headers.push(("tus-resumable", "1.0.0"));
        }
        headers.extend(more);
        headers
    }

    pub(crate) async fn request(
        &self,
        method: &str,
        path: &str,
        more: &[(&str, &str)],
        body: &[u8],
    ) -> Reply {
        let authorization = format!("Bearer {}", self.device.token);
        let headers = self.headers(&authorization, more);
        Connection::open(self.device.address).await.request(method, path, &headers, body).await
    }

    pub(crate) async fn try_create(&self, file: &[u8]) -> Reply {
        let (length, metadata) = (file.len().to_string(), self.metadata(file));
        let headers = [("upload-length", length.as_str()), ("upload-metadata", &metadata)];
        self.request("POST", "/v1/blobs", &headers, b"").await
    }

    /// The new upload's path.
    pub(crate) async fn create(&self, file: &[u8]) -> String {
        let reply = self.try_create(file).await;
        assert_eq!(reply.status, 201, "{}", String::from_utf8_lossy(&reply.body));
        reply.header("location").unwrap().to_owned()
    }

    /// Creates it with the first of its bytes.
    pub(crate) async fn create_with(&self, file: &[u8], first: &[u8]) -> Reply {
        let (length, metadata) = (file.len().to_string(), self.metadata(file));
        let headers =
            [("upload-length", length.as_str()), ("upload-metadata", &metadata), ("content-type", BYTES)];
        self.request("POST", "/v1/blobs", &headers, first).await
    }

    pub(crate) async fn head(&self, path: &str) -> Reply {
        self.request("HEAD", path, &[], b"").await
    }

    pub(crate) async fn offset(&self, path: &str) -> usize {
        let reply = self.head(path).await;
        assert_eq!(reply.status, 200, "{}", reply.head);
        reply.header("upload-offset").unwrap().parse().unwrap()
    }

    pub(crate) async fn patch(&self, path: &str, offset: usize, bytes: &[u8]) -> Reply {
        self.patch_with(path, offset, bytes, &[]).await
    }

    pub(crate) async fn patch_with(
        &self,
        path: &str,
        offset: usize,
        bytes: &[u8],
        more: &[(&str, &str)],
    ) -> Reply {
        let offset = offset.to_string();
        let mut headers = vec![("upload-offset", offset.as_str()), ("content-type", BYTES)];
        headers.extend(more);
        self.request("PATCH", path, &headers, bytes).await
    }

    /// Announces everything from the offset on; the connection breaks after so many bytes.
    pub(crate) async fn patch_that_breaks(
        &self,
        path: &str,
        file: &[u8],
        offset: usize,
        after: usize,
    ) -> TcpStream {
        let mut stream = TcpStream::connect(self.device.address).await.unwrap();
        let head = format!(
            "PATCH {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {}\r\ntus-resumable: 1.0.0\r\n\
             upload-offset: {offset}\r\ncontent-type: {BYTES}\r\ncontent-length: {}\r\n\r\n",
            self.device.token,
            file.len() - offset
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(&file[offset..offset + after]).await.unwrap();
        stream
    }

    /// Asks until so much is kept: what was sent on a connection that broke may still be on its way.
    pub(crate) async fn until_kept(&self, path: &str, expected: usize) {
        for _ in 0..200 {
            let offset = self.offset(path).await;
            assert!(offset <= expected, "{offset} of {expected}");
            if offset == expected {
                return;
            }
        }
        panic!("{} of {expected} bytes are kept", self.offset(path).await);
    }

    /// Sends a whole file, and expects it to be taken.
    pub(crate) async fn send(&self, file: &[u8]) -> String {
        let path = self.create(file).await;
        let reply = self.patch(&path, 0, file).await;
        assert_eq!(reply.status, 204, "{}", String::from_utf8_lossy(&reply.body));
        path
    }
}
