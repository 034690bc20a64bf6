//! Whoever hands a dossier in.

use crate::answers::Answers;
use forms::Session;
use library::Communes;
use serde::Serialize;

/// How the names of questions end that say who somebody is (`procedures/README.md`).
const NAME: &str = "_ho_ten";

/// Name and how to reach her. What is empty is printed as dots.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Applicant {
    pub name: String,
    pub address: String,
    pub telephone: String,
    pub email: String,
}

impl Applicant {
    /// The first person of the form who has a name: who files stands first. Of what else was answered about her, what
    /// a letter needs.
    pub fn of(session: &Session, communes: &Communes) -> Self {
        let answers = Answers::of(session, communes);
        let first = session
            .questions()
            .find(|question| question.name.ends_with(NAME) && !answers.text(&question.name).is_empty());
        let Some(who) = first.and_then(|question| question.name.strip_suffix(NAME)) else {
            return Self::default();
        };
        let of = |end: &str| answers.text(&format!("{who}{end}")).to_owned();
        let home = [of("_noi_cu_tru_chi_tiet"), of("_noi_cu_tru_xa")];
        let home: Vec<String> = home.into_iter().filter(|part| !part.is_empty()).collect();
        Self {
            name: of(NAME).to_uppercase(),
            address: home.join(", "),
            telephone: of("_dien_thoai"),
            email: of("_email"),
        }
    }
}
