//! The dossier that is being worked on, with its procedure and its form.

use super::answer_book::AnswerBook;
use super::loaded::Loaded;
use crate::ipc;
use dossier::DossierId;
use forms::{ChoiceFiles, Environment, Evaluation, Form};
use library::procedure::Filled;
use std::collections::BTreeMap;
use std::rc::Rc;
use wire::Problem;
use wire::ipc::{GetDossier, GetProcedure};
use wire::view::DossierView;
use yew::prelude::*;

/// A procedure whose form is loaded.
#[derive(PartialEq, Debug)]
pub struct Sheet {
    pub procedure: library::Procedure,
    /// `None`: the form in the pack has a fault and cannot be shown.
    pub form: Option<Form>,
}

impl Sheet {
    pub fn new(pack: library::Pack) -> Self {
        let form = pack.form.as_ref().and_then(|form| Form::load(form).ok());
        Self { form, procedure: pack.procedure }
    }

    /// The form at this moment; `None` when it cannot be shown.
    pub fn evaluate(&self, values: &BTreeMap<String, String>) -> Option<Evaluation> {
        let today = crate::browser::now().in_vietnam().date();
        let communes = super::communes::list();
        let files = communes.as_deref().map(|list| -> &dyn ChoiceFiles { list });
        self.form
            .as_ref()
            .map(|form| form.evaluate(values, &Environment { files, ..Environment::new(today) }))
    }

    /// The papers that these answers call for. A condition with a fault shows its paper: better one too many.
    pub fn papers(&self, evaluation: Option<&Evaluation>) -> Vec<&library::procedure::Paper> {
        match (&self.form, evaluation) {
            (Some(form), Some(evaluation)) => self.procedure.papers_for(Filled { form, evaluation }),
            _ => self.procedure.papers.iter().collect(),
        }
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
            let Some(sheet) = latest.borrow().as_ref().map(|open| open.sheet.clone()) else { return };
            let open = OpenDossier { view: Rc::new(view), sheet };
            *latest.borrow_mut() = Some(open.clone());
            setter.set(Loaded::Ready(open));
        })
    };
    ((*open).clone(), replaced)
}

async fn read(id: DossierId, known: Option<Rc<Sheet>>) -> Result<OpenDossier, Problem> {
    let view = ipc::call(GetDossier { dossier: id }).await?;
    let sheet = match known {
        Some(sheet) => sheet,
        None => Rc::new(Sheet::new(
            ipc::call(GetProcedure {
                code: view.procedure.clone(),
                version: Some(view.form_version.clone()),
            })
            .await?,
        )),
    };
    Ok(OpenDossier { view: Rc::new(view), sheet })
}
