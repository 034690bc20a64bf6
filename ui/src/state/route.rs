//! Which page is shown: the part of the address after `#`, for both apps.

use super::help::Trouble;
use crate::browser::{self, Listening};
use dossier::{DossierId, HouseholdId, PersonRef, PhotoHash, ProcedureCode, QuestionName};
use std::fmt;
use yew::prelude::*;

/// A page of an app, as written in the address.
pub trait Route: Clone + PartialEq + fmt::Display + 'static {
    /// Reads the address; what cannot be read is the app's first page.
    fn read(hash: &str) -> Self;

    fn go(&self) {
        browser::go(&self.to_string());
    }
}

/// Pages of the field app behind the PIN.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FieldRoute {
    Home,
    Find,
    Enrol,
    /// The five commonest troubles; one of them open.
    Help(Option<Trouble>),
    /// A screen of the first-run tour, from 0.
    Tour(usize),
    /// What can be set on this device, and checking what is saved on it.
    Settings,
    Procedure(ProcedureCode),
    /// The guide one idea a screen; which of them, from 0.
    Walk(ProcedureCode, usize),
    /// A life event with everything that is best done in one visit.
    Event(String),
    Dossier(DossierId, DossierPage),
    /// What the office's server did not take as it was sent.
    Refused,
    /// The household book: hamlets, and the search over everybody.
    Book,
    /// A hamlet by its place in the list of hamlets, and a street of it: names of places stay out of the address.
    Area(usize, Option<usize>),
    NewHousehold,
    Household(HouseholdId, HouseholdPage),
    Person(PersonRef),
    /// Choosing the procedure of a dossier for a person, and its guide.
    FindFor(PersonRef),
    ProcedureFor(PersonRef, ProcedureCode),
}

/// Pages of one household.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HouseholdPage {
    Overview,
    NewPerson,
    Visit,
}

/// Pages of one dossier.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DossierPage {
    /// A section of the form; with a question, the focus goes there.
    Section {
        name: String,
        focus: Option<QuestionName>,
    },
    Papers,
    Review,
    /// Signing for what was agreed to.
    Signature,
    HandedOver,
    /// How to hand it in; the way and the step on it, from 0, once a way is chosen.
    Submit(Option<(Way, usize)>),
    /// What the villager takes along.
    Slip,
    /// The villager rates the work.
    Rating,
    /// What a newer version of the form would change.
    Upgrade,
}

/// How a dossier is handed in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    Desk,
    Portal,
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Desk => "desk",
            Self::Portal => "portal",
        })
    }
}

impl Way {
    fn read(word: &str) -> Option<Self> {
        match word {
            "desk" => Some(Self::Desk),
            "portal" => Some(Self::Portal),
            _ => None,
        }
    }
}

impl Route for FieldRoute {
    fn read(hash: &str) -> Self {
        let parts = parts(hash);
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        match parts.as_slice() {
            ["find"] => Self::Find,
            ["enrol"] => Self::Enrol,
            ["refused"] => Self::Refused,
            ["help"] => Self::Help(None),
            ["help", word] => Self::Help(Trouble::from_word(word)),
            ["tour", at] => Self::Tour(at.parse().unwrap_or_default()),
            ["settings"] => Self::Settings,
            ["procedure", code] => Self::Procedure(ProcedureCode::from(*code)),
            ["procedure", code, "walk", at] => {
                Self::Walk(ProcedureCode::from(*code), at.parse().unwrap_or_default())
            }
            ["event", id] => Self::Event((*id).to_owned()),
            ["book"] => Self::Book,
            ["book", area] => area.parse().map_or(Self::Book, |area| Self::Area(area, None)),
            ["book", area, street] => match (area.parse(), street.parse()) {
                (Ok(area), Ok(street)) => Self::Area(area, Some(street)),
                _ => Self::Book,
            },
            ["household", "new"] => Self::NewHousehold,
            ["household", id, rest @ ..] => match (HouseholdId::parse(id), HouseholdPage::read(rest)) {
                (Some(id), Some(page)) => Self::Household(id, page),
                _ => Self::Book,
            },
            ["person", household, person, rest @ ..] => {
                match (PersonRef::parse(&format!("{household}/{person}")), rest) {
                    (Some(of), []) => Self::Person(of),
                    (Some(of), ["find"]) => Self::FindFor(of),
                    (Some(of), ["procedure", code]) => Self::ProcedureFor(of, ProcedureCode::from(*code)),
                    _ => Self::Book,
                }
            }
            ["dossier", id, rest @ ..] => match (DossierId::parse(id), DossierPage::read(rest)) {
                (Some(id), Some(page)) => Self::Dossier(id, page),
                _ => Self::Home,
            },
            _ => Self::Home,
        }
    }
}

