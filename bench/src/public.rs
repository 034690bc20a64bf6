//! How long the public page takes for a wrong year and for a number that nobody has, turn by turn: nobody should tell one
//! from the other by the clock.

use crate::drafts::{Chance, fill};
use crate::report::{Report, percentile};
use dossier::local_code::local_code;
use server::public::{Asked, by_number};
use std::time::Instant;
use testkit::Commune;

const TRIES: usize = 1_000;
/// Longer than any wait of the throttles.
const MEANWHILE_MS: i64 = 25 * 60 * 60 * 1000;

pub(crate) fn run(report: &mut Report) {
    eprintln!("public: a wrong year beside an unknown number");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (commune, code) = runtime.block_on(async {
        let commune = Commune::start().await;
        let lan = commune.phone(0).await;
        let dossier = fill(&lan, &mut Chance(1), usize::MAX);
        lan.agree(dossier);
        lan.hand_over(dossier).expect("handed over");
        lan.sync_well().await;
        (commune, local_code(dossier))
    });
    let (mut wrong, mut unknown) = (Vec::new(), Vec::new());
    for _ in 0..TRIES {
        commune.clock.advance_millis(MEANWHILE_MS);
        for (number, times) in [(code.as_str(), &mut wrong), ("N-00000", &mut unknown)] {
            let begun = Instant::now();
            let (asked, _) = by_number(commune.app(), number, "1901", "a phone").expect("an answer");
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
            assert_eq!(asked, Asked::NotFound);
        }
    }
    for hundredths in [50, 99] {
        let (wrong, unknown) = (percentile(&mut wrong, hundredths), percentile(&mut unknown, hundredths));
        report.add("public", format!("wrong_year_p{hundredths}"), wrong, "ms", TRIES);
        report.add("public", format!("unknown_number_p{hundredths}"), unknown, "ms", TRIES);
        report.add("public", format!("wrong_year_p{hundredths}_ratio"), wrong / unknown, "ratio", TRIES);
    }
}
