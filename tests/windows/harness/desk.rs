//! What officers do on a dossier's page, one after the other in many stories.

use super::{Browser, Commune, LONG, Page, Trouble};
use serde_json::json;

/// What nobody types in a test: a day in a field for days.
const CHOOSE_DAY: &str = "
    const day = document.querySelector('#work-day');
    day.value = arguments[0];
    day.dispatchEvent(new Event('input', { bubbles: true }));";

impl Browser {
    /// A wide window with the first officer of the commune at her inbox.
    pub async fn at_the_desk(commune: &Commune) -> Result<Self, Trouble> {
        let browser = Self::open(1280, 900).await?;
        browser.log_in(commune).await?;
        Ok(browser)
    }
}

impl Page {
    /// The first dossier of the list.
    pub async fn open_the_first(&self) -> Result<(), Trouble> {
        self.press(".inbox-row").await?;
        self.arrive("dossier").await
    }

    /// Its official number.
    pub async fn accept(&self) -> Result<String, Trouble> {
        self.press("#accept:not(:disabled)").await?;
        self.wait_for("#case-number", LONG).await?;
        self.text("#case-number").await
    }

    /// To the `officer`th of the list for the `step`th step; the second line of the control sheet says so.
    pub async fn hand_on(&self, officer: usize, step: usize) -> Result<(), Trouble> {
        self.press("#work-hand").await?;
        self.choose("#work-to", officer).await?;
        self.choose("#work-step", step).await?;
        self.press("#work-do").await?;
        self.wait_for("#control-sheet li:nth-child(2)", LONG).await
    }

    /// With an apology, to a day `(year, month, day)` which is then the dossier's.
    pub async fn put_off(&self, (year, month, day): (&str, &str, &str), why: &str) -> Result<(), Trouble> {
        self.press("#work-put-off").await?;
        self.run(CHOOSE_DAY, vec![json!(format!("{year}-{month}-{day}"))]).await?;
        self.write("#work-words", why).await?;
        self.write("#work-signer", "Lò Văn Chủ").await?;
        self.press("#work-do").await?;
        self.reads("#case-due", &format!("{day}/{month}/{year}"), LONG).await
    }
}
