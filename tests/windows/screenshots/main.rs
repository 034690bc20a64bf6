//! Pictures of every screen, from the real window and a real browser with the demo commune.
//!
//! `donghanh-screenshots FOLDER` writes the pictures and a README that lists them; `donghanh-screenshots --axe FILE`
//! goes the same way and has axe-core, which is in the file, look at every screen.

mod album;
mod audit;
mod book;
mod elsewhere;
mod everyone;
mod pictures;
mod public;
mod supplement;

use album::{Album, SIZES, Size};
use audit::Audit;
use demo::birth;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use stories::windows::{App, Browser, Colleague, Commune, Display, Doing, LONG, Page, SHORT, Trouble};
use tempfile::TempDir;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let done = match arguments.as_slice() {
        [flag, axe] if flag.as_os_str() == "--axe" => audit(axe).await,
        [folder] => pictures_into(folder.clone()).await,
        _ => {
            eprintln!("usage: donghanh-screenshots FOLDER, or --axe FILE");
            return ExitCode::FAILURE;
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("donghanh-screenshots: {trouble}");
            ExitCode::FAILURE
        }
    }
}

/// The whole way once for every size, each time with a new commune and a new device.
async fn pictures_into(folder: PathBuf) -> Result<(), Trouble> {
    let mut album = Album::of_pictures(folder)?;
    let display = Display::open()?;
    for size in SIZES {
        take_in(size, &mut album, &display).await?;
    }
    album.end()
}

/// Once, on a phone: what a screen says of itself is the same at every size.
async fn audit(axe: &Path) -> Result<(), Trouble> {
    let mut album = Album::of_audits(Audit::with(axe)?);
    let display = Display::open()?;
    let [phone, ..] = SIZES;
    take_in(phone, &mut album, &display).await?;
    album.end()
}

async fn take_in(size: &Size, album: &mut Album, display: &Display) -> Result<(), Trouble> {
    let office = TempDir::new().doing(|| "unable to make a folder".to_owned())?;
    let data = TempDir::new().doing(|| "unable to make a folder".to_owned())?;
    let commune = Commune::start(office.path(), None).await?;

    let app = first_days(size, album, display, &commune, &data).await?;
    at_the_desk(size, album, &commune, &app).await?;
    let page = app.page();
    page.go("#/home").await?;
    page.arrive("home").await?;
    page.sync().await?;
    page.wait_for(".dossier-card[data-progress='accepted']", LONG).await?;
    album
        .field(page, size, "home-accepted", "Trang chính: xã đã tiếp nhận / Home: the office has accepted")
        .await?;
    page.press(".dossier-card[data-progress='accepted']").await?;
    page.arrive("handed-over").await?;
    album.field(page, size, "accepted", "Hồ sơ đã được tiếp nhận / An accepted dossier").await?;
    elsewhere::take(size, album, &commune, &app).await?;
    book::take(size, album, &app).await?;
    everyone::take(size, album, &app).await?;
    public::take(size, album, &commune, &app).await?;
    app.kill().await?;

    let app = open(size, display, &data).await?;
    app.page().arrive("unlock").await?;
    album.field(app.page(), size, "unlock", "Nhập mã PIN / Entering the PIN").await?;
    everyone::forgotten(size, album, app.page()).await?;
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
    what_happened(page, size, album).await?;
    page.write("#procedure-query", "khai sinh").await?;
    page.wait_for(&format!(".procedure-card[data-code='{}']", birth::PROCEDURE), SHORT).await?;
    album.field(page, size, "find", "Tìm thủ tục / Finding a procedure").await?;
    page.press(&format!(".procedure-card[data-code='{}']", birth::PROCEDURE)).await?;
    page.arrive("guide").await?;
    album.field(page, size, "guide", "Hướng dẫn / The guide").await?;
    page.press("#walk").await?;
    page.arrive("walk").await?;
    page.press("#walk-next").await?;
    page.wait_for(".walk-idea[data-idea='who']", SHORT).await?;
    album.field(page, size, "walk", "Mỗi màn hình một ý / One idea a screen").await?;
    page.go(&format!("#/procedure/{}", birth::PROCEDURE)).await?;
    page.arrive("guide").await?;
    page.press("#start-dossier").await?;
    page.arrive("form").await?;
    album.field(page, size, "form", "Tờ khai, chưa điền / The form, empty").await?;
    pictures::card(page, size, album).await?;
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
    pictures::papers(page, size, album).await?;
    page.press("#to-review").await?;
    page.arrive("review").await?;
    album.field(page, size, "review", "Xem lại / Review").await?;
    consents(page, size, album).await?;
    page.hand_over().await?;
    album.field(page, size, "handed-over", "Đã nộp cho xã / Handed over").await?;
    page.press("#to-slip").await?;
    page.arrive("slip").await?;
    album.field(page, size, "slip", "Phiếu cho bà con / The villager's slip").await?;
    page.press("#back").await?;
    page.arrive("handed-over").await?;
    page.sync().await?;
    on_the_portal(page, size, album).await?;
    page.go("#/home").await?;
    page.arrive("home").await?;
    album.field(page, size, "home-sent", "Trang chính: xã đã nhận / Home: sent to the office").await?;
    Ok(app)
}

