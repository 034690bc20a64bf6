//! What was agreed to, the signature under it, and its withdrawal.
//!
//! A dossier has its consents in the map `consents`, by purpose; a household has them at the root as
//! `consent/<purpose>`, because nobody makes a map in a household. `signature` and `withdrawn` stand at the root.
//!
//! **Invariant:** nobody's "no" is overwritten silently: where two people recorded opposite answers at the same time, the
//! consent does not stand, and a withdrawal stands beside whatever else was written.

use super::written::{field, put_over, root_time};
use super::{Actor, Document, DocumentError, Field, Kind};
use crate::Timestamp;
use crate::consent::{consent_text, read_consent};
use crate::signature::Signature;
use automerge::transaction::Transactable;
use automerge::{ROOT, ReadDoc};
use std::collections::BTreeMap;

pub(super) const SIGNATURE: &str = "signature";
pub(super) const WITHDRAWN: &str = "withdrawn";
/// In front of a purpose in a household.
pub(super) const CONSENT: &str = "consent/";

/// Agreement to one purpose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Consent {
    pub given: bool,
    /// Both answers were recorded at the same time: it does not stand, and somebody has to ask again.
    pub disputed: bool,
    pub wording_version: String,
    /// The actor that recorded it, and when, by that device's clock.
    pub actor: Vec<u8>,
    pub at: Timestamp,
}

impl Consent {
    fn read(field: Field) -> Self {
        let everywhere = || std::iter::once(&field.current).chain(&field.others);
        let given = everywhere().all(|value| read_consent(&value.text).0);
        let any = everywhere().any(|value| read_consent(&value.text).0);
        let wording_version = read_consent(&field.current.text).1.to_owned();
        let value = field.current;
        Self { given, disputed: any && !given, wording_version, actor: value.actor, at: value.at }
    }
}

/// A signature with who recorded it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signed {
    pub signature: Signature,
    pub actor: Vec<u8>,
    pub at: Timestamp,
}

impl Document {
    /// Records an answer to a purpose with the wording that was shown.
    pub fn set_consent(
        &mut self,
        purpose: &str,
        given: bool,
        wording_version: &str,
        at: Timestamp,
    ) -> Result<(), DocumentError> {
        let text = consent_text(given, wording_version);
        match self.kind() {
            Kind::Dossier => self.put_text("consents", purpose, &text, at),
            Kind::Household => {
                self.write(at, |tx| put_over(tx, &ROOT, &format!("{CONSENT}{purpose}"), &text))
            }
        }
    }

    /// By purpose. What nobody was asked about is not there: consent is never assumed.
    pub fn consents(&self) -> Result<BTreeMap<String, Consent>, DocumentError> {
        let fields = match self.kind() {
            Kind::Dossier => self.fields("consents")?,
            Kind::Household => {
                let mut fields = BTreeMap::new();
                let keys = self.doc.map_range(ROOT, CONSENT.to_owned()..).map(|item| item.key.into_owned());
                for key in keys.take_while(|key| key.starts_with(CONSENT)) {
                    let purpose = key.trim_start_matches(CONSENT).to_owned();
                    fields.extend(field(&self.doc, &ROOT, &key)?.map(|field| (purpose, field)));
                }
                fields
            }
        };
        Ok(fields.into_iter().map(|(purpose, field)| (purpose, Consent::read(field))).collect())
    }

    /// Puts a signature in the place of any other; `None` takes it away.
    pub fn set_signature(
        &mut self,
        signature: Option<&Signature>,
        at: Timestamp,
    ) -> Result<(), DocumentError> {
        self.must_be(Kind::Dossier)?;
        let text = match signature {
            Some(signature) => signature.to_text().ok_or(DocumentError::WrongShape)?,
            None => String::new(),
        };
        self.write(at, |tx| put_over(tx, &ROOT, SIGNATURE, &text))
    }

    /// The signature that stands. Of two that were given at the same time one is shown, the same one everywhere.
    pub fn signature(&self) -> Result<Option<Signed>, DocumentError> {
        let Some(found) = field(&self.doc, &ROOT, SIGNATURE)? else { return Ok(None) };
        let value = found.current;
        let signature = Signature::parse(&value.text);
        Ok(signature.map(|signature| Signed { signature, actor: value.actor, at: value.at }))
    }

