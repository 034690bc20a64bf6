//! Not asked twice: filling a section out of the household book, where an answer came from, and taking a better answer back
//! into the book.

use super::dossier::Work;
use crate::components::book_field::day_as_read;
use crate::components::field::read_value;
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::state::answers;
use crate::state::display::use_texts;
use crate::state::loaded::use_loaded;
use crate::{format, ipc};
use dossier::{PersonRef, QuestionName};
use forms::{QuestionState, SectionState};
use i18n::Texts;
use library::known;
use wire::Problem;
use wire::book::{FoundInBook, PersonCard};
use wire::ipc::{FillFromPerson, FindInBook, GetHousehold, UpdatePerson};
use wire::view::DossierView;
use yew::prelude::*;

/// Somebody who appears in a section.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Role {
    /// What the names of its questions begin with.
    name: String,
    /// The question for the name, by which a person knows who is meant.
    label: String,
    /// Something is not answered yet.
    open: bool,
}

/// The people of a section, in its order.
pub(super) fn roles_of(section: &SectionState, t: &Texts) -> Vec<Role> {
    let shown: Vec<&QuestionState> = section.questions().filter(|question| question.is_shown()).collect();
    let roles = known::roles(shown.iter().map(|question| question.key.as_str()));
    let mut told: Vec<Role> = Vec::new();
    for question in &shown {
        let Some((role, _)) = known::asked(&question.key) else { continue };
        if !roles.contains(role) {
            continue;
        }
        let open = question.value.is_empty();
        match told.iter_mut().find(|one| one.name == role) {
            Some(one) => one.open |= open,
            None => told.push(Role {
                name: role.to_owned(),
                label: question.label.get(t.language().code()).to_owned(),
                open,
            }),
        }
    }
    told
}

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) work: Work,
    pub(super) roles: Vec<Role>,
}

#[component]
pub(super) fn FillFromBook(props: &Props) -> Html {
    let t = use_texts();
    let work = &props.work;
    let problem = use_state(|| None::<Problem>);
    let query = use_state(String::new);
    let household = work.open.view.household;
    let members = use_loaded(household, |household| async move {
        match household {
            Some(household) => ipc::call(GetHousehold { household }).await.map(|view| view.persons),
            None => Ok(Vec::new()),
        }
    });
    let found = use_loaded((*query).clone(), |query| async move {
        if query.trim().is_empty() {
            Ok(FoundInBook::default())
        } else {
            ipc::call(FindInBook { query }).await
        }
    });
    let roles: Vec<&Role> = props.roles.iter().filter(|role| role.open).collect();
    if roles.is_empty() || work.is_read_only() {
        return Html::default();
    }
    let oninput = {
        let query = query.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() {
                query.set(input.value());
            }
        })
    };
    let members: &[PersonCard] = members.ready().map(Vec::as_slice).unwrap_or_default();
    let subject = work.open.view.person;
    let about = members.iter().find(|card| Some(card.of) == subject);
    let one = |role: &&Role| {
        let button = |card: &PersonCard, class: &'static str, words: String| {
            let (work, problem, name, of) = (work.clone(), problem.setter(), role.name.clone(), card.of);
            let fill = Callback::from(move |_: MouseEvent| fill(&work, problem.clone(), name.clone(), of));
            html! {
                <li key={card.of.to_string()}>
                    <button type="button" class={classes!("button", "button-wide", class)} onclick={fill}
                        data-fill={format!("{} {}", role.name, card.of)}>{ words }</button>
                </li>
            }
        };
        let who = |card: &PersonCard| match card.birth.is_empty() {
            true => card.full_name.clone(),
            false => format!("{} · {}", card.full_name, day_as_read(&card.birth)),
        };
        let others = members.iter().filter(|card| !card.merged && Some(card.of) != subject);
        let elsewhere = found.ready().map(|found| found.persons.as_slice()).unwrap_or_default();
        let search = format!("fill-query-{}", role.name.replace('/', "-"));
        html! {
            <div class="fill" data-role={role.name.clone()} key={role.name.clone()}>
                if props.roles.len() > 1 { <p class="hint">{ &role.label }</p> }
                if let Some(card) = about {
                    <ul class="cards cards-small">
                        { button(card, "button-quiet", t.fill_from_of(&card.full_name)) }
                    </ul>
                }
                <details class="fold" open={about.is_none() && !members.is_empty()}>
                    <summary>{ if about.is_some() { t.fill_other() } else { t.fill_from() } }</summary>
                    <ul class="cards cards-small">{ for others.map(|card| button(card, "button-quiet", who(card))) }</ul>
                    <div class="question">
                        <label class="question-label" for={search.clone()}>{ t.fill_search() }</label>
                        <input id={search} class="input" type="search" autocomplete="off" value={(*query).clone()}
                            oninput={oninput.clone()} />
                    </div>
                    <ul class="cards cards-small">
                        { for elsewhere.iter().map(|card| button(card, "button-quiet", who(card))) }
                    </ul>
                </details>
            </div>
        }
    };
    html! {
        <section class="fill-from-book" id="fill-from-book" aria-label={t.fill_from()}>
            <p class="hint"><Icon picture={Picture::Person} />{ t.fill_hint() }</p>
            { for roles.iter().map(one) }
            if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
        </section>
    }
}

