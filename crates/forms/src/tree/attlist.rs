//! `<!ATTLIST …>` declarations of a document type's internal subset: which attributes are IDs, which have a
//! default value.

use std::borrow::Cow;

/// One attribute of one element.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct AttributeList {
    pub(super) element: String,
    pub(super) attribute: String,
    pub(super) is_id: bool,
    /// Any type but CDATA, so that its white space collapses.
    pub(super) is_tokenized: bool,
    pub(super) default: Option<String>,
}

/// Attributes that a document type may declare; more are not looked at.
const MAX_DECLARED: usize = 1_000;

/// The declarations in a document, as far as they can be read; of two for the same attribute the first counts.
pub(super) fn attribute_lists(xml: &str) -> Vec<AttributeList> {
    let mut lists: Vec<AttributeList> = Vec::new();
    let mut rest = internal_subset(xml).unwrap_or_default();
    while let Some(start) = rest.find("<!") {
        rest = rest.get(start..).unwrap_or_default();
        if let Some(after) = rest.strip_prefix("<!--") {
            rest = after.split_once("-->").map(|(_, r)| r).unwrap_or_default();
            continue;
        }
        let (declaration, after) = declaration(rest);
        rest = after;
        if let Some(body) = declaration.strip_prefix("<!ATTLIST") {
            for list in attributes(body) {
                if lists.len() < MAX_DECLARED
                    && !lists.iter().any(|l| l.element == list.element && l.attribute == list.attribute)
                {
                    lists.push(list);
                }
            }
        }
    }
    lists
}

/// The document with everything in the internal subset but entity declarations turned to spaces, byte for byte, so
/// that places stay: the XML reader takes a quoted `>` there for an end, and comments there are no nodes.
pub(super) fn without_declarations(xml: &str) -> Cow<'_, str> {
    let Some(subset) = internal_subset(xml) else { return Cow::Borrowed(xml) };
    let start = (subset.as_ptr() as usize).saturating_sub(xml.as_ptr() as usize);
    let mut kept = String::with_capacity(xml.len());
    kept.push_str(xml.get(..start).unwrap_or_default());
    let mut rest = subset;
    while let Some(at) = rest.find('<') {
        let (before, found) = rest.split_at_checked(at).unwrap_or((rest, ""));
        kept.push_str(before);
        let after = if found.starts_with("<!--") {
            found.split_once("-->").map(|(_, after)| after).unwrap_or_default()
        } else if found.starts_with("<?") {
            found.split_once("?>").map(|(_, after)| after).unwrap_or_default()
        } else {
            declaration(found).1
        };
        let whole = found.get(..found.len() - after.len()).unwrap_or_default();
        if whole.starts_with("<!ENTITY") {
            kept.push_str(whole);
        } else {
            kept.extend(whole.bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }));
        }
        rest = after;
    }
    kept.push_str(rest);
    kept.push_str(xml.get(start + subset.len()..).unwrap_or_default());
    Cow::Owned(kept)
}

/// The most bytes that the entities of a document may come to, by a rough reckoning from above: the reader
/// follows at most 255 references within one that stands in the text.
pub(super) fn entity_bytes(xml: &str) -> usize {
    let Some(subset) = internal_subset(xml).filter(|s| s.contains("<!ENTITY")) else { return 0 };
    let named = |text: &str| {
        let after = text.split('&').skip(1);
        after
            .filter(|t| !["#", "lt;", "gt;", "amp;", "quot;", "apos;"].iter().any(|p| t.starts_with(p)))
            .count()
    };
    let inside = named(subset);
    let within_one = inside.min(255) + 1;
    (named(xml) - inside).saturating_mul(within_one).saturating_mul(subset.len())
}

/// What stands between `[` and `]` of the document type.
fn internal_subset(xml: &str) -> Option<&str> {
    let mut rest = xml;
    // Before the document type there may be comments and processing instructions only.
    loop {
        let start = rest.find('<')?;
        rest = rest.get(start..)?;
        if let Some(after) = rest.strip_prefix("<!--") {
            rest = after.split_once("-->")?.1;
        } else if let Some(after) = rest.strip_prefix("<?") {
            rest = after.split_once("?>")?.1;
        } else {
            rest = rest.strip_prefix("<!DOCTYPE")?;
            break;
        }
    }
    let mut quote = None;
    let opened = rest.char_indices().find(|(_, c)| match (quote, c) {
        (None, '"' | '\'') => {
            quote = Some(*c);
            false
        }
        (Some(q), c) if q == *c => {
            quote = None;
            false
        }
        (None, '[' | '>') => true,
        _ => false,
    })?;
    let inside = rest.get(opened.0..)?.strip_prefix('[')?;
    let mut at = inside;
    // To the `]` that is in no quotes and no comment.
    loop {
        let next = at.find(['"', '\'', ']', '<'])?;
        let found = at.get(next..)?;
        let length = |rest: &str| inside.len() - rest.len();
        if found.starts_with(']') {
            return inside.get(..length(found));
        }
        at = if let Some(comment) = found.strip_prefix("<!--") {
            comment.split_once("-->")?.1
        } else if let Some(instruction) = found.strip_prefix("<?") {
            instruction.split_once("?>")?.1
        } else if let Some(text) = found.strip_prefix('"') {
            text.split_once('"')?.1
        } else if let Some(text) = found.strip_prefix('\'') {
            text.split_once('\'')?.1
        } else {
            found.get(1..)?
        };
    }
}

/// A declaration up to its `>`, which may stand in quotes too; and what follows.
fn declaration(text: &str) -> (&str, &str) {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(q), c) if q == c => quote = None,
            (None, '>') => {
                return (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
            }
            _ => {}
        }
    }
    (text, "")
}

fn attributes(body: &str) -> Vec<AttributeList> {
    let mut words = Words { rest: body };
    let mut found = Vec::new();
    let Some(element) = words.next() else { return found };
    while let (Some(attribute), Some(mut kind)) = (words.next(), words.next()) {
        if kind == "NOTATION" {
            kind = words.next().unwrap_or_default();
        }
        let mut default = words.next();
        if default == Some("#FIXED") {
            default = words.next();
        }
        let default = default.and_then(|d| {
            let text = d.strip_prefix(['"', '\''])?;
            let text = text.strip_suffix(['"', '\''])?;
            Some(unescaped(text))
        });
        found.push(AttributeList {
            element: element.to_owned(),
            attribute: attribute.to_owned(),
            is_id: kind == "ID",
            is_tokenized: kind != "CDATA",
            default,
        });
    }
    found
}

/// The predefined entities and white space of an attribute's value.
fn unescaped(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

/// Words of a declaration: what is in quotes or in parentheses is one.
struct Words<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest.trim_start();
        let first = rest.chars().next()?;
        let end = match first {
            '"' | '\'' => rest.get(1..)?.find(first)? + 2,
            '(' => rest.find(')')? + 1,
            _ => rest.find(|c: char| c.is_whitespace() || c == '(').unwrap_or(rest.len()),
        };
        self.rest = rest.get(end..)?;
        rest.get(..end)
    }
}
