//! A page of a paper: a photo that a dossier has, known by the hash of its bytes.
//!
//! In the document a page is one entry beside the paper's own: the key is the paper's, a slash and the photo's hash, so
//! that the same photo taken in twice is one page; the value says where it stands and which thumbnail is its own, and the
//! empty text takes it out. Photos added by two people at the same time are simply both there.

use crate::PaperId;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// SHA-256 of a photo's bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "openapi",
    derive(utoipa::ToSchema),
    schema(value_type = String, pattern = "^[0-9a-f]{64}$")
)]
pub struct PhotoHash([u8; 32]);

impl PhotoHash {
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
    /// `None` unless there are exactly 32 bytes.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
    /// Reads what `Display` writes: 64 hexadecimal digits in lower case.
    pub fn parse(text: &str) -> Option<Self> {
        let digit = |byte: &u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let mut bytes = [0u8; 32];
        let pairs = text.as_bytes().chunks_exact(2);
        if text.len() != 64 {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(pairs) {
            let [high, low] = pair else { return None };
            *byte = digit(high)? << 4 | digit(low)?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for PhotoHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for PhotoHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PhotoHash({self})")
    }
}

impl Serialize for PhotoHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PhotoHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("64 digits"))
    }
}

/// Where a page stands among those of its paper. New pages come [`Place::STEP`] after the last, so that there is room
/// between any two.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Place(u64);

impl Place {
    pub const STEP: u64 = 1 << 20;

    /// Behind the last of these pages.
    pub fn after(last: Option<Self>) -> Self {
        Self(last.map_or(0, |place| place.0).saturating_add(Self::STEP))
    }
    /// Between two neighbours; `None` when there is no room.
    pub fn between(before: Option<Self>, after: Self) -> Option<Self> {
        let before = before.map_or(0, |place| place.0);
        let middle = u64::midpoint(before, after.0);
        (before < middle && middle < after.0).then_some(Self(middle))
    }
}

/// What an entry says of its page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PageMark {
    pub place: Place,
    pub thumbnail: PhotoHash,
}

impl PageMark {
    /// The text in the document.
    pub fn to_text(self) -> String {
        format!("{} {}", self.place.0, self.thumbnail)
    }
    /// `None`: the page was taken out, or the text is none of ours.
    pub fn from_stored(text: &str) -> Option<Self> {
        let (place, thumbnail) = text.split_once(' ')?;
        Some(Self { place: Place(place.parse().ok()?), thumbnail: PhotoHash::parse(thumbnail)? })
    }
}

/// The key of a page's entry.
pub fn page_key(paper: &PaperId, photo: PhotoHash) -> String {
    format!("{paper}/{photo}")
}

/// Paper and photo of an entry's key; `None` when it is the paper's own.
pub fn read_page_key(key: &str) -> Option<(PaperId, PhotoHash)> {
    let (paper, photo) = key.rsplit_once('/')?;
    let plain = !paper.is_empty() && !paper.contains('/');
    plain.then(|| Some((PaperId::new(paper), PhotoHash::parse(photo)?))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pages_entry_reads_back_and_what_is_none_is_none() {
        let photo = PhotoHash::from_bytes([0xab; 32]);
        let key = page_key(&"giay_chung_sinh".into(), photo);
        assert_eq!(read_page_key(&key), Some(("giay_chung_sinh".into(), photo)));
        let hash = photo.to_string();
        for key in [
            "giay",
            &hash,
            &format!("/{hash}"),
            &format!("a/b/{hash}"),
            "a/ab",
            &format!("a/{}", hash.to_uppercase()),
        ] {
            assert_eq!(read_page_key(key), None, "{key}");
        }
        let mark = PageMark { place: Place::after(None), thumbnail: photo };
        assert_eq!(PageMark::from_stored(&mark.to_text()), Some(mark));
        for text in ["", "1", "1 ab", "x ", &format!("-1 {hash}"), &format!("1 {hash} ")] {
            assert_eq!(PageMark::from_stored(text), None, "{text}");
        }
    }

    #[test]
    fn there_is_room_between_two_pages_until_there_is_none() {
        let first = Place::after(None);
        let mut second = Place::after(Some(first));
        let mut moves = 0;
        while let Some(between) = Place::between(Some(first), second) {
            assert!(first < between && between < second);
            second = between;
            moves += 1;
        }
        assert_eq!(moves, 20);
        assert!(Place::between(None, first).is_some());
    }
}
