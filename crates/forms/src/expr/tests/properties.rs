//! Whatever is written in a cell or answered, computing ends without a panic.

use super::{Answers, value_of};
use crate::expr::function::ALL;
use crate::expr::{evaluate, parse};
use proptest::prelude::*;

/// Expressions that can be read, of every operator and function.
fn expressions() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[0-9]{1,4}(\\.[0-9]{1,3})?",
        "'[a-zà-ỹ0-9 %-]{0,12}'",
        Just("${ba}".to_owned()),
        Just("${ngay}".to_owned()),
        Just("${mau}".to_owned()),
        Just("${khong_tra_loi}".to_owned()),
        Just(".".to_owned()),
        Just("tinh".to_owned()),
        Just("today()".to_owned()),
    ];
    leaf.prop_recursive(4, 40, 4, |inner| {
        let operator = prop::sample::select(vec![
            "or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod",
        ]);
        prop_oneof![
            (inner.clone(), operator, inner.clone()).prop_map(|(a, o, b)| format!("({a} {o} {b})")),
            inner.clone().prop_map(|a| format!("-{a}")),
            (prop::sample::select(ALL.to_vec()), prop::collection::vec(inner, 3)).prop_map(
                |((name, arguments), given)| {
                    let given: Vec<String> = given.into_iter().take(arguments).collect();
                    format!("{name}({})", given.join(", "))
                }
            ),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_is_read_or_refused(source in "\\PC{0,60}") {
        let _ = value_of(&source);
    }

    #[test]
    fn any_heap_of_tokens_is_read_or_refused(
        tokens in prop::collection::vec(prop::sample::select(vec![
            "(", ")", ",", "+", "-", "*", "=", "!=", "<=", "or", "and", "div", "mod", ".", "${ba}", "'x'", "1",
            "if", "concat", "regex", "substr", "date", "today()", "not", " ",
        ]), 0..25)
    ) {
        let _ = value_of(&tokens.concat());
        let _ = value_of(&tokens.join(" "));
    }

    #[test]
    fn what_is_written_well_is_read(source in expressions()) {
        let read = parse(&source);
        // A random text is rarely a pattern; everything else must be read.
        let pattern = matches!(read, Err(crate::ExprError::BadPattern { .. }));
        prop_assert!(read.is_ok() || pattern, "{source}: {read:?}");
        if let Ok(expr) = read {
            let again = evaluate(&expr, &Answers).map(|v| v.into_text().into_owned());
            prop_assert_eq!(again, value_of(&source));
        }
    }
}
