//! One dossier as the officer reads it: all answers, papers, consent, who helped, history; and accepting it.

use super::consents::{consents, taken_back};
use super::correct::CorrectHere;
use super::files::FileCard;
use super::later::LaterCard;
use super::lists::state_words;
use super::page::{Desk, Page};
use super::papers::printable;
use super::photos;
use super::since::SinceCard;
use super::supplement::{SlipCard, Writing, at_place, last_request, told_of, use_slip};
use super::work::WorkCard;
use crate::components::answers::Answers;
use crate::components::dossier_card::say;
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::pages::field::paper_words;
use crate::state::answers;
use crate::state::display::use_texts;
use crate::state::ledger::Ledger;
use crate::state::loaded::{Loaded, use_loaded};
use crate::state::open_dossier::Sheet;
use crate::state::route::OfficeRoute;
use crate::{browser, format, http};
use dossier::case::{Case, CaseState};
use dossier::supplement::Pin;
use dossier::{DossierId, PaperId, PhotoHash, QuestionName};
use forms::Evaluation;
use i18n::Texts;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use wire::office::OfficeDossier;
use wire::view::{AnswerView, DossierView, NewsView, PageView};
use wire::{Problem, Right};
use yew::prelude::*;

/// The element with number and due date.
const GIVEN: &str = "given";

/// The dossier with its form loaded.
#[derive(PartialEq, Debug)]
struct Open {
    view: DossierView,
    sheet: Sheet,
    volunteer: String,
    team: String,
    /// Of the document that is shown.
    version: String,
    /// What may be done with it by who looks.
    rights: BTreeSet<Right>,
    /// What came after the acceptance.
    later: Vec<NewsView>,
    /// What others have written since the last look.
    since: Vec<NewsView>,
}

impl Open {
    fn new(dossier: OfficeDossier) -> Rc<Self> {
        let OfficeDossier { dossier: view, pack, volunteer, team, version, rights, later, since } = dossier;
        Rc::new(Self { view, sheet: Sheet::new(pack), volunteer, team, version, rights, later, since })
    }
}

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) id: DossierId,
}

