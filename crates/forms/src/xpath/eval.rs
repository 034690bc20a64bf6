//! Expression → value.

use super::ast::{Chain, Expr, Operator, Term};
use super::convert::plain_number;
use super::date::Moment;
use super::environment::{Environment, Namespaces};
use super::error::ExprError;
use super::nodes::NodeSet;
use super::scope::{NodeType, Scope, Standing};
use super::value::{Val, Value, text_number};
use crate::tree::{NodeId, Tree};
use chrono::FixedOffset;
use std::borrow::Cow;
use std::cell::Cell;

/// Reads and computes an expression at a node of a document.
pub fn evaluate(
    expression: &str,
    tree: &Tree,
    context: NodeId,
    namespaces: &Namespaces,
    environment: &Environment<'_>,
) -> Result<Value, ExprError> {
    let expr = Expr::parse_lazily(expression)?;
    evaluate_expr(&expr, &Standing { tree, namespaces, environment }, context)
}

/// Computes an expression at a node, with a scope's meaning of names.
pub fn evaluate_expr(expr: &Expr, scope: &dyn Scope, context: NodeId) -> Result<Value, ExprError> {
    let evaluator = Evaluator::new(scope, context)?;
    let value = evaluator.eval(&expr.term, Context::only(context))?;
    evaluator.finish(value.into_value())
}

impl Expr {
    /// XPath's boolean() of the result, without making a [`Value`].
    pub fn truth(&self, scope: &dyn Scope, context: NodeId) -> Result<bool, ExprError> {
        let evaluator = Evaluator::new(scope, context)?;
        evaluator.finish(evaluator.truth(&self.term, Context::only(context))?)
    }
    /// XPath's string() of the result.
    pub fn text(&self, scope: &dyn Scope, context: NodeId) -> Result<String, ExprError> {
        let evaluator = Evaluator::new(scope, context)?;
        let text = evaluator.text(&self.term, Context::only(context))?;
        evaluator.finish(text.into_owned())
    }
    /// XPath's number() of the result.
    pub fn number(&self, scope: &dyn Scope, context: NodeId) -> Result<f64, ExprError> {
        let evaluator = Evaluator::new(scope, context)?;
        evaluator.finish(evaluator.number(&self.term, Context::only(context))?)
    }
}

/// XPath's context: a node, and its place among those looked at with it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context {
    pub(super) node: NodeId,
    pub(super) position: usize,
    pub(super) size: usize,
}

impl Context {
    pub(super) fn only(node: NodeId) -> Self {
        Self { node, position: 1, size: 1 }
    }
}

pub(super) struct Evaluator<'a> {
    pub(super) scope: &'a dyn Scope,
    pub(super) environment: &'a Environment<'a>,
    /// Document 0.
    pub(super) main: &'a Tree,
    /// What current() gives.
    pub(super) current: NodeId,
    pub(super) random: Cell<u64>,
    /// Steps that may be taken in all, and that are left.
    given: u64,
    steps: Cell<u64>,
    /// Whether a text was not made for want of steps: then no value may come out.
    exhausted: Cell<bool>,
}

/// However a computation ends, whoever holds the scope learns what it took.
impl Drop for Evaluator<'_> {
    fn drop(&mut self) {
        self.scope.used(self.given.saturating_sub(self.steps.get()));
    }
}

