//! What a file is, by its first bytes. What a device says of it is not asked.

/// The media types that are taken: what a browser shows without running anything of it.
pub(super) fn sniff(first: &[u8]) -> Option<&'static str> {
    match first {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        [b'%', b'P', b'D', b'F', b'-', ..] => Some("application/pdf"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_kinds_are_known_by_their_first_bytes() {
        let cases: [(&[u8], Option<&str>); 10] = [
            (b"\xff\xd8\xff\xe0rest", Some("image/jpeg")),
            (b"\x89PNG\r\n\x1a\nrest", Some("image/png")),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some("image/webp")),
            (b"%PDF-1.7", Some("application/pdf")),
            (b"", None),
            (b"\xff\xd8", None),
            (b"RIFF\x10\0\0\0WAVE", None),
            (b" %PDF-1.7", None),
            (b"<svg xmlns=", None),
            (b"GIF89a", None),
        ];
        for (first, expected) in cases {
            assert_eq!(sniff(first), expected, "{first:?}");
        }
    }
}
