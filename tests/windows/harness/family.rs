//! The families that come with the procedures, as volunteers meet them at the door.

use super::{Doing, Page, Trouble};
use library::story::Story;
use library::{Library, Pack};

fn library() -> Result<Library, Trouble> {
    Library::built_in().doing(|| "unable to read the library".to_owned())
}

fn missing(what: &str, procedure: &str) -> Trouble {
    Trouble(format!("{procedure} has no {what}"))
}

/// The first family of a procedure whose form is complete.
pub fn family(procedure: &str) -> Result<(Pack, Story), Trouble> {
    let pack = library()?.pack(&procedure.into()).ok_or_else(|| missing("pack", procedure))?.clone();
    let files = Library::built_in_files().iter().find(|files| files.folder == procedure);
    let (stories, faults) = files.ok_or_else(|| missing("files", procedure))?.stories();
    if !faults.is_empty() {
        return Err(Trouble(format!("the families of {procedure} do not read: {faults:?}")));
    }
    let complete = |story: &Story| story.complete.unwrap_or(story.problems.is_empty());
    let story = stories.into_iter().find(complete);
    Ok((pack, story.ok_or_else(|| missing("family whose form is complete", procedure))?))
}

impl Page {
    /// Gives the family's answers in the order of the form, each saved before the next. What is there already, from the
    /// household book or by itself, is left.
    pub async fn fill_in_for(&self, pack: &Pack, story: &Story) -> Result<(), Trouble> {
        let library = library()?;
        let form = pack.form.as_ref().ok_or_else(|| missing("form", pack.procedure.code.as_str()))?;
        let asked =
            form.survey.iter().filter_map(|row| Some((row.name.as_str(), story.answers.get(&row.name)?)));
        for (question, value) in asked {
            self.turn_to(question).await?;
            let label =
                form.choices.iter().find(|choice| choice.name == *value).map(|choice| choice.label.get("vi"));
            let commune = library.communes().place(value).map(|place| place.commune.name.clone());
            let words = commune.or(label.map(str::to_owned)).unwrap_or_else(|| value.clone());
            let shown = self.shown(question).await?.unwrap_or_default();
            if shown == *value || (!shown.is_empty() && shown.contains(words.as_str())) {
                continue;
            }
            self.answer_by(question, value, &words).await?;
        }
        Ok(())
    }
}
