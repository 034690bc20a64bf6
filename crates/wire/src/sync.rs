//! `POST /v1/sync`: one batch up, one batch down, in one round trip. CBOR in a zstd body.
//! Field names on the wire are one letter, so that an idle request stays within some tens of bytes.
//! The whole protocol in words: docs/sync-protocol.md.

use dossier::case::Case;
use dossier::{CommuneCode, DocumentId, MemberId, TeamId, Timestamp};
use serde::{Deserialize, Serialize};

/// The version of this protocol. The server answers 426 to a device whose number is not in its range.
pub const PROTOCOL: u16 = 1;

/// What the device sends.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SyncRequest {
    /// [`PROTOCOL`] of the device.
    #[serde(rename = "v")]
    pub protocol: u16,
    /// Everything in the feed up to here is on this device's disk.
    #[serde(rename = "c", with = "fixed_width")]
    pub cursor: u64,
    /// The server epoch that the cursor and the shared heads belong to; 0 on the first sync.
    #[serde(rename = "e", with = "fixed_width")]
    pub server_epoch: u64,
    /// The scope epoch (team, commune) under which the cursor was read.
    #[serde(rename = "s")]
    pub scope_epoch: u32,
    /// Serial of the catalogue of packs that the device holds, in `server_epoch`; 0, which is not sent: none.
    #[serde(rename = "k", default, skip_serializing_if = "is_zero")]
    pub catalogue: u64,
    #[serde(rename = "p", default, skip_serializing_if = "Vec::is_empty")]
    pub push: Vec<Push>,
    /// About how many bytes of feed (before compression) the device wants in this answer: sent in steps of half a
    /// power of two, one byte. [`DEFAULT_BUDGET`] is not sent.
    #[serde(
        rename = "b",
        default = "default_budget",
        skip_serializing_if = "is_default_budget",
        with = "in_steps"
    )]
    pub budget: u32,
    /// The first sync reads the feed from its end, newest first: of what was in it up to `cursor`, the documents
    /// whose newest change is below this number are still missing. [`NEWEST`] begins; absent: nothing is missing.
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    pub below: Option<u64>,
}

/// [`SyncRequest::below`] of the first request of all.
pub const NEWEST: u64 = u64::MAX;

/// The budget of a device that says nothing.
pub const DEFAULT_BUDGET: u32 = 512 * 1024;

const fn default_budget() -> u32 {
    DEFAULT_BUDGET
}
const fn is_zero(number: &u64) -> bool {
    *number == 0
}
const fn is_none_at_all(number: &u32) -> bool {
    *number == 0
}
const fn is_default_budget(budget: &u32) -> bool {
    *budget == DEFAULT_BUDGET
}

/// One document's changes, as a genuine Automerge sync message.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Push {
    #[serde(rename = "d")]
    pub document: DocumentId,
    #[serde(rename = "m", with = "serde_bytes")]
    pub message: Vec<u8>,
    /// The commune that the device shared the document with, when it is not the one that it belongs to now: the
    /// server takes the push into its hand-over box.
    #[serde(rename = "h", default, skip_serializing_if = "Option::is_none")]
    pub home: Option<CommuneCode>,
}

/// What the server answers.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SyncAnswer {
    /// One for each push, in order.
    #[serde(rename = "a", default, skip_serializing_if = "Vec::is_empty")]
    pub acks: Vec<Ack>,
    #[serde(rename = "f", default, skip_serializing_if = "Vec::is_empty")]
    pub feed: Vec<FeedItem>,
    #[serde(rename = "n", with = "fixed_width")]
    pub next_cursor: u64,
    /// The feed goes on: ask again at once.
    #[serde(rename = "m", default, skip_serializing_if = "std::ops::Not::not")]
    pub more: bool,
    #[serde(rename = "s")]
    pub scope_epoch: u32,
    /// Other than the device's: the server was restored from a backup; cursor and shared heads are void.
    #[serde(rename = "e", with = "fixed_width")]
    pub server_epoch: u64,
    /// The server's clock.
    #[serde(rename = "t")]
    pub now: Timestamp,
    /// Serial of the server's catalogue of packs, when it is not the device's: `GET /v1/packs/catalogue`.
    #[serde(rename = "k", default, skip_serializing_if = "Option::is_none")]
    pub catalogue: Option<u64>,
    /// Where the device stands, when `scope_epoch` is not the device's: the cursor is void, and the feed begins anew
    /// with what this team may see. Once the device has read it to its end, what it did not speak of has left its scope.
    #[serde(rename = "o", default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// See [`SyncRequest::below`]; only in answer to one, and absent when everything is there.
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    pub below: Option<u64>,
    /// How long the server worked on the answer, in milliseconds, where that is long: no part of what the link takes.
    #[serde(rename = "h", default, skip_serializing_if = "is_none_at_all")]
    pub worked_ms: u32,
    /// The office has no code any more that this device may be opened with: see [`crate::phones`].
    #[serde(rename = "r", default, skip_serializing_if = "std::ops::Not::not")]
    pub code_wanted: bool,
    /// The commune's rule for wrong PINs is another than the device was known to heed.
    #[serde(rename = "u", default, skip_serializing_if = "std::ops::Not::not")]
    pub rule_changed: bool,
    /// About how much is left after this answer; only with `more`.
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Left>,
}

