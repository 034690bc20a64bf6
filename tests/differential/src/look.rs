//! What an engine makes of one question at one moment.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What all questions look like after a step, by key.
pub(crate) type State = BTreeMap<String, Look>;

/// Of a question that is not relevant only that is said.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Look {
    pub(crate) relevant: bool,
    /// These three only of questions that a person answers.
    #[serde(default)]
    pub(crate) required: Option<bool>,
    #[serde(default)]
    pub(crate) readonly: Option<bool>,
    /// Whether the form's own check is content.
    #[serde(default)]
    pub(crate) constraint: Option<bool>,
    #[serde(default)]
    pub(crate) value: Option<String>,
    #[serde(default)]
    pub(crate) label: Option<String>,
    #[serde(default)]
    pub(crate) hint: Option<String>,
    /// `value=label` of each choice that is offered, in order.
    #[serde(default)]
    pub(crate) choices: Option<Vec<String>>,
}

/// What is shown is compared without what is done to it on the way and no engine answers for: pyxform straightens
/// typographic quotes and puts blanks around a reference.
fn plain(text: &str) -> String {
    let straight = text.replace(['“', '”'], "\"").replace(['‘', '’'], "'");
    straight.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Said by one engine only, these say nothing: the peer takes a read-only question for a note, and ours looks at the
/// kind of an answer before it asks the form's own check.
pub(crate) const ONLY_IF_BOTH: &[&str] = &["required", "readonly", "constraint"];

impl Look {
    /// Each aspect as text; what is not said is not there.
    pub(crate) fn aspects(&self) -> BTreeMap<&'static str, String> {
        let flag = |flag: bool| if flag { "yes" } else { "no" }.to_owned();
        let mut aspects = BTreeMap::from([("relevant", flag(self.relevant))]);
        let flags =
            [("required", self.required), ("readonly", self.readonly), ("constraint", self.constraint)];
        aspects.extend(flags.into_iter().filter_map(|(name, value)| Some((name, flag(value?)))));
        aspects.extend(self.value.clone().map(|value| ("value", value)));
        let shown = [("label", &self.label), ("hint", &self.hint)];
        aspects.extend(shown.into_iter().filter_map(|(name, text)| Some((name, plain(text.as_ref()?)))));
        if let Some(choices) = &self.choices {
            aspects.insert("choices", plain(&choices.join(" | ")));
        }
        aspects
    }
}
