//! Tokens → [`Expr`]. Operators by rank, one function call for a level of nesting.

use super::ast::{Axis, Call, Chain, Expr, NodeTest, Operator, Path, Reference, Refused, Start, Step, Term};
use super::error::ExprError;
use super::functions;
use super::pattern::Pattern;
use super::token::{Placed, Token, tokens};

/// Characters that an expression may have: as many as an Excel cell.
pub const MAX_CHARACTERS: usize = 32_767;
/// Levels that an expression may nest: parentheses, arguments and predicates.
pub const MAX_DEPTH: usize = 100;

impl Expr {
    /// Reads an expression.
    pub fn parse(source: &str) -> Result<Self, ExprError> {
        Self::read(source, false)
    }
    /// Reads an expression; a function that does not exist or a wrong number of arguments is an error only
    /// where its value is needed, as ODK's engines do it: `true() or no-such-function()` is true.
    pub fn parse_lazily(source: &str) -> Result<Self, ExprError> {
        Self::read(source, true)
    }
    fn read(source: &str, lazily: bool) -> Result<Self, ExprError> {
        if source.chars().nth(MAX_CHARACTERS).is_some() {
            return Err(ExprError::TooLong { max: MAX_CHARACTERS });
        }
        let tokens = tokens(source)?;
        let mut parser = Parser { tokens: &tokens, source, next: 0, depth: 0, lazily };
        let term = parser.expression()?;
        if parser.next < parser.tokens.len() {
            return Err(parser.unexpected());
        }
        Ok(Self { term })
    }
}

struct Parser<'a> {
    tokens: &'a [Placed],
    source: &'a str,
    next: usize,
    depth: usize,
    lazily: bool,
}

