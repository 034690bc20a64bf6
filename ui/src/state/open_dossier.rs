//! The dossier that is being worked on, with its procedure and its form.

use super::answer_book::AnswerBook;
use super::loaded::Loaded;
use crate::ipc;
use dossier::DossierId;
use forms::{ChoiceFiles, Environment, Evaluation, Form};
use library::procedure::{Exemption, Fee, Filled, Paper};
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::ipc::{GetDossier, GetProcedure};
use wire::view::DossierView;
use yew::prelude::*;

/// Hands in what a form needs from outside: the moment, and the lists that come with the app.
pub fn with_environment<T>(job: impl FnOnce(&Environment<'_>) -> T) -> T {
    let communes = super::communes::list();
    let files = communes.as_deref().map(|list| -> &dyn ChoiceFiles { list });
    job(&Environment { files, ..Environment::at(crate::browser::now().in_vietnam()) })
}

/// A procedure whose form is loaded.
#[derive(PartialEq, Debug)]
pub struct Sheet {
    pub procedure: library::Procedure,
    /// `None`: the form in the pack has a fault and cannot be shown.
    pub form: Option<Form>,
}

impl Sheet {
    pub fn new(pack: library::Pack) -> Self {
        Self { form: pack.form.as_ref().and_then(|form| Form::load(form).ok()), procedure: pack.procedure }
    }

    /// Whether this is the procedure, in the version, that the dossier was written with.
    pub fn is_of(&self, view: &DossierView) -> bool {
        self.procedure.code == view.procedure && self.procedure.version == view.form_version
    }

    /// The form at this moment; `None` when it cannot be shown.
    pub fn evaluate(&self, values: &BTreeMap<String, String>) -> Option<Evaluation> {
        self.form.as_ref().map(|form| with_environment(|environment| form.evaluate(values, environment)))
    }

    /// The papers that these answers call for; all of them while the form cannot be shown.
    pub fn papers(&self, evaluation: Option<&Evaluation>) -> Vec<&Paper> {
        match evaluation.and_then(|evaluation| self.filled(evaluation)) {
            Some(filled) => self.procedure.papers_for(filled),
            None => self.procedure.papers.iter().collect(),
        }
    }
    /// What has to be paid, by these answers.
    pub fn fees(&self, evaluation: &Evaluation) -> Vec<&Fee> {
        self.filled(evaluation).map_or_else(Vec::new, |filled| self.procedure.fees_for(filled))
    }
    /// The exemptions that these answers show to apply.
    pub fn exemptions(&self, evaluation: &Evaluation) -> Vec<&Exemption> {
        self.filled(evaluation).map_or_else(Vec::new, |filled| self.procedure.exemptions_for(filled))
    }
    fn filled<'a>(&'a self, evaluation: &'a Evaluation) -> Option<Filled<'a>> {
        self.form.as_ref().map(|form| Filled { form, evaluation })
    }
}

/// A dossier that is open.
#[derive(Clone, PartialEq, Debug)]
pub struct OpenDossier {
    pub view: Rc<DossierView>,
    pub sheet: Rc<Sheet>,
}

/// Reads the dossier when it is opened and after every sync. Reading waits for the saves before it, so that
/// what was read contains them.
#[hook]
pub fn use_open_dossier(
    id: DossierId,
    book: AnswerBook,
    syncs: u64,
) -> (Loaded<OpenDossier>, Callback<DossierView>) {
    let open = use_state(|| Loaded::<OpenDossier>::Waiting);
    let latest = use_mut_ref(|| None::<OpenDossier>);
    use_effect_with((id, syncs), {
        let (setter, latest) = (open.setter(), Rc::clone(&latest));
        move |(id, _): &(DossierId, u64)| {
            let id = *id;
            let known =
                latest.borrow().as_ref().filter(|open| open.view.id == id).map(|open| open.sheet.clone());
            if known.is_none() {
                setter.set(Loaded::Waiting);
            }
            let after = book.clone();
            book.enqueue(async move {
                match read(id, known).await {
                    Ok(open) => {
                        after.forget_saved(id);
                        *latest.borrow_mut() = Some(open.clone());
                        setter.set(Loaded::Ready(open));
                    }
                    Err(problem) => setter.set(Loaded::Failed(problem)),
                }
            });
        }
    });
    let replaced = {
        let (setter, latest) = (open.setter(), latest);
        use_callback((), move |view: DossierView, ()| {
            let known = latest.borrow().as_ref().map(|open| open.sheet.clone());
            let (setter, latest) = (setter.clone(), Rc::clone(&latest));
            match known.filter(|sheet| sheet.is_of(&view)) {
                Some(sheet) => {
                    let open = OpenDossier { view: Rc::new(view), sheet };
                    *latest.borrow_mut() = Some(open.clone());
                    setter.set(Loaded::Ready(open));
                }
                // The draft has moved to another version of its form.
                None => spawn_local(async move {
                    match read(view.id, None).await {
                        Ok(open) => {
                            *latest.borrow_mut() = Some(open.clone());
                            setter.set(Loaded::Ready(open));
                        }
                        Err(problem) => setter.set(Loaded::Failed(problem)),
                    }
                }),
            }
        })
    };
    ((*open).clone(), replaced)
}

async fn read(id: DossierId, known: Option<Rc<Sheet>>) -> Result<OpenDossier, Problem> {
    let view = ipc::call(GetDossier { dossier: id }).await?;
    let sheet = match known.filter(|sheet| sheet.is_of(&view)) {
        Some(sheet) => sheet,
        None => {
            let (code, version) = (view.procedure.clone(), Some(view.form_version.clone()));
            Rc::new(Sheet::new(ipc::call(GetProcedure { code, version }).await?))
        }
    };
    Ok(OpenDossier { view: Rc::new(view), sheet })
}
