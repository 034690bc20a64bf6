//! One idea a screen, with how far one has come and the way on and back.

use super::super::page::Page;
use super::ideas::Idea;
use super::parts;
use crate::components::icon::{Icon, Picture};
use crate::state::display::use_texts;
use crate::state::route::{FieldRoute, Route};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) page: &'static str,
    pub(super) ideas: Vec<Idea>,
    /// Which of them is shown, from 0.
    pub(super) at: usize,
    /// Where the header's "back" leads.
    pub(super) back: FieldRoute,
    /// The page of the idea with this number.
    pub(super) route: Callback<usize, FieldRoute>,
    /// What stands where "next" would lead nowhere.
    pub(super) end: Html,
}

#[component]
pub(super) fn Steps(props: &Props) -> Html {
    let t = use_texts();
    let total = props.ideas.len();
    let at = props.at.min(total.saturating_sub(1));
    let Some(idea) = props.ideas.get(at) else {
        return html! { <Page page={props.page} title={t.walk_end()} back={props.back.clone()}>{ props.end.clone() }</Page> };
    };
    let go = |to: usize| {
        let route = props.route.emit(to);
        Callback::from(move |_: MouseEvent| route.go())
    };
    html! {
        // A page of its own for each idea: the heading takes the focus, and is read aloud.
        <Page key={at} page={props.page} title={idea.title.clone()} back={props.back.clone()}>
            <div class="walk-way">
                <span id="walk-progress">{ t.walk_progress(at + 1, total) }</span>
                <progress max={total.to_string()} value={(at + 1).to_string()} aria-labelledby="walk-progress" />
            </div>
            <div class="walk-idea" data-idea={idea.name.clone()}>
                if idea.secret { { parts::secret(&t) } }
                { idea.body.clone() }
            </div>
            <div class="buttons">
                if at + 1 < total {
                    <button type="button" id="walk-next" class="button button-primary" onclick={go(at + 1)}>
                        { t.walk_next() }<Icon picture={Picture::Forward} />
                    </button>
                } else {
                    { props.end.clone() }
                }
                if at > 0 {
                    <button type="button" id="walk-previous" class="button button-quiet" onclick={go(at - 1)}>
                        { t.walk_previous() }
                    </button>
                }
            </div>
        </Page>
    }
}
