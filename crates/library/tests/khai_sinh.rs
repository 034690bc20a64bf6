//! The birth registration form, filled by synthetic families: its branches, checks, warnings and papers.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be built has failed")]

use forms::{AnswerProblem, Environment, Evaluation, Form};
use library::{Library, Pack};
use std::collections::BTreeMap;

type Answers = BTreeMap<String, String>;

/// The pack, its form, and a day on which it is filled.
struct Desk {
    library: Library,
    form: Form,
}

impl Desk {
    fn open() -> Self {
        let library = Library::built_in().unwrap();
        let pack = library.pack(&"1.001193".into()).unwrap();
        let form = Form::load(pack.form.as_ref().unwrap()).unwrap();
        Self { library, form }
    }
    fn pack(&self) -> &Pack {
        self.library.pack(&"1.001193".into()).unwrap()
    }
    fn look(&self, answers: &Answers) -> Evaluation {
        let environment = Environment::new("2026-11-22".parse().unwrap()).with_files(self.library.communes());
        let evaluation = self.form.evaluate(answers, &environment);
        assert_eq!(evaluation.failures, [], "an expression of the form cannot be computed");
        evaluation
    }
    fn papers(&self, answers: &Answers) -> Vec<&str> {
        let evaluation = self.look(answers);
        let papers = self.pack().procedure.papers.iter();
        papers
            .filter(|p| self.form.condition(&p.relevant).unwrap().holds(&evaluation))
            .map(|p| p.id.as_str())
            .collect()
    }
}

fn with(mut answers: Answers, changes: &[(&str, &str)]) -> Answers {
    for (question, value) in changes {
        answers.insert((*question).to_owned(), (*value).to_owned());
    }
    answers
}

/// Synthetic: a mother files for a child born in a clinic, the parents are married, all have cards.
fn married_family() -> Answers {
    with(
        Answers::new(),
        &[
            ("kinh_gui", "03325"),
            ("nyc_ho_ten", "LÒ THỊ MẪU"),
            ("nyc_ngay_sinh", "1998-03-15"),
            ("nyc_giay_to", "so_dinh_danh"),
            ("nyc_so_dinh_danh", "011198000001"),
            ("nyc_quan_he", "me"),
            ("tre_ho_ten", "QUÀNG VĂN MẪU"),
            ("tre_ngay_sinh", "2026-11-12"),
            ("tre_gioi_tinh", "nam"),
            ("tre_dan_toc", "thai"),
            ("tre_que_quan", "03325"),
            ("noi_sinh_loai", "co_so_y_te"),
            ("noi_sinh_co_so", "Trạm y tế xã Mẫu"),
            ("noi_sinh_xa", "03325"),
            ("giay_chung_sinh", "co"),
            ("cha_xac_dinh", "co"),
            ("cha_ho_ten", "QUÀNG VĂN CHA"),
            ("cha_nam_sinh", "1995"),
            ("cha_giay_to", "so_dinh_danh"),
            ("cha_so_dinh_danh", "011095000001"),
            ("da_ket_hon", "co"),
            ("gcnkh_so", "12"),
            ("gcnkh_ngay", "2020-02-20"),
            ("gcnkh_noi", "UBND xã Mẫu"),
            ("ban_sao", "khong"),
            ("cam_doan", "OK"),
        ],
    )
}

fn relevant(evaluation: &Evaluation, question: &str) -> bool {
    evaluation.question(question).unwrap().relevant
}

#[test]
fn a_married_family_with_cards_is_finished_and_named_by_the_child() {
    let desk = Desk::open();
    let family = married_family();
    let evaluation = desk.look(&family);
    assert_eq!(evaluation.unfinished(), Vec::<String>::new());
    let environment = Environment::new("2026-11-22".parse().unwrap());
    assert_eq!(desk.form.instance_name(&family, &environment), "QUÀNG VĂN MẪU");
    assert_eq!(desk.papers(&family), ["to_khai", "giay_chung_sinh", "giay_to_tuy_than"]);
}

#[test]
fn an_empty_form_asks_only_for_what_comes_first() {
    let desk = Desk::open();
    let evaluation = desk.look(&Answers::new());
    let unfinished = evaluation.unfinished();
    assert!(unfinished.contains(&"kinh_gui".to_owned()));
    assert!(!unfinished.contains(&"nyc_so_dinh_danh".to_owned()));
}

#[test]
fn the_sections_are_short_enough_for_a_phone() {
    let desk = Desk::open();
    for answers in [Answers::new(), married_family()] {
        let evaluation = desk.look(&answers);
        assert!((6..=8).contains(&evaluation.sections.len()), "{} sections", evaluation.sections.len());
        for section in &evaluation.sections {
            let shown = section.questions().filter(|q| q.is_shown()).count();
            assert!(shown <= 10, "{} shows {shown} questions at once", section.name);
        }
    }
}

