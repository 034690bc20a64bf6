//! A draft moves to the version of its form that new dossiers begin with, and back.
//!
//! **Invariant:** only by a mapping that the new pack brings and that was tested; no answer is lost by it (see
//! [`dossier::document::Document::move_form`]); not after the dossier was handed over.

use crate::catalogue::{Catalogue, Loaded};
use crate::{Device, problem};
use dossier::document::{Document, FormMove};
use dossier::{AnswerKey, AnswerText, DossierId, QuestionName};
use forms::{Environment, Form};
use library::upgrade::{Answers, Old, Upgrade, preview};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{DossierRow, StoreError, Touched, Urgency};
use wire::Problem;
use wire::ipc::{
    GetDossier, KeptAnswer, MovedAnswer, PreviewUpgrade, SplitAnswer, UndoUpgrade, UpgradeDossier,
    UpgradePreview,
};
use wire::view::DossierView;

/// Where a draft would go, and what would become of it.
struct Planned {
    told: UpgradePreview,
    step: FormMove,
}

impl Device {
    pub fn preview_upgrade(&self, request: PreviewUpgrade) -> Result<UpgradePreview, Problem> {
        Ok(self.plan_upgrade(request.dossier)?.told)
    }

    pub fn upgrade_dossier(&self, request: UpgradeDossier) -> Result<DossierView, Problem> {
        let planned = self.plan_upgrade(request.dossier)?;
        self.move_form(request.dossier, &planned.step)
    }

    pub fn undo_upgrade(&self, request: UndoUpgrade) -> Result<DossierView, Problem> {
        let (row, document) = self.draft(request.dossier)?;
        let back_to = row.former_version.clone().ok_or(Problem::NoOtherVersion)?;
        let catalogue = self.inner.shelf.now();
        let old = catalogue.exactly(&row.procedure, &back_to).ok_or(Problem::NoOtherVersion)?;
        let upgrade = way(&catalogue, &row, &back_to, &row.form_version).map(|(_, upgrade)| upgrade);
        let (values, aside) = self.read(&document)?;
        let none = BTreeMap::new();
        let answers = answers_before(&values, aside.get(&back_to).unwrap_or(&none), upgrade.as_ref(), old);
        self.move_form(
            request.dossier,
            &FormMove { from: row.form_version, to: back_to, answers: texts(&answers), back_to: None },
        )
    }

    /// Tells a page what can be done with the draft's version.
    pub(crate) fn offer_upgrade(&self, view: &mut DossierView) {
        if view.handed_over_at.is_some() {
            return;
        }
        let catalogue = self.inner.shelf.now();
        let Some(newest) = catalogue.pack(&view.procedure).map(|pack| pack.procedure.version.clone()) else {
            return;
        };
        let old = catalogue.exactly(&view.procedure, &view.form_version);
        let mapped = |from: &str| mapping(&catalogue, &view.procedure, from, &newest).is_some();
        if newest > view.form_version {
            view.upgrade_to = mapped(&view.form_version).then_some(newest);
        } else if let (Some(former), Some(here)) = (&view.undo_to, old) {
            // Somebody answered in the old version meanwhile: the same move takes those answers in.
            let late = view.answers.iter().any(|(key, answer)| {
                !answer.current.value.is_empty() && key.as_key().is_some_and(|key| !here.takes(&key))
            });
            view.upgrade_to = (late && mapped(former)).then_some(newest);
        }
    }

