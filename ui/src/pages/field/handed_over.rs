//! After handing over: the local code, how far it has come, and what happens next.

use super::book::DossierTasks;
use super::consent::take_back;
use super::dossier::Work;
use super::page::Page;
use super::supplement;
use crate::components::progress::ProgressBadge;
use crate::format;
use crate::state::display::use_texts;
use crate::state::route::{DossierPage, FieldRoute, Route};
use dossier::case::{Case, ReturnWay};
use i18n::Texts;
use wire::rating::RatingStanding;
use wire::view::{Progress, ReceiptCheck};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) work: Work,
}

#[component]
pub(super) fn HandedOverPage(props: &Props) -> Html {
    let t = use_texts();
    let work = &props.work;
    let view = &work.open.view;
    let (title, next) = match view.progress {
        Progress::Draft => (t.handed_draft(), t.progress_draft_next()),
        Progress::Waiting => (t.handed_title(), t.handed_next_waiting()),
        Progress::Sent => (t.handed_title_sent(), t.handed_next_sent()),
        Progress::Asked => (t.handed_title_asked(), t.handed_next_asked()),
        Progress::Accepted => (t.handed_title_accepted(), t.handed_next_accepted()),
        Progress::Done => (t.handed_title_done(), t.handed_next_done()),
        Progress::Closed => (t.handed_title_closed(), t.handed_next_closed()),
    };
    let case = view.case.as_ref();
    let is_asked = view.progress == Progress::Asked;
    let first_or_quiet = if is_asked { "button button-quiet" } else { "button button-primary" };
    let go = |route: FieldRoute| Callback::from(move |_: MouseEvent| route.go());
    html! {
        <Page page="handed-over" title={title} back={FieldRoute::Home}>
            { supplement::asked(work, &t) }
            <super::news::News work={work.clone()} />
            <div class="card card-result">
                <ProgressBadge progress={view.progress} />
                if let Some(number) = case.and_then(|case| case.number.as_ref()) {
                    <p class="case-number">{ t.case_number(number) }</p>
                }
                if let Some(due) = case.and_then(|case| case.due) {
                    <p class="case-due">{ t.case_due(format::wall_clock(due, &t)) }</p>
                }
                { for view.receipt.map(|check| receipt(check, &t)) }
                { for case.map(|case| told(case, &t)) }
                <p class="result-name">{ t.handed_local_code() }</p>
                <p id="local-code" class="code">{ &view.local_code }</p>
                <p class="hint">{ t.handed_local_code_hint() }</p>
            </div>
            <section class="part">
                <h2>{ t.handed_next() }</h2>
                <p>{ next }</p>
                <p>{ t.handed_keep_papers() }</p>
            </section>
            if let Some(standing) = view.rating {
                <p id="rating-standing" class="hint" data-sent={(standing == RatingStanding::Sent).to_string()}>
                    { if standing == RatingStanding::Sent { t.rating_sent() } else { t.rating_waiting() } }</p>
            }
            <DossierTasks dossier={work.id()} />
            <div class="buttons">
                if is_asked {
                    <button type="button" id="to-send-again" class="button button-primary"
                        onclick={go(work.page(DossierPage::Review))}>{ t.asked_review() }</button>
                }
                <button type="button" id="to-submit" class={first_or_quiet}
                    onclick={go(work.page(DossierPage::Submit(None)))}>{ t.submit_open() }</button>
                <button type="button" id="to-slip" class="button button-quiet"
                    onclick={go(work.page(DossierPage::Slip))}>{ t.slip_open() }</button>
                if view.rating.is_none() && matches!(view.progress, Progress::Done | Progress::Closed) {
                    <button type="button" id="to-rating" class="button button-quiet"
                        onclick={go(work.page(DossierPage::Rating))}>{ t.rating_title() }</button>
                }
                <button type="button" id="to-home" class="button button-quiet" onclick={go(FieldRoute::Home)}>
                    { t.go_home() }</button>
                if !is_asked {
                    <button type="button" id="to-review" class="button button-quiet"
                        onclick={go(work.page(DossierPage::Review))}>{ t.form_to_review() }</button>
                }
            </div>
            { take_back(work, &t) }
        </Page>
    }
}

/// Whether the number and the day are really the office's.
fn receipt(check: ReceiptCheck, t: &Texts) -> Html {
    let (word, words) = match check {
        ReceiptCheck::Holds => ("holds", t.receipt_holds()),
        ReceiptCheck::Broken => ("broken", t.receipt_broken()),
        ReceiptCheck::Unknown => ("unknown", t.receipt_unknown()),
    };
    html! { <p id="receipt" class="hint" data-check={word}>{ words }</p> }
}

/// What the office has said since: another day with its apology, the result, or why it ends.
fn told(case: &Case, t: &Texts) -> Html {
    let result = case.result.as_ref();
    let way = result.and_then(|result| result.way).map(|way| match way {
        ReturnWay::Desk => t.result_way_desk(),
        ReturnWay::Post => t.result_way_post(),
        ReturnWay::Online => t.result_way_online(),
    });
    html! {
        <>
            if let Some(last) = case.extensions.last() {
                <p id="case-extension">{ t.case_extension(format::wall_clock(last.from, t), &last.reason) }</p>
            }
            if let Some(result) = result { <p id="case-result">{ t.case_result(&result.words) }</p> }
            { for way.map(|way| html! { <p>{ way }</p> }) }
            if let Some(reason) = &case.reason { <p id="case-reason">{ t.case_reason(reason) }</p> }
        </>
    }
}
