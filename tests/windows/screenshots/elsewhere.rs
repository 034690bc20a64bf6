//! What is not as usual: work for another place, work that was not taken as it was sent, the look through the data.

use super::album::{Album, Size};
use stories::windows::{App, Browser, Commune, LONG, Page, SHORT, Trouble};

pub(crate) async fn take(
    size: &Size,
    album: &mut Album,
    commune: &Commune,
    app: &App,
) -> Result<(), Trouble> {
    let page = app.page();
    settings(size, album, page).await?;
    another_team(size, album, commune, page).await?;
    joined_again(size, album, commune, app).await
}

async fn settings(size: &Size, album: &mut Album, page: &Page) -> Result<(), Trouble> {
    page.go("#/settings").await?;
    page.arrive("settings").await?;
    page.press("#check-data").await?;
    page.wait_for("#check-result[data-sound='true']", LONG).await?;
    album.field(page, size, "settings", "Cài đặt, kiểm tra dữ liệu / Settings, checking the data").await
}

/// The office gives a dossier to another team while somebody of this one goes on with it.
async fn another_team(size: &Size, album: &mut Album, commune: &Commune, page: &Page) -> Result<(), Trouble> {
    page.go("#/home").await?;
    page.start_dossier().await?;
    page.answer("nyc_ho_ten", "Lò Thị Mẫu Hoa").await?;
    page.sync().await?;
    let route = page.route().await?;
    let document = route.split('/').nth(2).unwrap_or_default();
    commune.move_to_team(document, 2)?;
    page.answer("nyc_ho_ten", "Lò Thị Mẫu Hoài").await?;
    page.sync().await?;
    page.go("#/home").await?;
    page.arrive("home").await?;
    page.wait_for("[data-mark='parked']", LONG).await?;
    album.field(page, size, "home-parked", "Chờ chuyển đúng nơi / Waiting for the right place").await?;

    let browser = Browser::open(size.width, size.height).await?;
    browser.visit(&commune.office()).await?;
    browser.log_in(commune).await?;
    let desk = browser.page();
    desk.press("#to-handovers").await?;
    desk.arrive("handovers").await?;
    desk.wait_for("[data-handover][data-state='waiting']", SHORT).await?;
    album.office(desk, size, "handovers", "Hộp chờ chuyển / The hand-over box").await?;
    desk.press("#to-quarantine").await?;
    desk.arrive("quarantine").await?;
    album.office(desk, size, "quarantine", "Lần gửi chưa nhận / What was not taken").await
}

/// The device is another one to the server now: what was written before is written again, and shown.
async fn joined_again(size: &Size, album: &mut Album, commune: &Commune, app: &App) -> Result<(), Trouble> {
    let page = app.page();
    page.start_dossier().await?;
    page.answer("nyc_ho_ten", "Vàng A Mẫu").await?;
    page.sync().await?;
    commune.revoke_devices()?;
    page.answer("nyc_ho_ten", "Vàng Anh Mẫu").await?;
    app.enrol_again(commune).await?;
    page.sync().await?;
    page.wait_for("#refused-notice", LONG).await?;
    page.press("#to-refused").await?;
    page.arrive("refused").await?;
    page.wait_for("[data-refused]", SHORT).await?;
    album.field(page, size, "refused", "Phần chưa được nhận / What was not taken as it was sent").await
}
