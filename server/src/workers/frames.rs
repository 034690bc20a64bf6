//! What travels between the server and its workers: CBOR behind its length.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::{self, Read, Write};

/// More than the largest document with its whole history. A worker that names a longer one is out of its mind.
const LONGEST: u32 = 64 * 1024 * 1024;

pub(super) fn write(out: &mut impl Write, frame: &impl Serialize) -> io::Result<()> {
    let body = minicbor_serde::to_vec(frame).map_err(|error| io::Error::other(error.to_string()))?;
    let length = u32::try_from(body.len()).ok().filter(|length| *length <= LONGEST);
    let length = length.ok_or_else(|| io::Error::other("a frame is too long"))?;
    out.write_all(&length.to_be_bytes())?;
    out.write_all(&body)?;
    out.flush()
}

/// `None`: the other side has ended between two frames.
pub(super) fn read<T: DeserializeOwned>(input: &mut impl Read) -> io::Result<Option<T>> {
    let mut length = [0u8; 4];
    match input.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let length = u32::from_be_bytes(length);
    if length > LONGEST {
        return Err(io::Error::other("a frame is too long"));
    }
    let mut body = Vec::new();
    input.take(u64::from(length)).read_to_end(&mut body)?;
    if u64::try_from(body.len()) != Ok(u64::from(length)) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    minicbor_serde::from_slice(&body).map(Some).map_err(|error| io::Error::other(error.to_string()))
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
