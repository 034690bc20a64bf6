//! The two lists as comma-separated text; no cell holds a comma or a quote.

use super::search::letters;
use super::{Commune, CommuneKind, Province};
use crate::LibraryError;
use crate::fold::{fold, lower};
use dossier::CommuneCode;
use std::collections::BTreeMap;

pub(super) fn provinces(text: &str) -> Result<Vec<Province>, LibraryError> {
    rows("provinces.csv", text, |cells| {
        let [code, kind, name] = cells else { return None };
        let is_city = match *kind {
            "thanh_pho" => true,
            "tinh" => false,
            _ => return None,
        };
        let words = format!("{} {}", if is_city { "thanh pho" } else { "tinh" }, fold(name));
        Some(Province { code: (*code).to_owned(), name: (*name).to_owned(), is_city, words })
    })
}

pub(super) fn communes(
    text: &str,
    provinces: &BTreeMap<String, Province>,
) -> Result<Vec<Commune>, LibraryError> {
    rows("communes.csv", text, |cells| {
        let [code, kind, province, name] = cells else { return None };
        let kind = match *kind {
            "xa" => CommuneKind::Xa,
            "phuong" => CommuneKind::Phuong,
            "dac_khu" => CommuneKind::DacKhu,
            _ => return None,
        };
        let folded = fold(name);
        let words = format!("{} {folded} {}", fold(kind.word()), provinces.get(*province)?.words);
        Some(Commune {
            code: CommuneCode::from(*code),
            kind,
            name: (*name).to_owned(),
            province: (*province).to_owned(),
            accented: lower(name),
            letters: letters(&words),
            folded,
            words,
        })
    })
}

fn rows<T>(
    file: &'static str,
    text: &str,
    read: impl Fn(&[&str]) -> Option<T>,
) -> Result<Vec<T>, LibraryError> {
    text.lines()
        .enumerate()
        .skip(1)
        .map(|(index, line)| {
            let cells: Vec<&str> = line.split(',').map(str::trim).collect();
            read(&cells).ok_or_else(|| LibraryError::BadRow { file, line: index + 1, text: line.to_owned() })
        })
        .collect()
}
