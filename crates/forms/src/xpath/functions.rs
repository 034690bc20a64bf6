//! The functions, by family. Each is one line of a table: name, how many arguments, what it does.

mod chance;
mod choice;
mod coding;
mod date;
mod geo;
mod lists;
mod logic;
mod names;
mod number;
mod repeats;
mod set;
mod sums;
mod text;

use super::ast::Call;
use super::error::ExprError;
use super::eval::{Context, Evaluator};
use super::value::Val;
use std::collections::HashMap;
use std::sync::LazyLock;

type Run = for<'a> fn(&Evaluator<'a>, &'a Call, Context) -> Result<Val<'a>, ExprError>;

/// Any number of arguments.
const MANY: usize = usize::MAX;

/// One function.
pub(super) struct Function {
    pub(super) name: &'static str,
    least: usize,
    most: usize,
    /// From how many arguments on its value depends on nothing but them; `usize::MAX` if it never does.
    pub(super) fixed_from: usize,
    pub(super) run: Run,
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// A function whose value depends on its arguments and the environment only.
const fn of(name: &'static str, least: usize, most: usize, run: Run) -> Function {
    Function { name, least, most, fixed_from: 0, run }
}

/// One that without an argument takes the context node.
const fn of_context(name: &'static str, least: usize, most: usize, run: Run) -> Function {
    Function { name, least, most, fixed_from: 1, run }
}

/// One that looks at where it stands, or at chance.
const fn varying(name: &'static str, least: usize, most: usize, run: Run) -> Function {
    Function { name, least, most, fixed_from: usize::MAX, run }
}

const FAMILIES: [&[Function]; 13] = [
    chance::TABLE,
    choice::TABLE,
    coding::TABLE,
    date::TABLE,
    geo::TABLE,
    lists::TABLE,
    logic::TABLE,
    names::TABLE,
    number::TABLE,
    repeats::TABLE,
    set::TABLE,
    sums::TABLE,
    text::TABLE,
];

static BY_NAME: LazyLock<HashMap<&'static str, &'static Function>> =
    LazyLock::new(|| FAMILIES.into_iter().flatten().map(|function| (function.name, function)).collect());

/// The function of this name, prefix included.
pub(super) fn named(name: &str) -> Option<&'static Function> {
    BY_NAME.get(name).copied()
}

impl Function {
    pub(super) fn check(&self, found: usize) -> Result<(), ExprError> {
        if (self.least..=self.most).contains(&found) {
            return Ok(());
        }
        let expected = match (self.least, self.most) {
            (least, MANY) => format!("at least {least}"),
            (least, most) if least == most => least.to_string(),
            (least, most) => format!("{least} to {most}"),
        };
        Err(ExprError::ArgumentCount { function: self.name, expected, found })
    }
}

/// Short ways to arguments, for the families.
struct Given<'e, 'a> {
    evaluator: &'e Evaluator<'a>,
    call: &'a Call,
    context: Context,
}

impl<'a> Given<'_, 'a> {
    fn count(&self) -> usize {
        self.call.arguments.len()
    }
    fn term(&self, index: usize) -> Option<&'a super::ast::Term> {
        self.call.arguments.get(index)
    }
    fn value(&self, index: usize) -> Result<Val<'a>, ExprError> {
        match self.term(index) {
            Some(term) => self.evaluator.eval(term, self.context),
            None => Ok(Val::EMPTY),
        }
    }
    fn text(&self, index: usize) -> Result<std::borrow::Cow<'a, str>, ExprError> {
        Ok(self.evaluator.text_of(self.value(index)?))
    }
    fn number(&self, index: usize) -> Result<f64, ExprError> {
        Ok(self.evaluator.number_of(&self.value(index)?))
    }
    fn truth(&self, index: usize) -> Result<bool, ExprError> {
        self.evaluator.truth_of(&self.value(index)?)
    }
    fn nodes(&self, index: usize) -> Result<super::nodes::NodeSet, ExprError> {
        match self.term(index) {
            Some(term) => self.evaluator.nodes(term, self.context),
            None => Ok(super::nodes::NodeSet::Empty),
        }
    }
    /// The text of an argument, or of the context node where there is none.
    fn text_or_context(&self, index: usize) -> Result<std::borrow::Cow<'a, str>, ExprError> {
        if index < self.count() { self.text(index) } else { Ok(self.evaluator.node_text(self.context.node)) }
    }
    /// From an argument on, the texts of all: of every node where an argument is a set of nodes. Together they
    /// are no longer than a result may be.
    fn texts_from(&self, first: usize) -> Result<Vec<std::borrow::Cow<'a, str>>, ExprError> {
        let mut texts = Vec::new();
        let mut bytes = 0;
        let mut add = |text: std::borrow::Cow<'a, str>| {
            bytes += text.len();
            texts.push(text);
            let max = self.evaluator.environment.limits.bytes;
            if bytes > max { Err(ExprError::ResultTooLong { max }) } else { self.evaluator.spend(1) }
        };
        for index in first..self.count() {
            match self.value(index)? {
                Val::Nodes(nodes) => nodes.iter().try_for_each(|node| add(self.evaluator.node_text(node)))?,
                value => add(self.evaluator.text_of(value))?,
            }
        }
        Ok(texts)
    }
    fn numbers_from(&self, first: usize) -> Result<Vec<f64>, ExprError> {
        let mut numbers = Vec::new();
        for index in first..self.count() {
            match self.value(index)? {
                Val::Nodes(nodes) => {
                    self.evaluator.spend(nodes.len())?;
                    numbers.extend(nodes.iter().map(|node| self.evaluator.node_number(node)));
                }
                value => numbers.push(self.evaluator.number_of(&value)),
            }
        }
        Ok(numbers)
    }
}

/// Writes a table whose functions are closures over [`Given`].
macro_rules! run {
    (|$given:ident| $body:expr) => {{
        fn run<'a>(
            evaluator: &$crate::xpath::eval::Evaluator<'a>,
            call: &'a $crate::xpath::ast::Call,
            context: $crate::xpath::eval::Context,
        ) -> Result<$crate::xpath::value::Val<'a>, $crate::xpath::error::ExprError> {
            let $given = super::Given { evaluator, call, context };
            $body
        }
        run
    }};
}
use run;
