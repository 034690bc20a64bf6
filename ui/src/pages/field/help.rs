//! The five commonest troubles, in plain words. Reached from home, from every problem and from before the PIN.

use super::training::TrainingMark;
use crate::components::frame::Frame;
use crate::components::icon::{Icon, Picture};
use crate::state::display::use_texts;
use crate::state::help::Trouble;
use crate::state::route::FieldRoute;
use crate::state::session::Session;
use i18n::Texts;
use wire::ipc::AppState;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    /// Which one stands open; `None`: the person chooses.
    pub(super) open: Option<Trouble>,
    /// The page that the person came from.
    pub(super) back: FieldRoute,
}

#[component]
pub(super) fn HelpPage(props: &Props) -> Html {
    let t = use_texts();
    let training = use_context::<Session>().is_some_and(|session| session.state == AppState::Training);
    let bar = if training {
        html! { <TrainingMark /> }
    } else {
        Html::default()
    };
    html! {
        <Frame page="help" title={t.help_title()} back={props.back.to_string()} {bar}>
            <p class="lead">{ t.help_lead() }</p>
            { for Trouble::ALL.into_iter().map(|trouble| one(trouble, props.open == Some(trouble), &t)) }
            <div class="notice notice-note">
                <Icon picture={Picture::Shield} />
                <div><p class="notice-title">{ t.help_still() }</p><p>{ t.help_secrets() }</p></div>
            </div>
        </Frame>
    }
}

fn one(trouble: Trouble, open: bool, t: &Texts) -> Html {
    let (title, steps) = match trouble {
        Trouble::Pin => (
            t.help_pin(),
            vec![t.help_pin_calm(), t.help_pin_office(), t.help_pin_before(), t.help_pin_keep()],
        ),
        Trouble::Sending => (
            t.help_sending(),
            vec![
                t.help_sending_go_on(),
                t.help_sending_where(),
                t.help_sending_wifi(),
                t.help_sending_wait(),
                t.help_sending_once(),
            ],
        ),
        Trouble::Photo => (
            t.help_photo(),
            vec![t.help_photo_allow(), t.help_photo_light(), t.help_photo_card(), t.help_photo_without()],
        ),
        Trouble::Full => (
            t.help_full(),
            vec![t.help_full_kept(), t.help_full_room(), t.help_full_send(), t.help_full_keep()],
        ),
        Trouble::Wrong => (
            t.help_wrong(),
            vec![
                t.help_wrong_double(),
                t.help_wrong_answer(),
                t.help_wrong_two(),
                t.help_wrong_sent(),
                t.help_wrong_clock(),
            ],
        ),
    };
    html! {
        <details class="fold" id={format!("help-{}", trouble.word())} {open} key={trouble.word()}>
            <summary>{ title }</summary>
            <ol class="plain-steps">{ for steps.into_iter().map(|step| html! { <li>{ step }</li> }) }</ol>
        </details>
    }
}
