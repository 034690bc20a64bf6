//! Photos of papers between page and app.

use dossier::{DossierId, PhotoHash};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A photo that was looked at and is kept in memory only, until a person decides.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PhotoLook {
    /// By this it is asked for, turned, kept or dropped.
    pub look: u32,
    /// What is wrong with it; empty: nothing was found.
    pub findings: Vec<PhotoFinding>,
    /// The paper was found in the picture, cut out and straightened; else the page is the whole picture.
    pub straightened: bool,
}

impl PhotoLook {
    /// The office would send it back.
    pub fn is_unusable(&self) -> bool {
        self.findings.iter().any(|finding| finding.unusable)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PhotoFinding {
    pub flaw: PhotoFlaw,
    /// The office would send it back; else a person should look whether everything can be read.
    pub unusable: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhotoFlaw {
    Blurred,
    Glare,
    TooDark,
    CornerMissing,
    SidewaysOrUpsideDown,
    Empty,
    TooSmall,
}

/// A quarter turn.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuarterTurn {
    Left,
    Right,
}

/// A photo whose bytes are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum PhotoRef {
    Look { look: u32 },
    Kept { dossier: DossierId, photo: PhotoHash },
}

/// The photos of one dossier, as this device has them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct DossierPhotos {
    /// By page. A page that is not in it was taken on another device.
    pub here: BTreeMap<PhotoHash, Whereabouts>,
    pub room: Room,
}

/// How far a page has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whereabouts {
    /// On this phone only.
    OnThisPhone,
    /// The commune has it whole.
    AtTheCommune,
    /// The commune's server refused it for good; it is on this phone.
    Refused,
}

/// What room the phone has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(tag = "room", rename_all = "snake_case")]
pub enum Room {
    #[default]
    Enough,
    /// For some photos more.
    NearlyFull { free_mb: u32 },
    /// No photo is taken: what is left is for the answers.
    Full { free_mb: u32 },
}

/// How photos are sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PhotoSending {
    /// Pages that the commune does not have.
    pub pages: u32,
    /// With their thumbnails; what the server has of one that is on its way is still counted.
    pub bytes: u64,
    /// While photos are being sent: what has gone since that began.
    pub sent_bytes: u64,
    /// What the volunteer allows a day is used up; they go on tomorrow.
    pub budget_spent: bool,
}
