//! Links as they are met, and what a body may be on each.

use super::*;

/// Both ways alike in compression; `kbit` up and down.
fn link(up_kbit: u32, down_kbit: u32, round_trip_ms: u32, squeeze: u32) -> LinkEstimate {
    LinkEstimate {
        up_bytes_s: up_kbit * 125,
        down_bytes_s: down_kbit * 125,
        round_trip_ms,
        up_squeeze: squeeze,
        down_squeeze: squeeze,
        halvings: 0,
    }
}

/// A body of so many bytes over such a link.
fn sample(up_kbit: u32, down_kbit: u32, round_trip_ms: u32, up: u32, down: u32) -> Sample {
    Sample {
        up_bytes: up,
        down_bytes: down,
        up_message_bytes: up,
        down_message_bytes: down,
        until_answer_ms: round_trip_ms + up * 8 / up_kbit,
        answer_ms: down * 8 / down_kbit,
    }
}

#[test]
fn a_body_follows_the_link() {
    for (name, link, up_kb, down_kb) in [
        ("never measured", LinkEstimate::default(), 128, 128),
        ("only enrolled, over the office's Wi-Fi", LinkEstimate::default().after_round_trip(8), 192, 192),
        ("only enrolled, over 2G", LinkEstimate::default().after_round_trip(900), 128, 128),
        ("GPRS", link(20, 40, 900, 100), 16, 16),
        ("2G", link(50, 250, 300, 100), 16, 64),
        ("2G with a round trip of 600 ms", link(50, 250, 600, 100), 16, 64),
        ("2G, drafts of one form", link(50, 250, 300, 650), 192, 416),
        ("3G", link(250, 750, 100, 100), 64, 256),
        ("4G", link(5_000, 20_000, 40, 100), 256, 256),
        ("4G, drafts of one form", link(5_000, 20_000, 40, 650), 512, 512),
        ("a satellite", link(500, 2_000, 1_200, 100), 256, 256),
        ("loopback", link(4_000_000, 4_000_000, 1, 800), 192, 192),
        ("nonsense from the store", link(1, 1, u32::MAX, 0), 64, 64),
    ] {
        let budget = link.budget();
        assert_eq!((budget.up_bytes / 1024, budget.down_bytes / 1024), (up_kb, down_kb), "{name}");
    }
}

#[test]
fn on_2g_a_body_on_the_wire_stays_between_16_and_64_kilobytes() {
    for squeeze in [100, 150, 400, 800, 5_000] {
        let budget = link(50, 250, 300, squeeze).budget();
        let squeezed = squeeze.clamp(NOT_SQUEEZED, MOST_SQUEEZED);
        for (way, messages) in [("up", budget.up_bytes as u32), ("down", budget.down_bytes)] {
            let body = messages * 100 / squeezed;
            assert!(body <= 64 * KB, "{way}, {squeeze} %: {body} bytes");
            assert!(messages >= 16 * KB, "{way}, {squeeze} %: {messages} bytes of messages");
        }
    }
}

#[test]
fn a_link_is_learnt_from_a_few_requests_and_forgotten_slowly() {
    let mut known = LinkEstimate::default();
    for _ in 0..4 {
        known = known.after(&sample(50, 250, 300, 90, 200));
    }
    assert_eq!(known.up_bytes_s, 0, "small requests tell no rate");
    assert!((300..=320).contains(&known.round_trip_ms), "{known:?}");
    for _ in 0..4 {
        known = known.after(&sample(50, 250, 300, 8_000, 20_000));
    }
    assert!((5_500..=6_500).contains(&known.up_bytes_s), "{known:?}");
    assert!((30_000..=33_000).contains(&known.down_bytes_s), "{known:?}");
    let on_2g = known.budget();
    assert_eq!(on_2g.up_bytes, 16 * 1024);

    // One quick request is no new link; a village with 4G is.
    let once = known.after(&sample(5_000, 20_000, 40, 16_000, 40_000));
    assert!(once.budget().up_bytes < 200 * 1024, "{once:?}");
    for _ in 0..12 {
        known = known.after(&sample(5_000, 20_000, 40, 16_000, 40_000));
    }
    assert_eq!(known.budget().up_bytes, 256 * 1024, "the most on the wire");

    // And back into the valley: the second slow request is believed.
    for _ in 0..8 {
        known = known.after(&sample(50, 250, 300, 30_000, 60_000));
    }
    assert!(known.budget().up_bytes <= 48 * 1024, "{known:?}");
}

