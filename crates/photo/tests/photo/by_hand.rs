//! What a person sets goes before what is found.

use crate::drawn::{Fault, HEIGHT, Kind, Shot, Table, WIDTH};
use photo::{Choices, Corners, Flaw, Limits, Outline, PhotoError, Prepared, Spot, Turn, prepare, prepare_as};

const SHOT: Shot = Shot { seed: 60, kind: Kind::Letter, table: Table::LightWood, fault: Fault::None };

fn corners_of(shot: &Shot) -> Corners {
    let [upper_left, upper_right, lower_right, lower_left] =
        shot.corners().map(|(x, y)| Spot { x: x / WIDTH as f32, y: y / HEIGHT as f32 });
    Corners { upper_left, upper_right, lower_right, lower_left }
}

fn prepared(shot: &Shot, choices: Choices) -> Result<Prepared, PhotoError> {
    prepare_as(&shot.jpeg(), &Limits::default(), &choices)
}

#[test]
fn corners_set_by_hand_make_the_page_that_found_ones_make() {
    let corners = corners_of(&SHOT);
    let by_hand = prepared(&SHOT, Choices { corners: Some(corners), ..Choices::default() }).expect("a page");
    let found = prepare(&SHOT.jpeg(), &Limits::default()).expect("a page");
    assert_eq!(by_hand.outline, Outline::ByHand { corners });
    assert!(by_hand.page.width.abs_diff(found.page.width) < 12);
    assert!(by_hand.page.height.abs_diff(found.page.height) < 12);
}

#[test]
fn corners_outside_of_the_photo_are_refused() {
    let corners = Corners { upper_left: Spot { x: -0.1, y: 0.0 }, ..Corners::WHOLE };
    let outcome = prepared(&SHOT, Choices { corners: Some(corners), ..Choices::default() });
    assert_eq!(outcome, Err(PhotoError::BadCorners));
}

#[test]
fn a_sideways_page_is_mended_by_a_quarter_turn_and_not_by_a_half_one() {
    let sideways = Shot { fault: Fault::Turned(1), ..SHOT };
    let flaws = |turn| -> Vec<Flaw> {
        let findings = prepared(&sideways, Choices { turn, ..Choices::default() }).expect("a page").findings;
        findings.into_iter().map(|finding| finding.flaw).collect()
    };
    assert_eq!(flaws(Turn::None), [Flaw::SidewaysOrUpsideDown]);
    assert_eq!(flaws(Turn::Half), [Flaw::SidewaysOrUpsideDown]);
    assert_eq!(flaws(Turn::Left), []);
}