#[component]
pub(super) fn DossierPage(props: &Props) -> Html {
    let t = use_texts();
    let desk = use_context::<Desk>();
    let changes = desk.as_ref().map_or(0, |desk| desk.news.changes);
    let again = use_state(|| 0_u32);
    let open = use_loaded((props.id, changes, *again), |(id, _, _)| async move {
        http::dossier(id).await.map(Open::new)
    });
    // Nobody looks for photos of a dossier that has none: each look is an audit line.
    let has_photos = open.ready().is_some_and(|open| !open.view.pages.is_empty());
    let photos = use_loaded((props.id, changes, has_photos), |(id, _, has_photos)| async move {
        if has_photos { photos::here(id).await } else { Ok(BTreeSet::new()) }
    });
    let may_ask = open.ready().is_some_and(|open| {
        matches!(state(&open.view), Some(CaseState::Received | CaseState::Accepted))
            && open.rights.contains(&Right::Ask)
    });
    let writing = use_slip(props.id, may_ask);
    let busy = use_state(|| false);
    let problem = use_state(|| None::<Problem>);
    // The button that was pressed goes: the focus is then where number and day are read out.
    let pressed = use_mut_ref(|| false);
    use_effect_with(open.ready().is_some_and(|open| is_accepted(&open.view)), {
        let pressed = Rc::clone(&pressed);
        move |accepted| {
            if *accepted && pressed.take() {
                browser::focus(GIVEN);
            }
        }
    });
    use_effect_with((open.problem().cloned(), (*problem).clone()), move |(read, done)| {
        let over = [read, done].into_iter().any(|problem| *problem == Some(Problem::LoginNeeded));
        if let (true, Some(desk)) = (over, desk) {
            desk.ended.emit(());
        }
    });
    let Some(dossier) = open.ready().cloned() else {
        let is_moved = matches!(open.problem(), Some(Problem::DossierMoved { .. }));
        let title = if is_moved { t.list_moved() } else { t.loading() };
        return html! {
            <Page page="dossier" {title} back={OfficeRoute::Inbox}>
                if let Some(problem) = open.problem() { <Notice problem={problem.clone()} /> }
            </Page>
        };
    };
    let settle = {
        let (setter, problem, id) = (open.setter(), problem.clone(), props.id);
        Callback::from(move |(question, value): (QuestionName, String)| {
            let (setter, problem) = (setter.clone(), problem.clone());
            problem.set(None);
            spawn_local(async move {
                match http::settle(id, &question, value).await {
                    Ok(dossier) => setter.set(Loaded::Ready(Open::new(dossier))),
                    Err(refused) => problem.set(Some(refused)),
                }
            });
        })
    };
    let file_again = again.clone();
    let accept = {
        let (busy, problem, id, pressed) = (busy.clone(), problem.clone(), props.id, Rc::clone(&pressed));
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            busy.set(true);
            *pressed.borrow_mut() = true;
            problem.set(None);
            let (busy, problem, again, pressed) =
                (busy.clone(), problem.clone(), again.clone(), Rc::clone(&pressed));
            spawn_local(async move {
                match http::accept(id).await {
                    Ok(_) => {}
                    Err(refused) => {
                        pressed.take();
                        problem.set(Some(refused));
                    }
                }
                busy.set(false);
                // Read again in any case: another officer may have been quicker.
                again.set(*again + 1);
            });
        })
    };
    let changed = {
        let (setter, problem, busy) = (open.setter(), problem.clone(), busy.clone());
        Callback::from(move |outcome: Result<OfficeDossier, Problem>| {
            busy.set(false);
            match outcome {
                Ok(dossier) => {
                    problem.set(None);
                    setter.set(Loaded::Ready(Open::new(dossier)));
                }
                Err(refused) => problem.set(Some(refused)),
            }
        })
    };
    let file_changed = {
        let again = file_again;
        Callback::from(move |()| again.set(*again + 1))
    };
    let ask_no_more = {
        let (changed, busy, id) = (changed.clone(), busy.clone(), props.id);
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            busy.set(true);
            let changed = changed.clone();
            spawn_local(async move { changed.emit(http::ask_no_more(id).await) });
        })
    };
    let no_typing = Ledger::default();
    let evaluation = dossier.sheet.evaluate(&answers::values(&dossier.view, &no_typing));
    let conflicts: BTreeMap<QuestionName, AnswerView> = answers::conflicts(&dossier.view, &no_typing)
        .into_iter()
        .filter_map(|name| dossier.view.answers.get(&name).map(|answer| (name, answer.clone())))
        .collect();
    let case = dossier.view.case.as_ref();
    let accepted = is_accepted(&dossier.view);
    let ended = state(&dossier.view).is_some_and(CaseState::is_ended);
    let below = {
        let (writing, told, t) = (writing.clone(), dossier.view.supplement.clone(), t.clone());
        let may_correct = !accepted && !ended && dossier.rights.contains(&Right::Accept);
        let (id, on_done, settled) =
            (props.id, changed.clone(), conflicts.keys().cloned().collect::<BTreeSet<_>>());
        let evaluation = evaluation.clone().filter(|_| may_correct);
        Callback::from(move |(question, label): (QuestionName, String)| {
            let asked = evaluation
                .as_ref()
                .filter(|_| !settled.contains(&question))
                .and_then(|evaluation| evaluation.question(question.as_str()))
                .filter(|question| question.kind.is_asked() && !question.read_only);
            html! {
                <>
                    { for asked.map(|asked| html! {
                        <CorrectHere {id} question={asked.clone()} label={label.clone()} on_done={on_done.clone()} />
                    }) }
                    { at_place(&writing, &Pin::Question { question }, &label, told.as_ref(), &t) }
                </>
            }
        })
    };
    let may_take_back = dossier.rights.contains(&Right::Ask);
    let title = subject(&dossier, &t);
    html! {
        <Page page="dossier" title={title} back={OfficeRoute::Inbox}>
            <p class="form-name">
                { say(&dossier.sheet.procedure.name, t.language()) }{ " · " }
                { t.dossier_local_code(&dossier.view.local_code) }
            </p>
            { taken_back(&dossier.view, &t) }
            if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
            <div class="office-columns">
                <div class="office-side">
                    <section class="card" aria-label={t.dossier_accept()}>
                        if let (true, Some(case)) = (accepted, case) {
                            { given(case, &t) }
                        } else if ended {
                            <p class="badge badge-closed">{ case.map(|case| state_words(case.state, &t)).unwrap_or_default() }</p>
                        } else if !dossier.rights.contains(&Right::Accept) {
                            <p class="hint" id="only-reading">{ only_reading(&dossier, &t) }</p>
                        } else {
                            if !conflicts.is_empty() {
                                <p class="notice notice-warning" id="accept-blocked">
                                    { if dossier.rights.contains(&Right::Settle) { t.dossier_accept_conflicts() }
                                        else { t.dossier_accept_conflicts_officer() } }</p>
                            }
                            <button type="button" id="accept" class="button button-primary button-wide"
                                disabled={*busy || !conflicts.is_empty()} onclick={accept}>
                                { if *busy { t.dossier_accepting() } else { t.dossier_accept() } }
                            </button>
                            <p class="hint">{ t.dossier_accept_next() }</p>
                        }
                    </section>
                    { for case.map(|case| html! {
                        <WorkCard id={props.id} case={case.clone()} rights={dossier.rights.clone()}
                            on_done={changed.clone()} />
                    }) }
                    { for case.map(|case| html! {
                        <FileCard id={props.id} case={case.clone()} rights={dossier.rights.clone()} {changes}
                            on_changed={file_changed.clone()} />
                    }) }
                    if !dossier.since.is_empty() {
                        <SinceCard id={props.id} version={dossier.version.clone()} since={dossier.since.clone()}
                            evaluation={evaluation.clone()} papers={paper_names(&dossier, evaluation.as_ref(), &t)}
                            on_done={changed.clone()} />
                    }
                    if !dossier.later.is_empty() {
                        <LaterCard id={props.id} later={dossier.later.clone()} evaluation={evaluation.clone()}
                            papers={paper_names(&dossier, evaluation.as_ref(), &t)} may_take_in={!ended && dossier.rights.contains(&Right::Work)}
                            on_done={changed.clone()} />
                    }
                    <SlipCard writing={writing.clone()} version={dossier.version.clone()} on_asked={changed} />
                    { for case.map(|case| last_request(case, may_take_back.then_some(ask_no_more), *busy, &t)) }
                    { printable(dossier.view.id, case, dossier.sheet.form.is_some(), &t) }
                    { helped(&dossier, &t) }
                    { consents(&dossier.view, &t) }
                    { case.map(|case| history(case, &t)).unwrap_or_default() }
                </div>
                <div class="office-main">
                    <h2>{ t.dossier_answers() }</h2>
                    if let Some(evaluation) = &evaluation {
                        if !evaluation.unfinished().is_empty() {
                            <p class="notice notice-warning">{ t.dossier_unfinished(evaluation.unfinished().len()) }</p>
                        }
                        <Answers evaluation={evaluation.clone()} {conflicts}
                            can_settle={!accepted && !ended && dossier.rights.contains(&Right::Settle)}
                            on_settle={settle} below={below} />
                    } else {
                        <p class="notice notice-problem" role="alert">{ t.form_unreadable_title() }</p>
                    }
                    { papers(&dossier, evaluation.as_ref(), photos.ready(), &writing, &t) }
                </div>
            </div>
        </Page>
    }
}

