//! A question is read aloud in the real window, by a voice that the test puts in the place of the system's.

use serde_json::json;
use stories::windows::{App, Display, SHORT, Trouble};
use tempfile::TempDir;

/// A system that speaks: what is said to it is written down. The voices are those of the first argument, each as
/// language and whether it is on the device.
const VOICES: &str = "
    window.said = [];
    window.silenced = 0;
    const voices = arguments[0].map(([lang, localService]) => ({ lang, localService, name: lang }));
    const system = new EventTarget();
    system.getVoices = () => voices;
    system.speak = part => window.said.push([part.voice.lang, part.text]);
    system.cancel = () => { window.silenced += 1; };
    Object.defineProperty(window, 'speechSynthesis', { value: system, configurable: true });
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    return null";

#[tokio::test]
#[ignore = "opens a real window: `cargo xtask test` runs it"]
async fn an_elder_hears_the_question_and_never_an_answer() -> Result<(), Trouble> {
    let display = Display::open()?;
    let data = TempDir::new().unwrap();
    let app = App::start(&display, data.path()).await?;
    app.set_pin().await?;
    let page = app.page();
    page.arrive("home").await?;

    // A voice from the network, and one that does not speak Vietnamese: as good as none.
    page.run(VOICES, vec![json!([["vi-VN", false], ["en-US", true]])]).await?;
    page.start_dossier().await?;
    let here = page.route().await?;
    assert!(!page.is_there(".read-aloud").await?, "there is no voice that may be used");

    page.go("#/home").await?;
    page.arrive("home").await?;
    page.run(VOICES, vec![json!([["en-US", true], ["vi_VN", true]])]).await?;
    page.go(&here).await?;
    page.arrive("form").await?;
    page.answer("nyc_ho_ten", "Lò Thị Mẫu").await?;
    let label = page.text("[data-question='nyc_ho_ten'] .question-label").await?;
    page.press("#aloud-nyc_ho_ten").await?;
    page.wait_for("#aloud-nyc_ho_ten[data-reading='true']", SHORT).await?;
    let said = page.run("return window.said", vec![]).await?;
    let said: Vec<(String, String)> = serde_json::from_value(said).unwrap();
    let question = &said.first().expect("the question is read").1;
    assert!(label.starts_with(question.as_str()), "{question:?} of {label:?}");
    assert!(said.iter().all(|(voice, words)| voice == "vi_VN" && !words.contains("Lò Thị Mẫu")), "{said:?}");

    // The app locks itself in the middle of a sentence: it falls silent at once.
    let before = page.run("return window.silenced", vec![]).await?;
    page.press("#settings-open").await?;
    page.press("#lock").await?;
    page.arrive("unlock").await?;
    let after = page.run("return window.silenced", vec![]).await?;
    assert!(after.as_u64() > before.as_u64(), "{before} {after}");
    Ok(())
}
