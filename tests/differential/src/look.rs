//! What an engine makes of one question at one moment.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What all questions look like after a step, by key.
pub type State = BTreeMap<String, Look>;

/// Of a question that is not relevant only that is said.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Look {
    pub relevant: bool,
    /// These three only of questions that a person answers.
    #[serde(default)]
    pub required: Option<bool>,
    #[serde(default)]
    pub readonly: Option<bool>,
    /// Whether the form's own check is content.
    #[serde(default)]
    pub constraint: Option<bool>,
    #[serde(default)]
    pub value: Option<String>,
    #[serde(default)]
    pub label: Option<String>,
    #[serde(default)]
    pub hint: Option<String>,
    /// `value=label` of each choice that is offered, in order.
    #[serde(default)]
    pub choices: Option<Vec<String>>,
}

impl Look {
    /// Each aspect as text; what is not said is not there.
    pub fn aspects(&self) -> BTreeMap<&'static str, String> {
        let flag = |flag: bool| if flag { "yes" } else { "no" }.to_owned();
        let mut aspects = BTreeMap::from([("relevant", flag(self.relevant))]);
        let flags =
            [("required", self.required), ("readonly", self.readonly), ("constraint", self.constraint)];
        aspects.extend(flags.into_iter().filter_map(|(name, value)| Some((name, flag(value?)))));
        let texts = [("value", &self.value), ("label", &self.label), ("hint", &self.hint)];
        aspects.extend(texts.into_iter().filter_map(|(name, text)| Some((name, text.clone()?))));
        if let Some(choices) = &self.choices {
            aspects.insert("choices", choices.join(" | "));
        }
        aspects
    }
}