/// What `//` stands for.
fn any_depth() -> Step {
    Step { axis: Axis::DescendantOrSelf, test: NodeTest::Node, predicates: Box::new([]) }
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|p| &p.token)
    }
    fn second(&self) -> Option<&Token> {
        self.tokens.get(self.next + 1).map(|p| &p.token)
    }
    fn take_if(&mut self, wanted: &Token) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.next += 1;
        }
        found
    }
    fn expect(&mut self, wanted: &Token) -> Result<(), ExprError> {
        if self.take_if(wanted) { Ok(()) } else { Err(self.unexpected()) }
    }
    fn unexpected(&self) -> ExprError {
        match self.tokens.get(self.next) {
            None => ExprError::UnexpectedEnd,
            Some(placed) => {
                let length = placed.end - placed.at;
                let found = self.source.chars().skip(placed.at).take(length).collect();
                ExprError::UnexpectedToken { at: placed.at, found }
            }
        }
    }
    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(0, |p| p.at)
    }
    fn expression(&mut self) -> Result<Term, ExprError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(ExprError::TooDeep { max: MAX_DEPTH });
        }
        let term = self.ranked();
        self.depth -= 1;
        term
    }
    /// Operators by rank, on a stack of open chains instead of the machine's.
    fn ranked(&mut self) -> Result<Term, ExprError> {
        let mut open: Vec<OpenChain> = Vec::new();
        let mut left = self.unary()?;
        while let Some(Token::Operator(operator)) = self.peek() {
            let operator = *operator;
            self.next += 1;
            // Chains that bind more tightly are complete.
            while let Some((top, _, _)) = open.last()
                && top.rank() > operator.rank()
            {
                left = closed(&mut open, left);
            }
            match open.last_mut() {
                Some((top, _, rest)) if top.rank() == operator.rank() => {
                    if let Some((_, last)) = rest.last_mut() {
                        *last = left;
                    }
                    rest.push((operator, Term::Number(0.0)));
                }
                _ => open.push((operator, left, vec![(operator, Term::Number(0.0))])),
            }
            left = self.unary()?;
        }
        while !open.is_empty() {
            left = closed(&mut open, left);
        }
        Ok(left)
    }
    fn unary(&mut self) -> Result<Term, ExprError> {
        let mut times = 0_u32;
        while self.take_if(&Token::Operator(Operator::Subtract)) {
            times += 1;
        }
        let operand = self.union()?;
        Ok(if times == 0 { operand } else { Term::Negate { times, operand: Box::new(operand) } })
    }
    fn union(&mut self) -> Result<Term, ExprError> {
        let first = self.path()?;
        if self.peek() != Some(&Token::Pipe) {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.take_if(&Token::Pipe) {
            parts.push(self.path()?);
        }
        Ok(Term::Union(parts.into()))
    }
    fn path(&mut self) -> Result<Term, ExprError> {
        if self.starts_filter() {
            let base = self.primary()?;
            let predicates = self.predicates()?;
            let mut steps = Vec::new();
            if self.starts_steps() {
                self.more_steps(&mut steps)?;
            }
            if predicates.is_empty() && steps.is_empty() {
                return Ok(base);
            }
            return Ok(path(Start::Of { base, predicates: predicates.into() }, steps));
        }
        let mut steps = Vec::new();
        if self.take_if(&Token::Slash) {
            if self.starts_step() {
                steps.push(self.step()?);
                self.more_steps(&mut steps)?;
            }
            return Ok(path(Start::Root, steps));
        }
        if self.peek() == Some(&Token::SlashSlash) {
            self.more_steps(&mut steps)?;
            return Ok(path(Start::Root, steps));
        }
        steps.push(self.step()?);
        self.more_steps(&mut steps)?;
        Ok(path(Start::Context, steps))
    }
    fn starts_steps(&self) -> bool {
        matches!(self.peek(), Some(Token::Slash | Token::SlashSlash))
    }
    fn more_steps(&mut self, steps: &mut Vec<Step>) -> Result<(), ExprError> {
        loop {
            if self.take_if(&Token::SlashSlash) {
                steps.push(any_depth());
            } else if !self.take_if(&Token::Slash) {
                return Ok(());
            }
            steps.push(self.step()?);
        }
    }
    fn starts_step(&self) -> bool {
        matches!(
            self.peek(),
            Some(Token::Name(_) | Token::Any | Token::AnyOf(_) | Token::Dot | Token::Parent | Token::At)
        )
    }
    /// Whether a primary expression begins here and not a step.
    fn starts_filter(&self) -> bool {
        match self.peek() {
            Some(Token::Number(_) | Token::Text(_) | Token::Reference(_) | Token::Open) => true,
            Some(Token::Name(name)) => {
                let node_type =
                    matches!(name.as_str(), "comment" | "text" | "processing-instruction" | "node");
                self.second() == Some(&Token::Open) && !node_type
            }
            _ => false,
        }
    }
    fn primary(&mut self) -> Result<Term, ExprError> {
        let token = self.peek().cloned();
        self.next += 1;
        match token {
            Some(Token::Number(number)) => Ok(Term::Number(number)),
            Some(Token::Text(text)) => Ok(Term::Text(text.into())),
            Some(Token::Reference(name)) => Ok(Term::Reference(Reference { name: name.into(), bound: None })),
            Some(Token::Open) => {
                let inner = self.expression()?;
                self.expect(&Token::Close)?;
                Ok(inner)
            }
            Some(Token::Name(name)) => self.call(&name),
            _ => {
                self.next -= 1;
                Err(self.unexpected())
            }
        }
    }
    fn call(&mut self, name: &str) -> Result<Term, ExprError> {
        self.expect(&Token::Open)?;
        let mut arguments = Vec::new();
        let known = functions::named(name);
        if known.is_none() && !self.lazily {
            return Err(ExprError::UnknownFunction { name: name.to_owned() });
        }
        if !self.take_if(&Token::Close) {
            loop {
                arguments.push(self.expression()?);
                if self.take_if(&Token::Close) {
                    break;
                }
                self.expect(&Token::Comma)?;
            }
        }
        let checked = known
            .ok_or_else(|| ExprError::UnknownFunction { name: name.to_owned() })
            .and_then(|function| function.check(arguments.len()).map(|()| function));
        let function = match checked {
            Ok(function) => function,
            Err(error) if self.lazily => {
                let refused = Refused { name: name.into(), arguments: arguments.into(), error };
                return Ok(Term::Refused(Box::new(refused)));
            }
            Err(error) => return Err(error),
        };
        let pattern = match (function.name, arguments.get(1)) {
            ("regex", Some(Term::Text(text))) => Some(Pattern::new(text)?),
            _ => None,
        };
        Ok(Term::Call(Box::new(Call { function, arguments: arguments.into(), pattern })))
    }
    fn predicates(&mut self) -> Result<Vec<Term>, ExprError> {
        let mut found = Vec::new();
        while self.take_if(&Token::OpenPredicate) {
            found.push(self.expression()?);
            self.expect(&Token::ClosePredicate)?;
        }
        Ok(found)
    }
    fn step(&mut self) -> Result<Step, ExprError> {
        let short = |axis| Step { axis, test: NodeTest::Node, predicates: Box::new([]) };
        if self.take_if(&Token::Dot) {
            return Ok(short(Axis::Itself));
        }
        if self.take_if(&Token::Parent) {
            return Ok(short(Axis::Parent));
        }
        let mut axis = Axis::Child;
        if self.take_if(&Token::At) {
            axis = Axis::Attribute;
        } else if self.second() == Some(&Token::AxisEnd)
            && let Some(Token::Name(name)) = self.peek()
        {
            axis = Axis::ALL
                .iter()
                .find(|(n, _)| n == name)
                .map(|(_, axis)| *axis)
                .ok_or_else(|| ExprError::UnknownAxis { at: self.at(), name: name.clone() })?;
            self.next += 2;
        }
        let test = self.node_test()?;
        let predicates = self.predicates()?.into();
        Ok(Step { axis, test, predicates })
    }
    fn node_test(&mut self) -> Result<NodeTest, ExprError> {
        let test = match self.peek() {
            Some(Token::Any) => NodeTest::Any,
            Some(Token::AnyOf(prefix)) => NodeTest::AnyOf { prefix: prefix.as_str().into() },
            Some(Token::Name(name)) if self.second() == Some(&Token::Open) => {
                let test = match name.as_str() {
                    "node" => NodeTest::Node,
                    "text" => NodeTest::Text,
                    "comment" => NodeTest::Comment,
                    "processing-instruction" => NodeTest::Instruction { target: None },
                    _ => return Err(self.unexpected()),
                };
                self.next += 2;
                let target = match (&test, self.peek()) {
                    (NodeTest::Instruction { .. }, Some(Token::Text(target))) => Some(target.as_str().into()),
                    _ => None,
                };
                if target.is_some() {
                    self.next += 1;
                }
                self.expect(&Token::Close)?;
                return Ok(if target.is_some() { NodeTest::Instruction { target } } else { test });
            }
            Some(Token::Name(name)) => match name.split_once(':') {
                Some((prefix, local)) => NodeTest::Name { prefix: prefix.into(), local: local.into() },
                None => NodeTest::Name { prefix: "".into(), local: name.as_str().into() },
            },
            _ => return Err(self.unexpected()),
        };
        self.next += 1;
        Ok(test)
    }
}

fn path(start: Start, steps: Vec<Step>) -> Term {
    Term::Path(Box::new(Path { start, steps: steps.into() }))
}

/// An operator's rank, the first operand, and the others with a place for the last.
type OpenChain = (Operator, Term, Vec<(Operator, Term)>);

/// The innermost open chain with its last operand.
fn closed(open: &mut Vec<OpenChain>, last: Term) -> Term {
    let Some((_, first, mut rest)) = open.pop() else { return last };
    if let Some((_, slot)) = rest.last_mut() {
        *slot = last;
    }
    Term::Chain(Box::new(Chain { first, rest: rest.into() }))
}
