//! A sync message taken apart into what it is made of, and put together again with right lengths and checksums.

use flate2::Compression;
use flate2::bufread::{DeflateDecoder, DeflateEncoder};
use sha2::{Digest, Sha256};
use std::io::Read;

pub type Hash = [u8; 32];

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
pub const DOCUMENT: u8 = 0;
pub const CHANGE: u8 = 1;
pub const DEFLATED_CHANGE: u8 = 2;
pub const BUNDLE: u8 = 3;

/// What a peer says to have: heads of the last sync, and a filter.
pub type Have = (Vec<Hash>, Vec<u8>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub version: u8,
    pub heads: Vec<Hash>,
    pub need: Vec<Hash>,
    pub have: Vec<Have>,
    /// Each element is some chunks, one after the other.
    pub elements: Vec<Vec<Chunk>>,
    pub tail: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    pub kind: u8,
    /// Inflated, for a deflated change.
    pub body: Vec<u8>,
    /// In place of the right one.
    pub checksum: Option<[u8; 4]>,
}

impl Chunk {
    pub const fn new(kind: u8, body: Vec<u8>) -> Self {
        Self { kind, body, checksum: None }
    }

    /// As Automerge hashes it: a deflated change is hashed as the change that it is.
    pub fn hash(&self) -> Hash {
        let kind = if self.kind == DEFLATED_CHANGE { CHANGE } else { self.kind };
        let mut hasher = Sha256::new();
        hasher.update([kind]);
        hasher.update(leb128(self.body.len()));
        hasher.update(&self.body);
        hasher.finalize().into()
    }

    pub fn write(&self) -> Vec<u8> {
        let [a, b, c, d, ..] = self.hash();
        let body = if self.kind == DEFLATED_CHANGE { deflated(&self.body) } else { self.body.clone() };
        let checksum = self.checksum.unwrap_or([a, b, c, d]);
        [&MAGIC[..], &checksum, &[self.kind], &leb128(body.len()), &body].concat()
    }
}

impl Message {
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut input = Input(bytes);
        let version = input.byte()?;
        let (heads, need) = (input.hashes()?, input.hashes()?);
        let have = (0..input.number()?)
            .map(|_| Some((input.hashes()?, input.prefixed()?.to_vec())))
            .collect::<Option<_>>()?;
        let elements = (0..input.number()?).map(|_| chunks(input.prefixed()?)).collect::<Option<_>>()?;
        Some(Self { version, heads, need, have, elements, tail: input.0.to_vec() })
    }

    pub fn write(&self) -> Vec<u8> {
        let mut out = vec![self.version];
        write_hashes(&mut out, &self.heads);
        write_hashes(&mut out, &self.need);
        out.extend(leb128(self.have.len()));
        for (heads, filter) in &self.have {
            write_hashes(&mut out, heads);
            write_prefixed(&mut out, filter);
        }
        out.extend(leb128(self.elements.len()));
        for element in &self.elements {
            write_prefixed(&mut out, &element.iter().flat_map(Chunk::write).collect::<Vec<_>>());
        }
        out.extend(&self.tail);
        out
    }

    /// A message that brings these chunks, each as an element, and tells these heads.
    pub fn bringing(heads: Vec<Hash>, chunks: Vec<Chunk>) -> Self {
        let elements = chunks.into_iter().map(|chunk| vec![chunk]).collect();
        Self { version: 0x43, heads, need: Vec::new(), have: Vec::new(), elements, tail: Vec::new() }
    }
}

/// The chunks of one element. `None`: some bytes are none.
pub fn chunks(bytes: &[u8]) -> Option<Vec<Chunk>> {
    let mut input = Input(bytes);
    let mut found = Vec::new();
    while !input.0.is_empty() {
        if input.take(4)? != MAGIC {
            return None;
        }
        input.take(4)?;
        let kind = input.byte()?;
        let body = input.prefixed()?;
        let body = if kind == DEFLATED_CHANGE { inflated(body)? } else { body.to_vec() };
        found.push(Chunk::new(kind, body));
    }
    Some(found)
}

pub fn deflated(plain: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    // Reading from memory into memory does not fail.
    let _read = DeflateEncoder::new(plain, Compression::default()).read_to_end(&mut out);
    out
}

/// At most a megabyte: what is genuine is far shorter.
pub fn inflated(deflated: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    DeflateDecoder::new(deflated).take(1 << 20).read_to_end(&mut plain).ok()?;
    Some(plain)
}

pub fn leb128(number: usize) -> Vec<u8> {
    let mut number = number;
    let mut bytes = Vec::new();
    loop {
        let low = u8::try_from(number & 0x7f).unwrap_or_default();
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

fn write_hashes(out: &mut Vec<u8>, hashes: &[Hash]) {
    out.extend(leb128(hashes.len()));
    out.extend(hashes.concat());
}

pub fn write_prefixed(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend(leb128(bytes.len()));
    out.extend(bytes);
}

/// Bytes that are read from the front.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a>(pub &'a [u8]);

impl<'a> Input<'a> {
    pub fn take(&mut self, bytes: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(bytes)?;
        self.0 = rest;
        Some(taken)
    }

    pub fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    pub fn number(&mut self) -> Option<usize> {
        let mut value = 0usize;
        for shift in (0..63).step_by(7) {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    pub fn prefixed(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?;
        self.take(length)
    }

    fn hashes(&mut self) -> Option<Vec<Hash>> {
        let count = self.number()?;
        (0..count).map(|_| self.take(32)?.try_into().ok()).collect()
    }
}
