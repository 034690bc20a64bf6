//! Any bytes as the body of a sync request or answer: decoding ends, within its bound, and what could be read is
//! written and read again as the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sync::frame::{self, Coding};

/// Small enough that one input does not take the whole run.
const MOST: usize = 1 << 20;

fuzz_target!(|bytes: &[u8]| {
    // The first byte says what the rest is: a body as it comes, or what stands in the zstd frame. Few changes of
    // packed bytes survive the frame's own checks.
    let (kind, rest) = bytes.split_first().map_or((0, bytes), |(kind, rest)| (*kind, rest));
    let packed;
    let body = if kind & 1 == 0 {
        rest
    } else {
        packed = frame::encode_file(rest).unwrap_or_default();
        &packed
    };
    if let Ok((request, coding)) = frame::decode_request(body, MOST) {
        for coding in [coding, Coding::Quick] {
            let again = frame::encode_request(&request, coding).expect("what was read can be written");
            let (read, _) = frame::decode_request(&again, MOST * 2).expect("what was written can be read");
            if coding == Coding::Quick {
                assert_eq!(read, request);
            }
        }
    }
    if let Ok(answer) = frame::decode_answer(body, MOST) {
        let again = frame::encode_answer(&answer, Coding::Quick).expect("what was read can be written");
        assert_eq!(frame::decode_answer(&again, MOST * 2).ok().as_ref(), Some(&answer));
    }
    let _ = frame::decode_catalogue(body, MOST);
    let _ = frame::decode_file(body, MOST);
});
