//! Names, languages and ids of nodes.

use super::{Function, Given, of_context, run, varying};
use crate::tree::{Kind, NodeId, XML_NAMESPACE};
use crate::xpath::ExprError;
use crate::xpath::convert::is_space;
use crate::xpath::value::Val;
use std::borrow::Cow;

pub(super) const TABLE: &[Function] = &[
    of_context(
        "local-name",
        0,
        1,
        run!(|given| Ok(match node(&given)? {
            Some(node) => Val::Text(Cow::Borrowed(given.evaluator.tree(node).local_name(node))),
            None => Val::EMPTY,
        })),
    ),
    of_context(
        "name",
        0,
        1,
        run!(|given| Ok(match node(&given)? {
            Some(node) => {
                let tree = given.evaluator.tree(node);
                let name = tree.name(node);
                if name.prefix.is_empty() {
                    Val::Text(Cow::Borrowed(tree.local_name(node)))
                } else {
                    Val::owned(name.to_string())
                }
            }
            None => Val::EMPTY,
        })),
    ),
    of_context(
        "namespace-uri",
        0,
        1,
        run!(|given| Ok(match node(&given)? {
            Some(node) => Val::Text(Cow::Borrowed(&given.evaluator.tree(node).name(node).uri)),
            None => Val::EMPTY,
        })),
    ),
    varying(
        "lang",
        1,
        1,
        run!(|given| {
            let wanted = given.text(0)?;
            Ok(Val::Bool(language(&given).is_some_and(|found| is_language(&found, &wanted))))
        }),
    ),
    varying(
        "id",
        1,
        1,
        run!(|given| {
            let texts = match given.value(0)? {
                Val::Nodes(nodes) => nodes.iter().map(|node| given.evaluator.node_text(node)).collect(),
                value => vec![given.evaluator.text_of(value)],
            };
            let here = given.context.node;
            let tree = given.evaluator.tree(here);
            let mut found = Vec::new();
            for text in &texts {
                given.evaluator.spend(1 + text.len() / 8)?;
                let ids = text.split(is_space).filter(|id| !id.is_empty());
                found.extend(ids.filter_map(|id| tree.element_by_id(id)));
            }
            let found = found.into_iter().map(|node| node.in_document(here.document())).collect();
            Ok(Val::Nodes(given.evaluator.in_order(found)?))
        }),
    ),
];

/// The first node of the argument, or the context node.
fn node(given: &Given<'_, '_>) -> Result<Option<NodeId>, ExprError> {
    if given.count() == 0 { Ok(Some(given.context.node)) } else { Ok(given.nodes(0)?.first()) }
}

/// The nearest `xml:lang`.
fn language<'a>(given: &Given<'_, 'a>) -> Option<Cow<'a, str>> {
    let tree = given.evaluator.tree(given.context.node);
    let mut at = Some(given.context.node);
    while let Some(node) = at {
        if tree.kind(node) == Kind::Element {
            let attribute = tree.attributes(node).find(|a| {
                let name = tree.name(*a);
                *name.local == *"lang" && *name.uri == *XML_NAMESPACE
            });
            if let Some(attribute) = attribute {
                return Some(tree.string_value(attribute));
            }
        }
        at = tree.parent(node);
    }
    None
}

/// The same or a sublanguage, without regard to case.
fn is_language(found: &str, wanted: &str) -> bool {
    match found.split_at_checked(wanted.len()) {
        Some((start, rest)) => {
            start.eq_ignore_ascii_case(wanted) && (rest.is_empty() || rest.starts_with('-'))
        }
        None => false,
    }
}
