//! The counter in a browser: a dossier that no volunteer brought is filled in, kept through a look at another page, taken in
//! and accepted.

use stories::windows::{Browser, Commune, LONG, SHORT, Trouble};
use tempfile::TempDir;

#[tokio::test]
#[ignore = "opens a real browser: `cargo xtask test` runs it"]
async fn somebody_stands_at_the_counter_and_goes_home_with_a_number() -> Result<(), Trouble> {
    let office = TempDir::new().unwrap();
    let commune = Commune::start(office.path(), None).await?;
    let browser = Browser::at_the_desk(&commune).await?;
    let desk = browser.page();
    desk.press("#to-counter").await?;
    desk.arrive("counter").await?;
    desk.wait_for(".counter-procedure", LONG).await?;
    desk.write("#counter-search", "dang ky khai sinh").await?;
    desk.press(".counter-procedure[data-procedure='1.001193']").await?;
    desk.wait_for("#counter-procedure", LONG).await?;
    desk.give("tre_ho_ten", "Lò Thị Mẫu Hoa").await?;
    desk.press("label[for='channel-post']").await?;
    desk.press("label[for='counter-paper-giay_chung_sinh']").await?;

    // A question by telephone: the inbox is looked at, and what was typed is still there.
    desk.press("#back").await?;
    desk.wait_for("#list-empty", LONG).await?;
    desk.press("#to-counter").await?;
    desk.wait_for("#counter-procedure", SHORT).await?;
    assert_eq!(desk.shown("tre_ho_ten").await?.as_deref(), Some("Lò Thị Mẫu Hoa"));

    // Nobody can answer everything: that is said once, and does not stand in the way.
    desk.press("#counter-take-in").await?;
    desk.wait_for("#counter-missing", SHORT).await?;
    desk.press("#counter-take-in").await?;
    desk.arrive("dossier").await?;
    desk.reads("[data-question='tre_ho_ten']", "Lò Thị Mẫu Hoa", LONG).await?;
    desk.accept().await?;

    // The next one finds an empty counter, and the numbers know how this one came.
    desk.press("#back").await?;
    desk.press("#to-counter").await?;
    desk.wait_for(".counter-procedure", SHORT).await?;
    desk.press("#to-numbers").await?;
    desk.arrive("numbers").await?;
    desk.reads("#numbers", "Bưu chính", LONG).await?;
    Ok(())
}
