//! The work lists in a browser: a dossier is found by its name without accents and by its number, and a new one arrives while the
//! officer types.

use serde_json::Value;
use stories::windows::{Browser, LONG, SHORT, Trouble, Visit};

#[tokio::test]
#[ignore = "opens real windows: `cargo xtask test` runs it"]
async fn an_officer_finds_a_dossier_by_name_and_number_and_a_new_one_arrives_while_she_types()
-> Result<(), Trouble> {
    let visit = Visit::begin().await?;
    let page = visit.app.page();
    page.start_dossier().await?;
    page.fill_in_the_birth().await?;
    page.hand_over().await?;
    page.sync().await?;

    let browser = Browser::at_the_desk(&visit.commune).await?;
    let desk = browser.page();
    desk.wait_for("#list-new[data-number='1']", LONG).await?;

    // By its name, in another order and without accents.
    desk.write("#list-search", "thinh mau duc").await?;
    desk.wait_for("#list-status[data-answered='true']", SHORT).await?;
    desk.reads(".inbox-row", "Trần Mẫu Đức Thịnh", SHORT).await?;
    desk.write("#list-search", "khong co ai").await?;
    desk.wait_for("#list-empty", SHORT).await?;
    assert!(!desk.is_there(".inbox-row").await?);
    desk.press("#list-clear").await?;
    desk.wait_for(".inbox-row", SHORT).await?;

    // By its number, whole and by the last part; what was typed is there again after a look at the dossier.
    desk.open_the_first().await?;
    let number = desk.accept().await?;
    let last = number.rsplit('-').next().unwrap_or_default().to_owned();
    desk.go("#/inbox").await?;
    desk.arrive("inbox").await?;
    for typed in [number.as_str(), last.as_str()] {
        desk.write("#list-search", typed).await?;
        desk.reads(".inbox-row", &number, SHORT).await?;
        assert!(
            !desk.run("return location.href", vec![]).await?.to_string().contains(&last),
            "in no address"
        );
    }
    desk.press("#list-done").await?;
    desk.wait_for("#list-empty", SHORT).await?;
    desk.press("#list-work").await?;
    desk.reads(".inbox-row", &number, SHORT).await?;
    desk.open_the_first().await?;
    desk.go("#/inbox").await?;
    desk.arrive("inbox").await?;
    assert_eq!(desk.value("#list-search").await?, last);
    desk.wait_for("#list-work[aria-pressed='true']", SHORT).await?;

    // A new one arrives under what is typed: the row, the number on the tab, and nothing else moves.
    desk.press("#list-all").await?;
    desk.write("#list-search", "mau").await?;
    desk.wait_for("#list-all[data-number='1']", SHORT).await?;
    desk.run("window.notLoadedAnew = true", vec![]).await?;
    page.go("#/home").await?;
    page.arrive("home").await?;
    page.start_dossier().await?;
    page.fill_in_the_birth().await?;
    page.hand_over().await?;
    page.sync().await?;
    desk.wait_for(".inbox-row[data-state='received']", LONG).await?;
    desk.wait_for("#list-all[data-number='2']", SHORT).await?;
    desk.wait_for("#list-new[data-number='1']", SHORT).await?;
    assert_eq!(desk.value("#list-search").await?, "mau");
    let stayed = "return window.notLoadedAnew === true && document.activeElement.id === 'list-search'";
    assert_eq!(desk.run(stayed, vec![]).await?, Value::Bool(true), "neither the page nor the focus moved");
    Ok(())
}
