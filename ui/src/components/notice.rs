//! A problem in words: what happened, and what to do.

use super::icon::{Icon, Picture};
use crate::problem;
use crate::state::display::use_texts;
use wire::Problem;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct Props {
    pub problem: Problem,
    /// A button below it, for what the person can do right here.
    #[prop_or_default]
    pub action: Option<(String, Callback<()>)>,
}

/// Read out at once by a screen reader.
#[component]
pub fn Notice(props: &Props) -> Html {
    let texts = use_texts();
    let sentence = problem::sentence(&props.problem, &texts);
    html! {
        <div class="notice notice-problem" role="alert" data-problem={problem::code(&props.problem)}>
            <Icon picture={Picture::Warning} />
            <div>
                <p class="notice-title">{ sentence.happened }</p>
                <p><span class="notice-to-do">{ texts.what_to_do() }</span>{ " " }{ sentence.to_do }</p>
                if let Some((label, act)) = &props.action {
                    <button type="button" class="button button-quiet" onclick={act.reform(|_| ())}>{ label }</button>
                }
            </div>
        </div>
    }
}
