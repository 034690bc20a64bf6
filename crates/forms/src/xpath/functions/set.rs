//! Where an expression stands, and other documents.

use super::{Function, of, run, varying};
use crate::tree::Kind;
use crate::xpath::ExprError;
use crate::xpath::convert::count;
use crate::xpath::nodes::NodeSet;
use crate::xpath::value::Val;

pub(super) const TABLE: &[Function] = &[
    varying("last", 0, 0, run!(|given| Ok(Val::Number(count(given.context.size))))),
    varying(
        "position",
        0,
        1,
        run!(|given| {
            if given.count() == 0 {
                return Ok(Val::Number(count(given.context.position)));
            }
            let Some(node) = given.nodes(0)?.first() else {
                return Err(ExprError::BadArgument {
                    function: "position",
                    expected: "one node",
                    found: given.term(0).map(ToString::to_string).unwrap_or_default(),
                });
            };
            // Among the siblings of the same name.
            let tree = given.evaluator.tree(node);
            let mut place = 1;
            let mut sibling = tree.previous_sibling(node);
            while let Some(other) = sibling {
                given.evaluator.spend(1)?;
                if tree.kind(other) == Kind::Element && tree.name(other) == tree.name(node) {
                    place += 1;
                }
                sibling = tree.previous_sibling(other);
            }
            Ok(Val::Number(count(place)))
        }),
    ),
    of("current", 0, 0, run!(|given| Ok(Val::Nodes(NodeSet::One(given.evaluator.current))))),
    of(
        "instance",
        1,
        1,
        run!(|given| {
            let id = given.text(0)?;
            match given.evaluator.scope.instance(&id) {
                Some(node) => Ok(Val::Nodes(NodeSet::One(node))),
                None => Err(ExprError::UnknownInstance { id: id.into_owned() }),
            }
        }),
    ),
];
