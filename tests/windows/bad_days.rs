//! Bad days as a volunteer sees them: what happened, and what to do, on the screen itself.

#![expect(clippy::unwrap_used, reason = "the helpers of a test fail it as the test itself would")]

use std::path::Path;
use stories::windows::{App, Display, LONG, SHORT, SmallDisk, Trouble, picture as looks, until};
use tempfile::TempDir;

#[tokio::test]
#[ignore = "opens a real window: `cargo xtask test` runs it"]
async fn a_wrong_pin_is_told_and_counted_and_the_right_one_still_opens() -> Result<(), Trouble> {
    let display = Display::open()?;
    let data = TempDir::new().unwrap();
    let app = App::start(&display, data.path()).await?;
    app.set_pin().await?;
    app.page().arrive("home").await?;
    app.kill().await?;

    let app = App::start(&display, data.path()).await?;
    let page = app.page();
    page.arrive("unlock").await?;
    for count in ["1", "2"] {
        page.write("#pin", "975310").await?;
        page.press("#pin-submit").await?;
        page.reads("[role='alert'][data-problem='wrong_pin']", count, SHORT).await?;
    }
    app.kill().await?;

    // The count outlives the app: pulling the battery gives no free tries.
    let app = App::start(&display, data.path()).await?;
    app.page().arrive("unlock").await?;
    app.page().reads("#failures", "2", SHORT).await?;
    for _ in 3..=5 {
        app.page().write("#pin", "975310").await?;
        app.page().press("#pin-submit").await?;
        app.page().wait_for("#pin-submit:not([disabled]), [data-problem='wrong_pin']", SHORT).await?;
    }
    // Now everybody waits, also after another start, and is told for how long.
    app.page().reads("[role='alert'][data-problem='wrong_pin']", "Đợi 30 giây", SHORT).await?;
    app.kill().await?;
    let app = App::start(&display, data.path()).await?;
    app.page().arrive("unlock").await?;
    app.page().wait_for("[role='alert'][data-problem='pin_wait']", SHORT).await?;
    assert!(app.page().is_there("#pin-submit[disabled]").await?);
    app.page().wait_for("#pin-submit:not([disabled])", LONG).await?;
    app.unlock().await?;
    app.page().arrive("home").await
}

#[tokio::test]
#[ignore = "opens a real window: `cargo xtask test` runs it"]
async fn when_the_systems_browser_fails_the_same_page_comes_back_by_itself() -> Result<(), Trouble> {
    let display = Display::open()?;
    let data = TempDir::new().unwrap();
    let mut app = App::start(&display, data.path()).await?;
    app.set_pin().await?;
    app.page().arrive("home").await?;
    app.page().go("#/help").await?;
    app.page().arrive("help").await?;
    let before = until("a page that is drawn whole", SHORT, async || {
        let drawn = looks(&display)?;
        tokio::task::yield_now().await;
        Ok((drawn == looks(&display)?).then_some(drawn))
    })
    .await?;
    app.lose_pages()?;
    // The driver does not find them again, so it is looked at the screen: first there is nothing, then the same page. No
    // PIN is asked for, since the app itself has gone on.
    until("an empty window", SHORT, async || Ok((looks(&display)? != before).then_some(()))).await?;
    until("the same page on the screen", LONG, async || Ok((looks(&display)? == before).then_some(()))).await
}

#[tokio::test]
#[ignore = "opens a real window: `cargo xtask test` runs it"]
async fn when_the_disk_is_full_the_field_says_not_saved_and_what_to_do() -> Result<(), Trouble> {
    let display = Display::open()?;
    let disk = SmallDisk::mount(8)?;
    let app = App::start(&display, disk.path()).await?;
    app.set_pin().await?;
    let page = app.page();
    page.start_dossier().await?;
    page.answer("nyc_ho_ten", "Lò Thị Mẫu").await?;

    disk.fill()?;
    let long = "Nguyễn Thị Mẫu Ánh ".repeat(40);
    page.give("nyc_ho_ten", long.trim()).await?;
    page.wait_for("#saved-nyc_ho_ten[data-state='failed']", SHORT).await?;
    page.wait_for("[role='alert'][data-problem='disk_full']", SHORT).await?;
    assert_eq!(page.value("#q-nyc_ho_ten").await?, long.trim(), "what was typed stays on the screen");

    disk.make_room()?;
    page.press("[data-question='nyc_ho_ten'] [data-problem='disk_full'] button").await?;
    page.wait_for("#saved-nyc_ho_ten[data-state='saved']", SHORT).await?;
    app.kill().await?;

    let app = App::start(&display, disk.path()).await?;
    app.unlock().await?;
    app.page().arrive("form").await?;
    assert_eq!(app.page().shown("nyc_ho_ten").await?.as_deref(), Some(long.trim()));
    Ok(())
}

#[tokio::test]
#[ignore = "opens a real window: `cargo xtask test` runs it"]
async fn a_damaged_store_is_told_and_its_files_are_kept() -> Result<(), Trouble> {
    let display = Display::open()?;
    let data = TempDir::new().unwrap();
    let app = App::start(&display, data.path()).await?;
    app.set_pin().await?;
    app.page().start_dossier().await?;
    app.page().answer("nyc_ho_ten", "Lò Thị Mẫu").await?;
    app.kill().await?;

    // The last answers may still be in the log beside the database: both are hit.
    let files = ["donghanh.db", "donghanh.db-wal"].map(|name| data.path().join(name));
    let damaged = files.clone().map(|file| damage(&file));

    let app = App::start(&display, data.path()).await?;
    app.unlock().await?;
    let page = app.page();
    page.wait_for("[role='alert'][data-problem='store_damaged']", SHORT).await?;
    page.arrive("damaged").await?;
    page.reads("main", "donghanh.db", SHORT).await?;
    for (file, bytes) in files.iter().zip(&damaged) {
        let now = std::fs::read(file);
        assert!(now.is_ok_and(|now| now == *bytes), "{} was changed", file.display());
    }

    page.press("#set-aside").await?;
    page.press("#set-aside-confirm").await?;
    page.arrive("pin").await?;
    let beside = std::fs::read_dir(data.path()).unwrap().map(|entry| entry.unwrap().path());
    let aside = beside.filter(|path| path.to_string_lossy().contains("aside-"));
    let kept: Vec<_> = aside.map(|path| std::fs::read(path).unwrap()).collect();
    assert!(damaged.iter().all(|bytes| kept.contains(bytes)), "store and log are kept aside");
    Ok(())
}

/// Turns every byte of a file into another, and answers with what stands there now.
fn damage(file: &Path) -> Vec<u8> {
    let mut bytes = std::fs::read(file).unwrap();
    assert!(!bytes.is_empty(), "{} is where this test looks for the store", file.display());
    for byte in &mut bytes {
        *byte ^= 0x5a;
    }
    std::fs::write(file, &bytes).unwrap();
    bytes
}
