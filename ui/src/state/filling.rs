//! The form of an open dossier while it is filled in: led from answer to answer, not begun anew.

use super::open_dossier::Sheet;
use forms::{Evaluation, Session};
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;

/// What the form shows now, and what it wrote by itself.
#[derive(Debug)]
pub struct Filling {
    pub evaluation: Evaluation,
    /// Answers that the form gave by itself, such as a triggered calculation: to be saved as any other.
    pub written: BTreeMap<String, String>,
}

/// `None`: the form has a fault and cannot be shown.
#[hook]
pub fn use_filling(sheet: Option<&Rc<Sheet>>, values: &BTreeMap<String, String>) -> Option<Filling> {
    let led = use_mut_ref(|| None::<(Rc<Sheet>, Session)>);
    let sheet = sheet?;
    let form = sheet.form.as_ref()?;
    super::open_dossier::with_environment(|environment| {
        let mut led = led.borrow_mut();
        match &mut *led {
            Some((known, session)) if Rc::ptr_eq(known, sheet) => {
                session.take_over(values, environment);
            }
            other => *other = Some((Rc::clone(sheet), Session::new(form, values, environment))),
        }
        let (_, session) = led.as_mut()?;
        Some(Filling { written: session.take_written(), evaluation: session.evaluation() })
    })
}
