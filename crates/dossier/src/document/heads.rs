//! The heads of a document: which version it is, as the hashes of its newest changes.

use automerge::ChangeHash;

/// Hash of one change.
pub type Hash = [u8; 32];

/// Sorted hashes; equal heads mean equal documents.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Heads(Vec<Hash>);

impl Heads {
    pub(crate) fn from_hashes(hashes: Vec<ChangeHash>) -> Self {
        hashes.into_iter().map(|hash| hash.0).collect()
    }
    pub fn to_hashes(&self) -> Vec<ChangeHash> {
        self.0.iter().map(|hash| ChangeHash(*hash)).collect()
    }
    /// 32 bytes each, sorted, one after the other: the form in which heads are stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.concat()
    }
    /// `None` unless the length is a multiple of 32.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (hashes, rest) = bytes.as_chunks::<32>();
        rest.is_empty().then(|| hashes.iter().copied().collect())
    }
    /// [`Self::to_bytes`] as hexadecimal digits.
    pub fn to_hex(&self) -> String {
        self.to_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
    }
    /// `None`: not written by [`Self::to_hex`].
    pub fn from_hex(digits: &str) -> Option<Self> {
        let (pairs, rest) = digits.as_bytes().as_chunks::<64>();
        let hash = |digits: &[u8; 64]| {
            let digits = std::str::from_utf8(digits).ok()?;
            crate::PhotoHash::parse(digits).map(|hash| *hash.as_bytes())
        };
        rest.is_empty().then(|| pairs.iter().map(hash).collect()).flatten()
    }
    /// Eight bytes by which a receipt is held against what was sent: the first of each hash, combined by exclusive or.
    pub fn check(&self) -> u64 {
        let first = |hash: &Hash| {
            let [a, b, c, d, e, f, g, h, ..] = *hash;
            u64::from_be_bytes([a, b, c, d, e, f, g, h])
        };
        self.0.iter().map(first).fold(0, std::ops::BitXor::bitxor)
    }
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    pub fn iter(&self) -> impl Iterator<Item = &Hash> {
        self.0.iter()
    }
}

impl FromIterator<Hash> for Heads {
    fn from_iter<I: IntoIterator<Item = Hash>>(hashes: I) -> Self {
        let mut hashes: Vec<_> = hashes.into_iter().collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes)
    }
}
