//! One section of the form. Every answer goes to the disk when its field is left.
//!
//! **Invariant:** a draft can be left unfinished anywhere. Wrong answers hold a person back once, missing
//! ones never; the review page lists both.

use super::card::CardReader;
use super::dossier::Work;
use super::from_book;
use super::page::Page;
use super::supplement;
use crate::components::dossier_card::say;
use crate::components::entries::{self, Around};
use crate::components::field::focus_id;
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::state::answers;
use crate::state::display::use_texts;
use crate::state::ledger::Slot;
use crate::state::route::{DossierPage, FieldRoute, Route};
use crate::{browser, ipc};
use dossier::QuestionName;
use forms::{AnswerProblem, QuestionState, SectionState};
use i18n::Texts;
use library::card;
use std::sync::Arc;
use wire::Problem;
use wire::ipc::{AddRepeat, GetDossier, RemoveRepeat};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) work: Work,
    pub(super) section: String,
    pub(super) focus: Option<QuestionName>,
}

#[component]
pub(super) fn FormPage(props: &Props) -> Html {
    let t = use_texts();
    let work = &props.work;
    let insists = use_state(|| false);
    let id = work.id();
    let on_typed = {
        let book = work.book.clone();
        use_callback(id, move |(question, value): (QuestionName, String), id| {
            book.typed(*id, Slot::Answer(question), value);
        })
    };
    let on_commit = {
        let book = work.book.clone();
        use_callback(id, move |question: QuestionName, id| book.commit(*id, &Slot::Answer(question)))
    };

    let refused = use_state(|| None::<Problem>);
    let changes = {
        let (work, refused) = (work.clone(), refused.clone());
        Callback::from(move |change: RepeatChange| change_repeat(&work, refused.setter(), change))
    };

    let sections: Vec<&Arc<SectionState>> = work
        .evaluation
        .sections
        .iter()
        .filter(|s| s.relevant && s.entries.iter().any(entries::shows))
        .collect();
    let place = sections.iter().position(|section| section.name == props.section).unwrap_or(0);
    let Some(section) = sections.get(place).copied() else {
        return html! { <Page page="form" title={t.form_sections()} back={FieldRoute::Home}>{ Html::default() }</Page> };
    };
    let before = place.checked_sub(1).and_then(|before| sections.get(before));
    let next = match sections.get(place + 1) {
        Some(next) => work.section(&next.name),
        None => work.page(DossierPage::Papers),
    };
    let wrong: Vec<&QuestionState> = section.questions().filter(|question| is_wrong(question)).collect();
    let go = |route: FieldRoute| {
        let book = work.book.clone();
        Callback::from(move |_: MouseEvent| {
            book.flush();
            route.go();
        })
    };
    let go_on = {
        let (book, insists, next) = (work.book.clone(), insists.clone(), next.clone());
        let first_wrong = wrong.first().map(|question| focus_id(question));
        Callback::from(move |_: MouseEvent| {
            book.flush();
            match &first_wrong {
                Some(first) if !*insists => {
                    insists.set(true);
                    browser::focus(first);
                }
                _ => next.go(),
            }
        })
    };
    let strict = *insists || props.focus.is_some();
    let keeping = |name: &QuestionName| {
        work.ledger.entry(&Slot::Answer(name.clone())).map(|entry| entry.keeping.clone())
    };
    let concurrent = |name: &QuestionName| answers::concurrent(&work.open.view, &work.ledger, name).cloned();
    let cards = if work.is_read_only() { Vec::new() } else { card::persons(section, &work.evaluation) };
    let above = |key: &str| {
        let person = cards.iter().find(|(first, _)| first == key).map(|(_, person)| person.clone());
        html! {
            <>
                { supplement::about_question(work, key, &t) }
                { for person.map(|person| html! { <CardReader work={work.clone()} {person} /> }) }
            </>
        }
    };
    let around = Around {
        texts: &t,
        strict,
        read_only: work.is_read_only(),
        keeping: &keeping,
        concurrent: &concurrent,
        on_typed,
        on_commit,
        on_add: changes.reform(RepeatChange::Add),
        on_remove: changes.reform(RepeatChange::Remove),
        below: &|question| from_book::source(work, question, &t),
        above: &above,
    };
    let focus = props.focus.as_ref().and_then(|name| work.evaluation.question(name.as_str())).map(focus_id);
    html! {
        <Page page="form" title={section.label.get(t.language().code()).to_owned()} back={FieldRoute::Home} {focus}>
            <p class="form-name">
                { say(&work.open.sheet.procedure.plain_name, t.language()) }{ " · " }{ &work.open.view.local_code }
            </p>
            { way(work, &sections, place, &t, go) }
            { not_kept(work, &t, |slot| !in_section(section, slot)) }
            <super::news::News work={work.clone()} />
            { super::upgrade::offer(work, &t) }
            if work.is_read_only() { <p class="notice notice-note">{ t.form_read_only() }</p> }
            <from_book::FillFromBook work={work.clone()} roles={from_book::roles_of(section, &t)} />
            <div id="form-section" data-section={section.name.clone()}>
                { entries::draw(&section.entries, &around) }
            </div>
            if let Some(problem) = &*refused { <Notice problem={problem.clone()} /> }
            if *insists && !wrong.is_empty() {
                <p class="notice notice-warning" role="alert">{ t.form_wrong_here(wrong.len()) }</p>
            }
            <div class="buttons">
                <button type="button" id="next-section" class="button button-primary" onclick={go_on}>
                    { if place + 1 < sections.len() { t.form_next() } else { t.form_to_papers() } }
                    <Icon picture={Picture::Forward} />
                </button>
                if let Some(before) = before {
                    <button type="button" id="previous-section" class="button button-quiet"
                        onclick={go(work.section(&before.name))}>{ t.form_previous() }</button>
                }
                <button type="button" id="to-review" class="button button-bare"
                    onclick={go(work.page(DossierPage::Review))}>{ t.form_to_review() }</button>
            </div>
        </Page>
    }
}

