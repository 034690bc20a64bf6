//! The public pages as HTML: made here, whole, without a script, a picture or a second request, for phones on 2G.
//!
//! **Invariant:** nothing of what was typed is repeated on a page, and a page with its style stays under 30 KB (a test
//! measures each).

mod dossier;
mod style;

pub use dossier::dossier_page;
pub use style::CONTENT_SECURITY_POLICY;

use i18n::{Language, Texts};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use style::STYLE;

/// What the page with the form says above it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Notice {
    Nothing,
    /// Of a number and a year.
    NotFound,
    /// Of a code in an address.
    CodeNotFound,
    Later,
    /// The server failed.
    Broken,
}

/// What stands behind an address for a language that is not the first.
const fn in_language(language: Language) -> &'static str {
    match language {
        Language::Vi => "",
        Language::En => "?l=en",
    }
}

const fn other(language: Language) -> Language {
    match language {
        Language::Vi => Language::En,
        Language::En => Language::Vi,
    }
}

/// A whole page; `path` is where it is itself, for the link to the other language.
fn page(t: &Texts, path: &str, title: &str, body: &Markup) -> String {
    let other = other(t.language());
    let page = html! {
        (DOCTYPE)
        html lang=(t.language().code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    p.service { (t.public_title()) }
                    a.language href={ (path) (in_language(other)) } hreflang=(other.code()) lang=(other.code()) {
                        (t.public_other_language())
                    }
                }
                main { (body) }
            }
        }
    };
    page.into_string()
}

/// Where a number and a year are typed.
pub fn form_page(t: &Texts, notice: Notice) -> String {
    let said = match notice {
        Notice::Nothing => None,
        Notice::NotFound => Some((t.public_not_found(), t.public_not_found_next())),
        Notice::CodeNotFound => Some((t.public_code_not_found(), t.public_not_found_next())),
        Notice::Later => Some((t.public_later(), t.public_later_next())),
        Notice::Broken => Some((t.public_broken(), t.public_broken_next())),
    };
    let body = html! {
        @if let Some((what, next)) = &said {
            section.notice role="alert" { h2 { (what) } p { (next) } }
        }
        h1 { (t.public_lead()) }
        p { (t.public_qr_lead()) }
        form method="post" action={ "/tra-cuu" (in_language(t.language())) } autocomplete="off" {
            label for="so" { (t.public_number()) }
            p.hint id="so-hint" { (t.public_number_hint()) }
            input id="so" name="so" type="text" required maxlength="64" autocapitalize="characters"
                spellcheck="false" aria-describedby="so-hint";
            label for="nam" { (t.public_year()) }
            p.hint id="nam-hint" { (t.public_year_hint()) }
            input id="nam" name="nam" type="text" required inputmode="numeric" pattern="[0-9]{4}" maxlength="4"
                aria-describedby="nam-hint";
            button type="submit" { (t.public_look()) }
        }
    };
    let title = said.map_or_else(|| t.public_title(), |(what, _)| what);
    page(t, "/tra-cuu", &title, &body)
}
