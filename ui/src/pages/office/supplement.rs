//! Asking a team for what is missing or wrong: pinned to the places of the dossier, written as one slip, and the answers
//! shown at the same places.

use super::page::Desk;
use crate::components::icon::{Icon, Picture};
use crate::format;
use crate::http;
use dossier::DossierId;
use dossier::case::{Case, CaseState};
use dossier::supplement::{Ask, Came, Ended, Outcome, Pin};
use i18n::Texts;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use wire::Problem;
use wire::office::{AskSupplement, OfficeDossier};
use wire::view::SupplementView;
use yew::prelude::*;

/// A slip that is being written.
#[derive(Clone, PartialEq, Debug, Default)]
struct Slip {
    asks: Vec<Ask>,
    /// As the field for days has it; empty: none.
    due: String,
}

/// Slips that are being written, for as long as the window is open: whoever looks at a photo in between finds the words
/// again.
#[derive(Clone, Debug, Default)]
pub(super) struct Slips(Rc<RefCell<BTreeMap<DossierId, Slip>>>);

impl PartialEq for Slips {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The slip of one dossier, as its page writes it.
#[derive(Clone, PartialEq)]
pub(super) struct Writing {
    dossier: DossierId,
    slips: Slips,
    /// Draws the page again.
    changed: UseStateHandle<u32>,
    /// Nothing can be asked for now.
    closed: bool,
}

#[hook]
pub(super) fn use_slip(dossier: DossierId, may_ask: bool) -> Writing {
    let slips = use_context::<Desk>().map(|desk| desk.slips).unwrap_or_default();
    Writing { dossier, slips, changed: use_state(|| 0), closed: !may_ask }
}

impl Writing {
    fn slip(&self) -> Slip {
        self.slips.0.borrow().get(&self.dossier).cloned().unwrap_or_default()
    }

    fn words(&self, pin: &Pin) -> Option<String> {
        self.slip().asks.into_iter().find(|ask| ask.about == *pin).map(|ask| ask.words)
    }

    fn change(&self, change: impl FnOnce(&mut Slip)) {
        change(self.slips.0.borrow_mut().entry(self.dossier).or_default());
        self.changed.set(self.changed.wrapping_add(1));
    }

    fn write(&self, pin: &Pin, words: String) {
        self.change(|slip| match slip.asks.iter_mut().find(|ask| ask.about == *pin) {
            Some(ask) => ask.words = words,
            None => slip.asks.push(Ask { about: pin.clone(), words }),
        });
    }

    fn leave_out(&self, pin: &Pin) {
        self.change(|slip| slip.asks.retain(|ask| ask.about != *pin));
    }

