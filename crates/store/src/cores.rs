//! Work on many documents at once, on every core: reading a document takes longer than storing it.

use std::num::NonZeroUsize;

/// More threads than this do not make a phone's sync quicker.
const MOST: usize = 4;
/// Fewer items are not worth a thread.
const FEW: usize = 8;

/// `work` on each item, results in the items' order.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get).min(MOST);
    if cores == 1 || items.len() < FEW {
        return items.iter().map(work).collect();
    }
    let share = items.len().div_ceil(cores);
    std::thread::scope(|scope| {
        let work = &work;
        let running: Vec<_> = items
            .chunks(share)
            .map(|chunk| scope.spawn(move || chunk.iter().map(work).collect::<Vec<R>>()))
            .collect();
        let joined = running.into_iter().map(|thread| {
            // A panic goes on where it would have happened without threads.
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        joined.flatten().collect()
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn results_come_in_the_order_of_the_items() {
        for count in [0, 1, 7, 8, 9, 100] {
            let items: Vec<usize> = (0..count).collect();
            assert_eq!(super::map(&items, |n| n * 2), items.iter().map(|n| n * 2).collect::<Vec<_>>());
        }
    }
}