/// Purposes, the pad with a line on it, the signature under what was agreed to, and the first step of taking back.
async fn consents(page: &Page, size: &Size, album: &mut Album) -> Result<(), Trouble> {
    page.press("label[for='consent-contact_about_progress']").await?;
    page.wait_for("#saved-consent-contact_about_progress[data-state='saved']", SHORT).await?;
    page.press("#to-signature").await?;
    page.arrive("signature").await?;
    let line = [(0.15, 0.7), (0.25, 0.25), (0.35, 0.7), (0.45, 0.4), (0.55, 0.65), (0.7, 0.3), (0.85, 0.6)];
    page.draw("#signature-pad", &[&line]).await?;
    page.wait_for("#signature-keep:not([disabled])", SHORT).await?;
    album.field(page, size, "signature", "Ký bằng ngón tay / Signing with a finger").await?;
    page.press("#signature-keep").await?;
    page.wait_for("#signed", SHORT).await?;
    page.press("#take-back").await?;
    page.wait_for("#take-back-confirm", SHORT).await?;
    album.field(page, size, "take-back", "Rút lại, bước hỏi / Taking back, the question").await?;
    page.press("#take-back-keep").await?;
    page.wait_for("#take-back", SHORT).await
}

/// What the family says leads to everything of one visit.
async fn what_happened(page: &Page, size: &Size, album: &mut Album) -> Result<(), Trouble> {
    page.write("#procedure-query", "me mat").await?;
    page.wait_for(".event-card[data-event='mat_nguoi_than']", SHORT).await?;
    album.field(page, size, "find-event", "Tìm theo việc trong nhà / Finding by what happened").await?;
    page.press(".event-card[data-event='mat_nguoi_than']").await?;
    page.arrive("event").await?;
    album.field(page, size, "event", "Làm cùng một chuyến / In one visit").await?;
    // A form whose questions come several times: of each paper that is to be certified.
    page.go("#/procedure/2.000815").await?;
    page.arrive("guide").await?;
    page.press("#start-dossier").await?;
    page.arrive("form").await?;
    while !page.is_there(".repeat").await? {
        let section = page.section().await?;
        page.press("#next-section").await?;
        // The first press tells what is wrong; an empty section is left with the second.
        if page.section().await? == section {
            page.press("#next-section").await?;
        }
    }
    page.press(".repeat > .button").await?;
    page.wait_for(".instance", SHORT).await?;
    album.field(page, size, "repeat", "Câu hỏi cho từng giấy tờ / Questions of each paper").await?;
    page.go("#/find").await?;
    page.arrive("find").await
}

