//! The tree of an expression.

use super::function::Function;

/// An operator between two operands, but `and` and `or`, which hold any number of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Expr {
    Number(f64),
    Text(String),
    /// `${name}`
    Reference(String),
    /// A bare name: a column of the choice at hand, in `choice_filter`.
    Column(String),
    /// `.`, the question's own answer.
    This,
    Negate(Box<Expr>),
    Binary(Operator, Box<Expr>, Box<Expr>),
    All(Vec<Expr>),
    Any(Vec<Expr>),
    Call(Function, Vec<Expr>),
    /// `regex(value, 'literal')`, compiled once when the form is loaded.
    Matches(Box<Expr>, Pattern),
}

/// A compiled regular expression; the same as another if it was written the same.
#[derive(Clone, Debug)]
pub(crate) struct Pattern(pub(super) regex_lite::Regex);

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl Expr {
    /// Calls `visit` for this node and every node below it.
    pub(crate) fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        visit(self);
        match self {
            Self::Number(_) | Self::Text(_) | Self::Reference(_) | Self::Column(_) | Self::This => {}
            Self::Negate(inner) | Self::Matches(inner, _) => inner.walk(visit),
            Self::Binary(_, left, right) => {
                left.walk(visit);
                right.walk(visit);
            }
            Self::All(parts) | Self::Any(parts) | Self::Call(_, parts) => {
                for part in parts {
                    part.walk(visit);
                }
            }
        }
    }
    /// Names of the questions that it refers to, as often as it does.
    pub(crate) fn references(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.walk(&mut |node| {
            if let Self::Reference(name) = node {
                names.push(name.as_str());
            }
        });
        names
    }
    /// Bare names that it uses.
    pub(crate) fn columns(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.walk(&mut |node| {
            if let Self::Column(name) = node {
                names.push(name.as_str());
            }
        });
        names
    }
    /// Whether it says more than a literal text does: a default such as `today()`, not one such as `Kinh`.
    pub(crate) fn is_dynamic(&self) -> bool {
        let mut dynamic = false;
        self.walk(&mut |node| {
            dynamic |= matches!(node, Self::Reference(_) | Self::Call(..) | Self::Matches(..))
        });
        dynamic
    }
}
