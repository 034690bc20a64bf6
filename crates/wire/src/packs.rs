//! What travels of the procedure library: the signed catalogue, its packs, and why one of them was not taken.
//!
//! A pack is some small files, each known by the SHA-256 of its bytes; a catalogue says which versions of which
//! packs there are, and the server signs it. docs/sync-protocol.md, "Packs", tells it in words.

use dossier::{CommuneCode, ProcedureCode, Timestamp};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

macro_rules! thirty_two_bytes {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(
            feature = "openapi",
            derive(utoipa::ToSchema),
            schema(value_type = String, pattern = "^[0-9a-f]{64}$")
        )]
        pub struct $name(pub [u8; 32]);
        impl $name {
            /// Reads what `Display` writes: 64 hexadecimal digits in lower case.
            pub fn parse(text: &str) -> Option<Self> {
                let mut bytes = [0u8; 32];
                if text.len() != 64 || text.bytes().any(|b| b.is_ascii_uppercase()) {
                    return None;
                }
                for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
                    *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
                }
                Some(Self(bytes))
            }
            /// `None` unless there are exactly 32 bytes.
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self)
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }
        /// Text in JSON, bytes in CBOR.
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.collect_str(self)
                } else {
                    serializer.serialize_bytes(&self.0)
                }
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let read = if deserializer.is_human_readable() {
                    Self::parse(&String::deserialize(deserializer)?)
                } else {
                    let bytes: Vec<u8> = serde_bytes::deserialize(deserializer)?;
                    Self::from_slice(&bytes)
                };
                read.ok_or_else(|| D::Error::custom("32 bytes"))
            }
        }
    };
}

thirty_two_bytes!(
    /// SHA-256 of a file's bytes.
    FileHash
);
thirty_two_bytes!(
    /// The Ed25519 key with which a server's catalogue is verified.
    PackKey
);

/// Every pack that a server keeps for a commune.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Catalogue {
    /// A catalogue of one commune is none of another.
    #[serde(rename = "m")]
    pub commune: CommuneCode,
    /// The server's epoch in which it was signed: within one epoch serials only grow.
    #[serde(rename = "e")]
    pub epoch: u64,
    /// Grows with every publication and every withdrawal; 0 while there was none.
    #[serde(rename = "s")]
    pub serial: u64,
    /// By code, then version.
    #[serde(rename = "p")]
    pub packs: Vec<PackEntry>,
}

/// One version of one procedure's pack.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PackEntry {
    #[serde(rename = "c")]
    pub code: ProcedureCode,
    #[serde(rename = "v")]
    pub version: String,
    #[serde(rename = "t")]
    pub state: PackState,
    /// The server's clock.
    #[serde(rename = "a")]
    pub published_at: Timestamp,
    #[serde(rename = "f")]
    pub files: Vec<PackFile>,
}

/// Whether new dossiers may begin with a version.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PackState {
    Published,
    /// No new dossier begins with it; dossiers that were begun keep it.
    Withdrawn,
    /// It came with the server's program, is kept for dossiers that use it, and is offered to nobody: devices
    /// have packs of their own in the app.
    BuiltIn,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PackFile {
    #[serde(rename = "n")]
    pub name: String,
    #[serde(rename = "h")]
    pub sha256: FileHash,
    /// Bytes.
    #[serde(rename = "z")]
    pub size: u32,
}

/// `GET /v1/packs/catalogue`. Signed are exactly the bytes that travel, so that nobody has to write a catalogue
/// again in the same way to verify it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SignedCatalogue {
    /// A [`Catalogue`] as CBOR.
    #[serde(rename = "c", with = "serde_bytes")]
    pub catalogue: Vec<u8>,
    /// Ed25519, 64 bytes.
    #[serde(rename = "s", with = "serde_bytes")]
    pub signature: Vec<u8>,
    /// For a device that was enrolled before servers had keys: it trusts the first that it sees, over its own
    /// authenticated channel. Every other device compares it with the one that it pinned.
    #[serde(rename = "k")]
    pub key: PackKey,
}

/// Why a catalogue or a pack was not taken. The last good one stays.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum PackRefusal {
    /// The catalogue is not signed with the key of this commune's server.
    WrongSignature,
    /// The catalogue cannot be read, or is larger than any real one.
    CatalogueUnreadable,
    /// It is a catalogue of another commune.
    OtherCommune,
    /// It is older than the one that was read before.
    OlderCatalogue,
    /// The server does not have a file, or its bytes are not those that the catalogue promises.
    FileDamaged { file: String },
    /// The files are whole, but this version of the app cannot use the pack: `faults` of them, such as `first`.
    NotUsable { faults: u32, first: String },
}

/// A pack, or the whole catalogue, that was not taken; shown until a later one is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PackNotice {
    /// `None`: the catalogue itself.
    pub code: Option<ProcedureCode>,
    pub version: String,
    pub refusal: PackRefusal,
    /// When this device refused it, by its own clock.
    pub at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_read_as_it_is_written_and_nothing_else_is() {
        let hash = FileHash([0xa7; 32]);
        assert_eq!(FileHash::parse(&hash.to_string()), Some(hash));
        for text in ["", "a7", &"A7".repeat(32), &"g7".repeat(32), &"é".repeat(32)] {
            assert_eq!(FileHash::parse(text), None, "{text}");
        }
        let json = serde_json::to_string(&hash).unwrap();
        assert_eq!(serde_json::from_str::<FileHash>(&json).unwrap(), hash);
    }
}
