//! Starting, reading, filling and handing over a dossier.

use crate::consents::{self, must_have_consents};
use crate::lists::progress;
use crate::{Device, problem};
use dossier::case::Case;
use dossier::document::{self, Document, DossierFacts, Field, Heads, News, Page, Signed, Value};
use dossier::local_code::local_code;
use dossier::signature::Signature;
use dossier::{AnswerText, DossierId, Timestamp};
use forms::Environment;
use std::collections::{BTreeMap, BTreeSet};
use store::{DossierRow, Store, StoreError, Touched, Urgency};
use wire::Problem;
use wire::ipc::{GetDossier, HandOver, MarkLooked, SaveAnswer, SavePaper, Saved, StartDossier};
use wire::view::{
    AnswerView, Author, DossierView, NewsOf, NewsView, PageView, ReceiptCheck, SignatureView, SupplementView,
    Written,
};

impl Device {
    pub fn start_dossier(&self, request: StartDossier) -> Result<DossierView, Problem> {
        let catalogue = self.inner.shelf.now();
        let pack = catalogue.pack(&request.procedure).ok_or(Problem::ProcedureUnknown)?;
        if pack.form.is_none() {
            return Err(Problem::GuideOnly);
        }
        let now = self.inner.clock.now();
        let mut chance = [0u8; 10];
        getrandom::fill(&mut chance)
            .map_err(|_| problem::from_store("start a dossier", StoreError::Crypto))?;
        let id = DossierId::new(now, chance);
        let facts = DossierFacts {
            procedure: request.procedure,
            form_version: pack.procedure.version.clone(),
            household: request.household,
        };
        self.with_store("start a dossier", |store| store.create_dossier(id, &facts, now))?;
        self.keep_used_packs()?;
        self.saved_something();
        self.get_dossier(GetDossier { dossier: id })
    }

    pub fn get_dossier(&self, GetDossier { dossier }: GetDossier) -> Result<DossierView, Problem> {
        let mut view = self.with_store("open the dossier", |store| {
            let document = store.document(dossier.into())?;
            let row = store.dossier_row(dossier)?.ok_or_else(|| StoreError::Unknown(dossier.into()))?;
            let mut view = view(store, dossier, &document, row)?;
            self.offer_upgrade(&mut view);
            Ok(view)
        })?;
        self.add_book(&mut view)?;
        Ok(view)
    }

    pub fn mark_looked(&self, MarkLooked { dossier }: MarkLooked) -> Result<DossierView, Problem> {
        self.with_store("note what was looked at", |store| store.mark_looked(dossier))?;
        self.get_dossier(GetDossier { dossier })
    }

    pub fn save_answer(&self, request: SaveAnswer) -> Result<Saved, Problem> {
        let answer = AnswerText::new(&request.value).map_err(|error| Problem::AnswerTooLong {
            chars: u32::try_from(error.chars).unwrap_or(u32::MAX),
            max: u32::try_from(error.max).unwrap_or(u32::MAX),
        })?;
        let row = self.changeable(request.dossier)?;
        let catalogue = self.inner.shelf.now();
        let loaded = catalogue.loaded(&row.procedure, &row.form_version).ok_or(Problem::ProcedureUnknown)?;
        let key = request.question.as_key().ok_or(Problem::QuestionUnknown)?;
        if key.is_instance() || !loaded.takes(&key) {
            return Err(Problem::QuestionUnknown);
        }
        let value = answer.as_str().to_owned();
        let touched = Touched::Answer(&request.question);
        self.save(&row, touched, value, |document, now| document.set_answer(&request.question, &answer, now))
    }

    pub fn save_paper(&self, request: SavePaper) -> Result<Saved, Problem> {
        let value = request.state.as_str().to_owned();
        let row = self.changeable(request.dossier)?;
        self.save(&row, Touched::Other, value, |document, now| {
            document.set_paper(&request.paper, request.state, now)
        })
    }

    pub fn hand_over(&self, HandOver { dossier }: HandOver) -> Result<DossierView, Problem> {
        let id = dossier;
        let document = self.with_store("read the dossier", |store| store.document(id.into()))?;
        let row = self.changeable(id)?;
        // What the office waits for: then it is sent again, as the answer to that.
        let asked = row.case.as_ref().and_then(Case::open_supplement).map(|asked| asked.at);
        self.must_be_complete(&document)?;
        must_have_consents(&document)?;
        let now = self.inner.clock.now();
        self.with_store("hand over the dossier", |store| {
            store.change(id.into(), Urgency::HandedOver, Touched::HandedOver, now, |document| match asked {
                Some(request) => document.set_supplemented(request, now),
                None => document.set_submitted(now),
            })
        })?;
        self.saved_something();
        self.get_dossier(GetDossier { dossier: id })
    }

