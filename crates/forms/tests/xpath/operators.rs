//! Literals, arithmetic, precedence, and how tokens are told apart.

use super::support::{FORM, hold, hold_over};

#[test]
fn literals() {
    hold(&[
        ("whole number", "12", "12"),
        ("leading zeros", "007", "7"),
        ("decimal", "0.5", "0.5"),
        ("point first", ".5", "0.5"),
        ("point last", "5.", "5"),
        ("point last before an operator", "5.+1", "6"),
        ("single quotes", "'a'", "a"),
        ("double quotes", "\"it's\"", "it's"),
        ("quotes in quotes", "'nói \"có\"'", "nói \"có\""),
        ("no escapes", "'a\\n'", "a\\n"),
        ("entities stay", "'&amp;'", "&amp;"),
        ("empty text", "''", ""),
        ("text over lines", "'a\nb'", "a\nb"),
        ("brackets", "( ( 'a' ) )", "a"),
        ("white space around", " \t\r\n 1 \n", "1"),
        ("a large number", "123456789012", "123456789012"),
        ("a long decimal", "0.1234567890123456", "0.1234567890123456"),
    ]);
}

#[test]
fn numbers_as_text() {
    hold(&[
        ("no point for whole ones", "string(3.0)", "3"),
        ("no exponent when large", "100000000000000000000 * 10", "1000000000000000000000"),
        ("no exponent when small", "1 div 10000000", "0.0000001"),
        ("no negative zero", "string(-0)", "0"),
        ("a rounded negative zero", "string(round(-0.2))", "0"),
        ("infinity", "1 div 0", "Infinity"),
        ("negative infinity", "-1 div 0", "-Infinity"),
        ("negative zero divides", "1 div -0", "-Infinity"),
        ("no number", "0 div 0", "NaN"),
        ("thirds", "1 div 3", "0.3333333333333333"),
        ("sums of tenths", "0.1 + 0.2", "0.30000000000000004"),
        ("negative decimals", "-1.5", "-1.5"),
        ("an integer of 16 digits", "9007199254740993", "9007199254740992"),
    ]);
}

#[test]
fn arithmetic() {
    hold(&[
        ("addition", "1 + 2", "3"),
        ("without spaces", "1+2", "3"),
        ("subtraction", "5 - 3", "2"),
        ("minus at the number", "5 -3", "2"),
        ("multiplication", "2 * 3", "6"),
        ("multiplication without spaces", "2*3", "6"),
        ("division", "7 div 2", "3.5"),
        ("remainder", "7 mod 2", "1"),
        ("remainder has the sign of the dividend", "-7 mod 2", "-1"),
        ("remainder by a negative", "7 mod -2", "1"),
        ("remainder of negatives", "-7 mod -2", "-1"),
        ("remainder of decimals", "1.5 mod 0.5", "0"),
        ("remainder with a decimal", "5.5 mod 2", "1.5"),
        ("remainder by zero", "5 mod 0", "NaN"),
        ("remainder by infinity", "5 mod (1 div 0)", "5"),
        ("minus", "-3", "-3"),
        ("minus twice", "--3", "3"),
        ("minus thrice with spaces", "- - -3", "-3"),
        ("minus a text", "-'3'", "-3"),
        ("minus no number", "-'a'", "NaN"),
        ("minus a path", "-age", "-41"),
        ("texts are numbers", "'3' + '4'", "7"),
        ("no number stays so", "'x' + 1", "NaN"),
        ("empty text is no number", "'' + 1", "NaN"),
        ("an empty question is no number", "empty + 1", "NaN"),
        ("no node is no number", "nothing + 1", "NaN"),
        ("truths count", "true() + true()", "2"),
        ("the first node counts", "person/years + 1", "4"),
        ("infinities cancel", "1 div 0 - 1 div 0", "NaN"),
        ("zero times infinity", "0 * (1 div 0)", "NaN"),
    ]);
}

