//! What others have written in a dossier since somebody here has looked at it: each with who and when, until it was
//! looked at.

use super::dossier::Work;
use super::papers::state_words;
use super::supplement::paper_name;
use crate::components::field::read_value;
use crate::components::icon::{Icon, Picture};
use crate::state::display::use_texts;
use crate::{format, ipc};
use dossier::paper::PaperState;
use i18n::Texts;
use wasm_bindgen_futures::spawn_local;
use wire::ipc::MarkLooked;
use wire::view::{NewsOf, NewsView, Written};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) work: Work,
}

#[component]
pub(super) fn News(props: &Props) -> Html {
    let t = use_texts();
    let work = &props.work;
    let looked = {
        let (work, dossier) = (work.clone(), work.id());
        Callback::from(move |()| {
            let replaced = work.replaced.clone();
            let after = work.book.clone();
            // Behind the saves in the queue, so that the dossier that comes back holds them.
            work.book.enqueue(async move {
                // That it could not be noted costs nothing: it is told again the next time.
                if let Ok(view) = ipc::call(MarkLooked { dossier }).await {
                    after.forget_saved(dossier);
                    replaced.emit(view);
                }
            });
        })
    };
    // Whoever opens a dossier for the first time sees all of it.
    use_effect_with((work.id(), work.open.view.news.is_none()), {
        let looked = looked.clone();
        move |(_, first)| {
            if *first {
                spawn_local(async move { looked.emit(()) });
            }
        }
    });
    let news = work.open.view.news.as_deref().unwrap_or_default();
    if news.is_empty() {
        return Html::default();
    }
    html! {
        <section class="notice notice-note" id="news" aria-labelledby="news-title">
            <Icon picture={Picture::Sync} />
            <div>
                <p class="notice-title" id="news-title">{ t.news_title(news.len()) }</p>
                <ul class="news">{ for news.iter().map(|one| told(work, one, &t)) }</ul>
                <button type="button" id="news-looked" class="button button-quiet"
                    onclick={looked.reform(|_: MouseEvent| ())}>{ t.news_looked() }</button>
            </div>
        </section>
    }
}

fn told(work: &Work, news: &NewsView, t: &Texts) -> Html {
    let (what, value) = match &news.of {
        NewsOf::Answer(question) => match work.evaluation.question(question.as_str()) {
            Some(state) => {
                let label = state.label.get(t.language().code()).to_owned();
                (label, read_value(state, &news.written.value, t))
            }
            // An answer of another version of the form, or the number of a row in a table.
            None => (t.news_other_answer(), String::new()),
        },
        NewsOf::Paper(paper) => {
            (paper_name(work, paper, t), state_words(PaperState::from_stored(&news.written.value), t))
        }
        NewsOf::Page(paper) => {
            let there = !news.written.value.is_empty();
            (paper_name(work, paper, t), if there { t.news_page() } else { t.news_page_removed() })
        }
        NewsOf::Consent(_) => (t.news_consent(), String::new()),
    };
    html! {
        <li>
            <strong>{ what }</strong>
            if !value.is_empty() { { ": " }{ value } }
            <span class="hint">{ who(&news.written, t) }</span>
        </li>
    }
}

fn who(written: &Written, t: &Texts) -> String {
    let when = format::moment(written.at, t);
    match &written.by.name {
        Some(name) => t.conflict_by(name, when),
        None => t.conflict_by_unknown(when),
    }
}
