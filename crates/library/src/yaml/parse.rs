//! Text → tree, without recursion and within limits: files also come from outside.

use super::{Key, Node, Value};
use crate::fault::{Position, Problem};
use crate::wanted::{Measure, Wanted};
use serde_saphyr::granit_parser::{Event, Marker, Parser, ScalarStyle, options};

const MAX_DEPTH: usize = 32;
const MAX_NODES: usize = 500_000;

/// Where a text cannot be read, and why.
pub(crate) type Unparsed = (Option<Position>, Problem);

/// A list or map that is not closed yet.
struct Open {
    at: Position,
    inside: Inside,
}

enum Inside {
    List(Vec<Node>),
    Map { entries: Vec<(Key, Node)>, key: Option<Key> },
}

/// The one document of the text. An empty text is [`Value::Null`].
pub(crate) fn parse(text: &str) -> Result<Node, Box<Unparsed>> {
    let mut open: Vec<Open> = Vec::new();
    let mut root: Option<Node> = None;
    let mut nodes = 0_usize;
    let options = options! { emit_comments: false };
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|error| {
            let reason = error.to_string();
            Box::new((Some(position(error.marker())), Problem::NotYaml { reason }))
        })?;
        let at = position(&span.start);
        let complete = match event {
            Event::Scalar(_, _, anchor, tag) if anchor != 0 || tag.is_some() => {
                return Err(Box::new((Some(at), Problem::AnchorOrTag)));
            }
            Event::SequenceStart(_, anchor, tag) | Event::MappingStart(_, anchor, tag)
                if anchor != 0 || tag.is_some() =>
            {
                return Err(Box::new((Some(at), Problem::AnchorOrTag)));
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) | Event::Anchor(..) => {
                return Err(Box::new((Some(at), Problem::AnchorOrTag)));
            }
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                let value = if plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL") {
                    Value::Null
                } else {
                    Value::Text(text.into_owned())
                };
                Some(Node { at, value })
            }
            Event::SequenceStart(..) => {
                open.push(Open { at, inside: Inside::List(Vec::new()) });
                None
            }
            Event::MappingStart(..) => {
                open.push(Open { at, inside: Inside::Map { entries: Vec::new(), key: None } });
                None
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(Open::close),
            Event::DocumentStart(..) if root.is_some() => {
                let reason = "a second document begins here".to_owned();
                return Err(Box::new((Some(at), Problem::NotYaml { reason })));
            }
            _ => None,
        };
        if open.len() > MAX_DEPTH {
            return Err(Box::new((Some(at), Problem::TooLarge { what: Measure::Levels, max: MAX_DEPTH })));
        }
        if let Some(node) = complete {
            nodes += 1;
            if nodes > MAX_NODES {
                return Err(Box::new((
                    Some(at),
                    Problem::TooLarge { what: Measure::Values, max: MAX_NODES },
                )));
            }
            match open.last_mut() {
                None => root = Some(node),
                Some(parent) => parent.take(node)?,
            }
        }
    }
    Ok(root.unwrap_or(Node { at: Position { line: 1, column: 1 }, value: Value::Null }))
}

impl Open {
    fn take(&mut self, node: Node) -> Result<(), Box<Unparsed>> {
        match &mut self.inside {
            Inside::List(items) => items.push(node),
            Inside::Map { entries, key } => match (key.take(), node.value) {
                (Some(key), value) => entries.push((key, Node { at: node.at, value })),
                (None, Value::Text(name)) => *key = Some(Key { at: node.at, name }),
                (None, value) => {
                    let found = Node { at: node.at, value }.present();
                    return Err(Box::new((
                        Some(node.at),
                        Problem::Expected { expected: Wanted::Key, found },
                    )));
                }
            },
        }
        Ok(())
    }
    fn close(self) -> Node {
        let value = match self.inside {
            Inside::List(items) => Value::List(items),
            Inside::Map { entries, .. } => Value::Map(entries),
        };
        Node { at: self.at, value }
    }
}

fn position(marker: &Marker) -> Position {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Position { line: number(marker.line()), column: number(marker.col()).saturating_add(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_keep_their_text_and_every_value_knows_its_place() {
        let root = parse("a: 1.010040\nb:\n  - yes\n  - ~\n  - 'null'\nc: {d: 007}\n").unwrap();
        assert_eq!(root.get("a").unwrap().text(), Some("1.010040"));
        let Value::List(items) = &root.get("b").unwrap().value else { panic!("no list") };
        assert_eq!(items[0], Node { at: Position { line: 3, column: 5 }, value: Value::Text("yes".into()) });
        assert_eq!(items[1].value, Value::Null);
        assert_eq!(items[2].text(), Some("null"));
        assert_eq!(root.get("c").unwrap().get("d").unwrap().text(), Some("007"));
    }

    #[test]
    fn what_could_grow_without_end_is_refused() {
        for (name, text) in [
            ("an alias", "a: &x [1]\nb: *x\n".to_owned()),
            ("a tag", "a: !!binary aGk=\n".to_owned()),
            ("too deep", format!("{}1{}", "[".repeat(40), "]".repeat(40))),
            ("two documents", "a: 1\n---\nb: 2\n".to_owned()),
            ("no YAML", "a: [1\nb: 2".to_owned()),
            ("a list as a key", "? [a]\n: b\n".to_owned()),
        ] {
            assert!(parse(&text).is_err(), "{name}");
        }
        assert_eq!(parse("").unwrap().value, Value::Null);
    }
}