#[test]
fn precedence() {
    hold(&[
        ("times before plus", "1 + 2 * 3", "7"),
        ("brackets first", "(1 + 2) * 3", "9"),
        ("minus from the left", "10 - 3 - 2", "5"),
        ("div from the left", "12 div 3 div 2", "2"),
        ("times and mod from the left", "2 * 3 mod 4", "2"),
        ("minus binds more than times", "-2 * -3", "6"),
        ("plus before less", "1 + 1 < 3", "true"),
        ("less before equal", "1 < 2 = true()", "true"),
        ("equal from the left", "1 = 1 = 1", "true"),
        ("equal from the left, as truths", "2 = 2 = 2", "true"),
        ("equal from the left, false", "2 = 3 = 2", "false"),
        ("order from the left", "3 > 2 > 1", "false"),
        ("equal before and", "1 = 1 and 2 = 2", "true"),
        ("and before or", "true() or false() and false()", "true"),
        ("brackets over and", "(true() or false()) and false()", "false"),
        ("union before minus", "- (age | zero)", "-41"),
        ("a long chain", "1 + 2 - 3 + 4 - 5 + 6", "5"),
        ("mixed ranks", "1 + 2 * 3 - 4 div 2 = 5 and 2 < 3", "true"),
    ]);
}

#[test]
fn words_that_are_also_names() {
    let xml = "<r><div>6</div><mod>4</mod><and>1</and><or>0</or><a-b>7</a-b><a.b>8</a.b><text>t</text></r>";
    hold_over(
        xml,
        &[0],
        &[
            ("div between names", "div div mod", "1.5"),
            ("mod between names", "div mod mod", "2"),
            ("and between names", "and and or", "true"),
            ("or between names", "or or and", "true"),
            ("div alone is a name", "div", "6"),
            ("star is a name test first", "* * 1", "6"),
            ("star thrice", "* * *", "36"),
            ("a hyphen is in the name", "a-b", "7"),
            ("a spaced hyphen is a minus", "div - mod", "2"),
            ("a point is in the name", "a.b", "8"),
            ("text is a name", "text", "t"),
            ("text() is a test", "count(text())", "0"),
            ("names after an axis", "child::div", "6"),
            ("operators without spaces before a bracket", "6 div(3)", "2"),
            ("a digit right after div", "6 div2", "3"),
            ("a digit right before div", "6div 2", "3"),
            ("and without spaces", "1and 1", "true"),
            ("mod in a predicate", "*[position() mod 2 = 0][1]", "4"),
        ],
    );
}

#[test]
fn truth() {
    hold(&[
        ("and", "true() and true()", "true"),
        ("and false", "true() and false()", "false"),
        ("or", "false() or true()", "true"),
        ("or false", "false() or false()", "false"),
        ("a chain of and", "1 = 1 and 2 = 2 and 3 = 4", "false"),
        ("a chain of or", "1 = 2 or 2 = 3 or 3 = 3", "true"),
        ("texts are true", "'x' and 1", "true"),
        ("empty text and zero are false", "'' or 0", "false"),
        ("the text false is true", "'false' and true()", "true"),
        ("no number is false", "0 div 0 or false()", "false"),
        ("a node is true", "name and true()", "true"),
        ("an empty node is true", "empty and true()", "true"),
        ("no node is false", "nothing or false()", "false"),
        ("the rest of and is not computed", "false() and regex('a', concat('(', ''))", "false"),
        ("the rest of or is not computed", "true() or regex('a', concat('(', ''))", "true"),
        ("a function that is not needed", "true() or no-such-function()", "true"),
    ]);
}

#[test]
fn references() {
    hold_over(
        FORM,
        &[0, 15],
        &[
            ("a question", "${age}", "41"),
            ("spaces inside", "${ age } + 1", "42"),
            ("accented names are names", "count(${name})", "1"),
            ("inside a repeat, its own", "${who}", "An"),
            ("with steps behind", "${person}/who", "An"),
            ("with a predicate", "${age}[. > 40]", "41"),
            ("with a predicate, none", "count(${age}[. > 41])", "0"),
            ("unknown", "${nobody}", "UnknownReference { name: \"nobody\" }"),
        ],
    );
}
