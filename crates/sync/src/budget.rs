//! How large a body may be on the link that was measured.
//!
//! The owner hands in what a request cost; out comes what the next one may carry. On 2G a body is 16 to 64 KB on
//! the wire: a cut then costs some seconds of a volunteer's patience, not minutes, and there is enough in it for the
//! coding to learn from. A good link gets the most that
//! the protocol knows, because every further round trip is waited for in vain.
//!
//! **Invariant:** a budget is never 0 and never above what the server takes; so a session always moves.

use crate::session::Budget;

const KB: u32 = 1024;

/// A body on the wire is never planned smaller than this: below it the round trip itself is what costs.
pub const SMALLEST_BODY: u32 = 16 * KB;
/// Nor larger than this,
const LARGEST_BODY: u32 = 256 * KB;
/// and on a weak link than this: what a cut there takes away again.
const LARGEST_WEAK_BODY: u32 = 64 * KB;
/// Below so many bytes a second a link is weak.
const WEAK: u32 = 40 * KB;
/// The most that a body brings, before compression: also what a device asks for that says nothing.
pub const MOST_MESSAGES: u32 = wire::sync::DEFAULT_BUDGET;
/// Where an answer comes at once, several smaller bodies are quicker than a large one: the next is packed, and the last
/// one's answer kept, while the other side works.
const SOON_MESSAGES: u32 = 192 * KB;
/// A link that was never measured is taken for a weak one, not for the weakest.
const UNMEASURED: u32 = 128 * KB;
/// What halving ends at.
const LEAST: u32 = 4 * KB;
/// Budgets come in steps: a link that wavers a little does not change them.
const STEP: u32 = 16 * KB;

/// A body is planned to take so long on the link.
const BODY_MS: u64 = 5_000;
/// A body is worth at least so many round trips.
const ROUND_TRIPS: u64 = 3;

/// A body up to this size fits into the first packets: it tells the round trip, not the rate.
const TELLS_ROUND_TRIP: u32 = 1_400;
/// From this size on a body tells the rate.
const TELLS_RATE: u32 = 4 * KB;
/// Eight times: batches of one form's drafts reach it. Above it is luck that the next body need not have.
const MOST_SQUEEZED: u32 = 800;
const NOT_SQUEEZED: u32 = 100;
const MOST_HALVINGS: u8 = 6;

/// What a device knows of its link, kept between runs of the app. 0: never measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LinkEstimate {
    /// Bytes a second that the link carries, as they are on the wire.
    pub up_bytes_s: u32,
    pub down_bytes_s: u32,
    pub round_trip_ms: u32,
    /// How many bytes of messages a hundred bytes on the wire bring.
    pub up_squeeze: u32,
    pub down_squeeze: u32,
    /// How often bodies of the planned size did not get through, less how often they did since.
    pub halvings: u8,
}

/// One request and its answer, as the device saw them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sample {
    /// Bodies on the wire.
    pub up_bytes: u32,
    pub down_bytes: u32,
    /// The messages in them, before compression: what a [`Budget`] counts.
    pub up_message_bytes: u32,
    pub down_message_bytes: u32,
    /// From the first byte sent to the head of the answer.
    pub until_answer_ms: u32,
    /// From the head of the answer to its last byte.
    pub answer_ms: u32,
}

/// From so many bytes a second on, a byte less is not worth a search.
const QUICK: u32 = 256 * KB;
/// No 2G or 3G answers so soon.
const SOON_MS: u32 = 20;

impl LinkEstimate {
    /// Whether it is known to be quick: by the way up, else by the way down, else by how soon anything was answered.
    pub const fn is_quick(self) -> bool {
        match (self.up_bytes_s, self.down_bytes_s) {
            (0, 0) => self.answers_soon(),
            (0, down) => down >= QUICK,
            (up, _) => up >= QUICK,
        }
    }

    const fn answers_soon(self) -> bool {
        self.round_trip_ms > 0 && self.round_trip_ms <= SOON_MS
    }

    /// What is known after an exchange of a few bytes.
    #[must_use]
    pub fn after_round_trip(self, ms: u32) -> Self {
        Self { round_trip_ms: smoothed(self.round_trip_ms, ms.max(1)), ..self }
    }

