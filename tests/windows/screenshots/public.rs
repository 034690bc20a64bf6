//! The villager's own page: the form, what is not found, a dossier that waits, one that is done, and the five questions;
//! and the same questions on the volunteer's phone.

use super::album::{Album, Size};
use demo::Officer;
use dossier::DossierId;
use dossier::supplement::{Ask, Pin};
use stories::windows::{App, Browser, Commune, LONG, SHORT, Trouble};
use wire::office::AskSupplement;
use wire::work::GiveResult;

pub(crate) async fn take(
    size: &Size,
    album: &mut Album,
    commune: &Commune,
    app: &App,
) -> Result<(), Trouble> {
    let page = app.page();
    page.go("#/home").await?;
    page.arrive("home").await?;
    page.press(".dossier-card[data-progress='accepted']").await?;
    page.arrive("handed-over").await?;
    let dossier = DossierId::parse(&page.dossier().await?);
    let dossier = dossier.ok_or_else(|| Trouble("no dossier is open".to_owned()))?;
    page.press("#to-slip").await?;
    page.arrive("slip").await?;
    let link = page.attribute("#slip-qr", "data-text").await?;

    let browser = Browser::open(size.width, size.height).await?;
    let shown = browser.page();
    browser.visit(&format!("{}/tra-cuu", commune.address())).await?;
    shown.wait_for("#so", SHORT).await?;
    album.public(shown, size, "form", "Tra cứu hồ sơ / Looking up a dossier").await?;
    shown.write("#so", "H15-000000-0000").await?;
    shown.write("#nam", "1958").await?;
    shown.press("button[type='submit']").await?;
    shown.wait_for(".notice", SHORT).await?;
    album.public(shown, size, "not-found", "Không thấy / Not found").await?;
    browser.visit(&link).await?;
    shown.wait_for("#state[data-state='Accepted']", SHORT).await?;
    album.public(shown, size, "accepted", "Đã tiếp nhận / Accepted").await?;

    let login = commune.logins().officers.first();
    let login = login.ok_or_else(|| Trouble("the demo commune has no officer".to_owned()))?;
    let desk = Officer::log_in(commune.address(), &login.user, &login.password).await?;
    let version = desk.dossier(dossier).await?.version;
    let about = Pin::Paper { paper: "giay_chung_sinh".into() };
    let asks = vec![Ask { about, words: "Ảnh mờ. Xin chụp lại cho rõ.".to_owned() }];
    let slip = AskSupplement { version, asks, due: None };
    desk.ask(dossier, &slip).await?;
    browser.visit(&link).await?;
    shown.wait_for("#state[data-state='Asked']", SHORT).await?;
    album.public(shown, size, "asked", "Chờ bổ sung / Waiting for a supplement").await?;
    desk.ask_no_more(dossier).await?;
    let result = GiveResult { words: "Giấy khai sinh".to_owned(), scan: None };
    desk.act(dossier, "result", &result).await?;
    browser.visit(&link).await?;
    shown.wait_for("#rating", SHORT).await?;
    album.public(shown, size, "done", "Đã có kết quả, đánh giá / The result, and the rating").await?;

    page.go("#/home").await?;
    page.arrive("home").await?;
    page.sync().await?;
    page.go(&format!("#/dossier/{dossier}/rating")).await?;
    page.arrive("rating").await?;
    page.wait_for("#rating-send", LONG).await?;
    album.field(page, size, "rating", "Bà con tự đánh giá / The villager rates the work").await
}
