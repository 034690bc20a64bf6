//! How long a search and an evaluation take: one JSON object a line, in the form of `cargo xtask bench`.
//!
//! `cargo run --release -p library --example measure`

use forms::Environment;
use library::Library;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

const ROUNDS: usize = 200;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    cascade(&library::Communes::built_in()?)?;
    report("library", "built_in", &measured(|| Library::built_in().is_ok()));
    let library = Library::built_in()?;
    for (metric, typed) in [
        ("accents_typed", "Mường Phăng"),
        ("one_letter", "t"),
        ("with_province", "tan lap thai nguyen"),
        ("nothing", "xyz"),
    ] {
        let times = measured(|| library.communes().search_communes(typed, None, 20).len());
        report("communes", metric, &times);
    }
    for (metric, typed) in
        [("three_words", "lam giay khai sinh"), ("wrong_letter", "khau sihn"), ("one_letter", "k")]
    {
        report("find", metric, &measured(|| library.search(typed).len()));
    }
    // A thousand procedures: the same packs under other codes.
    let many = (0..1000_usize).filter_map(|number| {
        let mut pack = library.packs().nth(number % library.packs().count())?.clone();
        pack.procedure.code = format!("9.{number:06}").as_str().into();
        Some(pack)
    });
    let many = Library::new(many.collect(), library.events().clone(), library.communes().clone());
    report("find", "thousand_procedures", &measured(|| many.search("lam giay khai sinh").len()));
    report("find", "thousand_wrong_letter", &measured(|| many.search("khau sihn").len()));
    let pack = library.pack(&"1.001193".into()).ok_or("the pack is not compiled in")?;
    let source = pack.form.as_ref().ok_or("the pack has no form")?;
    let form = forms::Form::load(source).map_err(|faults| format!("{faults:?}"))?;
    let today = "2026-11-22".parse()?;
    let environment = Environment::new(today).with_files(library.communes());
    let answers: BTreeMap<String, String> = [
        ("nyc_giay_to", "so_dinh_danh"),
        ("nyc_so_dinh_danh", "011198000001"),
        ("tre_ho_ten", "TRẺ MẪU"),
        ("tre_ngay_sinh", "2026-11-12"),
        ("cha_xac_dinh", "co"),
        ("cha_giay_to", "khac"),
        ("ban_sao", "co"),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .collect();
    report("forms", "birth_evaluate", &measured(|| form.evaluate(&answers, &environment).sections.len()));
    report("forms", "birth_load", &measured(|| forms::Form::load(source).is_ok()));
    Ok(())
}

/// The communes of another province each time, over `communes.csv`.
#[expect(clippy::disallowed_methods, reason = "measuring is what the clock is for")]
fn cascade(communes: &library::Communes) -> Result<(), Box<dyn std::error::Error>> {
    let row = |kind: &str, name: &str, filter: &str| forms::SurveyRow {
        kind: kind.to_owned(),
        name: name.to_owned(),
        label: [(String::new(), name.to_owned())].into_iter().collect(),
        choice_filter: filter.to_owned(),
        ..forms::SurveyRow::default()
    };
    let mut source = forms::FormSource {
        survey: vec![
            row("select_one_from_file provinces.csv", "tinh", ""),
            row("select_one_from_file communes.csv", "xa", "tinh = ${tinh}"),
        ],
        ..forms::FormSource::default()
    };
    source.settings.form_id = "cascade".to_owned();
    let form = forms::Form::load(&source).map_err(|faults| format!("{faults:?}"))?;
    let environment = Environment::new("2026-11-22".parse()?).with_files(communes);
    let begin = Instant::now();
    let mut session = forms::Session::new(&form, &BTreeMap::new(), &environment);
    session.answer("tinh", "11", &environment);
    report("communes", "cascade_first", &[begin.elapsed()]);
    let codes: Vec<&str> = communes.provinces().map(|province| province.code.as_str()).collect();
    let mut codes = codes.iter().cycle();
    let times =
        measured(|| session.answer("tinh", codes.next().copied().unwrap_or_default(), &environment).len());
    report("communes", "cascade", &times);
    report(
        "communes",
        "search_choices",
        &measured(|| session.search_choices("xa", "muong", 20, &environment).len()),
    );
    Ok(())
}

/// Sorted times of many rounds.
#[expect(clippy::disallowed_methods, reason = "a measurement needs the clock")]
fn measured<T>(mut work: impl FnMut() -> T) -> Vec<Duration> {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let begin = Instant::now();
            std::hint::black_box(work());
            begin.elapsed()
        })
        .collect();
    times.sort();
    times
}

fn report(bench: &str, metric: &str, times: &[Duration]) {
    for (name, place) in [("p50", times.len() / 2), ("p99", times.len() * 99 / 100)] {
        let ms = times.get(place).copied().unwrap_or_default().as_secs_f64() * 1000.0;
        println!(
            r#"{{"bench":"{bench}","metric":"{metric}_{name}","value":{ms:.4},"unit":"ms","n":{}}}"#,
            times.len()
        );
    }
}
