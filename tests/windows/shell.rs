//! The shell in its real window: every command of the contract reaches the device.

use serde_json::{Value, json};
use stories::windows::{App, Display, Trouble};
use tempfile::TempDir;
use wire::Problem;
use wire::ipc::COMMAND_NAMES;

/// Asks for a command with no request at all: a registered and allowed one complains about the
/// request, one that is not there or not allowed says so instead.
const ASK: &str = "const done = arguments[arguments.length - 1];
    const told = problem => typeof problem === 'string' ? problem : JSON.stringify(problem);
    window.__TAURI__.core.invoke(arguments[0], {}).then(() => done('answered'), problem => done(told(problem)));";

#[tokio::test]
#[ignore = "opens a real window: `cargo xtask test` runs it"]
async fn every_command_of_the_contract_reaches_the_device() -> Result<(), Trouble> {
    let display = Display::open()?;
    let data = TempDir::new().unwrap();
    let app = App::start(&display, data.path()).await?;
    for name in COMMAND_NAMES {
        let said = app.page().ask(ASK, vec![json!(name)]).await?;
        // What comes with a file reads its body itself, and names the command that it could not read.
        let with_file = serde_json::to_string(&Problem::Unexpected { what: (*name).to_owned() })
            .is_ok_and(|problem| said.as_str() == Some(&problem));
        let without = said.as_str().is_some_and(|said| said.contains("missing required key request"));
        assert!(with_file || without, "{name}: {said}");
    }
    Ok(())
}

#[tokio::test]
#[ignore = "opens a real window: `cargo xtask test` runs it"]
async fn a_page_may_not_ask_for_anything_else() -> Result<(), Trouble> {
    let display = Display::open()?;
    let data = TempDir::new().unwrap();
    let app = App::start(&display, data.path()).await?;
    for name in ["plugin:path|resolve_directory", "plugin:window|create", "read_any_file"] {
        let said = app.page().ask(ASK, vec![json!(name)]).await?;
        let refused =
            ["not allowed", "not found"].iter().any(|words| said.as_str().is_some_and(|s| s.contains(words)));
        assert!(refused, "{name}: {said}");
    }
    let outside = app.page().ask(
        "const done = arguments[arguments.length - 1];
         fetch('http://127.0.0.1:9/').then(() => done(true), () => done(false));",
        vec![],
    );
    assert_eq!(outside.await?, Value::Bool(false), "the pages' policy lets nothing out by itself");
    Ok(())
}
