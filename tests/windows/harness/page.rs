//! What a person does on a page: looks, types, presses. The same for the app's window and a browser.

use super::{Doing, SHORT, Trouble, until};
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// One pixel in the corner that changes, too faintly to be seen, until it is removed.
const KEEP_DRAWING: &str = "
    const dot = document.createElement('div');
    dot.id = 'keeps-drawing';
    dot.style.cssText = 'position:fixed;left:0;top:0;width:1px;height:1px;background:#808080;opacity:0.01';
    document.body.append(dot);
    const draw = () => {
        dot.style.opacity = dot.style.opacity === '0.01' ? '0.02' : '0.01';
        if (dot.isConnected) setTimeout(draw, 20);
    };
    draw();";

/// A page in some window. Elements are named by CSS selectors.
#[derive(Debug, Clone)]
pub struct Page {
    client: Client,
    taps: Arc<AtomicU32>,
}

/// Reaches below the fold, since a small window shows only part of a long form, and answers when the element has been at
/// one place for three drawings.
const STAND_STILL: &str = "
    const [it, done] = arguments;
    it.scrollIntoView({block: 'center'});
    let before = '', still = 0, drawings = 0;
    const look = () => {
        const { top, left, width, height } = it.getBoundingClientRect();
        const now = [top, left, width, height].join(' ');
        still = now === before ? still + 1 : 0;
        before = now;
        drawings += 1;
        if (still >= 2 || drawings > 120) done(true); else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);";

impl Page {
    pub(crate) fn new(client: Client) -> Self {
        Self { client, taps: Arc::default() }
    }

    /// How often a finger was put down so far, but for answers: on buttons, links and fields for files.
    pub fn taps(&self) -> u32 {
        self.taps.load(Ordering::Relaxed)
    }

    /// The element, as soon as it is there.
    async fn element(&self, selector: &str) -> Result<Element, Trouble> {
        until(selector, SHORT, async || self.look(selector).await).await
    }

    async fn look(&self, selector: &str) -> Result<Option<Element>, Trouble> {
        match self.client.find(Locator::Css(selector)).await {
            Ok(element) => Ok(Some(element)),
            Err(CmdError::Standard(error)) if error.error() == "no such element" => Ok(None),
            Err(error) => Err(Trouble(format!("unable to look for {selector}: {error}"))),
        }
    }

    /// Waits for the page of this name (`<main data-page=…>`).
    pub async fn arrive(&self, name: &str) -> Result<(), Trouble> {
        self.wait_for(&format!("main[data-page='{name}']"), SHORT).await
    }

    /// Waits until an element is there.
    pub async fn wait_for(&self, selector: &str, limit: Duration) -> Result<(), Trouble> {
        until(selector, limit, async || self.look(selector).await).await.map(|_| ())
    }

    pub async fn is_there(&self, selector: &str) -> Result<bool, Trouble> {
        Ok(self.look(selector).await?.is_some())
    }

    /// Presses with the mouse. A page may draw an element anew between look and press: then once more.
    pub async fn press(&self, selector: &str) -> Result<(), Trouble> {
        self.taps.fetch_add(1, Ordering::Relaxed);
        self.touch(selector).await
    }

    /// The same as part of an answer, such as a choice. The driver looks where the element is and then presses there:
    /// like a person it waits until a page that is still being drawn stands still.
    pub(crate) async fn touch(&self, selector: &str) -> Result<(), Trouble> {
        until(&format!("{selector} can be pressed"), SHORT, async || {
            let Some(element) = self.look(selector).await? else { return Ok(None) };
            self.client
                .execute_async(STAND_STILL, vec![as_argument(&element)?])
                .await
                .doing(|| format!("unable to scroll to {selector}"))?;
            if !element.is_enabled().await.doing(|| format!("unable to look at {selector}"))? {
                return Ok(None);
            }
            element.click().await.map(Some).doing(|| format!("unable to press {selector}"))
        })
        .await
    }

    /// Draws lines on an element with the button held down, through places told as parts of its width and height.
    pub async fn draw(&self, selector: &str, lines: &[&[(f64, f64)]]) -> Result<(), Trouble> {
        let place = "const it = document.querySelector(arguments[0]); it.scrollIntoView({block: 'center'});
            const { left, top, width, height } = it.getBoundingClientRect(); return [left, top, width, height];";
        let place = self.run(place, vec![selector.into()]).await?;
        let [left, top, width, height]: [f64; 4] =
            serde_json::from_value(place).doing(|| format!("unable to find {selector}"))?;
        let mut actions = MouseActions::new("finger".to_owned());
        for line in lines {
            for (step, (x, y)) in line.iter().enumerate() {
                let duration = Some(Duration::from_millis(20));
                let (x, y) = ((left + x * width).round(), (top + y * height).round());
                actions = actions.then(PointerAction::MoveTo { duration, x, y });
                if step == 0 {
                    actions = actions.then(PointerAction::Down { button: MOUSE_BUTTON_LEFT });
                }
            }
            actions = actions.then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        }
        self.client.perform_actions(actions).await.doing(|| format!("unable to draw on {selector}"))
    }

    /// Types over what a field holds: what stands there is selected first, so that the first key replaces it.
    pub async fn write(&self, selector: &str, text: &str) -> Result<(), Trouble> {
        let field = self.element(selector).await?;
        self.client
            .execute("arguments[0].scrollIntoView({block: 'center'}); arguments[0].focus(); arguments[0].select();", vec![
                as_argument(&field)?,
            ])
            .await
            .doing(|| format!("unable to turn to {selector}"))?;
        field.send_keys(text).await.doing(|| format!("unable to type into {selector}"))
    }

