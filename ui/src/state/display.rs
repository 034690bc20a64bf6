//! How a person wants the pages shown: language, colours, text size. Remembered on this device.

use crate::browser;
use i18n::{Language, Texts};
use std::rc::Rc;
use yew::prelude::*;

/// Light or dark.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    pub const fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
    fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.word() == word).unwrap_or_default()
    }
}

/// How strongly words stand out from their ground.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Contrast {
    #[default]
    System,
    High,
}

impl Contrast {
    pub const ALL: [Self; 2] = [Self::System, Self::High];

    pub const fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::High => "high",
        }
    }
    fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|contrast| contrast.word() == word).unwrap_or_default()
    }
}

/// Text size in percent of the 18 px that everything starts from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TextSize(u16);

impl TextSize {
    pub const ALL: [Self; 4] = [Self(100), Self(125), Self(150), Self(200)];

    pub const fn percent(self) -> u16 {
        self.0
    }
    fn from_percent(text: &str) -> Self {
        Self::ALL.into_iter().find(|size| size.0.to_string() == text).unwrap_or(Self(100))
    }
}

/// Minutes without a touch after which the app locks itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LockAfter(u16);

impl LockAfter {
    pub const ALL: [Self; 4] = [Self(2), Self(5), Self(15), Self(30)];

    pub const fn minutes(self) -> u16 {
        self.0
    }
    fn from_minutes(text: &str) -> Self {
        Self::ALL.into_iter().find(|after| after.0.to_string() == text).unwrap_or(Self(5))
    }
}

/// The choices of one person on one device.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Preferences {
    pub language: Language,
    pub theme: Theme,
    pub contrast: Contrast,
    pub size: TextSize,
    pub lock_after: LockAfter,
}

impl Preferences {
    const LANGUAGE: &'static str = "language";
    const THEME: &'static str = "theme";
    const CONTRAST: &'static str = "contrast";
    const SIZE: &'static str = "text-size";
    const LOCK_AFTER: &'static str = "lock-after";

    fn remembered() -> Self {
        let read = |key| browser::remembered(key).unwrap_or_default();
        Self {
            language: Language::from_code(&read(Self::LANGUAGE)).unwrap_or_default(),
            theme: Theme::from_word(&read(Self::THEME)),
            contrast: Contrast::from_word(&read(Self::CONTRAST)),
            size: TextSize::from_percent(&read(Self::SIZE)),
            lock_after: LockAfter::from_minutes(&read(Self::LOCK_AFTER)),
        }
    }

    fn remember(self) {
        browser::remember(Self::LANGUAGE, self.language.code());
        browser::remember(Self::THEME, self.theme.word());
        browser::remember(Self::CONTRAST, self.contrast.word());
        browser::remember(Self::SIZE, &self.size.percent().to_string());
        browser::remember(Self::LOCK_AFTER, &self.lock_after.minutes().to_string());
    }

    /// Tells the styles; they read these attributes of the root.
    fn apply(self) {
        browser::set_root("lang", self.language.code());
        browser::set_root("data-theme", self.theme.word());
        browser::set_root("data-contrast", self.contrast.word());
        browser::set_root("data-text", &self.size.percent().to_string());
    }
}

/// A choice that was changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    Language(Language),
    Theme(Theme),
    Contrast(Contrast),
    Size(TextSize),
    LockAfter(LockAfter),
}

/// The preferences with the texts in their language.
#[derive(Clone, PartialEq, Debug)]
pub struct Showing {
    pub preferences: Preferences,
    pub texts: Texts,
}

impl Showing {
    fn new(preferences: Preferences) -> Self {
        Self { preferences, texts: Texts::new(preferences.language) }
    }
}

impl Reducible for Showing {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut preferences = self.preferences;
        match change {
            Change::Language(language) => preferences.language = language,
            Change::Theme(theme) => preferences.theme = theme,
            Change::Contrast(contrast) => preferences.contrast = contrast,
            Change::Size(size) => preferences.size = size,
            Change::LockAfter(after) => preferences.lock_after = after,
        }
        preferences.remember();
        Rc::new(Self::new(preferences))
    }
}

/// What pages take from the context.
pub type Display = UseReducerHandle<Showing>;

#[derive(Properties, PartialEq, Debug)]
pub struct Props {
    pub children: Html,
}

/// Gives every page below it the texts and the way to change them.
#[component]
pub fn DisplayProvider(props: &Props) -> Html {
    let showing = use_reducer_eq(|| Showing::new(Preferences::remembered()));
    use_effect_with(showing.preferences, |preferences| preferences.apply());
    html! { <ContextProvider<Display> context={showing}>{ props.children.clone() }</ContextProvider<Display>> }
}

/// The texts in the language of the page.
#[hook]
pub fn use_texts() -> Texts {
    let display = use_context::<Display>();
    display.map_or_else(|| Texts::new(Language::default()), |display| display.texts.clone())
}