    pub(crate) fn save(
        &self,
        row: &DossierRow,
        touched: Touched<'_>,
        value: String,
        change: impl FnOnce(&mut Document, Timestamp) -> Result<(), dossier::document::DocumentError>,
    ) -> Result<Saved, Problem> {
        let now = self.inner.clock.now();
        self.with_store("save an answer", |store| {
            store.change(row.id.into(), Urgency::InHand, touched, now, |document| change(document, now))
        })?;
        self.saved_something();
        Ok(Saved { at: now, value, progress: progress(row) })
    }

    /// The dossier's row, if it may still be changed. What the office accepted is frozen: a change would
    /// look saved and count for nothing.
    pub(crate) fn changeable(&self, dossier: DossierId) -> Result<DossierRow, Problem> {
        let row = self.with_store("read the dossier", |store| store.dossier_row(dossier))?;
        let row = row.ok_or(Problem::DossierUnknown)?;
        if row.withdrawn_at.is_some() {
            return Err(Problem::TakenBack);
        }
        if !progress(&row).is_settled() {
            return Ok(row);
        }
        match row.case.and_then(|case| case.number) {
            Some(number) => Err(Problem::AlreadyAccepted { number }),
            None => Err(Problem::CaseEnded),
        }
    }

    fn must_be_complete(&self, document: &Document) -> Result<(), Problem> {
        let unreadable = |error| problem::from_store("read the dossier", StoreError::Document(error));
        let facts = document.facts().map_err(unreadable)?;
        let values = document.values().map_err(unreadable)?;
        let catalogue = self.inner.shelf.now();
        let form = catalogue.form(&facts.procedure, &facts.form_version).ok_or(Problem::ProcedureUnknown)?;
        let environment =
            Environment::at(self.inner.clock.now().in_vietnam()).with_files(catalogue.library().communes());
        let questions = form.evaluate(&values, &environment).unfinished();
        if questions.is_empty() { Ok(()) } else { Err(Problem::NotComplete { questions }) }
    }

    pub(crate) fn saved_something(&self) {
        self.inner.saves.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        self.inner.something_to_send.notify_one();
    }
}

fn view(
    store: &Store,
    id: DossierId,
    document: &Document,
    row: DossierRow,
) -> Result<DossierView, StoreError> {
    let facts = document.facts()?;
    let mut names = Names::of(store, document);
    let mut answers = BTreeMap::new();
    for (question, field) in document.answers()? {
        let merged = if field.others.is_empty() { None } else { document.merged_answer(&question)? };
        answers.insert(question, AnswerView { merged, ..names.answer(field)? });
    }
    let news = store.news(id, document)?;
    let news = news.map(|news| news.into_iter().map(|one| names.news(one)).collect()).transpose()?;
    let mut pages = BTreeMap::new();
    for (paper, all) in document.pages()? {
        let all: Result<Vec<_>, _> = all.into_iter().map(|page| names.page(page)).collect();
        pages.insert(paper, all?);
    }
    let consents = consents::views(document, &mut names)?;
    let supplement = supplement(document, &row)?;
    let receipt = row.case.as_ref().map(|case| receipt(store, document, case)).transpose()?.flatten();
    let signature = match document.signature()? {
        Some(signed) => Some(names.signature(signed)?),
        None => None,
    };
    Ok(DossierView {
        id,
        local_code: local_code(id),
        procedure: facts.procedure,
        form_version: facts.form_version,
        household: facts.household,
        answers,
        papers: document.papers()?,
        pages,
        consents,
        signature,
        withdrawn_at: document.withdrawn_at()?,
        handed_over_at: document.submitted_at()?,
        progress: progress(&row),
        household_name: row.household_head,
        case: row.case,
        receipt,
        supplement,
        unsent: row.unsent,
        changed_at: row.changed_at,
        aside: document.aside()?,
        upgrade_to: None,
        undo_to: row.former_version.filter(|_| row.submitted_at.is_none()),
        person: document.person_of()?,
        book: BTreeMap::new(),
        news,
        public_address: public_address(store, id)?,
        rating: store.rating_standing(id)?,
    })
}

