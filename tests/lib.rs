//! The stories are in `stories/` and `windows/`; there is nothing to call here.
