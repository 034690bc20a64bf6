//! Birth registrations as volunteers fill them, each unlike the others. Nobody in them exists.

use dossier::DossierId;
use testkit::Phone;

const FAMILY: &[&str] = &["Nguyễn", "Trần", "Lò", "Vàng", "Giàng", "Hoàng", "Phạm", "Quàng", "Lê", "Sùng"];
const GIVEN: &[&str] =
    &["An", "Bình", "Chi", "Dung", "Hạnh", "Khánh", "Linh", "Minh", "Ngọc", "Thảo", "Tuấn", "Vinh"];

/// A small generator (splitmix64), so that a run can be repeated.
#[derive(Debug)]
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }
    pub(crate) fn one_of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let place = usize::try_from(self.below(list.len() as u64)).expect("a place in a list");
        list.get(place).expect("something in the list")
    }
    fn name(&mut self) -> String {
        format!("{} Mẫu {} {}", self.one_of(FAMILY), self.one_of(GIVEN), self.one_of(GIVEN))
    }
    /// An answer of the kind that a question with this name has: the longer ones and the shorter ones in turn.
    pub(crate) fn answer(&mut self, question: &str) -> String {
        match question.bytes().map(u64::from).sum::<u64>() % 5 {
            0 => self.name(),
            1 => self.date(1950, 70),
            2 => self.personal_number(),
            3 => (*self.one_of(&["co", "khong", "so_dinh_danh", "thuong"])).to_owned(),
            _ => format!("Số {}, Thôn Mẫu {}, Xã Mẫu", 1 + self.below(300), 1 + self.below(12)),
        }
    }
    fn date(&mut self, first_year: u64, years: u64) -> String {
        let year = first_year + self.below(years);
        format!("{year}-{:02}-{:02}", 1 + self.below(12), 1 + self.below(28))
    }
    fn personal_number(&mut self) -> String {
        format!("001{:09}", self.below(1_000_000_000))
    }
}

/// A whole birth registration: every answer that an ordinary family gives.
pub(crate) fn birth(chance: &mut Chance) -> Vec<(&'static str, String)> {
    let mother = chance.name();
    let number = chance.personal_number();
    let born = chance.date(1985, 20);
    vec![
        ("kinh_gui", "00376".to_owned()),
        ("nyc_ho_ten", mother.clone()),
        ("nyc_ngay_sinh", born.clone()),
        ("nyc_giay_to", "so_dinh_danh".to_owned()),
        ("nyc_so_dinh_danh", number.clone()),
        ("nyc_quan_he", "me".to_owned()),
        ("truong_hop", "thuong".to_owned()),
        ("tre_ho_ten", chance.name()),
        ("tre_ngay_sinh", chance.date(2026, 1)),
        ("tre_gioi_tinh", if chance.below(2) == 0 { "nam" } else { "nu" }.to_owned()),
        ("tre_dan_toc", "kinh".to_owned()),
        ("tre_quoc_tich", "VN".to_owned()),
        ("tre_que_quan", "00376".to_owned()),
        ("noi_sinh_loai", "co_so_y_te".to_owned()),
        ("noi_sinh_co_so", format!("Trạm y tế mẫu số {}", chance.below(40))),
        ("noi_sinh_xa", "00376".to_owned()),
        ("giay_chung_sinh", "co".to_owned()),
        ("me_xac_dinh", "co".to_owned()),
        ("me_ho_ten", mother),
        ("me_nam_sinh", born),
        ("me_giay_to", "so_dinh_danh".to_owned()),
        ("me_so_dinh_danh", number),
        ("cha_xac_dinh", "co".to_owned()),
        ("cha_ho_ten", chance.name()),
        ("cha_nam_sinh", chance.date(1980, 25)),
        ("cha_giay_to", "so_dinh_danh".to_owned()),
        ("cha_so_dinh_danh", chance.personal_number()),
        ("da_ket_hon", "khong".to_owned()),
        ("ban_sao", "co".to_owned()),
        ("ban_sao_so_luong", (1 + chance.below(5)).to_string()),
        ("ngay_lam", "2026-11-20".to_owned()),
        ("cam_doan", "OK".to_owned()),
    ]
}

/// Starts a draft and answers its first `answers` questions, as a volunteer does: one after the other.
pub(crate) fn fill(phone: &Phone, chance: &mut Chance, answers: usize) -> DossierId {
    let dossier = phone.start_birth();
    for (question, value) in birth(chance).iter().take(answers) {
        // A volunteer takes seconds for an answer; the times of changes are part of what travels.
        phone.clock.advance_millis(2_000 + i64::try_from(chance.below(20_000)).expect("a short while"));
        phone.answer(dossier, question, value);
    }
    dossier
}