fn state(view: &DossierView) -> Option<CaseState> {
    view.case.as_ref().map(|case| case.state)
}

/// It has its number.
fn is_accepted(view: &DossierView) -> bool {
    view.case.as_ref().is_some_and(Case::is_accepted)
}

fn paper_names(open: &Open, evaluation: Option<&Evaluation>, t: &Texts) -> BTreeMap<PaperId, String> {
    let papers = open.sheet.papers(evaluation).into_iter();
    papers.map(|paper| (paper.id.clone(), say(&paper.name, t.language()).to_owned())).collect()
}

/// Why there is no button to accept it.
fn only_reading(open: &Open, t: &Texts) -> String {
    if open.sheet.procedure.is_of_the_police() { t.dossier_of_the_police() } else { t.dossier_only_reading() }
}

/// Whom it is about, as the form names it.
fn subject(open: &Open, t: &Texts) -> String {
    let today = crate::browser::now().in_vietnam().date();
    let values = open.view.values();
    let name =
        open.sheet.form.as_ref().map(|form| form.instance_name(&values, &forms::Environment::new(today)));
    name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| t.home_unnamed())
}

/// Number and due date, large: the officer writes them on the receipt.
fn given(case: &Case, t: &Texts) -> Html {
    html! {
        <div role="status" class="given" id={GIVEN} tabindex="-1">
            <p class="badge badge-accepted"><Icon picture={Picture::Check} />{ t.dossier_accepted() }</p>
            <dl>
                <dt>{ t.dossier_case_number_label() }</dt>
                <dd id="case-number" class="code">{ case.number.clone().unwrap_or_default() }</dd>
                <dt>{ t.dossier_case_due_label() }</dt>
                <dd id="case-due">{ case.due.map(|due| format::wall_clock(due, t)).unwrap_or_default() }</dd>
            </dl>
        </div>
    }
}