/// An estimate for a progress bar. Nothing is decided by it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Left {
    #[serde(rename = "d")]
    pub documents: u32,
    /// Before compression.
    #[serde(rename = "b")]
    pub bytes: u32,
}

/// The team that a device's member serves.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Scope {
    #[serde(rename = "i")]
    pub team: TeamId,
    #[serde(rename = "n")]
    pub team_name: String,
}

/// What became of one push.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Ack {
    /// Committed on the server. The message carries the server's heads (and what the device lacks).
    #[serde(rename = "m")]
    Merged {
        #[serde(rename = "d")]
        document: DocumentId,
        #[serde(rename = "m", with = "serde_bytes")]
        message: Vec<u8>,
        /// Who stands behind the actors of the changes in `message`.
        #[serde(rename = "w", default, skip_serializing_if = "Vec::is_empty")]
        authors: Vec<ActorOf>,
    },
    /// Committed on the server, whose heads are the very ones that the push told. The push is the one at this ack's
    /// place in the request.
    #[serde(rename = "t")]
    AsTold {
        /// The first eight bytes of those heads' hashes, combined by exclusive or.
        #[serde(rename = "h", with = "fixed_width")]
        check: u64,
    },
    /// The document is another team's or commune's, or was removed: the push lies in the hand-over box, on the server's
    /// disk, until an officer brings it to the right place.
    #[serde(rename = "p")]
    Parked {
        #[serde(rename = "d")]
        document: DocumentId,
        /// Where the device's feed stood when it was taken: a removal after this means that the office has decided.
        #[serde(rename = "q")]
        seq: u64,
        /// The right place has all of it already: nothing waits.
        #[serde(rename = "k", default, skip_serializing_if = "std::ops::Not::not")]
        nothing_new: bool,
    },
    /// Nothing of it was stored. The device keeps everything.
    #[serde(rename = "r")]
    Refused {
        #[serde(rename = "d")]
        document: DocumentId,
        #[serde(rename = "c")]
        code: RefusalCode,
    },
}

impl Ack {
    /// Whether the push is part of the server's document.
    pub const fn is_committed(&self) -> bool {
        matches!(self, Self::Merged { .. } | Self::AsTold { .. })
    }
}

/// Why the server did not store a push. Stable codes: the words are the page's.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefusalCode {
    /// Over a size limit.
    TooLarge,
    /// Not a sync message that can be read.
    #[default]
    Malformed,
    /// A change carries an actor that belongs to another device.
    ForeignActor,
    /// Changes that it builds on are missing. The device sends the whole document next time.
    MissingChanges,
    /// Not a document of a known kind and schema, or its fixed facts were changed.
    WrongShape,
    /// The dossier was moved to a version of its form that the office does not have, or after its acceptance.
    WrongForm,
    /// The document belongs to another team or commune, and the hand-over box has no room.
    OutOfScope,
    /// It would take the server more time or memory than one push may. What people write never does.
    TooCostly,
    /// It writes where this role may not: a field of the office's, or one that no document has.
    NotAllowed,
    /// A change carries a time that no clock shows. A clock that is years wrong is not meant by this.
    ClockOff,
    /// The server failed on it; the device tries again later.
    ServerFault,
}

