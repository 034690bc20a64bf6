//! Whether two words differ by one letter at most.

/// From so many letters on a word may have one wrong.
const FORGIVEN_FROM: usize = 4;

/// One letter put in, left out, replaced, or two neighbours swapped; equal words too.
pub(crate) fn is_near(typed: &str, word: &str) -> bool {
    if typed.chars().count() < FORGIVEN_FROM {
        return false;
    }
    let (mut a, mut b) = (typed.chars(), word.chars());
    loop {
        // What is the same at the beginning does not matter.
        let (rest_a, rest_b) = (a.as_str(), b.as_str());
        match (a.next(), b.next()) {
            (Some(x), Some(y)) if x == y => {}
            (None, None) => return true,
            (None, Some(_)) => return b.as_str().is_empty(),
            (Some(_), None) => return a.as_str().is_empty(),
            (Some(x), Some(y)) => {
                let (tail_a, tail_b) = (a.as_str(), b.as_str());
                let swapped = match (a.next(), b.next()) {
                    (Some(second_a), Some(second_b)) => {
                        x == second_b && y == second_a && a.as_str() == b.as_str()
                    }
                    _ => false,
                };
                return tail_a == tail_b || tail_a == rest_b || rest_a == tail_b || swapped;
            }
        }
    }
}

/// Whether `typed` is near to a beginning of `word`: unfinished and with one letter wrong.
pub(crate) fn is_near_beginning(typed: &str, word: &str) -> bool {
    let typed_letters = typed.chars().count();
    (typed_letters.saturating_sub(1)..=typed_letters + 1)
        .filter_map(|letters| word.char_indices().nth(letters).map(|(end, _)| end))
        .any(|end| word.get(..end).is_some_and(|beginning| is_near(typed, beginning)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_letter_may_be_wrong_in_longer_words() {
        for (typed, word, near) in [
            ("sinh", "sinh", true),
            ("sinhh", "sinh", true),
            ("sihn", "sinh", true),
            ("sinj", "sinh", true),
            ("xinh", "sinh", true),
            ("inhs", "sinh", false),
            ("nhah", "nhan", true),
            ("sin", "sinh", false),
            ("sinhxx", "sinh", false),
            ("khia", "khai", true),
            ("hkai", "khai", true),
            ("kha", "khai", false),
            ("", "a", false),
        ] {
            assert_eq!(is_near(typed, word), near, "{typed} {word}");
        }
        assert!(is_near_beginning("cetr", "certificate"));
        assert!(is_near_beginning("certf", "certificate"));
        assert!(!is_near_beginning("xxxx", "certificate"));
    }

    /// The textbook's table: insertions, deletions, replacements and swaps of neighbours.
    fn distance(a: &[char], b: &[char]) -> usize {
        let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                rows[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let replace = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let mut least = replace.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        least = least.min(rows[i - 2][j - 2] + 1);
                    }
                    least
                };
            }
        }
        rows[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn near_is_a_distance_of_one(typed in "[abc]{4,7}", word in "[abc]{0,8}") {
            let letters = |text: &str| text.chars().collect::<Vec<_>>();
            prop_assert_eq!(is_near(&typed, &word), distance(&letters(&typed), &letters(&word)) <= 1);
        }
    }
}
