//! The frame of every page: header, the place for the sync bar, the main part with its heading.

use super::icon::{Icon, Picture};
use super::settings::Settings;
use crate::browser::{self, Listening};
use crate::state::display::use_texts;
use yew::prelude::*;

const BY_KEYS: &str = "data-keys";

#[derive(Properties, PartialEq, Debug)]
pub struct Props {
    /// The page's stable name, in `data-page`.
    pub page: &'static str,
    pub title: String,
    /// Where "back" leads; none on an app's first pages.
    #[prop_or_default]
    pub back: Option<String>,
    /// Called before "back" leads away; pages save what is being typed.
    #[prop_or_default]
    pub leaving: Callback<()>,
    /// The element that has the focus when the page opens; the heading when none is named.
    #[prop_or_default]
    pub focus: Option<String>,
    /// The app's name as the header shows it.
    #[prop_or_default]
    pub name: Option<String>,
    /// Locking the app or logging out.
    #[prop_or_default]
    pub leave: Option<(String, &'static str, Callback<()>)>,
    /// Further settings.
    #[prop_or_default]
    pub more: Option<(String, Callback<()>)>,
    /// Below the header: what was sent and what waits.
    #[prop_or_default]
    pub bar: Html,
    #[prop_or_default]
    pub wide: bool,
    pub children: Html,
}

#[component]
pub fn Frame(props: &Props) -> Html {
    let t = use_texts();
    let name = props.name.clone().unwrap_or_else(|| t.app_name());
    use_effect_with((props.title.clone(), name.clone()), |(title, name)| {
        browser::set_title(&format!("{title} – {name}"));
    });
    // Whether it is keys or a hand that moves about: for the styles, where a browser's own answer will not do.
    use_effect_with((), |()| {
        let keys = Listening::at_document("keydown", |_| browser::set_root(BY_KEYS, "true"));
        let hand = Listening::at_document("pointerdown", |_| browser::set_root(BY_KEYS, "false"));
        move || drop((keys, hand))
    });
    // Once for each page: a heading that changes with the language takes nobody back to the top.
    use_effect_with((props.page, props.focus.clone()), |(_, focus)| {
        if !focus.as_deref().is_some_and(browser::focus) {
            browser::focus("page-title");
            browser::scroll_to_top();
        }
    });
    let back = props.back.clone().map(|back| {
        let leaving = props.leaving.clone();
        Callback::from(move |_: MouseEvent| {
            leaving.emit(());
            browser::go(&back);
        })
    });
    // Not a link: the address after # belongs to the pages.
    let skip = Callback::from(|_: MouseEvent| {
        browser::focus("page-title");
    });
    html! {
        <div class={classes!("frame", props.wide.then_some("frame-wide"))}>
            <button type="button" class="skip" onclick={skip}>{ t.skip_to_content() }</button>
            <header class="header">
                if let Some(back) = back {
                    <button type="button" id="back" class="button button-bare" onclick={back}>
                        <Icon picture={Picture::Back} />{ t.go_back() }
                    </button>
                } else {
                    <p class="brand"><span class="brand-mark" aria-hidden="true"></span>{ name }</p>
                }
                <Settings leave={props.leave.clone()} more={props.more.clone()} />
            </header>
            { props.bar.clone() }
            <main data-page={props.page}>
                <h1 id="page-title" tabindex="-1">{ &props.title }</h1>
                { props.children.clone() }
            </main>
        </div>
    }
}
