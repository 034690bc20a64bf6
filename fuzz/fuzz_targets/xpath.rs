//! Any text as an expression: it is read or refused, printed as the same, and computed over a small XForm and over
//! whatever document stands behind a zero byte. Nothing may panic, hang or grow without end.
#![no_main]

use chrono::DateTime;
use forms::tree::Tree;
use forms::xpath::{Environment, Expr, Limits, Namespaces, Standing, evaluate, evaluate_expr};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static FORM: LazyLock<Tree> = LazyLock::new(|| {
    let xml = r#"<!DOCTYPE h [<!ATTLIST item key ID #IMPLIED><!ENTITY e "en&#39;tity">]>
<h xmlns:jr="http://openrosa.org/javarosa"><?p i?><!-- c --><model><itext><translation lang="vi" default=""><text id="t"><value>chữ</value></text></translation></itext>
<instance><data id="d" xml:lang="vi"><name>Lan</name><birth>1985-07-03</birth><at>2026-11-25T08:30:00.000+07:00</at><many>a b c</many><n>42</n><empty/>
<person><age>3</age></person><person><age>4</age></person><place>10 20 0 0; 10 21 0 0; 11 21 0 0</place></data></instance>
<instance id="list"><root><item key="k1"><name>a</name><label>A</label></item><item key="k2"><name>b</name><label>B &e;</label></item></root></instance></model></h>"#;
    Tree::parse(xml).unwrap_or_default()
});

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (source, xml) = text.split_once('\0').unwrap_or((text, ""));
    let Ok(now) = DateTime::parse_from_rfc3339("2026-11-25T08:30:00+07:00") else { return };
    let mut environment = Environment::new(now);
    environment.limits = Limits { steps: 200_000, bytes: 100_000, nodes: 10_000 };
    environment.seed = data.len() as u64;
    let namespaces = Namespaces::new().with("jr", "http://openrosa.org/javarosa");
    if let Ok(expr) = Expr::parse_lazily(source) {
        let printed = expr.to_string();
        // What is printed may be longer than what may be read.
        match Expr::parse_lazily(&printed) {
            Ok(again) => assert_eq!(again.to_string(), printed),
            Err(error) => assert!(
                matches!(error, forms::xpath::ExprError::TooLong { .. } | forms::xpath::ExprError::TooDeep { .. }),
                "{printed:?}: {error:?}"
            ),
        }
        let _ = Expr::parse(source);
        let scope = Standing { tree: &FORM, namespaces: &namespaces, environment: &environment };
        for context in [FORM.root(), FORM.root_element().unwrap_or(FORM.root())] {
            let _ = evaluate_expr(&expr, &scope, context);
        }
    }
    if !xml.is_empty()
        && let Ok(tree) = Tree::parse(xml)
    {
        let _ = evaluate(source, &tree, tree.root(), &namespaces, &environment);
    }
});
