//! What is done with a case after its acceptance: handed on, put off with an apology, given its result, handed out, refused
//! or stopped. One thing is open at a time, and nothing is done without its words.

use super::control_sheet::control_sheet;
use super::deed::Deed;
use super::moves::{Confirm, moves_of};
use super::page::Desk;
use crate::components::icon::{Icon, Picture};
use crate::state::display::use_texts;
use crate::state::loaded::use_loaded;
use crate::{browser, format, http};
use chrono::NaiveDate;
use dossier::case::{Case, CaseState, ReturnWay};
use dossier::{CommuneCode, DossierId, MemberId};
use i18n::Texts;
use std::collections::BTreeSet;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use wire::moves::{Communes, MoveTo, OtherCommune};
use wire::office::OfficeDossier;
use wire::work::{Colleagues, ControlSheet, EndCase, GiveResult, HandOut, HandTo, PutOff, Step};
use wire::{Problem, Right};
use yew::prelude::*;

/// What was written into the open form.
#[derive(Clone, PartialEq, Debug, Default)]
struct Form {
    words: String,
    /// The second line, where there is one.
    more: String,
    day: String,
    /// As the lists' values have it.
    choice: String,
    second: String,
    scan: Option<File>,
    is_sure: bool,
}

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) id: DossierId,
    pub(super) case: Case,
    /// What may be done with it.
    pub(super) rights: BTreeSet<Right>,
    /// What came of it.
    pub(super) on_done: Callback<Result<OfficeDossier, Problem>>,
}

#[component]
pub(super) fn WorkCard(props: &Props) -> Html {
    let t = use_texts();
    let open = use_state(|| None::<Deed>);
    let form = use_state(Form::default);
    let busy = use_state(|| false);
    let changes = use_context::<Desk>().map_or(0, |desk| desk.news.changes);
    let is_accepted = props.case.is_accepted();
    let may_hand = props.rights.contains(&Right::HandOn);
    let colleagues = use_loaded((props.id, may_hand), |(_, may_hand)| async move {
        if may_hand { http::colleagues().await } else { Ok(Colleagues { colleagues: Vec::new() }) }
    });
    let may_move =
        props.rights.contains(&Deed::Move.needs(&props.case)) && Deed::Move.is_possible(&props.case);
    let communes = use_loaded((props.id, may_move), |(_, may_move)| async move {
        if may_move { http::communes().await } else { Ok(Communes::default()) }
    });
    let sheet =
        use_loaded((props.id, changes, props.case.clone(), is_accepted), |(id, _, _, accepted)| async move {
            if accepted { http::control_sheet(id).await } else { Ok(ControlSheet { lines: Vec::new() }) }
        });
    let begin = |deed: Deed| {
        let (open, form, is_open) = (open.clone(), form.clone(), *open == Some(deed));
        Callback::from(move |_: MouseEvent| {
            form.set(Form::default());
            open.set((!is_open).then_some(deed));
        })
    };
    let submit = |deed: Deed| {
        let (open, form, busy, case) = (open.clone(), form.clone(), busy.clone(), props.case.clone());
        let (id, on_done) = (props.id, props.on_done.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            busy.set(true);
            let (open, busy, on_done) = (open.clone(), busy.clone(), on_done.clone());
            let doing = send(deed, id, case.clone(), (*form).clone());
            spawn_local(async move {
                let outcome = doing.await;
                busy.set(false);
                if outcome.is_ok() {
                    open.set(None);
                }
                on_done.emit(outcome);
            });
        })
    };
    let now = browser::now();
    let communes = communes.ready().map(|all| all.communes.clone()).unwrap_or_default();
    let possible = Deed::ALL.into_iter().filter(|deed| {
        props.rights.contains(&deed.needs(&props.case))
            && deed.is_possible(&props.case)
            // A server of one commune has nowhere to move it.
            && (*deed != Deed::Move || !communes.is_empty())
    });
    let names = colleagues.ready().map(|all| all.colleagues.clone()).unwrap_or_default();
    html! {
        <section class="card" aria-labelledby="work" data-state={props.case.state.as_str()} id="work-card">
            <h2 id="work">{ t.work_title() }</h2>
            if let Some(officer) = &props.case.officer { <p id="work-with">{ t.work_with(officer) }</p> }
            if is_accepted && props.case.state == CaseState::Asked { <p class="hint">{ t.work_waits() }</p> }
            if props.case.is_late(now) == Some(true) {
                <p id="work-late" class="mark mark-conflict"><Icon picture={Picture::Warning} />{ t.work_late() }</p>
            }
            { moves_of(&props.case, &t) }
            { for props.case.extensions.iter().map(|one| html! {
                <p class="hint">{ t.work_put_off_line(
                    format::wall_clock(one.from, &t), &one.officer, &one.reason, &one.signer,
                    format::wall_clock(one.to, &t)) }</p>
            }) }
            if let Some(result) = &props.case.result {
                <p id="work-result">{ t.case_result(&result.words) }</p>
                if let Some(scan) = &result.scan {
                    <p><a id="work-scan-open" href={http::photo_address(*scan)} target="_blank" rel="noopener">
                        { t.work_scan_open() }</a></p>
                }
            }
            if let Some(reason) = &props.case.reason { <p id="work-reason">{ t.case_reason(reason) }</p> }
            { for possible.map(|deed| html! {
                <div key={deed.word()} class="work-deed">
                    <button type="button" id={format!("work-{}", deed.word())} class="button button-quiet button-wide"
                        aria-expanded={(*open == Some(deed)).to_string()} onclick={begin(deed)}>
                        { deed.words(&t) }
                    </button>
                    if *open == Some(deed) {
                        <form class="work-form" onsubmit={submit(deed)}>
                            { fields(deed, &form, &names, &communes, &t) }
                            <button type="submit" id="work-do" class="button button-primary" disabled={*busy}>
                                { if *busy { t.work_doing() } else { t.work_do() } }
                            </button>
                        </form>
                    }
                </div>
            }) }
            { for sheet.ready().filter(|sheet| !sheet.lines.is_empty()).map(|sheet| control_sheet(sheet, &t)) }
        </section>
    }
}

