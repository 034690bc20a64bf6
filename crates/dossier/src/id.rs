//! Identifiers as types, so that one cannot be handed over in place of another.

use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, format = "uuid"))]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id from the clock and the chance that are handed in (UUID version 7: ids made
            /// later sort later, which keeps database pages together).
            pub fn new(now: crate::Timestamp, chance: [u8; 10]) -> Self {
                let millis = u64::try_from(now.millis()).unwrap_or(0);
                Self(uuid::Builder::from_unix_timestamp_millis(millis, &chance).into_uuid())
            }
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }
            /// `None` unless there are exactly 16 bytes.
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                Uuid::from_slice(bytes).ok().map(Self)
            }
            pub fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
            /// Reads the hyphenated form that `Display` writes.
            pub fn parse(text: &str) -> Option<Self> {
                Uuid::parse_str(text).ok().map(Self)
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
    };
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

macro_rules! number_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

uuid_id!(
    /// Any synced document: a dossier or a household.
    DocumentId
);
uuid_id!(
    /// One request under one procedure (hồ sơ).
    DossierId
);
uuid_id!(
    /// Dossiers that an officer has linked (bộ hồ sơ liên thông).
    FileId
);
uuid_id!(
    /// A household (hộ) that a team visits.
    HouseholdId
);
uuid_id!(
    /// A person of a household (nhân khẩu). Never the personal number: that can be cancelled and re-issued.
    PersonId
);
uuid_id!(
    /// One visit to a household (lượt thăm).
    VisitId
);
uuid_id!(
    /// Something that is to be done for a household or a dossier (việc cần làm).
    TaskId
);
uuid_id!(
    /// One enrolment of one device.
    DeviceId
);

text_id!(
    /// National code of a procedure (mã thủ tục hành chính), such as `1.001193`.
    ProcedureCode
);
text_id!(
    /// Code of a commune (xã, phường, đặc khu): five digits with leading zeros, such as `00004`.
    CommuneCode
);
text_id!(
    /// Name of a question in the survey sheet, the XLSForm column `name`.
    QuestionName
);
text_id!(
    /// Name of a paper (thành phần hồ sơ) within its procedure.
    PaperId
);
number_id!(
    /// A member of a team (thành viên tổ công nghệ số cộng đồng), numbered by the commune server.
    MemberId
);
number_id!(
    /// A team (tổ công nghệ số cộng đồng), numbered by the commune server.
    TeamId
);

impl From<DossierId> for DocumentId {
    fn from(id: DossierId) -> Self {
        Self::from_bytes(*id.as_bytes())
    }
}
impl From<HouseholdId> for DocumentId {
    fn from(id: HouseholdId) -> Self {
        Self::from_bytes(*id.as_bytes())
    }
}
impl From<DocumentId> for DossierId {
    /// A document's id read as a dossier's: whether it is one is told by the document's kind.
    fn from(id: DocumentId) -> Self {
        Self::from_bytes(*id.as_bytes())
    }
}
impl From<DocumentId> for HouseholdId {
    fn from(id: DocumentId) -> Self {
        Self::from_bytes(*id.as_bytes())
    }
}