    fn forget(&self) {
        self.slips.0.borrow_mut().remove(&self.dossier);
        self.changed.set(self.changed.wrapping_add(1));
    }
}

/// Below a place: what was asked there and what came of it, and the words of a new request.
pub(super) fn at_place(
    writing: &Writing,
    pin: &Pin,
    what: &str,
    told: Option<&SupplementView>,
    t: &Texts,
) -> Html {
    html! { <>{ told_of(pin, told, t) }{ ask_here(writing, pin, what, t) }</> }
}

/// What was asked at a place and what came of it.
pub(super) fn told_of(pin: &Pin, told: Option<&SupplementView>, t: &Texts) -> Html {
    let told = told.into_iter().flat_map(|told| told.asks().filter(|(ask, _)| ask.about == *pin));
    html! { <>{ for told.map(|(ask, came)| mark(ask, came, t)) }</> }
}

fn mark(ask: &Ask, came: Option<&Came>, t: &Texts) -> Html {
    let state = match came {
        Some(Came { written: true, before: Some(before) }) if !before.is_empty() => {
            Some((true, t.ask_mark_changed_from(before)))
        }
        Some(Came { written: true, .. }) => Some((true, t.ask_mark_changed())),
        Some(_) => Some((false, t.ask_mark_same())),
        None => None,
    };
    html! {
        <p class="notice notice-note ask-mark" data-came={state.as_ref().map(|(came, _)| came.to_string())}>
            <Icon picture={match &state { Some((true, _)) => Picture::Check, _ => Picture::Clock }} />
            <span>{ t.ask_mark_asked(&ask.words) }
                { for state.map(|(_, words)| html! { <strong class="ask-came">{ words }</strong> }) }</span>
        </p>
    }
}

/// The id of a place's elements.
fn element(pin: &Pin) -> String {
    match pin {
        Pin::Question { question } => {
            format!("ask-q-{}", crate::components::field::dom_id(question.as_str()))
        }
        Pin::Paper { paper } => format!("ask-p-{paper}"),
        Pin::Page { photo, .. } => format!("ask-h-{photo}"),
    }
}

fn ask_here(writing: &Writing, pin: &Pin, what: &str, t: &Texts) -> Html {
    if writing.closed {
        return Html::default();
    }
    let id = element(pin);
    let Some(words) = writing.words(pin) else {
        let (writing, pin, below) = (writing.clone(), pin.clone(), format!("{id}-words"));
        let begin = Callback::from(move |_: MouseEvent| {
            writing.write(&pin, String::new());
            crate::browser::focus_soon(below.clone());
        });
        return html! {
            <button type="button" class="button button-bare ask-here" {id} aria-label={t.ask_here_label(what)}
                title={t.ask_here()} onclick={begin}><Icon picture={Picture::Help} /></button>
        };
    };
    let typed = {
        let (writing, pin) = (writing.clone(), pin.clone());
        Callback::from(move |event: InputEvent| {
            let words = event.target_unchecked_into::<HtmlTextAreaElement>().value();
            writing.write(&pin, words);
        })
    };
    let drop = {
        let (writing, pin) = (writing.clone(), pin.clone());
        Callback::from(move |_: MouseEvent| writing.leave_out(&pin))
    };
    html! {
        <div class="ask-words-field">
            <textarea id={format!("{id}-words")} class="input" rows="2" value={words} oninput={typed}
                maxlength={dossier::supplement::Supplement::MAX_WORDS.to_string()}
                aria-label={t.ask_words_label(what)} placeholder={t.ask_words()} />
            <button type="button" class="button button-bare" onclick={drop}>{ t.ask_drop() }</button>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct SlipProps {
    pub(super) writing: Writing,
    /// Of the dossier that is shown.
    pub(super) version: String,
    pub(super) on_asked: Callback<Result<OfficeDossier, Problem>>,
}

/// The slip as a whole, with the button that sends it; nothing while nothing is asked for.
#[component]
pub(super) fn SlipCard(props: &SlipProps) -> Html {
    let t = crate::state::display::use_texts();
    let busy = use_state(|| false);
    let slip = props.writing.slip();
    if slip.asks.is_empty() || props.writing.closed {
        return Html::default();
    }
    let wordless = slip.asks.iter().any(|ask| ask.words.trim().is_empty());
    let due = {
        let writing = props.writing.clone();
        Callback::from(move |event: InputEvent| {
            let day = event.target_unchecked_into::<HtmlInputElement>().value();
            writing.change(|slip| slip.due = day);
        })
    };
    let send = {
        let (busy, writing, version) = (busy.clone(), props.writing.clone(), props.version.clone());
        let on_asked = props.on_asked.clone();
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            busy.set(true);
            let (busy, writing, on_asked) = (busy.clone(), writing.clone(), on_asked.clone());
            let Slip { asks, due } = writing.slip();
            let slip = AskSupplement { version: version.clone(), asks, due: due.parse().ok() };
            spawn_local(async move {
                let outcome = http::ask(writing.dossier, &slip).await;
                busy.set(false);
                // What could not be sent stays as it was written.
                if outcome.is_ok() {
                    writing.forget();
                }
                on_asked.emit(outcome);
            });
        })
    };
    html! {
        <section class="card" id="slip" aria-labelledby="slip-title">
            <h2 id="slip-title">{ t.ask_slip() }</h2>
            <p role="status">{ t.ask_slip_count(slip.asks.len()) }</p>
            <label for="slip-due">{ t.ask_slip_due() }</label>
            <input type="date" id="slip-due" class="input" value={slip.due.clone()} oninput={due}
                min={crate::browser::now().in_vietnam().date().to_string()} />
            if wordless { <p class="hint" id="slip-blocked">{ t.ask_slip_blocked() }</p> }
            <button type="button" id="slip-send" class="button button-primary button-wide"
                disabled={*busy || wordless} onclick={send}>
                { if *busy { t.ask_sending() } else { t.ask_send() } }
            </button>
            <p class="hint">{ t.ask_send_next() }</p>
        </section>
    }
}

/// What was asked for last: that it is waited for, or how it ended.
pub(super) fn last_request(
    case: &Case,
    ask_no_more: Option<Callback<MouseEvent>>,
    busy: bool,
    t: &Texts,
) -> Html {
    let Some(request) = case.supplements.last() else { return Html::default() };
    let ended = match &request.ended {
        None => None,
        Some(Ended { at, outcome: Outcome::Answered }) => Some(t.ask_answered(format::moment(*at, t))),
        Some(Ended { at, outcome: Outcome::TakenBack }) => Some(t.ask_taken_back(format::moment(*at, t))),
        Some(Ended { outcome: Outcome::Accepted, .. }) => Some(t.ask_unanswered()),
        Some(Ended { at, outcome: Outcome::Closed }) => Some(t.ask_closed(format::moment(*at, t))),
    };
    let waits = case.state == CaseState::Asked;
    html! {
        <section class="card" id="asked" data-waits={waits.to_string()} aria-labelledby="asked-title">
            <h2 id="asked-title">{ if waits { t.ask_waiting() } else { t.ask_slip() } }</h2>
            <p>{ t.ask_slip_count(request.asks.len()) }</p>
            <p class="hint">{ t.ask_waiting_since(&request.officer, format::moment(request.at, t)) }</p>
            if let Some(due) = request.due { <p class="hint">{ t.ask_due(format::day(due)) }</p> }
            { for ended.map(|ended| html! { <p role="status"><strong>{ ended }</strong></p> }) }
            if let (true, Some(ask_no_more)) = (waits, ask_no_more) {
                <button type="button" id="ask-no-more" class="button button-quiet" disabled={busy}
                    onclick={ask_no_more}>{ t.ask_no_more() }</button>
            }
        </section>
    }
}
