//! How an app starts. Texts and communes lie beside the page as files: what its program carries is compiled at each
//! start, on the cheapest phone too.
//!
//! **Invariant:** nothing is drawn before the texts are here, so nothing is ever drawn without words.

use crate::{browser, state};
use gloo_timers::future::TimeoutFuture;
use i18n::{FINGERPRINT, Language};
use wasm_bindgen_futures::spawn_local;

/// Between two tries to read the texts: on a weak link the office's page has come and they have not.
const AGAIN_AFTER_MS: u32 = 1_000;

/// Draws an app once it has its words.
pub fn start<App>()
where
    App: yew::BaseComponent<Properties: Default>,
{
    spawn_local(async {
        // All are on their way before the first is waited for.
        let (vi, en) = (texts(Language::Vi), texts(Language::En));
        let communes = state::communes::load();
        vi.await;
        en.await;
        communes.await;
        yew::Renderer::<App>::new().render();
    });
}

fn texts(language: Language) -> impl Future<Output = ()> {
    // A browser that kept the file of an earlier version asks for this one.
    let name = format!("texts-{}.txt?{FINGERPRINT}", language.code());
    let [first_ms, .., longest_ms] = browser::PATIENCE_MS;
    let mut asked = browser::file(&name, first_ms);
    async move {
        loop {
            match asked.await {
                Some(file) if i18n::take_in(language, &file) => break,
                // The server has another version since this page was loaded, and words of that one do not fit.
                Some(_) => {
                    TimeoutFuture::new(AGAIN_AFTER_MS).await;
                    browser::reload();
                }
                None => TimeoutFuture::new(AGAIN_AFTER_MS).await,
            }
            asked = browser::file(&name, longest_ms);
        }
    }
}
