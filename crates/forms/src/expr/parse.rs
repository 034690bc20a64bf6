//! Tokens → tree, by precedence: or, and, equality, comparison, sum, product, sign.

use super::ast::{Expr, Operator, Pattern};
use super::error::ExprError;
use super::function::Function;
use super::text::compile_pattern;
use super::token::{Placed, Token, tokenize};

pub(super) const MAX_CHARACTERS: usize = 20_000;
/// Each level costs some stack of a phone's web view; a form that nests deeper is better split.
pub(super) const MAX_DEPTH: usize = 80;

/// Reads an expression.
pub(crate) fn parse(source: &str) -> Result<Expr, ExprError> {
    if source.chars().take(MAX_CHARACTERS + 1).count() > MAX_CHARACTERS {
        return Err(ExprError::TooLong { max: MAX_CHARACTERS });
    }
    let mut parser = Parser { tokens: tokenize(source)?.into_iter().peekable(), depth: 0 };
    let expr = parser.any()?;
    match parser.tokens.next() {
        None => Ok(expr),
        Some((at, token)) => Err(ExprError::UnexpectedToken { at, found: token.shown() }),
    }
}

struct Parser {
    tokens: std::iter::Peekable<std::vec::IntoIter<Placed>>,
    depth: usize,
}

impl Parser {
    fn any(&mut self) -> Result<Expr, ExprError> {
        self.deeper(|p| p.joined("or", Self::all, Expr::Any))
    }
    fn all(&mut self) -> Result<Expr, ExprError> {
        self.joined("and", |p| p.binary(0), Expr::All)
    }
    fn joined(
        &mut self,
        word: &'static str,
        mut part: impl FnMut(&mut Self) -> Result<Expr, ExprError>,
        join: impl FnOnce(Vec<Expr>) -> Expr,
    ) -> Result<Expr, ExprError> {
        let first = part(self)?;
        if !self.at_operator(word) {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.at_operator(word) {
            self.tokens.next();
            parts.push(part(self)?);
        }
        Ok(join(parts))
    }
    /// Left-associative operators of `level` and those that bind tighter. A chain such as `1 + 1 + 1` makes
    /// the tree as deep as it is long, so each link counts as a level of nesting.
    fn binary(&mut self, level: usize) -> Result<Expr, ExprError> {
        let Some(operators) = LEVELS.get(level) else { return self.signed() };
        let mut left = self.binary(level + 1)?;
        let outer = self.depth;
        while let Some(operator) = self.one_of(operators) {
            self.tokens.next();
            self.count_level()?;
            let right = self.binary(level + 1)?;
            left = Expr::Binary(operator, Box::new(left), Box::new(right));
        }
        self.depth = outer;
        Ok(left)
    }
    fn signed(&mut self) -> Result<Expr, ExprError> {
        if !self.at_operator("-") {
            return self.operand();
        }
        self.tokens.next();
        self.deeper(|p| Ok(Expr::Negate(Box::new(p.signed()?))))
    }
    fn operand(&mut self) -> Result<Expr, ExprError> {
        let (at, token) = self.tokens.next().ok_or(ExprError::UnexpectedEnd)?;
        match token {
            Token::Number(n) => Ok(Expr::Number(n)),
            Token::Text(text) => Ok(Expr::Text(text)),
            Token::Reference(name) => Ok(Expr::Reference(name)),
            Token::Dot => Ok(Expr::This),
            Token::Open => {
                let inner = self.any()?;
                self.expect(&Token::Close)?;
                Ok(inner)
            }
            Token::Name(name) if matches!(self.tokens.peek(), Some((_, Token::Open))) => self.call(name),
            Token::Name(name) if name.contains(':') => Err(ExprError::PathNotSupported { at }),
            Token::Name(name) => Ok(Expr::Column(name)),
            token @ (Token::Close | Token::Comma | Token::Operator(_)) => {
                Err(ExprError::UnexpectedToken { at, found: token.shown() })
            }
        }
    }
    fn call(&mut self, name: String) -> Result<Expr, ExprError> {
        let Some(function) = Function::named(&name) else { return Err(ExprError::UnknownFunction { name }) };
        self.expect(&Token::Open)?;
        let mut arguments = Vec::new();
        if !matches!(self.tokens.peek(), Some((_, Token::Close))) {
            arguments.push(self.any()?);
            while matches!(self.tokens.peek(), Some((_, Token::Comma))) {
                self.tokens.next();
                arguments.push(self.any()?);
            }
        }
        self.expect(&Token::Close)?;
        function.accepts(arguments.len())?;
        match (function, arguments.as_slice()) {
            (Function::Regex, [value, Expr::Text(pattern)]) => {
                Ok(Expr::Matches(Box::new(value.clone()), Pattern(compile_pattern(pattern)?)))
            }
            _ => Ok(Expr::Call(function, arguments)),
        }
    }

    fn deeper<T>(&mut self, inner: impl FnOnce(&mut Self) -> Result<T, ExprError>) -> Result<T, ExprError> {
        self.count_level()?;
        let result = inner(self);
        self.depth -= 1;
        result
    }
    fn count_level(&mut self) -> Result<(), ExprError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(ExprError::TooDeep { max: MAX_DEPTH }) } else { Ok(()) }
    }
    fn at_operator(&mut self, word: &str) -> bool {
        matches!(self.tokens.peek(), Some((_, Token::Operator(o))) if *o == word)
    }
    fn one_of(&mut self, operators: &[(&str, Operator)]) -> Option<Operator> {
        let Some((_, Token::Operator(found))) = self.tokens.peek() else { return None };
        operators.iter().find(|(word, _)| word == found).map(|(_, operator)| *operator)
    }
    fn expect(&mut self, wanted: &Token) -> Result<(), ExprError> {
        match self.tokens.next() {
            Some((_, token)) if token == *wanted => Ok(()),
            Some((at, token)) => Err(ExprError::UnexpectedToken { at, found: token.shown() }),
            None => Err(ExprError::UnexpectedEnd),
        }
    }
}

/// Operators from the loosest to the tightest.
const LEVELS: &[&[(&str, Operator)]] = &[
    &[("=", Operator::Equal), ("!=", Operator::NotEqual)],
    &[
        ("<", Operator::Less),
        ("<=", Operator::LessOrEqual),
        (">", Operator::Greater),
        (">=", Operator::GreaterOrEqual),
    ],
    &[("+", Operator::Add), ("-", Operator::Subtract)],
    &[("*", Operator::Multiply), ("div", Operator::Divide), ("mod", Operator::Modulo)],
];
