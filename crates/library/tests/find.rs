//! Finding a procedure by what people call it.

use library::Library;

#[test]
fn people_find_the_birth_registration_by_their_own_words() {
    let library = Library::built_in().unwrap();
    for typed in [
        "khai sinh",
        "KHAI SINH",
        "Khai sinh",
        "giay khai sinh",
        "làm giấy khai sinh cho con",
        "lam giay",
        "sinh con",
        "con moi sinh",
        "de con",
        "1.001193",
        "001193",
        "birth cert",
        "newborn",
        "ho tich",
        "dang ky khai",
        "khai sinh ho tich",
        "khái sinh",
    ] {
        let found = library.find(typed);
        assert_eq!(found.first().map(|p| p.procedure.code.as_str()), Some("1.001193"), "{typed}");
    }
}

#[test]
fn what_is_not_there_is_not_found_and_nothing_typed_lists_all() {
    let library = Library::built_in().unwrap();
    for typed in ["ly hon", "xe may", "khai sinhx", "9.999999"] {
        assert!(library.find(typed).is_empty(), "{typed}");
    }
    for typed in ["", "   ", "?!"] {
        assert_eq!(library.find(typed).len(), library.packs().count(), "{typed}");
    }
}

#[test]
fn a_draft_finds_the_version_it_was_begun_with() {
    let library = Library::built_in().unwrap();
    let code = "1.001193".into();
    let newest = library.pack(&code).unwrap();
    assert_eq!(library.pack_version(&code, &newest.procedure.version), Some(newest));
    assert_eq!(library.pack_version(&code, "1999-01-01"), None);
    assert_eq!(library.pack(&"9.999999".into()), None);
}
