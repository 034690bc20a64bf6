//! The official blanks: the wording of each stands in its template, the answers in its places.

use crate::answers::Answers;
use crate::{Paper, PaperError};
use chrono::NaiveDate;
use forms::Session;
use library::{Communes, Procedure};

/// A blank that a ministry has published. Its wording is `blanks/<name>.txt`, its template `templates/blanks/<name>.typ`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Official {
    procedure: &'static str,
    /// Where a procedure has several: the question that decides, and its answer.
    when: Option<(&'static str, &'static str)>,
    name: &'static str,
    template: &'static str,
    title: &'static str,
}

/// `khai-sinh` → its template.
macro_rules! official {
    (@when) => { None };
    (@when $question:literal $answer:literal) => { Some(($question, $answer)) };
    ($($procedure:literal $(($question:literal, $answer:literal))?, $name:literal, $title:literal;)*) => {
        &[$(Official {
            procedure: $procedure,
            when: official!(@when $($question $answer)?),
            name: $name,
            template: concat!("blanks/", $name),
            title: $title,
        }),*]
    };
}

const OFFICIAL: &[Official] = official!(
    "1.001193", "khai-sinh", "Tờ khai đăng ký khai sinh";
    "1.014027", "huu-tri-xa-hoi", "Văn bản đề nghị hưởng trợ cấp hưu trí xã hội";
    "1.004873", "xac-nhan-tinh-trang-hon-nhan", "Tờ khai cấp Giấy xác nhận tình trạng hôn nhân";
    "1.000656", "khai-tu", "Tờ khai đăng ký khai tử";
    "1.001731", "mai-tang", "Tờ khai đề nghị hỗ trợ chi phí mai táng";
    "1.001776" ("nhom", "tre_em"), "tro-giup-xa-hoi-1a", "Tờ khai đề nghị trợ giúp xã hội (mẫu 1a)";
    "1.001776" ("nhom", "hiv"), "tro-giup-xa-hoi-1b", "Tờ khai đề nghị trợ giúp xã hội (mẫu 1b)";
    "1.001776" ("nhom", "don_than"), "tro-giup-xa-hoi-1c", "Tờ khai đề nghị trợ giúp xã hội (mẫu 1c)";
    "1.001776" ("nhom", "cao_tuoi"), "tro-giup-xa-hoi-1d", "Tờ khai đề nghị trợ giúp xã hội (mẫu 1d)";
    "1.001776" ("nhom", "khuyet_tat"), "tro-giup-xa-hoi-1dd", "Tờ khai đề nghị trợ giúp xã hội (mẫu 1đ)";
    "2.000635", "ban-sao-trich-luc", "Tờ khai cấp bản sao trích lục hộ tịch";
    "1.004859", "thay-doi-cai-chinh-ho-tich", "Tờ khai đăng ký việc thay đổi, cải chính, bổ sung thông tin hộ tịch, xác định lại dân tộc";
    "1.001699", "muc-do-khuyet-tat", "Đơn đề nghị xác định, xác định lại mức độ khuyết tật";
    "1.001612", "ho-kinh-doanh", "Giấy đề nghị đăng ký hộ kinh doanh";
);

/// The template for a procedure whose blank is not here: questions and answers one below the other.
const PLAIN: &str = "blanks/answers";

/// Whether the official blank of a procedure is here.
pub fn has_blank(procedure: &str) -> bool {
    OFFICIAL.iter().any(|official| official.procedure == procedure)
}

/// What a family has answered, on the blank that is theirs.
#[derive(Clone, Debug)]
pub struct Blank {
    template: &'static str,
    title: String,
    answers: Answers,
}

impl Blank {
    /// The official blank of the procedure; where there is none, its questions with their answers.
    pub fn filled(procedure: &Procedure, session: &Session, communes: &Communes) -> Self {
        let official = OFFICIAL.iter().find(|official| {
            official.procedure == procedure.code.as_str()
                && official.when.is_none_or(|(question, answer)| session.value(question) == answer)
        });
        let (template, title) = match official {
            Some(official) => (official.template, official.title.to_owned()),
            None => (PLAIN, procedure.name.vi.clone()),
        };
        Self { template, title, answers: Answers::of(session, communes) }
    }

    /// Every official blank by its name, with nothing filled in: to write on by hand.
    pub fn unfilled() -> impl Iterator<Item = (&'static str, Self)> {
        OFFICIAL.iter().map(|official| {
            let title = official.title.to_owned();
            (official.name, Self { template: official.template, title, answers: Answers::default() })
        })
    }

    /// Of an official blank its name; `None` for plain answers.
    pub fn name(&self) -> Option<&'static str> {
        OFFICIAL.iter().find(|official| official.template == self.template).map(|official| official.name)
    }

    /// The blank is dated by what was answered; `on` is the day of the file.
    pub fn paper(&self, on: NaiveDate) -> Result<Paper, PaperError> {
        Paper::new(self.template, &self.title, &self.answers, on)
    }
}
