//! What a sync costs on the wire, with HTTP's headers, between a real device and a real server.

use crate::drafts::{Chance, fill};
use crate::report::{Report, as_figure};
use testkit::{Commune, Phone};

/// What one sync took.
struct Cost {
    round_trips: u64,
    /// On the wire, HTTP's heads included.
    up: u64,
    /// Without them.
    body_up: u64,
    down: u64,
}

pub(crate) fn run(report: &mut Report) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(measure(report));
}

async fn measure(report: &mut Report) {
    eprintln!("sync: bytes and round trips on the wire, HTTP headers included");
    let commune = Commune::start().await;
    let phone = commune.phone(0).await;
    let mut chance = Chance(2);

    // The households come with the first sync; they are no part of what is measured.
    phone.sync_well().await;
    let dossier = fill(&phone, &mut chance, 32);
    for _ in 1..10 {
        fill(&phone, &mut chance, 2);
    }
    phone.sync_well().await;

    let idle_with_10 = idle(report, &commune, &phone, 10).await;

    phone.answer(dossier, "tre_ho_ten", "Trần Mẫu Đức Thịnh");
    let edit = cost_of_sync(&phone).await;
    report.add("sync", "one_edit_round_trips", as_figure(edit.round_trips), "count", 1);
    report.add("sync", "one_edit_up", as_figure(edit.up), "B", 1);
    report.add("sync", "one_edit_body_up", as_figure(edit.body_up), "B", 1);
    report.add("sync", "one_edit_down", as_figure(edit.down), "B", 1);
    report.add("sync", "one_edit_up_of_limit_400", as_figure(edit.up) / 400.0, "ratio", 1);

    for _ in 0..100 {
        fill(&phone, &mut chance, 32);
    }
    let hundred = cost_of_sync(&phone).await;
    report.add("sync", "new_drafts_100_round_trips", as_figure(hundred.round_trips), "count", 100);
    report.add("sync", "new_drafts_100_up", as_figure(hundred.up), "B", 100);
    report.add("sync", "new_drafts_100_down", as_figure(hundred.down), "B", 100);
    report.add("sync", "new_drafts_100_up_of_limit_15000", as_figure(hundred.up) / 15_000.0, "ratio", 100);
    report.add("sync", "new_drafts_100_body_up", as_figure(hundred.body_up), "B", 100);
    let of_limit = as_figure(hundred.body_up) / 15_000.0;
    report.add("sync", "new_drafts_100_body_up_of_limit_15000", of_limit, "ratio", 100);

    eprintln!("  filling 10,000 drafts; this takes some minutes");
    while phone.device().count_dossiers().expect("a count") < 10_000 {
        fill(&phone, &mut chance, 2);
    }
    phone.sync_well().await;
    let idle_with_10_000 = idle(report, &commune, &phone, 10_000).await;
    report.add("sync", "idle_10000_to_10_bytes", idle_with_10_000 / idle_with_10, "ratio", 1);
}

/// An idle sync with so many drafts: its bytes both ways, and how many documents either side loaded for it.
async fn idle(report: &mut Report, commune: &Commune, phone: &Phone, drafts: usize) -> f64 {
    // The first sync after others may still fetch; the second finds nothing.
    phone.sync_well().await;
    let loaded_here = phone.device().documents_loaded().expect("a count");
    let loaded_there = commune.store().documents_loaded();
    let idle = cost_of_sync(phone).await;
    let loaded = phone.device().documents_loaded().expect("a count") - loaded_here
        + commune.store().documents_loaded()
        - loaded_there;
    let both = as_figure(idle.up + idle.down);
    report.add("sync", format!("idle_{drafts}_round_trips"), as_figure(idle.round_trips), "count", 1);
    report.add("sync", format!("idle_{drafts}_up"), as_figure(idle.up), "B", 1);
    report.add("sync", format!("idle_{drafts}_down"), as_figure(idle.down), "B", 1);
    report.add("sync", format!("idle_{drafts}_both_of_limit_300"), both / 300.0, "ratio", 1);
    report.add("sync", format!("idle_{drafts}_documents_loaded"), as_figure(loaded), "count", 1);
    both
}

async fn cost_of_sync(phone: &Phone) -> Cost {
    let _before = phone.network.take_counts();
    phone.sync_well().await;
    let counts = phone.network.take_counts();
    Cost {
        round_trips: counts.requests,
        up: counts.up,
        body_up: counts.up - counts.heads_up,
        down: counts.down,
    }
}
