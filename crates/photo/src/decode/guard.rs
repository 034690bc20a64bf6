//! Codecs read bytes of strangers. Should one panic, the panic ends here.

use crate::PhotoError;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, PhotoError>) -> Result<T, PhotoError> {
    // Nothing that the work could leave half done outlives it: it borrows bytes and gives back new values.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(PhotoError::Broken))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error() {
        assert_eq!(guarded::<()>(|| panic!("a codec gives up")), Err(PhotoError::Broken));
    }
}
