//! The first-run tour: a few calm screens after joining a commune. Can be left at any time, and seen again.

use super::page::Page;
use crate::browser;
use crate::components::icon::{Icon, Picture};
use crate::state::display::use_texts;
use crate::state::route::{FieldRoute, Route};
use yew::prelude::*;

/// Remembered on this device once the tour was begun.
const SEEN: &str = "tour-seen";
/// Screens of the tour.
pub(super) const SCREENS: usize = 5;

/// Where a person goes on after joining: to the tour the first time, to the home page later.
pub(super) fn after_joining() -> FieldRoute {
    if browser::remembered(SEEN).is_some() { FieldRoute::Home } else { FieldRoute::Tour(0) }
}

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    /// From 0.
    pub(super) at: usize,
}

#[component]
pub(super) fn TourPage(props: &Props) -> Html {
    let t = use_texts();
    let at = props.at.min(SCREENS - 1);
    use_effect_with((), |()| browser::remember(SEEN, "1"));
    let (picture, title, words) = match at {
        0 => (Picture::Disk, t.tour_kept_title(), [t.tour_kept(), t.tour_kept_more()]),
        1 => (Picture::Shield, t.tour_consent_title(), [t.tour_consent(), t.tour_consent_more()]),
        2 => (Picture::Camera, t.tour_photo_title(), [t.tour_photo(), t.tour_photo_more()]),
        3 => (Picture::Plane, t.tour_send_title(), [t.tour_send(), t.tour_send_more()]),
        _ => (Picture::Help, t.tour_help_title(), [t.tour_help(), t.tour_help_more()]),
    };
    let go = |route: FieldRoute| Callback::from(move |_: MouseEvent| route.go());
    let last = at + 1 == SCREENS;
    html! {
        <Page page="tour" title={title} key={at}>
            <p class="form-name">{ t.tour_of(at + 1, SCREENS) }</p>
            <p class="tour-picture"><Icon {picture} /></p>
            { for words.into_iter().map(|words| html! { <p class="lead">{ words }</p> }) }
            <div class="buttons">
                <button type="button" id="tour-next" class="button button-primary"
                    onclick={go(if last { FieldRoute::Home } else { FieldRoute::Tour(at + 1) })}>
                    { if last { t.tour_done() } else { t.continue_on() } }
                </button>
                if !last {
                    <button type="button" id="tour-skip" class="button button-quiet" onclick={go(FieldRoute::Home)}>
                        { t.tour_skip() }</button>
                }
                if at > 0 {
                    <button type="button" id="tour-before" class="button button-bare"
                        onclick={go(FieldRoute::Tour(at - 1))}>{ t.tour_before() }</button>
                }
            </div>
        </Page>
    }
}
