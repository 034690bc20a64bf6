//! A command with the bytes of a file, as one body: a photo as JSON would take four times its size.
//!
//! The command stands behind the bytes: the page puts it after the file without reading it, and the app takes it off
//! without moving anything.

use crate::Problem;
use crate::ipc::Command;

/// Longer than any command that comes with bytes.
const MOST: usize = 64 * 1024;

/// What stands behind the bytes: the command as JSON, and its length in four bytes.
pub fn tail<C: Command>(command: &C) -> Result<Vec<u8>, Problem> {
    let mut tail = serde_json::to_vec(command).map_err(|_| unreadable::<C>())?;
    let length = u32::try_from(tail.len()).map_err(|_| unreadable::<C>())?;
    tail.extend(length.to_le_bytes());
    Ok(tail)
}

/// The command, and the bytes before it.
pub fn open<C: Command>(mut body: Vec<u8>) -> Result<(C, Vec<u8>), Problem> {
    let (rest, length) = body.split_last_chunk::<4>().ok_or_else(unreadable::<C>)?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok().filter(|length| *length <= MOST);
    let at = length.and_then(|length| rest.len().checked_sub(length)).ok_or_else(unreadable::<C>)?;
    let command = rest.get(at..).and_then(|json| serde_json::from_slice(json).ok());
    let command = command.ok_or_else(unreadable::<C>)?;
    body.truncate(at);
    Ok((command, body))
}

fn unreadable<C: Command>() -> Problem {
    Problem::Unexpected { what: C::NAME.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ipc::{MarkRefusedSeen, ReadCard};

    #[test]
    fn a_command_travels_behind_its_bytes() {
        for bytes in [&b""[..], &[0xFF, 0xD8, 0xFF, 0, 1], &[b'{'; 5000]] {
            let mut body = bytes.to_vec();
            body.extend(tail(&MarkRefusedSeen { id: 7 }).unwrap());
            assert_eq!(open(body), Ok((MarkRefusedSeen { id: 7 }, bytes.to_vec())));
        }
    }

    #[test]
    fn what_has_no_command_behind_it_is_refused() {
        let lies = |length: u32| [b"{}".as_slice(), &length.to_le_bytes()].concat();
        for body in [Vec::new(), vec![1, 2, 3], lies(3), lies(1), lies(u32::MAX), vec![0; 8]] {
            assert!(open::<ReadCard>(body.clone()).is_err(), "{body:?}");
        }
        assert!(open::<ReadCard>(lies(2)).is_ok());
    }
}
