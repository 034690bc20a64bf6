//! The villager's own phone: a browser of 360 pixels opens the code of the slip, reads each state, and rates the work; or
//! the villager rates on the volunteer's phone, and nobody reads it there.

#![expect(clippy::unwrap_used, reason = "the helpers of a test fail it as the test itself would")]

use demo::{Officer, birth};
use dossier::DossierId;
use dossier::case::ReturnWay;
use stories::windows::{App, Browser, Commune, Display, LONG, Page, SHORT, Trouble};
use tempfile::TempDir;
use wire::work::{GiveResult, HandOut};

/// A birth that was handed over on the phone, and what its slip's code says.
async fn handed_over(app: &App, commune: &Commune) -> Result<(DossierId, String), Trouble> {
    app.set_pin().await?;
    app.enrol(commune).await?;
    let page = app.page();
    page.start_dossier().await?;
    page.fill_in_the_birth().await?;
    let dossier = DossierId::parse(&page.dossier().await?).unwrap();
    page.hand_over().await?;
    page.press("#to-slip").await?;
    page.arrive("slip").await?;
    let link = page.attribute("#slip-qr", "data-text").await?;
    page.press("#back").await?;
    page.arrive("handed-over").await?;
    Ok((dossier, link))
}

async fn officer(commune: &Commune) -> Officer {
    let officer = commune.logins().officers.first().unwrap();
    Officer::log_in(commune.address(), &officer.user, &officer.password).await.unwrap()
}

async fn resolved(office: &Officer, dossier: DossierId) {
    let result = GiveResult { words: "Giấy khai sinh số 12".into(), scan: None };
    office.act(dossier, "result", &result).await.unwrap();
}

async fn sees(browser: &Browser, link: &str, state: &str) -> Result<(), Trouble> {
    browser.visit(link).await?;
    browser.page().wait_for(&format!("#state[data-state='{state}']"), SHORT).await?;
    // Nothing is wider than the phone.
    let wider = browser
        .page()
        .run("return document.documentElement.scrollWidth > document.documentElement.clientWidth", vec![])
        .await?;
    assert_eq!(wider, serde_json::json!(false), "{state}");
    Ok(())
}

async fn look_up(page: &Page, number: &str, year: &str) -> Result<(), Trouble> {
    page.write("#so", number).await?;
    page.write("#nam", year).await?;
    page.press("button[type='submit']").await
}

#[tokio::test]
#[ignore = "opens real windows: `cargo xtask test` runs it"]
async fn a_villager_reads_each_state_on_a_phone_of_her_own_and_rates_the_work() -> Result<(), Trouble> {
    let display = Display::open()?;
    let (data, office) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let commune = Commune::start(office.path(), None).await?;
    let app = App::start(&display, data.path()).await?;
    let (dossier, link) = handed_over(&app, &commune).await?;
    app.page().sync().await?;

    let browser = Browser::open(360, 740).await?;
    let page = browser.page();
    sees(&browser, &link, "Received").await?;
    let desk = officer(&commune).await;
    let number = desk.accept(dossier).await.unwrap().number.unwrap();
    sees(&browser, &link, "Accepted").await?;
    page.reads("#number", &number, SHORT).await?;
    page.reads("#receipt", "đúng như đã ký", SHORT).await?;
    page.press("a.language").await?;
    page.wait_for("html[lang='en'] #state[data-state='Accepted']", SHORT).await?;
    page.press("a.language").await?;
    page.wait_for("html[lang='vi']", SHORT).await?;

    // Without the slip: by the number, first with a wrong year.
    let born = birth::ANSWERS.iter().find(|(question, _)| *question == "nyc_ngay_sinh").unwrap().1;
    let year: u32 = born.get(..4).unwrap().parse().unwrap();
    page.press("a.another").await?;
    page.wait_for("#so", SHORT).await?;
    look_up(page, &number, &(year + 1).to_string()).await?;
    page.wait_for(".notice[role='alert']", SHORT).await?;
    look_up(page, &number, &year.to_string()).await?;
    page.wait_for("#state[data-state='Accepted']", SHORT).await?;

    resolved(&desk, dossier).await;
    desk.act(dossier, "result/hand-out", &HandOut { way: ReturnWay::Desk }).await.unwrap();
    sees(&browser, &link, "Returned").await?;
    for (question, mark) in [("q1", 5), ("q2", 4), ("q3", 5), ("q4", 3), ("q5", 5)] {
        page.press(&format!("input[name='{question}'][value='{mark}']")).await?;
    }
    page.write("#y-kien", "Cán bộ nhiệt tình.").await?;
    page.press("#rating button").await?;
    page.wait_for("#rated", LONG).await?;
    sees(&browser, &link, "Returned").await?;
    assert!(!page.is_there("#rating").await?, "once a dossier");
    Ok(())
}

#[tokio::test]
#[ignore = "opens real windows: `cargo xtask test` runs it"]
async fn a_villager_rates_on_the_volunteers_phone_without_a_network_and_the_phone_forgets_it()
-> Result<(), Trouble> {
    let display = Display::open()?;
    let (data, office) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut commune = Commune::start(office.path(), None).await?;
    let app = App::start(&display, data.path()).await?;
    let (dossier, link) = handed_over(&app, &commune).await?;
    let page = app.page();
    page.sync().await?;
    let desk = officer(&commune).await;
    desk.accept(dossier).await.unwrap();
    resolved(&desk, dossier).await;
    page.sync().await?;
    page.wait_for("#to-rating", LONG).await?;
    commune.stop().await?;

    page.press("#to-rating").await?;
    page.arrive("rating").await?;
    for at in 0..5 {
        page.press(&format!("label[for='q{at}-{}']", 5 - at)).await?;
    }
    page.write("#rating-words", "Chờ hơi lâu.").await?;
    page.press("#rating-send").await?;
    page.arrive("handed-over").await?;
    page.wait_for("#rating-standing[data-sent='false']", SHORT).await?;
    assert!(!page.is_there("#to-rating").await?, "a second one is not offered");
    page.go(&format!("#/dossier/{dossier}/rating")).await?;
    page.wait_for("#rated", SHORT).await?;
    assert!(!page.is_there("#rating-words").await?, "nobody sees it again");

    commune.start_again().await?;
    page.go(&format!("#/dossier/{dossier}/handed-over")).await?;
    page.arrive("handed-over").await?;
    page.sync().await?;
    page.go("#/home").await?;
    page.arrive("home").await?;
    page.go(&format!("#/dossier/{dossier}/handed-over")).await?;
    page.wait_for("#rating-standing[data-sent='true']", LONG).await?;
    let browser = Browser::open(360, 740).await?;
    sees(&browser, &link, "Done").await?;
    browser.page().wait_for("#rated", SHORT).await
}
