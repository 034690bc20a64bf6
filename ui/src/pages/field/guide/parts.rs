//! Pieces of a guide that the overview and the single screens both show.

use crate::components::dossier_card::say;
use crate::components::icon::{Icon, Picture};
use crate::{browser, format};
use i18n::Texts;
use library::Pack;
use library::procedure::{Bilingual, Channel, Exemption, Fee, Handling, Paper, Procedure, ProcedureCase};
use yew::prelude::*;

/// Whether a fact with a condition holds for the answers at hand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Holds {
    /// There are no answers yet.
    Unknown,
    Yes,
}

pub(super) fn part(title: String, content: Html) -> Html {
    html! { <section class="part"><h2>{ title }</h2>{ content }</section> }
}

pub(super) fn sentences(sentences: &[Bilingual], t: &Texts) -> Html {
    html! {
        <ul class="plain">{ for sentences.iter().map(|one| html! { <li>{ say(one, t.language()) }</li> }) }</ul>
    }
}

pub(super) fn papers(procedure: &Procedure, t: &Texts) -> Html {
    html! { <ul class="plain">{ for procedure.papers.iter().map(|one| paper(one, Holds::Unknown, t)) }</ul> }
}

pub(super) fn paper(paper: &Paper, holds: Holds, t: &Texts) -> Html {
    let handling = match paper.handling {
        Handling::HandIn => t.guide_hand_in(),
        Handling::Show => t.guide_show(),
    };
    html! {
        <li key={paper.id.to_string()} data-paper={paper.id.to_string()}>
            { say(&paper.name, t.language()) }
            <span class="tag">{ handling }</span>
            if paper.originals > 1 { <span class="tag">{ t.guide_originals(paper.originals) }</span> }
            if paper.copies > 0 { <span class="tag">{ t.guide_copies(paper.copies) }</span> }
            if holds == Holds::Unknown && !paper.relevant.trim().is_empty() {
                <span class="tag">{ t.guide_sometimes() }</span>
            }
            if let Some(hint) = &paper.hint { <p class="hint">{ say(hint, t.language()) }</p> }
        </li>
    }
}

pub(super) fn fees(procedure: &Procedure, t: &Texts) -> Html {
    html! { <ul class="plain">{ for procedure.fees.iter().map(|one| fee(one, Holds::Unknown, t)) }</ul> }
}

pub(super) fn fee(fee: &Fee, holds: Holds, t: &Texts) -> Html {
    let amount = match fee.dong {
        Some(0) => t.guide_fee_free(),
        Some(dong) => t.guide_fee_dong(format::amount(dong)),
        None => t.guide_fee_by_province(),
    };
    html! {
        <li>
            { say(&fee.what, t.language()) }{ ": " }<strong>{ amount }</strong>
            if !fee.verified { <span class="tag">{ t.not_verified() }</span> }
            if holds == Holds::Unknown && !fee.relevant.trim().is_empty() {
                <span class="tag">{ t.guide_sometimes() }</span>
            }
            if let Some(note) = &fee.note { <p class="hint">{ say(note, t.language()) }</p> }
        </li>
    }
}

/// Who pays nothing or less: nobody should have to know to ask.
pub(super) fn exemptions(procedure: &Procedure, t: &Texts) -> Html {
    if procedure.exemptions.is_empty() {
        return Html::default();
    }
    html! {
        <section class="part exemptions">
            <h3>{ t.guide_exemptions() }</h3>
            <ul class="plain">{ for procedure.exemptions.iter().map(|one| exemption(one, Holds::Unknown, t)) }</ul>
        </section>
    }
}

pub(super) fn exemption(exemption: &Exemption, holds: Holds, t: &Texts) -> Html {
    let class = (holds == Holds::Yes).then_some("exempt-now");
    html! {
        <li class={classes!(class)}>
            { say(&exemption.who, t.language()) }
            if holds == Holds::Yes { <span class="tag tag-good">{ t.guide_exempt_now() }</span> }
        </li>
    }
}

/// How long it takes: one sentence, or one a case where the cases differ.
pub(super) fn times(procedure: &Procedure, t: &Texts) -> Html {
    let one = |case: &ProcedureCase| {
        html! {
            <li>
                if procedure.cases.len() > 1 { <strong>{ t.guide_case(say(&case.name, t.language())) }</strong>{ " " } }
                { say(&case.time_limit.words, t.language()) }
            </li>
        }
    };
    let mut different: Vec<&ProcedureCase> = Vec::new();
    for case in &procedure.cases {
        if different.iter().all(|known| known.time_limit.words != case.time_limit.words) {
            different.push(case);
        }
    }
    match different.as_slice() {
        [only] => html! { <p>{ say(&only.time_limit.words, t.language()) }</p> },
        several => html! { <ul class="plain">{ for several.iter().map(|case| one(case)) }</ul> },
    }
}

pub(super) fn results(procedure: &Procedure, t: &Texts) -> Html {
    html! {
        <>
            <p>{ say(&procedure.result, t.language()) }</p>
            if !procedure.results.is_empty() { { sentences(&procedure.results, t) } }
        </>
    }
}

pub(super) fn channel(channel: Channel, t: &Texts) -> String {
    match channel {
        Channel::Desk => t.guide_channel_desk(),
        Channel::Online => t.guide_channel_online(),
        Channel::Post => t.guide_channel_post(),
    }
}

/// The law, the sources and who checked: for whoever wants to know.
pub(super) fn law(procedure: &Procedure, t: &Texts) -> Html {
    html! {
        <details class="fold">
            <summary>{ t.guide_law() }</summary>
            <p>{ t.guide_processed_by() }{ ": " }{ say(&procedure.processed_by, t.language()) }</p>
            <p>{ t.guide_decided_by() }{ ": " }{ say(&procedure.decided_by, t.language()) }</p>
            <ul>{ for procedure.legal_basis.iter().map(|law| html! { <li>{ law }</li> }) }</ul>
            { for procedure.sources.iter().map(|source| html! {
                <p class="source">
                    { t.guide_source(say(&source.name, t.language())) }
                    if let Some(url) = &source.url { <><br />{ url }</> }
                    <br />{ t.guide_read_on(format::day(source.read_on)) }
                </p>
            }) }
            <p>{ t.guide_checked(say(&procedure.checked.by, t.language()), format::day(procedure.checked.on)) }</p>
        </details>
    }
}

/// What must be said before anything else: not verified, or too old to be trusted.
pub(super) fn warnings(pack: &Pack, t: &Texts) -> Html {
    let today = browser::now().in_vietnam().date();
    html! {
        <>
            if !pack.procedure.verified {
                { warning("unverified", t.guide_unverified_title(), t.guide_unverified()) }
            }
            if pack.is_old(today) {
                { warning("old", t.guide_old_title(), t.guide_old(pack.age_days(today))) }
            }
        </>
    }
}

fn warning(kind: &'static str, title: String, words: String) -> Html {
    html! {
        <div class="notice notice-warning" role="note" data-warning={kind}>
            <Icon picture={Picture::Warning} />
            <div><p class="notice-title">{ title }</p><p>{ words }</p></div>
        </div>
    }
}

/// Stands wherever the portal asks for a secret. Nobody overlooks it.
pub(super) fn secret(t: &Texts) -> Html {
    html! {
        <div class="notice notice-secret" role="note" data-warning="secret">
            <Icon picture={Picture::Shield} />
            <div><p class="notice-title">{ t.guide_secret_title() }</p><p>{ t.guide_secret() }</p></div>
        </div>
    }
}
