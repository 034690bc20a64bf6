//! For everyone, in the real window: a forgotten PIN, help before the PIN, the tour, training, large text.

use serde_json::json;
use stories::windows::{App, Browser, Display, LONG, SHORT, Trouble, Visit};
use tempfile::TempDir;

const NEW_PIN: &str = "864213";

/// What stands wider than the page.
const WIDER: &str = "
    const wide = document.documentElement.clientWidth;
    return [...document.querySelectorAll('body *')]
        .filter(one => one.getBoundingClientRect().right > wide + 1 && getComputedStyle(one).position !== 'absolute')
        .map(one => one.outerHTML.slice(0, 120))";

#[tokio::test]
#[ignore = "opens real windows: `cargo xtask test` runs it"]
async fn lan_forgets_her_pin_and_the_office_reads_her_a_code() -> Result<(), Trouble> {
    let visit = Visit::begin().await?;
    let page = visit.app.page();
    page.sync().await?;
    page.press("#settings-open").await?;
    page.press("#lock").await?;
    page.arrive("unlock").await?;
    page.press("#forgot-pin").await?;
    page.arrive("recover").await?;
    let phone = page.text("#phone-code").await?;

    let browser = Browser::at_the_desk(&visit.commune).await?;
    let desk = browser.page();
    desk.go("#/phones").await?;
    desk.arrive("phones").await?;
    desk.press(&format!("[data-phone='{phone}'] .tell-code")).await?;
    let officer = visit.commune.logins().officers.first().ok_or_else(|| Trouble("no officer".to_owned()))?;
    desk.write("#tell-password", &officer.password).await?;
    desk.press("#tell-submit").await?;
    let code = desk.text("#told-code").await?;

    let groups: Vec<&str> = code.split('-').collect();
    // A slip in the second group is told at once, and nothing is tried.
    let slip: String = groups[1].chars().rev().collect();
    for (at, group) in groups.iter().enumerate() {
        let typed = if at == 1 { slip.as_str() } else { group };
        page.write(&format!("#code-{}", at + 1), typed).await?;
    }
    page.reads("#code-wrong", "Nhóm 2", SHORT).await?;
    page.write("#code-2", groups[1]).await?;
    page.write("#pin", NEW_PIN).await?;
    page.write("#pin-again", NEW_PIN).await?;
    page.press("#recover-submit").await?;
    page.arrive("home").await
}

#[tokio::test]
#[ignore = "opens a real window: `cargo xtask test` runs it"]
async fn help_is_there_before_the_pin_and_at_every_problem_and_nothing_is_cut_off_at_200_percent()
-> Result<(), Trouble> {
    let display = Display::open()?;
    let data = TempDir::new().unwrap();
    let app = App::start(&display, data.path()).await?;
    app.set_pin().await?;
    let page = app.page();
    page.arrive("home").await?;
    page.resize(360, 800).await?;
    page.run("localStorage.setItem('text-size', '200'); location.reload(); return null", vec![]).await?;
    page.arrive("home").await?;
    for route in ["#/home", "#/help/pin", "#/settings", "#/tour/0", "#/enrol", "#/find", "#/book"] {
        page.go(route).await?;
        page.wait_for("main[data-page] h1", SHORT).await?;
        let wider = page.run(WIDER, vec![]).await?;
        assert_eq!(wider, json!([]), "{route}");
    }
    page.go("#/home").await?;
    page.arrive("home").await?;
    page.press("#settings-open").await?;
    page.press("#contrast-high").await?;
    let text = page.run("return getComputedStyle(document.body).color", vec![]).await?;
    assert_eq!(text, json!("rgb(0, 0, 0)"));
    page.press("#lock").await?;
    page.arrive("unlock").await?;
    page.write("#pin", "000000").await?;
    page.press("#pin-submit").await?;
    page.press("[data-problem='wrong_pin'] .to-help").await?;
    page.arrive("help").await?;
    page.wait_for("#help-pin[open]", SHORT).await
}

#[tokio::test]
#[ignore = "opens a real window: `cargo xtask test` runs it"]
async fn a_new_volunteer_sees_the_tour_once_and_practises_with_nobodys_data() -> Result<(), Trouble> {
    let display = Display::open()?;
    let data = TempDir::new().unwrap();
    let app = App::start(&display, data.path()).await?;
    app.set_pin().await?;
    let page = app.page();
    page.arrive("home").await?;
    page.go("#/settings").await?;
    page.press("#tour-again").await?;
    page.arrive("tour").await?;
    page.press("#tour-next").await?;
    page.press("#tour-skip").await?;
    page.arrive("home").await?;

    page.go("#/enrol").await?;
    page.arrive("enrol").await?;
    page.press("#training-enter").await?;
    page.wait_for("main[data-page='home'] .dossier-card", LONG).await?;
    for route in ["#/home", "#/book", "#/find", "#/help", "#/settings"] {
        page.go(route).await?;
        page.reads("#training", "Dữ liệu tập huấn", SHORT).await?;
    }
    page.press("#training-leave").await?;
    page.arrive("unlock").await?;
    app.unlock().await?;
    page.arrive("home").await?;
    assert!(!page.is_there(".dossier-card").await?, "nothing of the training stays");
    Ok(())
}
