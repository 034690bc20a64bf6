//! Pictures of every screen, from the real window and a real browser with the demo commune.
//!
//! `donghanh-screenshots FOLDER` writes the pictures and a README that lists them.

mod album;
mod colleague;

use album::{Album, SIZES, Size};
use colleague::Colleague;
use demo::birth;
use std::path::PathBuf;
use std::process::ExitCode;
use stories::windows::{App, Browser, Commune, Display, Doing, LONG, Page, SHORT, Trouble};
use tempfile::TempDir;

#[tokio::main]
async fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("usage: donghanh-screenshots FOLDER");
        return ExitCode::FAILURE;
    };
    match take_all(Album::new(PathBuf::from(folder))).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("donghanh-screenshots: {trouble}");
            ExitCode::FAILURE
        }
    }
}

/// The whole way once for every size, each time with a new commune and a new device.
async fn take_all(mut album: Album) -> Result<(), Trouble> {
    album.empty()?;
    let display = Display::open()?;
    for size in SIZES {
        take_in(size, &mut album, &display).await?;
    }
    album.write_list()
}

async fn take_in(size: &Size, album: &mut Album, display: &Display) -> Result<(), Trouble> {
    let office = TempDir::new().doing(|| "unable to make a folder".to_owned())?;
    let data = TempDir::new().doing(|| "unable to make a folder".to_owned())?;
    let commune = Commune::start(office.path(), None).await?;

    let app = first_days(size, album, display, &commune, &data).await?;
    at_the_desk(size, album, &commune).await?;
    let page = app.page();
    page.go("#/home").await?;
    page.arrive("home").await?;
    page.sync().await?;
    page.wait_for(".dossier-card[data-progress='accepted']", LONG).await?;
    album
        .field(page, size, "home-accepted", "Trang chính: xã đã tiếp nhận / Home: the office has accepted")
        .await?;
    page.press(".dossier-card").await?;
    page.arrive("handed-over").await?;
    album.field(page, size, "accepted", "Hồ sơ đã được tiếp nhận / An accepted dossier").await?;
    app.kill().await?;

    let app = open(size, display, &data).await?;
    app.page().arrive("unlock").await?;
    album.field(app.page(), size, "unlock", "Nhập mã PIN / Entering the PIN").await?;
    app.kill().await?;
    damage(&data)?;
    let app = open(size, display, &data).await?;
    app.unlock().await?;
    app.page().arrive("damaged").await?;
    album.field(app.page(), size, "damaged", "Kho hồ sơ bị hỏng / A damaged store").await
}

async fn open(size: &Size, display: &Display, data: &TempDir) -> Result<App, Trouble> {
    let app = App::start(display, data.path()).await?;
    app.page().resize(size.width, size.height).await?;
    Ok(app)
}

/// From the first start to a dossier that was handed over.
async fn first_days(
    size: &Size,
    album: &mut Album,
    display: &Display,
    commune: &Commune,
    data: &TempDir,
) -> Result<App, Trouble> {
    let app = open(size, display, data).await?;
    let page = app.page();
    page.arrive("pin").await?;
    album.field(page, size, "pin", "Đặt mã PIN / Setting the PIN").await?;
    app.set_pin().await?;
    page.arrive("home").await?;
    album.field(page, size, "home-first", "Trang chính lần đầu / Home at first").await?;
    page.press("#enrol-open").await?;
    page.arrive("enrol").await?;
    album.field(page, size, "enrol", "Vào xã / Joining the commune").await?;
    page.go("#/home").await?;
    app.enrol(commune).await?;
    page.sync().await?;
    page.press("#new-dossier").await?;
    page.arrive("find").await?;
    page.write("#procedure-query", "khai sinh").await?;
    page.wait_for(".procedure-card", SHORT).await?;
    album.field(page, size, "find", "Tìm thủ tục / Finding a procedure").await?;
    page.press(".procedure-card").await?;
    page.arrive("guide").await?;
    album.field(page, size, "guide", "Hướng dẫn / The guide").await?;
    page.press("#start-dossier").await?;
    page.arrive("form").await?;
    album.field(page, size, "form", "Tờ khai, chưa điền / The form, empty").await?;
    page.fill_in_the_birth().await?;
    album.field(page, size, "form-filled", "Tờ khai, đã điền / The form, filled in").await?;
    let last_section = page.route().await?;
    two_answers(page, commune).await?;
    album
        .field(page, size, "conflict", "Hai người trả lời khác nhau / Two people answered differently")
        .await?;
    page.go(&last_section).await?;
    page.wait_for("#form-section[data-section='phan_ket_thuc']", SHORT).await?;
    page.press("#next-section").await?;
    page.arrive("papers").await?;
    album.field(page, size, "papers", "Giấy tờ / The papers").await?;
    page.press("#to-review").await?;
    page.arrive("review").await?;
    album.field(page, size, "review", "Xem lại / Review").await?;
    page.hand_over().await?;
    album.field(page, size, "handed-over", "Đã nộp cho xã / Handed over").await?;
    page.sync().await?;
    page.go("#/home").await?;
    page.arrive("home").await?;
    album.field(page, size, "home-sent", "Trang chính: xã đã nhận / Home: sent to the office").await?;
    Ok(app)
}

/// The same question is answered on another volunteer's device and in this window, and both have synced: the
/// form then shows both answers.
async fn two_answers(page: &Page, commune: &Commune) -> Result<(), Trouble> {
    let (question, [here, there]) = birth::SAME_FIELD;
    page.sync().await?;
    let other = Colleague::join(commune).await?;
    let (route, last) = (page.route().await?, page.section().await?);
    page.go(&route.replace(&last, "phan_tre")).await?;
    page.wait_for("#form-section[data-section='phan_tre']", SHORT).await?;
    page.answer(question, here).await?;
    other.answer(question, there).await?;
    page.sync().await?;
    page.wait_for(&format!(".conflict[data-question='{question}']"), LONG).await
}

/// The office console, up to the acceptance.
async fn at_the_desk(size: &Size, album: &mut Album, commune: &Commune) -> Result<(), Trouble> {
    let browser = Browser::open(size.width, size.height).await?;
    browser.visit(&commune.office()).await?;
    let page = browser.page();
    page.arrive("login").await?;
    album.office(page, size, "login", "Đăng nhập / Log-in").await?;
    browser.log_in(commune).await?;
    page.wait_for(".inbox-row", SHORT).await?;
    album.office(page, size, "inbox", "Hồ sơ đến / The inbox").await?;
    page.press(".inbox-row").await?;
    page.arrive("dossier").await?;
    page.wait_for(".conflict", SHORT).await?;
    album.office(page, size, "conflict", "Hai giá trị cạnh nhau / Two values side by side").await?;
    page.press(".conflict .conflict-value button").await?;
    page.wait_for("#accept:not([disabled])", SHORT).await?;
    album.office(page, size, "dossier", "Một hồ sơ / A dossier").await?;
    page.press("#accept").await?;
    page.wait_for("#case-number", SHORT).await?;
    album.office(page, size, "accepted", "Đã tiếp nhận / Accepted").await
}

/// Makes the store unreadable.
fn damage(data: &TempDir) -> Result<(), Trouble> {
    let store = data.path().join("donghanh.db");
    let length = std::fs::metadata(&store).doing(|| "unable to find the store".to_owned())?.len();
    let noise = vec![0x5a; usize::try_from(length).unwrap_or(4096)];
    std::fs::write(&store, noise).doing(|| "unable to damage the store".to_owned())
}
