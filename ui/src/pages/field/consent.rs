//! What the villager agrees to, one purpose at a time: voluntary, never pre-ticked, taken back by taking the mark away.

use super::dossier::Work;
use crate::components::consent_words::wording;
use crate::components::saved_mark::SavedMark;
use crate::components::signature::{Signed, who};
use crate::components::take_back::{TakeBack, TakingBack};
use crate::state::answers;
use crate::state::ledger::{Agreement, Slot};
use crate::state::route::{DossierPage, FieldRoute, Route};
use crate::{format, ipc};
use dossier::Purpose;
use i18n::Texts;
use std::pin::Pin;
use wire::Problem;
use wire::ipc::WithdrawDossier;
use wire::view::{ConsentView, Progress};
use yew::prelude::*;

/// Whether any photo of a paper is in the dossier.
pub(super) fn has_photos(work: &Work) -> bool {
    work.open.view.pages.values().any(|pages| !pages.is_empty())
}

/// The purposes that the hand-over waits for and that are not agreed to.
pub(super) fn lacking(work: &Work) -> Vec<Purpose> {
    let (view, photos) = (&work.open.view, has_photos(work));
    let agreed = |purpose: Purpose| answers::agreed(view, &work.ledger, purpose.as_str());
    Purpose::ALL.iter().copied().filter(|purpose| purpose.is_needed(photos) && !agreed(*purpose)).collect()
}

/// Everything that is asked about this dossier: photos where there are any, the book where it is for a household of it.
fn asked(work: &Work) -> impl Iterator<Item = Purpose> {
    let view = &work.open.view;
    let (photos, household) = (has_photos(work), view.household.is_some());
    let told: Vec<&str> = view.consents.keys().map(String::as_str).collect();
    let is_asked = move |purpose: &Purpose| match purpose {
        Purpose::HandIn | Purpose::Contact => true,
        Purpose::Photos => photos || told.contains(&purpose.as_str()),
        Purpose::KeepInBook => household || told.contains(&purpose.as_str()),
    };
    Purpose::ALL.iter().copied().filter(is_asked).collect::<Vec<_>>().into_iter()
}

/// All purposes, and the signature under them.
pub(super) fn consents(work: &Work, t: &Texts) -> Html {
    html! {
        <section class="part" aria-labelledby="consents-title">
            <h2 id="consents-title">{ t.consent_title() }</h2>
            <p class="hint">{ t.consent_lead() }{ " " }{ t.consent_voluntary() }</p>
            { for asked(work).map(|purpose| consent(work, purpose, t)) }
            { signature(work, t) }
        </section>
    }
}

/// One purpose.
pub(super) fn consent(work: &Work, purpose: Purpose, t: &Texts) -> Html {
    let stored = purpose.as_str();
    let slot = Slot::Consent(stored.to_owned());
    let agreed = answers::agreed(&work.open.view, &work.ledger, stored);
    let entry = work.ledger.entry(&slot);
    let on_disk = work.open.view.consents.get(stored).filter(|_| entry.is_none());
    let words = wording(purpose, t);
    let next = Agreement { given: !agreed, wording_version: words.version };
    let change = {
        let (work, slot) = (work.clone(), slot.clone());
        Callback::from(move |_: Event| work.book.put(work.id(), &slot, next.write()))
    };
    let retry = {
        let (work, slot) = (work.clone(), slot.clone());
        Callback::from(move |()| work.book.commit(work.id(), &slot))
    };
    let name = format!("consent-{stored}");
    let note = if purpose.is_needed(has_photos(work)) { t.consent_needed() } else { t.consent_optional() };
    html! {
        <div class="consent" key={stored} data-consent={stored} data-agreed={agreed.to_string()}>
            <label class="choice consent-choice" for={name.clone()}>
                <input type="checkbox" id={name.clone()} checked={agreed} disabled={work.is_read_only()}
                    aria-describedby={format!("{name}-note")} onchange={change} />
                <span class="lead">{ words.sentence }</span>
            </label>
            <p class="hint" id={format!("{name}-note")}>{ note }</p>
            if let Some(consent) = on_disk { { recorded(consent, t) } }
            <SavedMark {name} keeping={entry.map(|entry| entry.keeping.clone())} answered={agreed} on_retry={retry} />
        </div>
    }
}

/// When it was agreed to, and who recorded it; or that two people recorded opposite answers.
pub(super) fn recorded(consent: &ConsentView, t: &Texts) -> Html {
    if consent.disputed {
        return html! { <p class="notice notice-warning" data-disputed="true">{ t.consent_disputed() }</p> };
    }
    if !consent.given {
        return Html::default();
    }
    let when = format::moment(consent.at, t);
    let words = match who(&consent.by, t) {
        Some(who) => t.consent_given_by(when, who),
        None => t.consent_given_at(when),
    };
    html! { <p class="hint">{ words }</p> }
}

fn signature(work: &Work, t: &Texts) -> Html {
    let view = &work.open.view;
    let sign = {
        let (book, route) = (work.book.clone(), work.page(DossierPage::Signature));
        Callback::from(move |_: MouseEvent| {
            book.flush();
            route.go();
        })
    };
    html! {
        <div class="card" id="signature">
            <h3>{ t.signature_title() }</h3>
            if let Some(signature) = &view.signature {
                <Signed signature={signature.clone()} consents={view.consents.clone()} />
            } else {
                <p class="hint">{ t.signature_none() }</p>
            }
            if !work.is_read_only() {
                <button type="button" id="to-signature" class="button button-quiet" onclick={sign}>
                    { if view.signature.is_some() { t.signature_again() } else { t.signature_open() } }
                </button>
            }
        </div>
    }
}

/// The villager takes the whole dossier back.
pub(super) fn take_back(work: &Work, t: &Texts) -> Html {
    let taking: TakingBack = {
        let work = work.clone();
        Callback::from(move |()| {
            let work = work.clone();
            let future: Pin<Box<dyn Future<Output = Result<(), Problem>>>> = Box::pin(async move {
                // What is being saved would come too late: it belongs to what goes.
                work.book.settled().await;
                ipc::call(WithdrawDossier { dossier: work.id() }).await?;
                work.book.forget(work.id());
                FieldRoute::Home.go();
                Ok(())
            });
            future
        })
    };
    let mut follows = vec![t.take_back_dossier_device()];
    match work.open.view.progress {
        Progress::Accepted | Progress::Done | Progress::Closed => {
            follows.push(t.take_back_dossier_accepted_now());
        }
        Progress::Draft => follows.push(t.take_back_dossier_open()),
        Progress::Waiting | Progress::Sent | Progress::Asked => {
            follows.extend([t.take_back_dossier_open(), t.take_back_dossier_accepted()]);
        }
    }
    html! {
        <TakeBack open={t.take_back_dossier()} title={t.take_back_dossier_title()} {follows} take_back={taking} />
    }
}