impl HouseholdPage {
    fn read(parts: &[&str]) -> Option<Self> {
        match parts {
            [] => Some(Self::Overview),
            ["new-person"] => Some(Self::NewPerson),
            ["visit"] => Some(Self::Visit),
            _ => None,
        }
    }
}

impl DossierPage {
    /// Stands for the first section where the form is not known yet.
    pub const FIRST: &'static str = "first";

    fn read(parts: &[&str]) -> Option<Self> {
        match parts {
            ["section", name] => Some(Self::Section { name: (*name).to_owned(), focus: None }),
            // The key of a question in a repeat has slashes of its own.
            ["section", name, key @ ..] => {
                let focus = QuestionName::new(key.join("/"));
                Some(Self::Section { name: (*name).to_owned(), focus: Some(focus) })
            }
            ["papers"] => Some(Self::Papers),
            ["review"] => Some(Self::Review),
            ["signature"] => Some(Self::Signature),
            ["handed-over"] => Some(Self::HandedOver),
            ["submit"] => Some(Self::Submit(None)),
            ["submit", way, at] => {
                Some(Self::Submit(Way::read(way).map(|way| (way, at.parse().unwrap_or_default()))))
            }
            ["slip"] => Some(Self::Slip),
            ["rating"] => Some(Self::Rating),
            ["upgrade"] => Some(Self::Upgrade),
            _ => None,
        }
    }
}

impl fmt::Display for FieldRoute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home => f.write_str("#/home"),
            Self::Find => f.write_str("#/find"),
            Self::Enrol => f.write_str("#/enrol"),
            Self::Refused => f.write_str("#/refused"),
            Self::Help(None) => f.write_str("#/help"),
            Self::Help(Some(trouble)) => write!(f, "#/help/{}", trouble.word()),
            Self::Tour(at) => write!(f, "#/tour/{at}"),
            Self::Settings => f.write_str("#/settings"),
            Self::Procedure(code) => write!(f, "#/procedure/{code}"),
            Self::Walk(code, at) => write!(f, "#/procedure/{code}/walk/{at}"),
            Self::Event(id) => write!(f, "#/event/{id}"),
            Self::Book => f.write_str("#/book"),
            Self::Area(area, None) => write!(f, "#/book/{area}"),
            Self::Area(area, Some(street)) => write!(f, "#/book/{area}/{street}"),
            Self::NewHousehold => f.write_str("#/household/new"),
            Self::Household(id, HouseholdPage::Overview) => write!(f, "#/household/{id}"),
            Self::Household(id, HouseholdPage::NewPerson) => write!(f, "#/household/{id}/new-person"),
            Self::Household(id, HouseholdPage::Visit) => write!(f, "#/household/{id}/visit"),
            Self::Person(of) => write!(f, "#/person/{of}"),
            Self::FindFor(of) => write!(f, "#/person/{of}/find"),
            Self::ProcedureFor(of, code) => write!(f, "#/person/{of}/procedure/{code}"),
            Self::Dossier(id, page) => write!(f, "#/dossier/{id}/{page}"),
        }
    }
}

impl fmt::Display for DossierPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Section { name, focus: None } => write!(f, "section/{name}"),
            Self::Section { name, focus: Some(question) } => write!(f, "section/{name}/{question}"),
            Self::Papers => f.write_str("papers"),
            Self::Review => f.write_str("review"),
            Self::Signature => f.write_str("signature"),
            Self::HandedOver => f.write_str("handed-over"),
            Self::Submit(None) => f.write_str("submit"),
            Self::Submit(Some((way, at))) => write!(f, "submit/{way}/{at}"),
            Self::Slip => f.write_str("slip"),
            Self::Rating => f.write_str("rating"),
            Self::Upgrade => f.write_str("upgrade"),
        }
    }
}

/// Pages of the office behind the login.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OfficeRoute {
    Inbox,
    Dossier(DossierId),
    /// A photo of a dossier's papers; `None`: the first.
    Photos(DossierId, Option<PhotoHash>),
    /// Filling in a dossier with somebody who stands at the counter.
    Counter,
    /// The procedures that devices get, and publishing new ones.
    Packs,
    /// Transmissions that were not taken.
    Quarantine,
    /// Work that was sent for another place.
    Handovers,
    /// The volunteers' phones: codes for forgotten PINs, and the rule for wrong ones.
    Phones,
    Settings,
    /// How many dossiers there were, and how long they took.
    Numbers,
}

impl Route for OfficeRoute {
    fn read(hash: &str) -> Self {
        let parts = parts(hash);
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        match parts.as_slice() {
            ["dossier", id] => DossierId::parse(id).map_or(Self::Inbox, Self::Dossier),
            ["dossier", id, "photos", photo @ ..] => {
                let photo = photo.first().and_then(|photo| PhotoHash::parse(photo));
                DossierId::parse(id).map_or(Self::Inbox, |id| Self::Photos(id, photo))
            }
            ["counter"] => Self::Counter,
            ["procedures"] => Self::Packs,
            ["not-taken"] => Self::Quarantine,
            ["handovers"] => Self::Handovers,
            ["phones"] => Self::Phones,
            ["settings"] => Self::Settings,
            ["numbers"] => Self::Numbers,
            _ => Self::Inbox,
        }
    }
}

