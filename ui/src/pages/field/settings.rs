//! What can be set on this device, and a look through everything that is saved on it.

use super::page::Page;
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::state::display::{Change, Display, LockAfter, use_texts};
use crate::state::loaded::use_loaded;
use crate::state::route::{FieldRoute, Route};
use crate::state::session::Session;
use crate::{format, ipc};
use i18n::Texts;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::ipc::{CheckData, DamagedDocument, GetSettings, SetPhotoBudget, SetSaving};
use yew::prelude::*;

#[component]
pub(super) fn SettingsPage() -> Html {
    let t = use_texts();
    html! {
        <Page page="settings" title={t.settings_page_title()} back={FieldRoute::Home}>
            <Saving />
            <LockTime />
            <PhotoData />
            <WipeRule />
            <Check />
            <Introduction />
            <super::training::TrainingCard />
        </Page>
    }
}

/// After how long the app locks itself.
#[component]
fn LockTime() -> Html {
    let t = use_texts();
    let Some(display) = use_context::<Display>() else { return Html::default() };
    let set = display.preferences.lock_after;
    html! {
        <section class="card" aria-labelledby="lock-title">
            <h2 class="card-title" id="lock-title">{ t.lock_time_title() }</h2>
            <p id="lock-explained">{ t.lock_time_explained() }</p>
            <div class="steps" role="group" aria-labelledby="lock-title" aria-describedby="lock-explained">
                { for LockAfter::ALL.into_iter().map(|after| {
                    let display = display.clone();
                    html! {
                        <button type="button" class="step" id={format!("lock-after-{}", after.minutes())}
                            aria-pressed={(after == set).to_string()}
                            onclick={Callback::from(move |_: MouseEvent| display.dispatch(Change::LockAfter(after)))}>
                            { t.pin_wait_minutes(u32::from(after.minutes())) }
                        </button>
                    }
                }) }
            </div>
        </section>
    }
}

/// Saving data and battery.
#[component]
fn Saving() -> Html {
    let t = use_texts();
    let changes = use_state(|| 0_u32);
    let refused = use_state(|| None::<Problem>);
    let session = use_context::<Session>();
    let settings = use_loaded(*changes, |_| ipc::call(GetSettings {}));
    let on = settings.ready().is_some_and(|settings| settings.saving);
    let toggle = {
        let (changes, refused) = (changes.clone(), refused.clone());
        Callback::from(move |_: Event| {
            let (changes, refused, session) = (changes.clone(), refused.clone(), session.clone());
            spawn_local(async move {
                refused.set(ipc::call(SetSaving { on: !on }).await.err());
                changes.set(*changes + 1);
                if let Some(session) = session {
                    // The sync bar tells that data and battery are saved.
                    session.link.ask_again.emit(());
                }
            });
        })
    };
    let problem = refused.as_ref().or(settings.problem());
    html! {
        <section class="card" aria-labelledby="saving-title">
            <h2 class="card-title" id="saving-title">{ t.saving_title() }</h2>
            <p id="saving-explained">{ t.saving_explained() }</p>
            <label class="choice" for="saving">
                <input type="checkbox" id="saving" checked={on} disabled={settings.ready().is_none()}
                    aria-describedby="saving-explained" onchange={toggle} />
                <span>{ t.saving_switch() }</span>
            </label>
            if let Some(problem) = problem { <Notice problem={problem.clone()} /> }
        </section>
    }
}

/// What may be chosen, in bytes; 0 is without bound.
const BUDGETS_MB: [u32; 4] = [10, 30, 100, 0];
const MB: u64 = 1024 * 1024;

/// How much of photos may be sent a day.
#[component]
fn PhotoData() -> Html {
    let t = use_texts();
    let changes = use_state(|| 0_u32);
    let refused = use_state(|| None::<Problem>);
    let session = use_context::<Session>();
    let settings = use_loaded(*changes, |_| ipc::call(GetSettings {}));
    let choice = |megabytes: u32| {
        let bytes_a_day = u64::from(megabytes) * MB;
        let id = format!("photo-budget-{megabytes}");
        let onchange = {
            let (changes, refused, session) = (changes.clone(), refused.clone(), session.clone());
            Callback::from(move |_: Event| {
                let (changes, refused, session) = (changes.clone(), refused.clone(), session.clone());
                spawn_local(async move {
                    refused.set(ipc::call(SetPhotoBudget { bytes_a_day }).await.err());
                    changes.set(*changes + 1);
                    if let Some(session) = session {
                        session.link.ask_again.emit(());
                    }
                });
            })
        };
        let chosen = settings.ready().is_some_and(|settings| settings.photo_budget == bytes_a_day);
        html! {
            <label class="choice" for={id.clone()}>
                <input type="radio" name="photo-budget" {id} checked={chosen} disabled={settings.ready().is_none()}
                    aria-describedby="photo-budget-explained" {onchange} />
                <span>{ if megabytes == 0 { t.photo_budget_none() } else { t.photo_budget_megabytes(megabytes) } }</span>
            </label>
        }
    };
    let spent = settings.ready().map(|settings| settings.photo_spent).filter(|bytes| *bytes > 0);
    let problem = refused.as_ref().or(settings.problem());
    html! {
        <section class="card" aria-labelledby="photo-budget-title">
            <h2 class="card-title" id="photo-budget-title">{ t.photo_budget_title() }</h2>
            <p id="photo-budget-explained">{ t.photo_budget_explained() }</p>
            <div class="choices" role="radiogroup" aria-labelledby="photo-budget-title">
                { for BUDGETS_MB.into_iter().map(choice) }
            </div>
            if let Some(bytes) = spent {
                <p class="hint">{ t.photo_budget_spent(format::size(u32::try_from(bytes).unwrap_or(u32::MAX), &t)) }</p>
            }
            if let Some(problem) = problem { <Notice problem={problem.clone()} /> }
        </section>
    }
}

