//! How far a dossier has come, in words and a picture: saved / waiting / sent / asked for more / accepted.

use super::icon::{Icon, Picture};
use crate::state::display::use_texts;
use wire::view::Progress;
use yew::prelude::*;

/// The word in `data-progress`.
pub const fn word(progress: Progress) -> &'static str {
    match progress {
        Progress::Draft => "draft",
        Progress::Waiting => "waiting",
        Progress::Sent => "sent",
        Progress::Asked => "asked",
        Progress::Accepted => "accepted",
        Progress::Done => "done",
        Progress::Closed => "closed",
    }
}

#[derive(Properties, PartialEq, Debug)]
pub struct Props {
    pub progress: Progress,
}

#[component]
pub fn ProgressBadge(props: &Props) -> Html {
    let t = use_texts();
    let (picture, words) = match props.progress {
        Progress::Draft => (Picture::Disk, t.progress_draft()),
        Progress::Waiting => (Picture::Clock, t.progress_waiting()),
        Progress::Sent => (Picture::Plane, t.progress_sent()),
        Progress::Asked => (Picture::Warning, t.progress_asked()),
        Progress::Accepted => (Picture::Check, t.progress_accepted()),
        Progress::Done => (Picture::Check, t.progress_done()),
        Progress::Closed => (Picture::Warning, t.progress_closed()),
    };
    html! {
        <span class={classes!("badge", format!("badge-{}", word(props.progress)))}>
            <Icon {picture} />{ words }
        </span>
    }
}
