//! Maps out of pairs.

use std::collections::BTreeMap;

/// A map of the pairs, one put in after the other; the last of one key stands.
///
/// `collect()` sorts all pairs first and brings a sort of its own for each iterator that it is called on: 4 KB of
/// a page's program, for maps of two or three.
pub fn gathered<K: Ord, V>(pairs: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(pairs);
    map
}
