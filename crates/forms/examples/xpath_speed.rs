//! How long typical expressions take over a form of 5,000 questions: `cargo run --release -p forms --example
//! xpath_speed`.
#![expect(clippy::disallowed_methods, reason = "this measures")]

use chrono::DateTime;
use forms::tree::{NodeId, Tree};
use forms::xpath::{Documents, Environment, Expr, ExprError, NodeSet, Reference, Scope, evaluate_expr};
use std::time::Instant;

struct Form<'a> {
    tree: &'a Tree,
    nodes: Vec<NodeId>,
    environment: Environment<'a>,
}

impl Documents for Form<'_> {
    fn tree(&self, document: u16) -> Option<&Tree> {
        match document {
            0 => Some(self.tree),
            n => self.environment.instances.get(usize::from(n) - 1).map(|(_, tree)| *tree),
        }
    }
}

impl Scope for Form<'_> {
    fn environment(&self) -> &Environment<'_> {
        &self.environment
    }
    fn reference(&self, reference: &Reference, _from: NodeId) -> Result<NodeSet, ExprError> {
        Ok(reference.bound.and_then(|n| self.nodes.get(n as usize)).copied().into())
    }
    fn instance(&self, id: &str) -> Option<NodeId> {
        let place = self.environment.instances.iter().position(|(known, _)| *known == id)?;
        let (_, tree) = self.environment.instances.get(place)?;
        Some(tree.root().in_document(u16::try_from(place + 1).ok()?))
    }
}

fn main() {
    let mut tree = Tree::new();
    let data = tree.append_element(tree.root(), "data");
    let nodes: Vec<NodeId> = (0..5_000)
        .map(|n| {
            let node = tree.append_element(data, &format!("q{n}"));
            tree.set_text(node, if n % 2 == 0 { "1" } else { "1985-07-03" });
            node
        })
        .collect();
    let rows: Vec<[String; 3]> =
        (0..100_000).map(|n| [format!("c{n}"), format!("Xã {n}"), format!("p{}", n % 34)]).collect();
    let cells: Vec<[&str; 3]> = rows.iter().map(|row| row.each_ref().map(String::as_str)).collect();
    let Ok(list) = Tree::table(&["name", "label", "province"], cells.iter().map(|c| c.as_slice())) else {
        return;
    };
    let Ok(now) = DateTime::parse_from_rfc3339("2026-11-25T08:30:00+07:00") else { return };
    let mut environment = Environment::new(now);
    environment.instances = vec![("communes", &list)];
    let form = Form { tree: &tree, nodes, environment };
    let context = form.nodes.first().copied().unwrap_or(tree.root());
    for (source, times) in [
        ("${q0} = '1'", 1_000_000_u32),
        ("${q0} = 'x' and ${q2} != '' or selected(${q4}, '1')", 1_000_000),
        ("if(${q0} > 0, ${q2} * 2 + 1, 'none')", 1_000_000),
        ("int((today() - ${q1}) div 365.25) >= 18", 1_000_000),
        ("concat(${q0}, ' ', ${q2})", 1_000_000),
        ("regex(${q0}, '[0-9]{1,12}')", 1_000_000),
        ("format-date(${q1}, '%d/%m/%Y')", 1_000_000),
        ("/data/q0 = '1'", 2_000),
        ("instance('communes')/root/item[province = 'p7']", 20),
        ("count(instance('communes')/root/item[province = 'p7' and contains(label, '99')])", 20),
    ] {
        let Ok(mut expr) = Expr::parse(source) else { continue };
        let bound = expr.bind(&mut |name| name.strip_prefix('q').and_then(|n| n.parse().ok()));
        let start = Instant::now();
        let mut failed = bound.is_err();
        for _ in 0..times {
            failed |= std::hint::black_box(evaluate_expr(&expr, &form, context)).is_err();
        }
        println!(
            "{:>12.3} µs  {source}{}",
            start.elapsed().as_secs_f64() * 1e6 / f64::from(times),
            if failed { "  FAILED" } else { "" }
        );
    }
}
