//! From the acceptance to the result: the officer works in a browser, and the phone tells each state, also without a network.

use stories::windows::{App, Browser, Commune, Display, LONG, SHORT, Trouble};
use tempfile::TempDir;

#[tokio::test]
#[ignore = "opens real windows: `cargo xtask test` runs it"]
async fn a_case_is_worked_on_to_its_result_and_the_phone_tells_each_state() -> Result<(), Trouble> {
    let display = Display::open()?;
    let (data, office) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut commune = Commune::start(office.path(), None).await?;
    let app = App::start(&display, data.path()).await?;
    app.set_pin().await?;
    app.enrol(&commune).await?;
    let page = app.page();
    page.start_dossier().await?;
    page.fill_in_the_birth().await?;
    let dossier = page.route().await?.split('/').nth(2).unwrap_or_default().to_owned();
    page.hand_over().await?;
    page.sync().await?;

    let browser = Browser::open(1280, 900).await?;
    browser.log_in(&commune).await?;
    let desk = browser.page();
    desk.press(".inbox-row").await?;
    desk.arrive("dossier").await?;
    desk.press("#accept:not(:disabled)").await?;
    desk.wait_for("#case-number", LONG).await?;
    let number = desk.text("#case-number").await?;

    // The receipt is checked on the phone while the server is off.
    page.go("#/home").await?;
    page.arrive("home").await?;
    page.sync().await?;
    page.wait_for(".dossier-card[data-progress='accepted']", LONG).await?;
    commune.stop().await?;
    page.go(&format!("#/dossier/{dossier}/handed-over")).await?;
    page.arrive("handed-over").await?;
    page.reads(".case-number", &number, SHORT).await?;
    page.wait_for("#receipt[data-check='holds']", SHORT).await?;
    commune.start_again().await?;

    // Handed on, put off with an apology, decided, handed out.
    desk.go("#/inbox").await?;
    desk.arrive("inbox").await?;
    desk.press(".inbox-row").await?;
    desk.arrive("dossier").await?;
    desk.press("#work-hand").await?;
    desk.choose("#work-to", 2).await?;
    desk.choose("#work-step", 2).await?;
    desk.press("#work-do").await?;
    desk.wait_for("#control-sheet li:nth-child(2)", LONG).await?;
    desk.press("#work-put-off").await?;
    desk.run(
        "const day = document.querySelector('#work-day'); day.value = '2030-01-15';
         day.dispatchEvent(new Event('input', { bubbles: true }));",
        vec![],
    )
    .await?;
    desk.write("#work-words", "Chờ xác minh nơi sinh.").await?;
    desk.write("#work-signer", "Lò Văn Chủ").await?;
    desk.press("#work-do").await?;
    desk.reads("#case-due", "15/01/2030", LONG).await?;
    desk.press("#work-resolve").await?;
    desk.write("#work-words", "Giấy khai sinh số 12").await?;
    desk.press("#work-do").await?;
    desk.wait_for("#work-card[data-state='done']", LONG).await?;

    page.go("#/home").await?;
    page.arrive("home").await?;
    page.sync().await?;
    page.wait_for(".dossier-card[data-progress='done']", LONG).await?;
    page.go(&format!("#/dossier/{dossier}/handed-over")).await?;
    page.arrive("handed-over").await?;
    page.reads("#case-extension", "Chờ xác minh nơi sinh.", SHORT).await?;
    page.reads("#case-result", "Giấy khai sinh số 12", SHORT).await?;
    page.wait_for("#receipt[data-check='holds']", SHORT).await?;

    desk.press("#work-hand-out").await?;
    desk.choose("#work-way", 1).await?;
    desk.press("#work-do").await?;
    desk.wait_for("#work-card[data-state='returned']", LONG).await
}