    fn plan_upgrade(&self, id: DossierId) -> Result<Planned, Problem> {
        let (row, document) = self.draft(id)?;
        let conflicts = document.conflicts().map_err(unreadable)?;
        if !conflicts.is_empty() {
            // One of two answers would be carried, and the other would be lost unseen.
            let questions = conflicts.iter().map(ToString::to_string).collect();
            return Err(Problem::ConflictsOpen { questions });
        }
        let catalogue = self.inner.shelf.now();
        let to = catalogue.pack(&row.procedure).ok_or(Problem::ProcedureUnknown)?.procedure.version.clone();
        let late = to == row.form_version;
        let from = if late { row.former_version.clone() } else { Some(row.form_version.clone()) };
        let from = from.ok_or(Problem::NoOtherVersion)?;
        let (new, upgrade) = way(&catalogue, &row, &from, &to).ok_or(Problem::NoOtherVersion)?;
        let form = new.form.as_ref().ok_or(Problem::NoOtherVersion)?;
        let old = catalogue.exactly(&row.procedure, &from).and_then(|old| old.form.as_ref());
        let (values, aside) = self.read(&document)?;
        let environment = Environment::new(self.inner.clock.now().in_vietnam().date());
        let none = BTreeMap::new();
        let back = aside.get(&to).unwrap_or(&none);
        let mut planned = if late {
            late_answers(&values, &new, &upgrade, form, &environment)
        } else {
            told(preview(Old { answers: &values, form: old }, &upgrade, form, &environment), &from, &to)
        };
        if planned.0.is_empty_of_changes() && late {
            return Err(Problem::NoOtherVersion);
        }
        for (key, value) in back {
            if !value.is_empty() && !planned.1.contains_key(key.as_str()) {
                planned.1.insert(key.to_string(), value.clone());
                planned.0.restored.push(KeptAnswer { question: key.clone(), value: value.clone() });
            }
        }
        planned.0.from.clone_from(&from);
        planned.0.to.clone_from(&to);
        let step = FormMove { from: from.clone(), to, answers: texts(&planned.1), back_to: Some(from) };
        Ok(Planned { told: planned.0, step })
    }

    /// One change, one commit.
    fn move_form(&self, id: DossierId, step: &FormMove) -> Result<DossierView, Problem> {
        let now = self.inner.clock.now();
        self.with_store("move the dossier to another version", |store| {
            store.change(id.into(), Urgency::InHand, Touched::Form, now, |document| {
                document.move_form(step, now)
            })
        })?;
        self.keep_used_packs()?;
        self.saved_something();
        self.get_dossier(GetDossier { dossier: id })
    }

    /// A dossier whose form may still move.
    fn draft(&self, id: DossierId) -> Result<(DossierRow, Document), Problem> {
        let row = self.changeable(id)?;
        if row.submitted_at.is_some() {
            return Err(Problem::AlreadyHandedOver);
        }
        Ok((row, self.with_store("read the dossier", |store| store.document(id.into()))?))
    }

    fn read(&self, document: &Document) -> Result<(Answers, dossier::document::Aside), Problem> {
        Ok((document.values().map_err(unreadable)?, document.aside().map_err(unreadable)?))
    }

    pub(crate) fn must_be_repeat(&self, row: &DossierRow, key: &AnswerKey<'_>) -> Result<(), Problem> {
        let catalogue = self.inner.shelf.now();
        let loaded = catalogue.loaded(&row.procedure, &row.form_version).ok_or(Problem::ProcedureUnknown)?;
        if loaded.takes(key) { Ok(()) } else { Err(Problem::QuestionUnknown) }
    }
}

/// The mapping that leads from a version to another, with the pack that brings it.
fn mapping(
    catalogue: &Catalogue,
    code: &dossier::ProcedureCode,
    from: &str,
    to: &str,
) -> Option<(Arc<Loaded>, Upgrade)> {
    let new = catalogue.exactly(code, to)?;
    let upgrade = new.pack.upgrades.iter().find(|upgrade| upgrade.from == from)?;
    Some((Arc::clone(new), upgrade.clone()))
}

fn way(catalogue: &Catalogue, row: &DossierRow, from: &str, to: &str) -> Option<(Arc<Loaded>, Upgrade)> {
    mapping(catalogue, &row.procedure, from, to)
}