#[test]
fn the_mother_who_files_is_not_asked_twice_for_herself() {
    let evaluation = Desk::open().look(&married_family());
    let value = |name: &str| evaluation.question(name).unwrap().value.clone();
    assert_eq!(value("me_ho_ten"), "LÒ THỊ MẪU");
    assert_eq!(value("me_so_dinh_danh"), "011198000001");
    assert_eq!(value("cha_ho_ten"), "QUÀNG VĂN CHA");
    assert_eq!(evaluation.submitted_values().get("me_nam_sinh").unwrap(), "1998-03-15");
}

#[test]
fn with_a_personal_number_ethnicity_nationality_and_residence_are_not_asked() {
    let desk = Desk::open();
    let asked = [
        "me_dan_toc",
        "me_quoc_tich",
        "me_noi_cu_tru_xa",
        "cha_dan_toc",
        "cha_quoc_tich",
        "cha_noi_cu_tru_xa",
        "nyc_noi_cu_tru_xa",
    ];
    let with_numbers = desk.look(&married_family());
    for question in asked {
        assert!(!relevant(&with_numbers, question), "{question}");
    }
    let passports = with(
        married_family(),
        &[("nyc_giay_to", "ho_chieu"), ("me_giay_to", "khong_co"), ("cha_giay_to", "khac")],
    );
    let without = desk.look(&passports);
    for question in asked {
        assert!(relevant(&without, question), "{question}");
        assert!(
            without.unfinished().contains(&question.to_owned()) || question.ends_with("quoc_tich"),
            "{question}"
        );
    }
    // What was written under the number is kept aside, not submitted.
    assert!(!without.submitted_values().contains_key("cha_so_dinh_danh"));
    assert_eq!(without.question("cha_so_dinh_danh").unwrap().value, "011095000001");
}

#[test]
fn a_birth_outside_a_clinic_asks_for_commune_and_province_only() {
    let desk = Desk::open();
    let home = desk.look(&with(married_family(), &[("noi_sinh_loai", "ngoai")]));
    assert!(!relevant(&home, "noi_sinh_co_so") && !relevant(&home, "noi_sinh_dia_chi"));
    assert!(relevant(&home, "noi_sinh_xa"));
    let clinic = desk.look(&married_family());
    assert!(relevant(&clinic, "noi_sinh_co_so") && relevant(&clinic, "noi_sinh_xa"));
    let nowhere = desk.look(&with(married_family(), &[("noi_sinh_xa", "99999")]));
    assert_eq!(nowhere.question("noi_sinh_xa").unwrap().problem, Some(AnswerProblem::NotAChoice));
}

#[test]
fn the_fathers_part_and_the_marriage_stay_empty_where_he_is_not_known() {
    let evaluation = Desk::open().look(&with(married_family(), &[("cha_xac_dinh", "khong")]));
    for question in ["cha_ho_ten", "cha_nam_sinh", "cha_giay_to", "da_ket_hon", "gcnkh_so"] {
        assert!(!relevant(&evaluation, question), "{question}");
    }
    assert_eq!(evaluation.unfinished(), Vec::<String>::new());
    assert!(!evaluation.submitted_values().keys().any(|k| k.starts_with("cha_") && k != "cha_xac_dinh"));
}

#[test]
fn the_marriage_certificate_is_asked_only_of_married_parents() {
    let evaluation = Desk::open().look(&with(married_family(), &[("da_ket_hon", "khong")]));
    assert!(!relevant(&evaluation, "gcnkh_so") && !relevant(&evaluation, "gcnkh_ngay"));
}

#[test]
fn the_number_of_copies_is_asked_only_when_copies_are_wanted() {
    let desk = Desk::open();
    assert!(!relevant(&desk.look(&married_family()), "ban_sao_so_luong"));
    for (typed, fits) in [("3", true), ("0", false), ("51", false), ("ba", false), ("1.5", false)] {
        let wanted = desk.look(&with(married_family(), &[("ban_sao", "co"), ("ban_sao_so_luong", typed)]));
        assert_eq!(wanted.question("ban_sao_so_luong").unwrap().problem.is_none(), fits, "{typed}");
    }
}

#[test]
fn another_ethnic_group_opens_a_text_box_and_is_never_guessed() {
    let desk = Desk::open();
    let blank = desk.look(&Answers::new());
    assert_eq!(blank.question("tre_dan_toc").unwrap().value, "");
    assert_eq!(blank.question("tre_dan_toc").unwrap().choices.len(), 55);
    assert!(!relevant(&blank, "tre_dan_toc_khac"));
    assert!(relevant(&desk.look(&with(married_family(), &[("tre_dan_toc", "khac")])), "tre_dan_toc_khac"));
}

