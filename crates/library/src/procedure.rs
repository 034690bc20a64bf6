//! `procedure.yaml`: the facts of a procedure and its guide.
//!
//! The schema is described for authors in `procedures/README.md`.

mod case;
mod evidence;
mod money;
mod now;
mod paper;
mod step;

pub use case::{ProcedureCase, TimeLimit};
pub use evidence::{Channel, Checked, Decision, Source};
pub use money::{Exemption, Fee};
pub use now::Filled;
pub use paper::{Handling, Paper};
pub use step::Step;

pub use crate::bilingual::Bilingual;

use crate::yaml::{Faults, Node, Place, Read, record};
use dossier::{PaperId, ProcedureCode};
use serde::{Deserialize, Serialize};

/// `procedure.yaml`.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    pub code: ProcedureCode,
    /// Version of the pack: the date on which its facts were read, such as `2026-07-18`.
    pub version: String,
    /// The official name.
    pub name: Bilingual,
    /// What people call it, such as "Làm giấy khai sinh cho con".
    pub plain_name: Bilingual,
    /// Words that people search with.
    pub synonyms: Vec<String>,
    /// Ids of the events in `life-events.yaml` that bring people to this procedure.
    pub life_events: Vec<String>,
    /// Field of the desk (lĩnh vực), such as "Hộ tịch".
    pub field: Bilingual,
    /// What it is, in one or two plain sentences.
    pub summary: Bilingual,
    pub who_may_file: Vec<Bilingual>,
    /// Who takes it in and works on it.
    pub processed_by: Bilingual,
    /// The authority that decides.
    pub decided_by: Bilingual,
    pub channels: Vec<Channel>,
    /// Where the facts were read. A fact without a source of its own has the first.
    pub sources: Vec<Source>,
    pub checked: Checked,
    /// False: shown as "chưa kiểm chứng"; the pack may then have no form.
    pub verified: bool,
    /// The decision that published the procedure.
    pub decision: Option<Decision>,
    /// The first whose condition holds is the dossier's; the last has none.
    pub cases: Vec<ProcedureCase>,
    pub fees: Vec<Fee>,
    pub exemptions: Vec<Exemption>,
    pub papers: Vec<Paper>,
    /// Steps at the commune's desk.
    pub desk_steps: Vec<Step>,
    /// Steps on the national portal, screen by screen.
    pub portal_steps: Vec<Step>,
    /// What the villager gets in the end.
    pub result: Bilingual,
    /// Each document that the villager gets, where they are several.
    pub results: Vec<Bilingual>,
    /// Plain warnings: common mistakes, and what gets dossiers returned.
    pub tips: Vec<Bilingual>,
    pub legal_basis: Vec<String>,
}

record!(Procedure {
    code,
    version,
    name,
    plain_name,
    synonyms,
    life_events,
    field,
    summary,
    who_may_file,
    processed_by,
    decided_by,
    channels,
    sources,
    checked,
    verified,
    decision = None,
    cases,
    fees,
    exemptions = Vec::new(),
    papers,
    desk_steps,
    portal_steps,
    result,
    results = Vec::new(),
    tips = Vec::new(),
    legal_basis,
});

impl Read for ProcedureCode {
    fn read(node: &Node, place: &Place<'_>, faults: &mut Faults) -> Option<Self> {
        String::read(node, place, faults).map(|text| Self::from(text.as_str()))
    }
}

impl Read for PaperId {
    fn read(node: &Node, place: &Place<'_>, faults: &mut Faults) -> Option<Self> {
        String::read(node, place, faults).map(|text| Self::from(text.as_str()))
    }
}
