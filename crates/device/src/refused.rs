//! What the office's server did not take: for the volunteer to look at.

use crate::Device;
use dossier::DossierId;
use dossier::document::{Kind, Part, Rewrite};
use dossier::page::read_page_key;
use store::{RefusedBranch, Store, StoreError};
use wire::Problem;
use wire::ipc::{GetRefused, MarkRefusedSeen, RefusedOutcome, RefusedPart, RefusedValue, RefusedView};

impl Device {
    pub fn get_refused(&self, _: GetRefused) -> Result<Vec<RefusedView>, Problem> {
        self.with_store("read what was refused", |store| {
            let branches = store.refused_branches()?;
            branches.into_iter().map(|branch| view(store, branch)).collect()
        })
    }

    pub fn mark_refused_seen(&self, request: MarkRefusedSeen) -> Result<Vec<RefusedView>, Problem> {
        let now = self.inner.clock.now();
        self.with_store("note what was looked at", |store| store.mark_refusal_seen(request.id, now))?;
        self.get_refused(GetRefused {})
    }
}

fn view(store: &Store, branch: RefusedBranch) -> Result<RefusedView, StoreError> {
    let dossier = (branch.kind == Kind::Dossier).then(|| DossierId::from(branch.document));
    let row = match dossier {
        Some(dossier) => store.dossier_row(dossier)?,
        None => None,
    };
    let outcome = match store.waits(branch.document)? {
        None => RefusedOutcome::Gone,
        Some(true) if branch.stuck => RefusedOutcome::Stuck,
        Some(true) => RefusedOutcome::Waiting,
        Some(false) => RefusedOutcome::Taken,
    };
    Ok(RefusedView {
        id: branch.id,
        dossier,
        subject: row.map(|row| row.subject).unwrap_or_default(),
        procedure: branch.procedure.as_str().into(),
        form_version: branch.form_version,
        code: branch.code,
        at: branch.at,
        outcome,
        written: branch.written.into_iter().filter_map(value).collect(),
    })
}

/// What a move of the form keeps aside is told by the answers; who reads this needs no second list of them.
fn value(written: Rewrite) -> Option<RefusedValue> {
    let part = match written.part {
        Part::Answer(question) => RefusedPart::Answer(question),
        Part::Paper(key) => match read_page_key(key.as_str()) {
            Some((paper, _)) => RefusedPart::Page(paper),
            None => RefusedPart::Paper(key),
        },
        Part::Consent(purpose) => RefusedPart::Consent(purpose),
        Part::Submitted | Part::Supplemented => RefusedPart::HandedOver,
        Part::Withdrawn => RefusedPart::Withdrawn,
        Part::Root(key) if key == "form" => RefusedPart::FormVersion,
        Part::Root(key) if key == "signature" => RefusedPart::Signature,
        Part::Root(_) => return None,
        Part::Household(field) => RefusedPart::Household(field.as_str().to_owned()),
        Part::Person(_, field) => RefusedPart::Household(field.as_str().to_owned()),
        Part::Visit(key) | Part::Task(key) => {
            RefusedPart::Household(key.rsplit('/').next().unwrap_or_default().to_owned())
        }
    };
    Some(RefusedValue { part, before: written.before, after: written.after })
}
