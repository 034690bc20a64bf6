//! What a phone and its office tell each other beside the documents: the code by which a forgotten PIN is replaced, and
//! the commune's rule for wrong PINs.

use dossier::{DeviceId, Timestamp};
use serde::{Deserialize, Serialize};

/// `POST /v1/device`, JSON, under the device's token: asked for when a sync's answer says that there is something.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DeviceReport {
    /// The rule that this device heeds; 0: nothing is ever wiped.
    pub wipe_after: u32,
    /// A code that the office is to have from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<HandedCode>,
}

/// A code of a device, for the office's keeping.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedCode {
    /// Grows with each code of the device: an older one never takes a newer one's place.
    pub number: u32,
    /// As [`dossier::recovery::RecoveryCode::text`] writes it.
    pub code: String,
}

impl std::fmt::Debug for HandedCode {
    /// A code is never printed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HandedCode").field("number", &self.number).finish_non_exhaustive()
    }
}

/// The answer to a [`DeviceReport`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DeviceRules {
    /// After so many wrong PINs in a row the device wipes itself; 0: never.
    pub wipe_after: u32,
    /// The number of the code that is on the server's disk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code_kept: Option<u32>,
}

/// `GET /office/api/phones`: the volunteers' phones, and the rule. For administrators.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Phones {
    pub phones: Vec<Phone>,
    /// 0: a phone never wipes itself.
    pub wipe_after: u32,
}

/// A phone of a volunteer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Phone {
    pub device: DeviceId,
    /// As the phone itself shows it; see [`dossier::recovery::phone_code`].
    pub code: String,
    pub member: String,
    pub team: String,
    pub enrolled_at: Timestamp,
    /// It is refused from this moment on, and gets no code.
    pub revoked_at: Option<Timestamp>,
    pub standing: CodeStanding,
}

/// How it stands with the code of a phone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "standing", rename_all = "snake_case")]
pub enum CodeStanding {
    /// The phone has not synced since it can hand one over.
    None,
    Kept {
        number: u32,
        since: Timestamp,
    },
    /// Told to somebody; the phone's next sync brings another.
    Told {
        number: u32,
        at: Timestamp,
    },
}

/// `POST /office/api/phones/{device}/code`: tells the code, with an audit line. The officer's own password once more.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TellCode {
    pub password: String,
}

impl std::fmt::Debug for TellCode {
    /// A password is never printed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TellCode").finish_non_exhaustive()
    }
}

/// The answer: shown once, on this page only.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodeTold {
    pub number: u32,
    pub code: String,
}

impl std::fmt::Debug for CodeTold {
    /// A code is never printed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CodeTold").field("number", &self.number).finish_non_exhaustive()
    }
}

/// `PUT /office/api/phones/rule`; 0: never.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetWipeRule {
    pub wipe_after: u32,
}

/// Fewer wrong PINs than this wipe no phone.
pub const LEAST_WIPE_AFTER: u32 = 10;
/// More than this is as good as never, with the waits that there are.
pub const MOST_WIPE_AFTER: u32 = 100;
