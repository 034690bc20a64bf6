//! What the commune says about its own office: its days, hours and numbers, and who is what. Each is a table that goes out
//! into a file, is changed in a spreadsheet, and comes in again as a whole or not at all.

use super::feed_keys::FeedKeysCard;
use super::page::{Desk, Page, role_words};
use crate::components::dossier_card::say;
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::state::display::use_texts;
use crate::state::loaded::{Loaded, use_loaded};
use crate::state::route::OfficeRoute;
use crate::{browser, format, http};
use calendar::{OwnDay, OwnKind, Stretch};
use i18n::{Language, Texts};
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::settings::{CountryDay, ImportSheet, OfficerLine, SettingsView, Sheet, SheetFault, SheetRead};
use yew::prelude::*;

#[component]
pub(super) fn SettingsPage() -> Html {
    let t = use_texts();
    let desk = use_context::<Desk>();
    let view = use_loaded((), |()| http::settings());
    let over = {
        let desk = desk.clone();
        Callback::from(move |problem: Problem| {
            if let (Problem::LoginNeeded, Some(desk)) = (problem, &desk) {
                desk.ended.emit(());
            }
        })
    };
    use_effect_with(view.problem().cloned(), {
        let over = over.clone();
        move |problem| problem.clone().into_iter().for_each(|problem| over.emit(problem))
    });
    let taken = {
        let setter = view.setter();
        Callback::from(move |view: SettingsView| setter.set(Loaded::Ready(view)))
    };
    let sheet = |sheet: Sheet, version: u32| {
        html! { <Table {sheet} {version} taken={taken.clone()} refused={over.clone()} /> }
    };
    html! {
        <Page page="settings" title={t.settings_office_title()} back={OfficeRoute::Inbox}>
            if let Some(problem) = view.problem() { <Notice problem={problem.clone()} /> }
            if let Some(view) = view.ready() {
                <p class="lead">{ t.settings_office_lead() }</p>
                <p class="hint" id="settings-version" data-version={view.version.to_string()}>{ version(view, &t) }</p>
                <section class="card" aria-labelledby="days-title">
                    <h2 id="days-title">{ t.settings_days() }</h2>
                    if view.settings.days.is_empty() { <p>{ t.settings_days_none() }</p> }
                    <ul class="plain" id="own-days">{ for view.settings.days.iter().map(|day| own_day(day, &t)) }</ul>
                    { sheet(Sheet::Days, view.version) }
                    { country(view, &t) }
                </section>
                <section class="card" aria-labelledby="desk-title">
                    <h2 id="desk-title">{ t.settings_desk() }</h2>
                    { hours(view, &t) }
                    { sheet(Sheet::Desk, view.version) }
                </section>
                <section class="card" aria-labelledby="officers-title">
                    <h2 id="officers-title">{ t.settings_officers() }</h2>
                    <ul class="plain" id="officers">{ for view.officers.iter().map(|one| officer(one, &t)) }</ul>
                    { sheet(Sheet::Officers, view.version) }
                </section>
                <FeedKeysCard refused={over.clone()} />
            }
        </Page>
    }
}

fn version(view: &SettingsView, t: &Texts) -> String {
    match view.at {
        None => t.settings_version_none(),
        Some(at) if view.by.is_empty() => t.settings_version(view.version, format::moment(at, t)),
        Some(at) => t.settings_version_by(&view.by, view.version, format::moment(at, t)),
    }
}

fn own_day(day: &OwnDay, t: &Texts) -> Html {
    let kind = match day.kind {
        OwnKind::Holiday => t.settings_kind_holiday(),
        OwnKind::MakeUp => t.settings_kind_make_up(),
        OwnKind::Off => t.settings_kind_off(),
    };
    html! {
        <li key={day.date.to_string()} data-date={day.date.to_string()}>
            { format::day(day.date) }{ " · " }{ kind }{ " · " }{ &day.name }
        </li>
    }
}

/// The country's days, which come with the program; and which years are not final.
fn country(view: &SettingsView, t: &Texts) -> Html {
    let open: Vec<String> =
        view.years.iter().filter(|year| !year.is_final).map(|year| year.year.to_string()).collect();
    let name = |day: &CountryDay| match t.language() {
        Language::Vi => day.name_vi.clone(),
        Language::En => day.name_en.clone(),
    };
    html! {
        <details id="country-days">
            <summary>{ t.settings_country(view.country.len()) }</summary>
            if !open.is_empty() {
                <p class="notice notice-warning" id="not-final">{ t.settings_not_final(open.join(", ")) }</p>
            }
            <ul class="plain">
                { for view.country.iter().map(|day| html! {
                    <li key={day.date.to_string()}>
                        { format::day(day.date) }{ " · " }
                        { if day.working { t.settings_kind_make_up() } else { t.settings_kind_holiday() } }
                        { " · " }{ name(day) }
                        if day.provisional { { " · " }<strong>{ t.settings_provisional() }</strong> }
                    </li>
                }) }
            </ul>
        </details>
    }
}

