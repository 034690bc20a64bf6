//! The officer's browser: a real Chromium, with a profile of its own.

use super::app::connector;
use super::{Commune, Doing, LONG, Page, Trouble, until};
use demo::program::{Program, free_port, system_program};
use fantoccini::ClientBuilder;
use fantoccini::wd::Capabilities;
use serde_json::json;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// An open browser.
#[derive(Debug)]
pub struct Browser {
    page: Page,
    _driver: Program,
    _profile: TempDir,
}

impl Browser {
    /// Opens a window of this size, in CSS pixels.
    pub async fn open(width: u32, height: u32) -> Result<Self, Trouble> {
        let port = free_port()?;
        let profile = TempDir::new().doing(|| "unable to make a folder for the browser".to_owned())?;
        let driver = Program::start(
            Command::new(system_program("chromedriver")?)
                .arg(format!("--port={port}"))
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::inherit()),
        )?;
        let mut wanted = Capabilities::new();
        wanted.insert(
            "goog:chromeOptions".to_owned(),
            json!({
                "binary": system_program("chromium")?,
                // A window has a smallest width; the page itself can be as narrow as a phone.
                "mobileEmulation": {
                    "deviceMetrics": { "width": width, "height": height, "pixelRatio": 1.0, "mobile": false, "touch": false },
                },
                "args": [
                    "--headless=new",
                    // The sandbox refuses to start for root, which is who runs tests in a container.
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--hide-scrollbars",
                    format!("--user-data-dir={}", profile.path().display()),
                ],
            }),
        );
        let address = format!("http://127.0.0.1:{port}");
        let client = until("the office's browser", LONG, async || {
            let session =
                ClientBuilder::new(connector()).capabilities(wanted.clone()).connect(&address).await;
            session.map(Some).doing(|| "unable to open Chromium".to_owned())
        })
        .await?;
        Ok(Self { page: Page::new(client), _driver: driver, _profile: profile })
    }

    pub fn page(&self) -> &Page {
        &self.page
    }

    pub async fn visit(&self, address: &str) -> Result<(), Trouble> {
        self.page.client().goto(address).await.doing(|| format!("unable to open {address}"))
    }

    /// As when the browser is closed and somebody else opens it.
    pub async fn forget_login(&self) -> Result<(), Trouble> {
        self.page
            .client()
            .delete_all_cookies()
            .await
            .doing(|| "unable to empty the browser's cookies".to_owned())
    }

    /// Logs in as the first officer of the demo commune, and arrives at the inbox.
    pub async fn log_in(&self, commune: &Commune) -> Result<(), Trouble> {
        let officer = commune.logins().officers.first();
        let officer = officer.ok_or_else(|| Trouble("the demo commune has no officer".to_owned()))?;
        self.log_in_as(&commune.office(), &officer.user, &officer.password).await
    }

    /// Logs in at an office's pages, and arrives at the inbox.
    pub async fn log_in_as(&self, office: &str, user: &str, password: &str) -> Result<(), Trouble> {
        self.visit(office).await?;
        self.page.arrive("login").await?;
        self.page.write("#user", user).await?;
        self.page.write("#password", password).await?;
        self.page.press("#login").await?;
        self.page.arrive("inbox").await
    }
}
