//! The families of the packs' stories: who fills the forms.

use crate::printed::text;
use chrono::NaiveDate;
use forms::{Environment, Form, Session};
use library::{Library, Pack};
use papers::{Blank, Paper};
use std::sync::LazyLock;

/// A story with the blank that it fills.
pub(crate) struct Family {
    pub(crate) procedure: String,
    pub(crate) story: String,
    pub(crate) complete: bool,
    pub(crate) today: NaiveDate,
    pub(crate) session: Session,
    pub(crate) blank: Blank,
}

impl Family {
    pub(crate) fn paper(&self) -> Paper {
        self.blank.paper(self.today).unwrap()
    }
}

/// Every family of every procedure that has a form.
pub(crate) fn all() -> &'static [Family] {
    static ALL: LazyLock<Vec<Family>> = LazyLock::new(read);
    &ALL
}

/// The families that fill an official blank, with what is then printed.
pub(crate) fn printed() -> &'static [(&'static Family, String)] {
    static PRINTED: LazyLock<Vec<(&'static Family, String)>> = LazyLock::new(|| {
        let official = all().iter().filter(|family| family.blank.name().is_some());
        official.map(|family| (family, text(&family.paper()))).collect()
    });
    &PRINTED
}

fn read() -> Vec<Family> {
    let library = Library::built_in().unwrap();
    let files = Library::built_in_files();
    library
        .packs()
        .filter_map(|pack| {
            let form = Form::load(pack.form.as_ref()?).unwrap();
            let (stories, faults) =
                files.iter().find(|files| files.folder == pack.procedure.code.as_str()).unwrap().stories();
            assert!(faults.is_empty());
            Some(stories.into_iter().map(|story| family(&library, pack, &form, &story)).collect::<Vec<_>>())
        })
        .flatten()
        .collect()
}

fn family(library: &Library, pack: &Pack, form: &Form, story: &library::story::Story) -> Family {
    let environment = Environment::new(story.today).with_files(library.communes());
    let session = Session::new(form, &story.answers, &environment);
    Family {
        procedure: pack.procedure.code.to_string(),
        story: story.name.clone(),
        complete: story.problems.is_empty() && story.complete != Some(false),
        today: story.today,
        blank: Blank::filled(&pack.procedure, &session, library.communes()),
        session,
    }
}
