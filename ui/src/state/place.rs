//! Going on where a person was when the app ended: the open page is noted with the device, and asked for once after the
//! PIN.

use super::answer_book::AnswerBook;
use super::route::{FieldRoute, Route};
use crate::{browser, ipc};
use wasm_bindgen_futures::spawn_local;
use wire::ipc::{KeepPlace, Place, TakePlace};
use yew::prelude::*;

/// Notes the open page, and turns to the one that was open when the app ended.
#[hook]
pub fn use_place(route: &FieldRoute) {
    // Until it is known where to go on, nothing is noted over it.
    let begun = use_state(|| false);
    use_effect_with((), {
        // A window that was just opened has no address yet. One that was locked, or left the training, has.
        let (begun, at_first) = (begun.setter(), browser::hash().is_empty());
        move |()| {
            spawn_local(async move {
                // That it cannot be told is no reason not to begin.
                let place = ipc::call(TakePlace {}).await.ok().and_then(|kept| kept.place);
                if let Some(place) = place.filter(|_| at_first) {
                    FieldRoute::read(&place).go();
                }
                begun.set(true);
            });
        }
    });
    let book = use_context::<AnswerBook>();
    use_effect_with((route.to_string(), *begun), move |(place, begun)| {
        if let (Some(book), true) = (book, *begun) {
            let place = place.clone();
            // One after the other, so that the last page is the one that is noted.
            book.enqueue(async move {
                if let Ok(Place { place: Some(place) }) = ipc::call(KeepPlace { place }).await {
                    // Whoever ends the app on purpose can see from when on it comes back here.
                    browser::set_root("data-noted", &place);
                }
            });
        }
    });
}
