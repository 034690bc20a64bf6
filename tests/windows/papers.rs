//! Cards and papers in real windows: a card's code fills the form, photos are kept and travel, the officer looks at them.

#![expect(clippy::unwrap_used, reason = "a story stops where it fails")]

use serde_json::json;
use std::path::{Path, PathBuf};
use stories::pictures::{CARD, ImageFormat, Wrong, code, paper};
use stories::windows::{Browser, LONG, Page, SHORT, Trouble, Visit, until};
use tempfile::TempDir;

const PHOTO: &str = "#photo-giay_chung_sinh";

fn file(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// Waits until a picture of the page is drawn.
async fn drawn(page: &Page, selector: &str) -> Result<(), Trouble> {
    until(&format!("{selector} is drawn"), LONG, async || {
        let script = "return document.querySelector(arguments[0])?.naturalWidth ?? 0";
        let width = page.run(script, vec![json!(selector)]).await?;
        Ok(width.as_u64().filter(|width| *width > 0).map(|_| ()))
    })
    .await
}

#[tokio::test]
#[ignore = "opens real windows: `cargo xtask test` runs it"]
async fn a_card_fills_the_form_and_a_photographed_paper_is_seen_at_the_office() -> Result<(), Trouble> {
    let files = TempDir::new().unwrap();
    let visit = Visit::begin().await?;
    let page = visit.app.page();
    page.start_dossier().await?;

    // A picture that is no card's, then the card.
    page.turn_to("nyc_ho_ten").await?;
    let shop = file(files.path(), "shop.png", &code("https://vidu.example", ImageFormat::Png));
    page.choose_files("#card-nyc", &[shop]).await?;
    page.wait_for("[data-card='nyc'] [data-problem='not_a_card']", SHORT).await?;
    let card = file(files.path(), "card.jpg", &code(CARD, ImageFormat::Jpeg));
    page.choose_files("#card-nyc", &[card]).await?;
    page.wait_for("#card-nyc-read", SHORT).await?;
    assert_eq!(page.value("#q-nyc_ho_ten").await?, "", "nothing is written before somebody says so");
    // What is corrected is what is written; where the person lives is not written without a tick.
    page.write("#q-nyc_ho_ten-card", "Nguyễn Văn Mẫu").await?;
    page.press("#card-nyc-write").await?;
    page.wait_for("#card-nyc-written", SHORT).await?;
    for (question, value) in [
        ("nyc_ho_ten", "Nguyễn Văn Mẫu"),
        ("nyc_giay_to", "so_dinh_danh"),
        ("nyc_so_dinh_danh", "001099012345"),
        ("nyc_ngay_sinh", "1999-03-15"),
    ] {
        page.wait_for(&format!("#saved-{question}[data-state='saved']"), SHORT).await?;
        assert_eq!(page.shown(question).await?.as_deref(), Some(value), "{question}");
    }

    page.fill_in_the_birth().await?;
    // A dark photo is told, a good one is kept; another one behind it.
    let dossier = page.dossier().await?;
    page.go_to_papers(&dossier).await?;
    let dark = file(files.path(), "dark.jpg", &paper(1, Wrong::Dark));
    page.choose_files(PHOTO, &[dark]).await?;
    page.wait_for(&format!("{PHOTO}-look[data-unusable='true'] [data-flaw='TooDark']"), LONG).await?;
    for number in 1..=2 {
        let good = file(files.path(), "good.jpg", &paper(number, Wrong::Nothing));
        page.choose_files(PHOTO, &[good]).await?;
        page.wait_for(&format!("{PHOTO}-look[data-unusable='false']"), LONG).await?;
        drawn(page, &format!("{PHOTO}-look img")).await?;
        page.press(&format!("{PHOTO}-keep")).await?;
        page.wait_for(&format!("#pages-giay_chung_sinh[data-pages='{number}']"), SHORT).await?;
    }
    drawn(page, "#pages-giay_chung_sinh .thumbnail").await?;
    page.hand_over().await?;
    page.sync().await?;
    page.go(&format!("#/dossier/{dossier}/papers")).await?;
    page.wait_for(".page-item[data-where='commune'] + .page-item[data-where='commune']", LONG).await?;

    let browser = Browser::at_the_desk(&visit.commune).await?;
    let desk = browser.page();
    desk.wait_for(".inbox-row[data-state='received']", LONG).await?;
    desk.open_the_first().await?;
    desk.press("[data-paper='giay_chung_sinh'] .paper-photos a").await?;
    desk.arrive("photos").await?;
    drawn(desk, "#photo-shown").await?;
    desk.reads("#photo-place", "Ảnh 1 trên 2", SHORT).await?;
    desk.press("#photo-larger").await?;
    desk.wait_for(".viewer-box[data-zoom='150']", SHORT).await?;
    // By the keyboard alone.
    for (key, shows) in [("r", "#photo-shown[data-turns='1']"), ("ArrowRight", "#photo-later:disabled")] {
        let script =
            "document.dispatchEvent(new KeyboardEvent('keydown', { key: arguments[0], bubbles: true }))";
        desk.run(script, vec![json!(key)]).await?;
        desk.wait_for(shows, SHORT).await?;
    }
    desk.reads("#photo-place", "Ảnh 2 trên 2", SHORT).await?;
    drawn(desk, "#photo-shown").await
}
