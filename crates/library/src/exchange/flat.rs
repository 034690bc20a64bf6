//! A tree as rows of path and value, and back.
//!
//! A pair of `vi` and `en` is one row with both; everything else has its value in the first column.

use crate::fault::Problem;
use crate::wanted::{Present, Wanted};
use crate::yaml::{Faults, Key, Node, Value};

/// Path, value (or the Vietnamese text), English text.
pub(super) type Row = [String; 3];

/// The columns of such a sheet.
pub(super) const HEADER: [&str; 3] = ["path", "vi", "en"];

pub(super) fn flatten(root: &Node) -> Vec<Row> {
    let mut rows = Vec::new();
    walk(root, String::new(), &mut rows);
    rows
}

fn walk(node: &Node, path: String, rows: &mut Vec<Row>) {
    match &node.value {
        Value::Null => rows.push([path, "null".to_owned(), String::new()]),
        Value::Text(text) => rows.push([path, cell(text), String::new()]),
        Value::List(items) if items.is_empty() => rows.push([path, "[]".to_owned(), String::new()]),
        Value::Map(entries) if entries.is_empty() => rows.push([path, "{}".to_owned(), String::new()]),
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, format!("{path}[{}]", index + 1), rows);
            }
        }
        Value::Map(entries) => {
            if let [(first, vi), (second, en)] = entries.as_slice()
                && (first.name.as_str(), second.name.as_str()) == ("vi", "en")
                && let (Some(vi), Some(en)) = (vi.text(), en.text())
            {
                rows.push([path, cell(vi), cell(en)]);
                return;
            }
            for (key, value) in entries {
                let step = step(&key.name);
                walk(value, if path.is_empty() { step } else { format!("{path}.{step}") }, rows);
            }
        }
    }
}

/// A key as a step of a path: in quotes when it has a sign that paths use.
fn step(key: &str) -> String {
    if key.is_empty() || key.contains(['.', '[', ']', '"']) { quoted(key) } else { key.to_owned() }
}

/// A text as a cell: in quotes when a spreadsheet would lose something of it, or it means something else.
fn cell(text: &str) -> String {
    let special = matches!(text, "" | "null" | "[]" | "{}") || text.starts_with('"') || text.trim() != text;
    if special { quoted(text) } else { text.to_owned() }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn unquoted(cell: &str) -> Option<String> {
    let inner = cell.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::new();
    let mut characters = inner.chars();
    while let Some(c) = characters.next() {
        text.push(if c == '\\' { characters.next()? } else { c });
    }
    Some(text)
}

fn value(cell: &str) -> Value {
    match cell {
        "null" => Value::Null,
        "[]" => Value::List(Vec::new()),
        "{}" => Value::Map(Vec::new()),
        _ => Value::Text(unquoted(cell).unwrap_or_else(|| cell.to_owned())),
    }
}

/// A step of a path.
enum Step {
    Key(String),
    /// From 1.
    Item(usize),
}

fn steps(path: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('[') {
            let (number, after) = after.split_once(']')?;
            steps.push(Step::Item(number.trim().parse().ok().filter(|n| *n > 0)?));
            rest = after.strip_prefix('.').unwrap_or(after);
            continue;
        }
        let end = if rest.starts_with('"') {
            let mut escaped = false;
            let close = rest.char_indices().skip(1).find(|(_, c)| {
                let closes = *c == '"' && !escaped;
                escaped = *c == '\\' && !escaped;
                closes
            });
            close.map(|(at, _)| at + 1)?
        } else {
            rest.find(['.', '[']).unwrap_or(rest.len())
        };
        let (key, after) = rest.split_at_checked(end)?;
        steps.push(Step::Key(unquoted(key).unwrap_or_else(|| key.to_owned())));
        rest = after.strip_prefix('.').unwrap_or(after);
    }
    Some(steps)
}

/// The tree of rows; a row that has no place in it is noted.
pub(super) fn tree(rows: &[Row], faults: &mut Faults) -> Node {
    let mut root = Node::nowhere(Value::Null);
    for (index, [path, vi, en]) in rows.iter().enumerate() {
        let node = if en.is_empty() {
            Node::nowhere(value(vi))
        } else {
            let side = |name: &str, cell: &str| {
                (Key { at: crate::Position::default(), name: name.to_owned() }, Node::nowhere(value(cell)))
            };
            Node::nowhere(Value::Map(vec![side("vi", vi), side("en", en)]))
        };
        let put = steps(path).is_some_and(|steps| insert(&mut root, &steps, node));
        if !put {
            // Below the header, which is row 1.
            let place = format!("row {}", index + 2);
            faults.add(
                None,
                place,
                Problem::Expected { expected: Wanted::FittingPath, found: Present::Text(path.clone()) },
            );
        }
    }
    root
}

/// Puts a value under a path; lists grow by one. `false`: something else stands there.
fn insert(node: &mut Node, steps: &[Step], value: Node) -> bool {
    let Some((step, rest)) = steps.split_first() else {
        let free = node.value == Value::Null;
        if free {
            *node = value;
        }
        return free;
    };
    let free = node.value == Value::Null;
    match step {
        Step::Key(name) => {
            if free {
                node.value = Value::Map(Vec::new());
            }
            let Value::Map(entries) = &mut node.value else { return false };
            let at = entries.iter().position(|(key, _)| key.name == *name).unwrap_or(entries.len());
            if at == entries.len() {
                let key = Key { at: crate::Position::default(), name: name.clone() };
                entries.push((key, Node::nowhere(Value::Null)));
            }
            entries.get_mut(at).is_some_and(|(_, node)| insert(node, rest, value))
        }
        Step::Item(number) => {
            if free {
                node.value = Value::List(Vec::new());
            }
            let Value::List(items) = &mut node.value else { return false };
            if *number == items.len() + 1 {
                items.push(Node::nowhere(Value::Null));
            }
            items.get_mut(number - 1).is_some_and(|node| insert(node, rest, value))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::parse;

    #[test]
    fn rows_make_the_same_tree_again() {
        let text = r#"
a: { vi: một, en: one }
b: [ { c: null, d: [] }, { c: "null", d: {} }, { c: " x ", d: [p, q] } ]
"thanh_vien/a1/tv.ho[ten]": 'có "ngoặc" và \'
e: ""
f: { vi: chỉ một }
g: { en: one, vi: hai }
h: '"x"'
"#;
        let root = parse(text).unwrap();
        let rows = flatten(&root);
        let mut faults = Faults::of("x");
        let again = tree(&rows, &mut faults);
        assert_eq!(faults.found, []);
        assert!(again.same(&root), "{rows:#?}\n{again:#?}");
        // What a spreadsheet does to cells changes nothing.
        let trimmed: Vec<Row> =
            rows.iter().map(|row| row.clone().map(|cell| cell.trim().to_owned())).collect();
        assert_eq!(trimmed, rows);
    }

    #[test]
    fn a_row_without_a_place_is_told() {
        let row = |path: &str| [path.to_owned(), "x".to_owned(), String::new()];
        let mut faults = Faults::of("procedure");
        tree(&[row("a"), row("a.b"), row("c[2]"), row("d[x]"), row("a"), row("e[1].f")], &mut faults);
        let places: Vec<&str> = faults.found.iter().map(|fault| fault.place.as_str()).collect();
        assert_eq!(places, ["row 3", "row 4", "row 5", "row 6"]);
    }
}
