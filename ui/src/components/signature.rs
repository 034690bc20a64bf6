//! A signature as it is shown, on the device and at the office, and the pad that it is drawn on.

use crate::components::consent_words::list;
use crate::format;
use crate::state::display::use_texts;
use dossier::signature::{GRID, Point, SignedBy, Strokes};
use i18n::Texts;
use wasm_bindgen::JsCast;
use web_sys::Element;
use wire::view::{Author, ConsentView, SignatureView};
use yew::prelude::*;

/// Who recorded it, in words; `None` when that is not known here.
pub fn who(by: &Author, t: &Texts) -> Option<String> {
    if by.this_device { Some(t.consent_this_device()) } else { by.name.clone() }
}

#[derive(Properties, PartialEq, Debug)]
pub struct DrawingProps {
    pub strokes: Strokes,
}

/// What a finger drew.
#[component]
pub fn SignatureDrawing(props: &DrawingProps) -> Html {
    let t = use_texts();
    html! {
        <svg class="signature-drawing" viewBox={view_box()} role="img" aria-label={t.signature_drawing()}>
            <path d={props.strokes.path()} />
        </svg>
    }
}

#[derive(Properties, PartialEq, Debug)]
pub struct SignedProps {
    pub signature: SignatureView,
    pub consents: std::collections::BTreeMap<String, ConsentView>,
    /// For the villager to take along: who recorded it stands there as who helped.
    #[prop_or_default]
    pub on_slip: bool,
}

/// A signature with when, for what, and what has changed since: it stands for what it was given for and nothing else.
#[component]
pub fn Signed(props: &SignedProps) -> Html {
    let t = use_texts();
    let signature = &props.signature;
    let when = format::moment(signature.at, &t);
    let signed = match who(&signature.by, &t).filter(|_| !props.on_slip) {
        Some(who) => t.signature_signed_by(when, who),
        None => t.signature_signed_at(when),
    };
    let (lacks, back) = (signature.lacks(&props.consents), signature.taken_back(&props.consents));
    html! {
        <div class="signed" id="signed">
            { way(&signature.signed, &t) }
            <p id="signed-at">{ signed }</p>
            <p id="signed-for">{ t.signature_for(list(signature.signed_for.keys().map(String::as_str), &t)) }</p>
            if !lacks.is_empty() {
                <p id="signed-lacks" class="notice notice-warning">{ t.signature_lacks(list(lacks, &t)) }</p>
            }
            if !back.is_empty() {
                <p id="signed-taken-back" class="notice notice-warning">{ t.signature_taken_back(list(back, &t)) }</p>
            }
        </div>
    }
}

fn way(signed: &SignedBy, t: &Texts) -> Html {
    match signed {
        SignedBy::Finger(strokes) => html! { <SignatureDrawing strokes={strokes.clone()} /> },
        SignedBy::Fingerprint => html! {
            <>
                <p class="signed-way">{ t.signature_fingerprint_at() }</p>
                <div class="fingerprint" aria-hidden="true">{ t.signature_fingerprint_box() }</div>
            </>
        },
        SignedBy::Witness(name) => html! { <p class="signed-way">{ t.signature_witness_at(name) }</p> },
    }
}

fn view_box() -> String {
    format!("0 0 {} {}", GRID.0, GRID.1)
}

const PAD: &str = "signature-pad";

/// What is on the pad.
#[derive(Clone, PartialEq, Debug, Default)]
struct Drawn {
    strokes: Vec<Vec<Point>>,
    /// The pointer that draws the last stroke; others (a palm, a second finger) do not count.
    pointer: Option<i32>,
}

enum Act {
    Begin(i32, Point),
    Go(i32, Point),
    End(i32),
    Clear,
}

impl Reducible for Drawn {
    type Action = Act;

    fn reduce(self: std::rc::Rc<Self>, act: Act) -> std::rc::Rc<Self> {
        let mut drawn = (*self).clone();
        match act {
            Act::Begin(pointer, point) if drawn.pointer.is_none() => {
                drawn.pointer = Some(pointer);
                drawn.strokes.push(vec![point]);
            }
            Act::Go(pointer, point) if drawn.pointer == Some(pointer) => {
                if let Some(stroke) = drawn.strokes.last_mut()
                    && stroke.last() != Some(&point)
                {
                    stroke.push(point);
                }
            }
            Act::End(pointer) if drawn.pointer == Some(pointer) => drawn.pointer = None,
            Act::Clear => drawn = Self::default(),
            Act::Begin(..) | Act::Go(..) | Act::End(_) => return self,
        }
        std::rc::Rc::new(drawn)
    }
}

#[derive(Properties, PartialEq, Debug)]
pub struct PadProps {
    pub busy: bool,
    pub on_keep: Callback<Strokes>,
}

