//! The page of one dossier: state, days, what is missing, the apology, the receipt, whom to ask, and the five questions.

use super::{in_language, page};
use crate::public::standing::{Missing, Signed, Standing, Where};
use calendar::Stretch;
use chrono::{NaiveDate, NaiveDateTime};
use dossier::case::ReturnWay;
use i18n::{Language, Texts};
use library::Bilingual;
use maud::{Markup, html};
use wire::rating::{BEST, MAX_WORDS};

/// `not_whole`: a rating came that had not all its marks.
pub fn dossier_page(t: &Texts, token: &str, standing: &Standing, not_whole: bool) -> String {
    let (state, next) = state(t, standing);
    let path = format!("/h/{token}");
    let body = html! {
        div.state id="state" data-state=(format!("{:?}", standing.at)) {
            p.hint { (t.public_state()) }
            h1 { (state) }
            @if let Some(next) = &next { p { (next) } }
            @if let Some(reason) = &standing.reason { p { (t.public_reason(reason)) } }
        }
        @if !standing.missing.is_empty() { (missing(t, standing)) }
        @if let Some(put_off) = &standing.put_off {
            section id="apology" {
                h2 { (t.public_apology()) }
                p { (t.public_apology_text(moment(t, put_off.from), &put_off.reason, moment(t, put_off.to))) }
            }
        }
        @if let Some(moved) = &standing.moved {
            section id="moved" {
                h2 { (t.public_moved()) }
                p { (t.public_moved_text(&moved.from, &moved.to, moment(t, moved.at))) }
            }
        }
        @if standing.may_rate { (rating(t, &path, not_whole)) }
        @if standing.rated { section id="rated" { p { (t.rating_thanks()) } } }
        (facts(t, standing))
        @if let Some(signed) = &standing.receipt { (receipt(t, signed)) }
        (ask(t, standing))
        p.hint { (t.public_no_names()) }
        a.another href={ "/tra-cuu" (in_language(t.language())) } { (t.public_another()) }
    };
    page(t, &path, &state, &body)
}

/// Where it is, and what there is to do.
fn state(t: &Texts, standing: &Standing) -> (String, Option<String>) {
    match standing.at {
        Where::Received => (t.public_received(), Some(t.public_received_next())),
        Where::Asked => (t.public_asked(), Some(t.public_asked_next())),
        Where::Accepted => (t.public_accepted(), Some(t.public_accepted_next())),
        Where::InWork => (t.public_in_work(), Some(t.public_accepted_next())),
        Where::Extended => (t.public_extended(), Some(t.public_accepted_next())),
        Where::Done => (t.public_done(), Some(t.public_done_next())),
        Where::Returned => (
            t.public_returned(),
            standing.returned.map(|way| match way {
                ReturnWay::Desk => t.public_returned_desk(),
                ReturnWay::Post => t.public_returned_post(),
                ReturnWay::Online => t.public_returned_online(),
            }),
        ),
        Where::Refused => (t.public_refused(), Some(t.public_refused_next())),
        Where::Stopped => (t.public_stopped(), None),
    }
}

fn missing(t: &Texts, standing: &Standing) -> Markup {
    let one = |one: &Missing| {
        let about = said(t, &one.about);
        html! { li { @if !about.is_empty() { strong { (about) } ": " } (one.words) } }
    };
    html! {
        section id="missing" {
            h2 { (t.public_missing()) }
            ul { @for ask in &standing.missing { (one(ask)) } }
            @if let Some(until) = standing.missing_until { p { (t.public_missing_until(day(until))) } }
        }
    }
}

fn facts(t: &Texts, standing: &Standing) -> Markup {
    html! {
        section {
            dl {
                dt { (t.public_procedure()) }
                dd { (said(t, &standing.procedure)) }
                @if let Some(number) = &standing.number {
                    dt { (t.public_number_is()) }
                    dd id="number" { (number) }
                }
                dt { (t.public_received_at()) }
                dd { (moment(t, standing.received_at)) }
                @if let Some(due) = standing.due {
                    dt { (t.public_due()) }
                    dd id="due" { (moment(t, due)) }
                }
                @if let Some(at) = standing.decided_at {
                    dt { (t.public_decided_at()) }
                    dd { (moment(t, at)) }
                }
            }
        }
    }
}

fn receipt(t: &Texts, signed: &Signed) -> Markup {
    html! {
        section id="receipt" {
            h2 { (t.public_receipt()) }
            @match signed {
                Signed::Genuine { by, due } => {
                    p { strong { "✓ " (t.public_receipt_genuine(by)) } }
                    p {
                        @match due {
                            Some(due) => (t.public_receipt_compare(moment(t, *due))),
                            None => (t.public_receipt_compare_open()),
                        }
                    }
                }
                Signed::Broken => { p { strong { (t.public_receipt_broken()) } } }
            }
        }
    }
}

fn ask(t: &Texts, standing: &Standing) -> Markup {
    let desk = &standing.desk;
    html! {
        section id="ask" {
            h2 { (t.public_ask()) }
            @if !standing.unit.is_empty() { p { (standing.unit) } }
            p { (standing.authority) }
            p { (t.public_hours(hours(desk.afternoon), hours(desk.morning))) }
            @if let Some(saturday) = desk.saturday { p { (t.public_saturday(hours(saturday))) } }
        }
    }
}

fn rating(t: &Texts, path: &str, not_whole: bool) -> Markup {
    let questions =
        [t.rating_ease(), t.rating_guidance(), t.rating_attitude(), t.rating_time(), t.rating_result()];
    html! {
        section id="rating" {
            h2 { (t.rating_title()) }
            @if not_whole { p role="alert" { strong { (t.rating_not_whole()) } } }
            p { (t.rating_lead()) }
            form method="post" action={ (path) "/danh-gia" (in_language(t.language())) } autocomplete="off" {
                @for (number, question) in (1u8..).zip(&questions) {
                    @let name = format!("q{number}");
                    fieldset {
                        legend { (question) }
                        div.marks {
                            @for value in (1..=BEST).rev() {
                                label.mark {
                                    input type="radio" name=(name) value=(value) required;
                                    (mark(t, value))
                                }
                            }
                        }
                    }
                }
                label for="y-kien" { (t.rating_words()) }
                p.hint id="y-kien-hint" { (t.rating_words_hint()) }
                textarea id="y-kien" name="y-kien" rows="3" maxlength=(MAX_WORDS) aria-describedby="y-kien-hint" {}
                button type="submit" { (t.rating_send()) }
            }
        }
    }
}

fn mark(t: &Texts, mark: u8) -> String {
    match mark {
        1 => t.rating_mark_1(),
        2 => t.rating_mark_2(),
        3 => t.rating_mark_3(),
        4 => t.rating_mark_4(),
        _ => t.rating_mark_5(),
    }
}

fn said<'a>(t: &Texts, text: &'a Bilingual) -> &'a str {
    match t.language() {
        Language::Vi => &text.vi,
        Language::En => &text.en,
    }
}

fn day(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

/// In the words of the page's language.
fn moment(t: &Texts, at: NaiveDateTime) -> String {
    t.when_date(day(at.date()), at.format("%H:%M"))
}

fn hours(stretch: Stretch) -> String {
    format!("{}–{}", stretch.opens.format("%H:%M"), stretch.closes.format("%H:%M"))
}
