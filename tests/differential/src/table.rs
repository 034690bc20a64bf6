//! A file of choices, for both engines. No cell holds a comma or a quote.

use forms::{ChoiceList, SurveyRow};

#[derive(Debug)]
pub(crate) struct Table {
    text: String,
    pub(crate) list: ChoiceList,
}

impl Table {
    /// A file of comma-separated lines. Which columns are value and label is said by the `parameters` of the first
    /// question that chooses from it.
    pub(crate) fn read(text: &str, survey: &[SurveyRow], file: &str) -> Self {
        let chooses =
            survey.iter().find(|row| row.kind.split_whitespace().nth(1).is_some_and(|name| name == file));
        let parameter = |name: &str, or: &str| {
            chooses
                .and_then(|row| {
                    let words = row.parameters.split_whitespace();
                    words.filter_map(|word| word.split_once('=')).find(|(key, _)| *key == name)
                })
                .map_or_else(|| or.to_owned(), |(_, value)| value.to_owned())
        };
        Self::new(text.to_owned(), &parameter("value", "name"), &parameter("label", "label"))
    }

    pub(crate) fn new(text: String, value: &str, label: &str) -> Self {
        let mut lines = text.lines();
        let headers: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
        let list =
            ChoiceList::from_table(&headers, lines.map(|line| line.split(',').collect()), value, label);
        Self { list, text }
    }

    pub(crate) fn as_csv(&self) -> String {
        self.text.clone()
    }
}
