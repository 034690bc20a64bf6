//! The keyboard alone: keys go to whatever has the focus, and the focus moves by keys only.
//!
//! **Invariant:** nothing here presses with a mouse, gives the focus by a script or goes to a route. Scripts only look.

use super::{Doing, Page, SHORT, Trouble, until};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use serde::Deserialize;
use serde_json::{Value, json};
use std::fmt;

/// What has the focus: whether it is what is looked for, its name for people, whether it is seen to have the focus, and
/// whether it is in view. An input that its label stands for is seen by the label.
const FOCUSED: &str = "
    const it = document.activeElement;
    if (!it || it === document.body || it === document.documentElement) return null;
    const rings = element => {
        const style = getComputedStyle(element);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    };
    const box = it.getBoundingClientRect();
    const label = it.closest('label') ?? it.labels?.[0] ?? null;
    const hidden = box.width < 5 || box.height < 5;
    const shown = hidden && label ? label.getBoundingClientRect() : box;
    return {
        matches: it.matches(arguments[0]),
        name: it.id ? `#${it.id}` : `${it.localName}.${it.className} ${it.textContent.trim().slice(0, 30)}`,
        ringed: (!hidden && rings(it)) || (label !== null && rings(label)),
        in_view: shown.bottom > 0 && shown.top < innerHeight && shown.right > 0 && shown.left < innerWidth,
        in_main: it.closest('main') !== null,
        stop: it.tabIndex >= 0,
    };";

/// The option of a list that Enter would choose, and whether its list shows it.
const ACTIVE_OPTION: &str = "
    const option = document.getElementById(document.activeElement?.getAttribute('aria-activedescendant'));
    if (!option) return null;
    const [one, list] = [option.getBoundingClientRect(), option.parentElement.getBoundingClientRect()];
    return { value: option.dataset.value, in_view: one.bottom > list.top + 1 && one.top < list.bottom - 1 };";

#[derive(Deserialize)]
struct Focused {
    matches: bool,
    name: String,
    ringed: bool,
    in_view: bool,
    in_main: bool,
    /// Tab leads here; what only a page gives the focus to, such as a heading, needs no ring.
    stop: bool,
}

#[derive(Deserialize)]
struct ActiveOption {
    value: String,
    in_view: bool,
}

/// Two hands on a keyboard. Counts what was pressed.
#[derive(Debug)]
pub struct Keyboard {
    page: Page,
    moves: u32,
    letters: usize,
}

/// Keys by what they were for.
impl fmt::Display for Keyboard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} keys to move, choose and press, {} letters and digits", self.moves, self.letters)
    }
}

impl Keyboard {
    pub fn of(page: &Page) -> Self {
        Self { page: page.clone(), moves: 0, letters: 0 }
    }

    /// One key, on its own.
    pub async fn press(&mut self, key: Key) -> Result<(), Trouble> {
        self.chord(&[key]).await
    }

    async fn chord(&mut self, keys: &[Key]) -> Result<(), Trouble> {
        self.moves += 1;
        let mut actions = KeyActions::new("keyboard".to_owned());
        for key in keys {
            actions = actions.then(KeyAction::Down { value: char::from(*key) });
        }
        for key in keys.iter().rev() {
            actions = actions.then(KeyAction::Up { value: char::from(*key) });
        }
        self.page.client().perform_actions(actions).await.doing(|| format!("unable to press {keys:?}"))
    }

    /// Types where the focus is. Letters are counted as they stand, whatever keys an input method takes for an accent.
    pub async fn write(&mut self, text: &str) -> Result<(), Trouble> {
        self.letters += text.chars().count();
        let field = self.page.client().active_element().await.doing(|| "nothing has the focus".to_owned())?;
        field.send_keys(text).await.doing(|| format!("unable to type {text:?}"))
    }

    async fn focused(&self, selector: &str) -> Result<Option<Focused>, Trouble> {
        let focused = self.page.run(FOCUSED, vec![json!(selector)]).await?;
        serde_json::from_value(focused).doing(|| "unable to read what has the focus".to_owned())
    }

    /// Whether the focus is there now.
    pub async fn is_at(&self, selector: &str) -> Result<bool, Trouble> {
        Ok(self.focused(selector).await?.is_some_and(|focused| focused.matches))
    }

