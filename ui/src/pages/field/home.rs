//! The volunteer's dossiers, newest change first, each with its state in words.

use super::book::Today;
use super::page::Page;
use crate::components::dossier_card::DossierCard;
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::ipc;
use crate::state::answer_book::AnswerBook;
use crate::state::display::use_texts;
use crate::state::loaded::use_loaded;
use crate::state::route::{DossierPage, FieldRoute, Route};
use crate::state::session::Session;
use wire::ipc::{AppState, DossierCard as Card, GetHome};
use wire::view::Progress;
use yew::prelude::*;

#[component]
pub(super) fn HomePage() -> Html {
    let t = use_texts();
    let session = use_context::<Session>();
    let book = use_context::<AnswerBook>();
    // Every page of a sync that is on the disk is shown at once: a first sync is usable before it is finished.
    let syncs = session.as_ref().map_or((0, 0), |session| {
        let arrived = session.link.status.progress.map_or(0, |progress| progress.documents_done);
        (session.link.ended, arrived)
    });
    let again = use_state(|| 0_u32);
    let home = use_loaded((syncs, *again), {
        let book = book.clone();
        move |_| read(book)
    });
    let not_kept = book.as_ref().map(AnswerBook::failed).unwrap_or_default();
    let retry = Callback::from(move |()| again.set(*again + 1));
    let new = Callback::from(|_: MouseEvent| FieldRoute::Find.go());
    let card = |card: &Card| {
        let route = FieldRoute::Dossier(card.id, first_page(card.progress));
        html! {
            <DossierCard key={card.id.to_string()} card={card.clone()} not_kept={not_kept.contains(&card.id)}
                on_open={Callback::from(move |()| route.go())} />
        }
    };
    html! {
        <Page page="home" title={t.home_title()}>
            { session.as_ref().map(|session| who(session, &t)).unwrap_or_default() }
            <button type="button" id="new-dossier" class="button button-primary button-wide" onclick={new}>
                <Icon picture={Picture::Plus} />{ t.home_new() }
            </button>
            <button type="button" id="to-book" class="button button-quiet button-wide"
                onclick={Callback::from(|_: MouseEvent| FieldRoute::Book.go())}>
                <Icon picture={Picture::Person} />{ t.book_title() }
            </button>
            <button type="button" id="to-help" class="button button-bare button-wide"
                onclick={Callback::from(|_: MouseEvent| FieldRoute::Help(None).go())}>
                <Icon picture={Picture::Help} />{ t.help_title() }
            </button>
            <Today syncs={syncs.0} />
            if !not_kept.is_empty() {
                <div class="notice notice-problem" role="alert" data-problem="not_kept">
                    <Icon picture={Picture::Warning} />
                    <div><p class="notice-title">{ t.home_not_kept() }</p><p>{ t.home_not_kept_open() }</p></div>
                </div>
            }
            if let Some(problem) = home.problem() {
                <Notice problem={problem.clone()} action={Some((t.try_again(), retry))} />
            }
            if let Some(home) = home.ready() {
                { refused_notice(home.refused, &t) }
                if home.dossiers.is_empty() {
                    <div class="card card-empty">
                        <p class="card-title">{ t.home_empty_title() }</p><p>{ t.home_empty() }</p>
                    </div>
                } else {
                    <ul class="cards">{ for home.dossiers.iter().map(card) }</ul>
                }
            }
        </Page>
    }
}

/// Behind the saves that were given before, so that the list shows them.
async fn read(book: Option<AnswerBook>) -> Result<wire::ipc::Home, wire::Problem> {
    if let Some(book) = book {
        book.flush();
        book.settled().await;
    }
    ipc::call(GetHome {}).await
}

/// A draft opens where work goes on; a dossier that was handed over opens where its state is told.
/// The form's first section is not known here: the form opens it for an empty name.
pub(super) fn first_page(progress: Progress) -> DossierPage {
    match progress {
        Progress::Draft => DossierPage::Section { name: DossierPage::FIRST.to_owned(), focus: None },
        Progress::Waiting
        | Progress::Sent
        | Progress::Asked
        | Progress::Accepted
        | Progress::Done
        | Progress::Closed => DossierPage::HandedOver,
    }
}

/// The way to what the office's server did not take.
fn refused_notice(refused: u32, t: &i18n::Texts) -> Html {
    if refused == 0 {
        return Html::default();
    }
    html! {
        <div class="notice notice-note" role="status" id="refused-notice">
            <Icon picture={Picture::Warning} />
            <div>
                <p class="notice-title">{ t.refused_notice(refused) }</p>
                <p>{ t.refused_notice_kept() }</p>
                <button type="button" id="to-refused" class="button button-quiet"
                    onclick={Callback::from(|_: MouseEvent| FieldRoute::Refused.go())}>{ t.refused_look() }</button>
            </div>
        </div>
    }
}

fn who(session: &Session, t: &i18n::Texts) -> Html {
    match &session.state {
        AppState::Ready { member, team, commune } => html! {
            <p class="who"><strong>{ t.home_greeting(member) }</strong><br />{ t.home_place(commune, team) }</p>
        },
        AppState::NotEnrolled { .. } => html! {
            <div class="card card-hint">
                <p class="card-title">{ t.home_not_enrolled_title() }</p>
                <p>{ t.home_not_enrolled() }</p>
                <button type="button" id="enrol-open" class="button button-quiet"
                    onclick={Callback::from(|_: MouseEvent| FieldRoute::Enrol.go())}>{ t.home_enrol() }</button>
            </div>
        },
        AppState::Training => html! { <p class="who">{ t.training_home() }</p> },
        AppState::NeedsPin | AppState::Locked { .. } | AppState::Wiped { .. } | AppState::Damaged { .. } => {
            Html::default()
        }
    }
}
