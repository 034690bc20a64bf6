//! One dossier's whole way, in a real window and real browsers: from the door over the office's desks to the villager's
//! own phone, and into the month's numbers. The server is the real one on a real socket, by a clock that the story puts
//! forward: nothing else could be late within minutes.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a story stops where it fails")]

use dossier::Timestamp;
use serde_json::json;
use std::path::PathBuf;
use stories::windows::{App, Browser, Display, LONG, Page, SHORT, Trouble, until};
use tempfile::TempDir;
use testkit::{Commune, Network, Weather};
use wire::numbers::{Figures, Numbers};

const PAPER: &str = "giay_chung_sinh";
const NAME: &str = "nyc_ho_ten";
const PLACE: &str = "noi_sinh_co_so";
const DAY_MS: i64 = 86_400_000;
/// Places among the demo's officers.
const CHIEF: usize = 0;
const CIVIL_STATUS: usize = 1;

struct Office {
    commune: Commune,
    browser: Browser,
}

impl Office {
    async fn log_in(&self, who: usize) -> Result<(), Trouble> {
        let (user, password) = &self.commune.officers[who];
        let office = format!("http://{}/office/", self.commune.address());
        self.browser.log_in_as(&office, user, password).await
    }

    /// Somebody else sits down at the desk.
    async fn change_to(&self, who: usize) -> Result<(), Trouble> {
        self.browser.forget_login().await?;
        self.log_in(who).await
    }

    async fn open(&self, dossier: &str) -> Result<&Page, Trouble> {
        let desk = self.browser.page();
        desk.go(&format!("#/dossier/{dossier}")).await?;
        desk.arrive("dossier").await?;
        Ok(desk)
    }

    /// What the page of numbers reads for a month.
    async fn month(&self, month: &str) -> Result<Numbers, Trouble> {
        let script = "const request = new XMLHttpRequest();
            request.open('GET', '/office/api/numbers?month=' + arguments[0], false);
            request.send();
            return JSON.parse(request.responseText);";
        let read = self.browser.page().run(script, vec![json!(month)]).await?;
        Ok(serde_json::from_value(read).unwrap())
    }
}

async fn at_home(page: &Page, progress: &str) -> Result<(), Trouble> {
    page.go("#/home").await?;
    page.arrive("home").await?;
    page.sync().await?;
    page.wait_for(&format!(".dossier-card[data-progress='{progress}']"), LONG).await
}

/// The villager opens the code of her slip.
async fn sees(villager: &Browser, link: &str, state: &str) -> Result<(), Trouble> {
    villager.visit(link).await?;
    villager.page().wait_for(&format!("#state[data-state='{state}']"), SHORT).await
}

