//! One dossier with all answers, concurrent values side by side, and who wrote them.

use super::moving;
use super::rights::{self, Matter};
use crate::app::App;
use crate::failure::Failure;
use crate::store::access::Session;
use crate::store::audit::Look;
use crate::store::cases::{InboxEntry, OpenedCase};
use crate::store::documents::StoredDocument;
use dossier::case::Case;
use dossier::document::{Actor, Consent, Document, DocumentError, Field, Heads, News, Page, Signed, Value};
use dossier::local_code::local_code;
use dossier::{CommuneCode, DocumentId, DossierId, HouseholdId, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use wire::office::{LookedAt, OfficeDossier};
use wire::view::{
    AnswerView, Author, ConsentView, DossierView, NewsOf, NewsView, PageView, Progress, SignatureView,
    SupplementView, Written,
};
use wire::{Problem, Right};

/// A dossier that was handed over to the session's commune.
pub(super) struct Opened {
    pub(super) entry: InboxEntry,
    pub(super) stored: StoredDocument,
    pub(super) document: Document,
}

impl Opened {
    /// The same with the document as it was accepted.
    pub(super) fn at_acceptance(self) -> Result<Self, Failure> {
        let (document, _) = as_accepted(self.document, &self.entry.case)?;
        Ok(Self { document, ..self })
    }
}

/// Opens a dossier for somebody who wants to do something with it. Errors: [`Problem::DossierUnknown`], [`Problem::DossierMoved`],
/// [`Problem::NotHandedOver`], [`Problem::NotAllowed`].
pub(super) fn open(app: &App, session: &Session, right: Right, id: DossierId) -> Result<Opened, Failure> {
    let commune = &session.commune;
    let found = app.store().opened(commune, id)?.filter(|found| !found.stored.deleted);
    let Some(OpenedCase { stored, entry }) = found else {
        return Err(moving::not_here(app, session, id)?.into());
    };
    let document = load(&stored)?;
    if document.kind() != dossier::document::Kind::Dossier {
        return Err(Problem::DossierUnknown.into());
    }
    let shelf = app.shelf(commune)?;
    let Some(entry) = entry else {
        // Who would not see it when it is handed over need not know that there is a draft.
        let procedure = document.facts().map_err(unreadable)?.procedure;
        rights::must_about(session, right, Matter::new(&shelf, &procedure, stored.team))?;
        return Err(Problem::NotHandedOver.into());
    };
    rights::must_about(session, right, Matter::new(&shelf, &entry.procedure, entry.of_team))?;
    Ok(Opened { entry, stored, document })
}

pub(super) fn load(stored: &StoredDocument) -> Result<Document, Failure> {
    Document::load(&stored.snapshot, stored.log.iter().map(Vec::as_slice)).map_err(unreadable)
}

pub(super) fn unreadable(error: DocumentError) -> Failure {
    Failure::Broken { action: "read the document", cause: error.to_string() }
}

/// Shown when the line that says who has looked is on the disk.
pub fn dossier(app: &App, session: &Session, id: DossierId) -> Result<OfficeDossier, Failure> {
    let opened = open(app, session, Right::Read, id)?;
    let shown = show(app, session, id, opened)?;
    note_read(app, session, id)?;
    Ok(shown)
}

pub(super) fn note_read(app: &App, session: &Session, id: DossierId) -> Result<(), Failure> {
    Ok(app.store().note_look(&Look {
        commune: &session.commune,
        member: session.member,
        action: "read",
        document: Some(id.into()),
        count: 0,
        now: app.now(),
    })?)
}

pub(super) fn show(
    app: &App,
    session: &Session,
    id: DossierId,
    opened: Opened,
) -> Result<OfficeDossier, Failure> {
    let commune = &session.commune;
    let Opened { entry, document, .. } = opened;
    // Of the document as it is, whatever was accepted: these come after it.
    let withdrawn_at = document.withdrawn_at().map_err(unreadable)?.map(bounded);
    let supplement = supplement(&document, &entry.case).map_err(unreadable)?;
    let since = since_last_look(app, session, id, &document, &entry.case)?;
    let (document, later) = as_accepted(document, &entry.case)?;
    let facts = document.facts().map_err(unreadable)?;
    let shelf = app.shelf(commune)?;
    let rights = rights::about(session, Matter::new(&shelf, &entry.procedure, entry.of_team));
    let pack =
        shelf.pack_for(&facts.procedure, &facts.form_version).cloned().ok_or(Problem::ProcedureUnknown)?;
    let fields = document.answers().map_err(unreadable)?;
    let pages = document.pages().map_err(unreadable)?;
    let consents = document.consents().map_err(unreadable)?;
    let signature = document.signature().map_err(unreadable)?;
    let others = pages.values().flatten().map(|page| page.actor.clone());
    let others = others
        .chain(later.iter().chain(&since).map(|news| news.value.actor.clone()))
        .chain(consents.values().map(|consent| consent.actor.clone()))
        .chain(signature.iter().map(|signed| signed.actor.clone()));
    let names = names(app, commune, fields.values(), others)?;
    let submitted = document.submitted_at().map_err(unreadable)?;
    let mut answers = BTreeMap::new();
    for (question, field) in fields {
        let merged = match field.others.as_slice() {
            [] => None,
            _ => document.merged_answer(&question).map_err(unreadable)?,
        };
        answers.insert(question, AnswerView { merged, ..answer(field, &names) });
    }
    let changed_at = answers
        .values()
        .flat_map(|answer| std::iter::once(&answer.current).chain(&answer.others))
        .map(|written| written.at)
        .chain(submitted)
        .max()
        .unwrap_or_default();
    let view = DossierView {
        id,
        local_code: local_code(id),
        procedure: facts.procedure,
        form_version: facts.form_version,
        household: facts.household,
        household_name: facts.household.and_then(|household| household_name(app, commune, household)),
        answers,
        papers: document.papers().map_err(unreadable)?,
        pages: pages
            .into_iter()
            .map(|(paper, pages)| (paper, pages.into_iter().map(|one| page(one, &names)).collect()))
            .collect(),
        consents: consents.into_iter().map(|(purpose, one)| (purpose, consent(one, &names))).collect(),
        signature: signature.map(|signed| signature_view(signed, &names)),
        withdrawn_at,
        handed_over_at: submitted,
        progress: Progress::of(entry.case.state),
        case: Some(entry.case),
        // It is this office's own.
        receipt: None,
        supplement,
        unsent: false,
        changed_at,
        aside: document.aside().map_err(unreadable)?,
        upgrade_to: None,
        undo_to: None,
        // The household book is the team's.
        person: None,
        book: BTreeMap::new(),
        // Those of whoever looks are beside it.
        news: None,
        // Of the phones.
        public_address: None,
        rating: None,
    };
    let version = document.heads().to_hex();
    let [later, since] =
        [later, since].map(|news| news.into_iter().map(|one| news_view(one, &names)).collect());
    let (volunteer, team) = (entry.volunteer, entry.team);
    Ok(OfficeDossier { dossier: view, pack, volunteer, team, version, rights, later, since })
}

/// An actor that nobody has: whoever wrote, it is new.
const NOBODY: Actor = Actor([0; 16]);

/// What others have written since the session's officer has looked; the first look is one. After the acceptance what comes
/// is shown to everybody, until it is taken over.
fn since_last_look(
    app: &App,
    session: &Session,
    id: DossierId,
    document: &Document,
    case: &Case,
) -> Result<Vec<News>, Failure> {
    if case.version.is_some() {
        return Ok(Vec::new());
    }
    let seen = app.store().looked_at(&session.commune, id, session.member)?;
    let Some(seen) = seen.as_deref().and_then(Heads::from_hex) else {
        let version = document.heads().to_hex();
        app.store().note_looked_at(&session.commune, id, session.member, &version)?;
        return Ok(Vec::new());
    };
    // A document that came back from a backup may not have it any more: then nothing is told to be new.
    let news = document.news_since(&seen, NOBODY).map_err(unreadable)?.unwrap_or_default();
    let actors: Vec<Vec<u8>> = news.iter().map(|one| one.value.actor.clone()).collect();
    let own: BTreeSet<Vec<u8>> = app
        .store()
        .authors(&session.commune, &actors)?
        .into_iter()
        .filter(|(_, member, _)| *member == session.member)
        .map(|(actor, _, _)| actor)
        .collect();
    Ok(news.into_iter().filter(|one| !own.contains(&one.value.actor)).collect())
}

/// Whoever is logged in has looked at the dossier up to this version.
pub fn looked_at(
    app: &App,
    session: &Session,
    id: DossierId,
    looked: &LookedAt,
) -> Result<OfficeDossier, Failure> {
    let opened = open(app, session, Right::Read, id)?;
    let version = seen(&opened, &looked.version)?;
    app.store().note_looked_at(&session.commune, id, session.member, &version)?;
    let shown = show(app, session, id, opened)?;
    note_read(app, session, id)?;
    Ok(shown)
}

/// The version that the officer looked at must be one of this document.
pub(super) fn seen(opened: &Opened, version: &str) -> Result<String, Failure> {
    Heads::from_hex(version)
        .filter(|heads| !heads.is_empty() && opened.document.contains(heads))
        .map(|heads| heads.to_hex())
        .ok_or(Failure::BadRequest { what: "version" })
}

/// The document as it was accepted, and what has come since. The office waits for an answer at the document as it is.
fn as_accepted(document: Document, case: &Case) -> Result<(Document, Vec<News>), Failure> {
    let Some(version) = case.version.as_deref().and_then(Heads::from_hex) else {
        return Ok((document, Vec::new()));
    };
    let later = document.news_since(&version, NOBODY).map_err(unreadable)?.unwrap_or_default();
    match document.at(&version).map_err(unreadable)? {
        Some(accepted) => Ok((accepted, later)),
        None => Ok((document, later)),
    }
}

fn news_view(news: News, names: &BTreeMap<Vec<u8>, String>) -> NewsView {
    let of = match news.of {
        dossier::document::NewsOf::Answer(question) => NewsOf::Answer(question),
        dossier::document::NewsOf::Paper(paper) => NewsOf::Paper(paper),
        dossier::document::NewsOf::Page(paper) => NewsOf::Page(paper),
        dossier::document::NewsOf::Consent(purpose) => NewsOf::Consent(purpose),
    };
    NewsView { of, written: written(news.value, names) }
}

/// What was asked for last, with what came of it.
fn supplement(document: &Document, case: &Case) -> Result<Option<SupplementView>, DocumentError> {
    let Some(request) = case.supplements.last().cloned() else { return Ok(None) };
    let answered = document.supplemented()?.is_some_and(|answered| answered >= request.at);
    Ok(Some(SupplementView { came: document.came_of(&request)?, answered, request }))
}

fn names<'a>(
    app: &App,
    commune: &CommuneCode,
    fields: impl Iterator<Item = &'a Field>,
    others: impl Iterator<Item = Vec<u8>>,
) -> Result<BTreeMap<Vec<u8>, String>, Failure> {
    let actors: BTreeSet<Vec<u8>> = fields
        .flat_map(|field| std::iter::once(&field.current).chain(&field.others))
        .map(|value| value.actor.clone())
        .chain(others)
        .collect();
    let actors: Vec<_> = actors.into_iter().collect();
    let known = app.store().authors(commune, &actors)?;
    Ok(known.into_iter().map(|(actor, _, name)| (actor, name)).collect())
}

