//! A first look at everything together.

use crate::tree::Tree;
use crate::xpath::{Environment, Namespaces, evaluate};
use chrono::DateTime;

fn text(source: &str) -> String {
    let tree = Tree::parse("<a><b x='1'>one</b><b>two</b><c>3</c></a>").unwrap();
    let now = DateTime::parse_from_rfc3339("2026-11-25T08:30:00+07:00").unwrap();
    let environment = Environment::new(now);
    match evaluate(source, &tree, tree.root(), &Namespaces::new(), &environment) {
        Ok(value) => value.to_text(&tree),
        Err(error) => format!("{error:?}"),
    }
}

#[test]
fn a_little_of_everything() {
    for (source, expected) in [
        ("/a/b[2]", "two"),
        ("//b[last()]", "two"),
        ("count(//b | //c)", "3"),
        ("string(/a/b/@x) + 1 * 2", "3"),
        ("/a/c * 2 - 1", "5"),
        ("/a/b[. = 'two']/following-sibling::c", "3"),
        ("today()", "2026-11-25"),
        ("now()", "2026-11-25T08:30:00.000+07:00"),
        ("'2026-11-25' + 1", "20783"),
        ("date('2026-11-25' + 1)", "2026-11-26"),
        ("concat('a', /a/b)", "aonetwo"),
        ("${c} + 1", "4"),
        ("if(${c} = 3, 'yes', 'no')", "yes"),
    ] {
        assert_eq!(text(source), expected, "{source}");
    }
}
