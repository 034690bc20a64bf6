//! `=`, `!=` and the four that order: XPath 1.0 section 3.4, with ODK's dates.
//!
//! A set of nodes compares true if one of its nodes does. Texts that are both written as dates compare as such.
//! The number that a question of a numeric type holds is a number here too, as in ODK, not the text that was typed.

use super::ast::Operator;
use super::date::{Moment, may_be_date};
use super::error::ExprError;
use super::eval::Evaluator;
use super::nodes::NodeSet;
use super::value::Val;
use crate::tree::NodeId;

impl<'a> Evaluator<'a> {
    pub(super) fn compare(&self, op: Operator, left: &Val<'a>, right: &Val<'a>) -> Result<bool, ExprError> {
        Ok(match (left, right) {
            (Val::Nodes(a), Val::Nodes(b)) => self.compare_sets(op, a, b)?,
            (Val::Nodes(_), Val::Bool(b)) if is_equality(op) => {
                by_number(op, truth(self.truth_of(left)?), truth(*b))
            }
            (Val::Bool(a), Val::Nodes(_)) if is_equality(op) => {
                by_number(op, truth(*a), truth(self.truth_of(right)?))
            }
            (Val::Nodes(nodes), other) => {
                self.spend(nodes.len())?;
                match other {
                    Val::Text(text) if is_equality(op) => {
                        nodes.iter().any(|n| self.node_and_text(op, n, text))
                    }
                    _ => {
                        let b = self.number_of(other);
                        nodes.iter().any(|n| by_number(op, self.node_number(n), b))
                    }
                }
            }
            (other, Val::Nodes(nodes)) => {
                self.spend(nodes.len())?;
                match other {
                    Val::Text(text) if is_equality(op) => {
                        nodes.iter().any(|n| self.node_and_text(op, n, text))
                    }
                    _ => {
                        let a = self.number_of(other);
                        nodes.iter().any(|n| by_number(op, a, self.node_number(n)))
                    }
                }
            }
            (Val::Bool(_), _) | (_, Val::Bool(_)) if is_equality(op) => {
                by_number(op, truth(left.to_bool()), truth(right.to_bool()))
            }
            (Val::Text(a), Val::Text(b)) if is_equality(op) => self.texts(op, a, b),
            _ => by_number(op, self.number_of(left), self.number_of(right)),
        })
    }
    fn compare_sets(&self, op: Operator, left: &NodeSet, right: &NodeSet) -> Result<bool, ExprError> {
        self.spend(left.len().saturating_mul(right.len()))?;
        if is_equality(op) {
            return Ok(left.iter().any(|a| {
                let text = self.node_text(a);
                let number = self.typed_number(a, &text);
                right.iter().any(|b| match number {
                    Some(number) => by_number(op, number, self.node_number(b)),
                    None => self.node_and_text(op, b, &text),
                })
            }));
        }
        Ok(left.iter().any(|a| {
            let a = self.node_number(a);
            right.iter().any(|b| by_number(op, a, self.node_number(b)))
        }))
    }
    /// `=` or `!=` of a node and a text; which stands first makes no difference.
    fn node_and_text(&self, op: Operator, node: NodeId, text: &str) -> bool {
        let own = self.node_text(node);
        match self.typed_number(node, &own) {
            Some(number) => by_number(op, number, self.number_in(text)),
            None => self.texts(op, &own, text),
        }
    }
    /// `=` or `!=` of two texts.
    fn texts(&self, op: Operator, a: &str, b: &str) -> bool {
        let equal = a == b || self.same_moment(a, b);
        equal == (op == Operator::Equal)
    }
    fn same_moment(&self, a: &str, b: &str) -> bool {
        if !may_be_date(a) || !may_be_date(b) {
            return false;
        }
        let moment = |text: &str| Moment::read(text, self.zone());
        moment(a).zip(moment(b)).is_some_and(|(a, b)| a.at == b.at)
    }
}

fn is_equality(op: Operator) -> bool {
    matches!(op, Operator::Equal | Operator::NotEqual)
}

fn truth(b: bool) -> f64 {
    f64::from(u8::from(b))
}

fn by_number(op: Operator, a: f64, b: f64) -> bool {
    match op {
        Operator::Equal => a == b,
        Operator::NotEqual => a != b,
        Operator::Less => a < b,
        Operator::LessOrEqual => a <= b,
        Operator::Greater => a > b,
        Operator::GreaterOrEqual => a >= b,
        _ => false,
    }
}
