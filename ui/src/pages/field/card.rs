//! Above a person's questions: their identity card, read by its code, looked at, and written into the form.
//!
//! **Invariant:** nothing of a card is saved that the volunteer has not ticked, and nothing of its picture is kept.

use super::dossier::Work;
use crate::components::field::Question;
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::components::picture_input::PictureInput;
use crate::state::display::use_texts;
use crate::state::ledger::{Keeping, Slot};
use crate::{browser, ipc};
use forms::QuestionState;
use i18n::Texts;
use library::card::{CardField, CardPerson, PAPER_IS_A_CARD, answer_for};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use wire::Problem;
use wire::card::{CardDoubt, CardView};
use wire::ipc::ReadCard;
use yew::prelude::*;

/// Behind a question's key while its answer is only proposed: an element's id stands on a page once.
const PROPOSED: &str = "-card";

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) work: Work,
    pub(super) person: CardPerson,
}

/// One answer that the card proposes.
#[derive(Clone, PartialEq, Debug)]
struct Line {
    field: CardField,
    key: String,
    value: String,
    doubts: Vec<CardDoubt>,
    ticked: bool,
}

#[derive(Clone, PartialEq, Debug, Default)]
enum Step {
    #[default]
    Nothing,
    Reading,
    Failed(Problem),
    Read(Vec<Line>),
    /// So many answers were given to the form.
    Written(usize),
}

enum Change {
    To(Step),
    Tick(usize),
    Correct(String, String),
}

impl Reducible for Step {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut step = Rc::unwrap_or_clone(self);
        match (change, &mut step) {
            (Change::To(next), _) => return Rc::new(next),
            (Change::Tick(at), Self::Read(lines)) => {
                if let Some(line) = lines.get_mut(at) {
                    line.ticked = !line.ticked;
                }
            }
            (Change::Correct(key, value), Self::Read(lines)) => {
                for line in lines.iter_mut().filter(|line| line.key == key) {
                    // Who corrects it wants it.
                    line.ticked = !value.is_empty();
                    line.value.clone_from(&value);
                }
            }
            (Change::Tick(_) | Change::Correct(..), _) => {}
        }
        Rc::new(step)
    }
}

#[component]
pub(super) fn CardReader(props: &Props) -> Html {
    let t = use_texts();
    let step = use_reducer(Step::default);
    let id = format!("card-{}", crate::components::field::dom_id(&props.person.prefix));
    let on_picked = {
        let (step, work, person, below) =
            (step.dispatcher(), props.work.clone(), props.person.clone(), format!("{id}-read"));
        Callback::from(move |picture: File| {
            step.dispatch(Change::To(Step::Reading));
            let (step, work, person, below) = (step.clone(), work.clone(), person.clone(), below.clone());
            spawn_local(async move {
                let next = match ipc::call_with(ReadCard {}, &picture).await {
                    Ok(card) => Step::Read(lines(&work, &person, &card)),
                    Err(problem) => Step::Failed(problem),
                };
                let is_read = matches!(next, Step::Read(_));
                step.dispatch(Change::To(next));
                if is_read {
                    browser::focus_soon(below);
                }
            });
        })
    };
    let outcome = match &*step {
        Step::Nothing => Html::default(),
        Step::Reading => html! { <p role="status" class="card-reading">{ t.card_reading() }</p> },
        Step::Failed(problem) => html! { <Notice problem={problem.clone()} /> },
        Step::Written(count) => html! {
            <p role="status" class="notice notice-good" id={format!("{id}-written")}>
                <Icon picture={Picture::Check} /><span>{ t.card_written(*count) }</span></p>
        },
        Step::Read(lines) => proposal(props, &id, lines, &step.dispatcher(), &t),
    };
    html! {
        <div class="card-reader" data-card={props.person.prefix.clone()}>
            if !matches!(&*step, Step::Read(_)) {
                <PictureInput id={id.clone()} take={t.card_take()} choose={t.card_choose()}
                    disabled={*step == Step::Reading} {on_picked} />
                <p class="hint">{ t.card_hint() }</p>
            }
            { outcome }
        </div>
    }
}

/// What of the card this form asks for, in the card's order. Ticked: what is in no doubt and takes no answer's place.
/// The residence is for reading only until somebody makes it shorter: the card has all of it, the form asks for its end.
fn lines(work: &Work, person: &CardPerson, card: &CardView) -> Vec<Line> {
    let line = |(field, key): (&CardField, &String)| {
        let question = work.evaluation.question(key)?;
        let value = card.values.get(field).and_then(|value| answer_for(question, value)).unwrap_or_default();
        let doubts: Vec<CardDoubt> =
            card.doubts.iter().filter(|one| one.field == *field).map(|one| one.doubt).collect();
        if value.is_empty() && doubts.is_empty() {
            return None;
        }
        let free = question.value.is_empty() || question.value == value;
        let ticked = free && doubts.is_empty() && !value.is_empty() && *field != CardField::Residence;
        Some(Line { field: *field, key: key.clone(), value, doubts, ticked })
    };
    person.questions.iter().filter_map(line).collect()
}

