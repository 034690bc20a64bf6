//! Filling in the form as a volunteer does: by keyboard and finger, one question after the other.

use super::{Doing, LONG, Page, SHORT, Trouble};
use crate::pictures::{Wrong, paper};
use demo::birth;
use serde_json::json;
use std::path::Path;

/// How a question is asked on the page, looked up in the page itself.
const KIND: &str = "
    const [question, value] = arguments;
    const id = `q-${question}`;
    if (document.getElementById(`${id}-year`)) return 'date';
    if (document.getElementById(`${id}-${value}`)) return 'choice';
    const field = document.getElementById(id);
    if (!field) return 'elsewhere';
    if (field.type === 'checkbox') return 'tick';
    return field.getAttribute('role') === 'combobox' ? 'list' : 'text';";

/// What a person sees as the answer to a question, in the form in which the app stores it.
const SHOWN: &str = "
    const id = `q-${arguments[0]}`;
    const part = name => document.getElementById(`${id}-${name}`)?.value ?? '';
    if (document.getElementById(`${id}-year`)) {
        const two = text => text && text.padStart(2, '0');
        return [part('year'), two(part('month')), two(part('day'))].filter(text => text).join('-');
    }
    const chosen = document.querySelector(`input[type=radio][name='${id}']:checked`);
    if (chosen) return chosen.value;
    const field = document.getElementById(id);
    if (!field) return document.querySelector(`#form-section [data-question='${arguments[0]}']`) ? '' : null;
    return field.type === 'checkbox' ? (field.checked ? 'OK' : '') : field.value;";

impl Page {
    /// Gives an answer without waiting for what becomes of it. `value` is written as the app stores it.
    pub async fn give(&self, question: &str, value: &str) -> Result<(), Trouble> {
        let words = if value == birth::COMMUNE { birth::COMMUNE_SEARCH } else { value };
        self.give_by(question, value, words).await
    }

    /// The same, with the words by which the value is looked for where it is one of a long list.
    async fn give_by(&self, question: &str, value: &str, words: &str) -> Result<(), Trouble> {
        let field = format!("#q-{question}");
        match self.run(KIND, vec![json!(question), json!(value)]).await?.as_str() {
            Some("date") => {
                let mut parts = value.split('-');
                let (year, month, day) = (parts.next(), parts.next(), parts.next());
                for (name, part) in [("day", day), ("month", month), ("year", year)] {
                    if let Some(part) = part {
                        self.write(&format!("{field}-{name}"), part).await?;
                    }
                }
                self.leave(&format!("{field}-year")).await
            }
            Some("choice") => self.touch(&format!("label[for='q-{question}-{value}']")).await,
            Some("tick") => self.touch(&format!("label[for='q-{question}']")).await,
            Some("list") => {
                self.write(&field, words).await?;
                self.touch(&format!("[data-question='{question}'] .option[data-value='{value}']")).await
            }
            Some("text") => {
                self.write(&field, value).await?;
                self.leave(&field).await
            }
            _ => Err(Trouble(format!("{question} is not on this page"))),
        }
    }

    /// Gives an answer and waits until the page says that it is saved.
    pub async fn answer(&self, question: &str, value: &str) -> Result<(), Trouble> {
        self.give(question, value).await?;
        self.wait_for(&format!("#saved-{question}[data-state='saved']"), SHORT).await
    }

    /// [`Page::answer`], with the words by which the value is looked for in a long list.
    pub async fn answer_by(&self, question: &str, value: &str, words: &str) -> Result<(), Trouble> {
        self.give_by(question, value, words).await?;
        self.wait_for(&format!("#saved-{question}[data-state='saved']"), SHORT).await
    }

    /// The answer that the page shows; `None` when the question is not on this page.
    pub async fn shown(&self, question: &str) -> Result<Option<String>, Trouble> {
        Ok(self.run(SHOWN, vec![json!(question)]).await?.as_str().map(str::to_owned))
    }

    /// The section of the form that is open.
    pub async fn section(&self) -> Result<String, Trouble> {
        self.attribute("#form-section", "data-section").await
    }

    /// Goes on, section by section, until the question is on the page.
    pub async fn turn_to(&self, question: &str) -> Result<(), Trouble> {
        while self.shown(question).await?.is_none() {
            let section = self.section().await?;
            self.press("#next-section").await?;
            // The last section is followed by another page: then the question is nowhere.
            self.wait_for(&format!("#form-section:not([data-section='{section}'])"), SHORT).await?;
        }
        Ok(())
    }

    /// Goes back, section by section, until the question is on the page.
    pub async fn turn_back_to(&self, question: &str) -> Result<(), Trouble> {
        while self.shown(question).await?.is_none() {
            let section = self.section().await?;
            self.press("#previous-section").await?;
            self.wait_for(&format!("#form-section:not([data-section='{section}'])"), SHORT).await?;
        }
        Ok(())
    }

    /// Fills in the whole form of the demo's birth, each answer saved before the next is given. What the
    /// form has filled in by itself, such as the mother's name from the person who files, is left.
    pub async fn fill_in_the_birth(&self) -> Result<(), Trouble> {
        for (question, value) in birth::ANSWERS {
            self.turn_to(question).await?;
            let shown = self.shown(question).await?;
            let is_there =
                shown.as_deref() == Some(*value) || (*value == "VN" && shown.as_deref() == Some("Việt Nam"));
            if !is_there {
                self.answer(question, value).await?;
            }
        }
        Ok(())
    }

    /// From the home page to the first section of a new dossier's form.
    pub async fn start_dossier(&self) -> Result<(), Trouble> {
        self.arrive("home").await?;
        self.press("#new-dossier").await?;
        self.arrive("find").await?;
        self.write("#procedure-query", "khai sinh").await?;
        self.press(&format!(".procedure-card[data-code='{}']", birth::PROCEDURE)).await?;
        self.arrive("guide").await?;
        self.press("#start-dossier").await?;
        self.arrive("form").await
    }

    /// Takes the next good photo of a paper, on the page of papers: its `number`th.
    pub async fn keep_photo(&self, of: &str, files: &Path, number: u64) -> Result<(), Trouble> {
        let photo = files.join(format!("giay-{number}.jpg"));
        std::fs::write(&photo, paper(number, Wrong::Nothing))
            .doing(|| "unable to write a photo".to_owned())?;
        self.choose_files(&format!("#photo-{of}"), &[photo]).await?;
        self.press(&format!("#photo-{of}-keep")).await?;
        self.wait_for(&format!("#pages-{of}[data-pages='{number}']"), SHORT).await
    }

    /// From the form, or the review itself, to the page that says the dossier was handed over.
    pub async fn hand_over(&self) -> Result<(), Trouble> {
        if !self.is_there("main[data-page='review']").await? {
            self.press("#to-review").await?;
        }
        self.arrive("review").await?;
        self.press("label[for='consent-help_with_dossier']").await?;
        self.wait_for("#saved-consent-help_with_dossier[data-state='saved']", SHORT).await?;
        // Asked where a photo is in the dossier.
        if self.is_there("[data-consent='photos_of_papers'][data-agreed='false']").await? {
            self.press("label[for='consent-photos_of_papers']").await?;
            self.wait_for("#saved-consent-photos_of_papers[data-state='saved']", SHORT).await?;
        }
        self.press("#hand-over").await?;
        self.arrive("handed-over").await
    }

    /// Presses "sync now" and waits until nothing is left to send.
    pub async fn sync(&self) -> Result<(), Trouble> {
        self.press("#sync-now").await?;
        self.wait_for("#sync-bar[data-running='false'][data-waiting='0']", LONG).await
    }
}
