//! What is refused when it is read, and with which data.

use forms::xpath::{Expr, ExprError as E, MAX_CHARACTERS, MAX_DEPTH};

fn refusal(source: &str) -> Option<E> {
    Expr::parse(source).err()
}

#[test]
fn a_fault_is_named_with_its_place() {
    let found = |token: &str, at| E::UnexpectedToken { at, found: token.to_owned() };
    let cases = [
        ("", E::UnexpectedEnd),
        ("   ", E::UnexpectedEnd),
        ("1 +", E::UnexpectedEnd),
        ("(1", E::UnexpectedEnd),
        ("not(1", E::UnexpectedEnd),
        ("a[1", E::UnexpectedEnd),
        ("a[", E::UnexpectedEnd),
        ("a/", E::UnexpectedEnd),
        ("//", E::UnexpectedEnd),
        ("@", E::UnexpectedEnd),
        ("child::", E::UnexpectedEnd),
        ("1 2", found("2", 2)),
        ("1 )", found(")", 2)),
        ("a b", found("b", 2)),
        ("a]", found("]", 1)),
        ("= 1", found("=", 0)),
        ("1 = = 1", found("=", 4)),
        ("concat('a',)", found(")", 11)),
        ("if(,)", found(",", 3)),
        ("()", found(")", 1)),
        ("a[]", found("]", 2)),
        ("1.2.3", found(".3", 3)),
        ("a//", E::UnexpectedEnd),
        ("a///b", found("/", 3)),
        ("..[1]", found("[", 2)),
        (".[1]", found("[", 1)),
        ("a::b::c", E::UnknownAxis { at: 0, name: "a".into() }),
        ("text('x')", found("'x'", 5)),
        ("'abc", E::UnterminatedText { at: 0 }),
        ("1 + \"x", E::UnterminatedText { at: 4 }),
        ("${a", E::BadReference { at: 0 }),
        ("${}", E::BadReference { at: 0 }),
        ("${1a}", E::BadReference { at: 0 }),
        ("$a + 1", E::Variable { at: 0, name: "a".into() }),
        ("$", E::BadReference { at: 0 }),
        ("1 # 2", E::UnexpectedCharacter { at: 2, found: '#' }),
        ("1 ! 2", E::UnexpectedCharacter { at: 2, found: '!' }),
        ("a && b", E::UnexpectedCharacter { at: 2, found: '&' }),
        ("1,5", found(",", 1)),
        ("a:", E::UnexpectedCharacter { at: 1, found: ':' }),
        ("viet()", E::UnknownFunction { name: "viet".into() }),
        ("IF(1, 2, 3)", E::UnknownFunction { name: "IF".into() }),
        ("jr:nothing()", E::UnknownFunction { name: "jr:nothing".into() }),
        ("if(1, 2)", E::ArgumentCount { function: "if", expected: "3".into(), found: 2 }),
        ("today(1)", E::ArgumentCount { function: "today", expected: "0".into(), found: 1 }),
        ("join()", E::ArgumentCount { function: "join", expected: "at least 1".into(), found: 0 }),
        ("substr('a')", E::ArgumentCount { function: "substr", expected: "2 to 3".into(), found: 1 }),
        ("last(1)", E::ArgumentCount { function: "last", expected: "0".into(), found: 1 }),
        ("count()", E::ArgumentCount { function: "count", expected: "1".into(), found: 0 }),
        ("true(1)", E::ArgumentCount { function: "true", expected: "0".into(), found: 1 }),
    ];
    for (source, error) in cases {
        assert_eq!(refusal(source), Some(error), "{source}");
    }
}

#[test]
fn a_pattern_is_checked_when_it_is_a_literal() {
    for source in ["regex('a', '(')", "regex('a', 'a{1000}{1000}{1000}')", "regex('a', '[z-a]')"] {
        assert!(matches!(refusal(source), Some(E::BadPattern { .. })), "{source}");
    }
}

#[test]
fn nesting_and_length_are_bounded() {
    let nested = |n: usize| format!("{}1{}", "(".repeat(n), ")".repeat(n));
    assert_eq!(refusal(&nested(MAX_DEPTH - 1)), None);
    assert_eq!(refusal(&nested(MAX_DEPTH)), Some(E::TooDeep { max: MAX_DEPTH }));
    for deep in [
        nested(10_000),
        format!("{}1", "not(".repeat(8_000)),
        format!("{}1", "a[".repeat(10_000)),
        format!("{}1", "-(".repeat(10_000)),
    ] {
        assert_eq!(refusal(&deep), Some(E::TooDeep { max: MAX_DEPTH }));
    }
    // Long is not deep.
    for long in [
        format!("1{}", " + 1".repeat(8_000)),
        format!("1{}", " = 1".repeat(8_000)),
        format!("{}1", "-".repeat(30_000)),
        format!("a{}", "/a".repeat(16_000)),
        format!("a{}", "[1]".repeat(10_000)),
        format!("a{}", "|a".repeat(16_000)),
        format!("concat(1{})", ",1".repeat(16_000)),
    ] {
        assert_eq!(refusal(&long), None);
    }
    assert_eq!(refusal(&" ".repeat(MAX_CHARACTERS + 1)), Some(E::TooLong { max: MAX_CHARACTERS }));
}

#[test]
fn a_reader_that_is_asked_to_lets_unknown_functions_stand() {
    assert!(Expr::parse_lazily("if(true(), 1, nobody(2))").is_ok());
    assert_eq!(Expr::parse_lazily("nobody(2, 'a')").map(|e| e.to_string()).as_deref(), Ok("nobody(2, 'a')"));
}
