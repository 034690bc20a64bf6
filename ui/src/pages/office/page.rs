//! A page behind the login: the common frame, who is logged in, and the way out.

use super::supplement::Slips;
use crate::components::frame::Frame;
use crate::components::icon::{Icon, Picture};
use crate::http;
use crate::state::counter::Counter;
use crate::state::display::use_texts;
use crate::state::live::News;
use crate::state::route::{OfficeRoute, Route};
use i18n::Texts;
use wasm_bindgen_futures::spawn_local;
use wire::lists::AskList;
use wire::office::Me;
use wire::{Problem, Right, Role};
use yew::prelude::*;

/// What the pages behind the login share.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Desk {
    pub(super) me: Me,
    pub(super) news: News,
    pub(super) slips: Slips,
    /// The work list as it was asked for last: it is there again after a look at a dossier.
    pub(super) asked: UseStateHandle<AskList>,
    /// The dossier that is being filled in at the counter.
    pub(super) counter: UseReducerHandle<Counter>,
    /// The session is over.
    pub(super) ended: Callback<()>,
}

impl Desk {
    /// The server refuses what may not be done; the pages leave it out.
    pub(super) fn may(&self, right: Right) -> bool {
        self.me.rights.contains(&right)
    }
}

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) page: &'static str,
    pub(super) title: String,
    #[prop_or_default]
    pub(super) back: Option<OfficeRoute>,
    pub(super) children: Html,
}

/// What somebody is, with the fields of an officer.
fn standing_words(me: &Me, t: &Texts) -> String {
    role_words(me.role, &me.fields, me.administrator, t)
}

pub(super) fn role_words(role: Option<Role>, fields: &[String], administrator: bool, t: &Texts) -> String {
    let role = role.map(|role| match role {
        Role::Chief => t.role_chief(),
        Role::Receiver => t.role_receiver(),
        Role::Officer if fields.is_empty() => t.role_officer(),
        Role::Officer => t.role_officer_of(fields.join(", ")),
        Role::Police => t.role_police(),
        Role::TeamLead => t.role_team_lead(),
    });
    let administrator = administrator.then(|| t.role_administrator());
    role.into_iter().chain(administrator).collect::<Vec<_>>().join(", ")
}

#[component]
pub(super) fn Page(props: &Props) -> Html {
    let t = use_texts();
    let Some(desk) = use_context::<Desk>() else { return Html::default() };
    let log_out = {
        let ended = desk.ended.clone();
        Callback::from(move |_: MouseEvent| {
            let ended = ended.clone();
            spawn_local(async move {
                // A session that is over already is what was asked for.
                match http::log_out().await {
                    Ok(()) | Err(Problem::LoginNeeded) => ended.emit(()),
                    Err(_) => {}
                }
            });
        })
    };
    let bar = html! {
        <section class="sync-bar" aria-label={t.sync_label()}>
            <div class="sync-words">
                <Icon picture={Picture::Person} />
                <p><strong>{ &desk.me.name }</strong>
                    <span class="sync-met" id="who" data-role={desk.me.role.map(Role::as_str)}>
                        { standing_words(&desk.me, &t) }{ " · " }{ &desk.me.commune_name }</span></p>
            </div>
            <p class="live" role="status" data-up={desk.news.up.to_string()}>
                <Icon picture={if desk.news.up { Picture::Sync } else { Picture::Warning }} />
                { if desk.news.up { t.inbox_live() } else { t.inbox_reconnecting() } }
            </p>
            <nav class="office-nav" aria-label={t.office_pages()}>{ for ways(&desk, props.page, &t) }</nav>
            <button type="button" id="logout" class="button button-quiet" onclick={log_out}>{ t.logout() }</button>
        </section>
    };
    html! {
        <Frame page={props.page} title={props.title.clone()} name={t.office_name()} wide=true
            back={props.back.map(|route| route.to_string())} {bar}>{ props.children.clone() }</Frame>
    }
}

/// Buttons that lead to the pages of whoever is logged in, but for the one that is open.
fn ways<'a>(desk: &'a Desk, page: &'a str, t: &Texts) -> impl Iterator<Item = Html> + 'a {
    let all = [
        (Right::Accept, "counter", OfficeRoute::Counter, t.counter_title()),
        (Right::Packs, "packs", OfficeRoute::Packs, t.packs_title()),
        (Right::Quarantine, "quarantine", OfficeRoute::Quarantine, t.quarantine_title()),
        (Right::Handovers, "handovers", OfficeRoute::Handovers, t.handovers_title()),
        (Right::Phones, "phones", OfficeRoute::Phones, t.phones_title()),
        (Right::Numbers, "numbers", OfficeRoute::Numbers, t.numbers_title()),
        (Right::Settings, "settings", OfficeRoute::Settings, t.settings_office_title()),
    ];
    all.into_iter().filter(move |(right, name, ..)| desk.may(*right) && *name != page).map(
        |(_, name, route, title)| {
            html! {
                <button type="button" key={name} id={format!("to-{name}")} class="button button-quiet"
                    onclick={Callback::from(move |_: MouseEvent| route.go())}>{ title }</button>
            }
        },
    )
}
