//! [`Expr`] → text that is read as the same again.

use super::ast::{Axis, Chain, Expr, NodeTest, Path, Start, Step, Term};
use super::convert::number_text;
use std::fmt::{Display, Formatter, Result, Write};

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.term.fmt(f)
    }
}

impl Display for Term {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Number(n) => f.write_str(&number_text(*n)),
            Self::Text(text) if text.contains('\'') => write!(f, "\"{text}\""),
            Self::Text(text) => write!(f, "'{text}'"),
            Self::Reference(reference) => write!(f, "${{{}}}", reference.name),
            Self::Negate { times, operand } => {
                for _ in 0..*times {
                    f.write_char('-')?;
                }
                inner(operand, matches!(**operand, Self::Chain(_) | Self::Negate { .. }), f)
            }
            Self::Chain(chain) => chain.fmt(f),
            Self::Union(parts) => {
                for (index, part) in parts.iter().enumerate() {
                    if index > 0 {
                        f.write_str(" | ")?;
                    }
                    inner(part, matches!(part, Self::Chain(_) | Self::Negate { .. } | Self::Union(_)), f)?;
                }
                Ok(())
            }
            Self::Call(call) => called(call.name(), &call.arguments, f),
            Self::Refused(refused) => called(&refused.name, &refused.arguments, f),
            Self::Path(path) => path.fmt(f),
        }
    }
}

fn called(name: &str, arguments: &[Term], f: &mut Formatter<'_>) -> Result {
    write!(f, "{name}(")?;
    for (index, argument) in arguments.iter().enumerate() {
        if index > 0 {
            f.write_str(", ")?;
        }
        argument.fmt(f)?;
    }
    f.write_char(')')
}

fn inner(term: &Term, bracketed: bool, f: &mut Formatter<'_>) -> Result {
    // A lone `/` before an operator would take what follows for its step.
    let lone_root = matches!(term, Term::Path(path) if path.steps.is_empty() && path.start == Start::Root);
    if bracketed || lone_root { write!(f, "({term})") } else { term.fmt(f) }
}

impl Display for Chain {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let Some((operator, _)) = self.rest.first() else { return self.first.fmt(f) };
        let rank = operator.rank();
        let operand = |term: &Term, f: &mut Formatter<'_>| {
            let looser = match term {
                Term::Chain(chain) => chain.rest.first().is_some_and(|(o, _)| o.rank() <= rank),
                _ => false,
            };
            inner(term, looser, f)
        };
        operand(&self.first, f)?;
        for (operator, term) in &self.rest {
            write!(f, " {} ", operator.text())?;
            operand(term, f)?;
        }
        Ok(())
    }
}

impl Display for Path {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match &self.start {
            Start::Context => {}
            Start::Root => f.write_char('/')?,
            Start::Of { base, predicates } => {
                let bracketed = !matches!(
                    base,
                    Term::Number(_) | Term::Text(_) | Term::Reference(_) | Term::Call(_) | Term::Refused(_)
                );
                inner(base, bracketed, f)?;
                predicated(predicates, f)?;
                if !self.steps.is_empty() {
                    f.write_char('/')?;
                }
            }
        }
        for (index, step) in self.steps.iter().enumerate() {
            if index > 0 {
                f.write_char('/')?;
            }
            step.fmt(f)?;
        }
        Ok(())
    }
}

fn predicated(predicates: &[Term], f: &mut Formatter<'_>) -> Result {
    for predicate in predicates {
        write!(f, "[{predicate}]")?;
    }
    Ok(())
}

impl Display for Step {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if self.predicates.is_empty() && self.test == NodeTest::Node {
            match self.axis {
                Axis::Itself => return f.write_char('.'),
                Axis::Parent => return f.write_str(".."),
                _ => {}
            }
        }
        match self.axis {
            Axis::Child => {}
            Axis::Attribute => f.write_char('@')?,
            axis => {
                let name = Axis::ALL.iter().find(|(_, a)| *a == axis).map(|(n, _)| *n).unwrap_or_default();
                write!(f, "{name}::")?;
            }
        }
        self.test.fmt(f)?;
        predicated(&self.predicates, f)
    }
}

impl Display for NodeTest {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Name { prefix, local } if prefix.is_empty() => f.write_str(local),
            Self::Name { prefix, local } => write!(f, "{prefix}:{local}"),
            Self::Any => f.write_char('*'),
            Self::AnyOf { prefix } => write!(f, "{prefix}:*"),
            Self::Node => f.write_str("node()"),
            Self::Text => f.write_str("text()"),
            Self::Comment => f.write_str("comment()"),
            Self::Instruction { target: None } => f.write_str("processing-instruction()"),
            Self::Instruction { target: Some(t) } if t.contains('\'') => {
                write!(f, "processing-instruction(\"{t}\")")
            }
            Self::Instruction { target: Some(t) } => write!(f, "processing-instruction('{t}')"),
        }
    }
}
