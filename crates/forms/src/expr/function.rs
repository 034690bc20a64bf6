//! The functions, by the names that ODK gives them, and how many arguments each takes.

use super::ExprError;

macro_rules! functions {
    ($($variant:ident = $name:literal $min:literal ..= $max:expr;)*) => {
        /// A function of the expression language.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(crate) enum Function { $($variant),* }

        impl Function {
            pub(super) fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }
            pub(super) const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
            const fn arguments(self) -> (usize, usize) {
                match self { $(Self::$variant => ($min, $max)),* }
            }
        }
        #[cfg(test)]
        pub(crate) const ALL: &[(&str, usize)] = &[$(($name, $min)),*];
    };
}

const ANY: usize = usize::MAX;

functions! {
    Abs = "abs" 1..=1;
    Boolean = "boolean" 1..=1;
    Ceiling = "ceiling" 1..=1;
    Coalesce = "coalesce" 2..=ANY;
    Concat = "concat" 1..=ANY;
    Contains = "contains" 2..=2;
    CountSelected = "count-selected" 1..=1;
    Date = "date" 1..=1;
    EndsWith = "ends-with" 2..=2;
    False = "false" 0..=0;
    Floor = "floor" 1..=1;
    FormatDate = "format-date" 2..=2;
    If = "if" 3..=3;
    Int = "int" 1..=1;
    Max = "max" 1..=ANY;
    Min = "min" 1..=ANY;
    NormalizeSpace = "normalize-space" 0..=1;
    Not = "not" 1..=1;
    Number = "number" 0..=1;
    Once = "once" 1..=1;
    Regex = "regex" 2..=2;
    Round = "round" 1..=2;
    Selected = "selected" 2..=2;
    SelectedAt = "selected-at" 2..=2;
    StartsWith = "starts-with" 2..=2;
    String = "string" 0..=1;
    StringLength = "string-length" 0..=1;
    Substr = "substr" 2..=3;
    SubstringAfter = "substring-after" 2..=2;
    SubstringBefore = "substring-before" 2..=2;
    Today = "today" 0..=0;
    Translate = "translate" 3..=3;
    True = "true" 0..=0;
}

impl Function {
    pub(super) fn accepts(self, found: usize) -> Result<(), ExprError> {
        let (min, max) = self.arguments();
        if (min..=max).contains(&found) {
            return Ok(());
        }
        let expected = match max {
            ANY => format!("at least {min}"),
            max if max == min => min.to_string(),
            max => format!("{min} to {max}"),
        };
        Err(ExprError::ArgumentCount { function: self.name(), expected, found })
    }
}
