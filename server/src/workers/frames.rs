//! What travels between the server and its workers: Postcard behind its length. Both ends are the same program, so that no
//! name of a field need travel.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::{self, Read, Write};

/// More than the largest document with its whole history. A worker that names a longer one is out of its mind.
const LONGEST: u32 = 64 * 1024 * 1024;
/// Most are a dossier's.
const COMMON: usize = 64 * 1024;
/// The length before each, big-endian.
const HEAD: usize = size_of::<u32>();

pub(super) fn write(out: &mut impl Write, frame: &impl Serialize) -> io::Result<()> {
    // In one piece: each write is a call of the system.
    let mut bytes = postcard::to_extend(frame, vec![0; HEAD]).map_err(io::Error::other)?;
    let length = bytes.len().checked_sub(HEAD).and_then(|length| u32::try_from(length).ok());
    let length = length.filter(|length| *length <= LONGEST);
    let length = length.ok_or_else(|| io::Error::other("a frame is too long"))?;
    if let Some(head) = bytes.first_chunk_mut() {
        *head = length.to_be_bytes();
    }
    out.write_all(&bytes)?;
    out.flush()
}

/// `None`: the other side has ended between two frames.
pub(super) fn read<T: DeserializeOwned>(input: &mut impl Read) -> io::Result<Option<T>> {
    let mut length = [0u8; HEAD];
    match input.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let length = u32::from_be_bytes(length);
    if length > LONGEST {
        return Err(io::Error::other("a frame is too long"));
    }
    // With room for what is common, so that it is read at once; more is believed when it comes.
    let mut body = Vec::with_capacity(usize::try_from(length).unwrap_or(COMMON).min(COMMON));
    input.take(u64::from(length)).read_to_end(&mut body)?;
    if u64::try_from(body.len()) != Ok(u64::from(length)) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    postcard::from_bytes(&body).map(Some).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_read_back_one_after_the_other_and_a_cut_one_is_an_error() {
        let mut pipe = Vec::new();
        write(&mut pipe, &"một").unwrap();
        write(&mut pipe, &vec![7u8; 70_000]).unwrap();
        let mut input = &pipe[..];
        assert_eq!(read::<String>(&mut input).unwrap().as_deref(), Some("một"));
        assert_eq!(read::<Vec<u8>>(&mut input).unwrap(), Some(vec![7u8; 70_000]));
        assert_eq!(read::<String>(&mut input).unwrap(), None);
        assert!(read::<Vec<u8>>(&mut &pipe[8..500]).is_err());
        assert!(read::<Vec<u8>>(&mut &[0xff; 8][..]).is_err(), "longer than any frame");
    }
}
