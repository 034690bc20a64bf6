//! What the tables share: a document, an environment, and how a case is held.

use chrono::DateTime;
use forms::tree::{NodeId, Tree};
use forms::xpath::{Environment, ExprError, Namespaces, Standing, Value, evaluate};

/// A small form filled in, as most cases need it.
pub(crate) const FORM: &str = "<data id='f' version='3'>
  <name>Nguyễn Thị Lan</name>
  <age>41</age>
  <birth>1985-07-03</birth>
  <at>2026-11-25T08:30:00.000+07:00</at>
  <colours>red green blue</colours>
  <empty/>
  <zero>0</zero>
  <person><who>An</who><years>3</years></person>
  <person><who>Bình</who><years>40</years></person>
  <person><who>Chi</who><years/></person>
</data>";

/// Case: a name, an expression, the text of its value (of an error its debug form).
pub(crate) type Case = (&'static str, &'static str, &'static str);

pub(crate) fn environment() -> Environment<'static> {
    let now = DateTime::parse_from_rfc3339("2026-11-25T08:30:15.250+07:00").unwrap();
    Environment { seed: 7, ..Environment::new(now) }
}

/// Computes over a document; the context is the node at a path of child places.
pub(crate) fn compute(xml: &str, context: &[usize], source: &str) -> Result<(Value, String), ExprError> {
    let tree = Tree::parse(xml).unwrap();
    let mut node = tree.root();
    for place in context {
        node = tree.children(node).nth(*place).unwrap();
    }
    compute_at(&tree, node, source, &environment())
}

pub(crate) fn compute_at(
    tree: &Tree,
    node: NodeId,
    source: &str,
    environment: &Environment<'_>,
) -> Result<(Value, String), ExprError> {
    let namespaces = Namespaces::new().with("x", "urn:x").with("y", "urn:y");
    let value = evaluate(source, tree, node, &namespaces, environment)?;
    let documents = Standing { tree, namespaces: &namespaces, environment };
    let text = value.to_text(&documents);
    Ok((value, text))
}

fn shown(result: Result<(Value, String), ExprError>) -> String {
    match result {
        Ok((_, text)) => text,
        Err(error) => format!("{error:?}"),
    }
}

/// Every case over a document, at a context.
pub(crate) fn hold_over(xml: &str, context: &[usize], cases: &[Case]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(name, source, expected)| {
            let found = shown(compute(xml, context, source));
            (found != *expected).then(|| format!("{name}: {source}\n  gives {found:?}, not {expected:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Every case over the form, at its root element.
pub(crate) fn hold(cases: &[Case]) {
    hold_over(FORM, &[0], cases);
}

/// Node-sets as `name`, `@name`, `#text`, … in their order.
pub(crate) fn names(xml: &str, context: &[usize], source: &str) -> String {
    use forms::tree::Kind;
    let tree = Tree::parse(xml).unwrap();
    let mut node = tree.root();
    for place in context {
        node = tree.children(node).nth(*place).unwrap();
    }
    match compute_at(&tree, node, source, &environment()) {
        Ok((Value::Nodes(nodes), _)) => {
            let one = |n: NodeId| match tree.kind(n) {
                Kind::Root => "/".to_owned(),
                Kind::Element => tree.name(n).to_string(),
                Kind::Attribute => format!("@{}", tree.name(n)),
                Kind::Namespace => format!("xmlns:{}", tree.local_name(n)),
                Kind::Text => format!("'{}'", tree.string_value(n).trim()),
                Kind::Comment => format!("<!--{}-->", tree.string_value(n).trim()),
                Kind::Instruction => format!("<?{}?>", tree.local_name(n)),
            };
            nodes.into_iter().map(one).collect::<Vec<_>>().join(" ")
        }
        Ok((other, _)) => format!("no nodes: {other:?}"),
        Err(error) => format!("{error:?}"),
    }
}
