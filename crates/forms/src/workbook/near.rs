//! Names that were meant and not quite written.

/// How many letters differ between two short names.
pub(super) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut line: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().take(40).enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (to, above) in b.iter().zip(line.iter_mut().skip(1)) {
            let best = (diagonal + usize::from(from != *to)).min(*above + 1).min(left + 1);
            diagonal = *above;
            *above = best;
            left = best;
        }
        if let Some(first) = line.first_mut() {
            *first = i + 1;
        }
    }
    line.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_by_a_slip_are_near() {
        for (a, b, letters) in [
            ("survey", "survey", 0),
            ("survay", "survey", 1),
            ("", "ab", 2),
            ("choise", "choices", 2),
            ("khảo sát", "survey", 8),
        ] {
            assert_eq!(distance(a, b), letters, "{a} {b}");
        }
    }
}
