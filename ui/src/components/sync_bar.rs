//! What was sent, what waits, when the office's server was last met, and a button to do it now.

use super::icon::{Icon, Picture};
use super::notice::Notice;
use crate::state::display::use_texts;
use crate::state::session::Session;
use crate::{browser, format, problem};
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
    let met = match status.last_met {
        _ if !session.is_enrolled() => t.sync_only_here(),
        Some(at) => t.sync_last_met(format::lately(at, browser::now(), &t)),
        None => t.sync_never(),
    };
    let clock_off =
        status.clock_off_s.map(|seconds| i64::try_from(seconds.unsigned_abs() / 60).unwrap_or(i64::MAX));
    html! {
        <section id="sync-bar" class={classes!("sync-bar", props.compact.then_some("sync-bar-compact"))} aria-label={t.sync_label()}
            data-waiting={status.waiting.to_string()} data-running={status.running.to_string()}>
            <div class="sync-words" role="status" aria-live="polite">
                <Icon {picture} />
                <p><strong>{ headline }</strong><span class="sync-met">{ met }</span>
                    if status.received > 0 && !status.running && !props.compact {
                        <span class="sync-met">{ t.sync_received(status.received) }</span>
                    }
                </p>
            </div>
            if session.is_enrolled() {
                <button type="button" id="sync-now" class="button button-quiet" disabled={status.running}
                    aria-label={t.sync_now()} title={t.sync_now()}
                    onclick={session.link.sync_now.reform(|_| ())}>
                    <Icon picture={Picture::Sync} />
                    <span class="sync-now-words">{ t.sync_now() }</span>
                </button>
            }
            if let Some(minutes) = clock_off {
                <p class="sync-clock">{ t.sync_clock_off(minutes) }</p>
            }
            { for status.packs.iter().map(|notice| html! {
                <p class="sync-problem" role="status">{ problem::pack_refused(notice, &t).happened }</p>
            }) }
            if let Some(met_with) = status.problem.as_ref().filter(|_| session.is_enrolled() && !status.running) {
                if props.compact {
                    <p class="sync-problem" role="alert" data-problem={problem::code(met_with)}>
                        { problem::sentence(met_with, &t).happened }
                    </p>
                } else {
                    <Notice problem={met_with.clone()} />
                }
            }
        </section>
    }
}