impl<'a> Evaluator<'a> {
    fn new(scope: &'a dyn Scope, current: NodeId) -> Result<Self, ExprError> {
        let environment = scope.environment();
        let main = scope.tree(0).ok_or_else(|| ExprError::UnknownInstance { id: String::new() })?;
        let given = scope.steps();
        Ok(Self {
            scope,
            environment,
            main,
            current,
            random: Cell::new(scope.seed()),
            given,
            steps: Cell::new(given),
            exhausted: Cell::new(false),
        })
    }
    pub(super) fn tree(&self, node: NodeId) -> &'a Tree {
        if node.document() == 0 {
            return self.main;
        }
        self.scope.tree(node.document()).unwrap_or(self.main)
    }
    pub(super) fn zone(&self) -> FixedOffset {
        *self.environment.now.offset()
    }
    /// Takes from the work that may be done.
    pub(super) fn spend(&self, steps: usize) -> Result<(), ExprError> {
        match self.steps.get().checked_sub(steps as u64).filter(|_| !self.exhausted.get()) {
            Some(left) => {
                self.steps.set(left);
                Ok(())
            }
            None => {
                self.steps.set(0);
                Err(ExprError::TooManySteps { max: self.given })
            }
        }
    }
    /// The value, unless it rests on texts that were not made.
    fn finish<T>(&self, value: T) -> Result<T, ExprError> {
        self.spend(0)?;
        Ok(value)
    }
    /// A text that was made, if it is not too long.
    pub(super) fn made(&self, text: String) -> Result<Val<'a>, ExprError> {
        self.check_length(text.len())?;
        Ok(Val::owned(text))
    }
    pub(super) fn check_length(&self, bytes: usize) -> Result<(), ExprError> {
        let max = self.environment.limits.bytes;
        if bytes > max {
            return Err(ExprError::ResultTooLong { max });
        }
        self.spend(bytes / 64)
    }
    pub(super) fn eval(&self, term: &'a Term, context: Context) -> Result<Val<'a>, ExprError> {
        self.spend(1)?;
        Ok(match term {
            Term::Number(n) => Val::Number(*n),
            Term::Text(text) => Val::Text(Cow::Borrowed(text)),
            Term::Reference(reference) => Val::Nodes(self.scope.reference(reference, self.current)?),
            Term::Negate { times, operand } => {
                let number = self.number(operand, context)?;
                Val::Number(if times % 2 == 1 { -number } else { number })
            }
            Term::Chain(chain) => self.chain(chain, context)?,
            Term::Union(parts) => {
                let mut all = Vec::new();
                for part in parts {
                    all.extend(self.nodes(part, context)?.iter());
                }
                Val::Nodes(self.in_order(all)?)
            }
            Term::Call(call) => return (call.function.run)(self, call, context),
            Term::Refused(refused) => return Err(refused.error.clone()),
            Term::Path(path) => Val::Nodes(self.path(path, context)?),
        })
    }
    fn chain(&self, chain: &'a Chain, context: Context) -> Result<Val<'a>, ExprError> {
        let operator = chain.rest.first().map(|(operator, _)| *operator);
        let decisive = match operator {
            Some(Operator::And) => Some(false),
            Some(Operator::Or) => Some(true),
            _ => None,
        };
        if let Some(decisive) = decisive {
            let mut terms = std::iter::once(&chain.first).chain(chain.rest.iter().map(|(_, term)| term));
            for term in &mut terms {
                if self.truth(term, context)? == decisive {
                    return Ok(Val::Bool(decisive));
                }
            }
            return Ok(Val::Bool(!decisive));
        }
        let mut left = self.eval(&chain.first, context)?;
        for (operator, term) in &chain.rest {
            let right = self.eval(term, context)?;
            left = self.combined(*operator, &left, &right)?;
        }
        Ok(left)
    }
    fn combined(&self, operator: Operator, left: &Val<'a>, right: &Val<'a>) -> Result<Val<'a>, ExprError> {
        let numbers = || (self.number_of(left), self.number_of(right));
        Ok(match operator {
            Operator::Or => Val::Bool(self.truth_of(left)? || self.truth_of(right)?),
            Operator::And => Val::Bool(self.truth_of(left)? && self.truth_of(right)?),
            Operator::Add => Val::Number({
                let (a, b) = numbers();
                a + b
            }),
            Operator::Subtract => Val::Number({
                let (a, b) = numbers();
                a - b
            }),
            Operator::Multiply => Val::Number({
                let (a, b) = numbers();
                a * b
            }),
            Operator::Divide => Val::Number({
                let (a, b) = numbers();
                a / b
            }),
            Operator::Modulo => Val::Number({
                let (a, b) = numbers();
                a % b
            }),
            comparison => Val::Bool(self.compare(comparison, left, right)?),
        })
    }
    pub(super) fn truth(&self, term: &'a Term, context: Context) -> Result<bool, ExprError> {
        self.truth_of(&self.eval(term, context)?)
    }
    /// boolean() of a value. A question counts by its answer, as in JavaRosa: nothing and the number 0 are false;
    /// any other node is true because it is there.
    pub(super) fn truth_of(&self, value: &Val<'a>) -> Result<bool, ExprError> {
        let Val::Nodes(nodes) = value else { return Ok(value.to_bool()) };
        self.spend(nodes.len())?;
        Ok(nodes.iter().any(|node| {
            self.scope.node_type(node).is_none_or(|kind| {
                let text = self.node_text(node);
                match kind {
                    NodeType::Number if plain_number(&text) == 0.0 => false,
                    NodeType::Number | NodeType::Other => !text.is_empty(),
                }
            })
        }))
    }
    /// The number that a node of a numeric type holds.
    pub(super) fn typed_number(&self, node: NodeId, text: &str) -> Option<f64> {
        let number = || Some(plain_number(text)).filter(|n| !n.is_nan());
        self.scope.node_type(node).filter(|kind| *kind == NodeType::Number).and_then(|_| number())
    }
    pub(super) fn number(&self, term: &'a Term, context: Context) -> Result<f64, ExprError> {
        Ok(self.number_of(&self.eval(term, context)?))
    }
    pub(super) fn text(&self, term: &'a Term, context: Context) -> Result<Cow<'a, str>, ExprError> {
        Ok(self.text_of(self.eval(term, context)?))
    }
    pub(super) fn nodes(&self, term: &'a Term, context: Context) -> Result<NodeSet, ExprError> {
        match self.eval(term, context)? {
            Val::Nodes(nodes) => Ok(nodes),
            _ => Err(ExprError::NotNodes { what: term.to_string() }),
        }
    }
    pub(super) fn number_of(&self, value: &Val<'a>) -> f64 {
        match value {
            Val::Number(n) => *n,
            Val::Bool(b) => f64::from(u8::from(*b)),
            Val::Text(text) => self.number_in(text),
            Val::Nodes(nodes) => nodes.first().map_or(f64::NAN, |node| self.node_number(node)),
            Val::Date(moment) => moment.number(self.environment.date_numbers),
        }
    }
    pub(super) fn number_in(&self, text: &str) -> f64 {
        text_number(text, self.zone(), self.environment.date_numbers)
    }
    pub(super) fn node_number(&self, node: NodeId) -> f64 {
        self.number_in(&self.node_text(node))
    }
    pub(super) fn node_text(&self, node: NodeId) -> Cow<'a, str> {
        if self.exhausted.get() {
            return Cow::Borrowed("");
        }
        let (text, cost) = self.tree(node).string_value_and_cost(node);
        if cost > 0 {
            let left = self.steps.get().checked_sub(cost as u64);
            self.exhausted.set(left.is_none());
            self.steps.set(left.unwrap_or(0));
        }
        text
    }
    pub(super) fn text_of(&self, value: Val<'a>) -> Cow<'a, str> {
        match value {
            Val::Text(text) => text,
            Val::Number(n) => Cow::Owned(super::convert::number_text(n)),
            Val::Bool(true) => Cow::Borrowed("true"),
            Val::Bool(false) => Cow::Borrowed("false"),
            Val::Nodes(nodes) => nodes.first().map_or(Cow::Borrowed(""), |node| self.node_text(node)),
            Val::Date(moment) => Cow::Owned(moment.text()),
        }
    }
    /// A day or moment from one, from a text written as one, or from days since 1970. Days are a number or the
    /// answer to a question of a numeric type: a text of digits, such as a year, is no date.
    pub(super) fn moment_of(&self, value: &Val<'a>) -> Option<Moment> {
        let of_number = |n| Moment::from_days(n, self.zone(), self.environment.date_numbers);
        let of_text = |text: &str| Moment::read(text.trim(), self.zone());
        match value {
            Val::Date(moment) => Some(*moment),
            Val::Number(n) => of_number(*n),
            Val::Bool(_) => None,
            Val::Text(text) => of_text(text),
            Val::Nodes(nodes) => {
                let node = nodes.first()?;
                let text = self.node_text(node);
                self.typed_number(node, &text).map_or_else(|| of_text(&text), of_number)
            }
        }
    }
    /// Document order, each once.
    pub(super) fn in_order(&self, mut nodes: Vec<NodeId>) -> Result<NodeSet, ExprError> {
        let max = self.environment.limits.nodes;
        if nodes.len() > max {
            return Err(ExprError::TooManyNodes { max });
        }
        self.spend(nodes.len())?;
        let order = |a: &NodeId, b: &NodeId| {
            a.document().cmp(&b.document()).then_with(|| self.tree(*a).document_order(*a, *b))
        };
        let sorted = nodes.is_sorted_by(|a, b| order(a, b).is_lt());
        if !sorted {
            self.spend(nodes.len().saturating_mul(4))?;
            nodes.sort_unstable_by(order);
            nodes.dedup();
        }
        Ok(nodes.into())
    }
}
