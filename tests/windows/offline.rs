//! A volunteer at the door, in the real window, with no server anywhere.

#![expect(clippy::unwrap_used, reason = "the helpers of a test fail it as the test itself would")]

use demo::birth;
use stories::windows::{App, DEMO_PIN, Display, Page, SHORT, Trouble};
use tempfile::TempDir;

#[tokio::test]
#[ignore = "opens a real window: `cargo xtask test` runs it"]
async fn lan_fills_in_a_birth_offline_and_nothing_is_lost_when_the_battery_is_pulled() -> Result<(), Trouble>
{
    let display = Display::open()?;
    let data = TempDir::new().unwrap();
    let app = App::start(&display, data.path()).await?;
    app.set_pin().await?;
    app.page().start_dossier().await?;
    app.page().fill_in_the_birth().await?;
    app.kill().await?;

    let app = App::start(&display, data.path()).await?;
    app.unlock().await?;
    let page = app.page();
    page.arrive("form").await?;
    page.go("#/home").await?;
    page.wait_for(".dossier-card[data-progress='draft']", SHORT).await?;
    page.reads(".dossier-card", birth_name(), SHORT).await?;
    page.press(".dossier-card").await?;
    page.arrive("form").await?;
    expect_every_answer(page).await
}

/// The PIN is asked for first, and the names of people are nowhere on the disk in plain letters.
#[tokio::test]
#[ignore = "opens a real window: `cargo xtask test` runs it"]
async fn what_was_typed_is_encrypted_on_the_disk() -> Result<(), Trouble> {
    let display = Display::open()?;
    let data = TempDir::new().unwrap();
    let app = App::start(&display, data.path()).await?;
    app.set_pin().await?;
    app.page().start_dossier().await?;
    app.page().answer("nyc_ho_ten", "Nguyễn Thị Mẫu Ánh").await?;
    app.kill().await?;

    let mut files = 0;
    for entry in std::fs::read_dir(data.path()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        files += 1;
        for secret in ["Nguyễn Thị Mẫu Ánh", "nyc_ho_ten", DEMO_PIN, "SQLite format 3"] {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{secret:?} stands in {}", path.display());
        }
    }
    assert!(files > 1, "the store and its key are files of the data folder");
    Ok(())
}

fn birth_name() -> &'static str {
    birth::ANSWERS.iter().find(|(question, _)| *question == birth::CHILD_NAME).unwrap().1
}

async fn expect_every_answer(page: &Page) -> Result<(), Trouble> {
    for (question, value) in birth::ANSWERS {
        page.turn_to(question).await?;
        let shown = page.shown(question).await?.unwrap_or_default();
        // Lists show the words for what is stored.
        let words = match *value {
            birth::COMMUNE => "Xã Sóc Sơn",
            "VN" => "Việt Nam",
            "kinh" => "Kinh",
            stored => stored,
        };
        assert!(shown.starts_with(words), "{question}: {value:?} was saved and {shown:?} is shown");
    }
    Ok(())
}
