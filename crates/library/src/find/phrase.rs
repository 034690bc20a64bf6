//! How well typed words fit one phrase.

/// What a word costs that fits in each way; a whole phrase costs the sum.
pub(super) mod cost {
    /// Letter by letter, accents and all.
    pub(crate) const SAME: u16 = 0;
    /// Typed without accents.
    pub(crate) const WITHOUT_ACCENTS: u16 = 1;
    /// Typed with other accents.
    pub(crate) const OTHER_ACCENTS: u16 = 40;
    /// By another reading, such as Telex.
    pub(crate) const OTHER_READING: u16 = 4;
    /// The last word, not finished.
    pub(crate) const UNFINISHED: u16 = 12;
    /// One letter wrong.
    pub(crate) const WRONG_LETTER: u16 = 60;
    /// The words stand in the phrase, but not one after the other; or not in this order.
    pub(crate) const GAPS: u16 = 10;
    pub(crate) const OTHER_ORDER: u16 = 24;
    /// Each word of the phrase that was not typed, up to the most that counts.
    pub(crate) const NOT_TYPED: u16 = 5;
    pub(crate) const NOT_TYPED_AT_MOST: u16 = 8;
    /// The words come from several phrases.
    pub(crate) const SEVERAL_PHRASES: u16 = 400;
    /// A step down in what a phrase says about its procedure.
    pub(crate) const WEIGHT: u16 = 8;
}

/// The words of a phrase, as numbers of the vocabulary.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) words: Vec<u32>,
    /// 0: says exactly what it is.
    pub(super) weight: u16,
}

/// For one typed word: what each word of the vocabulary costs, if it fits.
pub(super) type Fits = Vec<Option<u16>>;

fn fit(fits: &Fits, word: u32) -> Option<u16> {
    fits.get(usize::try_from(word).ok()?).copied().flatten()
}

impl Phrase {
    /// What it costs to read the typed words as this phrase; `None`: they do not fit.
    pub(super) fn cost(&self, typed: &[Fits]) -> Option<u16> {
        let (words, order) = match self.in_a_row(typed) {
            Some(words) => (words, 0),
            None => self.scattered(typed)?,
        };
        let not_typed = self.words.len().saturating_sub(typed.len());
        let not_typed = u16::try_from(not_typed).unwrap_or(u16::MAX).min(cost::NOT_TYPED_AT_MOST);
        Some(words + order + not_typed * cost::NOT_TYPED + self.weight * cost::WEIGHT)
    }
    /// The typed words one after the other, where that costs least.
    fn in_a_row(&self, typed: &[Fits]) -> Option<u16> {
        self.words
            .windows(typed.len().max(1))
            .filter_map(|run| run.iter().zip(typed).map(|(word, fits)| fit(fits, *word)).sum())
            .min()
    }
    /// Every typed word somewhere, each word of the phrase taken once; the second number is for the order.
    fn scattered(&self, typed: &[Fits]) -> Option<(u16, u16)> {
        let mut taken = vec![false; self.words.len()];
        let (mut total, mut last, mut in_order) = (0, None, true);
        for fits in typed {
            let free = self.words.iter().zip(&taken).enumerate().filter(|(_, (_, taken))| !**taken);
            let (at, word_cost) = free
                .filter_map(|(at, (word, _))| Some((at, fit(fits, *word)?)))
                .min_by_key(|(at, word_cost)| (*word_cost, *at))?;
            if let Some(taken) = taken.get_mut(at) {
                *taken = true;
            }
            in_order &= last.is_none_or(|last| at > last);
            last = Some(at);
            total += word_cost;
        }
        Some((total, if in_order { cost::GAPS } else { cost::OTHER_ORDER }))
    }
}

/// What it costs to find every typed word in any of the phrases.
pub(super) fn across(phrases: &[Phrase], typed: &[Fits]) -> Option<u16> {
    typed
        .iter()
        .map(|fits| {
            let words = phrases.iter().flat_map(|phrase| &phrase.words);
            words.filter_map(|word| fit(fits, *word)).min()
        })
        .sum::<Option<u16>>()
        .map(|sum| sum + cost::SEVERAL_PHRASES)
}
