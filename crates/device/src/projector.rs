//! What lists show of a document: whom it is about, and its words without accents.

use crate::Clock;
use crate::catalogue::Shelf;
use dossier::document::{Document, Kind};
use dossier::{ProcedureCode, QuestionName};
use forms::Environment;
use library::fold::fold;
use std::sync::Arc;
use store::{Projected, Projector};

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
        Projected { search: fold(&title), title }
    }
}

fn household(document: &Document) -> Projected {
    let Ok(facts) = document.household() else { return Projected::default() };
    let names: Vec<String> =
        document.persons().unwrap_or_default().into_iter().map(|person| person.full_name).collect();
    let search = fold(&format!("{} {} {}", facts.head, facts.area, names.join(" ")));
    Projected { title: facts.head, search }
}
