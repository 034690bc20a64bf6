//! For everyone: help, the tour, large text, high contrast, training, a forgotten PIN.

use crate::album::{Album, Size};
use stories::windows::{App, LONG, Page, SHORT, Trouble};

/// From an unlocked app back to one.
pub(crate) async fn take(size: &Size, album: &mut Album, app: &App) -> Result<(), Trouble> {
    let page = app.page();
    page.go("#/help/sending").await?;
    page.arrive("help").await?;
    album.field(page, size, "help", "Trợ giúp / Help").await?;
    page.go("#/tour/1").await?;
    page.arrive("tour").await?;
    album.field(page, size, "tour", "Giới thiệu / The introduction").await?;
    page.go("#/settings").await?;
    page.arrive("settings").await?;
    album.field(page, size, "settings", "Cài đặt / Settings").await?;
    shown_as(page, "text-size", "200").await?;
    album.field(page, size, "home-200", "Trang chính, chữ 200 % / Home at 200 %").await?;
    page.go("#/help/pin").await?;
    page.arrive("help").await?;
    album.field(page, size, "help-200", "Trợ giúp, chữ 200 % / Help at 200 %").await?;
    shown_as(page, "text-size", "100").await?;
    shown_as(page, "contrast", "high").await?;
    album.field(page, size, "home-contrast", "Tương phản cao / High contrast").await?;
    shown_as(page, "contrast", "system").await?;
    training(page, size, album).await?;
    app.unlock().await?;
    page.arrive("home").await
}

/// What the display's panel remembers, without a press for each.
async fn shown_as(page: &Page, what: &str, value: &str) -> Result<(), Trouble> {
    page.go("#/home").await?;
    page.run(
        "localStorage.setItem(arguments[0], arguments[1]); location.reload(); return null",
        vec![what.into(), value.into()],
    )
    .await?;
    let attribute = if what == "contrast" { "data-contrast" } else { "data-text" };
    page.wait_for(&format!(":root[{attribute}='{value}'] main[data-page='home']"), LONG).await
}

async fn training(page: &Page, size: &Size, album: &mut Album) -> Result<(), Trouble> {
    page.go("#/settings").await?;
    page.press("#training-enter").await?;
    page.wait_for("#training", LONG).await?;
    page.arrive("home").await?;
    page.wait_for(".dossier-card", LONG).await?;
    album.field(page, size, "training", "Dữ liệu tập huấn / Training").await?;
    page.press("#training-leave").await?;
    page.arrive("unlock").await
}

/// From the unlock page, and back to it.
pub(crate) async fn forgotten(size: &Size, album: &mut Album, page: &Page) -> Result<(), Trouble> {
    page.press("#forgot-pin").await?;
    page.arrive("recover").await?;
    page.wait_for("#phone-code", SHORT).await?;
    album.field(page, size, "recover", "Quên mã PIN / A forgotten PIN").await?;
    page.press("#recover-back").await?;
    page.arrive("unlock").await
}