/// A box to sign in, by finger, pen or mouse. Whoever cannot use one has another way beside it.
#[component]
pub fn SignaturePad(props: &PadProps) -> Html {
    let t = use_texts();
    let drawn = use_reducer(Drawn::default);
    let act = |act: fn(i32, Point) -> Act| {
        let drawn = drawn.dispatcher();
        Callback::from(move |event: PointerEvent| {
            if let Some(point) = point_of(&event) {
                event.prevent_default();
                drawn.dispatch(act(event.pointer_id(), point));
            }
        })
    };
    let begin = {
        let act = act(Act::Begin);
        Callback::from(move |event: PointerEvent| {
            // The stroke goes on where the finger leaves the box for a moment.
            if let Some(pad) = pad_of(&event) {
                let _ = pad.set_pointer_capture(event.pointer_id());
            }
            act.emit(event);
        })
    };
    let end = {
        let drawn = drawn.dispatcher();
        Callback::from(move |event: PointerEvent| drawn.dispatch(Act::End(event.pointer_id())))
    };
    // Else a mouse begins to select what it goes over, and the next line drags that selection about.
    let no_selection = Callback::from(|event: MouseEvent| event.prevent_default());
    let clear = {
        let drawn = drawn.dispatcher();
        Callback::from(move |_: MouseEvent| drawn.dispatch(Act::Clear))
    };
    let strokes = Strokes::drawn(&drawn.strokes);
    let keep = {
        let (strokes, on_keep) = (strokes.clone(), props.on_keep.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(strokes) = &strokes {
                on_keep.emit(strokes.clone());
            }
        })
    };
    html! {
        <>
            <div id={PAD} class="signature-pad" role="img" aria-label={t.signature_pad()}
                data-strokes={drawn.strokes.len().to_string()} onpointerdown={begin} onmousedown={no_selection} onpointermove={act(Act::Go)}
                onpointerup={end.clone()} onpointercancel={end}>
                if drawn.strokes.is_empty() { <span class="signature-here" aria-hidden="true">{ t.signature_here() }</span> }
                <svg viewBox={view_box()} aria-hidden="true">
                    { for drawn.strokes.iter().map(|stroke| html! { <path d={path(stroke)} /> }) }
                </svg>
            </div>
            <div class="buttons">
                <button type="button" id="signature-keep" class="button button-primary button-wide"
                    disabled={props.busy || strokes.is_none()} onclick={keep}>{ t.signature_keep() }</button>
                <button type="button" id="signature-clear" class="button button-quiet"
                    disabled={props.busy || drawn.strokes.is_empty()} onclick={clear}>{ t.signature_clear() }</button>
            </div>
        </>
    }
}

/// While it is drawn, before anything is thinned.
fn path(stroke: &[Point]) -> String {
    let mut path = String::new();
    for (place, point) in stroke.iter().enumerate() {
        let step = if place == 0 { "M" } else { "L" };
        path.push_str(&format!("{step}{} {}", point.x, point.y));
        if place == 0 {
            path.push_str("l0 0");
        }
    }
    path
}

/// The box itself: nothing within it takes a pointer, and places are told from its corner. The framework listens at the
/// root of the pages, so the event's "current" target is not it.
fn pad_of(event: &PointerEvent) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok().filter(|pad| pad.id() == PAD)
}

/// Where on the grid the pointer is.
fn point_of(event: &PointerEvent) -> Option<Point> {
    let pad = pad_of(event)?;
    Some(Point {
        x: on_grid(event.offset_x(), pad.client_width(), GRID.0)?,
        y: on_grid(event.offset_y(), pad.client_height(), GRID.1)?,
    })
}

/// A distance from an edge, out of the whole, on a grid of so many; within it also beyond the edges.
fn on_grid(at: i32, whole: i32, grid: u16) -> Option<u16> {
    let last = grid.checked_sub(1)?;
    let place = i64::from(at.max(0)).checked_mul(i64::from(grid))?.checked_div(i64::from(whole))?;
    Some(u16::try_from(place).unwrap_or(last).min(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_s_place_is_the_same_on_every_screen_and_never_off_the_grid() {
        for (at, whole, grid, place) in
            [(0, 300, 1024, Some(0)), (150, 300, 1024, Some(512)), (300, 300, 1024, Some(1023))]
        {
            assert_eq!(on_grid(at, whole, grid), place);
        }
        assert_eq!(
            (on_grid(-5, 300, 512), on_grid(9000, 300, 512), on_grid(1, 0, 512)),
            (Some(0), Some(511), None)
        );
    }

    #[test]
    fn a_palm_beside_the_finger_draws_nothing() {
        use std::rc::Rc;
        let at = |x| Point { x, y: 5 };
        let acts = [
            Act::Begin(1, at(1)),
            Act::Begin(2, at(900)),
            Act::Go(2, at(901)),
            Act::Go(1, at(60)),
            Act::End(2),
        ];
        let drawn = acts.into_iter().fold(Rc::new(Drawn::default()), Reducible::reduce);
        assert_eq!(drawn.strokes, [vec![at(1), at(60)]]);
        assert_eq!(drawn.pointer, Some(1));
    }
}