fn proposal(props: &Props, id: &str, lines: &[Line], step: &UseReducerDispatcher<Step>, t: &Texts) -> Html {
    let ticked = lines.iter().filter(|line| line.ticked && !line.value.is_empty()).count();
    let write = {
        let (step, work, person, lines) =
            (step.clone(), props.work.clone(), props.person.clone(), lines.to_vec());
        Callback::from(move |_: MouseEvent| {
            let count = write(&work, &person, &lines);
            step.dispatch(Change::To(Step::Written(count)));
        })
    };
    let leave = {
        let step = step.clone();
        Callback::from(move |_: MouseEvent| step.dispatch(Change::To(Step::Nothing)))
    };
    html! {
        <section class="card-read" id={format!("{id}-read")} tabindex="-1" aria-label={t.card_read_title()}>
            <h2>{ t.card_read_title() }</h2>
            <p class="hint">{ t.card_read_lead() }</p>
            { for lines.iter().enumerate().map(|(at, line)| one(props, at, line, step, t)) }
            <div class="buttons">
                <button type="button" class="button button-primary" id={format!("{id}-write")}
                    disabled={ticked == 0} onclick={write}>{ t.card_write(ticked) }</button>
                <button type="button" class="button button-bare" id={format!("{id}-leave")} onclick={leave}>
                    { t.card_leave() }</button>
            </div>
        </section>
    }
}

fn one(props: &Props, at: usize, line: &Line, step: &UseReducerDispatcher<Step>, t: &Texts) -> Html {
    let Some(question) = props.work.evaluation.question(&line.key) else { return Html::default() };
    let shown = QuestionState {
        key: format!("{}{PROPOSED}", line.key),
        value: line.value.clone(),
        relevant: true,
        required: false,
        problem: None,
        ..question.clone()
    };
    let on_typed = {
        let (step, key) = (step.clone(), line.key.clone());
        Callback::from(move |(_, value): (dossier::QuestionName, String)| {
            step.dispatch(Change::Correct(key.clone(), value));
        })
    };
    let tick = {
        let step = step.clone();
        Callback::from(move |_: Event| step.dispatch(Change::Tick(at)))
    };
    let tick_id = format!("use-{}", crate::components::field::dom_id(&shown.key));
    let stands = Some(&question.value).filter(|value| !value.is_empty() && **value != line.value);
    html! {
        <div class="card-line-read" key={line.key.clone()} data-field={line.key.clone()}>
            <Question question={shown} keeping={Some(Keeping::Typing)} concurrent={None::<wire::view::AnswerView>}
                strict={false} {on_typed} on_commit={Callback::noop()} />
            if line.field == CardField::Residence { <p class="hint">{ t.card_residence_hint() }</p> }
            { for line.doubts.iter().map(|doubt| html! {
                <p class="notice notice-warning"><Icon picture={Picture::Warning} /><span>{ doubted(line.field, *doubt, t) }</span></p>
            }) }
            if let Some(stands) = stands {
                <p class="card-stands">{ t.card_stands(crate::components::field::read_value(question, stands, t)) }</p>
            }
            <label class="choice" for={tick_id.clone()}>
                <input type="checkbox" id={tick_id} checked={line.ticked} disabled={line.value.is_empty()} onchange={tick} />
                <span>{ t.card_use() }</span>
            </label>
        </div>
    }
}

/// By the ordinary save of answers. Which paper it is comes first: then the form asks for its number.
fn write(work: &Work, person: &CardPerson, lines: &[Line]) -> usize {
    let chosen: Vec<&Line> = lines.iter().filter(|line| line.ticked && !line.value.is_empty()).collect();
    let put = |key: &str, value: &str| {
        work.book.put(work.id(), &Slot::Answer(key.into()), value.to_owned());
    };
    let of_the_card = |line: &&&Line| matches!(line.field, CardField::Number | CardField::Issued);
    if let (Some(paper), Some(_)) = (&person.paper, chosen.iter().find(of_the_card)) {
        put(paper, PAPER_IS_A_CARD);
    }
    for line in &chosen {
        put(&line.key, &line.value);
    }
    chosen.len()
}

fn doubted(field: CardField, doubt: CardDoubt, t: &Texts) -> String {
    match doubt {
        CardDoubt::Missing => t.card_doubt_missing(),
        CardDoubt::TooLong => t.card_doubt_too_long(),
        CardDoubt::HiddenCharacters => t.card_doubt_hidden(),
        CardDoubt::UnusualCharacters => t.card_doubt_unusual(),
        CardDoubt::NotADate if field == CardField::Issued => t.card_doubt_issued_date(),
        CardDoubt::NotADate => t.card_doubt_date(),
        CardDoubt::NotASex => t.card_doubt_sex(),
        CardDoubt::UnknownBirthplace => t.card_doubt_birthplace(),
        CardDoubt::NumberTellsOtherSex => t.card_doubt_other_sex(),
        CardDoubt::NumberTellsOtherYear => t.card_doubt_other_year(),
        CardDoubt::IssuedBeforeBirth => t.card_doubt_issued_before_birth(),
    }
}
