//! Something that is read from outside, for as long as a page is shown.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use yew::prelude::*;

/// How far reading has come.
#[derive(Clone, PartialEq, Debug)]
pub enum Loaded<T> {
    Waiting,
    Ready(T),
    Failed(Problem),
}

impl<T> Loaded<T> {
    pub fn ready(&self) -> Option<&T> {
        match self {
            Self::Ready(value) => Some(value),
            Self::Waiting | Self::Failed(_) => None,
        }
    }
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Failed(problem) => Some(problem),
            Self::Waiting | Self::Ready(_) => None,
        }
    }
}

/// Reads when the page opens and whenever `of` changes. What was read before stays shown until the new
/// answer is there; an answer that was overtaken by a newer question is dropped.
#[hook]
pub fn use_loaded<D, T, F, Fut>(of: D, read: F) -> UseStateHandle<Loaded<T>>
where
    D: Clone + PartialEq + 'static,
    T: 'static,
    F: FnOnce(D) -> Fut + 'static,
    Fut: Future<Output = Result<T, Problem>> + 'static,
{
    let loaded = use_state(|| Loaded::Waiting);
    let latest = use_memo((), |()| Cell::new(0_u64));
    use_effect_with(of, {
        let (setter, latest) = (loaded.setter(), Rc::clone(&latest));
        move |of: &D| {
            let mine = latest.get() + 1;
            latest.set(mine);
            let asked = read(of.clone());
            spawn_local(async move {
                let answer = asked.await;
                if latest.get() == mine {
                    setter.set(answer.map_or_else(Loaded::Failed, Loaded::Ready));
                }
            });
        }
    });
    loaded
}
