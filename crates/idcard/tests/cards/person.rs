//! What the code of a card says, of persons whose names are all "Mẫu" (sample).

use super::Chance;

const FAMILY: [&str; 6] = ["NGUYỄN", "TRẦN", "LÒ", "VÀNG", "H'", "ĐẶNG"];
const MIDDLE: [&str; 6] = ["VĂN", "THỊ", "THỊ NGỌC", "A", "MINH THỊ HỒNG", "ĐÌNH"];
const HAMLET: [&str; 4] = ["Thôn 1", "Bản Mẫu Hai", "Tổ dân phố số 12", "Số 5 đường Mẫu"];
const COMMUNE: [&str; 4] =
    ["Xã Mẫu", "Phường Mẫu Đông", "Thị trấn Mẫu, Huyện Mẫu", "Xã Mẫu Thượng, Huyện Mẫu"];

/// The text of a code: of the chip card of 2021, or of one with more fields.
pub fn text(chance: &mut Chance) -> String {
    let male = chance.below(2) == 0;
    let year = 1940 + chance.below(80);
    let century_and_sex = usize::from(year >= 2000) * 2 + usize::from(!male);
    let number = format!(
        "{:03}{century_and_sex}{:02}{:06}",
        chance.one_of(&[1, 11, 40, 79]),
        year % 100,
        chance.below(1_000_000)
    );
    let old =
        if chance.below(3) == 0 { format!("{:09}", chance.below(1_000_000_000)) } else { String::new() };
    let name = format!("{} {} MẪU", chance.one_of(&FAMILY), chance.one_of(&MIDDLE));
    let birth = format!("{:02}{:02}{year}", 1 + chance.below(28), 1 + chance.below(12));
    let sex = if male { "Nam" } else { "Nữ" };
    let residence = format!("{}, {}, Tỉnh Mẫu", chance.one_of(&HAMLET), chance.one_of(&COMMUNE));
    let issued = format!("{:02}{:02}{}", 1 + chance.below(28), 1 + chance.below(12), 2021 + chance.below(5));
    let mut text = format!("{number}|{old}|{name}|{birth}|{sex}|{residence}|{issued}");
    if chance.below(4) == 0 {
        text.push_str("||NGUYỄN VĂN CHA MẪU|LÒ THỊ MẸ MẪU");
    }
    text
}