/// The preview as pages get it, and every answer as it will be.
fn told(found: library::upgrade::Preview, from: &str, to: &str) -> (UpgradePreview, Answers) {
    let kept = |answers: &Answers| -> Vec<KeptAnswer> {
        let kept =
            |(key, value): (&String, &String)| KeptAnswer { question: name(key), value: value.clone() };
        answers.iter().map(kept).collect()
    };
    let mut dropped = kept(&found.dropped);
    dropped.extend(kept(&found.unknown));
    let moved = |moved: &library::upgrade::Moved| MovedAnswer {
        from: name(&moved.from),
        to: name(&moved.to),
        value: moved.value.clone(),
    };
    let split = |split: &library::upgrade::SplitAnswer| SplitAnswer {
        from: name(&split.from),
        value: split.value.clone(),
        into: kept(&split.into),
    };
    let preview = UpgradePreview {
        from: from.to_owned(),
        to: to.to_owned(),
        moved: found.moved.iter().map(moved).collect(),
        split: found.split.iter().map(split).collect(),
        dropped,
        restored: Vec::new(),
        newly_required: found.newly_required.iter().map(|key| name(key)).collect(),
    };
    (preview, found.answers_after)
}

/// Answers that came under old keys after the move: they go where the mapping leads, unless something stands there
/// by now, and are kept aside otherwise.
fn late_answers(
    values: &Answers,
    new: &Loaded,
    upgrade: &Upgrade,
    form: &Form,
    environment: &Environment<'_>,
) -> (UpgradePreview, Answers) {
    let late = |key: &str| AnswerKey::parse(key).is_none_or(|key| !new.takes(&key));
    let (old, mut standing): (Answers, Answers) =
        values.iter().map(|(key, value)| (key.clone(), value.clone())).partition(|(key, _)| late(key));
    let (mut preview, after) =
        told(preview(Old { answers: &old, form: None }, upgrade, form, environment), "", "");
    preview.newly_required.clear();
    for (key, value) in after {
        let place = standing.entry(key).or_default();
        if place.is_empty() {
            *place = value;
        }
    }
    (preview, standing)
}

/// Every answer as it was before the move, with what was written since under a new name of the same question.
fn answers_before(
    values: &Answers,
    aside: &BTreeMap<QuestionName, String>,
    upgrade: Option<&Upgrade>,
    old: &Loaded,
) -> Answers {
    let mut before: Answers = aside.iter().map(|(key, value)| (key.to_string(), value.clone())).collect();
    let back: BTreeMap<&str, &str> = upgrade
        .map(|upgrade| upgrade.renamed.iter().map(|(old, new)| (new.as_str(), old.as_str())).collect())
        .unwrap_or_default();
    for (key, value) in values {
        let parts: Vec<&str> = key.split('/').collect();
        // Names stand at even places, ids of instances between them.
        let renamed = parts.iter().enumerate().map(|(place, part)| match back.get(part) {
            Some(old) if place % 2 == 0 => *old,
            _ => *part,
        });
        let key = renamed.collect::<Vec<_>>().join("/");
        if AnswerKey::parse(&key).is_some_and(|key| old.takes(&key)) {
            before.insert(key, value.clone());
        }
    }
    before
}

fn texts(answers: &Answers) -> BTreeMap<QuestionName, AnswerText> {
    // They were answers before, or are parts of one.
    answers.iter().filter_map(|(key, value)| Some((name(key), AnswerText::new(value).ok()?))).collect()
}

fn name(key: &str) -> QuestionName {
    QuestionName::from(key)
}

fn unreadable(error: dossier::document::DocumentError) -> Problem {
    problem::from_store("read the dossier", StoreError::Document(error))
}

trait Changes {
    fn is_empty_of_changes(&self) -> bool;
}

impl Changes for UpgradePreview {
    fn is_empty_of_changes(&self) -> bool {
        self.moved.is_empty() && self.split.is_empty() && self.dropped.is_empty()
    }
}
