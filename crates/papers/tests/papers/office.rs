//! A sample of each paper of the office. Nobody in them exists.

use chrono::{NaiveDate, NaiveDateTime};
use papers::{
    Apology, Applicant, Asked, ControlSheet, Figures, HandOver, HandedIn, Letterhead, MonthlyReport, Pace,
    Paper, Receipt, Refusal, Register, RegisterLine, ReportLine, Stop, SupplementSlip,
};

pub(crate) fn letterhead() -> Letterhead {
    Letterhead::of_commune("Xã Mường Phăng", "Mường Phăng")
}

pub(crate) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn at(month: u32, of_month: u32, hour: u32, minute: u32) -> NaiveDateTime {
    day(month, of_month).and_hms_opt(hour, minute, 0).unwrap()
}

pub(crate) fn applicant() -> Applicant {
    Applicant {
        name: "LÒ THỊ MẪU".into(),
        address: "bản Mẫu, xã Mường Phăng, tỉnh Điện Biên".into(),
        telephone: "0912000001".into(),
        email: String::new(),
    }
}

pub(crate) fn receipt() -> Receipt {
    Receipt {
        number: "H15.50.05.13-261125-0001".into(),
        link: String::new(),
        procedure: "Thủ tục đăng ký khai sinh".into(),
        applicant: applicant(),
        papers: vec![
            HandedIn { name: "Tờ khai đăng ký khai sinh".into(), copies: "01 bản chính".into() },
            HandedIn { name: "Giấy chứng sinh".into(), copies: "01 bản chính, 01 bản sao".into() },
            HandedIn { name: "Giấy tờ tùy thân của người đi khai".into(), copies: String::new() },
        ],
        time_limit: "trong ngày; nhận sau 15 giờ thì trả vào ngày làm việc tiếp theo".into(),
        received_at: at(11, 25, 8, 5),
        due_at: Some(at(11, 25, 17, 0)),
        officer: "Quàng Văn Mẫu".into(),
    }
}

/// Each paper under the name of its file in `reviewed/`.
pub(crate) fn all() -> Vec<(&'static str, Paper)> {
    let head = letterhead();
    let number = "H15.50.05.13-261125-0001".to_owned();
    let procedure = "Thủ tục đăng ký khai sinh".to_owned();
    let officer = "Quàng Văn Mẫu".to_owned();
    let slip = SupplementSlip {
        number: number.clone(),
        procedure: procedure.clone(),
        applicant: applicant(),
        asks: vec![
            Asked {
                about: "Câu hỏi “Quê quán của em bé”".into(),
                words: "Ghi theo quê của cha hoặc mẹ.".into(),
            },
            Asked {
                about: "Giấy chứng sinh".into(),
                words: "Ảnh bị lóa, chụp lại cho rõ số giấy và con dấu.".into(),
            },
            Asked {
                about: "Giấy chứng sinh, ảnh 2".into(),
                words: "Ảnh này là của giấy khác, xin bỏ ra.".into(),
            },
        ],
        until: Some(day(12, 1)),
        officer: officer.clone(),
        on: day(11, 25),
    };
    let refusal = Refusal {
        number: String::new(),
        procedure: procedure.clone(),
        applicant: applicant(),
        reasons: vec!["Em bé đã được đăng ký khai sinh tại xã Mẫu ngày 12/10/2026.".into()],
        officer: officer.clone(),
        on: day(11, 25),
    };
    let apology = Apology {
        number: number.clone(),
        procedure: procedure.clone(),
        applicant: "LÒ THỊ MẪU".into(),
        received_at: at(11, 25, 8, 5),
        was_due_at: at(11, 25, 17, 0),
        reason: "Phần mềm hộ tịch dùng chung gián đoạn từ 14 giờ ngày 25/11/2026.".into(),
        due_at: at(11, 27, 11, 30),
        signer: "Cà Văn Mẫu".into(),
        on: day(11, 26),
    };
    let stop = Stop {
        number: number.clone(),
        procedure: procedure.clone(),
        applicant: applicant(),
        received_on: day(11, 25),
        reason: "Gia đình muốn chờ cha của em bé về cùng đi khai.".into(),
        officer: officer.clone(),
        on: day(11, 26),
    };
    let step = |from: &str, to: &str, at, due_at, pace, note: &str| HandOver {
        from: from.into(),
        to: to.into(),
        at,
        due_at,
        pace,
        note: note.into(),
    };
    let control = ControlSheet {
        number: number.clone(),
        procedure: procedure.clone(),
        unit: "Phòng Văn hóa - Xã hội".into(),
        with: String::new(),
        hand_overs: vec![
            step(
                "Lò Thị Mẫu (người nộp)",
                "Quàng Văn Mẫu (Một cửa)",
                at(11, 25, 8, 5),
                None,
                Some(Pace::OnTime),
                "",
            ),
            step(
                "Quàng Văn Mẫu (Một cửa)",
                "Vì Thị Mẫu (Tư pháp - hộ tịch)",
                at(11, 25, 8, 30),
                Some(at(11, 25, 11, 0)),
                Some(Pace::Early),
                "",
            ),
            step(
                "Vì Thị Mẫu (Tư pháp - hộ tịch)",
                "Cà Văn Mẫu (Phó Chủ tịch)",
                at(11, 25, 10, 40),
                Some(at(11, 25, 15, 0)),
                Some(Pace::Late),
                "đi họp tỉnh",
            ),
            step(
                "Cà Văn Mẫu (Phó Chủ tịch)",
                "Quàng Văn Mẫu (Một cửa)",
                at(11, 25, 16, 10),
                Some(at(11, 25, 17, 0)),
                None,
                "",
            ),
        ],
        on: day(11, 25),
    };
    let register = Register {
        from: day(11, 1),
        to: day(11, 30),
        lines: (0..60).map(register_line).collect(),
        on: day(12, 1),
    };
    let month = MonthlyReport {
        year: 2026,
        month: 11,
        total: figures(Some(61), Some(60), Some(55), Some(54), Some(1)),
        fields: vec![
            line("Hộ tịch", figures(Some(40), Some(40), Some(38), Some(38), Some(0))),
            line("Bảo trợ xã hội", figures(Some(21), Some(20), Some(17), Some(16), Some(1))),
            line("Đất đai", Figures::default()),
        ],
        procedures: vec![
            line("Thủ tục đăng ký khai sinh", figures(Some(40), Some(40), Some(38), Some(38), Some(0))),
            line(
                "Thực hiện, điều chỉnh, thôi hưởng trợ cấp hưu trí xã hội",
                figures(Some(21), Some(20), Some(17), None, None),
            ),
        ],
        author: officer.clone(),
        signer: "Cà Văn Mẫu".into(),
        on: day(12, 1),
    };
    vec![
        ("01-receipt", receipt().paper(&head).unwrap()),
        ("02-supplement", slip.paper(&head).unwrap()),
        ("03-refusal", refusal.paper(&head).unwrap()),
        ("04-apology", apology.paper(&head).unwrap()),
        ("05-stop", stop.paper(&head).unwrap()),
        ("06-control", control.paper(&head).unwrap()),
        ("07-register", register.paper(&head).unwrap()),
        ("month", month.paper(&head).unwrap()),
    ]
}

