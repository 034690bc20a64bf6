//! The texts of a form by the ids that pyxform gives them in an XForm's `<itext>`, for `jr:itext()`.

use super::{Definition, Item, ROOT, Text};

impl Definition {
    /// `/data/group/name:label`, `:hint`, `:jr:constraintMsg`, `:jr:requiredMsg`; or `list-0` for the label of
    /// the first choice of a list.
    pub(crate) fn itext(&self, id: &str) -> Option<Text> {
        let Some(rest) = id.strip_prefix('/') else { return self.choice_text(id) };
        let (path, part) = rest.split_once(':')?;
        let item = self.at_path(path)?;
        match (part, item.question()) {
            ("label", _) => Some(item.label.clone()),
            ("hint", _) => Some(item.hint.clone()),
            ("jr:constraintMsg", Some(question)) => Some(question.constraint_message.clone()),
            ("jr:requiredMsg", Some(question)) => Some(question.required_message.clone()),
            _ => None,
        }
    }
    /// The row at `data/group/name`.
    fn at_path(&self, path: &str) -> Option<&Item> {
        let mut names = path.rsplit('/');
        let found = self.items.get(*self.by_name.get(names.next()?)?)?;
        let mut at = found;
        while let Some(parent) = at.parent {
            at = self.items.get(parent)?;
            if names.next() != Some(at.name.as_str()) {
                return None;
            }
        }
        (names.next() == Some(ROOT) && names.next().is_none()).then_some(found)
    }
    fn choice_text(&self, id: &str) -> Option<Text> {
        let (list, row) = id.rsplit_once('-')?;
        let list = self.lists.get(*self.lists_by_name.get(list)?)?;
        list.choice(row.parse().ok()?).map(|choice| Text::new(&choice.label))
    }
}