/// The first-run tour, once more.
#[component]
fn Introduction() -> Html {
    let t = use_texts();
    html! {
        <section class="card" aria-labelledby="tour-title">
            <h2 class="card-title" id="tour-title">{ t.tour_again_title() }</h2>
            <button type="button" id="tour-again" class="button button-quiet button-wide"
                onclick={Callback::from(|_: MouseEvent| FieldRoute::Tour(0).go())}>{ t.tour_again() }</button>
        </section>
    }
}

/// What becomes of this phone after too many wrong PINs: the commune decides, and it is said as it is.
#[component]
fn WipeRule() -> Html {
    let t = use_texts();
    let settings = use_loaded((), |()| ipc::call(GetSettings {}));
    let Some(settings) = settings.ready() else { return Html::default() };
    html! {
        <section class="card" aria-labelledby="wipe-title" id="wipe-rule"
            data-after={settings.wipe_after.unwrap_or(0).to_string()}>
            <h2 class="card-title" id="wipe-title">{ t.wipe_title() }</h2>
            if let Some(after) = settings.wipe_after {
                <p><strong>{ t.wipe_on(after) }</strong></p>
                <p>{ t.wipe_on_lost() }</p>
            } else {
                <p>{ t.wipe_off() }</p>
            }
        </section>
    }
}

/// What the check has found so far.
#[derive(Clone, PartialEq, Debug, Default)]
struct Found {
    looked_at: u32,
    total: u32,
    repaired: u32,
    queued: u32,
    damaged: Vec<DamagedDocument>,
    file_damaged: bool,
}

#[derive(Clone, PartialEq, Debug)]
enum Stage {
    NotBegun,
    Running(Found),
    Done(Found),
    Failed(Problem),
}

#[component]
fn Check() -> Html {
    let t = use_texts();
    let stage = use_state(|| Stage::NotBegun);
    let running = matches!(&*stage, Stage::Running(_));
    let start = {
        let stage = stage.setter();
        Callback::from(move |_: MouseEvent| {
            let stage = stage.clone();
            stage.set(Stage::Running(Found::default()));
            spawn_local(async move { look_through(&stage).await });
        })
    };
    html! {
        <section class="card" aria-labelledby="check-title">
            <h2 class="card-title" id="check-title">{ t.check_title() }</h2>
            <p>{ t.check_explained() }</p>
            <button type="button" id="check-data" class="button button-quiet button-wide" disabled={running}
                onclick={start}><Icon picture={Picture::Search} />{ t.check_start() }</button>
            <div role="status" aria-live="polite">
                { match &*stage {
                    Stage::NotBegun => Html::default(),
                    Stage::Running(found) => html! {
                        <>
                            <progress class="sync-progress" max={found.total.max(1).to_string()}
                                value={found.looked_at.to_string()} aria-labelledby="check-running"></progress>
                            <p id="check-running">{ t.check_running(found.looked_at, found.total) }</p>
                        </>
                    },
                    Stage::Done(found) => result(found, &t),
                    Stage::Failed(problem) => html! { <Notice problem={problem.clone()} /> },
                } }
            </div>
        </section>
    }
}

/// One step after the other, so that the page can tell how far it is.
async fn look_through(stage: &UseStateSetter<Stage>) {
    let mut found = Found::default();
    let mut after = None;
    loop {
        match ipc::call(CheckData { after }).await {
            Err(problem) => return stage.set(Stage::Failed(problem)),
            Ok(step) => {
                found.total = step.total;
                found.looked_at += step.looked_at;
                found.repaired += step.repaired;
                found.queued += step.queued;
                found.file_damaged |= !step.file_sound;
                found.damaged.extend(step.damaged);
                if step.next.is_none() {
                    return stage.set(Stage::Done(found));
                }
                after = step.next;
                stage.set(Stage::Running(found.clone()));
            }
        }
    }
}

fn result(found: &Found, t: &Texts) -> Html {
    let sound = !found.file_damaged && found.damaged.is_empty();
    let (class, headline) = if sound && found.repaired == 0 && found.queued == 0 {
        ("notice notice-good", t.check_sound(found.looked_at))
    } else {
        (if sound { "notice notice-note" } else { "notice notice-problem" }, t.check_done(found.looked_at))
    };
    html! {
        <div {class} id="check-result" data-sound={sound.to_string()} data-repaired={found.repaired.to_string()}
            data-damaged={found.damaged.len().to_string()}>
            <Icon picture={if sound { Picture::Check } else { Picture::Warning }} />
            <div>
                <p class="notice-title">{ headline }</p>
                if found.file_damaged { <p>{ t.check_file_damaged() }</p> }
                if found.repaired > 0 { <p>{ t.check_repaired(found.repaired) }</p> }
                if found.queued > 0 { <p>{ t.check_queued(found.queued) }</p> }
                if !found.damaged.is_empty() {
                    <p>{ t.check_damaged(found.damaged.len()) }</p>
                    <ul>{ for found.damaged.iter().map(|one| html! { <li>{ name(one, t) }</li> }) }</ul>
                }
            </div>
        </div>
    }
}

fn name(damaged: &DamagedDocument, t: &Texts) -> String {
    let known: Vec<&str> = damaged
        .local_code
        .as_deref()
        .into_iter()
        .chain(Some(damaged.title.as_str()))
        .filter(|w| !w.is_empty())
        .collect();
    if known.is_empty() { t.check_damaged_unnamed() } else { known.join(" · ") }
}