/// The phone's clock is the system's: the story begins there.
fn now() -> Timestamp {
    device::Clock::now(&device::SystemClock)
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "opens real windows: `cargo xtask test` runs it"]
async fn a_dossier_goes_its_whole_way_and_everybody_sees_it_go() -> Result<(), Trouble> {
    let display = Display::open()?;
    let (data, files) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let pages = PathBuf::from(std::env::var_os("DONGHANH_OFFICE_UI").unwrap());
    let commune = Commune::start_with_pages(&pages, now()).await;
    let network = Network::to(commune.address()).await;
    let office = Office { browser: Browser::open(1280, 900).await?, commune };
    let villager = Browser::open(360, 740).await?;

    // The volunteer hands over what the villager has told.
    let app = App::start(&display, data.path()).await?;
    app.set_pin().await?;
    app.enrol_at(&network.url(), &office.commune.invite(0)).await?;
    let page = app.page();
    let dossier = page.fill_in_a_birth().await?;
    page.go_to_papers(&dossier).await?;
    page.keep_photo(PAPER, files.path(), 1).await?;
    page.hand_over().await?;
    page.sync().await?;
    page.press("#to-slip").await?;
    page.arrive("slip").await?;
    let link = page.attribute("#slip-qr", "data-text").await?;
    sees(&villager, &link, "Received").await?;
    page.go(&format!("#/dossier/{dossier}/papers")).await?;
    page.wait_for(".page-item[data-where='commune']", LONG).await?;

    // The officer asks for one answer and a better photo.
    office.log_in(CIVIL_STATUS).await?;
    let desk = office.open(&dossier).await?;
    desk.press(&format!("#ask-q-{NAME}")).await?;
    desk.write(&format!("#ask-q-{NAME}-words"), "Ghi đủ họ và tên.").await?;
    desk.press("[id^='ask-h-']").await?;
    desk.write("[id^='ask-h-'][id$='-words']", "Ảnh bị lóa, xin chụp lại.").await?;
    desk.press("#slip-send:not(:disabled)").await?;
    desk.wait_for("#asked[data-waits='true']", LONG).await?;
    sees(&villager, &link, "Asked").await?;
    villager.page().reads("#missing", "Ảnh bị lóa, xin chụp lại.", SHORT).await?;

    // The volunteer answers at the door, without a network.
    at_home(page, "asked").await?;
    network.set(Weather::NoSignal);
    page.go(&format!("#/dossier/{dossier}/handed-over")).await?;
    page.arrive("handed-over").await?;
    page.press("#asked li:nth-child(1) .ask-place").await?;
    page.arrive("form").await?;
    page.wait_for("[data-asked-here='false']", SHORT).await?;
    page.answer(NAME, "Nguyễn Thị Mẫu Ánh Mới").await?;
    page.wait_for("[data-asked-here='true']", SHORT).await?;
    page.go(&format!("#/dossier/{dossier}/handed-over")).await?;
    page.arrive("handed-over").await?;
    page.press("#asked li:nth-child(2) .ask-place").await?;
    page.arrive("papers").await?;
    page.wait_for("[data-asked-here='false']", SHORT).await?;
    page.keep_photo(PAPER, files.path(), 2).await?;
    page.wait_for("[data-asked-here='true']", SHORT).await?;
    page.press("#to-review").await?;
    page.arrive("review").await?;
    page.press("#hand-over").await?;
    page.arrive("handed-over").await?;
    page.wait_for(".badge-waiting", SHORT).await?;
    network.set(Weather::Fine);
    at_home(page, "sent").await?;

    // It is accepted; the phone checks the receipt without a network.
    let desk = office.open(&dossier).await?;
    desk.wait_for(&format!("[data-question='{NAME}'] .ask-mark[data-came='true']"), LONG).await?;
    // What has come is told as new until it was seen; a slip is corrected at the counter.
    desk.reads("#since", "Nguyễn Thị Mẫu Ánh Mới", SHORT).await?;
    desk.press("#since-seen").await?;
    desk.press(&format!("#correct-{PLACE}")).await?;
    desk.write(&format!("#q-{PLACE}"), "Trạm y tế xã Mẫu").await?;
    desk.press(&format!("#correct-{PLACE}-save")).await?;
    desk.reads(&format!("[data-question='{PLACE}'] dd"), "Trạm y tế xã Mẫu", LONG).await?;
    assert!(!desk.is_there("#since").await?, "one's own change is nothing new");
    let number = desk.accept().await?;
    sees(&villager, &link, "Accepted").await?;
    villager.page().reads("#number", &number, SHORT).await?;
    villager.page().reads("#receipt", "đúng như đã ký", SHORT).await?;
    at_home(page, "accepted").await?;
    network.set(Weather::NoSignal);
    page.go(&format!("#/dossier/{dossier}/handed-over")).await?;
    page.arrive("handed-over").await?;
    page.reads(".case-number", &number, SHORT).await?;
    page.wait_for("#receipt[data-check='holds']", SHORT).await?;
    network.set(Weather::Fine);

    // Another officer gets it, lets its day pass, apologises and puts it off.
    desk.hand_on(1, 2).await?;
    sees(&villager, &link, "InWork").await?;
    office.commune.clock.advance_millis(12 * DAY_MS);
    office.change_to(CHIEF).await?;
    office.browser.page().wait_for(".inbox-row[data-state='accepted'] .mark-conflict", LONG).await?;
    let desk = office.open(&dossier).await?;
    desk.put_off(("2099", "01", "15"), "Chờ xác minh nơi sinh.").await?;
    sees(&villager, &link, "Extended").await?;
    villager.page().reads("#apology", "Chờ xác minh nơi sinh.", SHORT).await?;

    // The result, with its scan; it is handed out, and the villager rates the work.
    let scan = files.path().join("ket-qua.pdf");
    std::fs::write(&scan, b"%PDF-1.7\n% m\xe1\xba\xabu").unwrap();
    desk.press("#work-resolve").await?;
    desk.write("#work-words", "Giấy khai sinh số 12").await?;
    desk.choose_files("#work-scan", &[scan]).await?;
    desk.press("#work-do").await?;
    desk.wait_for("#work-card[data-state='done'] #work-scan-open", LONG).await?;
    sees(&villager, &link, "Done").await?;
    at_home(page, "done").await?;
    desk.press("#work-hand-out").await?;
    desk.choose("#work-way", 1).await?;
    desk.press("#work-do").await?;
    desk.wait_for("#work-card[data-state='returned']", LONG).await?;
    sees(&villager, &link, "Returned").await?;
    for (question, mark) in [("q1", 5), ("q2", 4), ("q3", 5), ("q4", 3), ("q5", 5)] {
        villager.page().press(&format!("input[name='{question}'][value='{mark}']")).await?;
    }
    villager.page().press("#rating button").await?;
    villager.page().wait_for("#rated", LONG).await?;

    // The months' numbers hold it all, and nothing else.
    let months = [now(), office.commune.clock.now()].map(|at| at.in_vietnam().format("%Y-%m").to_string());
    let [began, ended] = [office.month(&months[0]).await?.total, office.month(&months[1]).await?.total];
    assert_eq!((began.received, began.accepted), (1, 1));
    assert_eq!((ended.done, ended.on_time, ended.late, ended.put_off), (1, 1, 0, 1), "by the new day");
    assert_eq!(ended.digitised.map(|share| (share.part, share.whole)), Some((1, 1)));
    let spread = |figures: &Figures| (figures.waiting.map(|of| of.of), figures.handling.map(|of| of.of));
    assert_eq!((spread(&began).0, spread(&ended).1), (Some(1), Some(1)));
    let year = office.month(&months[1]).await?;
    assert_eq!(
        (year.total.refused, year.total.stopped, year.satisfaction),
        (0, 0, None),
        "one rating says nothing yet"
    );
    let desk = office.browser.page();
    desk.go("#/numbers").await?;
    desk.arrive("numbers").await?;
    until("the page of numbers counts it", LONG, async || {
        Ok(desk.text("main").await?.contains("Hộ tịch").then_some(()))
    })
    .await
}
