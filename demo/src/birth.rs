//! The birth that the demo registers. Every name and number is synthetic.

/// Đăng ký khai sinh.
pub const PROCEDURE: &str = "1.001193";

/// The demo commune: a real code, so that pickers and papers find it; the people in it are made up.
pub const COMMUNE: &str = "00376";

/// The question that names the child.
pub const CHILD_NAME: &str = "tre_ho_ten";

/// Every answer in the order of the form, as the app stores it.
pub const ANSWERS: &[(&str, &str)] = &[
    ("kinh_gui", COMMUNE),
    ("nyc_ho_ten", "Nguyễn Thị Mẫu Ánh"),
    ("nyc_ngay_sinh", "1998-05-20"),
    ("nyc_giay_to", "so_dinh_danh"),
    ("nyc_so_dinh_danh", "001198012345"),
    ("nyc_quan_he", "me"),
    ("truong_hop", "thuong"),
    (CHILD_NAME, "Trần Mẫu Đức Thịnh"),
    ("tre_ngay_sinh", "2026-11-10"),
    ("tre_gioi_tinh", "nam"),
    ("tre_dan_toc", "kinh"),
    ("tre_quoc_tich", "VN"),
    ("tre_que_quan", COMMUNE),
    ("noi_sinh_loai", "co_so_y_te"),
    ("noi_sinh_co_so", "Trạm y tế xã (dữ liệu mẫu)"),
    ("noi_sinh_xa", COMMUNE),
    ("giay_chung_sinh", "co"),
    ("me_xac_dinh", "co"),
    ("me_ho_ten", "Nguyễn Thị Mẫu Ánh"),
    ("me_nam_sinh", "1998-05-20"),
    ("me_giay_to", "so_dinh_danh"),
    ("me_so_dinh_danh", "001198012345"),
    ("cha_xac_dinh", "co"),
    ("cha_ho_ten", "Trần Văn Mẫu Ngữ"),
    ("cha_nam_sinh", "1996"),
    ("cha_giay_to", "so_dinh_danh"),
    ("cha_so_dinh_danh", "001096012345"),
    ("da_ket_hon", "khong"),
    ("ban_sao", "co"),
    ("ban_sao_so_luong", "2"),
    ("ngay_lam", "2026-11-20"),
    ("cam_doan", "OK"),
];

/// What the two volunteers change without a network: one field each.
pub const DIFFERENT_FIELDS: [(&str, &str); 2] =
    [("cha_nam_sinh", "1996-03-08"), ("noi_sinh_co_so", "Bệnh viện đa khoa (dữ liệu mẫu)")];

/// And one field both: its name, and what each of them writes.
pub const SAME_FIELD: (&str, [&str; 2]) = (CHILD_NAME, ["Trần Mẫu Đức Thành", "Trần Mẫu Đức Thạnh"]);

/// The answers as they stand when the second value of [`SAME_FIELD`] was chosen.
pub fn after_the_edits() -> impl Iterator<Item = (&'static str, &'static str)> {
    let (same, [_, chosen]) = SAME_FIELD;
    ANSWERS.iter().map(move |&(question, value)| {
        let edited =
            DIFFERENT_FIELDS.iter().copied().chain([(same, chosen)]).find(|(name, _)| *name == question);
        edited.unwrap_or((question, value))
    })
}

/// How a commune is looked for in a picker, accents left out.
pub const COMMUNE_SEARCH: &str = "soc son";
