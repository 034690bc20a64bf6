//! What was sent, what waits, when the office's server was last met, and a button to do it now.

use super::icon::{Icon, Picture};
use super::notice::Notice;
use crate::state::display::use_texts;
use crate::state::session::Session;
use crate::{browser, format, problem};
use i18n::Texts;
use wire::ipc::{SavingReason, SyncProgress};
use wire::photos::PhotoSending;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct Props {
    /// On pages with work of their own: one line, and what is wrong in one sentence.
    #[prop_or_default]
    pub compact: bool,
}

#[component]
pub fn SyncBar(props: &Props) -> Html {
    let t = use_texts();
    let Some(session) = use_context::<Session>() else { return Html::default() };
    let status = &session.link.status;
    let (headline, picture) = if !session.is_enrolled() {
        (t.sync_not_enrolled(), Picture::Disk)
    } else if status.running {
        (t.sync_running(), Picture::Sync)
    } else if status.waiting > 0 {
        (t.sync_waiting(status.waiting), Picture::Clock)
    } else {
        (t.sync_nothing_waiting(), Picture::Check)
    };
    let met = match (status.last_met.map(|at| format::lately(at, browser::now(), &t)), props.compact) {
        _ if !session.is_enrolled() => t.sync_only_here(),
        (Some(when), false) => t.sync_last_met(when),
        (Some(when), true) => t.sync_last_met_short(when),
        (None, false) => t.sync_never(),
        (None, true) => t.sync_never_short(),
    };
    // Of a page with work of its own: one line below the first, whatever is to be told. Nothing may move under a finger
    // because something was sent.
    let on_their_way = photos(&status.photos, status.running, &t).filter(|_| session.is_enrolled());
    let (second, further) = if props.compact { (on_their_way, None) } else { (None, on_their_way) };
    let clock_off =
        status.clock_off_s.map(|seconds| i64::try_from(seconds.unsigned_abs() / 60).unwrap_or(i64::MAX));
    html! {
        <section id="sync-bar" class={classes!("sync-bar", props.compact.then_some("sync-bar-compact"))} aria-label={t.sync_label()}
            data-waiting={status.waiting.to_string()} data-running={status.running.to_string()}>
            <div class="sync-words" role="status" aria-live="polite">
                <Icon {picture} />
                <p><strong>{ headline }</strong>
                    { second.unwrap_or_else(|| html! { <span class="sync-met">{ met }</span> }) }
                    if status.received > 0 && !status.running && !props.compact {
                        <span class="sync-met">{ t.sync_received(status.received) }</span>
                    }
                </p>
            </div>
            if let (true, Some(progress)) = (status.running, status.progress) {
                <div class="sync-left">
                    <progress class="sync-progress" max="100" value={progress.percent().to_string()}
                        aria-label={t.sync_bar_label(progress.percent())}></progress>
                    if !props.compact { <p class="sync-met">{ left(&progress, &t) }</p> }
                </div>
            }
            { for further }
            if session.is_enrolled() {
                <button type="button" id="sync-now" disabled={status.running}
                    class={classes!("button", "button-quiet", (!props.compact).then_some("sync-now-big"))}
                    aria-label={t.sync_now()} title={t.sync_now()}
                    onclick={session.link.sync_now.reform(|_| ())}>
                    <Icon picture={Picture::Sync} />
                    <span class="sync-now-words">{ t.sync_now() }</span>
                </button>
            }
            if let (true, Some(why)) = (session.is_enrolled() && !props.compact, status.saving) {
                <p class="sync-saving" data-saving="true">{ match why {
                    SavingReason::Asked => t.sync_saving_asked(),
                    SavingReason::LowBattery => t.sync_saving_battery(),
                    SavingReason::MeteredLink => t.sync_saving_metered(),
                } }</p>
            }
            if let Some(minutes) = clock_off {
                <p class="sync-clock">{ t.sync_clock_off(minutes) }</p>
            }
            { for status.packs.iter().map(|notice| html! {
                <p class="sync-problem" role="status">{ problem::pack_refused(notice, &t).happened }</p>
            }) }
            if let Some(met_with) = status.problem.as_ref().filter(|_| session.is_enrolled() && !status.running) {
                if props.compact {
                    <p class="sync-problem" role="alert" data-problem={met_with.code()}>
                        { problem::sentence(met_with, &t).happened }
                    </p>
                } else {
                    <Notice problem={met_with.clone()} />
                }
            }
        </section>
    }
}

/// Photos that wait or are on their way; nothing, when there are none.
fn photos(photos: &PhotoSending, running: bool, t: &Texts) -> Option<Html> {
    if photos.pages == 0 && photos.bytes == 0 {
        return None;
    }
    let size = format::size(u32::try_from(photos.bytes).unwrap_or(u32::MAX), t);
    let words = match (running && photos.sent_bytes > 0, photos.budget_spent) {
        (true, _) => t.sync_photos_going(photos.pages, size),
        (false, true) => t.sync_photos_budget(photos.pages, size),
        (false, false) => t.sync_photos_waiting(photos.pages, size),
    };
    Some(
        html! { <span class="sync-met" id="sync-photos" data-pages={photos.pages.to_string()}>{ words }</span> },
    )
}

/// What is still to come, in words. It is an estimate, and said as one.
fn left(progress: &SyncProgress, t: &Texts) -> String {
    if progress.documents_left == 0 {
        t.sync_left_little()
    } else {
        t.sync_left(progress.documents_left, format::size(progress.bytes_left, t))
    }
}
