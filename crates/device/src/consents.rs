//! What the villager agrees to, the signature under it, and taking everything back.
//!
//! **Invariant:** nothing about a person leaves for the office's desk without the agreement that it needs, whatever a page
//! allows; and what a person takes back is off this device when the command answers.

use crate::dossiers::Names;
use crate::{Device, problem};
use dossier::document::Document;
use dossier::signature::{Signature, SignedBy};
use dossier::{AnswerText, DossierId, Purpose};
use std::collections::BTreeMap;
use store::{StoreError, Touched};
use wire::Problem;
use wire::book::HouseholdView;
use wire::ipc::{
    GetDossier, GetHousehold, SaveConsent, SaveHouseholdConsent, SaveSignature, Saved, WithdrawDossier,
    WithdrawHousehold,
};
use wire::view::{ConsentView, DossierView};

impl Device {
    /// Whether the household may be kept in the book is also told to the book, where it stands for the whole household.
    pub fn save_consent(&self, request: SaveConsent) -> Result<Saved, Problem> {
        let SaveConsent { dossier, purpose, given, wording_version } = request;
        let row = self.changeable(dossier)?;
        if let (Some(Purpose::KeepInBook), Some(household)) = (Purpose::from_stored(&purpose), row.household)
        {
            let told = self.change_household(household, |document, now| {
                document.set_consent(&purpose, given, &wording_version, now)
            });
            match told {
                // A household that is not on this device keeps what it says; the dossier says it all the same.
                Ok(()) | Err(Problem::HouseholdUnknown) => {}
                Err(other) => return Err(other),
            }
        }
        self.save(&row, Touched::Other, given.to_string(), |document, now| {
            document.set_consent(&purpose, given, &wording_version, now)
        })
    }

    /// The signature stands for what is agreed to at this moment, read from the document itself.
    pub fn save_signature(&self, request: SaveSignature) -> Result<DossierView, Problem> {
        let SaveSignature { dossier, signed } = request;
        let row = self.changeable(dossier)?;
        let signature = match signed {
            Some(by) => Some(self.signature(dossier, by)?),
            None => None,
        };
        self.save(&row, Touched::Other, String::new(), |document, now| {
            document.set_signature(signature.as_ref(), now)
        })?;
        self.get_dossier(GetDossier { dossier })
    }

    fn signature(&self, dossier: DossierId, by: SignedBy) -> Result<Signature, Problem> {
        let consents = self.with_store("read what was agreed to", |store| {
            Ok(store.document(dossier.into())?.consents()?)
        })?;
        let signed_for: BTreeMap<String, String> = consents
            .into_iter()
            .filter(|(_, consent)| consent.given)
            .map(|(purpose, consent)| (purpose, consent.wording_version))
            .collect();
        if signed_for.is_empty() {
            return Err(Problem::ConsentNeeded);
        }
        let by = match by {
            SignedBy::Witness(name) => {
                let name = AnswerText::new(name.trim()).map_err(|_| Problem::NoSignature)?;
                SignedBy::Witness(name.into_string())
            }
            other => other,
        };
        let signature = Signature { signed_for, by };
        if signature.to_text().is_some() { Ok(signature) } else { Err(Problem::NoSignature) }
    }

    /// Also of a dossier that the office has accepted: it then keeps what the law obliges it to keep, and this device
    /// keeps nothing.
    pub fn withdraw_dossier(&self, request: WithdrawDossier) -> Result<(), Problem> {
        let now = self.inner.clock.now();
        self.inner.looking.forget();
        self.with_store("take the dossier back", |store| store.withdraw(request.dossier.into(), now))?;
        self.saved_something();
        Ok(())
    }

    pub fn save_household_consent(&self, request: SaveHouseholdConsent) -> Result<HouseholdView, Problem> {
        let SaveHouseholdConsent { household, purpose, given, wording_version } = request;
        self.change_household(household, |document, now| {
            document.set_consent(&purpose, given, &wording_version, now)
        })?;
        self.get_household(GetHousehold { household })
    }

    pub fn withdraw_household(&self, request: WithdrawHousehold) -> Result<(), Problem> {
        let now = self.inner.clock.now();
        self.with_store("take the household out of the book", |store| {
            store.withdraw(request.household.into(), now)
        })
        .map_err(problem::of_household)?;
        self.saved_something();
        Ok(())
    }
}

/// Nothing about a person is handed over without the agreement that it needs.
pub(crate) fn must_have_consents(document: &Document) -> Result<(), Problem> {
    let unreadable = |error| problem::from_store("read the dossier", StoreError::Document(error));
    let consents = document.consents().map_err(unreadable)?;
    let has_photos = document.pages().map_err(unreadable)?.values().any(|pages| !pages.is_empty());
    let given = |purpose: Purpose| consents.get(purpose.as_str()).is_some_and(|consent| consent.given);
    match Purpose::ALL.iter().find(|purpose| purpose.is_needed(has_photos) && !given(**purpose)) {
        None => Ok(()),
        Some(Purpose::Photos) => Err(Problem::PhotoConsentNeeded),
        Some(_) => Err(Problem::ConsentNeeded),
    }
}

/// By purpose, with names.
pub(crate) fn views(
    document: &Document,
    names: &mut Names<'_>,
) -> Result<BTreeMap<String, ConsentView>, StoreError> {
    document
        .consents()?
        .into_iter()
        .map(|(purpose, consent)| {
            let view = ConsentView {
                given: consent.given,
                disputed: consent.disputed,
                wording_version: consent.wording_version,
                by: names.author(consent.actor)?,
                at: consent.at,
            };
            Ok((purpose, view))
        })
        .collect()
}
