//! The cases of a procedure (mã trường hợp) and how long the office has for each.

use super::Bilingual;
use crate::yaml::{Faults, Node, Place, Read, record};
use calendar::Rule;
use serde::{Deserialize, Serialize};

/// A case of a procedure, such as `1.000656.02`: each has its own time limit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProcedureCase {
    pub code: String,
    pub name: Bilingual,
    /// An expression over the answers; empty: every dossier that no case above took.
    #[serde(default)]
    pub relevant: String,
    pub time_limit: TimeLimit,
    #[serde(default)]
    pub source: Option<String>,
}

record!(ProcedureCase { code, name, relevant = String::new(), time_limit, source = None });

/// How long the office has, as words for people and as a rule for the calendar.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TimeLimit {
    pub words: Bilingual,
    /// `None`: no limit is fixed, such as for what a campaign decides once a year.
    pub rule: Option<Rule>,
}

record!(TimeLimit { words, rule });

impl Read for Rule {
    fn read(node: &Node, place: &Place<'_>, faults: &mut Faults) -> Option<Self> {
        let kind = node.get("kind").and_then(Node::text);
        let known: &[&str] = match kind {
            Some("same_day") => &["kind", "cutoff_hour"],
            Some("working_hours") => &["kind", "hours"],
            Some("working_days" | "days") => &["kind", "days"],
            _ => {
                faults.expected(node.get("kind").unwrap_or(node), place, crate::Wanted::LimitKind);
                return None;
            }
        };
        let entries = faults.map(node, place, known)?;
        match kind {
            Some("same_day") => {
                let cutoff_hour = faults.required((node, entries), place, "cutoff_hour")?;
                if cutoff_hour > 23 {
                    faults.expected(
                        node.get("cutoff_hour").unwrap_or(node),
                        &Place::Key(place, "cutoff_hour"),
                        crate::Wanted::Hour,
                    );
                    return None;
                }
                Some(Self::SameDay { cutoff_hour })
            }
            Some("working_hours") => {
                Some(Self::WorkingHours { hours: faults.required((node, entries), place, "hours")? })
            }
            Some("days") => Some(Self::Days { days: faults.required((node, entries), place, "days")? }),
            _ => Some(Self::WorkingDays { days: faults.required((node, entries), place, "days")? }),
        }
    }
}