fn helped(open: &Open, t: &Texts) -> Html {
    html! {
        <section class="card" aria-labelledby="helped-by">
            if open.team.is_empty() {
                <h2 id="helped-by">{ t.dossier_taken_in_by() }</h2>
                <p>{ &open.volunteer }</p>
            } else {
                <h2 id="helped-by">{ t.dossier_helped_by() }</h2>
                <p>{ t.dossier_helped_by_who(&open.team, &open.volunteer) }</p>
            }
            if let Some(household) = &open.view.household_name { <p>{ t.home_household(household) }</p> }
            if let Some(at) = open.view.handed_over_at {
                <p class="hint">{ t.dossier_handed_over(format::moment(at, t)) }</p>
            }
        </section>
    }
}

fn history(case: &Case, t: &Texts) -> Html {
    html! {
        <section class="card" aria-labelledby="history">
            <h2 id="history">{ t.dossier_history() }</h2>
            <ul class="plain">
                { for case.history.iter().map(|event| {
                    let (what, when) = (state_words(event.state, t), format::moment(event.at, t));
                    html! { <li>{ match &event.officer {
                        Some(officer) => t.dossier_history_by(officer, what, when),
                        None => t.dossier_history_line(what, when),
                    } }</li> }
                }) }
            </ul>
        </section>
    }
}

/// How many photos a paper has, with the way to them; and how many of them are still on their way.
fn taken(open: &Open, pages: &[PageView], here: Option<&BTreeSet<PhotoHash>>, t: &Texts) -> Html {
    let Some(first) = pages.first() else { return Html::default() };
    let missing = here.map_or(0, |here| pages.iter().filter(|page| !here.contains(&page.photo)).count());
    html! {
        <p class="paper-photos">
            <a class="button button-quiet" href={OfficeRoute::Photos(open.view.id, Some(first.photo)).to_string()}>
                <Icon picture={Picture::Camera} />{ t.photos_open(pages.len()) }</a>
            if missing > 0 { <span class="hint">{ t.photos_still_coming(missing) }</span> }
        </p>
    }
}

/// What is asked about a paper, and about each of its photos.
fn asked_about(open: &Open, paper: &PaperId, name: &str, writing: &Writing, t: &Texts) -> Html {
    let told = open.view.supplement.as_ref();
    let pages = open.view.pages.get(paper).map(Vec::as_slice).unwrap_or_default();
    let page = |(at, page): (usize, &PageView)| {
        let (pin, words) = (Pin::Page { paper: paper.clone(), photo: page.photo }, t.ask_photo(at + 1));
        html! {
            <div class="ask-place-line" key={page.photo.to_string()}>
                <span>{ &words }</span>{ at_place(writing, &pin, &format!("{name}, {words}"), told, t) }
            </div>
        }
    };
    // A photo that was taken out since it was asked about has no line of its own any more.
    let gone =
        told.into_iter().flat_map(|told| told.of_paper(paper)).filter_map(|(ask, _)| match &ask.about {
            Pin::Page { photo, .. } if pages.iter().all(|page| page.photo != *photo) => Some(&ask.about),
            Pin::Question { .. } | Pin::Paper { .. } | Pin::Page { .. } => None,
        });
    let whole = Pin::Paper { paper: paper.clone() };
    html! {
        <div class="ask-places">
            { for pages.iter().enumerate().map(page) }
            { for gone.map(|pin| told_of(pin, told, t)) }
            <div class="ask-place-line">
                if !pages.is_empty() { <span>{ t.ask_paper() }</span> }
                { at_place(writing, &whole, name, told, t) }
            </div>
        </div>
    }
}

fn papers(
    open: &Open,
    evaluation: Option<&Evaluation>,
    here: Option<&BTreeSet<PhotoHash>>,
    writing: &Writing,
    t: &Texts,
) -> Html {
    let papers = open.sheet.papers(evaluation);
    let no_typing = Ledger::default();
    html! {
        <section class="card answers" aria-labelledby="papers">
            <h2 id="papers">{ t.dossier_papers() }</h2>
            if papers.is_empty() { <p>{ t.dossier_papers_none() }</p> }
            <dl>
                { for papers.into_iter().map(|paper| html! {
                    <div class="answer" key={paper.id.to_string()} data-paper={paper.id.to_string()}>
                        <dt>{ say(&paper.name, t.language()) }</dt>
                        <dd>
                            { paper_words(answers::paper(&open.view, &no_typing, &paper.id), t) }
                            { open.view.pages.get(&paper.id).map(|pages| taken(open, pages, here, t)).unwrap_or_default() }
                            { asked_about(open, &paper.id, say(&paper.name, t.language()), writing, t) }
                        </dd>
                    </div>
                }) }
            </dl>
        </section>
    }
}
