//! What a commune says about its own office: days, hours, the pattern of its numbers. Kept in versions.

use crate::rights::Role;
use calendar::{Desk, OwnDay, Stretch};
use chrono::NaiveDate;
use dossier::Timestamp;
use serde::{Deserialize, Serialize};

/// Everything of one version.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Settings {
    /// Of the one-stop desk, with its Saturday.
    pub desk: Desk,
    /// On Saturdays the commune police receives in these hours; on other days in those of the desk.
    pub police_saturday: Option<Stretch>,
    /// Such as `{unit}-{yymmdd}-{seq:04}`.
    pub number: String,
    /// In the order of their dates, one of a date.
    pub days: Vec<OwnDay>,
}

/// The pattern of a commune that has not said another.
pub const STANDARD_NUMBER: &str = "{unit}-{yymmdd}-{seq:04}";

impl Default for Settings {
    fn default() -> Self {
        Self {
            desk: Desk::default(),
            police_saturday: None,
            number: STANDARD_NUMBER.to_owned(),
            days: Vec::new(),
        }
    }
}

/// `GET /office/api/settings`
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SettingsView {
    /// 0: nothing was ever said; everything is as the program comes.
    pub version: u32,
    pub at: Option<Timestamp>,
    /// Who said so; empty: from the command line.
    pub by: String,
    pub settings: Settings,
    /// As a dossier would be numbered that is the twelfth of today.
    pub example: String,
    /// The country's days from today on, and whether their years are final.
    pub country: Vec<CountryDay>,
    pub years: Vec<CountryYear>,
    pub officers: Vec<OfficerLine>,
    /// Earlier versions, the newest first.
    pub earlier: Vec<VersionLine>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CountryDay {
    pub date: NaiveDate,
    pub working: bool,
    pub name_vi: String,
    pub name_en: String,
    /// It may still change.
    pub provisional: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CountryYear {
    pub year: i32,
    pub is_final: bool,
}

/// Somebody who logs in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfficerLine {
    pub user: String,
    pub name: String,
    pub role: Option<Role>,
    pub fields: Vec<String>,
    pub administrator: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VersionLine {
    pub version: u32,
    pub at: Timestamp,
    pub by: String,
}

/// A table that goes out and comes in as a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Sheet {
    /// Days of the commune: `date,kind,name`.
    Days,
    /// Hours and pattern: `setting,value`.
    Desk,
    /// Officers, their roles and fields: `user,name,role,fields,administrator`.
    Officers,
}

impl Sheet {
    pub const ALL: [Self; 3] = [Self::Days, Self::Desk, Self::Officers];

    /// The word in addresses, names of files and at the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::Desk => "desk",
            Self::Officers => "officers",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sheet| sheet.as_str() == word)
    }
}

/// `POST /office/api/settings/{sheet}`: a file that was chosen, as text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportSheet {
    /// [`SettingsView::version`] as it was looked at: nobody writes over another's change.
    pub version: u32,
    pub text: String,
}

/// The answer: taken as a whole, or nothing of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SheetRead {
    /// Empty: it was taken.
    pub faults: Vec<SheetFault>,
    /// As it is now.
    pub view: SettingsView,
}

/// What is wrong with a file, at its place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SheetFault {
    /// From 1, the names of the columns counted.
    pub line: u64,
    /// Name of the column; empty: the line as a whole.
    pub column: String,
    pub said: library::Bilingual,
    pub to_do: library::Bilingual,
}
