//! What people write is printed as they wrote it, whatever it looks like to a typesetter.

use crate::office::{letterhead, receipt};
use crate::printed::{outside, squashed, text};
use papers::Paper;

const MARKUP: &[&str] = &[
    "#strong[đậm] *sao* _gạch_ `mã` $x^2$ @nhãn <nhãn> ~ \\ \\u{41} // chú thích /* hết */",
    "#import \"/common.typ\": *",
    "#read(\"/data.json\")",
    "#panic(\"hỏng\")",
    "= Đề mục",
    "- mục\n+ số\n/ từ: nghĩa",
    "\"ngoặc\" 'đơn' -- --- ...",
    "{\"t\": 1}",
    "https://vidu.vn/a?b=c#d",
];

fn with_name(name: &str) -> Paper {
    let mut paper = receipt();
    name.clone_into(&mut paper.applicant.name);
    paper.paper(&letterhead()).unwrap()
}

#[test]
fn markup_is_printed_and_not_obeyed() {
    for name in MARKUP {
        let printed = squashed(&text(&with_name(name)));
        let name = squashed(name);
        assert_eq!(
            printed.matches(&name).count(),
            2,
            "{name}: once in its line, once below the signature\n{printed}"
        );
    }
}

#[test]
fn five_hundred_letters_without_a_space_stay_on_the_page() {
    let name: String = "NGUYỄN".chars().cycle().take(500).collect();
    let paper = with_name(&name);
    assert_eq!(squashed(&text(&paper)).matches(&name).count(), 2);
    assert_eq!(outside(&paper), Vec::<String>::new());
    let long = with_name(&"Nguyễn ".repeat(70));
    assert_eq!(text(&long).matches("Nguyễn").count(), 140);
}

#[test]
fn letters_that_the_font_lacks_spoil_nothing_else() {
    for name in [
        "👩‍👩‍👧 Mẫu 😀",
        "שלום Mẫu",
        "مرحبا Mẫu",
        "ꪼꪕ Mẫu",
        "汉字 Mẫu",
        "\u{202e}ngược Mẫu",
        "\u{fffd}\u{0}\u{7}Mẫu",
        "é\u{301}\u{301}\u{301}Mẫu",
    ] {
        let printed = text(&with_name(name));
        assert!(printed.contains("Mẫu") && printed.contains("GIẤY TIẾP NHẬN HỒ SƠ"), "{name}: {printed}");
    }
}

#[test]
fn decomposed_letters_are_printed_composed() {
    assert!(text(&with_name("Lo\u{300} Thi\u{323} Ma\u{302}\u{303}u")).contains("Lò Thị Mẫu"));
}

#[test]
fn the_same_data_give_the_same_bytes_and_other_data_others() {
    let pdf = |name: &str| with_name(name).pdf().unwrap();
    assert_eq!(pdf("Lò Thị Mẫu"), pdf("Lò Thị Mẫu"));
    assert_ne!(pdf("Lò Thị Mẫu"), pdf("Lò Thị Mấu"));
    let pages = |name: &str| with_name(name).pages().unwrap();
    assert_eq!(pages("Lò Thị Mẫu"), pages("Lò Thị Mẫu"));
}

#[test]
fn a_hundred_papers_of_one_dossier_run_over_several_pages() {
    let many: Vec<_> = std::iter::repeat_n(receipt().papers, 40).flatten().collect();
    let long = papers::Receipt { papers: many, ..receipt() };
    assert!(long.paper(&letterhead()).unwrap().pages().unwrap().len() > 2);
}
