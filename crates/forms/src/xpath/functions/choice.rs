//! Labels, translations, and tables.

use super::{Function, Given, of, run};
use crate::tree::NodeId;
use crate::xpath::ast::{Expr, Path, Reference, Start, Term};
use crate::xpath::nodes::NodeSet;
use crate::xpath::value::Val;
use crate::xpath::{ExprError, Value, evaluate_expr};
use std::borrow::Cow;

pub(super) const TABLE: &[Function] = &[
    of(
        "jr:choice-name",
        2,
        2,
        run!(|given| {
            let value = given.text(0)?;
            let (node, written) = match given.value(1)? {
                Val::Nodes(nodes) => (nodes.first(), Cow::Borrowed("")),
                other => {
                    let written = given.evaluator.text_of(other);
                    (node_of(&given, &written)?, written)
                }
            };
            let label = given.evaluator.scope.choice_label(node, &written, &value);
            Ok(label.map_or(Val::EMPTY, Val::Text))
        }),
    ),
    of(
        "jr:itext",
        1,
        1,
        run!(|given| {
            let id = given.text(0)?;
            Ok(given.evaluator.scope.itext(&id).map_or(Val::EMPTY, Val::Text))
        }),
    ),
    of(
        "pulldata",
        4,
        4,
        run!(|given| {
            let (id, wanted, column, value) =
                (given.text(0)?, given.text(1)?, given.text(2)?, given.text(3)?);
            let Some(instance) = given.evaluator.scope.instance(&id) else {
                return Err(ExprError::UnknownInstance { id: id.into_owned() });
            };
            let tree = given.evaluator.tree(instance);
            let Some(root) = tree.child_element(instance, "root") else { return Ok(Val::EMPTY) };
            let row = match given.evaluator.scope.lookup(root, "item", &column, &value) {
                Some(found) => found.first(),
                None => row(&given, root, &column, &value)?,
            };
            let cell = row.and_then(|row| tree.child_element(row, &wanted));
            Ok(cell.map_or(Val::EMPTY, |cell| Val::Text(tree.string_value(cell))))
        }),
    ),
];

/// The first row of a table with this value in a column.
fn row(given: &Given<'_, '_>, root: NodeId, column: &str, value: &str) -> Result<Option<NodeId>, ExprError> {
    let tree = given.evaluator.tree(root);
    for row in tree.children(root) {
        given.evaluator.spend(2)?;
        if tree.child_element(row, column).is_some_and(|cell| given.evaluator.node_text(cell) == value) {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

/// The node that a quoted path or `${name}` stands for, as in `jr:choice-name(${q}, '${q}')`.
fn node_of(given: &Given<'_, '_>, written: &str) -> Result<Option<NodeId>, ExprError> {
    let Ok(expr) = Expr::parse(written.trim()) else { return Ok(None) };
    // Only what cannot call a function: a text may come from an answer, and must not lead back here.
    if !is_plain(expr.term()) {
        return Ok(None);
    }
    given.evaluator.spend(100)?;
    let scope = given.evaluator.scope;
    Ok(match expr.term() {
        Term::Reference(reference) => everywhere(given, reference)?.first(),
        _ => match evaluate_expr(&expr, scope, given.evaluator.current)? {
            Value::Nodes(nodes) => nodes.first().copied(),
            _ => None,
        },
    })
}

fn everywhere(given: &Given<'_, '_>, reference: &Reference) -> Result<NodeSet, ExprError> {
    given.evaluator.scope.reference(reference, given.evaluator.current)
}

fn is_plain(term: &Term) -> bool {
    let plain_path = |path: &Path| {
        !matches!(path.start, Start::Of { .. }) && path.steps.iter().all(|step| step.predicates.is_empty())
    };
    match term {
        Term::Reference(_) => true,
        Term::Path(path) => plain_path(path),
        _ => false,
    }
}
