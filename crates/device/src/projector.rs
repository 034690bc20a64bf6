//! What lists show of a document: whom it is about, and its words without accents.

use crate::Clock;
use crate::catalogue::Shelf;
use book::order;
use dossier::document::{Document, Kind};
use dossier::{HouseholdField, PersonField, ProcedureCode, QuestionName};
use forms::Environment;
use library::fold::fold;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Projected, ProjectedBook, Projector};

pub(crate) struct FormProjector {
    pub(crate) shelf: Arc<Shelf>,
    pub(crate) clock: Arc<dyn Clock>,
}

impl Projector for FormProjector {
    fn project(&self, document: &Document) -> Projected {
        match document.kind() {
            Kind::Dossier => self.dossier(document),
            Kind::Household => household(document),
        }
    }

    fn order_version(&self) -> u8 {
        order::VERSION
    }

    fn shows(&self, procedure: &ProcedureCode, form_version: &str, question: &QuestionName) -> bool {
        self.shelf.now().is_naming(procedure, form_version, question.as_str())
    }
}

impl FormProjector {
    /// A dossier whose form is unknown to this build is listed without a name, not left out.
    fn dossier(&self, document: &Document) -> Projected {
        let (Ok(facts), Ok(values)) = (document.facts(), document.values()) else {
            return Projected::default();
        };
        let environment = Environment::new(self.clock.now().in_vietnam().date());
        let title = self
            .shelf
            .now()
            .form(&facts.procedure, &facts.form_version)
            .map_or_else(String::new, |form| form.instance_name(&values, &environment));
        Projected { search: fold(&title), title, book: ProjectedBook::default() }
    }
}

fn household(document: &Document) -> Projected {
    let (Ok(facts), Ok(people)) = (document.household(), document.people()) else {
        return Projected::default();
    };
    let street =
        document.household_fields().ok().and_then(|mut fields| fields.remove(&HouseholdField::Street));
    let name = |fields: &BTreeMap<PersonField, String>| {
        fields.get(&PersonField::FullName).map(String::as_str).unwrap_or_default().to_owned()
    };
    let book = ProjectedBook {
        order_key: order::name_key(&facts.head),
        area_key: order::text_key(&facts.area),
        street_key: order::text_key(street.as_ref().map_or("", |street| &street.current.text)),
        persons: people
            .iter()
            .map(|(id, fields)| (*id, (fold(&name(fields)), order::name_key(&name(fields)))))
            .collect(),
    };
    let search = fold(&format!("{} {}", facts.head, facts.area));
    Projected { title: facts.head, search, book }
}
