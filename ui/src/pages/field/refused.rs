//! What the office's server did not take as it was sent: what was in it, what the device did, and that a person has seen it.

use super::page::Page;
use super::papers::state_words;
use super::upgrade::label_in;
use crate::components::dossier_card::say;
use crate::components::notice::Notice;
use crate::state::display::use_texts;
use crate::state::loaded::{Loaded, use_loaded};
use crate::state::route::{DossierPage, FieldRoute, Route};
use crate::state::session::Session;
use crate::{browser, format, ipc, problem};
use dossier::paper::PaperState;
use forms::FormSource;
use i18n::Texts;
use wasm_bindgen_futures::spawn_local;
use wire::ipc::{
    GetProcedure, GetRefused, MarkRefusedSeen, RefusedOutcome, RefusedPart, RefusedValue, RefusedView,
};
use yew::prelude::*;

#[component]
pub(super) fn RefusedPage() -> Html {
    let t = use_texts();
    let syncs = use_context::<Session>().map_or(0, |session| session.link.ended);
    let list = use_loaded(syncs, |_| ipc::call(GetRefused {}));
    let seen = {
        let setter = list.setter();
        Callback::from(move |id: i64| {
            let setter = setter.clone();
            spawn_local(async move {
                let left = ipc::call(MarkRefusedSeen { id }).await;
                setter.set(left.map_or_else(Loaded::Failed, Loaded::Ready));
            });
        })
    };
    html! {
        <Page page="refused" title={t.refused_title()} back={FieldRoute::Home}>
            if let Some(problem) = list.problem() { <Notice problem={problem.clone()} /> }
            if let Some(list) = list.ready() {
                if list.is_empty() {
                    <p id="refused-none" role="status">{ t.refused_none() }</p>
                } else {
                    <p class="lead">{ t.refused_lead() }</p>
                    { for list.iter().map(|one| html! { <Branch key={one.id} branch={one.clone()} seen={seen.clone()} /> }) }
                }
            }
        </Page>
    }
}

#[derive(Properties, PartialEq, Debug)]
struct BranchProps {
    branch: RefusedView,
    seen: Callback<i64>,
}

#[component]
fn Branch(props: &BranchProps) -> Html {
    let t = use_texts();
    let branch = &props.branch;
    let (code, version) = (branch.procedure.clone(), branch.form_version.clone());
    // Without the pack the questions are told by their names.
    let pack = use_loaded((code, version), |(code, version)| {
        ipc::call(GetProcedure { code, version: Some(version) })
    });
    let words = Words { pack: pack.ready(), t: &t };
    let title = match (&branch.dossier, branch.subject.trim()) {
        (None, _) => t.refused_household(),
        (Some(_), "") => words.procedure().unwrap_or_else(|| t.home_unnamed()),
        (Some(_), subject) => subject.to_owned(),
    };
    let (outcome, word) = match branch.outcome {
        RefusedOutcome::Taken => (t.refused_outcome_taken(), "taken"),
        RefusedOutcome::Waiting => (t.refused_outcome_waiting(), "waiting"),
        RefusedOutcome::Stuck => (t.refused_outcome_stuck(), "stuck"),
        RefusedOutcome::Gone => (t.refused_outcome_gone(), "gone"),
    };
    let open = branch.dossier.filter(|_| branch.outcome != RefusedOutcome::Gone).map(|dossier| {
        let route = FieldRoute::Dossier(dossier, DossierPage::Review);
        html! {
            <button type="button" class="button button-quiet" onclick={Callback::from(move |_: MouseEvent| route.go())}>
                { t.refused_look() }</button>
        }
    });
    let id = branch.id;
    html! {
        <section class="card answers" data-refused={id.to_string()} data-outcome={word}
            aria-labelledby={format!("refused-{id}")}>
            <h2 id={format!("refused-{id}")}>{ title }</h2>
            <p class="card-line">{ t.refused_when(format::lately(branch.at, browser::now(), &t)) }</p>
            <p>{ problem::why_refused(branch.code, &t) }</p>
            <p class={if branch.outcome == RefusedOutcome::Stuck { "notice notice-problem" } else { "notice notice-good" }}>
                { outcome }</p>
            <h3>{ t.refused_values() }</h3>
            if branch.written.is_empty() { <p>{ t.refused_values_none() }</p> }
            <dl>{ for branch.written.iter().map(|value| words.line(value)) }</dl>
            <div class="buttons">
                <button type="button" class="button button-primary refused-seen"
                    onclick={props.seen.reform(move |_: MouseEvent| id)}>{ t.refused_seen() }</button>
                { for open }
            </div>
        </section>
    }
}

