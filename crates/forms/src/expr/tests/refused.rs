//! What is refused, and with which data.

use super::value_of;
use crate::ExprError as E;
use crate::expr::parse::{MAX_CHARACTERS, MAX_DEPTH};

#[test]
fn a_fault_is_named_with_its_place() {
    let found = |token: &str, at| E::UnexpectedToken { at, found: token.to_owned() };
    let cases = [
        ("", E::UnexpectedEnd),
        ("   ", E::UnexpectedEnd),
        ("1 +", E::UnexpectedEnd),
        ("(1", E::UnexpectedEnd),
        ("not(1", E::UnexpectedEnd),
        ("1 2", found("2", 2)),
        ("1 )", found(")", 2)),
        ("= 1", found("=", 0)),
        ("1 = = 1", found("=", 4)),
        ("concat('a',)", found(")", 11)),
        ("if(,)", found(",", 3)),
        ("1.2.3", found("1.2.3", 0)),
        ("'abc", E::UnterminatedText { at: 0 }),
        ("1 + \"x", E::UnterminatedText { at: 4 }),
        ("${a", E::BadReference { at: 0 }),
        ("${}", E::BadReference { at: 0 }),
        ("${1a}", E::BadReference { at: 0 }),
        ("$a", E::BadReference { at: 0 }),
        ("1 # 2", E::UnexpectedCharacter { at: 2, found: '#' }),
        ("1 ! 2", E::UnexpectedCharacter { at: 2, found: '!' }),
        ("a && b", E::UnexpectedCharacter { at: 2, found: '&' }),
        ("/data/a", E::PathNotSupported { at: 0 }),
        ("../a", E::PathNotSupported { at: 0 }),
        ("./a", E::PathNotSupported { at: 0 }),
        ("a[1]", E::PathNotSupported { at: 1 }),
        ("@a", E::PathNotSupported { at: 0 }),
        ("* + 1", E::PathNotSupported { at: 0 }),
        ("child::a", E::PathNotSupported { at: 0 }),
        ("viet()", E::UnknownFunction { name: "viet".into() }),
        ("IF(1, 2, 3)", E::UnknownFunction { name: "IF".into() }),
        ("if(1, 2)", E::ArgumentCount { function: "if", expected: "3".into(), found: 2 }),
        ("today(1)", E::ArgumentCount { function: "today", expected: "0".into(), found: 1 }),
        ("concat()", E::ArgumentCount { function: "concat", expected: "at least 1".into(), found: 0 }),
        ("substr('a')", E::ArgumentCount { function: "substr", expected: "2 to 3".into(), found: 1 }),
        ("format-date(today(), '%Q')", E::UnknownDateField { field: 'Q' }),
    ];
    for (source, error) in cases {
        assert_eq!(value_of(source), Err(error), "{source}");
    }
}

#[test]
fn the_operator_word_alone_is_a_name_and_waits_for_its_call() {
    // `and` where an operand must stand is a name, as XPath says; alone it is a column.
    assert_eq!(value_of("or"), Ok(String::new()));
}

#[test]
fn a_bad_pattern_is_refused_when_read_if_it_is_a_literal() {
    assert!(matches!(value_of("regex('a', '(')"), Err(E::BadPattern { .. })));
    assert!(matches!(value_of("regex('a', concat('(', ''))"), Err(E::BadPattern { .. })));
    assert!(matches!(value_of("regex('a', 'a{1000}{1000}{1000}')"), Err(E::BadPattern { .. })));
}

#[test]
fn nesting_chains_and_length_are_bounded() {
    let nested = |n: usize| format!("{}1{}", "(".repeat(n), ")".repeat(n));
    assert_eq!(value_of(&nested(MAX_DEPTH - 1)).as_deref(), Ok("1"));
    assert_eq!(value_of(&nested(MAX_DEPTH)), Err(E::TooDeep { max: MAX_DEPTH }));
    assert_eq!(value_of(&nested(5_000)), Err(E::TooDeep { max: MAX_DEPTH }));
    assert_eq!(value_of(&format!("{}1", "-".repeat(5_000))), Err(E::TooDeep { max: MAX_DEPTH }));
    assert_eq!(value_of(&format!("1{}", " + 1".repeat(4_000))), Err(E::TooDeep { max: MAX_DEPTH }));
    assert_eq!(value_of(&format!("1{}", " + 1".repeat(50))).as_deref(), Ok("51"));
    assert_eq!(value_of(&format!("0{}", " or 0".repeat(3_000))).as_deref(), Ok("false"));
    assert_eq!(value_of(&" ".repeat(MAX_CHARACTERS + 1)), Err(E::TooLong { max: MAX_CHARACTERS }));
}

#[test]
fn a_result_that_grows_without_end_is_stopped() {
    let times = |n: usize| format!("concat({})", vec!["${dai}"; n].join(", "));
    assert_eq!(value_of(&times(9)).map(|t| t.len()), Ok(90_000));
    assert_eq!(value_of(&times(11)), Err(E::ResultTooLong { max: 100_000 }));
}

#[test]
fn work_without_end_is_stopped() {
    let searches = |n: usize| vec!["regex(${dai}, 'y+')"; n].join(" or ");
    assert_eq!(value_of(&searches(9)).as_deref(), Ok("false"));
    assert_eq!(value_of(&searches(11)), Err(E::TooManySteps { max: 100_000 }));
}