fn fill(work: &Work, problem: UseStateSetter<Option<Problem>>, role: String, of: PersonRef) {
    let dossier = work.id();
    change(work, problem, async move { ipc::call(FillFromPerson { dossier, role, of }).await });
}

/// Behind the saves in the queue, so that the dossier that comes back holds them.
fn change(
    work: &Work,
    problem: UseStateSetter<Option<Problem>>,
    ask: impl Future<Output = Result<DossierView, Problem>> + 'static,
) {
    let (after, replaced, dossier) = (work.book.clone(), work.replaced.clone(), work.id());
    work.book.flush();
    work.book.enqueue(async move {
        match ask.await {
            Ok(view) => {
                after.forget_saved(dossier);
                problem.set(None);
                replaced.emit(view);
            }
            Err(found) => problem.set(Some(found)),
        }
    });
}

/// Below a question: where its answer came from and when, or that the book says otherwise.
pub(super) fn source(work: &Work, question: &QuestionState, t: &Texts) -> Html {
    let name = QuestionName::from(question.key.as_str());
    let Some(told) = work.open.view.book.get(&name) else { return Html::default() };
    let values = answers::values(&work.open.view, &work.ledger);
    let answer = values.get(&question.key).map(String::as_str).unwrap_or_default();
    if answer.is_empty() {
        return Html::default();
    }
    match told.since {
        Some(since) if answer == told.says => html! {
            <p class="hint source" data-source={question.key.clone()}>
                <Icon picture={Picture::Person} />
                { t.fill_source(&told.name, format::day(since.in_vietnam().date())) }
            </p>
        },
        _ if answer == told.says => Html::default(),
        _ => {
            html! { <Update work={work.clone()} question={question.clone()} says={told.says.clone()} who={told.name.clone()} /> }
        }
    }
}

#[derive(Properties, PartialEq, Debug)]
struct UpdateProps {
    work: Work,
    question: QuestionState,
    says: String,
    who: String,
}

/// The answer and the book differ: one tap writes the answer into the book.
#[component]
fn Update(props: &UpdateProps) -> Html {
    let t = use_texts();
    let problem = use_state(|| None::<Problem>);
    let update = {
        let (work, problem) = (props.work.clone(), problem.setter());
        let question = QuestionName::from(props.question.key.as_str());
        Callback::from(move |_: MouseEvent| {
            let (dossier, question) = (work.id(), question.clone());
            let ask = async move { ipc::call(UpdatePerson { dossier, question }).await };
            change(&work, problem.clone(), ask);
        })
    };
    let says = match props.says.is_empty() {
        true => t.fill_book_empty(&props.who),
        false => t.fill_book_says(&props.who, read_value(&props.question, &props.says, &t)),
    };
    html! {
        <div class="card card-hint source" data-source={props.question.key.clone()}>
            <p>{ says }</p>
            if !props.work.is_read_only() {
                <button type="button" class="button button-quiet" data-update={props.question.key.clone()} onclick={update}>
                    { t.fill_update() }
                </button>
            }
            if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
        </div>
    }
}