    /// Chooses an entry of a list, as the keyboard does: by its place.
    pub async fn choose(&self, list: &str, place: usize) -> Result<(), Trouble> {
        self.wait_for(&format!("{list} option:nth-child({})", place + 1), SHORT).await?;
        let script = "const list = document.querySelector(arguments[0]);
            list.selectedIndex = arguments[1];
            list.dispatchEvent(new Event('change', { bubbles: true }));";
        self.run(script, vec![list.into(), place.into()]).await.map(drop)
    }

    /// Chooses files in a field for files, in place of those that were chosen before.
    pub async fn choose_files(&self, selector: &str, files: &[PathBuf]) -> Result<(), Trouble> {
        self.taps.fetch_add(1, Ordering::Relaxed);
        let field = self.element(selector).await?;
        // A driver adds to what is chosen already, and there is no key that takes it out.
        self.client
            .execute("arguments[0].value = ''", vec![as_argument(&field)?])
            .await
            .doing(|| format!("unable to empty {selector}"))?;
        let paths: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        field.send_keys(&paths.join("\n")).await.doing(|| format!("unable to choose files in {selector}"))
    }

    /// Leaves the field that is being typed in, as the Tab key does.
    pub async fn leave(&self, selector: &str) -> Result<(), Trouble> {
        let field = self.element(selector).await?;
        let tab = char::from(Key::Tab).to_string();
        field.send_keys(&tab).await.doing(|| format!("unable to leave {selector}"))
    }

    /// The Enter key in a field.
    pub async fn press_enter(&self, selector: &str) -> Result<(), Trouble> {
        let enter = char::from(Key::Enter).to_string();
        let field = self.element(selector).await?;
        field.send_keys(&enter).await.doing(|| format!("unable to press Enter in {selector}"))
    }

    /// What a person reads in an element. Here and below a page may draw it anew between look and reading: then once
    /// more.
    pub async fn text(&self, selector: &str) -> Result<String, Trouble> {
        until(&format!("the text of {selector}"), SHORT, async || {
            let Some(element) = self.look(selector).await? else { return Ok(None) };
            element.text().await.map(Some).doing(|| format!("unable to read {selector}"))
        })
        .await
    }

    /// What a field holds.
    pub async fn value(&self, selector: &str) -> Result<String, Trouble> {
        let value = until(&format!("what {selector} holds"), SHORT, async || {
            let Some(field) = self.look(selector).await? else { return Ok(None) };
            field.prop("value").await.map(Some).doing(|| format!("unable to read {selector}"))
        })
        .await?;
        Ok(value.unwrap_or_default())
    }

    pub async fn attribute(&self, selector: &str, name: &str) -> Result<String, Trouble> {
        let value = until(&format!("{name} of {selector}"), SHORT, async || {
            let Some(element) = self.look(selector).await? else { return Ok(None) };
            element.attr(name).await.map(Some).doing(|| format!("unable to read {name} of {selector}"))
        })
        .await?;
        value.ok_or_else(|| Trouble(format!("{selector} has no {name}")))
    }

    /// Waits until an element's words hold some text.
    pub async fn reads(&self, selector: &str, words: &str, limit: Duration) -> Result<(), Trouble> {
        until(&format!("{selector} reads {words:?}"), limit, async || {
            Ok(self.text(selector).await?.contains(words).then_some(()))
        })
        .await
    }

    /// Runs JavaScript in the page: for what no hand can do, such as asking a command directly.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value, Trouble> {
        self.client.execute(script, arguments).await.doing(|| "unable to run a script in the page".to_owned())
    }

    /// The same for a script whose last argument is to be called with its answer.
    pub async fn ask(&self, script: &str, arguments: Vec<Value>) -> Result<Value, Trouble> {
        self.client.execute_async(script, arguments).await.doing(|| "unable to ask the page".to_owned())
    }

    /// Goes to a route of the page's own, such as `#/find`, without loading it anew.
    pub async fn go(&self, route: &str) -> Result<(), Trouble> {
        self.run("window.location.hash = arguments[0]", vec![route.into()]).await.map(|_| ())
    }

    /// Waits until the app would go on at this route.
    pub async fn noted(&self, route: &str) -> Result<(), Trouble> {
        self.wait_for(&format!("html[data-noted='{route}']"), SHORT).await
    }

    /// The route it shows.
    pub async fn route(&self) -> Result<String, Trouble> {
        let hash = self.run("return window.location.hash", vec![]).await?;
        Ok(hash.as_str().unwrap_or_default().to_owned())
    }

    /// Gives the window this inner size, in CSS pixels, and waits until the page has it.
    pub async fn resize(&self, width: u32, height: u32) -> Result<(), Trouble> {
        let what = || "unable to resize the window".to_owned();
        self.client.set_window_rect(0, 0, width, height).await.doing(what)?;
        until(&format!("a page of {width}×{height}"), SHORT, async || {
            let size = self.run("return [window.innerWidth, window.innerHeight]", vec![]).await?;
            Ok((size == serde_json::json!([width, height])).then_some(()))
        })
        .await
    }

    pub async fn screenshot(&self) -> Result<Vec<u8>, Trouble> {
        let what = || "unable to take a picture of the page".to_owned();
        // The driver waits for the next frame, and a page at rest draws none: one corner is kept busy.
        self.run(KEEP_DRAWING, vec![]).await?;
        let picture = tokio::time::timeout(SHORT, self.client.screenshot()).await.doing(what)?.doing(what)?;
        self.run("document.getElementById('keeps-drawing')?.remove()", vec![]).await?;
        Ok(picture)
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }
}

fn as_argument(element: &Element) -> Result<Value, Trouble> {
    serde_json::to_value(element).doing(|| "unable to name an element".to_owned())
}
