//! Instances of repeats.

use super::{Function, Given, of, run};
use crate::xpath::ExprError;
use crate::xpath::ast::Term;
use crate::xpath::nodes::NodeSet;
use crate::xpath::value::Val;

pub(super) const TABLE: &[Function] = &[of("indexed-repeat", 3, 7, run!(|given| indexed_repeat(&given)))];

/// The first node of a question that lies in the repeat instances picked by index (from 1), the outer repeat
/// first.
fn indexed_repeat<'a>(given: &Given<'_, 'a>) -> Result<Val<'a>, ExprError> {
    if given.count().is_multiple_of(2) {
        return Err(ExprError::ArgumentCount {
            function: "indexed-repeat",
            expected: "3, 5 or 7".to_owned(),
            found: given.count(),
        });
    }
    let mut nodes = everywhere(given, 0)?;
    let mut outer = None;
    for index in (1..given.count()).step_by(2) {
        let instances = everywhere(given, index)?;
        let place = given.number(index + 1)?;
        let mut inside = instances
            .iter()
            .filter(|node| outer.is_none_or(|outer| given.evaluator.tree(*node).is_within(*node, outer)));
        given.evaluator.spend(instances.len())?;
        let whole = place.trunc();
        let picked = if (1.0..1e9).contains(&whole) { inside.nth(whole as usize - 1) } else { None };
        let Some(picked) = picked else { return Ok(Val::Nodes(NodeSet::Empty)) };
        given.evaluator.spend(nodes.len())?;
        nodes = nodes.iter().filter(|node| given.evaluator.tree(*node).is_within(*node, picked)).collect();
        outer = Some(picked);
    }
    Ok(Val::Nodes(nodes.first().into()))
}

/// The nodes of an argument; of `${name}` in all instances.
fn everywhere(given: &Given<'_, '_>, index: usize) -> Result<NodeSet, ExprError> {
    match given.term(index) {
        Some(Term::Reference(reference)) => given.evaluator.scope.every(reference),
        _ => given.nodes(index),
    }
}
