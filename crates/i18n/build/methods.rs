//! Writes the Rust source: one method of `Texts` for each text.

use crate::catalogue::{Argument, Text};
use std::fmt::Write as _;

/// The generated file. `vietnamese` and `english` are (file name, content).
pub(crate) fn source(
    texts: &[Text],
    vietnamese: &[(String, String)],
    english: &[(String, String)],
) -> String {
    let mut out = String::new();
    embedded(&mut out, "VIETNAMESE", "vi", vietnamese);
    embedded(&mut out, "ENGLISH", "en", english);
    let keys: Vec<String> = texts.iter().map(|text| format!("{:?}", text.key)).collect();
    let _ = writeln!(out, "/// Every key, so that a test can ask whether each is shown somewhere.");
    let _ = writeln!(out, "pub const KEYS: &[&str] = &[{}];", keys.join(", "));
    out.push_str("impl Texts {\n");
    for text in texts {
        method(&mut out, text);
    }
    out.push_str("}\n");
    out
}

fn embedded(out: &mut String, name: &str, folder: &str, files: &[(String, String)]) {
    let included: Vec<String> = files
        .iter()
        .map(|(file, _)| {
            format!("include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/texts/{folder}/{file}\"))")
        })
        .collect();
    let _ = writeln!(out, "const {name}: &[&str] = &[{}];", included.join(", "));
}

fn method(out: &mut String, text: &Text) {
    let key = &text.key;
    let name = key.replace('-', "_");
    let shown: String = text.shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut parameters = String::new();
    let mut arguments = Vec::new();
    for (argument, kind) in &text.arguments {
        let (ty, value) = match kind {
            Argument::Words => ("impl std::fmt::Display", format!("crate::words(&{argument})")),
            Argument::Count => ("impl Count", format!("crate::count({argument})")),
        };
        let _ = write!(parameters, ", {argument}: {ty}");
        arguments.push(format!("({argument:?}, {value})"));
    }
    let _ = writeln!(out, "    #[doc = {shown:?}]");
    let _ = writeln!(out, "    #[must_use]");
    let _ = writeln!(out, "    pub fn {name}(&self{parameters}) -> String {{");
    let _ = writeln!(out, "        self.text({key:?}, vec![{}])", arguments.join(", "));
    let _ = writeln!(out, "    }}");
}
