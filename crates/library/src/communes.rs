//! Provinces and communes, and search over them that needs no accents.
//!
//! Every name is folded once, when the list is read; a search then compares short texts in one pass.

mod files;
mod search;
mod table;

use crate::LibraryError;
use dossier::CommuneCode;
use forms::gathered;
use std::collections::BTreeMap;

/// The word before a commune's name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CommuneKind {
    Xa,
    Phuong,
    DacKhu,
}

impl CommuneKind {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Xa => "Xã",
            Self::Phuong => "Phường",
            Self::DacKhu => "Đặc khu",
        }
    }
}

/// A province (tỉnh) or a city of the same tier (thành phố).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Province {
    /// Two digits.
    pub code: String,
    /// Without the word for its kind: `Điện Biên`.
    pub name: String,
    pub is_city: bool,
    /// Folded words of kind and name.
    words: String,
}

impl Province {
    /// `Tỉnh Điện Biên`
    pub fn full_name(&self) -> String {
        format!("{} {}", if self.is_city { "Thành phố" } else { "Tỉnh" }, self.name)
    }
}

/// A commune (xã, phường, đặc khu).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Commune {
    pub code: CommuneCode,
    pub kind: CommuneKind,
    /// Without the word for its kind: `Mường Phăng`.
    pub name: String,
    pub province: String,
    /// Folded name.
    folded: String,
    /// Name in lower case with accents.
    accented: String,
    /// Folded words of kind, name and province, in this order.
    words: String,
    /// Which letters and digits `words` has: most communes are ruled out by this number alone.
    letters: u64,
}

impl Commune {
    /// `Xã Mường Phăng`
    pub fn full_name(&self) -> String {
        format!("{} {}", self.kind.word(), self.name)
    }
}

/// A commune with its province.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place<'a> {
    pub commune: &'a Commune,
    pub province: &'a Province,
}

impl Place<'_> {
    /// `Xã Mường Phăng, Tỉnh Điện Biên`
    pub fn full_name(&self) -> String {
        format!("{}, {}", self.commune.full_name(), self.province.full_name())
    }
}

/// All provinces and communes of one edition of the list.
#[derive(Clone, PartialEq, Debug)]
pub struct Communes {
    provinces: BTreeMap<String, Province>,
    communes: Vec<Commune>,
    by_code: BTreeMap<CommuneCode, usize>,
    files: files::Files,
}

impl Communes {
    /// The list that is compiled in, from `data/`.
    pub fn built_in() -> Result<Self, LibraryError> {
        Self::read(include_str!("../data/provinces.csv"), include_str!("../data/communes.csv"))
    }
    /// Lists of the same form as those in `data/`.
    pub fn read(provinces: &str, communes: &str) -> Result<Self, LibraryError> {
        let provinces: BTreeMap<String, Province> =
            gathered(table::provinces(provinces)?.into_iter().map(|p| (p.code.clone(), p)));
        let communes = table::communes(communes, &provinces)?;
        let by_code = gathered(communes.iter().enumerate().map(|(i, c)| (c.code.clone(), i)));
        Ok(Self { provinces, communes, by_code, files: files::Files::default() })
    }
    pub fn commune(&self, code: &str) -> Option<&Commune> {
        self.by_code.get(&CommuneCode::from(code)).and_then(|i| self.communes.get(*i))
    }
    pub fn province(&self, code: &str) -> Option<&Province> {
        self.provinces.get(code)
    }
    /// The commune with its province, for `Xã Mường Phăng, Tỉnh Điện Biên`.
    pub fn place(&self, code: &str) -> Option<Place<'_>> {
        let commune = self.commune(code)?;
        Some(Place { commune, province: self.province(&commune.province)? })
    }
    /// All provinces, by code.
    pub fn provinces(&self) -> impl Iterator<Item = &Province> {
        self.provinces.values()
    }
    /// All communes, by code.
    pub fn communes(&self) -> &[Commune] {
        &self.communes
    }
}
