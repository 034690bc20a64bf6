//! A whole XForm handed in as a document.

use super::support::{compute_at, environment};
use forms::tree::Tree;
use forms::xpath::Environment;

const XFORM: &str = r#"<h:html xmlns:h="http://www.w3.org/1999/xhtml" xmlns="http://www.w3.org/2002/xforms"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><model><itext>
<translation lang="English (en)"><text id="red"><value form="image">r.png</value><value>Red</value></text></translation>
<translation lang="Tiếng Việt (vi)" default="true()"><text id="red"><value>Đỏ</value></text></translation></itext>
<instance><data xmlns="" id="f"><colour>red</colour><town>b</town><rep><n>1</n></rep><rep><n>2</n></rep></data></instance>
<instance id="towns"><root xmlns=""><item><name>a</name><label>Thôn A</label></item><item><name>b</name><label>Thôn B</label></item></root></instance>
</model></h:head><h:body><select1 ref="/data/colour"><item><label ref="jr:itext('red')"/><value>red</value></item><item><label>Xanh</label><value>green</value></item></select1>
<select1 ref="/data/town"><itemset nodeset="instance('towns')/root/item"><value ref="name"/><label ref="label"/></itemset></select1></h:body></h:html>"#;

#[test]
fn it_says_itself_what_its_names_mean() {
    let tree = Tree::parse(XFORM).unwrap();
    let find = |name: &str| {
        tree.descendants(tree.root()).filter(|n| *tree.name(*n).local == *name).collect::<Vec<_>>()
    };
    let instance = find("instance")[0];
    let rep = find("rep")[1];
    for (language, source, expected) in [
        ("vi", "/data/colour", "red"),
        ("vi", "${town}", "b"),
        ("vi", "jr:itext('red')", "Đỏ"),
        ("en", "jr:itext('red')", "Red"),
        ("fr", "jr:itext('red')", "Đỏ"),
        ("vi", "jr:itext('nothing')", ""),
        ("vi", "jr:choice-name(/data/colour, '/data/colour')", "Đỏ"),
        ("en", "jr:choice-name(/data/colour, '/data/colour')", "Red"),
        ("vi", "jr:choice-name('green', ' /data/colour ')", "Xanh"),
        ("vi", "jr:choice-name(${colour}, '${colour}')", "Đỏ"),
        ("vi", "jr:choice-name(${town}, '${town}')", "Thôn B"),
        ("vi", "jr:choice-name('none', '${town}')", ""),
        ("vi", "jr:choice-name('a', concat('jr:choice-name(1, ', '2)'))", ""),
        ("vi", "instance('towns')/root/item[name = /data/town]/label", "Thôn B"),
        ("vi", "pulldata('towns', 'label', 'name', 'a')", "Thôn A"),
        ("vi", "${n}", "2"),
        ("vi", "sum(/data/rep/n)", "3"),
        ("vi", "count(//instance)", "0"),
    ] {
        let environment = Environment { language, root: Some(instance), ..environment() };
        let found = compute_at(&tree, rep, source, &environment);
        assert_eq!(found.map(|(_, text)| text).as_deref(), Ok(expected), "{language}: {source}");
    }
}
