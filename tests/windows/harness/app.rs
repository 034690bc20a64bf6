//! The app in its real window, driven through WebKit's own driver.

use super::{Commune, DEMO_PIN, Display, Doing, LONG, Page, SHORT, Trouble, until};
use demo::program::{Program, free_port, own_program, system_program};
use fantoccini::ClientBuilder;
use fantoccini::wd::Capabilities;
use rustix::process::{Pid, Signal};
use serde_json::json;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A running app with its window open.
#[derive(Debug)]
pub struct App {
    page: Page,
    binary: PathBuf,
    data: PathBuf,
    /// The process that the system's browser has for the pages; `None`: not known, or ended by the test itself.
    pages: Option<Pid>,
    // Fields are dropped in order: the driver before the folder it writes to.
    /// Its driver, and with it the session bus and the app itself.
    _driver: Program,
    /// What WebKit itself keeps; apart, so that no test meets another's leftovers.
    _webkit: TempDir,
}

impl App {
    /// Starts the app on a data folder, and waits for its first page.
    pub async fn start(display: &Display, data: &Path) -> Result<Self, Trouble> {
        let binary = own_program("DONGHANH_APP_BIN", "donghanh")?;
        let port = free_port()?;
        let webkit = TempDir::new().doing(|| "unable to make a folder for WebKit".to_owned())?;
        let driver = Program::start(
            Command::new(system_program("dbus-run-session")?)
                .arg("--")
                .arg(system_program("WebKitWebDriver")?)
                .arg(format!("--port={port}"))
                .env("DISPLAY", display.name())
                .env_remove("WAYLAND_DISPLAY")
                // Without these two the driver waits for ever for a window that listens to it.
                .env("TAURI_AUTOMATION", "true")
                .env("TAURI_WEBVIEW_AUTOMATION", "true")
                .env("DONGHANH_DATA_DIR", data)
                .env("XDG_DATA_HOME", webkit.path().join("data"))
                .env("XDG_CACHE_HOME", webkit.path().join("cache"))
                .env("XDG_CONFIG_HOME", webkit.path().join("config"))
                // A machine without a graphics card draws in software in any case; saying so is quicker.
                .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
                .env("NO_AT_BRIDGE", "1")
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::inherit()),
        )?;
        let mut wanted = Capabilities::new();
        wanted.insert("webkitgtk:browserOptions".to_owned(), json!({ "binary": &binary, "args": [] }));
        let address = format!("http://127.0.0.1:{port}");
        let client = until("the app's window", LONG, async || {
            let session =
                ClientBuilder::new(connector()).capabilities(wanted.clone()).connect(&address).await;
            session.map(Some).doing(|| "unable to open the app's window".to_owned())
        })
        .await?;
        let mut app = Self {
            page: Page::new(client),
            binary,
            data: data.to_owned(),
            pages: None,
            _webkit: webkit,
            _driver: driver,
        };
        app.pages = app.process("pages", is_pages).ok();
        app.page.wait_for("main[data-page]", LONG).await?;
        Ok(app)
    }

    pub fn page(&self) -> &Page {
        &self.page
    }

    /// Kills the app at once, as a pulled battery does, and answers when it is gone.
    pub async fn kill(self) -> Result<(), Trouble> {
        let pid = self.pid()?;
        rustix::process::kill_process(pid, Signal::KILL).doing(|| "unable to kill the app".to_owned())?;
        until("the killed app is gone", SHORT, async || Ok((!runs(pid, &self.binary)).then_some(()))).await
    }

    /// Ends the process that the system's browser keeps for the pages, as a fault of its own or want of memory does.
    pub fn lose_pages(&mut self) -> Result<(), Trouble> {
        let pages = self.process("pages", is_pages)?;
        self.pages = None;
        rustix::process::kill_process(pages, Signal::KILL).doing(|| "unable to end the pages".to_owned())
    }

    /// First start: sets the PIN.
    pub async fn set_pin(&self) -> Result<(), Trouble> {
        self.page.arrive("pin").await?;
        self.page.write("#pin", DEMO_PIN).await?;
        self.page.write("#pin-again", DEMO_PIN).await?;
        self.page.press("#pin-submit").await
    }

    /// Later starts: enters the PIN.
    pub async fn unlock(&self) -> Result<(), Trouble> {
        self.page.arrive("unlock").await?;
        self.page.write("#pin", DEMO_PIN).await?;
        self.page.press("#pin-submit").await
    }

    /// Joins the commune as its first volunteer, with a code that the server prints.
    pub async fn enrol(&self, commune: &Commune) -> Result<(), Trouble> {
        self.page.arrive("home").await?;
        self.page.press("#enrol-open").await?;
        self.join(commune).await
    }

    /// Meets the revocation, and joins again with a new code: to the server it is another device.
    pub async fn enrol_again(&self, commune: &Commune) -> Result<(), Trouble> {
        // It may have met it by itself a moment ago: then there is nothing to press any more.
        self.page.run("document.querySelector('#sync-now')?.click()", vec![]).await?;
        self.page.go("#/enrol").await?;
        self.join(commune).await
    }

    async fn join(&self, commune: &Commune) -> Result<(), Trouble> {
        let member = commune.logins().members.first();
        let member = member.ok_or_else(|| Trouble("the demo commune has no volunteer".to_owned()))?;
        self.join_at(commune.address(), &commune.invite(member)?).await
    }

    /// Joins a server that is no process of its own, with one of its codes.
    pub async fn enrol_at(&self, server: &str, code: &str) -> Result<(), Trouble> {
        self.page.arrive("home").await?;
        self.page.press("#enrol-open").await?;
        self.join_at(server, code).await
    }

    async fn join_at(&self, server: &str, code: &str) -> Result<(), Trouble> {
        self.page.arrive("enrol").await?;
        self.page.write("#server", server).await?;
        self.page.write("#code", code).await?;
        self.page.press("#enrol-submit").await?;
        self.page.wait_for("#enrolled", SHORT).await?;
        self.page.go("#/home").await?;
        self.page.arrive("home").await
    }

    /// The app's own process: this binary on this data folder.
    fn pid(&self) -> Result<Pid, Trouble> {
        self.process("app", |pid| runs(pid, &self.binary))
    }

    /// One of the processes that work on this data folder.
    fn process(&self, what: &str, is_it: impl Fn(Pid) -> bool) -> Result<Pid, Trouble> {
        let mark = format!("DONGHANH_DATA_DIR={}", self.data.display());
        let processes = std::fs::read_dir("/proc").doing(|| "unable to list processes".to_owned())?;
        let numbers =
            processes.flatten().filter_map(|entry| entry.file_name().to_string_lossy().parse().ok());
        numbers
            .filter_map(Pid::from_raw)
            .find(|pid| is_it(*pid) && environment_has(*pid, &mark))
            .ok_or_else(|| Trouble(format!("the {what} is not running")))
    }
}

