//! In a browser: two dossiers of one visit are linked and taken in together, and one that came to the wrong commune is moved to
//! another one of the server, where the villager's code finds it.

use stories::windows::{Browser, LONG, SHORT, Trouble, Visit};

const THERE: &str = "00004";
const PASSWORD: &str = "mật khẩu mẫu 123";

#[tokio::test]
#[ignore = "opens real windows: `cargo xtask test` runs it"]
async fn an_officer_takes_two_in_together_and_moves_one_to_the_right_commune() -> Result<(), Trouble> {
    let visit = Visit::begin().await?;
    let page = visit.app.page();
    for _ in 0..2 {
        page.start_dossier().await?;
        page.fill_in_the_birth().await?;
        page.hand_over().await?;
        page.press("#to-slip").await?;
        page.arrive("slip").await?;
        page.go("#/home").await?;
        page.arrive("home").await?;
    }
    page.sync().await?;
    visit.commune.another(THERE, "ben", PASSWORD)?;

    let browser = Browser::at_the_desk(&visit.commune).await?;
    let desk = browser.page();
    desk.wait_for("#list-new[data-number='2']", LONG).await?;
    desk.open_the_first().await?;

    // Linked, taken in together, and told of each.
    desk.press("#file-may summary").await?;
    desk.press("#file-may button[data-link]").await?;
    desk.wait_for("#file li[data-linked]", SHORT).await?;
    desk.press("#file-accept:not(:disabled)").await?;
    desk.wait_for("#file-outcomes li:nth-child(2)[data-outcome='true']", LONG).await?;
    desk.wait_for("#case-number", SHORT).await?;
    desk.wait_for("#file-due", SHORT).await?;

    // Moved with its number: not without a reason and a look.
    let number = desk.text("#case-number").await?;
    desk.press("#work-move").await?;
    assert_eq!(desk.value("#work-commune").await?, "", "nothing is chosen beforehand");
    desk.choose("#work-commune", 1).await?;
    desk.write("#work-words", "Gia đình thường trú ở xã bên.").await?;
    desk.press("#work-do").await?;
    assert!(desk.is_there("#work-sure").await?, "it waits for the tick");
    desk.press("#work-sure").await?;
    desk.press("#work-do").await?;
    desk.wait_for(".notice[data-problem='dossier_moved']", LONG).await?;
    desk.go("#/inbox").await?;
    desk.arrive("inbox").await?;
    desk.wait_for("#list-all[data-number='1']", SHORT).await?;
    let last = number.rsplit('-').next().unwrap_or_default().to_owned();
    desk.write("#list-search", &number).await?;
    desk.wait_for("#list-empty", SHORT).await?;
    desk.reads("#moved li[data-moved]", &last, SHORT).await?;

    // The other commune has it as new, with where it came from.
    browser.forget_login().await?;
    browser.log_in_as(&visit.commune.office(), "ben", PASSWORD).await?;
    desk.wait_for("#list-new[data-number='1']", LONG).await?;
    desk.open_the_first().await?;
    desk.reads("#case-number", &number, SHORT).await?;
    desk.wait_for("#moved-here", SHORT).await?;
    desk.reads("[data-move='00004']", "Gia đình thường trú ở xã bên.", SHORT).await?;
    Ok(())
}
