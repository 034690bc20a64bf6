//! Predicates over long lists: what does not depend on the candidate is computed once, and an index is asked
//! where the scope has one.

use super::ast::{Axis, Chain, Operator, Path, Start, Term};
use super::axes::Wanted;
use super::error::ExprError;
use super::eval::{Context, Evaluator};
use super::nodes::NodeSet;
use super::value::Val;
use crate::tree::{Kind, NodeId};
use std::borrow::Cow;

/// A predicate made ready for many candidates.
pub(super) enum Condition<'a> {
    General(&'a Term),
    /// `candidate's part op known`
    Compared {
        part: &'a Term,
        operator: Operator,
        known: Val<'a>,
        known_is_left: bool,
    },
    /// `name = text` or `name != text`, where the text is no date: a column of a list.
    Column {
        name: &'a str,
        text: Cow<'a, str>,
        equal: bool,
    },
    All(Vec<Self>),
}

impl<'a> Evaluator<'a> {
    pub(super) fn prepared(&self, predicate: &'a Term) -> Result<Condition<'a>, ExprError> {
        let Term::Chain(chain) = predicate else { return Ok(Condition::General(predicate)) };
        if chain.rest.first().is_some_and(|(operator, _)| *operator == Operator::And) {
            let parts = std::iter::once(&chain.first).chain(chain.rest.iter().map(|(_, term)| term));
            // A part that is a number is a truth here, not a position.
            let mut all = Vec::new();
            for part in parts {
                all.push(self.prepared(part)?);
            }
            return Ok(Condition::All(all));
        }
        self.compared(predicate, chain)
    }
    fn compared(&self, predicate: &'a Term, chain: &'a Chain) -> Result<Condition<'a>, ExprError> {
        let [(operator, right)] = &*chain.rest else { return Ok(Condition::General(predicate)) };
        if !matches!(operator.rank(), 2 | 3) {
            return Ok(Condition::General(predicate));
        }
        let here = Context::only(self.current);
        let (known, part, known_is_left) = if is_fixed(right) {
            (right, &chain.first, false)
        } else if is_fixed(&chain.first) {
            (&chain.first, right, true)
        } else {
            return Ok(Condition::General(predicate));
        };
        // An error is told when a candidate really needs the value.
        Ok(match self.eval(known, here) {
            Ok(known) => self.column(part, *operator, &known).unwrap_or(Condition::Compared {
                part,
                operator: *operator,
                known,
                known_is_left,
            }),
            Err(_) => Condition::General(predicate),
        })
    }
    fn column(&self, part: &'a Term, operator: Operator, known: &Val<'a>) -> Option<Condition<'a>> {
        let Term::Path(path) = part else { return None };
        let name = path.bare_name()?;
        let text = match known {
            Val::Text(text) => text.clone(),
            Val::Nodes(NodeSet::One(node)) => {
                Some(self.node_text(*node)).filter(|text| self.typed_number(*node, text).is_none())?
            }
            _ => return None,
        };
        let plain = operator.rank() == 2 && !super::date::may_be_date(&text);
        plain.then_some(Condition::Column { name, text, equal: operator == Operator::Equal })
    }
    pub(super) fn holds(&self, condition: &Condition<'a>, context: Context) -> Result<bool, ExprError> {
        match condition {
            Condition::General(predicate) => self.passes(predicate, context),
            Condition::Compared { part, operator, known, known_is_left } => {
                let found = self.eval(part, context)?;
                if *known_is_left {
                    self.compare(*operator, known, &found)
                } else {
                    self.compare(*operator, &found, known)
                }
            }
            Condition::Column { name, text, equal } => {
                let tree = self.tree(context.node);
                let mut looked_at = 1;
                let found = tree.children(context.node).any(|child| {
                    looked_at += 1;
                    let child_name = tree.name(child);
                    *child_name.local == **name
                        && child_name.uri.is_empty()
                        && tree.kind(child) == Kind::Element
                        && (self.node_text(child) == *text) == *equal
                });
                self.spend(looked_at)?;
                Ok(found)
            }
            Condition::All(all) => {
                for part in all {
                    let holds = match part {
                        Condition::General(term) => self.truth(term, context)?,
                        part => self.holds(part, context)?,
                    };
                    if !holds {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
        }
    }
    /// What the scope's index knows of `item[column = text]` below a node, and the predicates that are left.
    pub(super) fn looked_up(
        &self,
        axis: Axis,
        wanted: &Wanted<'_>,
        predicates: &'a [Term],
        parent: NodeId,
    ) -> Result<Option<(NodeSet, &'a [Term])>, ExprError> {
        let (Axis::Child, Wanted::Name { uri: "", local: item }) = (axis, wanted) else { return Ok(None) };
        let Some((first, rest)) = predicates.split_first() else { return Ok(None) };
        let Term::Chain(chain) = first else { return Ok(None) };
        if chain.rest.first().is_some_and(|(operator, _)| *operator == Operator::And) {
            if is_positional(first) {
                return Ok(None);
            }
            let parts = std::iter::once(&chain.first).chain(chain.rest.iter().map(|(_, term)| term));
            for part in parts {
                if let Term::Chain(part) = part
                    && let Some(found) = self.ask_index(parent, item, part)?
                {
                    // The part that the index answered holds for all of these; asking it again is cheap.
                    return Ok(Some((found, predicates)));
                }
            }
            return Ok(None);
        }
        Ok(self.ask_index(parent, item, chain)?.map(|found| (found, rest)))
    }
    fn ask_index(&self, parent: NodeId, item: &str, chain: &'a Chain) -> Result<Option<NodeSet>, ExprError> {
        let [(Operator::Equal, right)] = &*chain.rest else { return Ok(None) };
        let name = |term: &'a Term| match term {
            Term::Path(path) => path.bare_name(),
            _ => None,
        };
        let (column, known) = match (name(&chain.first), name(right)) {
            (Some(column), None) if is_fixed(right) => (column, right),
            (None, Some(column)) if is_fixed(&chain.first) => (column, &chain.first),
            _ => return Ok(None),
        };
        let value = match self.eval(known, Context::only(self.current)) {
            Ok(Val::Text(text)) => text,
            Ok(Val::Nodes(NodeSet::One(node))) => {
                let text = self.node_text(node);
                if self.typed_number(node, &text).is_some() {
                    return Ok(None);
                }
                text
            }
            // Numbers and dates compare by value and not by text.
            _ => return Ok(None),
        };
        if super::date::may_be_date(&value) {
            return Ok(None);
        }
        self.spend(1)?;
        let found = self.scope.lookup(parent, item, column, &value);
        self.spend(found.as_ref().map_or(0, NodeSet::len))?;
        Ok(found)
    }
}

/// Whether a term has the same value for every candidate of a predicate.
fn is_fixed(term: &Term) -> bool {
    match term {
        Term::Number(_) | Term::Text(_) | Term::Reference(_) => true,
        Term::Negate { operand, .. } => is_fixed(operand),
        Term::Chain(chain) => is_fixed(&chain.first) && chain.rest.iter().all(|(_, term)| is_fixed(term)),
        Term::Union(parts) => parts.iter().all(is_fixed),
        Term::Call(call) => {
            let given = call.arguments.len();
            call.function.fixed_from <= given && call.arguments.iter().all(is_fixed)
        }
        Term::Refused(_) => false,
        Term::Path(path) => match &path.start {
            Start::Context => false,
            Start::Root => no_chance(path),
            Start::Of { base, .. } => is_fixed(base) && no_chance(path),
        },
    }
}

/// Chance must be asked once for every candidate.
fn no_chance(path: &Path) -> bool {
    let mut chance = false;
    let mut look = |term: &Term| {
        if let Term::Call(call) = term {
            chance |= call.function.fixed_from == usize::MAX && !matches!(call.name(), "position" | "last");
        }
    };
    if let Start::Of { predicates, .. } = &path.start {
        predicates.iter().for_each(|term| term.walk(&mut look));
    }
    path.steps.iter().flat_map(|step| &step.predicates).for_each(|term| term.walk(&mut look));
    !chance
}

/// Whether a predicate may look at positions: its value may be a number, or it asks for position() or last().
pub(super) fn is_positional(predicate: &Term) -> bool {
    let is_truth = match predicate {
        Term::Chain(chain) => chain.rest.first().is_some_and(|(operator, _)| operator.rank() <= 3),
        Term::Call(call) => matches!(
            call.name(),
            "not" | "true" | "false" | "boolean" | "contains" | "starts-with" | "ends-with" | "selected"
        ),
        Term::Path(_) | Term::Union(_) | Term::Text(_) => true,
        _ => false,
    };
    if !is_truth {
        return true;
    }
    let mut asks = false;
    predicate.walk(&mut |term| {
        if let Term::Call(call) = term {
            asks |= matches!(call.name(), "position" | "last");
        }
    });
    asks
}