/// Handing in on the portal: the warning where a secret is asked for, and the answers to copy.
async fn on_the_portal(page: &Page, size: &Size, album: &mut Album) -> Result<(), Trouble> {
    page.press("#to-submit").await?;
    page.wait_for("#submit-portal", SHORT).await?;
    album.field(page, size, "submit", "Chọn cách nộp / Choosing the way").await?;
    page.press("#submit-portal").await?;
    for (wanted, name, words) in [
        (
            ".walk-idea [data-warning='secret']",
            "submit-secret",
            "Chỉ bà con tự nhập mã / Only the villager types codes",
        ),
        (".walk-idea .copy-button", "submit-copy", "Chép từng câu trả lời / Copying each answer"),
    ] {
        while !page.is_there(wanted).await? {
            let idea = page.attribute(".walk-idea", "data-idea").await?;
            page.press("#walk-next").await?;
            page.wait_for(&format!(".walk-idea:not([data-idea='{idea}'])"), SHORT).await?;
        }
        album.field(page, size, name, words).await?;
    }
    Ok(())
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
async fn at_the_desk(size: &Size, album: &mut Album, commune: &Commune, app: &App) -> Result<(), Trouble> {
    let browser = Browser::open(size.width, size.height).await?;
    browser.visit(&commune.office()).await?;
    let page = browser.page();
    page.arrive("login").await?;
    album.office(page, size, "login", "Đăng nhập / Log-in").await?;
    browser.log_in(commune).await?;
    page.wait_for(".inbox-row", SHORT).await?;
    album.office(page, size, "inbox", "Hồ sơ đến / The inbox").await?;
    page.press("#to-counter").await?;
    page.wait_for(".counter-procedure", SHORT).await?;
    album.office(page, size, "counter", "Nhận tại quầy / At the counter").await?;
    page.press(".counter-procedure[data-procedure='1.001193']").await?;
    page.wait_for("#counter-procedure", SHORT).await?;
    album.office(page, size, "counter-form", "Điền tờ khai tại quầy / Filling in at the counter").await?;
    page.press("#back").await?;
    page.wait_for(".inbox-row", SHORT).await?;
    page.press("#list-filters summary").await?;
    page.wait_for("#list-procedure option:nth-child(2)", SHORT).await?;
    album.office(page, size, "filters", "Tìm và lọc / Search and filters").await?;
    page.write("#list-search", "không có ai").await?;
    page.wait_for("#list-empty", SHORT).await?;
    album.office(page, size, "nothing-found", "Không tìm thấy / Nothing found").await?;
    page.press("#list-clear").await?;
    page.press("#list-filters summary").await?;
    page.wait_for(".inbox-row", SHORT).await?;
    page.open_the_first().await?;
    page.wait_for(".conflict", SHORT).await?;
    album.office(page, size, "conflict", "Hai giá trị cạnh nhau / Two values side by side").await?;
    page.press(".conflict .conflict-value button").await?;
    page.wait_for("#accept:not([disabled])", SHORT).await?;
    album.office(page, size, "dossier", "Một hồ sơ / A dossier").await?;
    supplement::take(size, album, page, app.page()).await?;
    let dossier = page.route().await?;
    page.press(".paper-photos a").await?;
    page.arrive("photos").await?;
    pictures::drawn(page, "#photo-shown").await?;
    album.office(page, size, "photos", "Ảnh giấy tờ / Photos of papers").await?;
    page.go(&dossier).await?;
    page.arrive("dossier").await?;
    page.press("#accept").await?;
    page.wait_for("#case-number", SHORT).await?;
    album.office(page, size, "accepted", "Đã tiếp nhận / Accepted").await?;
    page.press("#work-put-off").await?;
    page.wait_for("#work-signer", SHORT).await?;
    album.office(page, size, "work", "Giải quyết hồ sơ / Working on a dossier").await?;
    page.go("#/phones").await?;
    page.arrive("phones").await?;
    page.wait_for("#wipe-rule", SHORT).await?;
    album.office(page, size, "phones", "Máy của tình nguyện viên / Volunteers' phones").await?;
    page.go("#/settings").await?;
    page.arrive("settings").await?;
    page.wait_for("#officers li", SHORT).await?;
    album.office(page, size, "settings", "Lịch, giờ làm việc và vai trò / Calendar, hours and roles").await?;
    page.go("#/numbers").await?;
    page.arrive("numbers").await?;
    page.wait_for("#numbers[data-month]", SHORT).await?;
    album.office(page, size, "numbers", "Số liệu / The numbers").await?;
    page.go("#/inbox").await?;
    page.arrive("inbox").await?;
    the_procedures(page, size, album).await
}

/// The administrator's page: the versions, and files that are not as they should be.
async fn the_procedures(page: &Page, size: &Size, album: &mut Album) -> Result<(), Trouble> {
    page.press("#to-packs").await?;
    page.arrive("packs").await?;
    page.wait_for("[data-current]", SHORT).await?;
    album.office(page, size, "packs", "Thủ tục và tờ khai / Procedures and forms").await?;
    let folder = TempDir::new().doing(|| "unable to make a folder".to_owned())?;
    let file = folder.path().join("procedure.yaml");
    let words =
        "code: \"1.001193\"\nversion: \"2026-11-20\"\nname: { vi: Thủ tục đăng ký khai sinh }\nphi: 0\n";
    std::fs::write(&file, words).doing(|| format!("unable to write {}", file.display()))?;
    page.choose_files("#pack-files", &[file]).await?;
    page.wait_for("#pack-faults", SHORT).await?;
    album.office(page, size, "pack-faults", "Từng lỗi ở chỗ của nó / Each fault at its place").await
}

/// Makes the store unreadable.
fn damage(data: &TempDir) -> Result<(), Trouble> {
    let store = data.path().join("donghanh.db");
    let length = std::fs::metadata(&store).doing(|| "unable to find the store".to_owned())?.len();
    let noise = vec![0x5a; usize::try_from(length).unwrap_or(4096)];
    std::fs::write(&store, noise).doing(|| "unable to damage the store".to_owned())
}
