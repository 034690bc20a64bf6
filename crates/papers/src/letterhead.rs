//! Who writes a paper, and what its papers are called: a commune may have its own words.

use serde::{Deserialize, Serialize};

/// The upper left of a paper, and the words beside.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letterhead {
    /// The authority above, as it stands in a sentence: `Ủy ban nhân dân xã Mường Phăng`. The heading has it in capitals.
    pub authority: String,
    /// The unit that writes, such as `Trung tâm Phục vụ hành chính công`; empty: the authority itself.
    #[serde(default = "default_unit")]
    pub unit: String,
    /// Where papers are dated, such as `Mường Phăng`.
    pub place: String,
    /// Where people may ask back; empty: dots to write it in.
    #[serde(default)]
    pub telephone: String,
    #[serde(default)]
    pub titles: Titles,
}

fn default_unit() -> String {
    "Trung tâm Phục vụ hành chính công".to_owned()
}

impl Letterhead {
    /// `commune` with the word for its kind: `Xã Mường Phăng`; `place` without.
    pub fn of_commune(commune: &str, place: &str) -> Self {
        let mut letters = commune.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
        Self {
            authority: format!("Ủy ban nhân dân {first}{}", letters.as_str()),
            unit: default_unit(),
            place: place.to_owned(),
            telephone: String::new(),
            titles: Titles::default(),
        }
    }
}

/// A form's number and its title.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    /// Upper right, such as `Mẫu số 01`.
    pub form: String,
    pub title: String,
}

/// The titles of forms 01 to 07 of Thông tư 03/2025/TT-VPCP and of the report, unless a commune has others.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Titles {
    pub receipt: Title,
    pub supplement: Title,
    pub refusal: Title,
    pub apology: Title,
    pub stop: Title,
    pub control: Title,
    pub register: Title,
    pub month: Title,
    /// Under which an officer of the desk signs.
    pub desk: String,
    /// Under which whoever hands in signs.
    pub applicant: String,
    /// Under which the head of the authority signs.
    pub head: String,
}

impl Default for Titles {
    fn default() -> Self {
        let form = |number: &str, title: &str| Title { form: number.to_owned(), title: title.to_owned() };
        Self {
            receipt: form("Mẫu số 01", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"),
            supplement: form("Mẫu số 02", "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ"),
            refusal: form("Mẫu số 03", "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ"),
            apology: form("Mẫu số 04", "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ"),
            stop: form("Mẫu số 05", "PHIẾU ĐỀ NGHỊ DỪNG GIẢI QUYẾT HỒ SƠ"),
            control: form("Mẫu số 06", "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ"),
            register: form("Mẫu số 07", "SỔ THEO DÕI HỒ SƠ"),
            month: form("", "BÁO CÁO TÌNH HÌNH TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ"),
            desk: "NGƯỜI TIẾP NHẬN HỒ SƠ".to_owned(),
            applicant: "NGƯỜI NỘP HỒ SƠ".to_owned(),
            head: "THỦ TRƯỞNG CƠ QUAN".to_owned(),
        }
    }
}
