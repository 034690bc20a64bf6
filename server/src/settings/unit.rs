//! The office by whose days, hours and numbers a dossier is accepted.

use super::pattern::NumberPattern;
use crate::app::App;
use crate::store::StoreError;
use crate::store::settings::KeptSettings;
use calendar::{Calendar, Desk};
use chrono::NaiveDate;
use dossier::CommuneCode;

/// One version of a commune's settings, ready to be counted with.
#[derive(Clone, Debug)]
pub struct Unit {
    pub version: u32,
    pattern: NumberPattern,
    desk: Calendar,
    police: Calendar,
}

impl Unit {
    /// The version that is in force now.
    pub fn in_force(app: &App, commune: &CommuneCode) -> Result<Self, StoreError> {
        Self::of(app.procedures().calendar(), app.store().settings(commune)?)
    }

    /// An earlier version: that by which a dossier was accepted.
    pub fn as_it_was(app: &App, commune: &CommuneCode, version: u32) -> Result<Self, StoreError> {
        Self::of(app.procedures().calendar(), app.store().settings_version(commune, version)?)
    }

    fn of(country: &Calendar, kept: KeptSettings) -> Result<Self, StoreError> {
        let settings = kept.settings;
        let pattern =
            NumberPattern::parse(&settings.number).map_err(|_| StoreError::Damaged { what: "settings" })?;
        let days = country.clone().with_own_days(&settings.days);
        let police = Desk { saturday: settings.police_saturday, ..settings.desk.clone() };
        Ok(Self {
            version: kept.version,
            pattern,
            desk: days.clone().at_desk(settings.desk),
            police: days.at_desk(police),
        })
    }

    /// The calendar of the desk, or of the commune police.
    pub fn calendar(&self, of_the_police: bool) -> &Calendar {
        if of_the_police { &self.police } else { &self.desk }
    }

    pub fn number(&self, unit: &str, day: NaiveDate, sequence: u32) -> String {
        self.pattern.number(unit, day, sequence)
    }
}
