//! The big sync button, saving of data and battery, and the look through the data, in the real window.

use serde_json::json;
use stories::windows::{App, Display, LONG, SHORT, Trouble, Visit};
use tempfile::TempDir;

#[tokio::test]
#[ignore = "opens real windows: `cargo xtask test` runs it"]
async fn lan_syncs_with_one_big_button_saves_her_battery_and_has_her_data_checked() -> Result<(), Trouble> {
    let visit = Visit::begin().await?;
    let page = visit.app.page();
    page.start_dossier().await?;
    page.answer("nyc_ho_ten", "Lò Thị Mẫu").await?;
    page.go("#/home").await?;
    page.arrive("home").await?;

    let height =
        page.run("return document.getElementById('sync-now').getBoundingClientRect().height", vec![]).await?;
    assert!(height.as_f64().is_some_and(|pixels| pixels >= 48.0), "a button for a thumb: {height}");
    page.reads("#sync-now", "Đồng bộ ngay", SHORT).await?;
    page.sync().await?;
    page.reads("#sync-bar", "Không có gì chờ gửi", SHORT).await?;

    page.press("#settings-open").await?;
    page.press("#settings-more").await?;
    page.arrive("settings").await?;
    page.press("label[for='saving']").await?;
    page.go("#/home").await?;
    page.wait_for(".sync-saving[data-saving='true']", LONG).await?;

    page.go("#/settings").await?;
    page.arrive("settings").await?;
    let on = page.run("return document.getElementById('saving').checked", vec![]).await?;
    assert_eq!(on, json!(true), "it is kept");
    page.press("#check-data").await?;
    page.wait_for("#check-result[data-sound='true'][data-repaired='0'][data-damaged='0']", LONG).await?;
    page.reads("#check-result", "dữ liệu tốt", SHORT).await
}

#[tokio::test]
#[ignore = "opens a real window: `cargo xtask test` runs it"]
async fn a_phone_that_is_laid_down_locks_itself_and_loses_neither_the_words_nor_the_page()
-> Result<(), Trouble> {
    let display = Display::open()?;
    let data = TempDir::new().unwrap();
    let app = App::start(&display, data.path()).await?;
    app.set_pin().await?;
    let page = app.page();
    page.start_dossier().await?;
    page.answer("nyc_ho_ten", "Lò Thị Mẫu").await?;
    let here = page.route().await?;
    // Two minutes are set, and pass for the page at once.
    page.go("#/settings").await?;
    page.press("#lock-after-2").await?;
    page.go(&here).await?;
    page.arrive("form").await?;
    page.run("const now = Date.now; Date.now = () => now() + 121000; return null", vec![]).await?;
    page.arrive("unlock").await?;
    app.unlock().await?;
    page.arrive("form").await?;
    assert_eq!(page.route().await?, here);
    assert_eq!(page.shown("nyc_ho_ten").await?.as_deref(), Some("Lò Thị Mẫu"));
    Ok(())
}
