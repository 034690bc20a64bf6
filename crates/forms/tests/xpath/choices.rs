//! Secondary instances, tables, labels and translations.

use super::support::{compute_at, environment};
use forms::tree::{NodeId, Tree};
use forms::xpath::{Documents, Environment, Expr, ExprError, NodeSet, Reference, Scope};
use std::cell::Cell;

fn provinces() -> Tree {
    let rows: [&[&str]; 4] = [
        &["01", "Hà Nội", "bac"],
        &["48", "Đà Nẵng", "trung"],
        &["79", "TP Hồ Chí Minh", "nam"],
        &["92", "Cần Thơ", "nam"],
    ];
    Tree::table(&["name", "label", "region"], rows).unwrap()
}

fn holds(cases: &[(&str, &str)]) {
    let list = provinces();
    let tree =
        Tree::parse("<data><region>nam</region><code>48</code><year>2026-11-25</year></data>").unwrap();
    let environment = Environment { instances: vec![("provinces", &list)], ..environment() };
    for (source, expected) in cases {
        let found = compute_at(&tree, tree.root_element().unwrap(), source, &environment);
        assert_eq!(found.map(|(_, text)| text).as_deref(), Ok(*expected), "{source}");
    }
}

#[test]
fn secondary_instances_are_documents_of_their_own() {
    holds(&[
        ("count(instance('provinces')/root/item)", "4"),
        ("instance('provinces')/root/item[name = '48']/label", "Đà Nẵng"),
        ("instance('provinces')/root/item[name = /data/code]/label", "Đà Nẵng"),
        ("instance('provinces')/root/item[name = current()/code]/label", "Đà Nẵng"),
        ("instance('provinces')/root/item[name = ${code}]/label", "Đà Nẵng"),
        ("join(';', instance('provinces')/root/item[region = ${region}]/label)", "TP Hồ Chí Minh;Cần Thơ"),
        ("count(instance('provinces')/root/item[region != ${region}])", "2"),
        ("count(instance('provinces')/root/item[region = ${region} and name > 80])", "1"),
        ("instance('provinces')/root/item[region = ${region}][2]/label", "Cần Thơ"),
        ("instance('provinces')/root/item[region = ${region}][last()]/label", "Cần Thơ"),
        ("count(instance('provinces')/root/item[name = 48])", "1"),
        ("count(instance('provinces')/root/item[contains(label, 'N')])", "2"),
        ("count(instance('provinces')//label | //region)", "5"),
        ("name(instance('provinces')/root/item[1]/..)", "root"),
        ("position(instance('provinces')/root/item[name = '79'])", "3"),
        ("count(/data/region | instance('provinces')/root/item)", "5"),
    ]);
}

#[test]
fn pulldata_takes_one_value_of_a_table() {
    holds(&[
        ("pulldata('provinces', 'label', 'name', '79')", "TP Hồ Chí Minh"),
        ("pulldata('provinces', 'label', 'region', 'nam')", "TP Hồ Chí Minh"),
        ("pulldata('provinces', 'label', 'name', ${code})", "Đà Nẵng"),
        ("pulldata('provinces', 'label', 'name', '00')", ""),
        ("pulldata('provinces', 'nothing', 'name', '79')", ""),
    ]);
}

#[test]
fn an_instance_that_is_not_there_is_named() {
    let tree = Tree::parse("<a/>").unwrap();
    for source in ["instance('x')/root", "pulldata('x', 'a', 'b', 'c')"] {
        let found = compute_at(&tree, tree.root(), source, &environment());
        assert_eq!(found, Err(ExprError::UnknownInstance { id: "x".to_owned() }), "{source}");
    }
}

/// A scope with an index over one table, which counts how often it is asked.
struct Indexed<'a> {
    tree: &'a Tree,
    list: &'a Tree,
    environment: Environment<'a>,
    asked: Cell<u32>,
}

impl Documents for Indexed<'_> {
    fn tree(&self, document: u16) -> Option<&Tree> {
        [self.tree, self.list].get(usize::from(document)).copied()
    }
}

impl Scope for Indexed<'_> {
    fn environment(&self) -> &Environment<'_> {
        &self.environment
    }
    fn instance(&self, _id: &str) -> Option<NodeId> {
        Some(self.list.root().in_document(1))
    }
    fn reference(&self, reference: &Reference, _from: NodeId) -> Result<NodeSet, ExprError> {
        Ok(self.tree.child_element(self.tree.root_element().unwrap(), &reference.name).into())
    }
    fn lookup(&self, parent: NodeId, item: &str, column: &str, value: &str) -> Option<NodeSet> {
        self.asked.set(self.asked.get() + 1);
        let has = |n: &NodeId| {
            self.list.child_element(*n, column).is_some_and(|cell| self.list.string_value(cell) == value)
        };
        (item == "item").then(|| self.list.children(parent).filter(has).collect())
    }
}

#[test]
fn an_index_answers_equality_and_gives_the_same() {
    let (list, tree) = (provinces(), Tree::parse("<data><region>nam</region></data>").unwrap());
    let scope = Indexed { tree: &tree, list: &list, environment: environment(), asked: Cell::new(0) };
    for (source, expected, asked) in [
        ("count(instance('p')/root/item[region = ${region}])", "2", 1),
        ("count(instance('p')/root/item['nam' = region])", "2", 1),
        ("instance('p')/root/item[region = 'nam'][2]/name", "92", 1),
        ("count(instance('p')/root/item[name > 80 and region = 'nam'])", "1", 1),
        ("pulldata('p', 'label', 'name', '01')", "Hà Nội", 1),
        // These compare otherwise than by text, or are positions.
        ("count(instance('p')/root/item[name = 79])", "1", 0),
        ("count(instance('p')/root/item[region != 'nam'])", "2", 0),
        ("count(instance('p')/root/item[name = region])", "0", 0),
        ("count(instance('p')/root/item[position() = 2 and region = 'trung'])", "1", 0),
    ] {
        scope.asked.set(0);
        let expr = Expr::parse(source).unwrap();
        assert_eq!(expr.text(&scope, tree.root_element().unwrap()).as_deref(), Ok(expected), "{source}");
        assert_eq!(scope.asked.get(), asked, "{source}");
    }
}
