//! Forms of any size, made by rule: for benches, natively and in a browser, and for tests.

use crate::{ChoiceRow, FormSource, SurveyRow, Translated};
use std::collections::BTreeMap;

/// A form of so many questions, in groups of 50, of which so many have a `relevant` or a calculation over
/// questions before them, near and far; some questions are looked at by many.
pub fn bench_form(questions: usize, expressions: usize) -> FormSource {
    let mut source = empty("bench");
    let every = (questions / expressions.max(1)).max(1);
    let mut left = expressions;
    for n in 0..questions {
        if n % 50 == 0 {
            if n > 0 {
                source.survey.push(row("end group", "", ""));
            }
            source.survey.push(row("begin group", &format!("g{}", n / 50), "Nhóm"));
        }
        let mut question = row(if n % 3 == 0 { "integer" } else { "text" }, &format!("q{n}"), "Câu hỏi");
        if n > 10 && n % every == 0 && left > 0 {
            left -= 1;
            let (near, far) = (n - 1 - n % 7, n / 3);
            match n % 4 {
                0 => question.relevant = format!("${{q{near}}} != '' or ${{q{far}}} > 18"),
                1 => {
                    question.kind = "calculate".to_owned();
                    question.calculation = format!("if(${{q{far}}} > 10, ${{q{far}}} * 2, ${{q{near}}})");
                }
                2 => question.relevant = format!("not(selected(${{q{near}}}, 'a')) and ${{q0}} != 'x'"),
                _ => {
                    question.kind = "calculate".to_owned();
                    question.calculation = format!("concat(${{q{near}}}, ' ', ${{q{far}}})");
                }
            }
        }
        source.survey.push(question);
    }
    if questions > 0 {
        source.survey.push(row("end group", "", ""));
    }
    source
}

/// A select over a list of so many choices in 100 regions, filtered by the region that is chosen first.
pub fn bench_list(choices: usize) -> FormSource {
    let mut source = empty("list");
    source.survey.push(row("select_one region", "region", "Vùng"));
    let mut place = row("select_one place", "place", "Nơi");
    place.choice_filter = "region = ${region}".to_owned();
    source.survey.push(place);
    source.survey.push(row("select_one place", "anywhere", "Nơi bất kỳ"));
    let mut part = row("select_one place", "part", "Một phần");
    part.choice_filter = "region = ${region} and starts-with(name, 'c1')".to_owned();
    source.survey.push(part);
    for region in 0..100 {
        source.choices.push(choice("region", &format!("r{region}"), &format!("Vùng {region}"), None));
    }
    for n in 0..choices {
        let word = |n: usize| WORDS.get(n % WORDS.len()).copied().unwrap_or_default();
        let label = format!("{} {} {n}", word(n), word(n / 7));
        let region = format!("r{}", n * 100 / choices.max(1));
        source.choices.push(choice("place", &format!("c{n}"), &label, Some(&region)));
    }
    source
}

/// Provinces and communes as a cascade of two steps: names and labels come from the caller's list.
pub fn bench_cascade<'a>(communes: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>) -> FormSource {
    let mut source = empty("cascade");
    source.survey.push(row("select_one province", "province", "Tỉnh"));
    let mut commune = row("select_one commune", "commune", "Xã");
    commune.choice_filter = "province = ${province}".to_owned();
    source.survey.push(commune);
    let mut provinces = BTreeMap::new();
    for (code, name, province) in communes {
        provinces.entry(province).or_insert(());
        source.choices.push(ChoiceRow {
            columns: [("province".to_owned(), province.to_owned())].into_iter().collect(),
            ..choice("commune", code, name, None)
        });
    }
    source.choices.extend(provinces.keys().map(|code| choice("province", code, code, None)));
    source
}

const WORDS: [&str; 13] = [
    "Mường", "Thanh", "Phăng", "Điện", "Biên", "Hòa", "Bình", "Lương", "Sơn", "Nghĩa", "Đức", "Ea H'Leo",
    "Yên",
];

fn empty(id: &str) -> FormSource {
    let mut source = FormSource::default();
    source.settings.form_id = id.to_owned();
    source.settings.version = "1".to_owned();
    source
}

fn row(kind: &str, name: &str, label: &str) -> SurveyRow {
    SurveyRow { kind: kind.to_owned(), name: name.to_owned(), label: text(label), ..SurveyRow::default() }
}

fn choice(list: &str, name: &str, label: &str, region: Option<&str>) -> ChoiceRow {
    ChoiceRow {
        list_name: list.to_owned(),
        name: name.to_owned(),
        label: text(label),
        columns: region.map(|region| ("region".to_owned(), region.to_owned())).into_iter().collect(),
        ..ChoiceRow::default()
    }
}

fn text(words: &str) -> Translated {
    if words.is_empty() {
        return Translated::default();
    }
    [("vi".to_owned(), words.to_owned())].into_iter().collect()
}