#[test]
fn the_date_of_birth_is_written_in_words() {
    let desk = Desk::open();
    for (date, words) in [
        ("2026-11-12", "Ngày mười hai, tháng mười một, năm hai nghìn không trăm hai mươi sáu"),
        ("2026-01-01", "Ngày một, tháng một, năm hai nghìn không trăm hai mươi sáu"),
        ("2025-04-10", "Ngày mười, tháng tư, năm hai nghìn không trăm hai mươi lăm"),
        ("2024-02-15", "Ngày mười lăm, tháng hai, năm hai nghìn không trăm hai mươi tư"),
        ("2021-12-31", "Ngày ba mươi mốt, tháng mười hai, năm hai nghìn không trăm hai mươi mốt"),
        ("2020-10-20", "Ngày hai mươi, tháng mười, năm hai nghìn không trăm hai mươi"),
        ("2015-05-25", "Ngày hai mươi lăm, tháng năm, năm hai nghìn không trăm mười lăm"),
        ("2010-09-24", "Ngày hai mươi tư, tháng chín, năm hai nghìn không trăm mười"),
        ("2005-06-05", "Ngày năm, tháng sáu, năm hai nghìn không trăm linh năm"),
        ("2000-08-30", "Ngày ba mươi, tháng tám, năm hai nghìn"),
        ("1999-07-21", "Ngày hai mươi mốt, tháng bảy, năm một nghìn chín trăm chín mươi chín"),
        ("1954-03-11", "Ngày mười một, tháng ba, năm một nghìn chín trăm năm mươi tư"),
        ("1945-09-02", "Ngày hai, tháng chín, năm một nghìn chín trăm bốn mươi lăm"),
        ("2026-02-30", ""),
        ("", ""),
    ] {
        let evaluation = desk.look(&with(Answers::new(), &[("tre_ngay_sinh", date)]));
        assert_eq!(evaluation.question("tre_ngay_sinh_chu").unwrap().value, words, "{date}");
    }
}

#[test]
fn dates_are_in_order() {
    let desk = Desk::open();
    let problem = |question: &str, changes: &[(&str, &str)]| {
        desk.look(&with(married_family(), changes)).question(question).unwrap().problem.clone()
    };
    for (name, question, changes, fits) in [
        ("born today", "tre_ngay_sinh", [("tre_ngay_sinh", "2026-11-22")], true),
        ("born tomorrow", "tre_ngay_sinh", [("tre_ngay_sinh", "2026-11-23")], false),
        ("the father by year", "cha_nam_sinh", [("cha_nam_sinh", "1995")], true),
        ("the father by month", "cha_nam_sinh", [("cha_nam_sinh", "1995-07")], true),
        ("the father born after the child", "cha_nam_sinh", [("cha_nam_sinh", "2026-12")], false),
        ("the father born in the year after", "cha_nam_sinh", [("cha_nam_sinh", "2027")], false),
        ("the mother born on the day of the child", "me_nam_sinh", [("me_nam_sinh", "2026-11-12")], false),
        ("the mother born the day before", "me_nam_sinh", [("me_nam_sinh", "2026-11-11")], true),
        ("the requester born in the future", "nyc_ngay_sinh", [("nyc_ngay_sinh", "2030")], false),
        ("married tomorrow", "gcnkh_ngay", [("gcnkh_ngay", "2026-11-23")], false),
        ("the form dated before the birth", "ngay_lam", [("ngay_lam", "2026-11-11")], false),
        ("the form dated on the birth", "ngay_lam", [("ngay_lam", "2026-11-12")], true),
    ] {
        assert_eq!(problem(question, &changes).is_none(), fits, "{name}");
    }
    assert_eq!(problem("cha_nam_sinh", &[("cha_nam_sinh", "07/1995")]), Some(AnswerProblem::NotAPartialDate));
    let AnswerProblem::Constraint { message } =
        problem("tre_ngay_sinh", &[("tre_ngay_sinh", "2027-01-01")]).unwrap()
    else {
        panic!("another problem")
    };
    assert!(message.get("vi").contains("Xin xem lại") && message.get("en").contains("look again"));
}

