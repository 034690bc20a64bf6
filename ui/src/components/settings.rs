//! Language, text size and colours: a button in the header that opens a small panel.

use super::icon::{Icon, Picture};
use crate::browser;
use crate::state::display::{Change, Contrast, Display, TextSize, Theme};
use i18n::Language;
use yew::prelude::*;

/// The element around button and panel.
const AROUND: &str = "settings";
const OPENS: &str = "settings-open";

#[derive(Properties, PartialEq, Debug)]
pub struct Props {
    /// Locks the app or logs out, where there is something to lock.
    #[prop_or_default]
    pub leave: Option<(String, &'static str, Callback<()>)>,
    /// Leads to a page with further settings, where there is one.
    #[prop_or_default]
    pub more: Option<(String, Callback<()>)>,
}

#[component]
pub fn Settings(props: &Props) -> Html {
    let open = use_state(|| false);
    let Some(display) = use_context::<Display>() else { return Html::default() };
    let t = &display.texts;
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let other = match display.preferences.language {
        Language::Vi => (Language::En, t.language_en()),
        Language::En => (Language::Vi, t.language_vi()),
    };
    let change = |change: Change| {
        let display = display.clone();
        Callback::from(move |_: MouseEvent| display.dispatch(change))
    };
    let onkeydown = {
        let open = open.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && *open {
                open.set(false);
                // What had the focus may go with the panel.
                browser::keep_focus_at(OPENS.to_owned());
            }
        })
    };
    // The panel lies over the page: whoever goes on with Tab would not see where.
    let onfocusout = {
        let open = open.clone();
        Callback::from(move |event: FocusEvent| {
            if *open && browser::stays_within(&event, AROUND) == Some(false) {
                open.set(false);
            }
        })
    };
    html! {
        <div class="settings" id={AROUND} {onkeydown} {onfocusout}>
            <button type="button" id="language" class="button button-bare" lang={other.0.code()}
                onclick={change(Change::Language(other.0))}>{ other.1 }</button>
            <button type="button" id={OPENS} class="button button-bare" aria-expanded={open.to_string()}
                aria-controls="settings-panel" aria-label={t.settings_open()} title={t.settings_open()}
                onclick={toggle}>
                <Icon picture={Picture::Letters} />
            </button>
            if *open {
                <div id="settings-panel" class="settings-panel">
                    <h2>{ t.settings_title() }</h2>
                    <p class="settings-name" id="settings-size">{ t.settings_text_size() }</p>
                    <div class="steps" role="group" aria-labelledby="settings-size">
                        { for TextSize::ALL.into_iter().map(|size| html! {
                            <button type="button" class={format!("step step-{}", size.percent())}
                                aria-label={t.settings_text_size_step(size.percent())}
                                aria-pressed={(size == display.preferences.size).to_string()}
                                onclick={change(Change::Size(size))}>{ "A" }</button>
                        }) }
                    </div>
                    <p class="settings-name" id="settings-theme">{ t.settings_theme() }</p>
                    <div class="steps" role="group" aria-labelledby="settings-theme">
                        { for Theme::ALL.into_iter().map(|theme| html! {
                            <button type="button" class="step"
                                aria-pressed={(theme == display.preferences.theme).to_string()}
                                onclick={change(Change::Theme(theme))}>
                                { match theme {
                                    Theme::System => t.settings_theme_system(),
                                    Theme::Light => t.settings_theme_light(),
                                    Theme::Dark => t.settings_theme_dark(),
                                } }
                            </button>
                        }) }
                    </div>
                    <p class="settings-name" id="settings-contrast">{ t.settings_contrast() }</p>
                    <div class="steps" role="group" aria-labelledby="settings-contrast">
                        { for Contrast::ALL.into_iter().map(|contrast| html! {
                            <button type="button" class="step" id={format!("contrast-{}", contrast.word())}
                                aria-pressed={(contrast == display.preferences.contrast).to_string()}
                                onclick={change(Change::Contrast(contrast))}>
                                { match contrast {
                                    Contrast::System => t.settings_contrast_system(),
                                    Contrast::High => t.settings_contrast_high(),
                                } }
                            </button>
                        }) }
                    </div>
                    if let Some((label, act)) = &props.more {
                        <button type="button" id="settings-more" class="button button-quiet"
                            onclick={act.reform(|_| ())}>{ label }</button>
                    }
                    if let Some((label, id, act)) = &props.leave {
                        <button type="button" id={*id} class="button button-quiet"
                            onclick={act.reform(|_| ())}>{ label }</button>
                    }
                </div>
            }
        </div>
    }
}