fn figures(
    received: Option<u32>,
    accepted: Option<u32>,
    done: Option<u32>,
    on_time: Option<u32>,
    late: Option<u32>,
) -> Figures {
    Figures { received, accepted, done, on_time, late }
}

fn line(name: &str, figures: Figures) -> ReportLine {
    ReportLine { name: name.into(), figures }
}

fn register_line(place: u32) -> RegisterLine {
    let returned = (!place.is_multiple_of(3)).then(|| at(11, 5 + place % 20, 16, 0));
    RegisterLine {
        number: format!("H15.50.05.13-2611{:02}-{place:04}", 3 + place % 20),
        procedure: "Thủ tục đăng ký khai sinh".into(),
        applicant: format!("Lò Thị Mẫu {place}"),
        contact: "bản Mẫu; 0912000001".into(),
        unit: "Phòng Văn hóa - Xã hội".into(),
        received_at: at(11, 3 + place % 20, 8, place % 60),
        due_at: Some(at(11, 5 + place % 20, 17, 0)),
        returned_at: returned,
        way: "tại chỗ".into(),
        note: String::new(),
    }
}

#[test]
fn the_registers_head_stands_on_every_page_and_no_line_is_lost() {
    let (_, register) = all().into_iter().find(|(name, _)| *name == "07-register").unwrap();
    let pages = register.pages().unwrap().len();
    let text = crate::printed::text(&register);
    assert!(pages > 3, "{pages}");
    assert_eq!(text.matches("Mã hồ sơ").count(), pages);
    for place in 0..60 {
        assert!(
            text.contains(&format!("Mẫu {place}\n")) || text.contains(&format!("Mẫu {place} ")),
            "line {place}"
        );
    }
}

#[test]
fn what_nobody_counted_is_never_a_nought() {
    let (_, month) = all().into_iter().find(|(name, _)| *name == "month").unwrap();
    let text = crate::printed::squashed(&crate::printed::text(&month));
    assert!(
        text.contains("Đấtđai") && text.matches("khôngcósốliệu").count() == 8,
        "seven cells and the note: {text}"
    );
}

#[test]
fn a_commune_may_have_its_own_titles() {
    let mut head = letterhead();
    head.unit = String::new();
    head.titles.receipt.title = "GIẤY HẸN".into();
    head.titles.receipt.form = "Mẫu riêng".into();
    let text = crate::printed::text(&receipt().paper(&head).unwrap());
    assert!(
        text.contains("GIẤY HẸN") && text.contains("Mẫu riêng") && !text.contains("TIẾP NHẬN HỒ SƠ VÀ HẸN")
    );
    assert!(!text.contains("TRUNG TÂM"), "{text}");
    let read: Letterhead = serde_json::from_str(
        r#"{"authority": "Ủy ban nhân dân xã Mẫu", "place": "Mẫu", "titles": {"desk": "CÁN BỘ MỘT CỬA"}}"#,
    )
    .unwrap();
    let text = crate::printed::text(&receipt().paper(&read).unwrap());
    assert!(text.contains("CÁN BỘ MỘT CỬA") && text.contains("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"));
}
