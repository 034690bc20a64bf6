//! Axes, node tests, predicates, document order: over a document with every sort of node.

use super::support::{hold_over, names};

const DOC: &str = "<!DOCTYPE r [<!ATTLIST b k ID #IMPLIED><!ATTLIST c colour CDATA 'red'>
<!ENTITY who 'Lan'>]><?top go?><!-- before --><r xmlns:x='urn:x' xml:lang='vi'>
  <a n='1'><b k='k1'>one</b><b k='k2'>two</b></a><!-- inside --><x:a n='2'><x:b>x<![CDATA[<y>]]>z</x:b></x:a><?pi data?>
  <c/><d xml:lang='en-GB'>&who; &amp; co</d><a n='3'><b>three<e/>more</b></a></r>";

fn selects(cases: &[(&str, &str, &str)]) {
    for (name, source, expected) in cases {
        assert_eq!(names(DOC, &[2], source), *expected, "{name}: {source}");
    }
}

#[test]
fn axes() {
    selects(&[
        ("child", "child::a", "a a"),
        ("child is what a name means", "a", "a a"),
        ("all child elements", "*", "a x:a c d a"),
        ("children that are text", "d/text()", "'Lan & co'"),
        ("attribute", "a/@n", "@n @n"),
        ("attribute in full", "a/attribute::n", "@n @n"),
        ("all attributes", "a[1]/@*", "@n"),
        ("an attribute that is only declared", "c/@*", "@colour"),
        ("attributes are no children", "count(@*/node())", "no nodes: Number(0.0)"),
        ("self", "self::r", "r"),
        ("self of another name", "self::a", ""),
        ("parent", "a/b/parent::a", "a a"),
        ("parent in short", "a[1]/b/..", "a"),
        ("parent of an attribute", "a[1]/@n/..", "a"),
        ("descendant", "descendant::b", "b b b"),
        ("descendant-or-self", "descendant-or-self::r", "r"),
        ("ancestor", "a[1]/b[1]/ancestor::*", "r a"),
        ("ancestor-or-self", "a[1]/b[1]/ancestor-or-self::node()", "/ r a b"),
        ("ancestors of an attribute", "a[1]/@n/ancestor::*", "r a"),
        ("following-sibling", "c/following-sibling::*", "d a"),
        ("preceding-sibling", "c/preceding-sibling::*", "a x:a"),
        ("siblings of an attribute", "a/@n/following-sibling::node()", ""),
        ("following", "c/following::*", "d a b e"),
        ("following leaves descendants out", "a[1]/following::b", "b"),
        ("following of an attribute", "a[1]/@n/following::b", "b b b"),
        ("preceding", "c/preceding::*", "a b b x:a x:b"),
        ("preceding leaves ancestors out", "a[1]/b[2]/preceding::*", "b"),
        ("preceding of an attribute", "x:a/@n/preceding::b", "b b"),
        ("namespace", "c/namespace::*", "xmlns:x xmlns:xml"),
        ("one namespace", "c/namespace::x", "xmlns:x"),
        ("parent of a namespace", "c/namespace::x/..", "c"),
        ("namespaces are in no other axis", "c/namespace::x/node()", ""),
        ("root", "/", "/"),
        ("root in brackets", "(/)/r", "r"),
        ("from the root", "/r/a", "a a"),
        ("any depth", "//b", "b b b"),
        ("any depth below", "a//e", "e"),
        ("any depth with self", ".//b[. = 'two']", "b"),
    ]);
}

#[test]
fn node_tests() {
    selects(&[
        ("comments", "comment()", "<!--inside-->"),
        ("comments at any depth", "//comment()", "<!--before--> <!--inside-->"),
        ("instructions", "processing-instruction()", "<?pi?>"),
        ("one instruction", "//processing-instruction('top')", "<?top?>"),
        ("no such instruction", "processing-instruction('x')", ""),
        ("an instruction's value", "//processing-instruction('pi')[. = 'data']", "<?pi?>"),
        ("any node", "a[1]/node()", "b b"),
        ("text and CDATA are one", "x:a/x:b/text()", "'x<y>z'"),
        ("texts around an element are two", "a[2]/b/text()", "'three' 'more'"),
        ("a prefix", "x:a", "x:a"),
        ("any name of a prefix", "x:*", "x:a"),
        ("a name without a prefix has no namespace", "count(a)", "no nodes: Number(2.0)"),
        ("another prefix", "y:*", ""),
        ("an unknown prefix", "z:a", "UnknownPrefix { prefix: \"z\" }"),
        ("xml is known", "d/@xml:lang", "@xml:lang"),
        ("star on the attribute axis", "d/@*", "@xml:lang"),
        ("text on the attribute axis", "a/@text()", ""),
        ("node on the attribute axis", "a[1]/@node()", "@n"),
    ]);
}