    /// The person takes back everything: what is in the document is to go.
    pub fn withdraw(&mut self, at: Timestamp) -> Result<(), DocumentError> {
        self.write(at, |tx| tx.put(ROOT, WITHDRAWN, at.millis()))
    }

    /// When everything was taken back, by the device's clock.
    pub fn withdrawn_at(&self) -> Result<Option<Timestamp>, DocumentError> {
        root_time(&self.doc, WITHDRAWN)
    }

    /// A document of the same id that says nothing but that it was withdrawn. It takes this one's place on the device and
    /// travels in its stead: an Automerge document forgets nothing of what is in it. `actor` has written nothing yet.
    pub fn withdrawn(&self, actor: Actor, at: Timestamp) -> Result<Self, DocumentError> {
        let mut bare = match self.kind() {
            Kind::Dossier => Self::create_dossier(actor, &self.facts()?, at)?,
            Kind::Household => Self::created(Kind::Household, actor)?,
        };
        bare.withdraw(at)?;
        Ok(bare)
    }
}

/// Whether a text may stand under [`SIGNATURE`]: a signature, none any more, or what [`put_over`] writes between.
pub(super) fn is_signature(text: &str) -> bool {
    text.trim().is_empty() || Signature::parse(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::{DossierFacts, FieldPolicy, Heads, HouseholdFacts, Role};
    use super::*;
    use crate::consent::Purpose;
    use crate::signature::SignedBy;
    use crate::{AnswerText, HouseholdId};

    const BOOK: &str = Purpose::KeepInBook.as_str();
    const HAND_IN: &str = Purpose::HandIn.as_str();

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_millis(minute * 60_000)
    }

    fn dossier() -> Document {
        let household = Some(HouseholdId::from_bytes([4; 16]));
        let facts = DossierFacts { procedure: "1".into(), form_version: "1".into(), household };
        Document::create_dossier(Actor([1; 16]), &facts, at(1)).unwrap()
    }

    fn household() -> Document {
        let facts =
            HouseholdFacts { head: "Lò Văn Mẫu".into(), area: "B".into(), address: String::new() };
        Document::create_household(Actor([1; 16]), &facts, &[], at(1)).unwrap()
    }

    fn branches(document: &Document) -> [Document; 2] {
        [2, 3].map(|n| {
            let mut branch = document.clone();
            branch.write_as(Actor([n; 16]));
            branch
        })
    }

    fn merged(mut one: Document, other: &Document, since: &Heads) -> Document {
        one.apply(other.changes_since(since)).unwrap();
        one
    }

    fn signature(version: &str) -> Signature {
        let signed_for = BTreeMap::from([(HAND_IN.to_owned(), version.to_owned())]);
        Signature { signed_for, by: SignedBy::Fingerprint }
    }

    fn allowed(document: &Document, since: &Heads, role: Role) -> bool {
        let policy = FieldPolicy::over(document, role).unwrap();
        document.changes_since(since).iter().all(|change| policy.allows(change))
    }

    #[test]
    fn two_people_record_different_purposes_and_both_stand_with_who_and_when() {
        for document in [dossier(), household()] {
            let shared = document.heads();
            let [mut lan, mut minh] = branches(&document);
            lan.set_consent(HAND_IN, true, "2026-11-26", at(2)).unwrap();
            minh.set_consent(BOOK, false, "2026-11-26", at(3)).unwrap();
            let both = merged(lan, &minh, &shared).consents().unwrap();
            assert!(both[HAND_IN].given && !both[BOOK].given && !both[BOOK].disputed);
            assert_eq!((both[HAND_IN].actor.as_slice(), both[HAND_IN].at), (&[2; 16][..], at(2)));
            assert_eq!(both[BOOK].actor, [3; 16]);
        }
    }

    #[test]
    fn recorded_both_ways_at_once_a_consent_does_not_stand_until_somebody_asks_again() {
        for document in [dossier(), household()] {
            let shared = document.heads();
            let [mut lan, mut minh] = branches(&document);
            lan.set_consent(BOOK, true, "1", at(2)).unwrap();
            minh.set_consent(BOOK, false, "1", at(2)).unwrap();
            let (mut one, other) = (merged(lan.clone(), &minh, &shared), merged(minh, &lan, &shared));
            for read in [&one, &other] {
                let consent = &read.consents().unwrap()[BOOK];
                assert!(!consent.given && consent.disputed);
            }
            one.set_consent(BOOK, true, "1", at(4)).unwrap();
            assert!(one.consents().unwrap()[BOOK].given && !one.consents().unwrap()[BOOK].disputed);
        }
    }

    #[test]
    fn the_present_single_consent_of_older_versions_stays_as_it_was() {
        let mut document = dossier();
        document.put_text("consents", "help_with_dossier", "given 2026-11-22", at(2)).unwrap();
        let consents = document.consents().unwrap();
        assert!(consents[HAND_IN].given);
        assert_eq!(consents[HAND_IN].wording_version, "2026-11-22");
        assert_eq!(document.signature().unwrap(), None);
    }

    #[test]
    fn a_signature_stands_for_what_it_was_given_for_whatever_is_withdrawn_later() {
        let mut document = dossier();
        document.set_consent(HAND_IN, true, "2026-11-26", at(2)).unwrap();
        document.set_signature(Some(&signature("2026-11-26")), at(3)).unwrap();
        document.set_consent(HAND_IN, false, "2026-12-01", at(4)).unwrap();
        let signed = document.signature().unwrap().unwrap();
        assert_eq!(signed.signature.signed_for[HAND_IN], "2026-11-26");
        assert_eq!((signed.at, signed.actor.as_slice()), (at(3), &[1; 16][..]));
        document.set_signature(None, at(5)).unwrap();
        assert_eq!(document.signature().unwrap(), None);
    }

    #[test]
    fn the_team_records_signs_and_withdraws_and_the_office_does_none_of_it() {
        for mut document in [dossier(), household()] {
            let before = document.heads();
            document.set_consent(BOOK, true, "1", at(2)).unwrap();
            assert!(
                allowed(&document, &before, Role::Volunteer) && !allowed(&document, &before, Role::Office)
            );
            let before = document.heads();
            document.withdraw(at(3)).unwrap();
            assert!(
                allowed(&document, &before, Role::Volunteer) && !allowed(&document, &before, Role::Office)
            );
        }
        let mut document = dossier();
        let before = document.heads();
        document.set_signature(Some(&signature("1")), at(2)).unwrap();
        document.set_signature(None, at(3)).unwrap();
        assert!(allowed(&document, &before, Role::Volunteer) && !allowed(&document, &before, Role::Office));
    }

    #[test]
    fn what_is_no_signature_and_a_household_s_consent_without_a_purpose_are_refused() {
        let mut document = dossier();
        let before = document.heads();
        let huge = format!("finger a@1 {}", "AA".repeat(9000));
        for text in ["<svg onload=x>", "data:image/png;base64,AAAA", huge.as_str()] {
            let mut forged = document.clone();
            forged.write(at(2), |tx| tx.put(ROOT, SIGNATURE, text)).unwrap();
            assert!(!allowed(&forged, &before, Role::Volunteer));
        }
        document.write(at(2), |tx| tx.put(ROOT, WITHDRAWN, "now")).unwrap();
        assert!(!allowed(&document, &before, Role::Volunteer), "a moment as a text");
        let mut household = household();
        let before = household.heads();
        household.write(at(2), |tx| tx.put(ROOT, "consent/a/b", "given 1")).unwrap();
        assert!(!allowed(&household, &before, Role::Volunteer));
    }

    #[test]
    fn a_withdrawn_document_has_nothing_of_the_person_and_says_so_beside_the_old_one() {
        let mut filled = dossier();
        filled.set_answer(&"ho_ten".into(), &AnswerText::new("Lò Thị Mẫu").unwrap(), at(2)).unwrap();
        let bare = filled.withdrawn(Actor([9; 16]), at(9)).unwrap();
        assert!(bare.values().unwrap().is_empty());
        assert_eq!(bare.facts().unwrap(), filled.facts().unwrap());
        let saved = bare.save_plain();
        assert!(!saved.windows(4).any(|four| four == b"ho_t"), "not in its history either");
        let both = merged(filled.clone(), &bare, &Heads::default());
        assert_eq!(both.withdrawn_at().unwrap(), Some(at(9)));
        assert_eq!(both.facts().unwrap(), filled.facts().unwrap(), "a server takes it");

        let bare = household().withdrawn(Actor([9; 16]), at(9)).unwrap();
        assert_eq!(bare.household().unwrap().head, "");
        assert_eq!(merged(household(), &bare, &Heads::default()).withdrawn_at().unwrap(), Some(at(9)));
    }
}
