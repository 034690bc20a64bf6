//! Text → tokens, with XPath's rules (section 3.7) for what `*`, `and`, `or`, `div`, `mod` and a name mean where
//! they stand.

use super::ast::Operator;
use super::error::ExprError;
use super::names::{continues_name, is_ncname, starts_name};

#[derive(Clone, PartialEq, Debug)]
pub(super) enum Token {
    Number(f64),
    Text(String),
    /// `${name}`
    Reference(String),
    /// `local` or `prefix:local`
    Name(String),
    /// `*`
    Any,
    /// `prefix:*`
    AnyOf(String),
    Open,
    Close,
    OpenPredicate,
    ClosePredicate,
    Dot,
    Parent,
    At,
    Comma,
    /// `::`
    AxisEnd,
    Slash,
    SlashSlash,
    Pipe,
    Operator(Operator),
}

impl Token {
    /// After these an operand must follow, so `*` is a name test and `and` a name.
    fn awaits_operand(&self) -> bool {
        matches!(
            self,
            Self::At
                | Self::AxisEnd
                | Self::Open
                | Self::OpenPredicate
                | Self::Comma
                | Self::Operator(_)
                | Self::Slash
                | Self::SlashSlash
                | Self::Pipe
        )
    }
}

/// A token, where it begins and where it ends, in characters.
pub(super) struct Placed {
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) token: Token,
}

pub(super) fn tokens(source: &str) -> Result<Vec<Placed>, ExprError> {
    let mut reader = Reader { rest: source, at: 0 };
    let mut found: Vec<Placed> = Vec::new();
    loop {
        while reader.take_if(|c| matches!(c, ' ' | '\t' | '\r' | '\n')).is_some() {}
        let at = reader.at;
        let operand = found.last().is_none_or(|p| p.token.awaits_operand());
        let Some(token) = reader.token(operand)? else { return Ok(found) };
        found.push(Placed { at, end: reader.at, token });
    }
}

struct Reader<'a> {
    rest: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }
    fn second(&self) -> Option<char> {
        self.rest.chars().nth(1)
    }
    fn take(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let taken = characters.next()?;
        self.rest = characters.as_str();
        self.at += 1;
        Some(taken)
    }
    fn take_if(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        if self.peek().is_some_and(wanted) { self.take() } else { None }
    }
    fn is_next(&mut self, wanted: char) -> bool {
        self.take_if(|c| c == wanted).is_some()
    }
    fn token(&mut self, operand: bool) -> Result<Option<Token>, ExprError> {
        let at = self.at;
        let Some(c) = self.peek() else { return Ok(None) };
        if c.is_ascii_digit() || (c == '.' && self.second().is_some_and(|d| d.is_ascii_digit())) {
            return Ok(Some(Token::Number(self.number())));
        }
        if starts_name(c) {
            return Ok(Some(self.name(operand)));
        }
        self.take();
        Ok(Some(match c {
            '(' => Token::Open,
            ')' => Token::Close,
            '[' => Token::OpenPredicate,
            ']' => Token::ClosePredicate,
            ',' => Token::Comma,
            '@' => Token::At,
            '|' => Token::Pipe,
            '+' => Token::Operator(Operator::Add),
            '-' => Token::Operator(Operator::Subtract),
            '=' => Token::Operator(Operator::Equal),
            '!' if self.is_next('=') => Token::Operator(Operator::NotEqual),
            '<' if self.is_next('=') => Token::Operator(Operator::LessOrEqual),
            '<' => Token::Operator(Operator::Less),
            '>' if self.is_next('=') => Token::Operator(Operator::GreaterOrEqual),
            '>' => Token::Operator(Operator::Greater),
            '*' if operand => Token::Any,
            '*' => Token::Operator(Operator::Multiply),
            '/' if self.is_next('/') => Token::SlashSlash,
            '/' => Token::Slash,
            '.' if self.is_next('.') => Token::Parent,
            '.' => Token::Dot,
            ':' if self.is_next(':') => Token::AxisEnd,
            '\'' | '"' => {
                let Some((text, _)) = self.rest.split_once(c) else {
                    return Err(ExprError::UnterminatedText { at });
                };
                let text = text.to_owned();
                for _ in text.chars() {
                    self.take();
                }
                self.take();
                Token::Text(text)
            }
            '$' => self.reference(at)?,
            found => return Err(ExprError::UnexpectedCharacter { at, found }),
        }))
    }
    /// Digits with at most one point, as in `5`, `5.`, `.5` and `5.5`.
    fn number(&mut self) -> f64 {
        let mut digits = String::new();
        let mut point = false;
        while let Some(c) = self.take_if(|c| c.is_ascii_digit() || (c == '.' && !point)) {
            point |= c == '.';
            digits.push(c);
        }
        // Rust reads all four forms.
        digits.parse().unwrap_or(f64::NAN)
    }
    fn name(&mut self, operand: bool) -> Token {
        if !operand && let Some(operator) = self.named_operator() {
            return Token::Operator(operator);
        }
        let mut name = self.ncname();
        if self.peek() == Some(':') {
            match self.second() {
                Some('*') => {
                    self.take();
                    self.take();
                    return Token::AnyOf(name);
                }
                Some(c) if starts_name(c) => {
                    self.take();
                    name.push(':');
                    name.push_str(&self.ncname());
                }
                _ => {}
            }
        }
        Token::Name(name)
    }
    /// `and`, `or`, `div`, `mod` where an operator must stand. A digit may follow at once, as ODK's engines
    /// allow: `6div2`.
    fn named_operator(&mut self) -> Option<Operator> {
        let operators = [Operator::And, Operator::Or, Operator::Divide, Operator::Modulo];
        let found = operators.into_iter().find(|operator| {
            self.rest.strip_prefix(operator.text()).is_some_and(|after| {
                after.chars().next().is_none_or(|c| c.is_ascii_digit() || !continues_name(c))
            })
        })?;
        for _ in found.text().chars() {
            self.take();
        }
        Some(found)
    }
    fn ncname(&mut self) -> String {
        let mut name = String::new();
        while let Some(c) = self.take_if(continues_name) {
            name.push(c);
        }
        name
    }
    /// What follows a `$`.
    fn reference(&mut self, at: usize) -> Result<Token, ExprError> {
        if self.peek().is_some_and(starts_name) {
            return Err(ExprError::Variable { at, name: self.ncname() });
        }
        if !self.is_next('{') {
            return Err(ExprError::BadReference { at });
        }
        let mut name = String::new();
        while let Some(c) = self.take_if(|c| c != '}') {
            name.push(c);
        }
        let name = name.trim();
        if !self.is_next('}') || !is_ncname(name) {
            return Err(ExprError::BadReference { at });
        }
        Ok(Token::Reference(name.to_owned()))
    }
}
