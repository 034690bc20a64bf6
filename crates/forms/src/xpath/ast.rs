//! What an expression is made of.

use super::error::ExprError;
use super::functions::Function;
use super::pattern::Pattern;

/// A read expression. `Display` writes it so that reading it again gives the same.
#[derive(Clone, PartialEq, Debug)]
pub struct Expr {
    pub(super) term: Term,
}

/// One part of an expression.
#[derive(Clone, PartialEq, Debug)]
pub enum Term {
    Number(f64),
    Text(Box<str>),
    /// `${name}`
    Reference(Reference),
    /// As many minus signs as stand there, at least one.
    Negate {
        times: u32,
        operand: Box<Term>,
    },
    /// Operators of one rank from left to right: `1 + 2 - 3`. Flat, so that a long one is not deep.
    Chain(Box<Chain>),
    /// `a | b | c`
    Union(Box<[Term]>),
    Call(Box<Call>),
    /// A call that cannot be computed: of no function there is, or with a wrong number of arguments. Only
    /// [`Expr::parse_lazily`] lets it stand; it is an error where its value is needed.
    Refused(Box<Refused>),
    Path(Box<Path>),
}

/// The name of a question in `${name}`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reference {
    pub name: Box<str>,
    /// A number that the reader's owner gave it with [`Expr::bind`], so that no text need be looked up.
    pub bound: Option<u32>,
}

/// See [`Term::Chain`].
#[derive(Clone, PartialEq, Debug)]
pub struct Chain {
    pub first: Term,
    pub rest: Box<[(Operator, Term)]>,
}

/// An operator between two operands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operator {
    Or,
    And,
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

impl Operator {
    /// How tightly it binds; operators of one rank make one chain.
    pub(super) fn rank(self) -> u8 {
        match self {
            Self::Or => 0,
            Self::And => 1,
            Self::Equal | Self::NotEqual => 2,
            Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual => 3,
            Self::Add | Self::Subtract => 4,
            Self::Multiply | Self::Divide | Self::Modulo => 5,
        }
    }
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::And => "and",
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "div",
            Self::Modulo => "mod",
        }
    }
}

/// `name(arguments)`
#[derive(Clone, PartialEq, Debug)]
pub struct Call {
    pub(super) function: &'static Function,
    pub arguments: Box<[Term]>,
    /// The second argument of regex(), compiled once if it is a literal.
    pub(super) pattern: Option<Pattern>,
}

impl Call {
    /// The name as written, prefix included: `jr:choice-name`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.function.name
    }
}

/// See [`Term::Refused`].
#[derive(Clone, PartialEq, Debug)]
pub struct Refused {
    pub name: Box<str>,
    pub arguments: Box<[Term]>,
    pub error: ExprError,
}

/// Where a path starts, and its steps.
#[derive(Clone, PartialEq, Debug)]
pub struct Path {
    pub start: Start,
    pub steps: Box<[Step]>,
}

/// Where a path starts.
#[derive(Clone, PartialEq, Debug)]
pub enum Start {
    /// A relative path.
    Context,
    /// `/…`
    Root,
    /// `expression[predicates]/…`
    Of { base: Term, predicates: Box<[Term]> },
}

/// `axis::test[predicates]`
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    pub axis: Axis,
    pub test: NodeTest,
    pub predicates: Box<[Term]>,
}

/// XPath's thirteen axes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Axis {
    Ancestor,
    AncestorOrSelf,
    Attribute,
    Child,
    Descendant,
    DescendantOrSelf,
    Following,
    FollowingSibling,
    Namespace,
    Parent,
    Preceding,
    PrecedingSibling,
    Itself,
}

impl Axis {
    pub(super) const ALL: [(&'static str, Self); 13] = [
        ("ancestor", Self::Ancestor),
        ("ancestor-or-self", Self::AncestorOrSelf),
        ("attribute", Self::Attribute),
        ("child", Self::Child),
        ("descendant", Self::Descendant),
        ("descendant-or-self", Self::DescendantOrSelf),
        ("following", Self::Following),
        ("following-sibling", Self::FollowingSibling),
        ("namespace", Self::Namespace),
        ("parent", Self::Parent),
        ("preceding", Self::Preceding),
        ("preceding-sibling", Self::PrecedingSibling),
        ("self", Self::Itself),
    ];
    /// Whether positions along it count against document order.
    pub(super) fn is_reverse(self) -> bool {
        matches!(
            self,
            Self::Ancestor | Self::AncestorOrSelf | Self::Parent | Self::Preceding | Self::PrecedingSibling
        )
    }
}

/// What a step lets through.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NodeTest {
    /// `name` or `prefix:name`
    Name {
        prefix: Box<str>,
        local: Box<str>,
    },
    /// `*`
    Any,
    /// `prefix:*`
    AnyOf {
        prefix: Box<str>,
    },
    /// `node()`
    Node,
    Text,
    Comment,
    /// `processing-instruction()` or `processing-instruction('target')`
    Instruction {
        target: Option<Box<str>>,
    },
}
