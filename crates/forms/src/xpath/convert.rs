//! Numbers ↔ text, as XPath 1.0 writes and reads them.

/// XPath's string() of a number: no exponent, no `.0`, no negative zero, as many digits as tell it from others.
pub(super) fn number_text(n: f64) -> String {
    if n == 0.0 {
        "0".to_owned()
    } else if n.is_infinite() {
        if n > 0.0 { "Infinity" } else { "-Infinity" }.to_owned()
    } else {
        n.to_string()
    }
}

/// XPath's white space.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// XPath's number() of a text: white space, a minus, digits with at most one point; anything else is NaN.
pub(super) fn plain_number(text: &str) -> f64 {
    let text = text.trim_matches(is_space);
    let digits = text.strip_prefix('-').unwrap_or(text);
    let mut seen = false;
    let mut points = 0;
    for b in digits.bytes() {
        match b {
            b'0'..=b'9' => seen = true,
            b'.' => points += 1,
            _ => return f64::NAN,
        }
    }
    if seen && points <= 1 { text.parse().unwrap_or(f64::NAN) } else { f64::NAN }
}

/// Whole numbers within what an f64 counts exactly, for positions and lengths.
pub(super) fn count(n: usize) -> f64 {
    n as f64
}

/// XPath's round(): to the nearest whole, halves upwards, -0 for what rounds up to nothing from below.
pub(super) fn round(n: f64) -> f64 {
    if !n.is_finite() || n.fract() == 0.0 {
        return n;
    }
    let floor = n.floor();
    let rounded = if n - floor >= 0.5 { floor + 1.0 } else { floor };
    if rounded == 0.0 && n < 0.0 { -0.0 } else { rounded }
}
