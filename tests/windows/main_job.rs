//! The whole way in real windows: the volunteer's app, the commune's server, the officer's browser.

use demo::birth;
use serde_json::{Value, json};
use stories::windows::{App, Browser, Commune, Display, LONG, SHORT, Trouble, Visit, until};
use tempfile::TempDir;

#[tokio::test]
#[ignore = "opens real windows: `cargo xtask test` runs it"]
async fn a_birth_registered_at_the_door_is_accepted_at_the_office() -> Result<(), Trouble> {
    let display = Display::open()?;
    let (data, office) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let commune = Commune::start(office.path(), None).await?;

    // The officer has the inbox open before anything arrives.
    let browser = Browser::at_the_desk(&commune).await?;
    let desk = browser.page();
    assert!(!desk.is_there(".inbox-row").await?, "the inbox is empty at first");
    desk.run("window.notLoadedAnew = true", vec![]).await?;

    // The volunteer joins the commune, fills in, and hands over.
    let app = App::start(&display, data.path()).await?;
    app.set_pin().await?;
    app.enrol(&commune).await?;
    let page = app.page();
    page.start_dossier().await?;
    page.fill_in_the_birth().await?;
    page.hand_over().await?;
    let local_code = page.text("#local-code").await?;
    page.sync().await?;

    // It appears in the inbox by itself.
    desk.wait_for(".inbox-row[data-state='received']", LONG).await?;
    desk.reads(".inbox-row", &local_code, SHORT).await?;
    let same_page = desk.run("return window.notLoadedAnew === true", vec![]).await?;
    assert_eq!(same_page, Value::Bool(true), "the inbox was not loaded anew");
    desk.open_the_first().await?;
    desk.reads("main", "Trần Mẫu Đức Thịnh", SHORT).await?;
    desk.press("#accept").await?;
    desk.wait_for("#case-number", SHORT).await?;
    let (number, due) = (desk.text("#case-number").await?, desk.text("#case-due").await?);
    assert!(number.starts_with(birth::COMMUNE), "{number}");
    assert!(!due.is_empty());

    // The volunteer learns the number and the due date with the next sync.
    page.go("#/home").await?;
    page.arrive("home").await?;
    page.sync().await?;
    page.wait_for(".dossier-card[data-progress='accepted']", LONG).await?;
    page.reads(".case-number", &number, SHORT).await?;
    page.reads(".case-due", &due, SHORT).await
}

#[tokio::test]
#[ignore = "opens a real window: `cargo xtask test` runs it"]
async fn an_unknown_enrolment_code_is_told_and_drafts_can_be_made_all_the_same() -> Result<(), Trouble> {
    let display = Display::open()?;
    let (data, office) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let commune = Commune::start(office.path(), None).await?;
    let app = App::start(&display, data.path()).await?;
    app.set_pin().await?;
    let page = app.page();
    page.arrive("home").await?;
    page.press("#enrol-open").await?;
    page.write("#server", commune.address()).await?;
    page.write("#code", "AAAA-BBBB-CCCC").await?;
    page.press("#enrol-submit").await?;
    page.wait_for("[role='alert'][data-problem='code_unknown']", SHORT).await?;
    page.go("#/home").await?;
    page.start_dossier().await?;
    page.answer("nyc_ho_ten", "Lò Thị Mẫu").await
}

#[tokio::test]
#[ignore = "opens a real window: `cargo xtask test` runs it"]
async fn without_a_network_the_sync_bar_says_so_and_the_work_goes_on() -> Result<(), Trouble> {
    let mut visit = Visit::begin().await?;
    visit.commune.kill();
    let page = visit.app.page();
    page.start_dossier().await?;
    page.answer("nyc_ho_ten", "Lò Thị Mẫu").await?;
    page.press("#sync-now").await?;
    page.wait_for("[role='alert'][data-problem='no_network']", LONG).await?;
    page.wait_for("#sync-bar[data-waiting='1']", SHORT).await?;
    page.answer("nyc_ngay_sinh", "1990").await?;

    visit.commune.start_again().await?;
    page.sync().await?;
    let gone = until("the sync bar has no problem any more", LONG, async || {
        Ok((!page.is_there("#sync-bar [data-problem]").await?).then_some(()))
    });
    gone.await?;
    let saved =
        page.run("return document.querySelector(arguments[0]).value", vec![json!("#q-nyc_ho_ten")]).await?;
    assert_eq!(saved, json!("Lò Thị Mẫu"));
    Ok(())
}