#[test]
fn a_personal_number_has_twelve_digits_and_a_mismatch_only_warns() {
    let desk = Desk::open();
    for (name, number, year, is_error, warns) in [
        ("fits a man of 1995", "011095000001", "1995", false, false),
        ("eleven digits", "01109500001", "1995", true, false),
        ("a letter", "01109500000A", "1995", true, false),
        ("full-width digits", "０１１０９５０００００１", "1995", true, false),
        ("another year", "011094000001", "1995", false, true),
        ("a woman's number", "011195000001", "1995", false, true),
        ("the next century", "011295000001", "1995", false, true),
        ("a man of 2003", "011203000001", "2003-05-06", false, false),
        ("a number and no year yet", "011095000001", "", false, false),
    ] {
        let evaluation =
            desk.look(&with(married_family(), &[("cha_so_dinh_danh", number), ("cha_nam_sinh", year)]));
        let problem = evaluation.question("cha_so_dinh_danh").unwrap().problem.is_some();
        let warning = evaluation.question("cha_so_dinh_danh_xem_lai").unwrap();
        assert_eq!((problem, warning.relevant), (is_error, warns), "{name}");
        assert!(warning.looks("warning") && warning.problem.is_none());
    }
}

#[test]
fn a_late_registration_warns_after_sixty_days() {
    let desk = Desk::open();
    for (born, warns) in
        [("2026-09-23", false), ("2026-09-22", true), ("2010-01-01", true), ("2026-12-01", false)]
    {
        let evaluation = desk.look(&with(Answers::new(), &[("tre_ngay_sinh", born)]));
        assert_eq!(relevant(&evaluation, "tre_qua_han"), warns, "{born}");
    }
}

#[test]
fn the_papers_follow_the_answers() {
    let desk = Desk::open();
    let no_notification = [("giay_chung_sinh", "khong")];
    for (name, changes, papers) in [
        (
            "the hospital sent its data",
            vec![("giay_chung_sinh", "dien_tu")],
            vec!["to_khai", "giay_to_tuy_than"],
        ),
        (
            "a witness",
            [&no_notification[..], &[("nguoi_lam_chung", "co")]].concat(),
            vec!["to_khai", "van_ban_lam_chung", "giay_to_tuy_than"],
        ),
        (
            "nobody saw it",
            [&no_notification[..], &[("nguoi_lam_chung", "khong")]].concat(),
            vec!["to_khai", "giay_cam_doan", "giay_to_tuy_than"],
        ),
        (
            "abandoned",
            vec![("truong_hop", "bo_roi"), ("nyc_quan_he", "nguoi_nuoi_duong")],
            vec!["to_khai", "bien_ban_bo_roi", "giay_to_tuy_than"],
        ),
        (
            "surrogacy",
            vec![("truong_hop", "mang_thai_ho")],
            vec!["to_khai", "giay_chung_sinh", "xac_nhan_mang_thai_ho", "giay_to_tuy_than"],
        ),
        (
            "a neighbour files",
            vec![("nyc_quan_he", "duoc_uy_quyen"), ("uy_quyen_than_thich", "khong")],
            vec!["to_khai", "giay_chung_sinh", "uy_quyen_chung_thuc", "giay_to_tuy_than"],
        ),
        (
            "an uncle files by proxy",
            vec![("nyc_quan_he", "duoc_uy_quyen"), ("uy_quyen_than_thich", "co")],
            vec!["to_khai", "giay_chung_sinh", "uy_quyen", "giay_to_tuy_than"],
        ),
        (
            "the database cannot be used",
            vec![("cu_tru_tra_duoc", "khong")],
            vec!["to_khai", "giay_chung_sinh", "giay_to_tuy_than", "giay_to_cu_tru"],
        ),
    ] {
        assert_eq!(desk.papers(&with(married_family(), &changes)), papers, "{name}");
    }
}

#[test]
fn an_abandoned_child_has_no_parents_part() {
    let evaluation = Desk::open().look(&with(
        married_family(),
        &[
            ("truong_hop", "bo_roi"),
            ("nyc_quan_he", "nguoi_nuoi_duong"),
            ("nyc_quan_he_khac", "Cô nuôi dưỡng"),
        ],
    ));
    for section in ["phan_me", "phan_cha", "phan_ket_hon"] {
        assert!(!evaluation.sections.iter().find(|s| s.name == section).unwrap().relevant, "{section}");
    }
    assert_eq!(evaluation.unfinished(), Vec::<String>::new());
}

#[test]
fn the_portal_steps_warn_wherever_a_secret_is_asked() {
    let desk = Desk::open();
    let steps = &desk.pack().procedure.portal_steps;
    assert!(steps.iter().filter(|s| s.secret).count() >= 3);
    for step in steps {
        let words = step.text.vi.to_lowercase();
        let asks = ["mật khẩu", "passcode", "otp"].iter().any(|w| words.contains(w));
        assert_eq!(asks, step.secret, "{}", step.text.vi);
    }
}
