//! Looking through an expression without computing it.

use super::ast::{Axis, Expr, NodeTest, Path, Reference, Start, Term};
use super::error::ExprError;

impl Expr {
    /// What it is made of.
    #[must_use]
    pub fn term(&self) -> &Term {
        &self.term
    }
    /// Calls `visit` for every part, those inside predicates included.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Term)) {
        self.term.walk(visit);
    }
    /// Names of the questions in `${name}`, as often as they stand there.
    #[must_use]
    pub fn references(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.walk(&mut |term| {
            if let Term::Reference(reference) = term {
                names.push(&*reference.name);
            }
        });
        names
    }
    /// Gives every `${name}` the number that `number` knows for it; an unknown name is an error.
    pub fn bind(&mut self, number: &mut dyn FnMut(&str) -> Option<u32>) -> Result<(), ExprError> {
        let mut unknown = None;
        self.term.change(&mut |term| {
            if let Term::Reference(Reference { name, bound }) = term {
                *bound = number(name);
                if bound.is_none() && unknown.is_none() {
                    unknown = Some(name.to_string());
                }
            }
        });
        unknown.map_or(Ok(()), |name| Err(ExprError::UnknownReference { name }))
    }
    /// Names of the functions it calls, as often as it does.
    #[must_use]
    pub fn functions(&self) -> Vec<&'static str> {
        let mut names = Vec::new();
        self.walk(&mut |term| {
            if let Term::Call(call) = term {
                names.push(call.name());
            }
        });
        names
    }
    /// All its paths.
    #[must_use]
    pub fn paths(&self) -> Vec<&Path> {
        let mut paths = Vec::new();
        self.walk(&mut |term| {
            if let Term::Path(path) = term {
                paths.push(&**path);
            }
        });
        paths
    }
    /// Names that stand alone as relative paths of one child step, such as a column in a `choice_filter`.
    #[must_use]
    pub fn bare_names(&self) -> Vec<&str> {
        self.paths().into_iter().filter_map(Path::bare_name).collect()
    }
    /// The text, if it is nothing but a literal text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.term {
            Term::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Path {
    /// The name, if the path is relative and is one child step without predicates or prefix.
    #[must_use]
    pub fn bare_name(&self) -> Option<&str> {
        match (&self.start, &*self.steps) {
            (Start::Context, [step]) if step.axis == Axis::Child && step.predicates.is_empty() => {
                match &step.test {
                    NodeTest::Name { prefix, local } if prefix.is_empty() => Some(local),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

impl Term {
    /// Calls `visit` for this and everything below. Depth is bounded by the reader.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        visit(self);
        match self {
            Self::Number(_) | Self::Text(_) | Self::Reference(_) => {}
            Self::Negate { operand, .. } => operand.walk(visit),
            Self::Chain(chain) => {
                chain.first.walk(visit);
                chain.rest.iter().for_each(|(_, term)| term.walk(visit));
            }
            Self::Union(parts) => parts.iter().for_each(|term| term.walk(visit)),
            Self::Call(call) => call.arguments.iter().for_each(|term| term.walk(visit)),
            Self::Refused(refused) => refused.arguments.iter().for_each(|term| term.walk(visit)),
            Self::Path(path) => {
                if let Start::Of { base, predicates } = &path.start {
                    base.walk(visit);
                    predicates.iter().for_each(|term| term.walk(visit));
                }
                path.steps.iter().flat_map(|step| &step.predicates).for_each(|term| term.walk(visit));
            }
        }
    }
    fn change(&mut self, edit: &mut dyn FnMut(&mut Self)) {
        edit(self);
        match self {
            Self::Number(_) | Self::Text(_) | Self::Reference(_) => {}
            Self::Negate { operand, .. } => operand.change(edit),
            Self::Chain(chain) => {
                chain.first.change(edit);
                chain.rest.iter_mut().for_each(|(_, term)| term.change(edit));
            }
            Self::Union(parts) => parts.iter_mut().for_each(|term| term.change(edit)),
            Self::Call(call) => call.arguments.iter_mut().for_each(|term| term.change(edit)),
            Self::Refused(refused) => refused.arguments.iter_mut().for_each(|term| term.change(edit)),
            Self::Path(path) => {
                if let Start::Of { base, predicates } = &mut path.start {
                    base.change(edit);
                    predicates.iter_mut().for_each(|term| term.change(edit));
                }
                for step in &mut path.steps {
                    step.predicates.iter_mut().for_each(|term| term.change(edit));
                }
            }
        }
    }
}
