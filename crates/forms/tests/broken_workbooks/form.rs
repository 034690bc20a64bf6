//! Workbooks whose cells are fine and whose form is not.

use super::Case;
use super::book::Book;

pub(crate) fn cases() -> Vec<Case> {
    [types_and_names(), lists(), expressions(), groups()].concat()
}

fn types_and_names() -> Vec<Case> {
    let book = Book::right;
    vec![
        (
            "an unknown type",
            book().set("survey", "A2", "txt").bytes(),
            vec!["survey, row 2, column type (A2): there is no question type `txt`"],
        ),
        (
            "no type",
            book().set("survey", "A2", "").bytes(),
            vec!["survey, row 2, column type (A2): there is no question type ``"],
        ),
        (
            "a type that is left out here",
            book().set("survey", "A2", "xml-external").bytes(),
            vec![
                "survey, row 2, column type (A2): the type `xml-external` is XLSForm, but not supported here",
            ],
        ),
        (
            "no name",
            book().insert("survey", 6, &["text", "", "Không tên"]).bytes(),
            vec!["survey, row 6, column name (B6): the cell is empty"],
        ),
        (
            "a name with a space",
            book().insert("survey", 6, &["text", "ho ten", "Tên"]).bytes(),
            vec![
                "survey, row 6, column name (B6): `ho ten` is not a name: letters, digits, `_`, `-` and `.`, beginning with a letter or `_`",
            ],
        ),
        (
            "a name that begins with a digit",
            book().insert("survey", 6, &["text", "1a", "Tên"]).bytes(),
            vec![
                "survey, row 6, column name (B6): `1a` is not a name: letters, digits, `_`, `-` and `.`, beginning with a letter or `_`",
            ],
        ),
        (
            "a name twice",
            book().insert("survey", 6, &["text", "ho_ten", "Tên"]).bytes(),
            vec!["survey, row 6, column name (B6): the name `ho_ten` stands in row 2 too"],
        ),
        (
            "no label",
            book().set("survey", "C2", "").bytes(),
            vec!["survey, row 2, column label (C2): the cell is empty"],
        ),
        (
            "a name twice, after blank rows",
            book()
                .insert("survey", 2, &[])
                .insert("survey", 7, &[])
                .insert("survey", 8, &["text", "ho_ten", "Tên"])
                .bytes(),
            vec!["survey, row 8, column name (B8): the name `ho_ten` stands in row 3 too"],
        ),
        (
            "a bad type, a bad name and a bad condition in one row",
            book().insert("survey", 6, &["tekst", "a b", "Tên", "1 ="]).bytes(),
            vec![
                "survey, row 6, column type (A6): there is no question type `tekst`",
                "survey, row 6, column name (B6): `a b` is not a name: letters, digits, `_`, `-` and `.`, beginning with a letter or `_`",
                "survey, row 6, column relevant (D6): the expression ends too early",
            ],
        ),
        (
            "a range without sense",
            book()
                .set("survey", "J1", "parameters")
                .insert("survey", 6, &["range", "r", "R", "", "", "", "", "", "", "start=mot end=10"])
                .bytes(),
            vec!["survey, row 6, column parameters (J6): `mot` is no value of the parameter `start`"],
        ),
        (
            "a default that is no number",
            book().set("survey", "H4", "ba").bytes(),
            vec![
                "survey, row 4, column default (H4): the default `ba` is no answer to a question of this type",
            ],
        ),
    ]
}

fn lists() -> Vec<Case> {
    let book = Book::right;
    vec![
        (
            "a list that is not there",
            book().set("survey", "A3", "select_one co_hong").bytes(),
            vec!["survey, row 3, column type (A3): there is no list `co_hong` on the sheet choices"],
        ),
        (
            "a select without a list",
            book().set("survey", "A3", "select_one").bytes(),
            vec!["survey, row 3, column type (A3): there is no list `` on the sheet choices"],
        ),
        (
            "a list from no file",
            book().set("survey", "A3", "select_one_from_file xa.doc").bytes(),
            vec!["survey, row 3, column type (A3): `xa.doc` is not a file of choices: its name ends in .csv"],
        ),
        (
            "a choice twice",
            book().set("choices", "B3", "co").bytes(),
            vec!["choices, row 3, column name (B3): the name `co` stands in row 2 too"],
        ),
        (
            "a choice with a space",
            book().set("choices", "B3", "khong co").bytes(),
            vec![
                "choices, row 3, column name (B3): `khong co` is not a name: letters, digits, `_`, `-` and `.`, beginning with a letter or `_`",
            ],
        ),
        (
            "a choice without a name",
            book().set("choices", "B3", "").bytes(),
            vec!["choices, row 3, column name (B3): the cell is empty"],
        ),
        (
            "a choice without a list",
            book().set("choices", "A3", "").bytes(),
            vec!["choices, row 3, column list_name (A3): the cell is empty"],
        ),
        (
            "a choice without a label",
            book().set("choices", "C3", "").bytes(),
            vec!["choices, row 3, column label (C3): the cell is empty"],
        ),
        (
            "a filter over a column that is not there",
            book().set("survey", "I3", "tinh = ${ho_ten}").bytes(),
            vec!["survey, row 3, column choice_filter (I3): the choices have no column `tinh`"],
        ),
    ]
}

