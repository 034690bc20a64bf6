//! Tree → value.

use super::ast::{Expr, Operator};
use super::error::ExprError;
use super::function::Function;
use super::text;
use super::value::Value;
use chrono::NaiveDate;
use std::borrow::Cow;

/// Work that one expression may do: a node is 1, a pattern's text 1 a byte, a new text 1 for 64 bytes. Far
/// above any real form; below what a person would notice.
const MAX_STEPS: usize = 100_000;
/// Bytes that one intermediate result may have.
const MAX_RESULT: usize = 100_000;

/// Where an expression stands: what its names mean.
pub(crate) trait Scope {
    fn today(&self) -> NaiveDate;
    /// The value of `${name}`; empty when not relevant or not answered.
    fn value(&self, name: &str) -> &str;
    /// `.`
    fn this(&self) -> &str;
    /// A column of the choice at hand.
    fn column(&self, name: &str) -> &str;
}

pub(crate) fn evaluate<'a>(expr: &'a Expr, scope: &'a dyn Scope) -> Result<Value<'a>, ExprError> {
    Run { scope, steps: 0 }.value(expr)
}

struct Run<'a> {
    scope: &'a dyn Scope,
    steps: usize,
}

type Computed<'a> = Result<Value<'a>, ExprError>;

impl<'a> Run<'a> {
    fn value(&mut self, expr: &'a Expr) -> Computed<'a> {
        self.spend(1)?;
        let value = match expr {
            Expr::Number(n) => Value::Number(*n),
            Expr::Text(text) => Value::Text(Cow::Borrowed(text)),
            Expr::Reference(name) => Value::Text(Cow::Borrowed(self.scope.value(name))),
            Expr::Column(name) => Value::Text(Cow::Borrowed(self.scope.column(name))),
            Expr::This => Value::Text(Cow::Borrowed(self.scope.this())),
            Expr::Negate(inner) => Value::Number(-self.number(inner)?),
            Expr::Binary(operator, left, right) => self.binary(*operator, left, right)?,
            Expr::All(parts) => Value::Bool(!self.find(parts, false)?),
            Expr::Any(parts) => Value::Bool(self.find(parts, true)?),
            Expr::Matches(inner, pattern) => {
                let text = self.text(inner)?;
                self.spend(text.len())?;
                Value::Bool(pattern.0.is_match(&text))
            }
            Expr::Call(function, arguments) => self.call(*function, arguments)?,
        };
        if let Value::Text(Cow::Owned(text)) = &value {
            self.spend(text.len() / 64)?;
        }
        Ok(value)
    }
    fn spend(&mut self, work: usize) -> Result<(), ExprError> {
        self.steps = self.steps.saturating_add(work);
        if self.steps > MAX_STEPS { Err(ExprError::TooManySteps { max: MAX_STEPS }) } else { Ok(()) }
    }
    fn text(&mut self, expr: &'a Expr) -> Result<Cow<'a, str>, ExprError> {
        Ok(self.value(expr)?.into_text())
    }
    fn number(&mut self, expr: &'a Expr) -> Result<f64, ExprError> {
        Ok(self.value(expr)?.to_number())
    }
    fn truth(&mut self, expr: &'a Expr) -> Result<bool, ExprError> {
        Ok(self.value(expr)?.to_bool())
    }
    /// Whether some part has this truth; stops at the first.
    fn find(&mut self, parts: &'a [Expr], wanted: bool) -> Result<bool, ExprError> {
        for part in parts {
            if self.truth(part)? == wanted {
                return Ok(true);
            }
        }
        Ok(false)
    }
    fn binary(&mut self, operator: Operator, left: &'a Expr, right: &'a Expr) -> Computed<'a> {
        let left = self.value(left)?;
        let right = self.value(right)?;
        let compare =
            |holds: fn(&f64, &f64) -> bool| Value::Bool(holds(&left.to_number(), &right.to_number()));
        let number = |result: fn(f64, f64) -> f64| Value::Number(result(left.to_number(), right.to_number()));
        Ok(match operator {
            Operator::Equal => Value::Bool(left.equals(&right)),
            Operator::NotEqual => Value::Bool(!left.equals(&right)),
            Operator::Less => compare(f64::lt),
            Operator::LessOrEqual => compare(f64::le),
            Operator::Greater => compare(f64::gt),
            Operator::GreaterOrEqual => compare(f64::ge),
            Operator::Add => number(|a, b| a + b),
            Operator::Subtract => number(|a, b| a - b),
            Operator::Multiply => number(|a, b| a * b),
            Operator::Divide => number(|a, b| a / b),
            Operator::Modulo => number(|a, b| a % b),
        })
    }
    /// The argument at `index`, or the question's own answer where XPath lets it be left out.
    fn argument(&mut self, arguments: &'a [Expr], index: usize) -> Computed<'a> {
        arguments
            .get(index)
            .map_or_else(|| Ok(Value::Text(Cow::Borrowed(self.scope.this()))), |e| self.value(e))
    }
    fn texts(&mut self, arguments: &'a [Expr]) -> Result<(Cow<'a, str>, Cow<'a, str>), ExprError> {
        Ok((self.argument(arguments, 0)?.into_text(), self.argument(arguments, 1)?.into_text()))
    }
    fn extreme(&mut self, arguments: &'a [Expr], better: fn(f64, f64) -> bool) -> Computed<'a> {
        let mut best = f64::NAN;
        for argument in arguments {
            let n = self.number(argument)?;
            if best.is_nan() || better(n, best) {
                best = n;
            }
        }
        Ok(Value::Number(best))
    }

    fn call(&mut self, function: Function, arguments: &'a [Expr]) -> Computed<'a> {
        Ok(match function {
            Function::True => Value::Bool(true),
            Function::False => Value::Bool(false),
            Function::Today => Value::Date(self.scope.today()),
            Function::Not => Value::Bool(!self.argument(arguments, 0)?.to_bool()),
            Function::Boolean => Value::Bool(self.argument(arguments, 0)?.to_bool()),
            Function::If => {
                let chosen = if self.argument(arguments, 0)?.to_bool() { 1 } else { 2 };
                self.argument(arguments, chosen)?
            }
            Function::Coalesce => {
                let mut last = Value::owned(String::new());
                for argument in arguments {
                    let text = self.text(argument)?;
                    let empty = text.is_empty();
                    last = Value::Text(text);
                    if !empty {
                        break;
                    }
                }
                last
            }
            Function::Once => {
                let own = self.scope.this();
                if own.is_empty() { self.argument(arguments, 0)? } else { Value::Text(Cow::Borrowed(own)) }
            }
            Function::Number => Value::Number(self.argument(arguments, 0)?.to_number()),
            Function::Abs => Value::Number(self.argument(arguments, 0)?.to_number().abs()),
            Function::Int => Value::Number(self.argument(arguments, 0)?.to_number().trunc()),
            Function::Floor => Value::Number(self.argument(arguments, 0)?.to_number().floor()),
            Function::Ceiling => Value::Number(self.argument(arguments, 0)?.to_number().ceil()),
            Function::Round => {
                let n = self.argument(arguments, 0)?.to_number();
                let decimals =
                    if arguments.len() > 1 { self.argument(arguments, 1)?.to_number() } else { 0.0 };
                Value::Number(text::round(n, decimals))
            }
            Function::Max => self.extreme(arguments, |n, best| n > best)?,
            Function::Min => self.extreme(arguments, |n, best| n < best)?,
            Function::Date => {
                let value = self.argument(arguments, 0)?;
                value.to_date().map_or_else(|| Value::owned(String::new()), Value::Date)
            }
            Function::FormatDate => {
                let date = self.argument(arguments, 0)?.to_date();
                let format = self.argument(arguments, 1)?.into_text();
                Value::owned(date.map_or(Ok(String::new()), |d| text::format_date(d, &format))?)
            }
            Function::String => Value::Text(self.argument(arguments, 0)?.into_text()),
            Function::StringLength => {
                Value::Number(self.argument(arguments, 0)?.into_text().chars().count() as f64)
            }
            Function::NormalizeSpace => {
                Value::owned(text::normalize_space(&self.argument(arguments, 0)?.into_text()))
            }
            Function::Concat => {
                let mut joined = String::new();
                for argument in arguments {
                    joined.push_str(&self.text(argument)?);
                    if joined.len() > MAX_RESULT {
                        return Err(ExprError::ResultTooLong { max: MAX_RESULT });
                    }
                }
                Value::owned(joined)
            }
            Function::Contains => {
                let (whole, part) = self.texts(arguments)?;
                Value::Bool(whole.contains(&*part))
            }
            Function::StartsWith => {
                let (whole, part) = self.texts(arguments)?;
                Value::Bool(whole.starts_with(&*part))
            }
            Function::EndsWith => {
                let (whole, part) = self.texts(arguments)?;
                Value::Bool(whole.ends_with(&*part))
            }
            Function::SubstringBefore => {
                let (whole, part) = self.texts(arguments)?;
                Value::owned(
                    whole.split_once(&*part).map(|(before, _)| before).unwrap_or_default().to_owned(),
                )
            }
            Function::SubstringAfter => {
                let (whole, part) = self.texts(arguments)?;
                Value::owned(whole.split_once(&*part).map(|(_, after)| after).unwrap_or_default().to_owned())
            }
            Function::Substr => {
                let whole = self.argument(arguments, 0)?.into_text();
                let start = self.argument(arguments, 1)?.to_number();
                let end =
                    if arguments.len() > 2 { Some(self.argument(arguments, 2)?.to_number()) } else { None };
                Value::owned(text::substr(&whole, start, end))
            }
            Function::Translate => {
                let (whole, from) = self.texts(arguments)?;
                let to = self.argument(arguments, 2)?.into_text();
                Value::owned(text::translate(&whole, &from, &to))
            }
            Function::Selected => {
                let (chosen, name) = self.texts(arguments)?;
                Value::Bool(!name.is_empty() && chosen.split_whitespace().any(|c| c == name.trim()))
            }
            Function::SelectedAt => {
                let chosen = self.argument(arguments, 0)?.into_text();
                let index = self.argument(arguments, 1)?.to_number();
                let found = if index >= 0.0 { chosen.split_whitespace().nth(index as usize) } else { None };
                Value::owned(found.unwrap_or_default().to_owned())
            }
            Function::CountSelected => {
                Value::Number(self.argument(arguments, 0)?.into_text().split_whitespace().count() as f64)
            }
            Function::Regex => {
                let (whole, pattern) = self.texts(arguments)?;
                self.spend(whole.len())?;
                Value::Bool(text::compile_pattern(&pattern)?.is_match(&whole))
            }
        })
    }
}
