//! `cargo run --release --package papers --example measure`: how long a page takes, one JSON object a line. The first
//! paper of the process is measured as well: fonts and templates are read then. Nothing is remembered from one paper
//! to the next, so none is quicker for another's sake.
//!
//! With a folder behind `--`, every paper of the families of the packs is written there as a PDF, to be looked at.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "measuring needs the clock, and stops where it fails"
)]

use chrono::NaiveDate;
use forms::{Environment, Form, Session};
use library::{Library, PackFiles};
use papers::{Blank, Letterhead, Paper, Register, RegisterLine};
use std::path::Path;
use std::time::Instant;

/// Milliseconds that a page may take.
const LIMIT: f64 = 300.0;
const ROUNDS: usize = 30;

fn main() {
    let families = families();
    if let Some(folder) = std::env::args().nth(1) {
        for (name, paper) in &families {
            write(Path::new(&folder), name, paper);
        }
        return;
    }
    let (_, first) = families.iter().find(|(name, _)| name.starts_with("1.001193")).expect("a birth");
    once("first_paper", first);
    let mut all: Vec<f64> = families
        .iter()
        .map(|(_, paper)| timed(|| drop(paper.pdf().expect("a PDF"))) / pages(paper))
        .collect();
    told("blank_pdf_page", &mut all);
    let mut screens: Vec<f64> = families
        .iter()
        .map(|(_, paper)| timed(|| drop(paper.pages().expect("pages"))) / pages(paper))
        .collect();
    told("blank_svg_page", &mut screens);
    let register = register(1_000);
    let mut long: Vec<f64> =
        (0..3).map(|_| timed(|| drop(register.pdf().expect("a PDF"))) / pages(&register)).collect();
    told("register_1000_lines_page", &mut long);
    let bytes = first.pdf().expect("a PDF").len();
    println!(r#"{{"bench":"papers","metric":"blank_pdf_size","value":{bytes},"unit":"bytes","n":1}}"#);
    let bytes: usize = first.pages().expect("pages").iter().map(String::len).sum();
    println!(r#"{{"bench":"papers","metric":"blank_svg_size","value":{bytes},"unit":"bytes","n":1}}"#);
}

fn timed(work: impl FnOnce()) -> f64 {
    let begun = Instant::now();
    work();
    begun.elapsed().as_secs_f64() * 1_000.0
}

#[expect(clippy::cast_precision_loss, reason = "no paper has so many pages")]
fn pages(paper: &Paper) -> f64 {
    paper.pages().expect("pages").len() as f64
}

fn once(metric: &str, paper: &Paper) {
    let took = timed(|| drop(paper.pdf().expect("a PDF")));
    figure(metric, took, 1);
    let mut again: Vec<f64> = (0..ROUNDS).map(|_| timed(|| drop(paper.pdf().expect("a PDF")))).collect();
    told("same_paper_again", &mut again);
}

fn told(metric: &str, took: &mut [f64]) {
    took.sort_by(f64::total_cmp);
    let at = |percent: usize| {
        took.get((took.len() * percent / 100).min(took.len() - 1)).copied().unwrap_or_default()
    };
    figure(&format!("{metric}_p50"), at(50), took.len());
    figure(&format!("{metric}_p95"), at(95), took.len());
}

fn figure(metric: &str, took: f64, n: usize) {
    println!(r#"{{"bench":"papers","metric":"{metric}","value":{took:.1},"unit":"ms","n":{n}}}"#);
    let ratio = took / LIMIT;
    println!(
        r#"{{"bench":"papers","metric":"{metric}_of_limit","value":{ratio:.3},"unit":"ratio","n":{n}}}"#
    );
}

fn write(folder: &Path, name: &str, paper: &Paper) {
    std::fs::write(folder.join(format!("{name}.pdf")), paper.pdf().expect("a PDF"))
        .expect("the folder can be written");
}

/// Every family of every pack, with the blank that it fills.
fn families() -> Vec<(String, Paper)> {
    let library = Library::built_in().expect("the library");
    Library::built_in_files().iter().flat_map(|files| of_pack(&library, files)).collect()
}

fn of_pack(library: &Library, files: &PackFiles<'_>) -> Vec<(String, Paper)> {
    let Some(pack) = library.pack(&files.folder.into()) else { return Vec::new() };
    let Some(form) = pack.form.as_ref().map(|source| Form::load(source).expect("a form")) else {
        return Vec::new();
    };
    let (stories, _) = files.stories();
    let paper = |(place, story): (usize, library::story::Story)| {
        let environment = Environment::new(story.today).with_files(library.communes());
        let session = Session::new(&form, &story.answers, &environment);
        let blank = Blank::filled(&pack.procedure, &session, library.communes());
        (format!("{}-{place}", files.folder), blank.paper(story.today).expect("a paper"))
    };
    stories.into_iter().enumerate().map(paper).collect()
}

fn register(lines: u32) -> Paper {
    let day = NaiveDate::from_ymd_opt(2026, 11, 25).expect("a day");
    let at = day.and_hms_opt(8, 0, 0).expect("a time");
    let line = |place: u32| RegisterLine {
        number: format!("H15.50.05.13-261125-{place:04}"),
        procedure: "Thủ tục đăng ký khai sinh".to_owned(),
        applicant: format!("Lò Thị Mẫu {place}"),
        contact: "bản Mẫu; 0912000001".to_owned(),
        unit: "Phòng Văn hóa - Xã hội".to_owned(),
        received_at: at,
        due_at: Some(at),
        returned_at: None,
        way: "tại chỗ".to_owned(),
        note: String::new(),
    };
    let register = Register { from: day, to: day, lines: (0..lines).map(line).collect(), on: day };
    register.paper(&Letterhead::of_commune("Xã Mẫu", "Mẫu")).expect("a register")
}
