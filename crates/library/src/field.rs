//! Fields of the desk (lĩnh vực) and who works on them, as packs name them. They have no code anywhere, so they are
//! compared as words: without accents, case and spaces at the ends.

use crate::Procedure;
use crate::fold::fold;

/// Two ways of writing one field.
pub fn same(one: &str, other: &str) -> bool {
    fold(one) == fold(other)
}

impl Procedure {
    /// The commune police takes it in and decides, not the people's committee: residence, as a rule. The field alone does
    /// not say so: the committee certifies the floor space for a residence (1.013314).
    pub fn is_of_the_police(&self) -> bool {
        fold(&self.processed_by.vi).starts_with("cong an ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Library;

    #[test]
    fn a_field_is_the_same_however_it_is_typed() {
        for (one, other, so) in [
            ("Hộ tịch", "hộ tịch ", true),
            ("Hộ tịch", "ho tich", true),
            ("Hộ tịch", "Chứng thực", false),
            ("Hộ tịch", "", false),
        ] {
            assert_eq!(same(one, other), so, "{one} and {other}");
        }
    }

    #[test]
    fn residence_is_of_the_police_and_what_the_committee_certifies_for_it_is_not() {
        let library = Library::built_in().unwrap();
        let of_the_police: Vec<_> = library
            .packs()
            .filter(|pack| pack.procedure.is_of_the_police())
            .map(|pack| pack.procedure.code.as_str())
            .collect();
        assert_eq!(of_the_police, ["1.004194", "1.004222", "1.010041"]);
    }
}