fn author(actor: &[u8], names: &BTreeMap<Vec<u8>, String>) -> Author {
    Author { name: names.get(actor).cloned(), this_device: false }
}

fn consent(one: Consent, names: &BTreeMap<Vec<u8>, String>) -> ConsentView {
    ConsentView {
        given: one.given,
        disputed: one.disputed,
        by: author(&one.actor, names),
        at: bounded(one.at),
        wording_version: one.wording_version,
    }
}

fn signature_view(one: Signed, names: &BTreeMap<Vec<u8>, String>) -> SignatureView {
    SignatureView {
        signed_for: one.signature.signed_for,
        signed: one.signature.by,
        by: author(&one.actor, names),
        at: bounded(one.at),
    }
}

fn answer(field: Field, names: &BTreeMap<Vec<u8>, String>) -> AnswerView {
    AnswerView {
        current: written(field.current, names),
        others: field.others.into_iter().map(|other| written(other, names)).collect(),
        merged: None,
    }
}

fn written(value: Value, names: &BTreeMap<Vec<u8>, String>) -> Written {
    Written { by: author(&value.actor, names), value: value.text, at: bounded(value.at) }
}

fn page(page: Page, names: &BTreeMap<Vec<u8>, String>) -> PageView {
    PageView {
        photo: page.photo,
        thumbnail: page.thumbnail,
        by: author(&page.actor, names),
        at: bounded(page.at),
    }
}

/// A device's clock may say anything; what no calendar can show is shown as the epoch.
fn bounded(at: Timestamp) -> Timestamp {
    const YEAR_9999: i64 = 253_402_300_799_000;
    if (0..=YEAR_9999).contains(&at.millis()) { at } else { Timestamp::default() }
}

/// The head's name; a household that cannot be read leaves the line empty, the dossier is still shown.
fn household_name(app: &App, commune: &CommuneCode, household: HouseholdId) -> Option<String> {
    let id = DocumentId::from(household);
    let read = app.store().load_document(commune, id).map_err(Failure::from).and_then(|stored| {
        let Some(stored) = stored.filter(|stored| !stored.deleted) else { return Ok(None) };
        load(&stored)?.household().map(|facts| Some(facts.head)).map_err(unreadable)
    });
    match read {
        Ok(name) => name,
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, household = %id, "a household cannot be read");
            None
        }
    }
}