fn expressions() -> Vec<Case> {
    let book = Book::right;
    let relevant = |expression: &str| book().set("survey", "D4", expression).bytes();
    vec![
        (
            "a question that is not there",
            relevant("${ban_xao} = 'co'"),
            vec!["survey, row 4, column relevant (D4): there is no question `ban_xao`"],
        ),
        (
            "two questions that are not there",
            relevant("${x} = ${y}"),
            vec![
                "survey, row 4, column relevant (D4): there is no question `x`",
                "survey, row 4, column relevant (D4): there is no question `y`",
            ],
        ),
        (
            "a function that is not there",
            relevant("viet(${ban_sao})"),
            vec!["survey, row 4, column relevant (D4): there is no function `viet`"],
        ),
        (
            "too many arguments",
            relevant("not(1, 2)"),
            vec!["survey, row 4, column relevant (D4): not() takes 1 arguments, not 2"],
        ),
        (
            "a text without its end",
            relevant("${ban_sao} = 'co"),
            vec!["survey, row 4, column relevant (D4): the text that begins at 13 has no closing quote"],
        ),
        (
            "a reference without its end",
            relevant("${ban_sao = 'co'"),
            vec![
                "survey, row 4, column relevant (D4): the reference that begins at 0 is not of the form ${name}",
            ],
        ),
        (
            "an expression without its end",
            relevant("${ban_sao} ="),
            vec!["survey, row 4, column relevant (D4): the expression ends too early"],
        ),
        (
            "two values side by side",
            relevant("${ban_sao} 'co'"),
            vec!["survey, row 4, column relevant (D4): `'co'` at 11 was not expected here"],
        ),
        (
            "a bracket too many",
            relevant("(${ban_sao} = 'co'))"),
            vec!["survey, row 4, column relevant (D4): `)` at 19 was not expected here"],
        ),
        (
            "a sign that means nothing",
            relevant("${ban_sao} = # "),
            vec!["survey, row 4, column relevant (D4): unexpected character `#` at 13"],
        ),
        (
            "one equals sign too many",
            relevant("${ban_sao} == 'co'"),
            vec!["survey, row 4, column relevant (D4): `=` at 12 was not expected here"],
        ),
        (
            "a name without braces",
            relevant("ban_sao = 'co'"),
            vec![
                "survey, row 4, column relevant (D4): `ban_sao` has a meaning in choice_filter only; a question is ${ban_sao}",
            ],
        ),
        (
            "a variable",
            relevant("$ban_sao = 'co'"),
            vec![
                "survey, row 4, column relevant (D4): there are no variables such as `$ban_sao` at 0; refer to a question by ${ban_sao}",
            ],
        ),
        (
            "a pattern that is none",
            relevant("regex(${ho_ten}, '[')"),
            vec![
                "survey, row 4, column relevant (D4): the pattern `[` is not a regular expression that can be used: non-empty character class has no closing bracket",
            ],
        ),
        (
            "a reference in a label",
            book().set("survey", "C2", "Tên của ${cha}").bytes(),
            vec!["survey, row 2, column label (C2): there is no question `cha`"],
        ),
        (
            "a constraint that cannot be read",
            book().set("survey", "E4", ". <").bytes(),
            vec!["survey, row 4, column constraint (E4): the expression ends too early"],
        ),
        (
            "a required that cannot be read",
            book().set("survey", "G2", "co chu(").bytes(),
            vec!["survey, row 2, column required (G2): `chu` at 3 was not expected here"],
        ),
        (
            "no calculation",
            book().set("survey", "F5", "").bytes(),
            vec!["survey, row 5, column calculation (F5): the cell is empty"],
        ),
        (
            "a value that needs itself",
            book().set("survey", "F5", "${gap_doi} + 1").bytes(),
            vec![
                "survey, row 5, column calculation (F5): these depend on each other in a circle: gap_doi → gap_doi",
            ],
        ),
        (
            "a circle through three rows",
            book().set("survey", "D2", "${gap_doi} > 1").set("survey", "D3", "${ho_ten} != ''").bytes(),
            vec![
                "survey, row 2, column relevant (D2): these depend on each other in a circle: ho_ten → gap_doi → so_ban → ban_sao → ho_ten",
            ],
        ),
        (
            "an expression deeper than anybody writes",
            relevant(&format!("{}1{}", "(".repeat(500), ")".repeat(500))),
            vec!["survey, row 4, column relevant (D4): an expression nests at most 100 levels"],
        ),
        (
            "whom it is about is unknown",
            book().set("settings", "E2", "${ten}").bytes(),
            vec!["settings, row 2, column instance_name (E2): there is no question `ten`"],
        ),
    ]
}

fn groups() -> Vec<Case> {
    let book = Book::right;
    let begin = |kind: &'static str| book().insert("survey", 2, &[kind, "g", "Nhóm"]);
    let closed = |kind: &'static str, end: &'static str| begin(kind).insert("survey", 7, &[end]).bytes();
    vec![
        (
            "a group that is never closed",
            begin("begin_group").bytes(),
            vec!["survey, row 2, column type (A2): this group or repeat is never closed"],
        ),
        (
            "a repeat that is never closed",
            begin("begin_repeat").bytes(),
            vec!["survey, row 2, column type (A2): this group or repeat is never closed"],
        ),
        (
            "a group that was never opened",
            book().insert("survey", 6, &["end_group"]).bytes(),
            vec!["survey, row 6, column type (A6): an `end` without its `begin`"],
        ),
        (
            "a group that is closed as a repeat",
            closed("begin_group", "end_repeat"),
            vec!["survey, row 7, column type (A7): this closes what row 2 opens as something else"],
        ),
        (
            "a group that is taken for a question",
            begin("begin_group")
                .insert("survey", 7, &["end_group"])
                .set("survey", "J1", "trigger")
                .set("survey", "J6", "${g}, ho_ten")
                .bytes(),
            vec![
                "survey, row 6, column trigger (J6): `g` is a group or a repeat, and a question is wanted here",
                "survey, row 6, column trigger (J6): a trigger is a question, written ${name}, or several with a comma between them",
            ],
        ),
    ]
}
