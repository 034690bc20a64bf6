//! Trees → YAML that reads back as the same tree.

use super::{Node, Value};
use std::fmt::Write as _;

/// Texts up to this length may stand in one line with others.
const SHORT: usize = 88;

/// The text of a file. Comments are not part of a tree and so not of what is written.
pub(crate) fn write(root: &Node) -> String {
    let mut text = String::new();
    block(&mut text, root, 0, false);
    text
}

/// A value on lines of its own; `inline`: the first stands behind a dash already.
fn block(text: &mut String, node: &Node, indent: usize, inline: bool) {
    match &node.value {
        Value::Map(entries) if !entries.is_empty() => {
            for (index, (key, value)) in entries.iter().enumerate() {
                if index > 0 || !inline {
                    pad(text, indent);
                }
                scalar(text, &key.name);
                text.push(':');
                behind(text, value, indent);
            }
        }
        Value::List(items) if !items.is_empty() => {
            for (index, item) in items.iter().enumerate() {
                if index > 0 || !inline {
                    pad(text, indent);
                }
                text.push('-');
                match &item.value {
                    Value::Map(entries) if !entries.is_empty() && one_line(item).is_none() => {
                        text.push(' ');
                        block(text, item, indent + 2, true);
                    }
                    _ => behind(text, item, indent),
                }
            }
        }
        _ => {
            let _ = writeln!(text, "{}", one_line(node).unwrap_or_default());
        }
    }
}

/// A value behind `key:` or `-`: in the same line if it is short, else below.
fn behind(text: &mut String, node: &Node, indent: usize) {
    match one_line(node) {
        Some(line) => {
            let _ = writeln!(text, " {line}");
        }
        None => {
            text.push('\n');
            block(text, node, indent + 2, false);
        }
    }
}

/// The value in one line: texts always, lists and maps of texts when they are short.
fn one_line(node: &Node) -> Option<String> {
    let mut line = String::new();
    match &node.value {
        Value::Null => line.push_str("null"),
        Value::Text(text) => scalar(&mut line, text),
        Value::List(items) => {
            line.push('[');
            for (index, item) in items.iter().enumerate() {
                line.push_str(if index > 0 { ", " } else { "" });
                line.push_str(&one_line(item)?);
            }
            line.push(']');
        }
        Value::Map(entries) => {
            line.push_str(if entries.is_empty() { "{" } else { "{ " });
            for (index, (key, value)) in entries.iter().enumerate() {
                line.push_str(if index > 0 { ", " } else { "" });
                scalar(&mut line, &key.name);
                line.push_str(": ");
                line.push_str(&one_line(value)?);
            }
            line.push_str(if entries.is_empty() { "}" } else { " }" });
        }
    }
    let is_text = matches!(node.value, Value::Null | Value::Text(_));
    (is_text || line.chars().count() <= SHORT).then_some(line)
}

/// A text, in quotes unless it is a plain word that nothing can take for something else.
fn scalar(line: &mut String, text: &str) {
    let plain = text.starts_with(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ' ' | '/' | '.' | '-'))
        && !text.ends_with(' ')
        && !matches!(
            text.to_ascii_lowercase().as_str(),
            "null" | "true" | "false" | "yes" | "no" | "on" | "off"
        );
    if plain || matches!(text, "true" | "false") {
        line.push_str(text);
        return;
    }
    line.push('"');
    for c in text.chars() {
        match c {
            '"' => line.push_str("\\\""),
            '\\' => line.push_str("\\\\"),
            '\n' => line.push_str("\\n"),
            '\r' => line.push_str("\\r"),
            '\t' => line.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                let _ = write!(line, "\\u{:04x}", u32::from(c));
            }
            c => line.push(c),
        }
    }
    line.push('"');
}

fn pad(text: &mut String, indent: usize) {
    text.extend(std::iter::repeat_n(' ', indent));
}

#[cfg(test)]
mod tests {
    use super::super::{Key, parse};
    use super::*;
    use crate::fault::Position;
    use proptest::prelude::*;

    fn trees() -> impl Strategy<Value = Node> {
        let at = Position::default();
        let texts = prop_oneof![
            "\\PC{0,12}",
            Just("null".to_owned()),
            Just("true".to_owned()),
            Just("- a: b # c".to_owned()),
            Just("dòng một\ndòng hai\t\u{7}".to_owned()),
            Just("1.010040".to_owned()),
            "[a-z ]{90,100}",
        ];
        let leaf = prop_oneof![
            Just(Node { at, value: Value::Null }),
            texts.clone().prop_map(move |text| Node { at, value: Value::Text(text) }),
        ];
        leaf.prop_recursive(4, 24, 4, move |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4)
                    .prop_map(move |items| Node { at, value: Value::List(items) }),
                proptest::collection::vec(("[a-z_:: ()ệ]{1,8}", inner), 0..4).prop_map(move |entries| {
                    let entries = entries.into_iter().map(|(name, node)| (Key { at, name }, node)).collect();
                    Node { at, value: Value::Map(entries) }
                }),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_as_the_same(tree in trees()) {
            let text = write(&tree);
            let again = parse(&text);
            prop_assert!(again.as_ref().is_ok_and(|again| again.same(&tree)), "{}\n{:?}", text, again);
        }
    }
}
