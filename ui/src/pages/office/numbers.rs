//! The numbers that the office is judged by: a month beside the year up to it, each with how it is counted.
//!
//! **Invariant:** what nobody has counted is written as missing, never as 0 or as an empty cell.

mod bars;
mod tables;
mod words;

use super::page::{Desk, Page};
use crate::components::notice::Notice;
use crate::state::display::use_texts;
use crate::state::loaded::use_loaded;
use crate::state::route::OfficeRoute;
use crate::{browser, format, http};
use chrono::{Datelike, NaiveDate};
use i18n::Texts;
use wire::numbers::Numbers;
use wire::{Problem, Right};
use yew::prelude::*;

/// So many months can be chosen.
const MONTHS: u32 = 36;
/// As the server cuts it (`register::LINES`).
const REGISTER_LINES: u32 = 500;

fn key(month: NaiveDate) -> String {
    month.format("%Y-%m").to_string()
}

/// `11/2026`.
fn month_words(key: &str) -> String {
    key.split_once('-').map_or_else(|| key.to_owned(), |(year, month)| format!("{month}/{year}"))
}

fn months_before(today: NaiveDate) -> Vec<String> {
    let first = today.with_day(1).unwrap_or(today);
    (0..MONTHS).filter_map(|back| first.checked_sub_months(chrono::Months::new(back))).map(key).collect()
}

#[component]
pub(super) fn NumbersPage() -> Html {
    let t = use_texts();
    let desk = use_context::<Desk>();
    let today = browser::now().in_vietnam().date();
    let chosen = use_state(|| key(today));
    let month = use_loaded((*chosen).clone(), |month| async move { http::numbers(&month, false).await });
    let year = use_loaded((*chosen).clone(), |month| async move { http::numbers(&month, true).await });
    let may_register = desk.as_ref().is_some_and(|desk| desk.may(Right::Read));
    use_effect_with(month.problem().cloned(), move |problem| {
        if let (Some(Problem::LoginNeeded), Some(desk)) = (problem, desk) {
            desk.ended.emit(());
        }
    });
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<web_sys::HtmlSelectElement>() {
                chosen.set(select.value());
            }
        })
    };
    let problem = month.problem().or_else(|| year.problem()).cloned();
    html! {
        <Page page="numbers" title={t.numbers_title()} back={OfficeRoute::Inbox}>
            <p class="lead">{ t.numbers_lead() }</p>
            <div class="question">
                <label class="question-label" for="numbers-month">{ t.numbers_month() }</label>
                <select id="numbers-month" class="input" {onchange}>
                    { for months_before(today).into_iter().map(|one| html! {
                        <option value={one.clone()} selected={one == *chosen}>{ month_words(&one) }</option>
                    }) }
                </select>
            </div>
            if let Some(problem) = problem { <Notice {problem} /> }
            if let (Some(month), Some(year)) = (month.ready(), year.ready()) {
                { sheet(&chosen, month, year, may_register, &t) }
            } else if month.problem().is_none() && year.problem().is_none() {
                <p role="status">{ t.loading() }</p>
            }
        </Page>
    }
}

fn sheet(chosen: &str, month: &Numbers, year: &Numbers, may_register: bool, t: &Texts) -> Html {
    html! {
        <div id="numbers" data-month={key(month.to)}>
            if !month.whole { <p class="notice notice-note">{ t.numbers_part() }</p> }
            <p class="hint">{ t.numbers_at(format::moment(month.at, t)) }</p>
            { files(chosen, month, may_register, t) }
            { tables::summary(month, year, t) }
            { bars::months(&year.months, t) }
            { tables::lines("months", t.numbers_months(), &year.months, |line| month_words(&line.key), t) }
            { bars::fields(&month.fields, t) }
            { tables::lines("fields", t.numbers_fields(), &month.fields, |line| words::named(line, &t.numbers_unknown()), t) }
            { tables::lines("procedures", t.numbers_procedures(), &month.procedures,
                |line| words::named(line, &t.numbers_unknown()), t) }
            { tables::lines("channels", t.numbers_channels(), &month.channels, |line| words::channel(&line.key, t), t) }
            { tables::lines("teams", t.numbers_teams(), &month.teams, |line| words::named(line, &t.numbers_no_team()), t) }
            { tables::lines("areas", t.numbers_areas(), &month.areas, |line| words::named(line, &t.numbers_no_area()), t) }
            { tables::lines("officers", t.numbers_officers(), &month.officers,
                |line| words::named(line, &t.numbers_nobody()), t) }
            if !month.work.is_empty() { { tables::work(&month.work, t) } }
            { tables::groups(&month.groups, t) }
        </div>
    }
}

fn files(chosen: &str, month: &Numbers, may_register: bool, t: &Texts) -> Html {
    let link = |id: String, href: String, words: String| {
        html! { <a {id} class="button button-quiet" {href} target="_blank" rel="noopener">{ words }</a> }
    };
    let parts = month.total.accepted.div_ceil(REGISTER_LINES).max(1);
    let register = |part: u32| {
        let words = if parts == 1 { t.numbers_paper_register() } else { t.numbers_paper_register_part(part) };
        link(format!("register-{part}"), http::register_address(chosen, part), words)
    };
    html! {
        <section class="card" aria-labelledby="numbers-files">
            <h2 id="numbers-files">{ t.numbers_files() }</h2>
            <div class="buttons">
                <button type="button" id="numbers-print" class="button button-quiet"
                    onclick={Callback::from(|_: MouseEvent| { browser::print(); })}>{ t.numbers_print() }</button>
                { link("numbers-xlsx".into(), http::numbers_file("numbers.xlsx", chosen, false), t.numbers_file_xlsx()) }
                { link("numbers-csv".into(), http::numbers_file("numbers.csv", chosen, false), t.numbers_file_csv()) }
                { link("numbers-year".into(), http::numbers_file("numbers.xlsx", chosen, true), t.numbers_file_year()) }
                { link("numbers-report".into(), http::report_address(chosen), t.numbers_paper_month()) }
                if may_register { { for (1..=parts).map(register) } }
            </div>
        </section>
    }
}
