//! Which question asks for which field of a person.
//!
//! The shared question blocks name their questions by a prefix and a fixed rest: `nyc_ho_ten`, `me_nam_sinh`. The prefix is
//! the **role** in which somebody appears (who files, the mother); the rest says what is asked. A question in a repeat has
//! the repeat's instance before it, which belongs to the role: `thanh_vien/a1/tv`.

use dossier::PersonField;
use std::collections::BTreeSet;

/// What the blocks ask for. A longer rest stands before one that it ends with.
const ASKED: &[(&str, PersonField)] = &[
    ("_ho_ten", PersonField::FullName),
    ("_ngay_sinh", PersonField::Birth),
    ("_nam_sinh", PersonField::Birth),
    ("_gioi_tinh", PersonField::Sex),
    ("_dan_toc", PersonField::EthnicGroup),
    ("_dan_toc_khac", PersonField::EthnicOther),
    ("_quoc_tich", PersonField::Nationality),
    ("_quoc_tich_khac", PersonField::NationalityOther),
    ("_giay_to", PersonField::IdPaper),
    ("_giay_to_ten", PersonField::IdPaperName),
    ("_giay_to_so", PersonField::IdPaperNumber),
    ("_giay_to_noi_cap", PersonField::IdIssuedBy),
    ("_giay_to_ngay_cap", PersonField::IdIssuedOn),
    ("_so_dinh_danh", PersonField::PersonalNumber),
    ("_noi_cu_tru_xa", PersonField::Commune),
    ("_noi_cu_tru_chi_tiet", PersonField::AddressDetail),
    ("_dien_thoai", PersonField::Phone),
    ("_email", PersonField::Email),
    ("_quan_he", PersonField::Relation),
];

/// The role and the field that a question asks for, by the key of its answer.
pub fn asked(question: &str) -> Option<(&str, PersonField)> {
    ASKED
        .iter()
        .filter_map(|(rest, field)| Some((question.strip_suffix(rest)?, *field)))
        .find(|(role, _)| role.rsplit('/').next().is_some_and(|name| !name.is_empty()))
}

/// The roles of a form's questions, each once: whoever is asked for a name is a person. (A birth by itself may be the
/// household's, a number a company's.)
pub fn roles<'a>(questions: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let named = |question| asked(question).filter(|(_, field)| *field == PersonField::FullName);
    questions.filter_map(named).map(|(role, _)| role).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Library;
    use forms::Form;

    #[test]
    fn a_question_tells_its_role_and_what_it_asks() {
        for (question, told) in [
            ("nyc_ho_ten", Some(("nyc", PersonField::FullName))),
            ("me_nam_sinh", Some(("me", PersonField::Birth))),
            ("nyc_giay_to_noi_cap", Some(("nyc", PersonField::IdIssuedBy))),
            ("nyc_dan_toc_khac", Some(("nyc", PersonField::EthnicOther))),
            ("thanh_vien/a1/tv_ho_ten", Some(("thanh_vien/a1/tv", PersonField::FullName))),
            ("_ho_ten", None),
            ("thanh_vien/a1/_ho_ten", None),
            ("tre_ngay_sinh_chu", None),
            ("", None),
        ] {
            assert_eq!(asked(question), told, "{question}");
        }
    }

    #[test]
    fn every_verified_procedure_that_asks_for_a_name_has_a_role() {
        let library = Library::built_in().unwrap();
        let mut seen = BTreeSet::new();
        for pack in library.packs() {
            let Some(form) = pack.form.as_ref().map(|form| Form::load(form).unwrap()) else { continue };
            let names: Vec<&str> = form.question_names().collect();
            let asks = names.iter().any(|name| name.ends_with("_ho_ten"));
            assert_eq!(!roles(names.into_iter()).is_empty(), asks, "{}", pack.procedure.code);
            seen.insert(asks);
        }
        assert!(seen.contains(&true));
    }
}