fn hours(view: &SettingsView, t: &Texts) -> Html {
    let settings = &view.settings;
    let stretch = |stretch: Stretch| {
        t.settings_from_to(
            stretch.closes.format("%H:%M").to_string(),
            stretch.opens.format("%H:%M").to_string(),
        )
    };
    let saturday = |hours: Option<Stretch>| hours.map_or_else(|| t.settings_closed(), stretch);
    html! {
        <dl class="facts" id="hours">
            <dt>{ t.settings_morning() }</dt><dd>{ stretch(settings.desk.morning) }</dd>
            <dt>{ t.settings_afternoon() }</dt><dd>{ stretch(settings.desk.afternoon) }</dd>
            <dt>{ t.settings_saturday() }</dt><dd>{ saturday(settings.desk.saturday) }</dd>
            <dt>{ t.settings_police_saturday() }</dt><dd>{ saturday(settings.police_saturday) }</dd>
            <dt>{ t.settings_number() }</dt>
            <dd><code id="number-pattern">{ &settings.number }</code><br />
                { t.settings_number_example(&view.example) }</dd>
        </dl>
    }
}

fn officer(one: &OfficerLine, t: &Texts) -> Html {
    html! {
        <li key={one.user.clone()} data-user={one.user.clone()}>
            <strong>{ &one.name }</strong>{ " (" }{ &one.user }{ ") · " }
            { role_words(one.role, &one.fields, one.administrator, t) }
        </li>
    }
}

#[derive(Properties, PartialEq, Debug)]
struct TableProps {
    sheet: Sheet,
    version: u32,
    taken: Callback<SettingsView>,
    refused: Callback<Problem>,
}

/// What came of a file that was chosen.
#[derive(Clone, PartialEq)]
enum Looked {
    Nothing,
    Busy,
    Taken,
    Faults(Vec<SheetFault>),
    Failed(Problem),
}

/// A table's way out and in.
#[component]
fn Table(props: &TableProps) -> Html {
    let t = use_texts();
    let looked = use_state(|| Looked::Nothing);
    let word = props.sheet.as_str();
    let field = format!("import-{word}");
    let hint = format!("import-{word}-hint");
    let onchange = {
        let (looked, sheet, version) = (looked.setter(), props.sheet, props.version);
        let (taken, refused) = (props.taken.clone(), props.refused.clone());
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() else { return };
            let Some(file) = browser::chosen_files(&input).into_iter().next() else { return };
            looked.set(Looked::Busy);
            let (looked, taken, refused) = (looked.clone(), taken.clone(), refused.clone());
            spawn_local(async move {
                let bytes = browser::bytes_of(&file).await.unwrap_or_default();
                let text = String::from_utf8_lossy(&bytes).into_owned();
                match http::import_sheet(sheet, &ImportSheet { version, text }).await {
                    Ok(SheetRead { faults, view }) if faults.is_empty() => {
                        looked.set(Looked::Taken);
                        taken.emit(view);
                    }
                    Ok(SheetRead { faults, .. }) => looked.set(Looked::Faults(faults)),
                    Err(problem) => {
                        looked.set(Looked::Failed(problem.clone()));
                        refused.emit(problem);
                    }
                }
            });
            // The same file again, once it was mended.
            input.set_value("");
        })
    };
    html! {
        <div class="table-file" id={format!("table-{word}")}>
            <p><a id={format!("export-{word}")} class="button button-quiet" href={http::sheet_address(props.sheet)}
                download={format!("donghanh-{word}.csv")}>{ t.settings_export() }</a></p>
            <label class="question-label" for={field.clone()}>{ t.settings_import() }</label>
            <p class="hint" id={hint.clone()}>{ t.settings_import_hint() }</p>
            <input type="file" id={field} class="input" accept=".csv,text/csv" aria-describedby={hint} {onchange} />
            { match &*looked {
                Looked::Nothing => Html::default(),
                Looked::Busy => html! { <p role="status">{ t.loading() }</p> },
                Looked::Taken => html! {
                    <p class="notice notice-good" role="status"><Icon picture={Picture::Check} />{ t.settings_taken() }</p>
                },
                Looked::Failed(problem) => html! { <Notice problem={problem.clone()} /> },
                Looked::Faults(faults) => html! {
                    <>
                        <p class="notice notice-problem" role="alert">{ t.settings_refused(faults.len()) }</p>
                        <ul class="faults">{ for faults.iter().map(|fault| told(fault, &t)) }</ul>
                    </>
                },
            } }
        </div>
    }
}

fn told(fault: &SheetFault, t: &Texts) -> Html {
    let place = match fault.column.as_str() {
        "" => t.settings_at_line(fault.line),
        column => t.settings_at_cell(column, fault.line),
    };
    html! {
        <li class="fault" data-line={fault.line.to_string()} data-column={fault.column.clone()}>
            <span class="fault-cell">{ place }</span>
            <span>{ say(&fault.said, t.language()) }</span>
            <span class="fault-to-do">{ say(&fault.to_do, t.language()) }</span>
        </li>
    }
}