    /// What is known after one more request.
    #[must_use]
    pub fn after(self, sample: &Sample) -> Self {
        let mut next = self;
        let waited = sample.until_answer_ms.max(1);
        if sample.up_bytes <= TELLS_ROUND_TRIP {
            next = next.after_round_trip(waited);
        } else if waited < self.round_trip_ms {
            // A large request was quicker than a round trip was thought to be.
            next.round_trip_ms = waited;
        }
        if sample.up_bytes >= TELLS_RATE {
            let on_the_way = waited.saturating_sub(self.round_trip_ms).max(waited / 4);
            next.up_bytes_s = smoothed(self.up_bytes_s, rate(sample.up_bytes, on_the_way));
            next.up_squeeze = smoothed(self.up_squeeze, squeeze(sample.up_message_bytes, sample.up_bytes));
        }
        if sample.down_bytes >= TELLS_RATE {
            next.down_bytes_s = smoothed(self.down_bytes_s, rate(sample.down_bytes, sample.answer_ms));
            next.down_squeeze =
                smoothed(self.down_squeeze, squeeze(sample.down_message_bytes, sample.down_bytes));
        }
        // By messages, not by bytes on the wire: a halved body may be too small to tell a rate.
        if sample.up_message_bytes.max(sample.down_message_bytes) >= LEAST / 2 {
            next.halvings = self.halvings.saturating_sub(1);
        }
        next
    }

    /// What is known after a piece of a photo, which no coding makes smaller.
    #[must_use]
    pub fn after_piece(self, bytes: u32, ms: u32) -> Self {
        if bytes < TELLS_RATE {
            return self;
        }
        let waited = ms.max(1);
        let on_the_way = waited.saturating_sub(self.round_trip_ms).max(waited / 4);
        let up_bytes_s = smoothed(self.up_bytes_s, rate(bytes, on_the_way));
        Self { up_bytes_s, halvings: self.halvings.saturating_sub(1), ..self }
    }

    /// How many bytes of a photo go at once.
    pub fn piece_bytes(&self) -> usize {
        let planned = self.messages(self.up_bytes_s, NOT_SQUEEZED, MOST_MESSAGES).min(LARGEST_BODY);
        usize::try_from(planned).unwrap_or(usize::MAX)
    }

    /// What is known after a large request whose connection broke half-way: the next is half as large.
    #[must_use]
    pub fn after_break(self) -> Self {
        Self { halvings: self.halvings.saturating_add(1).min(MOST_HALVINGS), ..self }
    }

    /// What the next request may carry, both ways.
    pub fn budget(&self) -> Budget {
        // Before it is halved: a break must always show in the budget.
        let most = if self.is_quick() && self.answers_soon() { SOON_MESSAGES } else { MOST_MESSAGES };
        let up = self.messages(self.up_bytes_s, self.up_squeeze, most);
        let down_bytes = self.messages(self.down_bytes_s, self.down_squeeze, most);
        Budget { up_bytes: usize::try_from(up).unwrap_or(usize::MAX), down_bytes }
    }

    fn messages(&self, bytes_s: u32, squeeze: u32, most: u32) -> u32 {
        let planned = if bytes_s == 0 {
            if self.is_quick() { MOST_MESSAGES } else { UNMEASURED }
        } else {
            let ms = BODY_MS.max(ROUND_TRIPS.saturating_mul(self.round_trip_ms.into()));
            let largest = if bytes_s < WEAK { LARGEST_WEAK_BODY } else { LARGEST_BODY };
            let body = small(u64::from(bytes_s).saturating_mul(ms) / 1000).clamp(SMALLEST_BODY, largest);
            let squeeze = squeeze.clamp(NOT_SQUEEZED, MOST_SQUEEZED);
            let messages = small(u64::from(body).saturating_mul(squeeze.into()) / 100);
            (messages / STEP).saturating_mul(STEP).clamp(SMALLEST_BODY, MOST_MESSAGES)
        };
        planned.min(most).checked_shr(self.halvings.into()).unwrap_or(0).max(LEAST)
    }
}

/// Bad news is believed sooner than good news: a body that is too large costs more than one that is too small.
fn smoothed(before: u32, now: u32) -> u32 {
    let (before, now) = (u64::from(before), u64::from(now));
    small(match before {
        0 => now,
        _ if now < before => u64::midpoint(before, now),
        _ => (before * 3 + now.min(before * 4)) / 4,
    })
    .max(1)
}

fn rate(bytes: u32, ms: u32) -> u32 {
    small(u64::from(bytes).saturating_mul(1000) / u64::from(ms.max(1)))
}

fn squeeze(messages: u32, on_the_wire: u32) -> u32 {
    small(u64::from(messages).saturating_mul(100) / u64::from(on_the_wire.max(1)))
        .clamp(NOT_SQUEEZED, MOST_SQUEEZED)
}

fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