#[test]
fn predicates() {
    selects(&[
        ("first", "a[1]/@n", "@n"),
        ("last", "*[last()]", "a"),
        ("position", "*[position() = 2]", "x:a"),
        ("position from the end", "*[position() = last() - 1]", "d"),
        ("a fraction is no position", "a[1.5]", ""),
        ("a number beyond", "a[9]", ""),
        ("a truth", "a[b = 'two']", "a"),
        ("a node that is there", "a[b]", "a a"),
        ("a text is a truth", "a['0']", "a a"),
        ("two predicates", "*[@n][2]", "x:a"),
        ("the other order", "*[2][@n]", "x:a"),
        ("positions count in the axis: nearest first", "a[2]/preceding-sibling::*[1]", "d"),
        ("ancestors from below", "a[2]/b/e/ancestor::*[1]", "b"),
        ("in brackets from above", "(a[2]/b/e/ancestor::*)[1]", "r"),
        ("for every parent", "//b[1]", "b b"),
        ("for all together", "(//b)[2]", "b"),
        ("count of them", "a[count(b) = 2]", "a"),
        ("nested", "a[b[. = 'one']]", "a"),
        ("current", "a[@n = current()/a[2]/@n]", "a"),
        ("a number in an and is a truth", "a[@n and 5]", "a a"),
        ("of attributes", "a/@n[. = 3]", "@n"),
        ("of a call", "id('k1 k2')[2]", "b"),
    ]);
}

#[test]
fn order_and_union() {
    selects(&[
        ("union in document order", "d | a", "a d a"),
        ("each once", "a | a | a[1]", "a a"),
        ("attributes after their element", "a[1]/@n | a[1] | a[1]/b", "a @n b b"),
        ("namespaces before attributes", "d/@xml:lang | d/namespace::x | d", "d xmlns:x @xml:lang"),
        ("union of a path and a call", "id('k2') | c", "b c"),
        ("each once along many", "a/b/ancestor::*", "r a a"),
        ("reverse axes come in document order", "d/preceding-sibling::*", "a x:a c"),
        ("comments and elements", "//comment() | //c", "<!--before--> <!--inside--> c"),
        ("needs nodes", "a | 1", "NotNodes { what: \"1\" }"),
    ]);
}

#[test]
fn names_ids_and_languages() {
    hold_over(
        DOC,
        &[2],
        &[
            ("name", "name(*[2])", "x:a"),
            ("local-name", "local-name(*[2])", "a"),
            ("namespace-uri", "namespace-uri(*[2])", "urn:x"),
            ("no namespace", "namespace-uri(c)", ""),
            ("name of the context", "name()", "r"),
            ("name of an attribute", "name(d/@*)", "xml:lang"),
            ("name of an instruction", "name(processing-instruction())", "pi"),
            ("name of a text", "name(d/text())", ""),
            ("name of a comment", "name(comment())", ""),
            ("name of the root", "name(/)", ""),
            ("name of no node", "name(nothing)", ""),
            ("name of a namespace", "name(c/namespace::x)", "x"),
            ("value of a namespace", "string(c/namespace::x)", "urn:x"),
            ("id", "id('k1')", "one"),
            ("ids", "count(id('k1 k2 k3'))", "2"),
            ("ids from nodes", "count(id(a/b/@k))", "2"),
            ("ids with steps", "id('k2')/../@n", "1"),
            ("an id that is none", "count(id('1'))", "0"),
            ("language", "lang('vi')", "true"),
            ("another language", "lang('en')", "false"),
            ("a language with a country", "count(*[lang('en')])", "1"),
            ("case does not count", "count(*[lang('EN-gb')])", "1"),
            ("not a part of a word", "count(*[lang('en-G')])", "0"),
            ("an entity", "string(d)", "Lan & co"),
            ("CDATA", "string(x:a)", "x<y>z"),
            ("a declared attribute", "string(c/@colour)", "red"),
            ("value of an instruction", "string(//processing-instruction('pi'))", "data"),
            ("value of a comment", "normalize-space(comment())", "inside"),
            ("value of the root", "string-length(normalize-space(/)) > 20", "true"),
        ],
    );
}

#[test]
fn without_a_document_type_the_attribute_id_is_an_id() {
    hold_over(
        "<r><a id='one'>A</a><b xml:id='two'>B</b></r>",
        &[0],
        &[("id", "string(id('one'))", "A"), ("xml:id", "string(id('two'))", "B")],
    );
}
