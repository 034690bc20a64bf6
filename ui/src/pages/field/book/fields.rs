//! The fields of households and persons: their words, and how each is put in.

use crate::components::book_field::Input;
use dossier::person::NEEDS;
use dossier::{HouseholdField, PersonField};
use i18n::Texts;

/// In the order in which one asks at a door.
pub(super) const HOUSEHOLD: &[HouseholdField] = &[
    HouseholdField::Head,
    HouseholdField::Area,
    HouseholdField::Street,
    HouseholdField::Address,
    HouseholdField::Phone,
    HouseholdField::Contact,
    HouseholdField::Language,
    HouseholdField::Note,
];

/// Who it is and how to reach her.
pub(super) const PERSON: &[PersonField] = &[
    PersonField::FullName,
    PersonField::Birth,
    PersonField::Sex,
    PersonField::Relation,
    PersonField::PersonalNumber,
    PersonField::Phone,
    PersonField::Language,
    PersonField::Needs,
];

/// What forms ask for besides.
pub(super) const PERSON_MORE: &[PersonField] = &[
    PersonField::EthnicGroup,
    PersonField::Nationality,
    PersonField::Commune,
    PersonField::AddressDetail,
    PersonField::IdPaper,
    PersonField::IdPaperName,
    PersonField::IdPaperNumber,
    PersonField::IdIssuedOn,
    PersonField::IdIssuedBy,
    PersonField::Email,
    PersonField::Note,
];

pub(super) fn household_label(field: HouseholdField, t: &Texts) -> String {
    match field {
        HouseholdField::Head => t.book_head(),
        HouseholdField::Area => t.book_area(),
        HouseholdField::Street => t.book_street(),
        HouseholdField::Address => t.book_address(),
        HouseholdField::Phone => t.book_phone(),
        HouseholdField::Contact => t.book_contact(),
        HouseholdField::Language => t.book_home_language(),
        HouseholdField::Note => t.book_home_note(),
    }
}

pub(super) fn household_input(field: HouseholdField) -> Input {
    match field {
        HouseholdField::Phone => Input::Digits,
        HouseholdField::Note => Input::Lines,
        _ => Input::Text,
    }
}

pub(super) fn person_label(field: PersonField, t: &Texts) -> String {
    match field {
        PersonField::FullName => t.person_full_name(),
        PersonField::Birth => t.person_birth(),
        PersonField::Sex => t.person_sex(),
        PersonField::Relation => t.person_relation(),
        PersonField::PersonalNumber => t.person_number(),
        PersonField::EthnicGroup => t.person_ethnic(),
        PersonField::EthnicOther => t.person_ethnic_other(),
        PersonField::Nationality => t.person_nationality(),
        PersonField::NationalityOther => t.person_nationality_other(),
        PersonField::IdPaper => t.person_id_paper(),
        PersonField::IdPaperName => t.person_id_paper_name(),
        PersonField::IdPaperNumber => t.person_id_paper_number(),
        PersonField::IdIssuedBy => t.person_id_issued_by(),
        PersonField::IdIssuedOn => t.person_id_issued_on(),
        PersonField::Commune => t.person_commune(),
        PersonField::AddressDetail => t.person_address_detail(),
        PersonField::Phone => t.book_phone(),
        PersonField::Email => t.person_email(),
        PersonField::Language => t.person_language(),
        PersonField::Needs => t.person_needs(),
        PersonField::Note => t.person_note(),
        PersonField::SameAs => t.book_merged_mark(),
    }
}

pub(super) fn person_hint(field: PersonField, t: &Texts) -> String {
    match field {
        PersonField::Birth => t.person_birth_hint(),
        PersonField::EthnicGroup => t.person_ethnic_hint(),
        PersonField::PersonalNumber => t.person_number_hint(),
        _ => String::new(),
    }
}

pub(super) fn person_input(field: PersonField, t: &Texts) -> Input {
    let choice = |pairs: Vec<(&str, String)>| {
        Input::Choice(pairs.into_iter().map(|(value, words)| (value.to_owned(), words)).collect())
    };
    match field {
        PersonField::Birth | PersonField::IdIssuedOn => Input::Day,
        PersonField::PersonalNumber | PersonField::Phone => Input::Digits,
        PersonField::Note => Input::Lines,
        PersonField::Sex => choice(vec![("nam", t.person_male()), ("nu", t.person_female())]),
        PersonField::IdPaper => choice(vec![
            ("so_dinh_danh", t.person_paper_card()),
            ("ho_chieu", t.person_paper_passport()),
            ("khac", t.person_paper_other()),
            ("khong_co", t.person_paper_none()),
        ]),
        PersonField::Needs => {
            Input::Several(NEEDS.iter().map(|need| ((*need).to_owned(), need_words(need, t))).collect())
        }
        PersonField::Commune => Input::Commune,
        _ => Input::Text,
    }
}

fn need_words(need: &str, t: &Texts) -> String {
    match need {
        "hearing" => t.need_hearing(),
        "sight" => t.need_sight(),
        "walking" => t.need_walking(),
        "reading" => t.need_reading(),
        "company" => t.need_company(),
        other => other.to_owned(),
    }
}

/// A value as a person reads it.
pub(super) fn person_words(field: PersonField, value: &str, t: &Texts) -> String {
    crate::components::book_field::read(&person_input(field, t), value)
}