impl fmt::Display for OfficeRoute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inbox => f.write_str("#/inbox"),
            Self::Dossier(id) => write!(f, "#/dossier/{id}"),
            Self::Photos(id, None) => write!(f, "#/dossier/{id}/photos"),
            Self::Photos(id, Some(photo)) => write!(f, "#/dossier/{id}/photos/{photo}"),
            Self::Counter => f.write_str("#/counter"),
            Self::Packs => f.write_str("#/procedures"),
            Self::Quarantine => f.write_str("#/not-taken"),
            Self::Handovers => f.write_str("#/handovers"),
            Self::Phones => f.write_str("#/phones"),
            Self::Settings => f.write_str("#/settings"),
            Self::Numbers => f.write_str("#/numbers"),
        }
    }
}

fn parts(hash: &str) -> Vec<String> {
    hash.trim_start_matches('#').split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The page in the address, following it.
#[hook]
pub fn use_route<R: Route>() -> R {
    let hash = use_state(browser::hash);
    use_effect_with((), {
        let hash = hash.setter();
        move |()| {
            let listening = Listening::at_window("hashchange", move |_| hash.set(browser::hash()));
            move || drop(listening)
        }
    });
    R::read(&hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_an_address_that_leads_back_to_it() {
        let id = DossierId::from_bytes([9; 16]);
        let household = HouseholdId::from_bytes([7; 16]);
        let of = PersonRef { household, person: dossier::PersonId::from_bytes([8; 16]) };
        let section = |focus: Option<&str>| DossierPage::Section {
            name: "child".to_owned(),
            focus: focus.map(QuestionName::from),
        };
        let pages = [
            FieldRoute::Home,
            FieldRoute::Find,
            FieldRoute::Enrol,
            FieldRoute::Refused,
            FieldRoute::Help(None),
            FieldRoute::Help(Some(Trouble::Photo)),
            FieldRoute::Tour(2),
            FieldRoute::Settings,
            FieldRoute::Procedure(ProcedureCode::from("1.001193")),
            FieldRoute::Walk(ProcedureCode::from("1.001193"), 3),
            FieldRoute::Event("sinh_con".to_owned()),
            FieldRoute::Book,
            FieldRoute::Area(2, None),
            FieldRoute::Area(2, Some(0)),
            FieldRoute::NewHousehold,
            FieldRoute::Household(household, HouseholdPage::Overview),
            FieldRoute::Household(household, HouseholdPage::NewPerson),
            FieldRoute::Household(household, HouseholdPage::Visit),
            FieldRoute::Person(of),
            FieldRoute::FindFor(of),
            FieldRoute::ProcedureFor(of, ProcedureCode::from("1.001193")),
            FieldRoute::Dossier(id, section(None)),
            FieldRoute::Dossier(id, section(Some("member/a1/name"))),
            FieldRoute::Dossier(id, section(Some("child_name"))),
            FieldRoute::Dossier(id, DossierPage::Papers),
            FieldRoute::Dossier(id, DossierPage::Review),
            FieldRoute::Dossier(id, DossierPage::Signature),
            FieldRoute::Dossier(id, DossierPage::HandedOver),
            FieldRoute::Dossier(id, DossierPage::Submit(None)),
            FieldRoute::Dossier(id, DossierPage::Submit(Some((Way::Portal, 2)))),
            FieldRoute::Dossier(id, DossierPage::Slip),
            FieldRoute::Dossier(id, DossierPage::Rating),
            FieldRoute::Dossier(id, DossierPage::Upgrade),
        ];
        for page in pages {
            assert_eq!(FieldRoute::read(&page.to_string()), page);
        }
        for page in [
            OfficeRoute::Inbox,
            OfficeRoute::Dossier(id),
            OfficeRoute::Counter,
            OfficeRoute::Packs,
            OfficeRoute::Quarantine,
            OfficeRoute::Handovers,
            OfficeRoute::Phones,
            OfficeRoute::Settings,
            OfficeRoute::Numbers,
        ] {
            assert_eq!(OfficeRoute::read(&page.to_string()), page);
        }
    }

    #[test]
    fn an_address_that_cannot_be_read_is_the_first_page() {
        for hash in ["", "#", "#/", "#/nothing", "#/dossier/not-an-id/papers", "#/dossier"] {
            assert_eq!(FieldRoute::read(hash), FieldRoute::Home, "{hash}");
            assert_eq!(OfficeRoute::read(hash), OfficeRoute::Inbox, "{hash}");
        }
    }
}
