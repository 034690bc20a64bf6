//! Training: the way in, the mark on every page, and the way out.

use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::ipc;
use crate::state::answer_book::AnswerBook;
use crate::state::display::use_texts;
use crate::state::route::{FieldRoute, Route};
use crate::state::session::Session;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::ipc::{AppState, EnterTraining, LeaveTraining};
use yew::prelude::*;

/// What training is, and the button that begins it.
#[component]
pub(super) fn TrainingCard() -> Html {
    let t = use_texts();
    let book = use_context::<AnswerBook>();
    let session = use_context::<Session>();
    let problem = use_state(|| None::<Problem>);
    let Some(session) = session.filter(|session| session.state != AppState::Training) else {
        return Html::default();
    };
    let enter = {
        let problem = problem.setter();
        Callback::from(move |_: MouseEvent| {
            let (Some(book), problem, moved) = (book.clone(), problem.clone(), session.moved.clone()) else {
                return;
            };
            book.flush();
            // Behind the saves in the queue: they belong into the store that is open now.
            book.enqueue(async move {
                match ipc::call(EnterTraining {}).await {
                    Ok(state) => spawn_local(async move {
                        FieldRoute::Home.go();
                        moved.emit(state);
                    }),
                    Err(refused) => problem.set(Some(refused)),
                }
            });
        })
    };
    html! {
        <section class="card" aria-labelledby="training-title">
            <h2 class="card-title" id="training-title">{ t.training_title() }</h2>
            <p>{ t.training_lead() }</p>
            if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
            <button type="button" id="training-enter" class="button button-quiet button-wide" onclick={enter}>
                { t.training_enter() }</button>
        </section>
    }
}

/// On every page while somebody trains, with the way out.
#[component]
pub(super) fn TrainingMark() -> Html {
    let t = use_texts();
    let book = use_context::<AnswerBook>();
    let session = use_context::<Session>();
    let leave = Callback::from(move |_: MouseEvent| {
        let (Some(book), Some(session)) = (book.clone(), session.clone()) else { return };
        book.flush();
        book.enqueue(async move {
            if let Ok(state) = ipc::call(LeaveTraining {}).await {
                spawn_local(async move {
                    FieldRoute::Home.go();
                    session.moved.emit(state);
                });
            }
        });
    });
    html! {
        <section class="training" id="training" aria-label={t.training_title()}>
            <div>
                <p><Icon picture={Picture::Warning} /><strong>{ t.training_mark() }</strong></p>
                <p>{ t.training_mark_more() }</p>
            </div>
            <button type="button" id="training-leave" class="button button-quiet" onclick={leave}>
                { t.training_leave() }</button>
        </section>
    }
}
