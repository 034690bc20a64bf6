//! Computing ends, whatever is written.

use super::support::{compute_at, environment};
use forms::tree::{Tree, XmlError};
use forms::xpath::{Environment, ExprError as E, Limits};

fn found(xml: &str, source: &str, limits: Limits) -> Result<String, E> {
    let tree = Tree::parse(xml).unwrap();
    let environment = Environment { limits, ..environment() };
    compute_at(&tree, tree.root_element().unwrap(), source, &environment).map(|(_, text)| text)
}

#[test]
fn work_is_bounded() {
    let xml = format!("<r>{}</r>", "<a/>".repeat(1_000));
    let limits = Limits { steps: 100_000, ..Limits::default() };
    assert_eq!(found(&xml, "count(//a)", limits).as_deref(), Ok("1000"));
    for source in [
        "count(//a[count(//a) > 0])",
        "//a = //a/@x or //a != //a",
        "count(//*//*//*//*/../..//*//*//a[. = 'x'])",
    ] {
        assert!(
            found(&xml, source, limits).is_ok()
                || found(&xml, source, limits) == Err(E::TooManySteps { max: 100_000 })
        );
    }
    assert_eq!(found(&xml, "count(//a[count(//a) > 0])", limits), Err(E::TooManySteps { max: 100_000 }));
}

#[test]
fn sets_and_texts_are_bounded() {
    let xml = format!("<r>{}</r>", "<a>0123456789</a>".repeat(100));
    let nodes = Limits { nodes: 50, ..Limits::default() };
    assert_eq!(found(&xml, "count(a)", nodes), Err(E::TooManyNodes { max: 50 }));
    let bytes = Limits { bytes: 500, ..Limits::default() };
    assert_eq!(found(&xml, "concat(a)", bytes), Err(E::ResultTooLong { max: 500 }));
    assert_eq!(found(&xml, "join('-', a)", bytes), Err(E::ResultTooLong { max: 500 }));
    assert_eq!(found(&xml, "uuid(501)", bytes), Err(E::ResultTooLong { max: 500 }));
    assert_eq!(found(&xml, "uuid(1 div 0)", bytes), Err(E::ResultTooLong { max: 500 }));
    assert_eq!(found(&xml, "string-length(concat(a[1], a[2]))", bytes).as_deref(), Ok("20"));
}

#[test]
fn texts_of_deep_documents_are_bounded() {
    let xml = format!("<r>{}{}</r>", "<a>x<b/>".repeat(5_000), "</a>".repeat(5_000));
    let limits = Limits { steps: 1_000_000, ..Limits::default() };
    let error = Err(E::TooManySteps { max: 1_000_000 });
    for source in [
        "count-non-empty(//a)",
        "//a = 'y'",
        "//a[. = 'y']",
        "sum(//a)",
        "distance(//a)",
        "//a[contains(., 'y')]",
        "randomize(//a, //b) != //a",
    ] {
        assert_eq!(found(&xml, source, limits), error, "{source}");
    }
    let error = Err(E::ResultTooLong { max: 1_000_000 });
    assert_eq!(found(&xml, "concat(//a)", Limits::default()), error);
    assert_eq!(found(&xml, "string-length(/r)", limits).as_deref(), Ok("5000"));
}

#[test]
fn patterns_are_bounded() {
    let xml = format!("<r>{}</r>", "a".repeat(20_000));
    let limits = Limits { steps: 100_000, ..Limits::default() };
    assert_eq!(found(&xml, "regex(., '(a*)*b')", limits).as_deref(), Ok("false"));
    let many = ["regex(., '(a*)*b')"; 6].join(" or ");
    assert_eq!(found(&xml, &many, limits), Err(E::TooManySteps { max: 100_000 }));
}

#[test]
fn a_deep_document_is_walked_without_a_deep_stack() {
    let deep = 20_000;
    let xml = format!("{}{}", "<a>".repeat(deep), "</a>".repeat(deep));
    match Tree::parse(&xml) {
        Ok(tree) => {
            let count = compute_at(&tree, tree.root(), "count(//a)", &environment()).unwrap().1;
            assert_eq!(count, deep.to_string());
            let up =
                compute_at(&tree, tree.root(), "count(//a[not(*)]/ancestor::*)", &environment()).unwrap().1;
            assert_eq!(up, (deep - 1).to_string());
        }
        Err(error) => assert!(matches!(error, XmlError::Malformed { .. })),
    }
}

#[test]
fn entities_that_multiply_are_refused() {
    let mut xml = String::from("<!DOCTYPE r [<!ENTITY a0 'ha'>");
    for n in 1..30 {
        let before = n - 1;
        xml.push_str(&format!("<!ENTITY a{n} '&a{before};&a{before};&a{before};&a{before};'>"));
    }
    xml.push_str("]><r>&a29;</r>");
    assert!(matches!(Tree::parse(&xml), Err(XmlError::Malformed { .. })));
    // A long one that is used often, and a default that many elements have.
    let long = "x".repeat(1_000_000);
    let often = format!("<!DOCTYPE r [<!ENTITY a '{long}'>]><r>{}</r>", "&a;".repeat(100_000));
    assert!(matches!(Tree::parse(&often), Err(XmlError::TooMuchDeclared { .. })));
    let defaults = format!("<!DOCTYPE r [<!ATTLIST b k CDATA '{long}'>]><r>{}</r>", "<b/>".repeat(1_000));
    assert!(matches!(Tree::parse(&defaults), Err(XmlError::TooMuchDeclared { .. })));
}

#[test]
fn the_deepest_expression_fits_a_small_stack() {
    let depth = forms::xpath::MAX_DEPTH - 1;
    let deep = [
        format!("{}1{}", "not(".repeat(depth), ")".repeat(depth)),
        format!("{}1{}", "*[".repeat(depth), "]".repeat(depth)),
        format!(
            "{}1{}",
            "if(1 + 1 = 2 and true(), concat(".repeat(depth / 2),
            ", 'x'), 2)".repeat(depth / 2)
        ),
        format!("{}1{}", "-(1 - ".repeat(depth), ")".repeat(depth)),
        format!("{}.{}", "(".repeat(depth - 1), "/self::*[1])".repeat(depth - 1)),
    ];
    // The stack of a page's wasm is one megabyte; an unoptimized build needs more of it than a page's.
    let small = std::thread::Builder::new().stack_size(1024 * 1024);
    let run = move || {
        for source in deep {
            let result = found("<r><a/><a/><a/></r>", &source, Limits::default());
            assert!(result.is_ok(), "{result:?}");
        }
    };
    small.spawn(run).unwrap().join().unwrap();
}
