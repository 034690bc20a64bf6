//! Characters → tokens.
//!
//! XPath's rule decides whether `div`, `mod`, `and`, `or` and `*` are operators: they are when the token
//! before them could end an operand.

use super::ExprError;
use std::iter::Peekable;

#[derive(Clone, PartialEq, Debug)]
pub(super) enum Token {
    Number(f64),
    Text(String),
    /// `${name}`
    Reference(String),
    /// A function's name, or a column of the choices.
    Name(String),
    Dot,
    Open,
    Close,
    Comma,
    Operator(&'static str),
}

impl Token {
    /// Whether an operand can end here, so that an operator may follow.
    fn ends_operand(&self) -> bool {
        match self {
            Self::Number(_)
            | Self::Text(_)
            | Self::Reference(_)
            | Self::Name(_)
            | Self::Dot
            | Self::Close => true,
            Self::Open | Self::Comma | Self::Operator(_) => false,
        }
    }
    /// The token as a person would recognise it in an error.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Number(n) => n.to_string(),
            Self::Text(t) => format!("'{t}'"),
            Self::Reference(name) => format!("${{{name}}}"),
            Self::Name(name) => name.clone(),
            Self::Dot => ".".to_owned(),
            Self::Open => "(".to_owned(),
            Self::Close => ")".to_owned(),
            Self::Comma => ",".to_owned(),
            Self::Operator(o) => (*o).to_owned(),
        }
    }
}

/// A token and the character at which it begins.
pub(super) type Placed = (usize, Token);

type Characters<'a> = Peekable<std::iter::Enumerate<std::str::Chars<'a>>>;

pub(super) fn tokenize(source: &str) -> Result<Vec<Placed>, ExprError> {
    let mut characters = source.chars().enumerate().peekable();
    let mut tokens: Vec<Placed> = Vec::new();
    while let Some((at, c)) = characters.next() {
        if c.is_whitespace() {
            continue;
        }
        let after_operand = tokens.last().is_some_and(|(_, t)| t.ends_operand());
        let token = match c {
            '(' => Token::Open,
            ')' => Token::Close,
            ',' => Token::Comma,
            '+' => Token::Operator("+"),
            '-' => Token::Operator("-"),
            '*' if after_operand => Token::Operator("*"),
            '=' => Token::Operator("="),
            '!' if next_is(&mut characters, '=') => Token::Operator("!="),
            '<' => Token::Operator(if next_is(&mut characters, '=') { "<=" } else { "<" }),
            '>' => Token::Operator(if next_is(&mut characters, '=') { ">=" } else { ">" }),
            '\'' | '"' => Token::Text(quoted(&mut characters, c).ok_or(ExprError::UnterminatedText { at })?),
            '$' => Token::Reference(reference(&mut characters).ok_or(ExprError::BadReference { at })?),
            '.' => match characters.peek() {
                Some((_, '.' | '/')) => return Err(ExprError::PathNotSupported { at }),
                Some((_, d)) if d.is_ascii_digit() => number(&mut characters, c, at)?,
                _ => Token::Dot,
            },
            '/' | '[' | ']' | '@' | '|' | '*' => return Err(ExprError::PathNotSupported { at }),
            c if c.is_ascii_digit() => number(&mut characters, c, at)?,
            c if c.is_alphabetic() || c == '_' => word(&mut characters, c, after_operand),
            found => return Err(ExprError::UnexpectedCharacter { at, found }),
        };
        tokens.push((at, token));
    }
    Ok(tokens)
}

fn next_is(characters: &mut Characters<'_>, wanted: char) -> bool {
    characters.next_if(|(_, c)| *c == wanted).is_some()
}

fn quoted(characters: &mut Characters<'_>, quote: char) -> Option<String> {
    let mut text = String::new();
    loop {
        match characters.next()? {
            (_, c) if c == quote => return Some(text),
            (_, c) => text.push(c),
        }
    }
}

fn reference(characters: &mut Characters<'_>) -> Option<String> {
    characters.next_if(|(_, c)| *c == '{')?;
    let mut name = String::new();
    loop {
        match characters.next()? {
            (_, '}') => break,
            (_, c) => name.push(c),
        }
    }
    let name = name.trim();
    crate::name::is_name(name).then(|| name.to_owned())
}

fn number(characters: &mut Characters<'_>, first: char, at: usize) -> Result<Token, ExprError> {
    let mut digits = String::from(first);
    while let Some((_, c)) = characters.next_if(|(_, c)| c.is_ascii_digit() || *c == '.') {
        digits.push(c);
    }
    digits.parse().map(Token::Number).map_err(|_| ExprError::UnexpectedToken { at, found: digits })
}

fn word(characters: &mut Characters<'_>, first: char, after_operand: bool) -> Token {
    let mut name = String::from(first);
    while let Some((_, c)) = characters.next_if(|(_, c)| crate::name::continues_name(*c) || *c == ':') {
        name.push(c);
    }
    let operator = match name.as_str() {
        "and" => "and",
        "or" => "or",
        "div" => "div",
        "mod" => "mod",
        _ => return Token::Name(name),
    };
    if after_operand { Token::Operator(operator) } else { Token::Name(name) }
}

/// The references `${name}` in a label, with the text around them: pairs of (text before, name), and the
/// text after the last. What only looks like a reference stays text.
pub(crate) fn split_references(text: &str) -> (Vec<(&str, &str)>, &str) {
    let mut found = Vec::new();
    let mut rest = text;
    let mut searched = rest;
    while let Some((_, after)) = searched.split_once("${") {
        let Some((name, tail)) = after.split_once('}') else { break };
        if crate::name::is_name(name.trim()) {
            let before = rest.len().saturating_sub(after.len() + 2);
            found.push((rest.get(..before).unwrap_or_default(), name.trim()));
            rest = tail;
            searched = tail;
        } else {
            searched = after;
        }
    }
    (found, rest)
}

/// Names that a label refers to.
pub(crate) fn references_in_text(text: &str) -> Vec<&str> {
    split_references(text).0.into_iter().map(|(_, name)| name).collect()
}