#[test]
fn each_break_halves_the_next_body_until_it_is_a_mouthful_and_success_takes_it_back() {
    let mut known = link(5_000, 20_000, 40, 100);
    let mut sizes = Vec::new();
    for _ in 0..9 {
        known = known.after_break();
        sizes.push(known.budget().up_bytes / 1024);
    }
    assert_eq!(sizes, [128, 64, 32, 16, 8, 4, 4, 4, 4]);
    let got_through = sample(5_000, 20_000, 40, 4_100, 4_100);
    let mut successes = 0;
    while known.budget().up_bytes < 256 * 1024 {
        known = known.after(&got_through);
        successes += 1;
        assert!(successes <= 12, "{known:?}");
    }
    assert!(successes >= 6, "not at once: what broke a moment ago may break again");
}

#[test]
fn each_break_shows_in_the_budget_of_a_quick_link_too() {
    let mut known = LinkEstimate::default().after_round_trip(1);
    for kilobytes in [96, 48, 24, 12, 6] {
        known = known.after_break();
        assert_eq!(known.budget().up_bytes / 1024, kilobytes);
    }
}

#[test]
fn mouthfuls_that_get_through_take_the_halving_back_too() {
    let mut known = link(50, 250, 300, 800);
    for _ in 0..9 {
        known = known.after_break();
    }
    assert_eq!(known.budget().up_bytes, 4 * 1024);
    // Four kilobytes of drafts are five hundred bytes on the wire.
    let mouthful =
        Sample { up_bytes: 520, up_message_bytes: 4_000, until_answer_ms: 400, ..Sample::default() };
    for _ in 0..6 {
        known = known.after(&mouthful);
    }
    assert_eq!(known.halvings, 0);
    let idle = Sample { up_bytes: 90, down_bytes: 80, until_answer_ms: 310, ..Sample::default() };
    assert_eq!(known.after_break().after(&idle).halvings, 1, "an idle exchange proves nothing");
}

#[test]
fn a_clock_that_stood_still_or_jumped_gives_no_impossible_budget() {
    for (until_answer_ms, answer_ms) in [(0, 0), (u32::MAX, u32::MAX), (0, u32::MAX)] {
        let sample = Sample {
            up_bytes: u32::MAX,
            down_bytes: u32::MAX,
            up_message_bytes: 0,
            down_message_bytes: u32::MAX,
            until_answer_ms,
            answer_ms,
        };
        let budget = LinkEstimate::default().after(&sample).budget();
        assert!((16 * 1024..=512 * 1024).contains(&budget.up_bytes), "{budget:?}");
        assert!((16 * 1024..=512 * 1024).contains(&budget.down_bytes), "{budget:?}");
    }
}

#[test]
fn pieces_of_photos_follow_the_link_and_leave_alone_what_text_knows_of_its_coding() {
    let weak = LinkEstimate { up_bytes_s: 4_000, up_squeeze: 400, round_trip_ms: 600, ..Default::default() };
    assert_eq!(weak.piece_bytes(), 16 * 1024);
    let next = weak.after_piece(16 * 1024, 2_000);
    assert!(next.up_bytes_s > weak.up_bytes_s && next.up_squeeze == 400, "{next:?}");
    let quick = LinkEstimate { up_bytes_s: 2_000_000, ..weak };
    assert_eq!(quick.piece_bytes(), 256 * 1024);
    assert_eq!(quick.after_break().piece_bytes(), 128 * 1024);
    assert_eq!(weak.after_piece(200, 2_000), weak, "the last bytes of a photo tell nothing");
}
