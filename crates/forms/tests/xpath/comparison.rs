//! `=`, `!=`, `<`, `<=`, `>`, `>=`.

use super::support::{hold, hold_over};

#[test]
fn of_single_values() {
    hold(&[
        ("numbers", "1 = 1.0", "true"),
        ("number and text", "1 = '1.0'", "true"),
        ("texts as texts", "'1' = '1.0'", "false"),
        ("case counts", "'a' = 'A'", "false"),
        ("texts differ", "'a' != 'b'", "true"),
        ("empty texts", "'' = ''", "true"),
        ("empty text and zero", "'' = 0", "false"),
        ("empty text is not zero", "'' != 0", "true"),
        ("truth and text", "true() = 'x'", "true"),
        ("truth and empty text", "true() = ''", "false"),
        ("false and zero", "false() = 0", "true"),
        ("true and two", "true() = 2", "true"),
        ("no number equals nothing", "number('x') = number('x')", "false"),
        ("no number differs", "number('x') != number('x')", "true"),
        ("texts that are numbers are ordered as such", "'2' < '10'", "true"),
        ("texts that are not are not ordered", "'a' < 'b'", "false"),
        ("nor the other way", "'a' > 'b'", "false"),
        ("at most", "3 <= 3", "true"),
        ("at least", "3 >= 4", "false"),
        ("more", "4 > 3", "true"),
        ("empty is not less", "'' < 1", "false"),
        ("empty is not at least", "'' >= 1", "false"),
        ("truths are ordered", "false() < true()", "true"),
        ("infinity", "1 div 0 > 1000000", "true"),
        ("negative zero", "-0 = 0", "true"),
    ]);
}

const SETS: &str = "<r><a>1</a><a>2</a><a>3</a><b>2</b><b>9</b><t>x</t><t>y</t><none/></r>";

#[test]
fn of_sets_of_nodes() {
    hold_over(
        SETS,
        &[0],
        &[
            ("one of them equals", "a = 2", "true"),
            ("none equals", "a = 4", "false"),
            ("one of them differs", "a != 2", "true"),
            ("equal and different at once", "a = 2 and a != 2", "true"),
            ("the other way round", "2 = a", "true"),
            ("as texts", "a = '2'", "true"),
            ("as texts exactly", "a = '2.0'", "false"),
            ("as numbers", "a = 2.0", "true"),
            ("two sets share a value", "a = b", "true"),
            ("two sets share none", "t = b", "false"),
            ("two sets differ", "a != b", "true"),
            ("one is less", "a < 2", "true"),
            ("none is less", "a < 1", "false"),
            ("one is more", "a > 2", "true"),
            ("number on the left", "3 <= a", "true"),
            ("sets are ordered", "a > b", "true"),
            ("sets are ordered by some pair", "b < a", "true"),
            ("texts are not ordered", "t < 5", "false"),
            ("no node equals nothing", "nothing = ''", "false"),
            ("no node differs from nothing", "nothing != ''", "false"),
            ("no node and a number", "nothing < 1", "false"),
            ("an empty node equals empty", "none = ''", "true"),
            ("a set as a truth", "a = true()", "true"),
            ("no node as a truth", "nothing = false()", "true"),
            ("no node is not true", "nothing != true()", "true"),
            ("truths and sets are ordered by number, as ODK's engines do", "true() < a", "true"),
            ("not", "not(a = 4)", "true"),
        ],
    );
}
