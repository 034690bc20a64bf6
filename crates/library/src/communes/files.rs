//! The lists as forms see them: `communes.csv` and `provinces.csv`, for cascades, `pulldata()` and `instance()`.
//!
//! The columns beside `name` (the code) and `label` are those that a `choice_filter` asks for: of a commune
//! `tinh` and, the same under its English name, `province`.
//!
//! **Invariant:** a form sees the communes that the search finds, and no others. The lists are made when a form
//! first asks for them, and once.

use super::Communes;
use forms::{Choice, ChoiceFiles, ChoiceList, Translated, gathered};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// What was asked for so far; the same as any other, since it is made from the same rows.
#[derive(Clone, Default, Debug)]
pub(super) struct Files {
    communes: OnceLock<Arc<ChoiceList>>,
    provinces: OnceLock<Arc<ChoiceList>>,
}

impl PartialEq for Files {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

impl ChoiceFiles for Communes {
    fn contains(&self, file: &str, name: &str) -> Option<bool> {
        match file {
            "communes.csv" => Some(self.commune(name).is_some()),
            "provinces.csv" => Some(self.province(name).is_some()),
            _ => None,
        }
    }
    fn list(&self, file: &str) -> Option<&ChoiceList> {
        match file {
            "communes.csv" => Some(self.files.communes.get_or_init(|| Arc::new(self.communes_list()))),
            "provinces.csv" => Some(self.files.provinces.get_or_init(|| Arc::new(self.provinces_list()))),
            _ => None,
        }
    }
}

impl Communes {
    fn communes_list(&self) -> ChoiceList {
        // Communes of one province stand together and share its cells.
        let by_province: BTreeMap<&str, BTreeMap<String, String>> =
            gathered(self.provinces().map(|province| {
                let column = |name: &str| (name.to_owned(), province.code.clone());
                (province.code.as_str(), gathered([column("tinh"), column("province")]))
            }));
        let none = BTreeMap::new();
        ChoiceList::new(self.communes().iter().map(|commune| {
            let cells = by_province.get(commune.province.as_str()).unwrap_or(&none);
            (choice(commune.code.as_str(), commune.full_name()), cells)
        }))
    }
    fn provinces_list(&self) -> ChoiceList {
        let none = BTreeMap::new();
        ChoiceList::new(
            self.provinces().map(|province| (choice(&province.code, province.full_name()), &none)),
        )
    }
}

/// Names of places are the same in every language.
fn choice(code: &str, label: String) -> Choice {
    let label: Translated = [(String::new(), label)].into_iter().collect();
    Choice { name: Arc::from(code), label, media: None }
}
