//! What the citizen agreed to, the signature under it, and what was taken back, as the officer reads it.

use crate::components::consent_words::short;
use crate::components::dossier_card::say;
use crate::components::icon::{Icon, Picture};
use crate::components::signature::{Signed, who};
use crate::format;
use i18n::Texts;
use wire::office::WithdrawnRow;
use wire::view::{ConsentView, DossierView};
use yew::prelude::*;

/// Each purpose with when, by whom and under which wording; and the signature with what it stands for.
pub(super) fn consents(view: &DossierView, t: &Texts) -> Html {
    html! {
        <section class="card" aria-labelledby="consents">
            <h2 id="consents">{ t.dossier_consents() }</h2>
            if view.consents.is_empty() { <p>{ t.dossier_consent_none() }</p> }
            { for view.consents.iter().map(|(purpose, consent)| html! {
                <p data-consent={purpose.clone()} data-given={consent.given.to_string()}>
                    <strong>{ short(purpose, t) }</strong><br />{ line(consent, t) }
                </p>
            }) }
            <h3>{ t.signature_title() }</h3>
            if let Some(signature) = &view.signature {
                <Signed signature={signature.clone()} consents={view.consents.clone()} />
            } else {
                <p>{ t.office_signature_none() }</p>
            }
        </section>
    }
}

fn line(consent: &ConsentView, t: &Texts) -> String {
    if consent.disputed {
        return t.office_consent_disputed();
    }
    let who = who(&consent.by, t).unwrap_or_else(|| t.office_consent_someone());
    let (when, version) = (format::moment(consent.at, t), &consent.wording_version);
    match consent.given {
        true => t.office_consent_given(version, when, who),
        false => t.office_consent_withdrawn(version, when, who),
    }
}

/// An accepted dossier that the citizen took back.
pub(super) fn taken_back(view: &DossierView, t: &Texts) -> Html {
    let Some(at) = view.withdrawn_at else { return Html::default() };
    html! {
        <div class="notice notice-warning" id="taken-back" role="status">
            <Icon picture={Picture::Warning} />
            <div>
                <p class="notice-title">{ t.office_taken_back(format::moment(at, t)) }</p>
                <p>{ t.office_taken_back_todo() }</p>
            </div>
        </div>
    }
}

/// What citizens took back: by code and procedure, since nothing else is left of it.
pub(super) fn withdrawn(rows: &[WithdrawnRow], t: &Texts) -> Html {
    if rows.is_empty() {
        return Html::default();
    }
    let one = |row: &WithdrawnRow| {
        let title = match row.dossier {
            Some(_) => format!("{} · {}", say(&row.procedure_name, t.language()), row.local_code),
            None => t.office_withdrawn_household(),
        };
        let who = Some(row.volunteer.clone()).filter(|name| !name.is_empty());
        let who = who.unwrap_or_else(|| t.office_consent_someone());
        let became = if row.kept { t.office_withdrawn_kept() } else { t.office_withdrawn_gone() };
        html! {
            <li class="card" data-withdrawn={row.local_code.clone()} data-kept={row.kept.to_string()}>
                <span class="card-title">{ title }</span>
                <span class="card-line">{ t.office_withdrawn_line(format::moment(row.at, t), who) }</span>
                <span class="card-line">{ became }</span>
            </li>
        }
    };
    html! {
        <details class="fold" id="withdrawn">
            <summary>{ t.office_withdrawn_title() }{ format!(" ({})", rows.len()) }</summary>
            <ul class="cards">{ for rows.iter().map(one) }</ul>
        </details>
    }
}
