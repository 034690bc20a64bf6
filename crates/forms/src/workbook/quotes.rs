//! Quotes that a word processor has bent: `‘co’` and `“co”` in an expression are `'co'` and `"co"`.

/// The expression with straight quotes where a text begins or ends. Within a text they stay as they are:
/// there they are a part of what it says. pyxform bends every quote of every cell straight, also in labels.
pub(super) fn straightened(expression: &str) -> String {
    let mut straight = String::with_capacity(expression.len());
    let mut open: Option<Quote> = None;
    for c in expression.chars() {
        let quote = Quote::of(c);
        match (open, quote) {
            (None, Some(quote)) => {
                straight.push(quote.mark);
                open = Some(quote);
            }
            (Some(begun), Some(quote)) if begun.ends_with(quote) => {
                straight.push(begun.mark);
                open = None;
            }
            (None, None) | (Some(_), _) => straight.push(c),
        }
    }
    straight
}

#[derive(Clone, Copy)]
struct Quote {
    /// `'` or `"`.
    mark: char,
    bent: bool,
}

impl Quote {
    const fn of(c: char) -> Option<Self> {
        match c {
            '\'' | '"' => Some(Self { mark: c, bent: false }),
            '\u{2018}' | '\u{2019}' => Some(Self { mark: '\'', bent: true }),
            '\u{201c}' | '\u{201d}' => Some(Self { mark: '"', bent: true }),
            _ => None,
        }
    }
    /// A text that began straight ends straight; one that began bent may end either way.
    const fn ends_with(self, other: Self) -> bool {
        self.mark == other.mark && (self.bent || !other.bent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_quotes_that_begin_or_end_a_text_are_straightened() {
        for (bent, straight) in [
            ("${a} = ‘co’", "${a} = 'co'"),
            ("${a} = “co”", "${a} = \"co\""),
            ("${a} = ‘co'", "${a} = 'co'"),
            ("concat('“', ${a}, '”')", "concat('“', ${a}, '”')"),
            ("concat(\"it’s\", ‘x’)", "concat(\"it’s\", 'x')"),
            ("${a} = ''", "${a} = ''"),
            ("1 + 2", "1 + 2"),
        ] {
            assert_eq!(straightened(bent), straight, "{bent}");
        }
    }
}
