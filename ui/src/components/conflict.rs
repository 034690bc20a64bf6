//! Concurrent values of one answer, side by side, with who wrote each and when. A person chooses.

use super::icon::{Icon, Picture};
use crate::format;
use crate::state::display::use_texts;
use wire::view::{AnswerView, Written};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct Props {
    pub question: String,
    pub answer: AnswerView,
    /// How a value reads on this question: a choice's label, a date the Vietnamese way.
    pub shown: Vec<String>,
    pub can_choose: bool,
    /// All versions in one text, where that can be.
    #[prop_or_default]
    pub woven: Option<String>,
    /// Whether the office settles what nobody here knows.
    #[prop_or_default]
    pub may_stay: bool,
    pub on_choose: Callback<String>,
}

#[component]
pub fn Conflict(props: &Props) -> Html {
    let t = use_texts();
    let values = std::iter::once(&props.answer.current).chain(&props.answer.others);
    let who = |written: &Written| {
        let when = format::moment(written.at, &t);
        match (&written.by.name, written.by.this_device) {
            (_, true) => t.conflict_by_you(when),
            (Some(name), false) => t.conflict_by(name, when),
            (None, false) => t.conflict_by_unknown(when),
        }
    };
    html! {
        <div class="conflict" data-question={props.question.clone()} role="group"
            aria-label={t.conflict_title()}>
            <p class="conflict-title"><Icon picture={Picture::Choices} />{ t.conflict_title() }</p>
            <p>{ t.conflict_lead() }</p>
            <ul class="conflict-values">
                { for values.zip(&props.shown).map(|(written, shown)| html! {
                    <li class="conflict-value" data-value={written.value.clone()}>
                        <p class="conflict-text">
                            { if shown.is_empty() { t.conflict_empty() } else { shown.clone() } }
                        </p>
                        <p class="hint">{ who(written) }</p>
                        if props.can_choose {
                            <button type="button" class="button button-quiet" onclick={
                                let value = written.value.clone();
                                props.on_choose.reform(move |_| value.clone())
                            }>{ t.conflict_choose() }</button>
                        }
                    </li>
                }) }
                if let Some(woven) = props.woven.clone().filter(|_| props.can_choose) {
                    <li class="conflict-value" data-value={woven.clone()} data-woven="true">
                        <p class="conflict-text">{ woven.clone() }</p>
                        <p class="hint">{ t.conflict_woven() }</p>
                        <button type="button" class="button button-quiet"
                            onclick={props.on_choose.reform(move |_| woven.clone())}>{ t.conflict_choose() }</button>
                    </li>
                }
            </ul>
            if props.may_stay && props.can_choose { <p class="hint">{ t.conflict_may_stay() }</p> }
        </div>
    }
}
