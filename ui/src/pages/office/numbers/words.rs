//! Figures as people write them.

use crate::format;
use i18n::{Language, Texts};
use wire::numbers::{Line, Share, Spread};

/// What is not known has `unknown` for its name.
pub(super) fn named(line: &Line, unknown: &str) -> String {
    match (line.name.is_empty(), line.key.is_empty()) {
        (false, _) => line.name.clone(),
        (true, false) => line.key.clone(),
        (true, true) => unknown.to_owned(),
    }
}

pub(super) fn channel(key: &str, t: &Texts) -> String {
    match key {
        "volunteer" => t.numbers_channel_volunteer(),
        "desk" => t.numbers_channel_desk(),
        "online" => t.numbers_channel_online(),
        "post" => t.numbers_channel_post(),
        _ => t.numbers_unknown(),
    }
}

pub(super) fn count(number: Option<u32>, t: &Texts) -> String {
    number.map_or_else(|| t.numbers_missing(), format::amount)
}

/// To one decimal; nothing is rounded up to a whole that it is not.
fn percent(share: Share, t: &Texts) -> String {
    let tenths = share.part.saturating_mul(1000) / share.whole.max(1);
    let point = if t.language() == Language::Vi { ',' } else { '.' };
    format!("{}{point}{}", tenths / 10, tenths % 10)
}

pub(super) fn share(share: Option<Share>, t: &Texts) -> String {
    match share {
        Some(share) => t.numbers_share(share.part, percent(share, t), share.whole),
        None => t.numbers_missing(),
    }
}

pub(super) fn share_alone(share: Option<Share>, t: &Texts) -> String {
    share.map_or_else(|| t.numbers_missing(), |share| t.numbers_percent(percent(share, t)))
}

pub(super) fn minutes(minutes: u32, t: &Texts) -> String {
    t.numbers_time(minutes / 60, minutes % 60)
}

/// Where the heading says what it is.
pub(super) fn minutes_short(minutes: u32, t: &Texts) -> String {
    t.numbers_time_short(minutes / 60, minutes % 60)
}

/// One of the two times of a spread, with of how many it is.
pub(super) fn spread(spread: Option<Spread>, which: fn(&Spread) -> u32, t: &Texts) -> String {
    match spread {
        Some(spread) => t.numbers_spread(spread.of, minutes(which(&spread), t)),
        None => t.numbers_missing(),
    }
}