impl RefusalCode {
    /// The stable word, as it travels and is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::Malformed => "malformed",
            Self::ForeignActor => "foreign_actor",
            Self::MissingChanges => "missing_changes",
            Self::WrongShape => "wrong_shape",
            Self::WrongForm => "wrong_form",
            Self::OutOfScope => "out_of_scope",
            Self::TooCostly => "too_costly",
            Self::NotAllowed => "not_allowed",
            Self::ClockOff => "clock_off",
            Self::ServerFault => "server_fault",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        [
            Self::TooLarge,
            Self::Malformed,
            Self::ForeignActor,
            Self::MissingChanges,
            Self::WrongShape,
            Self::WrongForm,
            Self::OutOfScope,
            Self::TooCostly,
            Self::NotAllowed,
            Self::ClockOff,
            Self::ServerFault,
        ]
        .into_iter()
        .find(|code| code.as_str() == word)
    }

    /// Whether the device can mend it by itself: it forks the document where the server has it, writes the values
    /// again under a new actor, and keeps the refused branch for a person's look.
    pub const fn heals_by_fork(self) -> bool {
        match self {
            Self::Malformed
            | Self::ForeignActor
            | Self::WrongShape
            | Self::TooCostly
            | Self::NotAllowed
            | Self::ClockOff => true,
            // Sent whole first, which is enough when the server has lost something.
            Self::MissingChanges => false,
            // The same values would be refused again, or the fault is the server's.
            Self::TooLarge | Self::WrongForm | Self::OutOfScope | Self::ServerFault => false,
        }
    }
}

/// What happened in the device's scope since its cursor.
#[expect(
    clippy::large_enum_variant,
    reason = "a page has some hundred items, and most that are not documents are cases"
)]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum FeedItem {
    /// Changes of a document, as an Automerge sync message.
    #[serde(rename = "d")]
    Document {
        #[serde(rename = "q")]
        seq: u64,
        #[serde(rename = "d")]
        document: DocumentId,
        #[serde(rename = "m", with = "serde_bytes")]
        message: Vec<u8>,
        #[serde(rename = "w", default, skip_serializing_if = "Vec::is_empty")]
        authors: Vec<ActorOf>,
    },
    /// The office's record of a dossier, whole.
    #[serde(rename = "c")]
    Case {
        #[serde(rename = "q")]
        seq: u64,
        #[serde(rename = "c")]
        case: Case,
    },
    /// The document left this device's scope.
    #[serde(rename = "r")]
    Removed {
        #[serde(rename = "q")]
        seq: u64,
        #[serde(rename = "d")]
        document: DocumentId,
    },
}

/// The server vouches: this actor is this member.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ActorOf {
    #[serde(rename = "a", with = "serde_bytes")]
    pub actor: Vec<u8>,
    #[serde(rename = "i")]
    pub member: MemberId,
    #[serde(rename = "n")]
    pub name: String,
}

/// `POST /v1/enrol`, JSON.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct EnrolRequest {
    pub protocol: u16,
    /// As typed; the server ignores case, spaces and hyphens.
    pub code: String,
}

/// The answer to an enrolment. The token is shown once and stored encrypted.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct EnrolAnswer {
    pub device: dossier::DeviceId,
    pub token: String,
    pub member: MemberId,
    pub member_name: String,
    pub team: dossier::TeamId,
    pub team_name: String,
    pub commune: dossier::CommuneCode,
    pub commune_name: String,
    /// With what the server signs its catalogue of packs: pinned. Absent at a server without packs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack_key: Option<crate::packs::PackKey>,
}

/// A number as eight bytes, big-endian: an idle exchange then costs the same whatever the cursor.
mod fixed_width {
    use serde::de::Error;
    use serde::{Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(number: &u64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&number.to_be_bytes())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
        let bytes: Vec<u8> = serde_bytes::deserialize(deserializer)?;
        let bytes: [u8; 8] = bytes.try_into().map_err(|_| D::Error::custom("a number of eight bytes"))?;
        Ok(u64::from_be_bytes(bytes))
    }
}

/// A size as one small number: 0 is 4 KiB, 1 is 6, 2 is 8, 3 is 12, and so on; the largest that is in it.
mod in_steps {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    /// Exponent of the smallest.
    const LEAST: u32 = 12;

    pub(super) fn serialize<S: Serializer>(size: &u32, serializer: S) -> Result<S::Ok, S::Error> {
        let size = (*size).max(1 << LEAST);
        let exponent = size.ilog2();
        let half = (size >> exponent.saturating_sub(1)) & 1;
        serializer.serialize_u32(exponent.saturating_sub(LEAST).saturating_mul(2).saturating_add(half))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
        let step = u32::deserialize(deserializer)?;
        // In halves of the exponent below, so that one and a half times is a whole number.
        let exponent = (step / 2).saturating_add(LEAST).saturating_sub(1);
        let halves = 2 | (step & 1);
        halves
            .checked_shl(exponent)
            .filter(|size| size >> exponent == halves)
            .ok_or_else(|| D::Error::custom("a step of a size below 4 GiB"))
    }
}

#[cfg(test)]
mod tests;