/// The words of the form that the values belong to.
struct Words<'a> {
    pack: Option<&'a library::Pack>,
    t: &'a Texts,
}

impl Words<'_> {
    fn procedure(&self) -> Option<String> {
        self.pack.map(|pack| say(&pack.procedure.plain_name, self.t.language()).to_owned())
    }

    fn form(&self) -> Option<&FormSource> {
        self.pack.and_then(|pack| pack.form.as_ref())
    }

    fn line(&self, value: &RefusedValue) -> Html {
        let (t, label) = (self.t, self.label(&value.part));
        let read = |text: &String| self.read(&value.part, text);
        html! {
            <div class="answer" data-part={part_word(&value.part)}>
                <dt>{ label }</dt>
                <dd>
                    <p>{ value.before.as_ref().map_or_else(|| t.refused_before_nothing(), |text| t.refused_before(read(text))) }</p>
                    <p><strong>{ value.after.as_ref().map_or_else(|| t.refused_after_nothing(), |text| t.refused_after(read(text))) }</strong></p>
                </dd>
            </div>
        }
    }

    fn label(&self, part: &RefusedPart) -> String {
        let t = self.t;
        match part {
            RefusedPart::Answer(question) => label_in(self.form(), question, t),
            RefusedPart::Page(paper) => t.refused_page(self.label(&RefusedPart::Paper(paper.clone()))),
            RefusedPart::Paper(paper) => {
                let papers = self.pack.map(|pack| pack.procedure.papers.as_slice()).unwrap_or_default();
                let known = papers.iter().find(|one| one.id == *paper);
                known.map_or_else(|| paper.to_string(), |one| say(&one.name, t.language()).to_owned())
            }
            RefusedPart::Consent(_) => t.refused_consent(),
            RefusedPart::HandedOver => t.refused_handed_over(),
            RefusedPart::Signature => t.refused_signature(),
            RefusedPart::Withdrawn => t.refused_withdrawn(),
            RefusedPart::FormVersion => t.refused_form_version(),
            RefusedPart::Household(_) => t.refused_household_field(),
        }
    }

    /// A value as people read it.
    fn read(&self, part: &RefusedPart, text: &str) -> String {
        let t = self.t;
        match part {
            _ if text.is_empty() => t.refused_value_empty(),
            RefusedPart::Answer(question) => {
                self.choice(question.as_str(), text).unwrap_or_else(|| format::written_date(text))
            }
            RefusedPart::Page(_) => t.refused_page_there(),
            RefusedPart::Paper(_) => state_words(PaperState::from_stored(text), t),
            RefusedPart::Consent(_) if text.starts_with("given ") => t.refused_consent_given(),
            RefusedPart::Consent(_) => t.refused_consent_withdrawn(),
            RefusedPart::Signature => t.refused_signature_there(),
            RefusedPart::HandedOver | RefusedPart::Withdrawn => match text.parse() {
                Ok(millis) => format::moment(dossier::Timestamp::from_millis(millis), t),
                Err(_) => text.to_owned(),
            },
            RefusedPart::FormVersion | RefusedPart::Household(_) => text.to_owned(),
        }
    }

    /// The label of a chosen answer.
    fn choice(&self, question: &str, text: &str) -> Option<String> {
        let form = self.form()?;
        let last = question.rsplit('/').next()?;
        let row = form.survey.iter().find(|row| row.name == last)?;
        let list = row.kind.split_whitespace().nth(1)?;
        let choice = form.choices.iter().find(|choice| choice.list_name == list && choice.name == text)?;
        let label = choice.label.get(self.t.language().code());
        (!label.is_empty()).then(|| label.to_owned())
    }
}

const fn part_word(part: &RefusedPart) -> &'static str {
    match part {
        RefusedPart::Answer(_) => "answer",
        RefusedPart::Paper(_) => "paper",
        RefusedPart::Page(_) => "page",
        RefusedPart::Consent(_) => "consent",
        RefusedPart::HandedOver => "handed_over",
        RefusedPart::Signature => "signature",
        RefusedPart::Withdrawn => "withdrawn",
        RefusedPart::FormVersion => "form",
        RefusedPart::Household(_) => "household",
    }
}
