//! What one screen of a guide says.
//!
//! **Invariant:** one idea, one screen: what is said here fits into one breath of whoever reads it aloud.

use super::copy::Copies;
use super::parts::{self, Holds};
use crate::components::dossier_card::say;
use crate::state::open_dossier::Sheet;
use forms::Evaluation;
use i18n::Texts;
use library::procedure::Procedure;
use yew::prelude::*;

#[derive(Clone, PartialEq, Debug)]
pub(super) struct Idea {
    /// Stable, for tests: `papers`, `portal-3`.
    pub(super) name: String,
    pub(super) title: String,
    pub(super) body: Html,
    /// A password, passcode or OTP is asked for on this screen.
    pub(super) secret: bool,
}

fn idea(name: impl Into<String>, title: String, body: Html) -> Idea {
    Idea { name: name.into(), title, body, secret: false }
}

/// What to tell before anything is filled in.
pub(super) fn before(procedure: &Procedure, t: &Texts) -> Vec<Idea> {
    let mut ideas = vec![
        idea(
            "summary",
            t.guide_summary(),
            html! { <p class="lead">{ say(&procedure.summary, t.language()) }</p> },
        ),
        idea("who", t.guide_who(), parts::sentences(&procedure.who_may_file, t)),
    ];
    if !procedure.papers.is_empty() {
        ideas.push(idea("papers", t.guide_papers(), parts::papers(procedure, t)));
    }
    ideas.push(idea("fee", t.guide_fee(), parts::fees(procedure, t)));
    if !procedure.exemptions.is_empty() {
        let body =
            html! { <><p class="hint">{ t.guide_exempt_maybe() }</p>{ parts::exemptions(procedure, t) }</> };
        ideas.push(idea("exemptions", t.guide_exemptions(), body));
    }
    ideas.push(idea("time", t.guide_time(), parts::times(procedure, t)));
    ideas.push(idea("result", t.guide_result(), parts::results(procedure, t)));
    if !procedure.tips.is_empty() {
        ideas.push(idea("tips", t.guide_tips(), parts::sentences(&procedure.tips, t)));
    }
    if !procedure.channels.is_empty() {
        let channels = procedure.channels.iter().map(|one| html! { <li>{ parts::channel(*one, t) }</li> });
        ideas.push(idea("channels", t.guide_channels(), html! { <ul class="plain">{ for channels }</ul> }));
    }
    ideas
}

/// At the one-stop desk: what to take along and to pay by the answers given, then each step.
pub(super) fn at_desk(sheet: &Sheet, evaluation: &Evaluation, t: &Texts) -> Vec<Idea> {
    let mut ideas = by_the_answers(sheet, evaluation, t);
    for (index, step) in sheet.procedure.desk_steps.iter().enumerate() {
        let words = html! { <p class="lead">{ say(&step.text, t.language()) }</p> };
        ideas.push(idea(format!("desk-{}", index + 1), t.guide_desk(), words));
    }
    ideas
}

/// On the portal: the same, then its screens in order, each with the answers to copy onto it.
pub(super) fn on_portal(sheet: &Sheet, evaluation: &Evaluation, t: &Texts) -> Vec<Idea> {
    let mut ideas = by_the_answers(sheet, evaluation, t);
    for (index, step) in sheet.procedure.portal_steps.iter().enumerate() {
        let title =
            step.title.as_ref().map_or_else(|| t.guide_portal(), |title| say(title, t.language()).to_owned());
        let body = html! {
            <>
                <p class="lead">{ say(&step.text, t.language()) }</p>
                if !step.answers.is_empty() {
                    <Copies questions={step.answers.clone()} evaluation={evaluation.clone()} />
                }
            </>
        };
        ideas.push(Idea { secret: step.secret, ..idea(format!("portal-{}", index + 1), title, body) });
    }
    ideas
}

fn by_the_answers(sheet: &Sheet, evaluation: &Evaluation, t: &Texts) -> Vec<Idea> {
    let mut ideas = Vec::new();
    let papers = sheet.papers(Some(evaluation));
    if !papers.is_empty() {
        let list = papers.into_iter().map(|one| parts::paper(one, Holds::Yes, t));
        let body =
            html! { <><p class="hint">{ t.submit_papers_hint() }</p><ul class="plain">{ for list }</ul></> };
        ideas.push(idea("papers", t.submit_papers(), body));
    }
    let fees = sheet.fees(evaluation).into_iter().map(|one| parts::fee(one, Holds::Yes, t));
    let applying = sheet.exemptions(evaluation);
    let exemptions = sheet.procedure.exemptions.iter().map(|one| {
        let holds = if applying.contains(&one) { Holds::Yes } else { Holds::Unknown };
        parts::exemption(one, holds, t)
    });
    let body = html! {
        <>
            <ul class="plain">{ for fees }</ul>
            if !sheet.procedure.exemptions.is_empty() {
                <section class="part exemptions">
                    <h3>{ t.guide_exemptions() }</h3><ul class="plain">{ for exemptions }</ul>
                </section>
            }
        </>
    };
    ideas.push(idea("money", t.submit_money(), body));
    ideas
}
