//! The villager's slip: what was done today, with what, by whom, and how to ask. On the screen, or printed.

use super::dossier::Work;
use super::page::Page;
use super::papers::state_words;
use crate::components::consent_words::list;
use crate::components::dossier_card::say;
use crate::components::qr::Qr;
use crate::components::signature::Signed;
use crate::state::answers;
use crate::state::display::use_texts;
use crate::state::open_dossier::with_environment;
use crate::state::route::DossierPage;
use crate::state::session::Session;
use crate::{browser, format};
use dossier::paper::PaperState;
use i18n::Texts;
use library::procedure::{Handling, Paper};
use wire::ipc::AppState;
use wire::view::DossierView;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) work: Work,
}

#[component]
pub(super) fn SlipPage(props: &Props) -> Html {
    let t = use_texts();
    let session = use_context::<Session>();
    let work = &props.work;
    let view = &work.open.view;
    let case = view.case.as_ref();
    // What a desk looks for: the official number, once there is one.
    let number = case.and_then(|case| case.number.clone());
    let code = number.clone().unwrap_or_else(|| view.local_code.clone());
    let address = view.public_address.clone();
    let print = Callback::from(|_: MouseEvent| browser::print());
    html! {
        <Page page="slip" title={t.slip_title()} back={work.page(DossierPage::HandedOver)}>
            <article class="slip" aria-labelledby="slip-procedure">
                <div class="slip-head">
                    <div>
                        <h2 id="slip-procedure">{ say(&work.open.sheet.procedure.plain_name, t.language()) }</h2>
                        <p class="hint">{ say(&work.open.sheet.procedure.name, t.language()) }</p>
                    </div>
                    <Qr id="slip-qr" text={address.clone().unwrap_or_else(|| code.clone())} label={t.slip_qr(&code)} />
                </div>
                <dl class="slip-facts">
                    { fact("slip-subject", t.slip_subject(), subject(work)) }
                    if let Some(number) = number { { fact("slip-number", t.slip_number(), number) } }
                    { fact("slip-code", t.handed_local_code(), view.local_code.clone()) }
                    if let Some(at) = view.handed_over_at {
                        { fact("slip-at", t.slip_handed_over(), format::moment(at, &t)) }
                    }
                    if let Some(due) = case.and_then(|case| case.due) {
                        { fact("slip-due", t.slip_due(), format::wall_clock(due, &t)) }
                    }
                </dl>
                { papers(work, &t) }
                { signed(view, &t) }
                { helper(session.as_ref(), &t) }
                <section>
                    <h3>{ t.slip_ask() }</h3>
                    <p>{ t.slip_ask_how(&code) }</p>
                    if address.is_some() { <p>{ t.slip_scan() }</p> }
                    <p class="hint">{ t.slip_not_a_receipt() }</p>
                </section>
            </article>
            <div class="buttons">
                <button type="button" id="slip-print" class="button button-primary" onclick={print}>
                    { t.slip_print() }</button>
            </div>
        </Page>
    }
}

fn fact(id: &'static str, name: String, value: String) -> Html {
    if value.is_empty() {
        return Html::default();
    }
    html! { <><dt>{ name }</dt><dd {id}>{ value }</dd></> }
}

fn subject(work: &Work) -> String {
    let values = work.open.view.values();
    let form = work.open.sheet.form.as_ref();
    form.map(|form| with_environment(|environment| form.instance_name(&values, environment)))
        .unwrap_or_default()
}

/// Which papers were there, and which the villager still has to bring.
fn papers(work: &Work, t: &Texts) -> Html {
    let all = work.open.sheet.papers(Some(&work.evaluation));
    let state = |paper: &Paper| answers::paper(&work.open.view, &work.ledger, &paper.id);
    let one = |paper: &&Paper| {
        let handling = match paper.handling {
            Handling::HandIn => t.guide_hand_in(),
            Handling::Show => t.guide_show(),
        };
        let words = state_words(state(paper), t);
        html! {
            <li data-paper={paper.id.to_string()} data-state={state(paper).as_str()}>
                { say(&paper.name, t.language()) }{ " – " }{ handling }{ " – " }<strong>{ words }</strong>
            </li>
        }
    };
    let lacking = all.iter().filter(|paper| state(paper) != PaperState::Seen).count();
    html! {
        <section>
            <h3>{ t.review_papers() }</h3>
            <ul class="slip-papers">{ for all.iter().map(one) }</ul>
            if lacking > 0 { <p>{ t.slip_bring(lacking) }</p> }
        </section>
    }
}

/// What was agreed to, and the signature; without one nothing is said.
fn signed(view: &DossierView, t: &Texts) -> Html {
    let agreed = view.consents.iter().filter(|(_, consent)| consent.given);
    let agreed = list(agreed.map(|(purpose, _)| purpose.as_str()), t);
    html! {
        <section>
            if !agreed.is_empty() {
                <h3>{ t.consent_title() }</h3>
                <p id="slip-agreed">{ agreed }</p>
            }
            if let Some(signature) = &view.signature {
                <h3>{ t.signature_title() }</h3>
                <Signed signature={signature.clone()} consents={view.consents.clone()} on_slip=true />
            }
        </section>
    }
}

fn helper(session: Option<&Session>, t: &Texts) -> Html {
    match session.map(|session| &session.state) {
        Some(AppState::Ready { member, team, commune }) => html! {
            <section>
                <h3>{ t.slip_helper() }</h3>
                <p id="slip-helper">{ t.slip_helper_who(commune.clone(), member.clone(), team.clone()) }</p>
            </section>
        },
        _ => Html::default(),
    }
}
