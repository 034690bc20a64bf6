//! Finding a procedure by what people call it.

use library::{Found, Library};

/// What was typed, and the procedure that must come first.
const FIRST: &[(&str, &str)] = &[
    // Names and codes.
    ("khai sinh", "1.001193"),
    ("KHAI SINH", "1.001193"),
    ("giay khai sinh", "1.001193"),
    ("làm giấy khai sinh cho con", "1.001193"),
    ("1.001193", "1.001193"),
    ("001193", "1.001193"),
    ("dang ky khai sinh", "1.001193"),
    ("đăng kí khai sinh", "1.001193"),
    ("khai tử", "1.000656"),
    ("khai tu", "1.000656"),
    ("dang ky khai tu", "1.000656"),
    ("kết hôn", "1.000894"),
    ("ket hon", "1.000894"),
    ("đăng ký kết hôn", "1.000894"),
    ("xác nhận tình trạng hôn nhân", "1.004873"),
    ("xac nhan tinh trang hon nhan", "1.004873"),
    ("trích lục", "2.000635"),
    ("trich luc khai sinh", "2.000635"),
    ("cải chính", "1.004859"),
    ("cai chinh ho tich", "1.004859"),
    ("chứng thực bản sao", "2.000815"),
    ("chung thuc ban sao tu ban chinh", "2.000815"),
    ("chứng thực chữ ký", "2.000884"),
    ("chung thuc chu ky", "2.000884"),
    ("thường trú", "1.004222"),
    ("dang ky thuong tru", "1.004222"),
    ("tạm trú", "1.004194"),
    ("dang ky tam tru", "1.004194"),
    ("hộ kinh doanh", "1.001612"),
    ("dang ky ho kinh doanh", "1.001612"),
    ("hưu trí xã hội", "1.014027"),
    ("mai táng", "1.001731"),
    ("mai tang phi", "1.001731"),
    ("khuyết tật", "1.001699"),
    ("muc do khuyet tat", "1.001699"),
    ("thoát nghèo", "1.011608"),
    // What people say instead.
    ("sinh con", "1.001193"),
    ("con moi sinh", "1.001193"),
    ("de con", "1.001193"),
    ("me mat", "1.000656"),
    ("mẹ mất", "1.000656"),
    ("bo mat", "1.000656"),
    ("qua đời", "1.000656"),
    ("xac nhan doc than", "1.004873"),
    ("giấy độc thân", "1.004873"),
    ("lay vo", "1.000894"),
    ("lấy chồng", "1.000894"),
    ("sao y", "2.000815"),
    ("photo cong chung", "2.000815"),
    ("tien gia", "1.014027"),
    ("tiền người già", "1.014027"),
    ("nhap khau", "1.004222"),
    ("sai ten", "1.004859"),
    ("sai ngay sinh", "1.004859"),
    ("mo quan", "1.001612"),
    ("giấy phép kinh doanh", "1.001612"),
    ("mat giay khai sinh", "2.000635"),
    ("ngươi khuyet tat", "1.001699"),
    // Whole sentences: words that say nothing do not hinder.
    ("tôi muốn làm giấy khai sinh", "1.001193"),
    ("lam giay to gi khi ket hon", "1.000894"),
    // One letter wrong: put in, left out, another, two swapped.
    ("khaii sinh", "1.001193"),
    ("khai sihn", "1.001193"),
    ("khau sinh", "1.001193"),
    ("thuong trru", "1.004222"),
    ("chứng thự bản sao", "2.000815"),
    ("khuyet tatt", "1.001699"),
    // The last word unfinished.
    ("khai si", "1.001193"),
    ("trich l", "2.000635"),
    ("birth cert", "1.001193"),
    ("ho kinh do", "1.001612"),
    // Telex and VNI keys without an input method.
    ("khai tuwr", "1.000656"),
    ("mej maats", "1.000656"),
    ("keets hoon", "1.000894"),
    ("ddoocj thaan", "1.004873"),
    ("khai tu73", "1.000656"),
    ("me5 ma61t", "1.000656"),
    ("ke61t ho6n", "1.000894"),
    // English.
    ("newborn", "1.001193"),
    ("marriage", "1.000894"),
];

/// What was typed, and the life event that must be the first event found.
const EVENTS: &[(&str, &str)] = &[
    ("sinh con", "sinh_con"),
    ("de con", "sinh_con"),
    ("me mat", "mat_nguoi_than"),
    ("bà mất", "mat_nguoi_than"),
    ("mat nguoi than", "mat_nguoi_than"),
    ("dam cuoi", "ket_hon"),
    ("xac nhan doc than", "doc_than"),
    ("chuyen nha", "chuyen_nha"),
    ("dọn nhà", "chuyen_nha"),
    ("tuoi gia", "tuoi_gia"),
    ("tan tat", "khuyet_tat"),
    ("ho ngheo", "kho_khan"),
    ("mo cua hang", "mo_cua_hang"),
    ("mat giay to", "mat_giay_to"),
    ("sai giay to", "sai_giay_to"),
    ("sao y ban chinh", "chung_thuc"),
];

#[test]
fn what_people_type_finds_what_they_mean() {
    let library = Library::built_in().unwrap();
    assert!(FIRST.len() >= 60);
    let mut wrong = Vec::new();
    for (typed, code) in FIRST {
        let found = library.find(typed);
        let first = found.first().map(|pack| pack.procedure.code.as_str());
        if first != Some(*code) {
            wrong.push(format!("`{typed}`: {first:?}, not {code}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_life_event_is_found_by_what_people_say_of_it() {
    let library = Library::built_in().unwrap();
    let mut wrong = Vec::new();
    for (typed, id) in EVENTS {
        let first = library.search(typed).into_iter().find_map(|found| match found {
            Found::Event(event) => Some(event.id.as_str()),
            Found::Procedure(_) => None,
        });
        if first != Some(*id) {
            wrong.push(format!("`{typed}`: {first:?}, not {id}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // The event itself comes before a procedure that merely belongs to it.
    assert!(matches!(library.search("sinh con").first(), Some(Found::Event(_))));
}

#[test]
fn accents_that_are_typed_count() {
    let library = Library::built_in().unwrap();
    // Other accents: still found, behind everything that has these.
    assert_eq!(library.find("khái sinh").first().unwrap().procedure.code.as_str(), "1.001193");
}

#[test]
fn what_is_not_there_is_not_found_and_nothing_typed_lists_all() {
    let library = Library::built_in().unwrap();
    for typed in ["xe may", "giay phep lai xe", "khai sinhxyz", "9.999999", "visa my", "zzzz"] {
        let found: Vec<_> = library.find(typed).iter().map(|p| p.procedure.code.to_string()).collect();
        assert!(found.is_empty(), "{typed}: {found:?}");
    }
    for typed in ["", "   ", "?!"] {
        assert_eq!(library.find(typed).len(), library.packs().count(), "{typed}");
        assert!(library.search(typed).iter().all(|found| matches!(found, Found::Procedure(_))));
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

#[test]
fn of_two_versions_the_newest_is_found_once() {
    let library = Library::built_in().unwrap();
    let mut packs: Vec<_> = library.packs().cloned().collect();
    let mut newer = library.pack(&"1.001193".into()).unwrap().clone();
    newer.procedure.version = "2099-01-01".into();
    packs.push(newer);
    let both = Library::new(packs, library.events().clone(), library.communes().clone());
    let found = both.find("1.001193");
    assert_eq!(found.len(), 1);
    assert_eq!(found.first().unwrap().procedure.version, "2099-01-01");
}
