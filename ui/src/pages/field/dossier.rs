//! Everything about one dossier: opens it once and shows the page that is asked for.

use super::form::FormPage;
use super::guide::SubmitPage;
use super::handed_over::HandedOverPage;
use super::page::Page;
use super::papers::PapersPage;
use super::rating::RatingPage;
use super::review::ReviewPage;
use super::signature::SignaturePage;
use super::slip::SlipPage;
use super::taken_back::TakenBackPage;
use super::upgrade::UpgradePage;
use crate::components::notice::Notice;
use crate::state::answer_book::AnswerBook;
use crate::state::answers;
use crate::state::display::use_texts;
use crate::state::filling::{Filling, use_filling};
use crate::state::ledger::{Keeping, Ledger, Slot};
use crate::state::loaded::Loaded;
use crate::state::open_dossier::{OpenDossier, use_open_dossier};
use crate::state::route::{DossierPage, FieldRoute};
use crate::state::session::Session;
use dossier::DossierId;
use forms::Evaluation;
use wire::view::{DossierView, Progress};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) id: DossierId,
    pub(super) page: DossierPage,
}

/// What the pages of one dossier share.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Work {
    pub(super) open: OpenDossier,
    pub(super) book: AnswerBook,
    pub(super) ledger: Ledger,
    pub(super) evaluation: Evaluation,
    /// The app answered with the dossier as it is now.
    pub(super) replaced: Callback<DossierView>,
}

impl Work {
    pub(super) fn id(&self) -> DossierId {
        self.open.view.id
    }
    /// The office has accepted or ended it: it is read here and not changed.
    pub(super) fn is_read_only(&self) -> bool {
        self.open.view.progress.is_settled()
    }
    pub(super) fn page(&self, page: DossierPage) -> FieldRoute {
        FieldRoute::Dossier(self.id(), page)
    }
    pub(super) fn section(&self, name: &str) -> FieldRoute {
        self.page(DossierPage::Section { name: name.to_owned(), focus: None })
    }
}

#[component]
pub(super) fn DossierPages(props: &Props) -> Html {
    let book = use_context::<AnswerBook>();
    let session = use_context::<Session>();
    match (book, session) {
        (Some(book), Some(session)) => html! {
            <Opened id={props.id} page={props.page.clone()} {book} {session} />
        },
        _ => Html::default(),
    }
}

#[derive(Properties, PartialEq, Debug)]
struct OpenedProps {
    id: DossierId,
    page: DossierPage,
    book: AnswerBook,
    session: Session,
}

#[component]
fn Opened(props: &OpenedProps) -> Html {
    let t = use_texts();
    let (loaded, replaced) = use_open_dossier(props.id, props.book.clone(), props.session.link.ended);
    let ledger = props.book.ledger(props.id);
    // What waits to be sent changes with every save.
    let moving = ledger.entries().any(|(_, entry)| matches!(entry.keeping, Keeping::Saving));
    use_effect_with(moving, {
        let ask_again = props.session.link.ask_again.clone();
        move |moving| {
            if !moving {
                ask_again.emit(());
            }
        }
    });
    // A page that is left takes nothing with it: what is being typed goes to the app first.
    use_effect_with(props.page.clone(), {
        let book = props.book.clone();
        move |_| move || book.flush()
    });
    let values = loaded.ready().map(|open| answers::values(&open.view, &ledger)).unwrap_or_default();
    let filling = use_filling(loaded.ready().map(|open| &open.sheet), &values);
    // What the form writes by itself goes to the disk like what a person types.
    let written = filling.as_ref().map(|filling| filling.written.clone()).unwrap_or_default();
    let is_worked_on = loaded.ready().is_some_and(|open| {
        matches!(open.view.progress, Progress::Draft | Progress::Asked) && open.view.withdrawn_at.is_none()
    });
    use_effect_with((props.id, written, is_worked_on), {
        let book = props.book.clone();
        move |(id, written, is_worked_on)| {
            for (key, value) in written.iter().filter(|_| *is_worked_on) {
                book.put(*id, &Slot::Answer(key.as_str().into()), value.clone());
            }
        }
    });
    let open = match loaded {
        Loaded::Ready(open) => open,
        Loaded::Waiting => {
            return html! {
                <Page page="opening" title={t.loading()} back={FieldRoute::Home}>{ Html::default() }</Page>
            };
        }
        Loaded::Failed(problem) => {
            return html! {
                <Page page="problem" title={t.app_name()} back={FieldRoute::Home}><Notice {problem} /></Page>
            };
        }
    };
    if let Some(at) = open.view.withdrawn_at {
        return html! { <TakenBackPage {at} local_code={open.view.local_code.clone()} /> };
    }
    let Some(Filling { evaluation, .. }) = filling else {
        return html! {
            <Page page="problem" title={t.form_unreadable_title()} back={FieldRoute::Home}>
                <p class="lead" role="alert" data-problem="form_unreadable">{ t.form_unreadable() }</p>
            </Page>
        };
    };
    let work = Work { open, book: props.book.clone(), ledger, evaluation, replaced };
    match &props.page {
        DossierPage::Section { name, focus } => html! {
            <FormPage key={name.clone()} {work} section={name.clone()} focus={focus.clone()} />
        },
        DossierPage::Papers => html! { <PapersPage {work} /> },
        DossierPage::Review => html! { <ReviewPage {work} /> },
        DossierPage::Signature => html! { <SignaturePage {work} /> },
        DossierPage::HandedOver => html! { <HandedOverPage {work} /> },
        DossierPage::Submit(step) => html! { <SubmitPage {work} step={*step} /> },
        DossierPage::Slip => html! { <SlipPage {work} /> },
        DossierPage::Rating => html! { <RatingPage {work} /> },
        DossierPage::Upgrade => html! { <UpgradePage {work} /> },
    }
}
