//! Documents: read, built and changed.

use forms::tree::{Kind, Tree, XmlError};

#[test]
fn it_is_built_and_changed() {
    let mut tree = Tree::new();
    let data = tree.append_element(tree.root(), "data");
    let a = tree.append_element(data, "a");
    let b = tree.append_element(data, "b");
    tree.set_text(a, "1");
    tree.set_text(b, "2");
    tree.set_attribute(data, "id", "f");
    assert_eq!((tree.string_value(data).as_ref(), tree.attribute(data, "id")), ("12", Some("f")));

    tree.set_text(a, "");
    assert_eq!((tree.string_value(a).as_ref(), tree.first_child(a)), ("", None));
    tree.set_text(a, "7");
    assert_eq!(tree.string_value(a), "7");

    let copy = tree.copy_subtree(a);
    assert_eq!(tree.parent(copy), None);
    tree.insert_before(copy, a);
    let names: Vec<String> = tree.children(data).map(|n| tree.name(n).to_string()).collect();
    assert_eq!(names, ["a", "a", "b"]);
    assert!(tree.document_order(copy, a).is_lt() && tree.document_order(a, b).is_lt());

    tree.remove(a);
    assert_eq!(tree.children(data).collect::<Vec<_>>(), [copy, b]);
    // What is inside another cannot hold it.
    let inner = tree.append_element(copy, "inner");
    tree.remove(copy);
    tree.attach(copy, inner);
    assert_eq!(tree.parent(copy), None);
}

#[test]
fn texts_join_and_prefixes_stay() {
    let tree = Tree::parse("<a xmlns:p='urn:p'>x<![CDATA[<]]>&#65;<p:b p:k='v'/>y</a>").unwrap();
    let a = tree.root_element().unwrap();
    let texts: Vec<_> = tree.children(a).filter(|n| tree.kind(*n) == Kind::Text).collect();
    assert_eq!(texts.iter().map(|n| tree.string_value(*n)).collect::<Vec<_>>(), ["x<A", "y"]);
    let b = tree.children(a).find(|n| tree.is_element(*n)).unwrap();
    assert_eq!(tree.name(b).to_string(), "p:b");
    assert_eq!(tree.name(tree.attributes(b).next().unwrap()).to_string(), "p:k");
}

#[test]
fn a_document_type_declares_ids_and_defaults() {
    let xml = "<!-- <!DOCTYPE no [ --><!DOCTYPE r SYSTEM 'r.dtd' [
<!-- <!ATTLIST a no ID #IMPLIED> --><!ELEMENT r ANY>
<!ATTLIST a key ID #REQUIRED kind (big|small) 'small' note CDATA \"a > b ]\" fixed CDATA #FIXED 'f'>
<?pi <!ATTLIST a x ID #IMPLIED> ?>]><r><a key=' one ' kind='big'/><a key='two'/></r>";
    let tree = Tree::parse(xml).unwrap();
    let one = tree.element_by_id("one").unwrap();
    let two = tree.element_by_id("two").unwrap();
    assert_eq!((tree.attribute(one, "kind"), tree.attribute(two, "kind")), (Some("big"), Some("small")));
    assert_eq!((tree.attribute(one, "key"), tree.attribute(one, "note")), (Some("one"), Some("a > b ]")));
    assert_eq!(tree.attribute(two, "fixed"), Some("f"));
}

#[test]
fn what_is_not_well_formed_is_refused_with_its_place() {
    for xml in ["", "<a>", "<a></b>", "<a b=c/>", "<a/><b/>", "<a>&nothing;</a>", "<p:a/>", "text"] {
        assert!(matches!(Tree::parse(xml), Err(XmlError::Malformed { .. })), "{xml}");
    }
    let Err(XmlError::Malformed { row, column, .. }) = Tree::parse("<a>\n  <b></c></a>") else { panic!() };
    assert_eq!((row, column), (2, 6));
}

#[test]
fn a_table_needs_even_rows() {
    let rows: [&[&str]; 2] = [&["a", "b"], &["c"]];
    assert_eq!(Tree::table(&["x", "y"], rows).err(), Some(XmlError::UnevenRow { row: 1, found: 1 }));
}
