//! Slows guessing down: after some tries that did not succeed, the next ones have to wait, longer each time.
//!
//! **Invariant:** a try counts when it begins, so that many at once are not one try; and memory is bounded.

use dossier::Timestamp;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// How patient a throttle is.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Tries that wait for nothing.
    pub free_tries: u32,
    /// The wait after the first try too many; doubled for each further one.
    pub first_wait_ms: i64,
    pub longest_wait_ms: i64,
}

#[derive(Debug, Clone, Copy)]
struct Tries {
    count: u32,
    last: Timestamp,
    next_allowed: Timestamp,
}

/// Counts tries by key. In memory: a restart forgives.
#[derive(Debug)]
pub struct Throttle {
    patience: Patience,
    tries: Mutex<HashMap<String, Tries>>,
}

/// Tries are forgotten when none was made for so long, or for as long as the longest wait.
const FORGET_AFTER_MS: i64 = 30 * 60 * 1000;
const MAX_KEYS: usize = 10_000;

/// The next try is possible after so many seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooManyTries {
    pub retry_after_s: u32,
}

impl Throttle {
    pub fn new(patience: Patience) -> Self {
        Self { patience, tries: Mutex::new(HashMap::new()) }
    }

    /// Begins a try.
    pub fn begin(&self, key: &str, now: Timestamp) -> Result<(), TooManyTries> {
        let mut all = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        let forget_after = self.forget_after();
        make_room(&mut all, now, forget_after);
        let tries = all.entry(key.to_owned()).or_insert(Tries { count: 0, last: now, next_allowed: now });
        if tries.last.plus_millis(forget_after) <= now {
            *tries = Tries { count: 0, last: now, next_allowed: now };
        }
        if now < tries.next_allowed {
            let left_ms = tries.next_allowed.millis().saturating_sub(now.millis());
            let seconds = left_ms.saturating_add(999) / 1000;
            return Err(TooManyTries { retry_after_s: u32::try_from(seconds).unwrap_or(u32::MAX) });
        }
        tries.count = tries.count.saturating_add(1);
        tries.last = now;
        let too_many = tries.count.saturating_sub(self.patience.free_tries.saturating_sub(1));
        if too_many > 0 {
            let doublings = too_many.saturating_sub(1).min(20);
            let wait = self.patience.first_wait_ms.saturating_mul(1 << doublings);
            tries.next_allowed = now.plus_millis(wait.min(self.patience.longest_wait_ms));
        }
        Ok(())
    }

    fn forget_after(&self) -> i64 {
        FORGET_AFTER_MS.max(self.patience.longest_wait_ms)
    }

    /// The try was none after all: it does not count, and those before it still do.
    pub fn take_back(&self, key: &str) {
        let mut all = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tries) = all.get_mut(key) {
            tries.count = tries.count.saturating_sub(1);
            tries.next_allowed = tries.last;
        }
    }

    /// The try succeeded: those before it are forgiven.
    pub fn succeeded(&self, key: &str) {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}

fn make_room(all: &mut HashMap<String, Tries>, now: Timestamp, forget_after: i64) {
    if all.len() < MAX_KEYS {
        return;
    }
    all.retain(|_, tries| tries.last.plus_millis(forget_after) > now);
    if all.len() >= MAX_KEYS
        && let Some(oldest) = all.iter().min_by_key(|(_, tries)| tries.last).map(|(key, _)| key.clone())
    {
        all.remove(&oldest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Patience = Patience { free_tries: 3, first_wait_ms: 30_000, longest_wait_ms: 60_000 };

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    #[test]
    fn tries_beyond_the_free_ones_wait_longer_each_time_up_to_a_bound() {
        let throttle = Throttle::new(PATIENCE);
        for _ in 0..3 {
            assert_eq!(throttle.begin("lan", at(0)), Ok(()));
        }
        assert_eq!(throttle.begin("lan", at(1)), Err(TooManyTries { retry_after_s: 29 }));
        assert_eq!(throttle.begin("minh", at(1)), Ok(()), "others do not wait");
        assert_eq!(throttle.begin("lan", at(30)), Ok(()));
        assert_eq!(throttle.begin("lan", at(31)), Err(TooManyTries { retry_after_s: 59 }));
        assert_eq!(throttle.begin("lan", at(90)), Ok(()));
        assert_eq!(throttle.begin("lan", at(91)), Err(TooManyTries { retry_after_s: 59 }), "the bound");
    }

    #[test]
    fn a_success_or_a_long_rest_forgives() {
        let throttle = Throttle::new(PATIENCE);
        for _ in 0..3 {
            throttle.begin("lan", at(0)).unwrap();
        }
        throttle.succeeded("lan");
        for _ in 0..3 {
            assert_eq!(throttle.begin("lan", at(1)), Ok(()));
        }
        assert!(throttle.begin("lan", at(2)).is_err());
        assert_eq!(throttle.begin("lan", at(2 + 31 * 60)), Ok(()));
        assert_eq!(throttle.begin("lan", at(2 + 31 * 60)), Ok(()));
    }

    #[test]
    fn a_wait_that_is_longer_than_memory_is_remembered_until_it_is_over() {
        let day = 24 * 60 * 60;
        let patience = Patience { free_tries: 2, first_wait_ms: day * 1000, longest_wait_ms: day * 1000 };
        let throttle = Throttle::new(patience);
        for _ in 0..2 {
            assert_eq!(throttle.begin("x", at(0)), Ok(()));
        }
        assert!(throttle.begin("x", at(day - 1)).is_err());
        assert_eq!(throttle.begin("x", at(day)), Ok(()));
    }

    #[test]
    fn what_is_taken_back_does_not_count_and_forgives_nothing_before_it() {
        let throttle = Throttle::new(PATIENCE);
        for _ in 0..100 {
            throttle.begin("lan", at(0)).unwrap();
            throttle.take_back("lan");
        }
        for _ in 0..2 {
            throttle.begin("lan", at(0)).unwrap();
        }
        throttle.begin("lan", at(0)).unwrap();
        throttle.take_back("lan");
        throttle.begin("lan", at(0)).unwrap();
        assert!(throttle.begin("lan", at(0)).is_err(), "the third that counts");
    }

    #[test]
    fn many_keys_do_not_fill_the_memory() {
        let throttle = Throttle::new(PATIENCE);
        for address in 0..MAX_KEYS + 100 {
            throttle.begin(&address.to_string(), at(0)).unwrap();
        }
        assert!(throttle.tries.lock().unwrap().len() <= MAX_KEYS);
    }
}
