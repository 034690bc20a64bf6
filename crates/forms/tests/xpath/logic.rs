//! Truth functions, if, coalesce, once, checklists.

use super::support::{hold, hold_over};

#[test]
fn truths() {
    hold(&[
        ("true", "true()", "true"),
        ("false", "false()", "false"),
        ("not a number", "not(1)", "false"),
        ("not an empty text", "not('')", "true"),
        ("not a node", "not(name)", "false"),
        ("not no node", "not(nothing)", "true"),
        ("boolean of a text", "boolean('0')", "true"),
        ("boolean of zero", "boolean(0)", "false"),
        ("boolean of negative zero", "boolean(-0)", "false"),
        ("boolean of no number", "boolean(0 div 0)", "false"),
        ("boolean of a negative", "boolean(-1)", "true"),
        ("boolean of infinity", "boolean(1 div 0)", "true"),
        ("boolean of an empty node", "boolean(empty)", "true"),
        ("from the text true", "boolean-from-string('true')", "true"),
        ("from the text 1", "boolean-from-string('1')", "true"),
        ("from the number 1", "boolean-from-string(1)", "true"),
        ("from the text TRUE", "boolean-from-string('TRUE')", "false"),
        ("from anything else", "boolean-from-string('whatever')", "false"),
        ("from empty", "boolean-from-string('')", "false"),
        ("from a truth", "boolean-from-string(true())", "true"),
    ]);
}

#[test]
fn choosing() {
    hold(&[
        ("if true", "if(1 = 1, 'có', 'không')", "có"),
        ("if false", "if(1 = 2, 'có', 'không')", "không"),
        ("if empty", "if('', 1, 2)", "2"),
        ("if in if", "if(true(), if(false(), 1, 2), 3)", "2"),
        ("the other part is not computed", "if(true(), 1, regex('a', concat('(', '')))", "1"),
        ("a set comes through", "count(if(true(), person, name))", "3"),
        ("a number stays one", "if(true(), 2, 'x') + 1", "3"),
        ("coalesce takes the first", "coalesce('a', 'b')", "a"),
        ("coalesce skips empty", "coalesce('', 'b')", "b"),
        ("coalesce skips an empty node", "coalesce(empty, name)", "Nguyễn Thị Lan"),
        ("coalesce skips no node", "coalesce(nothing, 'b')", "b"),
        ("coalesce of nothing", "coalesce('', '')", ""),
        ("coalesce of three", "coalesce('', '', 3)", "3"),
        ("depend gives its first", "depend(age, name)", "41"),
        ("no version", "version()", ""),
    ]);
}

#[test]
fn once_keeps_what_is_there() {
    hold_over("<a>old</a>", &[0], &[("a value stays", "once('new')", "old")]);
    hold_over("<a/>", &[0], &[("nothing is filled", "once('new')", "new")]);
}

#[test]
fn checklists() {
    hold(&[
        ("enough", "checklist(2, 3, 'a', 'b', '')", "true"),
        ("too few", "checklist(2, 3, 'a', '', '')", "false"),
        ("too many", "checklist(1, 2, 'a', 'b', 'c')", "false"),
        ("no upper bound", "checklist(1, -1, 'a', 'b', 'c')", "true"),
        ("no lower bound", "checklist(-1, 1, '', '')", "true"),
        ("no bounds", "checklist(-1, -1)", "true"),
        ("nodes count each", "checklist(2, 2, person/years)", "true"),
        ("truths", "checklist(1, 1, 1 = 1, 1 = 2)", "true"),
        ("weights", "weighted-checklist(3, 5, 'a', 2, 'b', 3)", "true"),
        ("weights too much", "weighted-checklist(3, 4, 'a', 2, 'b', 3)", "false"),
        ("weights of what is true only", "weighted-checklist(2, 2, 'a', 2, '', 3)", "true"),
        ("weights without an upper bound", "weighted-checklist(1, -1, 'a', 9)", "true"),
        ("weights from nodes", "weighted-checklist(43, 43, person/who, person/years)", "true"),
    ]);
}
