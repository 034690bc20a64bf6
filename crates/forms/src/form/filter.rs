//! `choice_filter`: what of it an index can answer, and what each row must be asked.

use super::Expression;
use crate::xpath::{Expr, Operator, Start, Term};

/// A filter over the rows of a list: it keeps a row that some alternative keeps.
#[derive(PartialEq, Debug)]
pub(crate) struct Filter {
    pub(crate) whole: Expression,
    /// Each: the row's cells are equal to all of these. Empty: no index helps.
    pub(crate) alternatives: Vec<Vec<Equality>>,
    /// Whether the alternatives say all that the filter says.
    pub(crate) complete: bool,
}

/// `column = value`, with a value that is the same for every row.
#[derive(PartialEq, Debug)]
pub(crate) struct Equality {
    pub(crate) column: String,
    pub(crate) value: Expression,
}

impl Filter {
    pub(super) fn new(whole: Expression) -> Self {
        let mut complete = true;
        let mut alternatives = Vec::new();
        let term = whole.expr.term();
        for alternative in parts(term, Operator::Or) {
            let mut equalities = Vec::new();
            for part in parts(alternative, Operator::And) {
                match equality(part) {
                    Some(equality) => equalities.push(equality),
                    None => complete = false,
                }
            }
            if equalities.is_empty() {
                // This alternative may keep any row.
                return Self { whole, alternatives: Vec::new(), complete: false };
            }
            alternatives.push(equalities);
        }
        Self { whole, alternatives, complete }
    }
    pub(super) fn expressions_mut(&mut self) -> impl Iterator<Item = &mut Expression> {
        let values = self.alternatives.iter_mut().flatten().map(|equality| &mut equality.value);
        std::iter::once(&mut self.whole).chain(values)
    }
}

/// The operands of a chain of this operator; a term that is none is its own only part.
fn parts(term: &Term, operator: Operator) -> Vec<&Term> {
    match term {
        Term::Chain(chain) if chain.rest.first().is_some_and(|(found, _)| *found == operator) => {
            std::iter::once(&chain.first).chain(chain.rest.iter().map(|(_, term)| term)).collect()
        }
        other => vec![other],
    }
}

fn equality(term: &Term) -> Option<Equality> {
    let Term::Chain(chain) = term else { return None };
    let [(Operator::Equal, right)] = &*chain.rest else { return None };
    let column = |term: &Term| match term {
        Term::Path(path) => path.bare_name().map(str::to_owned),
        _ => None,
    };
    let (column, value) = match (column(&chain.first), column(right)) {
        (Some(column), None) => (column, right),
        (None, Some(column)) => (column, &chain.first),
        _ => return None,
    };
    if !is_same_for_every_row(value) {
        return None;
    }
    let expr = Expr::parse(&value.to_string()).ok()?;
    let value = Expression { column: "choice_filter", expr, reads_itself: false, once: false };
    Some(Equality { column, value })
}

/// Without a name of a column, a position or a random number in it.
fn is_same_for_every_row(term: &Term) -> bool {
    let mut same = true;
    term.walk(&mut |part| match part {
        Term::Path(path) => {
            let absolute = match &path.start {
                Start::Root => true,
                Start::Context => false,
                Start::Of { base, .. } => matches!(base, Term::Call(call) if call.name() == "current"),
            };
            same &= absolute && path.steps.iter().all(|step| step.predicates.is_empty());
        }
        Term::Call(call) => {
            let of_the_row =
                call.arguments.is_empty() && !matches!(call.name(), "current" | "today" | "true" | "false");
            same &= !of_the_row;
        }
        _ => {}
    });
    same
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equalities_go_to_the_index_and_the_rest_to_each_row() {
        for (filter, expected) in [
            ("tinh = ${tinh}", "complete [tinh = ${tinh}]"),
            ("${tinh} = tinh and huyen = 'a'", "complete [tinh = ${tinh}, huyen = 'a']"),
            ("tinh = ${tinh} or name = 'khac'", "complete [tinh = ${tinh}] [name = 'khac']"),
            ("tinh = current()/../tinh", "complete [tinh = current()/../tinh]"),
            ("tinh = ${tinh} and selected(${chon}, name)", "partly [tinh = ${tinh}]"),
            ("tinh = ${tinh} or starts-with(name, 'a')", "none"),
            ("tinh = huyen", "none"),
            ("tinh != ${tinh}", "none"),
            ("selected(${chon}, name)", "none"),
            ("true()", "none"),
            ("tinh = string-length(name)", "none"),
            ("tinh = position()", "none"),
        ] {
            let expr = Expr::parse(filter).unwrap();
            let whole = Expression { column: "choice_filter", expr, reads_itself: false, once: false };
            let read = Filter::new(whole);
            let mut found = match (read.alternatives.is_empty(), read.complete) {
                (true, _) => "none".to_owned(),
                (false, true) => "complete".to_owned(),
                (false, false) => "partly".to_owned(),
            };
            for alternative in &read.alternatives {
                let equalities: Vec<String> =
                    alternative.iter().map(|e| format!("{} = {}", e.column, e.value.expr)).collect();
                found.push_str(&format!(" [{}]", equalities.join(", ")));
            }
            assert_eq!(found, expected, "{filter}");
        }
    }
}