impl Drop for App {
    /// Says so when the system's browser has ended the pages by a fault of its own: the app loads them again, and the
    /// driver is blind from then on. `cargo xtask test` tries such a test once more.
    fn drop(&mut self) {
        let lost = self.pages.is_some_and(|pages| !is_pages(pages));
        let Some(note) = std::env::var_os("DONGHANH_LOST_PAGES").filter(|_| lost) else { return };
        eprintln!("the system's browser has ended the pages' process by itself");
        let mut open = std::fs::OpenOptions::new();
        let noted = open.create(true).append(true).open(note).and_then(|mut file| file.write_all(b"1\n"));
        if let Err(error) = noted {
            eprintln!("unable to note it: {error}");
        }
    }
}

fn is_pages(pid: Pid) -> bool {
    let process = |file: &str| std::fs::read_to_string(format!("/proc/{}/{file}", pid.as_raw_nonzero()));
    // The system keeps the first fifteen letters; a dead process that nobody has waited for has no command line.
    process("comm").is_ok_and(|name| name.trim_end() == "WebKitWebProces")
        && process("cmdline").is_ok_and(|line| !line.is_empty())
}

/// Whether a process still runs this program: a dead one that nobody has waited for does not.
fn runs(pid: Pid, binary: &Path) -> bool {
    std::fs::read_link(format!("/proc/{}/exe", pid.as_raw_nonzero())).is_ok_and(|exe| exe == binary)
}

fn environment_has(pid: Pid, mark: &str) -> bool {
    let environment = std::fs::read(format!("/proc/{}/environ", pid.as_raw_nonzero())).unwrap_or_default();
    environment.split(|byte| *byte == 0).any(|entry| entry == mark.as_bytes())
}

/// Plain HTTP: a driver listens on this machine only.
pub(crate) fn connector() -> hyper_util::client::legacy::connect::HttpConnector {
    hyper_util::client::legacy::connect::HttpConnector::new()
}