    /// Waits until the focus is there without a key: where a page puts it.
    pub async fn finds_itself_at(&self, selector: &str) -> Result<(), Trouble> {
        until(&format!("the focus is at {selector} by itself"), SHORT, async || {
            Ok(self.is_at(selector).await?.then_some(()))
        })
        .await
    }

    /// Arrives at a page, with the focus in its main part and not lost or left in the header.
    pub async fn arrive(&self, name: &str) -> Result<(), Trouble> {
        self.page.arrive(name).await?;
        until(&format!("the focus is in the page {name}"), SHORT, async || {
            Ok(self.focused("*").await?.filter(|focused| focused.in_main).map(drop))
        })
        .await
    }

    /// Tab until the focus is there, at most so often. Every stop on the way must be seen to have the focus.
    pub async fn tab_to(&mut self, selector: &str, most: u32) -> Result<(), Trouble> {
        self.walk(&[Key::Tab], selector, most).await
    }

    /// The same backwards.
    pub async fn tab_back_to(&mut self, selector: &str, most: u32) -> Result<(), Trouble> {
        self.walk(&[Key::Shift, Key::Tab], selector, most).await
    }

    async fn walk(&mut self, step: &[Key], selector: &str, most: u32) -> Result<(), Trouble> {
        let mut met = Vec::new();
        for _ in 0..=most {
            match self.focused(selector).await? {
                Some(at) => {
                    if (at.stop || !met.is_empty()) && !(at.ringed && at.in_view) {
                        let Focused { name, ringed, in_view, .. } = at;
                        return Err(Trouble(format!(
                            "nobody sees that {name} has the focus (ring: {ringed}, in view: {in_view})"
                        )));
                    }
                    if at.matches {
                        return Ok(());
                    }
                    met.push(at.name);
                }
                None => met.push("nothing".to_owned()),
            }
            self.chord(step).await?;
        }
        Err(Trouble(format!("{most} times Tab do not lead to {selector}, but past {}", met.join(", "))))
    }

    /// Goes to a button, link or field and presses it with this key.
    pub async fn use_with(&mut self, key: Key, selector: &str, most: u32) -> Result<(), Trouble> {
        self.tab_to(selector, most).await?;
        self.press(key).await
    }

    /// Goes to a group of radio buttons and on to one of them by arrows.
    pub async fn choose_radio(&mut self, group: &str, one: &str, most: u32) -> Result<(), Trouble> {
        self.tab_to(&format!("input[type=radio][name='{group}']"), most).await?;
        let wanted = format!("#{one}");
        let before =
            "return !!(document.activeElement.compareDocumentPosition(document.getElementById(arguments[0]))
            & Node.DOCUMENT_POSITION_PRECEDING)";
        let is_before = self.page.run(before, vec![json!(one)]).await? == json!(true);
        let arrow = || if is_before { Key::Up } else { Key::Down };
        for _ in 0..most {
            if self.is_at(&wanted).await? {
                if !self.is_at(&format!("{wanted}:checked")).await? {
                    self.press(Key::Space).await?;
                }
                return Ok(());
            }
            self.press(arrow()).await?;
        }
        Err(Trouble(format!("{most} arrows do not lead to {wanted}")))
    }

    /// Chooses from a list that has the focus: arrows until the option is the one that Enter takes.
    pub async fn pick(&mut self, value: &str, most: u32) -> Result<(), Trouble> {
        for _ in 0..most {
            let active: Option<ActiveOption> = serde_json::from_value(self.active_option().await?)
                .doing(|| "unable to read the active option".to_owned())?;
            if let Some(active) = active {
                if !active.in_view {
                    return Err(Trouble(format!("nobody sees that {} would be chosen", active.value)));
                }
                if active.value == value {
                    return self.press(Key::Enter).await;
                }
            }
            self.press(Key::Down).await?;
        }
        Err(Trouble(format!("{most} arrows do not lead to the option {value}")))
    }

    async fn active_option(&self) -> Result<Value, Trouble> {
        self.page.run(ACTIVE_OPTION, vec![]).await
    }
}
