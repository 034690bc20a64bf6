//! A procedure's way through real windows: from an officer's files to the volunteer's app, and back.

#![expect(clippy::unwrap_used, reason = "the helpers of a test fail it as the test itself would")]

use demo::birth;
use forms::FormSource;
use forms::workbook::write_xlsx;
use library::Library;
use std::path::{Path, PathBuf};
use stories::windows::{Browser, LONG, Page, SHORT, Trouble, Visit, until};
use tempfile::TempDir;

const BUILT_IN: &str = "2026-07-18";
const OURS: &str = "2026-11-20";
const QUESTION: &str = "nyc_ho_ten";
const LABEL: &str = "Họ tên người đứng ra khai (xã Mẫu)";
const SUMMARY: &str = "Lời tóm tắt do xã Mẫu viết lại.";

#[tokio::test]
#[ignore = "opens real windows: `cargo xtask test` runs it"]
async fn an_officers_workbook_is_corrected_published_reaches_the_app_and_is_taken_back() -> Result<(), Trouble>
{
    let files = TempDir::new().unwrap();
    let visit = Visit::begin().await?;
    let page = visit.app.page();
    assert!(!guide(page).await?.contains(SUMMARY));

    // The administrator chooses files with two faults, and sees each at its cell.
    let browser = Browser::at_the_desk(&visit.commune).await?;
    let desk = browser.page();
    desk.press("#to-packs").await?;
    desk.arrive("packs").await?;
    let (mut form, mut procedure) = birth_registration();
    set_label(&mut form, LABEL);
    let mut broken = form.clone();
    let row = row_of(&form, QUESTION);
    broken.survey[row - 2].kind = "txet".into();
    broken.survey[row - 1].name = QUESTION.into();
    desk.choose_files("#pack-files", &written(files.path(), "hong", &broken, &procedure)).await?;
    desk.wait_for("#pack-refused", SHORT).await?;
    let cells = [(format!("A{row}"), "không có loại câu hỏi “txet”"), (format!("B{}", row + 1), QUESTION)];
    for (cell, words) in cells {
        desk.reads(&format!("#pack-faults .fault[data-cell='{cell}']"), words, SHORT).await?;
    }
    assert!(!desk.is_there("#publish").await?, "what has a fault cannot be published");

    // Corrected, it is shown as volunteers will see it, and published.
    procedure = with_summary(&procedure);
    desk.choose_files("#pack-files", &written(files.path(), "tot", &form, &procedure)).await?;
    desk.wait_for("#pack-good", SHORT).await?;
    assert!(!desk.is_there("#pack-faults").await?);
    desk.reads("#preview", LABEL, SHORT).await?;
    desk.press("#publish").await?;
    desk.reads("#packs-told", OURS, SHORT).await?;
    desk.wait_for(&version(OURS, true), SHORT).await?;

    // The volunteer gets it with the next sync: the guide, and the form of a new dossier.
    sync(page).await?;
    guide_becomes(page, "the office's", |guide| guide.contains(SUMMARY)).await?;
    let ours = begin(page).await?;
    page.reads(&question(), LABEL, SHORT).await?;

    // Taken back: asked twice, and the version before is what new dossiers begin with again.
    let withdraw = format!("{} .withdraw", version(OURS, true));
    let before = desk.text(&withdraw).await?;
    desk.press(&withdraw).await?;
    until("the page asks once more", SHORT, async || {
        Ok((desk.text(&withdraw).await? != before).then_some(()))
    })
    .await?;
    desk.press(&withdraw).await?;
    desk.wait_for(&version(BUILT_IN, true), SHORT).await?;
    desk.wait_for(&version(OURS, false), SHORT).await?;
    sync(page).await?;
    guide_becomes(page, "the app's own", |guide| !guide.contains(SUMMARY)).await?;
    begin(page).await?;
    page.wait_for(&question(), SHORT).await?;
    assert!(!page.text(&question()).await?.contains(LABEL));

    // What was begun with it keeps it.
    page.go(&ours).await?;
    page.reads(&question(), LABEL, SHORT).await
}

/// The pack of the demo's birth as files: its form with the blocks in place, and its procedure.yaml.
fn birth_registration() -> (FormSource, String) {
    let library = Library::built_in().unwrap();
    let mut form = library.pack(&birth::PROCEDURE.into()).unwrap().form.clone().unwrap();
    form.settings.version = OURS.to_owned();
    let files = Library::built_in_files().iter().find(|files| files.folder == birth::PROCEDURE).unwrap();
    let procedure =
        files.procedure.replace(&format!("version: \"{BUILT_IN}\""), &format!("version: \"{OURS}\""));
    assert_ne!(procedure, files.procedure);
    (form, procedure)
}

fn with_summary(procedure: &str) -> String {
    let library = Library::built_in().unwrap();
    let old = &library.pack(&birth::PROCEDURE.into()).unwrap().procedure.summary.vi;
    let new = procedure.replace(old, SUMMARY);
    assert_ne!(new, procedure);
    new
}

/// As the spreadsheet numbers it: the header is row 1.
fn row_of(form: &FormSource, name: &str) -> usize {
    form.survey.iter().position(|row| row.name == name).unwrap() + 2
}

fn set_label(form: &mut FormSource, label: &str) {
    let row = form.survey.iter_mut().find(|row| row.name == QUESTION).unwrap();
    let texts = [("Tiếng Việt (vi)", label), ("English (en)", "Name of the one who files (Mẫu commune)")];
    row.label = texts.into_iter().map(|(language, text)| (language.to_owned(), text.to_owned())).collect();
}

/// Two files as an officer has them.
fn written(folder: &Path, name: &str, form: &FormSource, procedure: &str) -> [PathBuf; 2] {
    let folder = folder.join(name);
    std::fs::create_dir(&folder).unwrap();
    let (workbook, facts) = (folder.join("to_khai.xlsx"), folder.join("procedure.yaml"));
    std::fs::write(&workbook, write_xlsx(form).unwrap()).unwrap();
    std::fs::write(&facts, procedure).unwrap();
    [workbook, facts]
}

/// A version in the office's list, and whether new dossiers begin with it.
fn version(version: &str, current: bool) -> String {
    format!("[data-code='{}'][data-version='{version}'][data-current='{current}']", birth::PROCEDURE)
}

fn question() -> String {
    format!("#form-section [data-question='{QUESTION}']")
}

async fn sync(page: &Page) -> Result<(), Trouble> {
    page.go("#/home").await?;
    page.arrive("home").await?;
    page.sync().await
}

/// The guide as the app has it now.
async fn guide(page: &Page) -> Result<String, Trouble> {
    page.go("#/home").await?;
    page.arrive("home").await?;
    page.go(&format!("#/procedure/{}", birth::PROCEDURE)).await?;
    page.arrive("guide").await?;
    page.text("#guide").await
}

/// The files of a pack are fetched after the dossiers.
async fn guide_becomes(page: &Page, whose: &str, is: impl Fn(&str) -> bool) -> Result<(), Trouble> {
    until(&format!("the guide is {whose}"), LONG, async || Ok(is(&guide(page).await?).then_some(()))).await
}

/// From the guide to the form of a new dossier, turned to the question; gives the route.
async fn begin(page: &Page) -> Result<String, Trouble> {
    page.press("#start-dossier").await?;
    page.arrive("form").await?;
    page.turn_to(QUESTION).await?;
    page.route().await
}
