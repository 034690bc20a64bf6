//! What of a procedure applies to the answers so far.
//!
//! A condition that cannot be computed holds: a paper too many on a list does less harm than one too few.

use super::{Exemption, Fee, Paper, Procedure, ProcedureCase};
use forms::{Evaluation, Form};

/// A form and its evaluation: what the conditions of a procedure look at.
#[derive(Clone, Copy, Debug)]
pub struct Filled<'a> {
    pub form: &'a Form,
    pub evaluation: &'a Evaluation,
}

impl Filled<'_> {
    /// Whether a condition holds now; an empty one always does.
    pub fn holds(&self, relevant: &str) -> bool {
        relevant.trim().is_empty()
            || self.form.condition(relevant).map_or(true, |condition| condition.holds(self.evaluation))
    }
}

impl Procedure {
    /// The case of a dossier with these answers: the first whose condition holds. `None` only in a procedure
    /// without cases.
    pub fn case_for(&self, filled: Filled<'_>) -> Option<&ProcedureCase> {
        self.cases.iter().find(|case| filled.holds(&case.relevant)).or(self.cases.last())
    }
    /// The papers that these answers call for, in order.
    pub fn papers_for(&self, filled: Filled<'_>) -> Vec<&Paper> {
        self.papers.iter().filter(|paper| filled.holds(&paper.relevant)).collect()
    }
    /// The fees that these answers bring, before any exemption.
    pub fn fees_for(&self, filled: Filled<'_>) -> Vec<&Fee> {
        self.fees.iter().filter(|fee| filled.holds(&fee.relevant)).collect()
    }
    /// The exemptions that the answers show to apply. Those without a condition are never among them: whether
    /// they apply is for the villager to say.
    pub fn exemptions_for(&self, filled: Filled<'_>) -> Vec<&Exemption> {
        let shown = |e: &&Exemption| !e.relevant.trim().is_empty() && filled.holds(&e.relevant);
        self.exemptions.iter().filter(shown).collect()
    }
    /// The source of a fact: the one it names, else the first.
    pub fn source(&self, of_fact: Option<&str>) -> Option<&super::Source> {
        of_fact.map_or(self.sources.first(), |id| self.sources.iter().find(|source| source.id == id))
    }
}
