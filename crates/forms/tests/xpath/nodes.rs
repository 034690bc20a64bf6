//! Positions, repeats, lists of chosen values, places on the Earth.

use super::support::{hold, hold_over};

#[test]
fn positions() {
    hold(&[
        ("position of the only one", "position()", "1"),
        ("last of the only one", "last()", "1"),
        ("position of a node among its like", "position(person[2])", "2"),
        ("position of a parent", "position(person[3]/who/..)", "3"),
        ("others do not count", "position(zero)", "1"),
        (
            "of no node",
            "position(nothing)",
            "BadArgument { function: \"position\", expected: \"one node\", found: \"nothing\" }",
        ),
        ("current", "current()/age", "41"),
        ("current in a predicate", "person[years < current()/age][last()]/who", "Bình"),
    ]);
}

#[test]
fn indexed_repeats() {
    let xml = "<d><g><h><w>a</w></h><h><w>b</w></h></g><g><h><w>c</w></h><h><w>d</w></h></g><i>2</i></d>";
    hold_over(
        xml,
        &[0],
        &[
            ("one level", "indexed-repeat(/d/g/h/w, /d/g, 2)", "c"),
            ("two levels", "indexed-repeat(/d/g/h/w, /d/g, 2, /d/g/h, 2)", "d"),
            ("an index from a question", "indexed-repeat(/d/g/h/w, /d/g, 1, /d/g/h, /d/i)", "b"),
            ("references", "indexed-repeat(${w}, ${g}, 2, ${h}, 1)", "c"),
            ("beyond", "indexed-repeat(/d/g/h/w, /d/g, 3)", ""),
            ("zero", "indexed-repeat(/d/g/h/w, /d/g, 0)", ""),
            ("no number", "indexed-repeat(/d/g/h/w, /d/g, 'x')", ""),
            (
                "a pair is missing",
                "indexed-repeat(/d/g/h/w, /d/g, 1, /d/g/h)",
                "ArgumentCount { function: \"indexed-repeat\", expected: \"3, 5 or 7\", found: 4 }",
            ),
        ],
    );
}

#[test]
fn chosen_values() {
    hold(&[
        ("selected", "selected(colours, 'green')", "true"),
        ("not a part", "selected(colours, 'gree')", "false"),
        ("spaces around", "selected(colours, ' blue ')", "true"),
        ("of nothing", "selected('', 'a')", "false"),
        ("at", "selected-at(colours, 0)", "red"),
        ("at the last", "selected-at(colours, 2)", "blue"),
        ("beyond", "selected-at(colours, 3)", ""),
        ("negative", "selected-at(colours, -1)", ""),
        ("no number", "selected-at(colours, 'x')", ""),
        ("count", "count-selected(colours)", "3"),
        ("count with spaces", "count-selected('  a   b ')", "2"),
        ("count none", "count-selected('')", "0"),
        ("of a constant", "selected('a b c', 'b')", "true"),
    ]);
}

#[test]
fn places() {
    let square = "0 0 0 0; 0 1 0 0; 1 1 0 0; 1 0 0 0; 0 0 0 0";
    let xml = format!("<r><shape>{square}</shape><p>0 0</p><p>0 1</p><bad>91 0</bad></r>");
    hold_over(
        &xml,
        &[0],
        &[
            ("one degree at the equator", "distance(p)", "111318.85"),
            ("of a line in a text", "distance('0 0;0 1')", "111318.85"),
            ("around", "round(distance(shape)) > 445000", "true"),
            ("of one point", "distance('1 1')", "0"),
            ("of the same point twice", "distance('7.5 90.5;7.5 90.5')", "0"),
            ("of no point", "distance('x')", "NaN"),
            ("beyond the pole", "distance(bad)", "NaN"),
            ("area", "round(area(shape) div 1000000)", "12391"),
            ("area of a line", "area('0 0;0 1')", "0"),
            ("area of nothing", "area('')", "NaN"),
            ("altitude does not count", "distance('0 0 5 1;0 1 900 2')", "111318.85"),
        ],
    );
}
