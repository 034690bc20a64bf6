//! Counts messages in a stream: heads of HTTP, and from an upgrade on the frames of websockets.

/// One direction of one connection.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    websocket: bool,
    /// The head of a frame, as far as it has come.
    head: Vec<u8>,
    /// Bytes of the frame's content still to come.
    left: u64,
}

const BEGINNINGS: &[&[u8]] = &[b"GET /", b"PUT /", b"POST /", b"DELETE /", b"HTTP/1.1 "];

impl Frames {
    /// How many messages begin in these bytes.
    ///
    /// Of HTTP a message is seen where a piece begins: both sides write a head at once, and wait for each other.
    pub(crate) fn count(&mut self, bytes: &[u8]) -> u64 {
        if self.websocket {
            return self.count_frames(bytes);
        }
        if !BEGINNINGS.iter().any(|beginning| bytes.starts_with(beginning)) {
            return 0;
        }
        let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
        if let Some(end) = text.find("\r\n\r\n")
            && text.get(..end).is_some_and(|head| head.contains("upgrade: websocket"))
        {
            self.websocket = true;
            return 1 + self.count_frames(bytes.get(end + 4..).unwrap_or_default());
        }
        1
    }

    fn count_frames(&mut self, mut bytes: &[u8]) -> u64 {
        let mut found = 0;
        while !bytes.is_empty() {
            if self.left > 0 {
                let here = usize::try_from(self.left).unwrap_or(usize::MAX).min(bytes.len());
                self.left -= here as u64;
                bytes = bytes.get(here..).unwrap_or_default();
                continue;
            }
            let Some((first, rest)) = bytes.split_first() else { break };
            self.head.push(*first);
            bytes = rest;
            if let Some((is_data, content)) = frame(&self.head) {
                found += u64::from(is_data);
                self.left = content;
                self.head.clear();
            }
        }
        found
    }
}

/// Whether a whole head begins a message, and how long its content is; `None` while the head is not whole.
fn frame(head: &[u8]) -> Option<(bool, u64)> {
    let [first, second, rest @ ..] = head else { return None };
    let masked = second & 0x80 != 0;
    let extra = match second & 0x7f {
        126 => 2,
        127 => 8,
        _ => 0,
    };
    if rest.len() < extra + if masked { 4 } else { 0 } {
        return None;
    }
    let length = match extra {
        0 => u64::from(second & 0x7f),
        _ => rest.iter().take(extra).fold(0, |length, byte| length << 8 | u64::from(*byte)),
    };
    Some((matches!(first & 0x0f, 1 | 2), length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_and_frames_are_counted_however_the_stream_is_cut() {
        let mut http = Frames::default();
        assert_eq!(http.count(b"POST /v1/sync HTTP/1.1\r\n\r\nbody"), 1);
        assert_eq!(http.count(b"more of the body"), 0);

        let mut stream = b"HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\n\r\n".to_vec();
        stream.extend([0x82, 3, 1, 2, 3, 0x89, 0, 0x82, 126, 1, 0]);
        stream.extend(vec![0x82; 256]);
        stream.extend([0x81, 0x81, 9, 9, 9, 9, 7]);
        let mut whole = Frames::default();
        assert_eq!(whole.count(&stream), 1 + 3, "a ping is no message");
        let mut cut = Frames::default();
        let head = stream.len() - 269;
        let begun = cut.count(&stream[..head]);
        let rest: u64 = stream[head..].iter().map(|byte| cut.count(&[*byte])).sum();
        assert_eq!(begun + rest, 1 + 3);
    }
}