async fn send(deed: Deed, id: DossierId, case: Case, form: Form) -> Result<OfficeDossier, Problem> {
    let Form { words, more, day, choice, second, scan, is_sure: _ } = form;
    match deed {
        Deed::Hand => {
            let to = choice.parse().map(MemberId).map_err(|_| Problem::ColleagueUnknown)?;
            let step = Step::from_stored(&second).unwrap_or_default();
            http::hand_to(id, &HandTo { to, step, note: words }).await
        }
        Deed::PutOff => {
            let to = NaiveDate::parse_from_str(&day, "%Y-%m-%d").map_err(|_| Problem::NotLater)?;
            let from = case.due.ok_or(Problem::NotLater)?;
            http::put_off(id, &PutOff { from, to, reason: words, signer: more }).await
        }
        Deed::Resolve => {
            let scan = match &scan {
                Some(file) => Some(http::keep_scan(id, file).await?.sha256),
                None => None,
            };
            http::resolve(id, &GiveResult { words, scan }).await
        }
        Deed::HandOut => {
            let way =
                WAYS.into_iter().find(|(word, _)| *word == choice).map_or(ReturnWay::Desk, |(_, way)| way);
            http::hand_out(id, &HandOut { way }).await
        }
        Deed::Refuse => http::refuse(id, &EndCase { reason: words }).await,
        Deed::Stop => http::stop(id, &EndCase { reason: words }).await,
        Deed::Move => {
            let wish = MoveTo { to: CommuneCode::new(choice), reason: words };
            // There is nothing to show any more but where it went.
            let row = http::move_to(id, &wish).await?;
            Err(Problem::DossierMoved { to: row.to, at: row.at })
        }
    }
}

const WAYS: [(&str, ReturnWay); 3] =
    [("desk", ReturnWay::Desk), ("post", ReturnWay::Post), ("online", ReturnWay::Online)];

fn way_words(way: ReturnWay, t: &Texts) -> String {
    match way {
        ReturnWay::Desk => t.work_way_desk(),
        ReturnWay::Post => t.work_way_post(),
        ReturnWay::Online => t.work_way_online(),
    }
}

pub(super) fn step_words(step: Step, t: &Texts) -> String {
    match step {
        Step::Handle => t.work_step_handle(),
        Step::Decide => t.work_step_decide(),
        Step::HandOut => t.work_step_hand_out(),
    }
}

