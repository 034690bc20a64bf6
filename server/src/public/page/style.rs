//! The one style of the public pages, and the policy that lets it and nothing else in.

use data_encoding::BASE64;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// Large text, places to touch of 48 pixels and more, contrast AA in both schemes.
pub(super) const STYLE: &str = "\
:root{--paper:#fff;--ink:#1a1a1a;--soft:#4a4a4a;--line:#767676;--brand:#8a1c1c;--on-brand:#fff;--card:#f4f1ec;--alert:#7a1010}\
@media(prefers-color-scheme:dark){:root{--paper:#141414;--ink:#f2f2f2;--soft:#c9c9c9;--line:#8c8c8c;--brand:#ffb4a8;--on-brand:#3b0a05;--card:#222;--alert:#ffb4a8}}\
*{box-sizing:border-box}\
body{margin:0;background:var(--paper);color:var(--ink);font:1.25rem/1.55 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif;overflow-wrap:anywhere}\
header{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:center;justify-content:space-between;padding:.5rem 1rem;border-bottom:3px solid var(--brand)}\
header,main{max-width:38rem;margin:0 auto}\
main{padding:1rem}\
.service{margin:0;font-weight:700}\
a{color:var(--brand)}\
.language,.another{display:inline-flex;align-items:center;min-height:3rem;padding:0 .5rem}\
h1{font-size:1.6rem;line-height:1.3;margin:.5rem 0}\
h2{font-size:1.3rem;line-height:1.3;margin:0 0 .5rem}\
section,.state{background:var(--card);border-radius:.5rem;padding:1rem;margin:1rem 0}\
.state{border-left:.5rem solid var(--brand)}\
.notice{border-left:.5rem solid var(--alert)}\
p{margin:.5rem 0}\
.hint{color:var(--soft);font-size:1.1rem;margin:.1rem 0 .4rem}\
label,legend{font-weight:700}\
input[type=text],textarea{width:100%;min-height:3.2rem;padding:.6rem;font:inherit;color:inherit;background:var(--paper);border:2px solid var(--line);border-radius:.4rem;margin-bottom:1rem}\
button{width:100%;min-height:3.5rem;font:inherit;font-weight:700;color:var(--on-brand);background:var(--brand);border:0;border-radius:.4rem;cursor:pointer}\
:focus-visible{outline:4px solid var(--brand);outline-offset:3px}\
dl{margin:0}\
dt{color:var(--soft);font-size:1.1rem}\
dd{margin:0 0 .6rem;font-weight:700}\
ul{margin:.5rem 0;padding-left:1.3rem}\
fieldset{border:0;border-top:2px solid var(--line);margin:0 0 1rem;padding:1rem 0 0}\
legend{float:left;width:100%;margin-bottom:.5rem}\
.marks{clear:both}\
.mark{display:flex;align-items:center;gap:.8rem;min-height:3rem;font-weight:400}\
.mark input{width:1.6rem;height:1.6rem;flex:none;accent-color:var(--brand)}";

/// No script, no picture, nothing from elsewhere; this very style; forms to this server.
pub static CONTENT_SECURITY_POLICY: LazyLock<String> = LazyLock::new(|| {
    format!(
        "default-src 'none'; style-src 'sha256-{}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        BASE64.encode(&Sha256::digest(STYLE.as_bytes()))
    )
});
