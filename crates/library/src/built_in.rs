//! The files of `procedures/`, found by the build script.

include!(concat!(env!("OUT_DIR"), "/built_in.rs"));