fn fields(
    deed: Deed,
    form: &UseStateHandle<Form>,
    colleagues: &[wire::work::Colleague],
    communes: &[OtherCommune],
    t: &Texts,
) -> Html {
    let text = |label: String, required: bool| long(form, "work-words", label, required);
    match deed {
        Deed::Hand => {
            let people = colleagues.iter().map(|one| (one.member.0.to_string(), one.name.clone()));
            let steps = Step::ALL.into_iter().map(|step| (step.as_str().to_owned(), step_words(step, t)));
            html! {
                <>
                    { list(form, "work-to", t.work_hand_to(), &form.choice, people, |form, value| form.choice = value) }
                    { list(form, "work-step", t.work_hand_step(), &form.second, steps, |form, value| form.second = value) }
                    { text(t.work_hand_note(), false) }
                </>
            }
        }
        Deed::PutOff => html! {
            <>
                { line(form, "work-day", "date", t.work_put_off_day(), &form.day, |form, value| form.day = value) }
                { text(t.work_put_off_reason(), true) }
                { line(form, "work-signer", "text", t.work_put_off_signer(), &form.more, |form, value| form.more = value) }
            </>
        },
        Deed::Resolve => html! { <>{ text(t.work_resolve_words(), true) }{ scan(form, t) }</> },
        Deed::HandOut => {
            let ways = WAYS.into_iter().map(|(word, way)| (word.to_owned(), way_words(way, t)));
            list(form, "work-way", t.work_hand_out_way(), &form.choice, ways, |form, value| {
                form.choice = value
            })
        }
        Deed::Refuse => text(t.work_refuse_reason(), true),
        Deed::Stop => text(t.work_stop_reason(), true),
        Deed::Move => {
            let communes = communes.iter().map(|one| (one.code.to_string(), one.name.clone()));
            let on_change = {
                let form = form.clone();
                Callback::from(move |is_sure| form.set(Form { is_sure, ..(*form).clone() }))
            };
            html! {
                <>
                    { list(form, "work-commune", t.work_move_to(), &form.choice, communes, |form, value| form.choice = value) }
                    { text(t.work_move_reason(), true) }
                    <Confirm is_sure={form.is_sure} {on_change} />
                </>
            }
        }
    }
}

fn long(form: &UseStateHandle<Form>, id: &'static str, label: String, required: bool) -> Html {
    let oninput = {
        let form = form.clone();
        Callback::from(move |event: InputEvent| {
            let field = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok());
            if let Some(field) = field {
                form.set(Form { words: field.value(), ..(*form).clone() });
            }
        })
    };
    html! {
        <div class="field">
            <label class="question-label" for={id}>{ label }</label>
            <textarea {id} class="input" rows="3" {required} {oninput} value={form.words.clone()} />
        </div>
    }
}

fn line(
    form: &UseStateHandle<Form>,
    id: &'static str,
    kind: &'static str,
    label: String,
    value: &str,
    change: fn(&mut Form, String),
) -> Html {
    let oninput = {
        let form = form.clone();
        Callback::from(move |event: InputEvent| {
            let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            if let Some(field) = field {
                let mut now = (*form).clone();
                change(&mut now, field.value());
                form.set(now);
            }
        })
    };
    html! {
        <div class="field">
            <label class="question-label" for={id}>{ label }</label>
            <input {id} class="input" type={kind} required=true {oninput} value={value.to_owned()} />
        </div>
    }
}

/// A file of this computer's; it is sent when the form is.
fn scan(form: &UseStateHandle<Form>, t: &Texts) -> Html {
    let onchange = {
        let form = form.clone();
        Callback::from(move |event: Event| {
            let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            let file = field.and_then(|field| field.files()).and_then(|files| files.get(0));
            form.set(Form { scan: file, ..(*form).clone() });
        })
    };
    html! {
        <div class="field">
            <label class="question-label" for="work-scan">{ t.work_resolve_scan() }</label>
            <input id="work-scan" class="input" type="file" {onchange}
                accept="application/pdf,image/jpeg,image/png,image/webp" />
        </div>
    }
}

/// A list of choices; nothing is chosen beforehand.
fn list(
    form: &UseStateHandle<Form>,
    id: &'static str,
    label: String,
    chosen: &str,
    choices: impl Iterator<Item = (String, String)>,
    change: fn(&mut Form, String),
) -> Html {
    let onchange = {
        let form = form.clone();
        Callback::from(move |event: Event| {
            let field = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
            if let Some(field) = field {
                let mut now = (*form).clone();
                change(&mut now, field.value());
                form.set(now);
            }
        })
    };
    html! {
        <div class="field">
            <label class="question-label" for={id}>{ label }</label>
            <select {id} class="input" required=true {onchange}>
                // Without a word of it a browser shows the choice that it met first.
                <option value="" selected={chosen.is_empty()}></option>
                { for choices.map(|(value, words)| html! {
                    <option value={value.clone()} selected={value == chosen}>{ words }</option>
                }) }
            </select>
        </div>
    }
}
