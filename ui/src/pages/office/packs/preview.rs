//! A form as volunteers will see it. It can be tried out; nothing that is typed here is kept.

use crate::components::dossier_card::say;
use crate::components::entries::{self, Around};
use crate::state::display::use_texts;
use crate::state::loose_answers::{Change, LooseAnswers};
use crate::state::open_dossier::Sheet;
use library::Pack;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) pack: Rc<Pack>,
}

#[derive(Default, PartialEq)]
struct Tried(LooseAnswers);

impl Reducible for Tried {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        Rc::new(Self(self.0.after(change)))
    }
}

#[component]
pub(super) fn Preview(props: &Props) -> Html {
    let t = use_texts();
    let tried = use_reducer(Tried::default);
    let sheet = use_memo(props.pack.clone(), |pack| Sheet::new((**pack).clone()));
    let Some(evaluation) = sheet.evaluate(&tried.0.values) else {
        return html! { <p class="hint">{ t.guide_only() }</p> };
    };
    let dispatch = |make: fn(String) -> Change| {
        let tried = tried.dispatcher();
        Callback::from(move |key: String| tried.dispatch(make(key)))
    };
    let typed = tried.dispatcher();
    let around = Around {
        texts: &t,
        strict: false,
        read_only: false,
        keeping: &|_| None,
        concurrent: &|_| None,
        on_typed: Callback::from(move |(question, value)| typed.dispatch(Change::Typed(question, value))),
        on_commit: Callback::noop(),
        on_add: dispatch(Change::Add),
        on_remove: dispatch(Change::Remove),
        below: &|_| Html::default(),
        above: &|_| Html::default(),
    };
    let papers = sheet.papers(Some(&evaluation));
    html! {
        <section class="preview" id="preview" aria-label={t.packs_preview()}>
            { for evaluation.sections.iter().filter(|section| section.relevant).map(|section| html! {
                <details class="fold" key={section.name.clone()} open=true>
                    <summary>{ section.label.get(t.language().code()) }</summary>
                    <div class="preview-section">{ entries::draw(&section.entries, &around) }</div>
                </details>
            }) }
            <h3>{ t.papers_title() }</h3>
            <ul class="plain">{ for papers.iter().map(|paper| html! { <li>{ say(&paper.name, t.language()) }</li> }) }</ul>
        </section>
    }
}
