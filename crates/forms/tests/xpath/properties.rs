//! Whatever is written, reading and computing end; what is read is printed as the same.

use super::support::{FORM, environment};
use forms::tree::Tree;
use forms::xpath::{Environment, Expr, Limits, Namespaces, evaluate};
use proptest::prelude::*;

fn compute(tree: &Tree, source: &str) {
    let limits = Limits { steps: 50_000, bytes: 50_000, nodes: 5_000 };
    let environment = Environment { limits, ..environment() };
    let namespaces = Namespaces::new().with("x", "urn:x");
    let context = tree.root_element().unwrap_or(tree.root());
    let _ = evaluate(source, tree, context, &namespaces, &environment);
}

const FUNCTIONS: &[&str] = &[
    "string",
    "concat",
    "join",
    "substr",
    "substring",
    "string-length",
    "normalize-space",
    "translate",
    "regex",
    "number",
    "int",
    "round",
    "pow",
    "abs",
    "sum",
    "min",
    "max",
    "count",
    "count-non-empty",
    "position",
    "last",
    "if",
    "coalesce",
    "once",
    "not",
    "boolean",
    "checklist",
    "weighted-checklist",
    "selected",
    "selected-at",
    "count-selected",
    "date",
    "format-date",
    "decimal-time",
    "decimal-date-time",
    "today",
    "now",
    "random",
    "uuid",
    "randomize",
    "digest",
    "base64-decode",
    "distance",
    "area",
    "indexed-repeat",
    "jr:choice-name",
    "jr:itext",
    "instance",
    "current",
    "pulldata",
    "id",
    "lang",
    "name",
    "local-name",
    "namespace-uri",
    "nobody",
];

/// Expressions as people and mischief write them.
fn expressions() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[0-9]{1,4}(\\.[0-9]{1,3})?",
        "'[a-zà-ỹ0-9 %-]{0,12}'",
        prop::sample::select(vec![
            "${age}",
            "${who}",
            "${nobody}",
            ".",
            "..",
            "/",
            "person",
            "@id",
            "*",
            "//who",
            "text()",
            "node()",
            "x:a",
            "comment()",
            "processing-instruction('p')",
            "'2026-11-25'",
            "'1 2;3 4;5 6'",
            "today()",
            "person[2]/who",
        ])
        .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(5, 60, 5, |inner| {
        let operator = prop::sample::select(vec![
            "or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod", "|",
        ]);
        let axis = prop::sample::select(vec![
            "ancestor",
            "ancestor-or-self",
            "attribute",
            "child",
            "descendant",
            "descendant-or-self",
            "following",
            "following-sibling",
            "namespace",
            "parent",
            "preceding",
            "preceding-sibling",
            "self",
        ]);
        prop_oneof![
            (inner.clone(), operator, inner.clone()).prop_map(|(a, o, b)| format!("{a} {o} {b}")),
            inner.clone().prop_map(|a| format!("({a})")),
            inner.clone().prop_map(|a| format!("-{a}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a})[{b}]")),
            (inner.clone(), axis, inner.clone()).prop_map(|(a, axis, b)| format!("{a}/{axis}::node()[{b}]")),
            (prop::sample::select(FUNCTIONS), prop::collection::vec(inner, 0..5))
                .prop_map(|(name, given)| format!("{name}({})", given.join(", "))),
        ]
    })
}

/// Documents of every sort of node.
fn documents() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[a-z0-9 ]{0,6}",
        Just("<!--c-->".to_owned()),
        Just("<?p i?>".to_owned()),
        Just("<who k='1' xml:lang='vi'/>".to_owned()),
        Just("<![CDATA[<&]]>".to_owned()),
        Just("<age>41</age>".to_owned()),
    ];
    let inner = leaf.prop_recursive(4, 30, 5, |inner| {
        (prop::sample::select(vec!["a", "person", "x:a"]), prop::collection::vec(inner, 0..5))
            .prop_map(|(name, inside)| format!("<{name} xmlns:x='urn:x'>{}</{name}>", inside.concat()))
    });
    inner.prop_map(|inside| format!("<data>{inside}</data>"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn any_text_is_read_or_refused(source in "\\PC{0,60}") {
        compute(&Tree::parse(FORM).unwrap(), &source);
    }

    #[test]
    fn any_heap_of_tokens_is_read_or_refused(
        tokens in prop::collection::vec(prop::sample::select(vec![
            "(", ")", "[", "]", ",", "+", "-", "*", "=", "!=", "<=", "or", "and", "div", "mod", ".", "..", "/", "//",
            "@", "::", "|", "child", "text()", "${age}", "'x'", "1", ".5", "if", "concat", "person", "x:", " ",
        ]), 0..25)
    ) {
        let tree = Tree::parse(FORM).unwrap();
        compute(&tree, &tokens.concat());
        compute(&tree, &tokens.join(" "));
    }

    #[test]
    fn any_expression_over_any_document_ends(source in expressions(), xml in documents()) {
        if let Ok(tree) = Tree::parse(&xml) {
            compute(&tree, &source);
        }
    }

    #[test]
    fn what_is_read_is_printed_as_the_same(source in expressions()) {
        if let Ok(expr) = Expr::parse_lazily(&source) {
            let printed = expr.to_string();
            prop_assert_eq!(Expr::parse_lazily(&printed), Ok(expr), "{} as {}", source, printed);
        }
    }

    #[test]
    fn any_text_is_a_document_or_not(xml in "\\PC{0,80}") {
        let _ = Tree::parse(&xml);
    }

    #[test]
    fn edits_keep_document_order(edits in prop::collection::vec((0_u8..6, 0_usize..40, 0_usize..40), 0..60)) {
        let mut tree = Tree::new();
        let top = tree.append_element(tree.root(), "r");
        let mut nodes = vec![top];
        for (edit, a, b) in edits {
            let (a, b) = (nodes[a % nodes.len()], nodes[b % nodes.len()]);
            match edit {
                0 => nodes.push(tree.append_element(a, "a")),
                1 => tree.set_attribute(a, "k", "v"),
                2 => {
                    let copy = tree.copy_subtree(a);
                    tree.insert_before(copy, b);
                    nodes.push(copy);
                }
                3 if a != top => tree.remove(a),
                4 => {
                    let copy = tree.copy_subtree(a);
                    tree.attach(copy, b);
                    nodes.push(copy);
                }
                _ => tree.set_text(a, "t"),
            }
            if tree.len() > 2_000 {
                break;
            }
        }
        let walked: Vec<_> = tree.descendants(tree.root()).collect();
        prop_assert!(walked.is_sorted_by(|a, b| tree.document_order(*a, *b).is_lt()));
        for node in walked {
            for child in tree.children(node) {
                prop_assert_eq!(tree.parent(child), Some(node));
            }
        }
    }
}
