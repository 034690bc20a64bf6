//! When a device that is left alone syncs by itself.
//!
//! Soon after something was saved, else now and then; more and more seldom while nothing answers. Chance is handed
//! in, so that the devices of a hamlet do not all come at the moment when the signal returns, and so that a test
//! knows what comes.

use std::time::Duration;

/// How gently a device must go about with data and battery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Manners {
    #[default]
    Ordinary,
    /// The volunteer asked for it, or the battery is low, or the link costs money.
    Saving,
}

impl Manners {
    const fn when_idle(self) -> Duration {
        match self {
            Self::Ordinary => Duration::from_secs(60),
            Self::Saving => Duration::from_secs(15 * 60),
        }
    }

    const fn longest(self) -> Duration {
        match self {
            Self::Ordinary => Duration::from_secs(15 * 60),
            Self::Saving => Duration::from_secs(60 * 60),
        }
    }

    /// After an answer was saved: long enough that a volunteer who types on sends several answers at once.
    pub const fn after_saving(self) -> Duration {
        match self {
            Self::Ordinary => Duration::from_secs(4),
            Self::Saving => Duration::from_secs(60),
        }
    }

    /// Packs, and whatever else is no text, wait until somebody asks.
    pub const fn fetches_packs(self) -> bool {
        matches!(self, Self::Ordinary)
    }

    /// As for packs.
    pub const fn sends_photos(self) -> bool {
        matches!(self, Self::Ordinary)
    }
}

/// The pause before the next try after so many failures in a row. `chance` is any number, drawn anew each time.
///
/// The pause doubles with each failure up to the longest. After a failure its second half is chance; without one a
/// quarter is added by chance.
pub fn pause(failures: u32, manners: Manners, chance: u32) -> Duration {
    let share = f64::from(chance) / f64::from(u32::MAX);
    if failures == 0 {
        let idle = manners.when_idle();
        return idle.saturating_add(idle.mul_f64(share / 4.0));
    }
    let doubled = manners.when_idle().saturating_mul(1u32.checked_shl(failures.min(16)).unwrap_or(u32::MAX));
    let half = doubled.min(manners.longest()) / 2;
    half.saturating_add(half.mul_f64(share))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same numbers in each run.
    fn chances(seed: u64) -> impl Iterator<Item = u32> {
        std::iter::successors(Some(seed), |x| Some(x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1)))
            .skip(1)
            .map(|x| (x >> 32) as u32)
    }

    #[test]
    fn pauses_double_up_to_the_longest_and_saving_is_slower() {
        for (failures, manners, least_s, most_s) in [
            (0, Manners::Ordinary, 60, 75),
            (1, Manners::Ordinary, 60, 120),
            (2, Manners::Ordinary, 120, 240),
            (3, Manners::Ordinary, 240, 480),
            (4, Manners::Ordinary, 450, 900),
            (5, Manners::Ordinary, 450, 900),
            (u32::MAX, Manners::Ordinary, 450, 900),
            (0, Manners::Saving, 900, 1_125),
            (1, Manners::Saving, 900, 1_800),
            (9, Manners::Saving, 1_800, 3_600),
        ] {
            let bounds =
                (pause(failures, manners, 0).as_secs(), pause(failures, manners, u32::MAX).as_secs());
            assert_eq!(bounds, (least_s, most_s), "{failures} failures, {manners:?}");
        }
    }

    #[test]
    fn who_saves_is_sent_no_photos_without_asking() {
        assert!(Manners::Ordinary.sends_photos() && !Manners::Saving.sends_photos());
    }

    #[test]
    fn a_hamlets_devices_come_back_one_after_the_other() {
        let pauses: Vec<u64> =
            chances(20_261_126).take(20).map(|c| pause(4, Manners::Ordinary, c).as_secs()).collect();
        let mut apart = pauses.clone();
        apart.sort_unstable();
        apart.dedup();
        assert!(apart.len() >= 18, "20 devices, {} moments: {pauses:?}", apart.len());
        let spread = apart.last().unwrap() - apart.first().unwrap();
        assert!(spread >= 300, "spread over {spread} s only: {pauses:?}");
    }
}
