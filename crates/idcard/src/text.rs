//! A field's text as it is kept: NFC, with single spaces, and nothing that cannot be seen.

use dossier::AnswerText;

/// What became of a field's text.
pub(crate) struct Cleaned {
    /// Nothing if it has more characters than it may have.
    pub(crate) text: Option<AnswerText>,
    pub(crate) chars: usize,
    pub(crate) had_hidden: bool,
}

/// White space becomes single spaces, before [`AnswerText`] drops what is left of control characters.
pub(crate) fn cleaned(field: &str, most: usize) -> Cleaned {
    let had_hidden = field.chars().any(is_hidden);
    let seen: String = field.chars().filter(|c| !is_hidden(*c)).collect();
    let folded = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    match AnswerText::new(&folded) {
        Ok(text) => {
            let chars = text.as_str().chars().count();
            Cleaned { text: (chars <= most).then_some(text), chars, had_hidden }
        }
        Err(long) => Cleaned { text: None, chars: long.chars, had_hidden },
    }
}

/// Control characters but white space, characters of no width, and those that turn the direction of writing: with
/// them a name may look like another.
fn is_hidden(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(
            c,
            '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        )
}

/// Whether a name is of letters as Vietnam's languages write them, with the marks between them.
pub(crate) fn is_usual_name(name: &str) -> bool {
    name.chars().all(|c| {
        matches!(c, ' ' | '\'' | '’' | 'ʼ' | '-' | '.' | '\u{300}'..='\u{36F}')
            // Latin letters up to Extended-B, and Additional, where the Vietnamese ones are.
            || (c.is_alphabetic() && matches!(c, '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}'))
    })
}
