//! The office asks for one answer and a better photo; the volunteer answers at the door without a network, and the officer
//! sees at the same places what came.

use stories::windows::{Browser, LONG, SHORT, Trouble, Visit, until};
use tempfile::TempDir;

const PAPER: &str = "giay_chung_sinh";
const NAME: &str = "nyc_ho_ten";
const PHOTO_WORDS: &str = "Ảnh bị lóa, xin chụp lại.";

#[tokio::test]
#[ignore = "opens real windows: `cargo xtask test` runs it"]
async fn what_the_officer_asks_for_is_answered_offline_and_comes_back_marked() -> Result<(), Trouble> {
    let files = TempDir::new().unwrap();
    let mut visit = Visit::begin().await?;
    let page = visit.app.page();
    let dossier = page.fill_in_a_birth().await?;
    page.go_to_papers(&dossier).await?;
    page.keep_photo(PAPER, files.path(), 1).await?;
    page.hand_over().await?;
    page.sync().await?;
    page.go(&format!("#/dossier/{dossier}/papers")).await?;
    page.wait_for(".page-item[data-where='commune']", LONG).await?;

    // The officer begins to ask, looks at the photo in between, and finds the words again.
    let browser = Browser::at_the_desk(&visit.commune).await?;
    let desk = browser.page();
    desk.open_the_first().await?;
    desk.press(&format!("#ask-q-{NAME}")).await?;
    desk.write(&format!("#ask-q-{NAME}-words"), "Ghi đủ họ và tên.").await?;
    desk.press(&format!("[data-paper='{PAPER}'] .paper-photos a")).await?;
    desk.arrive("photos").await?;
    desk.go(&format!("#/dossier/{dossier}")).await?;
    desk.arrive("dossier").await?;
    assert_eq!(desk.value(&format!("#ask-q-{NAME}-words")).await?, "Ghi đủ họ và tên.");
    desk.press("[id^='ask-h-']").await?;
    desk.wait_for("#slip-send:disabled", SHORT).await?;
    desk.write("[id^='ask-h-'][id$='-words']", PHOTO_WORDS).await?;
    desk.press("#slip-send:not(:disabled)").await?;
    desk.wait_for("#asked[data-waits='true']", SHORT).await?;

    // It comes to the phone as a task; then the network is gone.
    page.go("#/home").await?;
    page.arrive("home").await?;
    page.sync().await?;
    page.wait_for("#today [data-asked]", LONG).await?;
    page.wait_for(".dossier-card[data-progress='asked']", SHORT).await?;
    visit.commune.stop().await?;
    page.press("#today [data-asked]").await?;
    page.arrive("handed-over").await?;
    page.reads("#asked", PHOTO_WORDS, SHORT).await?;
    page.press("#asked li:nth-child(1) .ask-place").await?;
    page.arrive("form").await?;
    page.wait_for("[data-asked-here='false']", SHORT).await?;
    page.answer(NAME, "Nguyễn Văn Mẫu Mới").await?;
    page.wait_for("[data-asked-here='true']", SHORT).await?;
    page.go(&format!("#/dossier/{dossier}/handed-over")).await?;
    page.arrive("handed-over").await?;
    page.wait_for("#asked li[data-done='true']:nth-child(1)", SHORT).await?;
    page.press("#asked li:nth-child(2) .ask-place").await?;
    page.arrive("papers").await?;
    page.wait_for("[data-asked-here='false']", SHORT).await?;
    page.keep_photo(PAPER, files.path(), 2).await?;
    page.wait_for("[data-asked-here='true']", SHORT).await?;
    page.press("#to-review").await?;
    page.arrive("review").await?;
    assert!(!page.is_there("#asked-left").await?, "all of it was corrected");
    page.press("#hand-over").await?;
    page.arrive("handed-over").await?;
    page.wait_for(".badge-waiting", SHORT).await?;

    visit.commune.start_again().await?;
    page.go("#/home").await?;
    page.arrive("home").await?;
    page.sync().await?;
    page.wait_for(".dossier-card[data-progress='sent']", LONG).await?;
    assert!(!page.is_there("#today [data-asked]").await?);

    // What came stands where it was asked.
    desk.go("#/inbox").await?;
    desk.arrive("inbox").await?;
    desk.wait_for(".inbox-row[data-state='received']", LONG).await?;
    desk.open_the_first().await?;
    desk.wait_for(&format!("[data-question='{NAME}'] .ask-mark[data-came='true']"), SHORT).await?;
    until("the photo's mark", LONG, async || {
        let mark = format!("[data-paper='{PAPER}'] .ask-mark[data-came='true']");
        Ok(desk.is_there(&mark).await?.then_some(()))
    })
    .await?;
    desk.press("#accept").await?;
    desk.wait_for("#case-number", LONG).await
}
