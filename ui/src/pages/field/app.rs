//! The root: asks the app where it stands and shows the page that is due.

use super::book::{AreaPage, BookPage, HouseholdPages, NewHouseholdPage, PersonPage};
use super::damaged::DamagedPage;
use super::dossier::DossierPages;
use super::enrol::EnrolPage;
use super::event::EventPage;
use super::find::FindPage;
use super::guide::{GuidePage, WalkPage};
use super::help::HelpPage;
use super::home::HomePage;
use super::pin::PinPage;
use super::refused::RefusedPage;
use super::settings::SettingsPage;
use super::tour::TourPage;
use super::unlock::UnlockPage;
use super::wiped::WipedPage;
use crate::components::frame::Frame;
use crate::components::notice::Notice;
use crate::ipc;
use crate::state::answer_book::AnswerBookProvider;
use crate::state::display::{DisplayProvider, use_texts};
use crate::state::help::HasHelp;
use crate::state::loaded::{Loaded, use_loaded};
use crate::state::lock::{use_lock, use_lock_when_idle};
use crate::state::place::use_place;
use crate::state::route::{FieldRoute, use_route};
use crate::state::session::{Session, use_link};
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::ipc::{AppState, GetAppState};
use yew::prelude::*;

/// The answer book stands outside the door: locking the app takes no typed value away.
#[component]
pub fn FieldApp() -> Html {
    html! {
        <DisplayProvider><AnswerBookProvider>
            <ContextProvider<HasHelp> context={HasHelp}><Door /></ContextProvider<HasHelp>>
        </AnswerBookProvider></DisplayProvider>
    }
}

/// Everything before and behind the PIN.
#[component]
fn Door() -> Html {
    let t = use_texts();
    let asked = use_state(|| 0_u32);
    let standing = use_loaded(*asked, |_| ipc::call(GetAppState {}));
    let moved = {
        let standing = standing.setter();
        use_callback((), move |state: AppState, ()| standing.set(Loaded::Ready(state)))
    };
    let again = Callback::from(move |()| asked.set(*asked + 1));
    // Help is for everybody, also before the PIN; behind it the lock goes on watching.
    let route = use_route::<FieldRoute>();
    let is_open = matches!(
        &*standing,
        Loaded::Ready(AppState::NotEnrolled { .. } | AppState::Ready { .. } | AppState::Training)
    );
    if let (FieldRoute::Help(open), false) = (&route, is_open) {
        return html! { <HelpPage open={*open} back={FieldRoute::Home} /> };
    }
    match &*standing {
        Loaded::Waiting => html! { <p class="opening" role="status">{ t.loading() }</p> },
        Loaded::Failed(problem) => html! {
            <Frame page="problem" title={t.app_name()}>
                <Notice problem={problem.clone()} action={Some((t.try_again(), again))} />
            </Frame>
        },
        Loaded::Ready(AppState::NeedsPin) => html! { <PinPage {moved} /> },
        Loaded::Ready(AppState::Locked { failures, wait_s, wipe_after, recovery }) => html! {
            <UnlockPage failures={*failures} wait_s={*wait_s} wipe_after={*wipe_after}
                recovery={recovery.clone()} {moved} />
        },
        Loaded::Ready(AppState::Wiped { at }) => html! { <WipedPage at={*at} {moved} /> },
        Loaded::Ready(AppState::Damaged { file }) => html! { <DamagedPage file={file.clone()} {moved} /> },
        Loaded::Ready(
            state @ (AppState::NotEnrolled { .. } | AppState::Ready { .. } | AppState::Training),
        ) => html! {
            <Inside state={state.clone()} {moved} />
        },
    }
}

#[derive(Properties, PartialEq, Debug)]
struct InsideProps {
    state: AppState,
    moved: Callback<AppState>,
}

#[component]
fn Inside(props: &InsideProps) -> Html {
    let link = use_link();
    let route = use_route::<FieldRoute>();
    use_place(&route);
    let before = use_mut_ref(|| FieldRoute::Home);
    if !matches!(route, FieldRoute::Help(_)) {
        before.borrow_mut().clone_from(&route);
    }
    // The office has revoked this device: it stands elsewhere from this moment on, not from the next start.
    use_effect_with(link.status.problem == Some(Problem::DeviceRevoked), {
        let moved = props.moved.clone();
        move |revoked: &bool| {
            if *revoked {
                spawn_local(async move {
                    if let Ok(state) = ipc::call(GetAppState {}).await {
                        moved.emit(state);
                    }
                });
            }
        }
    });
    let session = Session { state: props.state.clone(), moved: props.moved.clone(), link };
    let lock = use_lock(Some(session.clone()));
    use_lock_when_idle(lock);
    let page = match route {
        FieldRoute::Home => html! { <HomePage /> },
        FieldRoute::Find => html! { <FindPage of={None} /> },
        FieldRoute::FindFor(of) => html! { <FindPage of={Some(of)} /> },
        FieldRoute::ProcedureFor(of, code) => html! {
            <GuidePage key={code.to_string()} code={code.clone()} of={Some(of)} />
        },
        FieldRoute::Enrol => html! { <EnrolPage /> },
        FieldRoute::Refused => html! { <RefusedPage /> },
        FieldRoute::Help(open) => html! { <HelpPage {open} back={before.borrow().clone()} /> },
        FieldRoute::Tour(at) => html! { <TourPage {at} /> },
        FieldRoute::Settings => html! { <SettingsPage /> },
        FieldRoute::Procedure(code) => {
            html! { <GuidePage key={code.to_string()} code={code.clone()} of={None} /> }
        }
        FieldRoute::Walk(code, at) => html! { <WalkPage key={code.to_string()} code={code.clone()} {at} /> },
        FieldRoute::Event(id) => html! { <EventPage key={id.clone()} id={id.clone()} /> },
        FieldRoute::Book => html! { <BookPage /> },
        FieldRoute::Area(area, street) => html! { <AreaPage {area} {street} /> },
        FieldRoute::NewHousehold => html! { <NewHouseholdPage /> },
        FieldRoute::Household(id, page) => html! { <HouseholdPages key={id.to_string()} {id} {page} /> },
        FieldRoute::Person(of) => html! { <PersonPage key={of.to_string()} {of} /> },
        FieldRoute::Dossier(id, page) => html! { <DossierPages key={id.to_string()} {id} {page} /> },
    };
    html! { <ContextProvider<Session> context={session}>{ page }</ContextProvider<Session>> }
}