/// Where anybody with the slip looks, from the moment that the dossier has reached the office. `None`: of a phone that has
/// not joined, and in training.
fn public_address(store: &Store, id: DossierId) -> Result<Option<String>, StoreError> {
    Ok(store.enrolment()?.map(|enrolled| ::sync::public::address(&enrolled.server, id)))
}

/// Whether the receipt is the office's, and for exactly this dossier: all that is signed is looked up here.
fn receipt(store: &Store, document: &Document, case: &Case) -> Result<Option<ReceiptCheck>, StoreError> {
    let Some(signed) = &case.receipt else { return Ok(None) };
    let enrolled = store.enrolment()?;
    let key = enrolled.as_ref().and_then(|enrolled| enrolled.pack_key);
    let (Some(enrolled), Some(key)) = (&enrolled, key) else { return Ok(Some(ReceiptCheck::Unknown)) };
    let accepted = match Heads::from_hex(&signed.version) {
        Some(version) => document.at(&version)?,
        None => None,
    };
    let Some(accepted) = accepted else { return Ok(Some(ReceiptCheck::Unknown)) };
    let photos: BTreeSet<_> = accepted.pages()?.into_values().flatten().map(|page| page.photo).collect();
    let holds = case.receipt_of(&enrolled.commune).is_some_and(|receipt| {
        receipt.photos.iter().eq(&photos) && ::sync::receipt::is_signed(&key, &receipt, &signed.signature)
    });
    Ok(Some(if holds { ReceiptCheck::Holds } else { ReceiptCheck::Broken }))
}

/// What the office asked for last, with what came of it.
fn supplement(document: &Document, row: &DossierRow) -> Result<Option<SupplementView>, StoreError> {
    let Some(request) = row.case.as_ref().and_then(|case| case.supplements.last()).cloned() else {
        return Ok(None);
    };
    let answered = row.supplemented >= Some(request.at);
    Ok(Some(SupplementView { came: document.came_of(&request)?, answered, request }))
}

/// Names behind actors, each looked up once.
pub(crate) struct Names<'a> {
    store: &'a Store,
    own: Vec<u8>,
    known: BTreeMap<Vec<u8>, Option<String>>,
}

impl<'a> Names<'a> {
    pub(crate) fn of(store: &'a Store, document: &Document) -> Self {
        Self { store, own: document.automerge().get_actor().to_bytes().to_vec(), known: BTreeMap::new() }
    }

    pub(crate) fn answer(&mut self, field: Field) -> Result<AnswerView, StoreError> {
        let current = self.written(field.current)?;
        let others = field.others.into_iter().map(|value| self.written(value)).collect::<Result<_, _>>()?;
        Ok(AnswerView { current, others, merged: None })
    }

    fn written(&mut self, value: Value) -> Result<Written, StoreError> {
        Ok(Written { value: value.text, by: self.author(value.actor)?, at: value.at })
    }

    fn news(&mut self, news: News) -> Result<NewsView, StoreError> {
        let of = match news.of {
            document::NewsOf::Answer(question) => NewsOf::Answer(question),
            document::NewsOf::Paper(paper) => NewsOf::Paper(paper),
            document::NewsOf::Page(paper) => NewsOf::Page(paper),
            document::NewsOf::Consent(purpose) => NewsOf::Consent(purpose),
        };
        Ok(NewsView { of, written: self.written(news.value)? })
    }

    fn page(&mut self, page: Page) -> Result<PageView, StoreError> {
        let by = self.author(page.actor)?;
        Ok(PageView { photo: page.photo, thumbnail: page.thumbnail, by, at: page.at })
    }

    fn signature(&mut self, signed: Signed) -> Result<SignatureView, StoreError> {
        let by = self.author(signed.actor)?;
        let Signature { signed_for, by: signature } = signed.signature;
        Ok(SignatureView { signed_for, signed: signature, by, at: signed.at })
    }

    pub(crate) fn author(&mut self, actor: Vec<u8>) -> Result<Author, StoreError> {
        let this_device = actor == self.own;
        let name = match self.known.get(&actor) {
            Some(name) => name.clone(),
            None => {
                let name = self.store.author_name(&actor)?;
                self.known.insert(actor, name.clone());
                name
            }
        };
        Ok(Author { name, this_device })
    }
}
