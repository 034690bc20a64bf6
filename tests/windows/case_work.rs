//! From the acceptance to the result: the officer works in a browser, and the phone tells each state, also without a network.

use stories::windows::{Browser, LONG, SHORT, Trouble, Visit};

#[tokio::test]
#[ignore = "opens real windows: `cargo xtask test` runs it"]
async fn a_case_is_worked_on_to_its_result_and_the_phone_tells_each_state() -> Result<(), Trouble> {
    let mut visit = Visit::begin().await?;
    let page = visit.app.page();
    let dossier = page.fill_in_a_birth().await?;
    page.hand_over().await?;
    page.sync().await?;

    let browser = Browser::at_the_desk(&visit.commune).await?;
    let desk = browser.page();
    desk.open_the_first().await?;
    let number = desk.accept().await?;

    // The receipt is checked on the phone while the server is off.
    page.go("#/home").await?;
    page.arrive("home").await?;
    page.sync().await?;
    page.wait_for(".dossier-card[data-progress='accepted']", LONG).await?;
    visit.commune.stop().await?;
    page.go(&format!("#/dossier/{dossier}/handed-over")).await?;
    page.arrive("handed-over").await?;
    page.reads(".case-number", &number, SHORT).await?;
    page.wait_for("#receipt[data-check='holds']", SHORT).await?;
    visit.commune.start_again().await?;

    // Handed on, put off with an apology, decided, handed out.
    desk.go("#/inbox").await?;
    desk.arrive("inbox").await?;
    desk.open_the_first().await?;
    desk.hand_on(2, 2).await?;
    desk.put_off(("2030", "01", "15"), "Chờ xác minh nơi sinh.").await?;
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
