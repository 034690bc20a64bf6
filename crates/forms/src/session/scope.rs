//! What names in a form's expressions mean, seen from one node.

use super::node::{NodeIndex, Role, TOP};
use super::{Run, Session};
use crate::ChoiceList;
use crate::form::Definition;
use crate::tree::{NodeId, Tree};
use crate::xpath::{Documents, Environment, ExprError, NodeSet, NodeType, Reference, Scope};
use std::borrow::Cow;

/// An expression of a node.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) session: &'a Session,
    pub(super) run: &'a Run<'a>,
    pub(super) node: NodeIndex,
}

impl View<'_> {
    fn form(&self) -> &Definition {
        self.run.form
    }
    /// Documents are numbered from 1: the form's lists, then its files.
    fn list(&self, document: u16) -> Option<&ChoiceList> {
        let place = usize::from(document.checked_sub(1)?);
        let form = self.run.form;
        match place.checked_sub(form.lists.len()) {
            None => form.lists.get(place).map(|list| &**list),
            Some(file) => {
                let file = form.documents.get(file)?;
                self.run.environment.files.and_then(|files| files.list(file))
            }
        }
    }
    fn set(&self, nodes: impl IntoIterator<Item = NodeIndex>) -> NodeSet {
        nodes.into_iter().filter_map(|index| self.session.node(index)).map(|node| node.element).collect()
    }
    /// The nodes of `${name}`.
    fn named(&self, reference: &Reference, everywhere: bool) -> Result<NodeSet, ExprError> {
        let form = self.run.form;
        let bound = reference.bound.map(|item| item as usize);
        let index = bound
            .or_else(|| form.by_name.get(&*reference.name).copied())
            .ok_or_else(|| ExprError::UnknownReference { name: reference.name.to_string() })?;
        let Some(item) = form.item(index) else { return Ok(NodeSet::Empty) };
        let session = self.session;
        // The usual case: one question, outside repeats or beside this one.
        if !item.is_repeat() && !everywhere {
            let (scope, inside) = session.shared_scope(self.node, &item.repeats);
            if inside.is_empty() {
                return Ok(self.set(session.member(scope, index)));
            }
        }
        let found = session.nodes_of(form, index, self.node, everywhere);
        let relevant = |index: &NodeIndex| session.is_relevant(*index);
        Ok(if item.is_repeat() {
            let instances = found.into_iter().filter_map(|holder| session.node(holder));
            self.set(instances.flat_map(|holder| holder.instances.iter().copied()).filter(relevant))
        } else {
            self.set(found.into_iter().filter(relevant))
        })
    }
}

impl Documents for View<'_> {
    fn tree(&self, document: u16) -> Option<&Tree> {
        if document == 0 { Some(&self.session.tree) } else { self.list(document).map(ChoiceList::tree) }
    }
}

impl Scope for View<'_> {
    fn environment(&self) -> &Environment<'_> {
        &self.run.xpath
    }
    fn reference(&self, reference: &Reference, _from: NodeId) -> Result<NodeSet, ExprError> {
        self.named(reference, false)
    }
    fn every(&self, reference: &Reference) -> Result<NodeSet, ExprError> {
        self.named(reference, true)
    }
    /// By the name of a list, by that of a file without its ending, or by `#` and the document's number.
    fn instance(&self, id: &str) -> Option<NodeId> {
        let form = self.form();
        let document = match id.strip_prefix('#') {
            Some(number) => number.parse::<u16>().ok()?,
            None => {
                let list = form.lists_by_name.get(id).copied();
                let is_file = |file: &String| file == id || file.strip_suffix(".csv") == Some(id);
                let place = list.or_else(|| {
                    form.documents.iter().position(is_file).map(|file| file + form.lists.len())
                })?;
                u16::try_from(place + 1).ok()?
            }
        };
        self.list(document).map(|list| list.tree().root().in_document(document))
    }
    fn lookup(&self, parent: NodeId, item: &str, column: &str, value: &str) -> Option<NodeSet> {
        let list = self.list(parent.document())?;
        // Labels have no index: what looks through them all has to count.
        if item != "item"
            || column == "label"
            || list.tree().root_element().map(NodeId::index) != Some(parent.index())
        {
            return None;
        }
        let rows = list.rows_where(column, value)?;
        Some(
            rows.into_iter()
                .filter_map(|row| list.element(row))
                .map(|element| element.in_document(parent.document()))
                .collect(),
        )
    }
    fn choice_label(&self, node: Option<NodeId>, _written: &str, value: &str) -> Option<Cow<'_, str>> {
        let index = self.session.by_element.get(node?.index())?;
        let item = self.session.item_of(self.run.form, *index)?;
        let list = self.session.list_of(self.run, item.question()?)?;
        let label =
            |name: &str| list.named(name).map(|choice| choice.label.get(self.run.environment.language));
        if let Some(label) = label(value) {
            return Some(Cow::Borrowed(label));
        }
        // Several names, as a select_multiple has them.
        let labels: Vec<&str> = value.split_whitespace().map(label).collect::<Option<_>>()?;
        (!labels.is_empty()).then(|| Cow::Owned(labels.join(", ")))
    }
    /// No more than what is left of the whole change's.
    fn steps(&self) -> u64 {
        self.run.xpath.limits.steps.min(self.run.left())
    }
    fn used(&self, steps: u64) {
        self.run.charge(steps);
    }
    /// The words of the form under the ids that pyxform gives them. Where they speak of an answer, they have a gap
    /// here: an id may be computed, so that nobody could know when to look again.
    fn itext(&self, id: &str) -> Option<Cow<'_, str>> {
        let words = self.form().itext(id)?.filled(|_| None);
        Some(Cow::Owned(words.get(self.run.environment.language).to_owned()))
    }
    fn node_type(&self, node: NodeId) -> Option<NodeType> {
        if node.document() != 0 {
            return None;
        }
        let index = self.session.by_element.get(node.index())?;
        let item = self.session.item_of(self.run.form, *index)?;
        let numeric = item.question()?.kind.is_number();
        Some(if numeric { NodeType::Number } else { NodeType::Other })
    }
    /// Every question throws its own dice.
    fn seed(&self) -> u64 {
        let key = self.session.node(self.node).filter(|_| self.node != TOP).map_or("", |node| &*node.key);
        // FNV-1a: the same key gives the same number everywhere.
        let hash = key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        self.run.xpath.seed ^ if key.is_empty() { 0 } else { hash }
    }
}

impl Session {
    pub(super) fn view<'a>(&'a self, run: &'a Run<'a>, node: NodeIndex) -> View<'a> {
        View { session: self, run, node }
    }
    /// Whether the node is one that a person or an expression gives a text.
    pub(super) fn is_question(&self, index: NodeIndex) -> bool {
        self.node(index).is_some_and(|node| node.role == Role::Question)
    }
}
