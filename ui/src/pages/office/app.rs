//! The root of the office console: the login, or the pages behind it.

use super::counter::CounterPage;
use super::dossier::DossierPage;
use super::handovers::HandoversPage;
use super::lists::{ListsPage, NoDossiersPage};
use super::login::LoginPage;
use super::numbers::NumbersPage;
use super::packs::PacksPage;
use super::page::Desk;
use super::phones::PhonesPage;
use super::photos::PhotosPage;
use super::quarantine::QuarantinePage;
use super::settings::SettingsPage;
use super::supplement::Slips;
use crate::components::frame::Frame;
use crate::components::notice::Notice;
use crate::http;
use crate::state::counter::use_counter;
use crate::state::display::{DisplayProvider, use_texts};
use crate::state::live::use_news;
use crate::state::loaded::{Loaded, use_loaded};
use crate::state::route::{OfficeRoute, use_route};
use wire::lists::AskList;
use wire::office::Me;
use wire::{Problem, Right};
use yew::prelude::*;

#[component]
pub fn OfficeApp() -> Html {
    html! { <DisplayProvider><Door /></DisplayProvider> }
}

#[component]
fn Door() -> Html {
    let t = use_texts();
    let asked = use_state(|| 0_u32);
    let session = use_loaded(*asked, |_| http::me());
    let entered = {
        let session = session.setter();
        use_callback((), move |me: Me, ()| session.set(Loaded::Ready(me)))
    };
    let ended = {
        let session = session.setter();
        use_callback((), move |(), ()| session.set(Loaded::Failed(Problem::LoginNeeded)))
    };
    let again = Callback::from(move |()| asked.set(*asked + 1));
    match &*session {
        Loaded::Waiting => html! { <p class="opening" role="status">{ t.loading() }</p> },
        Loaded::Ready(me) => html! { <Inside me={me.clone()} {ended} /> },
        Loaded::Failed(Problem::LoginNeeded | Problem::NotAllowed) => html! { <LoginPage {entered} /> },
        Loaded::Failed(problem) => html! {
            <Frame page="problem" title={t.office_name()} name={t.office_name()}>
                <Notice problem={problem.clone()} action={Some((t.try_again(), again))} />
            </Frame>
        },
    }
}

#[derive(Properties, PartialEq, Debug)]
struct InsideProps {
    me: Me,
    ended: Callback<()>,
}

#[component]
fn Inside(props: &InsideProps) -> Html {
    let news = use_news();
    let slips = use_memo((), |()| Slips::default());
    let asked = use_state(AskList::default);
    let counter = use_counter();
    let desk = Desk {
        me: props.me.clone(),
        news,
        slips: (*slips).clone(),
        asked,
        counter,
        ended: props.ended.clone(),
    };
    let page = match use_route::<OfficeRoute>() {
        OfficeRoute::Inbox if !desk.may(Right::Read) => html! { <NoDossiersPage /> },
        OfficeRoute::Inbox => html! { <ListsPage /> },
        OfficeRoute::Counter => html! { <CounterPage /> },
        OfficeRoute::Packs => html! { <PacksPage /> },
        OfficeRoute::Quarantine => html! { <QuarantinePage /> },
        OfficeRoute::Handovers => html! { <HandoversPage /> },
        OfficeRoute::Phones => html! { <PhonesPage /> },
        OfficeRoute::Numbers => html! { <NumbersPage /> },
        OfficeRoute::Settings => html! { <SettingsPage /> },
        OfficeRoute::Photos(id, photo) => html! { <PhotosPage key={id.to_string()} {id} {photo} /> },
        OfficeRoute::Dossier(id) => html! { <DossierPage key={id.to_string()} {id} /> },
    };
    html! { <ContextProvider<Desk> context={desk}>{ page }</ContextProvider<Desk>> }
}
