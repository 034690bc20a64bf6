//! What axe-core finds on a screen.

use serde::Deserialize;
use serde_json::json;
use std::fmt::Write;
use std::path::Path;
use stories::windows::{Doing, Page, Trouble};

/// Asks for what hinders people: lesser things are a matter of taste here.
const ASK: &str = "
    const [answer] = Array.from(arguments).slice(-1);
    // Colours on their way from one to another are nobody's choice.
    const still = Promise.allSettled(document.getAnimations().map((one) => one.finished));
    still.then(() => axe.run(document, { resultTypes: ['violations'] })).then(
        (result) => answer(result.violations
            .filter((one) => ['serious', 'critical'].includes(one.impact))
            .map((one) => ({
                rule: one.id,
                impact: one.impact,
                places: one.nodes.map((node) => node.target.join(' ') + ' · ' + (node.any[0]?.message ?? '')),
            }))),
        (error) => answer([{ rule: 'axe-core itself', impact: 'critical', places: [String(error)] }]),
    );";

#[derive(Debug, Deserialize)]
struct Finding {
    rule: String,
    impact: String,
    places: Vec<String>,
}

/// axe-core, and what it has found so far.
pub(crate) struct Audit {
    script: String,
    looked_at: usize,
    found: Vec<(String, Finding)>,
}

impl Audit {
    /// With the library's one file.
    pub(crate) fn with(axe: &Path) -> Result<Self, Trouble> {
        let script = std::fs::read_to_string(axe).doing(|| format!("unable to read {}", axe.display()))?;
        Ok(Self { script, looked_at: 0, found: Vec::new() })
    }

    pub(crate) async fn look(&mut self, page: &Page, screen: &str) -> Result<(), Trouble> {
        if page.run("return typeof axe", vec![]).await? != json!("object") {
            page.run(&self.script, vec![]).await?;
        }
        let findings = page.ask(ASK, vec![]).await?;
        let findings: Vec<Finding> =
            serde_json::from_value(findings).doing(|| format!("axe-core said nothing of {screen}"))?;
        println!("  {screen}: {}", findings.len());
        self.looked_at += 1;
        self.found.extend(findings.into_iter().map(|finding| (screen.to_owned(), finding)));
        Ok(())
    }

    /// Fails with all that was found.
    pub(crate) fn end(self) -> Result<(), Trouble> {
        let count = self.found.len();
        println!("{} screens, {count} serious or critical findings", self.looked_at);
        if count == 0 {
            return Ok(());
        }
        let mut told = format!("{count} serious or critical findings of axe-core:");
        for (screen, finding) in &self.found {
            for place in &finding.places {
                write!(told, "\n  {screen}: {} ({}): {place}", finding.rule, finding.impact)
                    .doing(|| "unable to tell what was found".to_owned())?;
            }
        }
        Err(Trouble(told))
    }
}