/// Answered, but not in a way that will do.
fn is_wrong(question: &QuestionState) -> bool {
    !matches!(question.problem, None | Some(AnswerProblem::Required { .. }))
}

/// What a person wants of a repeat.
enum RepeatChange {
    /// One more instance of the repeat with this key.
    Add(String),
    /// The instance with this key is to go.
    Remove(String),
}

/// Behind the saves in the queue, so that the dossier that comes back holds them.
fn change_repeat(work: &Work, refused: UseStateSetter<Option<Problem>>, change: RepeatChange) {
    let (book, after, replaced, dossier) =
        (work.book.clone(), work.book.clone(), work.replaced.clone(), work.id());
    book.flush();
    book.enqueue(async move {
        let changed = match change {
            RepeatChange::Add(repeat) => ipc::call(AddRepeat { dossier, repeat }).await.map(drop),
            RepeatChange::Remove(key) => {
                ipc::call(RemoveRepeat { dossier, key: key.as_str().into() }).await.map(drop)
            }
        };
        let outcome = match changed {
            Ok(()) => ipc::call(GetDossier { dossier }).await,
            Err(problem) => Err(problem),
        };
        match outcome {
            Ok(view) => {
                after.forget_saved(dossier);
                refused.set(None);
                replaced.emit(view);
            }
            Err(problem) => refused.set(Some(problem)),
        }
    });
}

/// How far one has come, and the way to any other section.
fn way(
    work: &Work,
    sections: &[&Arc<SectionState>],
    place: usize,
    t: &Texts,
    go: impl Fn(FieldRoute) -> Callback<MouseEvent>,
) -> Html {
    let line = |(at, section): (usize, &&Arc<SectionState>)| {
        let finished = section.questions().all(|question| question.problem.is_none());
        html! {
            <li key={section.name.clone()}>
                <button type="button" class="way-section" aria-current={(at == place).then_some("step")}
                    onclick={go(work.section(&section.name))}>
                    <span>{ section.label.get(t.language().code()).to_owned() }</span>
                    if finished { <Icon picture={Picture::Check} /> }
                </button>
            </li>
        }
    };
    html! {
        <details class="way fold" key={place}>
            <summary>
                <span>{ t.form_section_of(place + 1, sections.len()) }</span>
                <progress max={sections.len().to_string()} value={(place + 1).to_string()}
                    aria-label={t.form_sections()} />
            </summary>
            <ol>{ for sections.iter().enumerate().map(line) }</ol>
        </details>
    }
}

/// Whether the slot is a question of this section, which then tells by itself why it is not saved.
fn in_section(section: &SectionState, slot: &Slot) -> bool {
    match slot {
        Slot::Answer(question) => section.questions().any(|one| one.key == question.as_str()),
        Slot::Paper(_) | Slot::Consent(_) => false,
    }
}

/// What could not be saved, in whichever section it stands; the reason where the page does not tell it anyway.
pub(super) fn not_kept(work: &Work, t: &Texts, explain: impl Fn(&Slot) -> bool) -> Html {
    let failed = work.ledger.failed();
    let Some(problem) = work.ledger.problem().filter(|_| !failed.is_empty()) else { return Html::default() };
    let (book, id) = (work.book.clone(), work.id());
    let retry = Callback::from(move |_: MouseEvent| book.retry(id));
    html! {
        <div class="not-kept" id="not-kept">
            <p class="not-kept-title">{ t.saved_some_failed(failed.len()) }</p>
            <p>{ t.saved_some_failed_what() }</p>
            if failed.iter().any(explain) {
                <Notice problem={problem.clone()} />
            }
            <button type="button" id="retry-all" class="button button-quiet" onclick={retry}>
                { t.saved_retry_all() }</button>
        </div>
    }
}
