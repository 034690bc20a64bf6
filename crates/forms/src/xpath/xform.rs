//! What a whole XForm document says of itself: its instances, its translations, the labels of its choices.

use super::ast::Expr;
use super::eval::evaluate_expr;
use super::nodes::NodeSet;
use super::scope::Standing;
use super::value::Value;
use crate::tree::{Kind, NodeId, Tree};
use std::borrow::Cow;

/// The first element with this local name, in any namespace.
fn element(tree: &Tree, below: NodeId, local: &str) -> Option<NodeId> {
    tree.descendants(below).find(|n| is_named(tree, *n, local))
}

fn is_named(tree: &Tree, node: NodeId, local: &str) -> bool {
    tree.kind(node) == Kind::Element && *tree.name(node).local == *local
}

fn children<'t>(tree: &'t Tree, of: NodeId, local: &'t str) -> impl Iterator<Item = NodeId> + 't {
    tree.children(of).filter(move |n| is_named(tree, *n, local))
}

fn model(tree: &Tree) -> NodeId {
    element(tree, tree.root(), "model").unwrap_or_else(|| tree.root())
}

/// `<instance id="…">`.
pub(super) fn instance(tree: &Tree, id: &str) -> Option<NodeId> {
    let model = model(tree);
    children(tree, model, "instance").find(|n| tree.attribute(*n, "id") == Some(id)).or_else(|| {
        tree.descendants(tree.root())
            .find(|n| is_named(tree, *n, "instance") && tree.attribute(*n, "id") == Some(id))
    })
}

/// Elements of this name: those below the nearest ancestor of `from` that has any.
pub(super) fn named(tree: &Tree, root: Option<NodeId>, name: &str, from: NodeId) -> Option<NodeSet> {
    let root = root.unwrap_or_else(|| tree.root());
    let primary = if root == tree.root() {
        let model = model(tree);
        if model == root { root } else { children(tree, model, "instance").next().unwrap_or(root) }
    } else {
        root
    };
    let below =
        |top: NodeId| -> NodeSet { tree.descendants(top).filter(|n| is_named(tree, *n, name)).collect() };
    if from.document() == 0 && tree.is_within(from, primary) {
        let mut at = Some(from);
        while let Some(node) = at {
            let found = below(node);
            if !found.is_empty() {
                return Some(found);
            }
            if node == primary {
                return None;
            }
            at = tree.parent(node);
        }
    }
    let found = below(primary);
    (!found.is_empty()).then_some(found)
}

/// The text of an id in a language, or in the default one.
pub(super) fn itext<'t>(tree: &'t Tree, id: &str, language: &str) -> Option<Cow<'t, str>> {
    let itext = element(tree, tree.root(), "itext")?;
    let translations: Vec<NodeId> = children(tree, itext, "translation").collect();
    let spoken = |n: &NodeId| {
        tree.attribute(*n, "lang").is_some_and(|l| l == language || l.ends_with(&format!("({language})")))
    };
    let default = |n: &NodeId| tree.attribute(*n, "default").is_some();
    let translation = translations
        .iter()
        .find(|n| spoken(n))
        .or_else(|| translations.iter().find(|n| default(n)))
        .or_else(|| translations.first())?;
    let text = children(tree, *translation, "text").find(|n| tree.attribute(*n, "id") == Some(id))?;
    let value = children(tree, text, "value").find(|n| tree.attribute(*n, "form").is_none())?;
    Some(tree.string_value(value))
}

/// The label of a choice of the control whose `ref` is the path of `node`.
pub(super) fn choice_label<'a>(
    scope: &'a Standing<'_>,
    node: Option<NodeId>,
    written: &str,
    value: &str,
) -> Option<Cow<'a, str>> {
    let tree = scope.tree;
    let path = match node {
        Some(node) => path_of(scope, node),
        None => written.trim().to_owned(),
    };
    let control = tree.descendants(tree.root()).find(|n| {
        matches!(&*tree.name(*n).local, "select1" | "select" | "rank")
            && tree.attribute(*n, "ref").is_some_and(|r| r.trim() == path)
    })?;
    for item in children(tree, control, "item") {
        let found = children(tree, item, "value").next().is_some_and(|v| tree.string_value(v) == value);
        if found {
            return label(scope, children(tree, item, "label").next()?);
        }
    }
    let itemset = children(tree, control, "itemset").next()?;
    let label_ref = tree.attribute(children(tree, itemset, "label").next()?, "ref")?;
    let value_ref = tree.attribute(children(tree, itemset, "value").next()?, "ref")?;
    let nodeset = computable(tree.attribute(itemset, "nodeset")?)?;
    let Ok(Value::Nodes(items)) = evaluate_expr(&nodeset, scope, node.unwrap_or_else(|| tree.root())) else {
        return None;
    };
    let value_expr = computable(value_ref)?;
    let label_expr = computable(label_ref)?;
    let item = items.into_iter().find(|i| value_expr.text(scope, *i).is_ok_and(|v| v == value))?;
    label_expr.text(scope, item).ok().map(Cow::Owned)
}

/// An expression of the document that cannot lead back to jr:choice-name().
fn computable(source: &str) -> Option<Expr> {
    let expr = Expr::parse(source).ok()?;
    (!expr.functions().contains(&"jr:choice-name")).then_some(expr)
}

fn label<'a>(scope: &'a Standing<'_>, label: NodeId) -> Option<Cow<'a, str>> {
    match scope.tree.attribute(label, "ref") {
        Some(source) => computable(source)?.text(scope, label).ok().map(Cow::Owned),
        None => Some(scope.tree.string_value(label)),
    }
}

/// `/data/group/question`, from what `/` means (or from the instance it lies in).
fn path_of(scope: &Standing<'_>, node: NodeId) -> String {
    let tree = scope.tree;
    let mut names = Vec::new();
    let mut at = Some(node);
    while let Some(n) = at {
        let is_top = Some(n) == scope.environment.root || is_named(tree, n, "instance");
        if is_top || tree.kind(n) == Kind::Root {
            break;
        }
        names.push(tree.name(n).to_string());
        at = tree.parent(n);
    }
    names.reverse();
    format!("/{}", names.join("/"))
}
