//! A screen in memory, so that real windows open on machines without one.

use crate::program::{Program, system_program};
use crate::{Doing, Trouble};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// An X display that lasts as long as this value.
#[derive(Debug)]
pub struct Display {
    name: String,
    _server: Program,
}

impl Display {
    /// Large enough for the widest screenshot.
    pub fn open() -> Result<Self, Trouble> {
        let mut server = Program::start(
            Command::new(system_program("Xvfb")?)
                .args(["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp", "-noreset"])
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        )?;
        let said = server.child().stdout.take().ok_or_else(|| Trouble("Xvfb has no output".to_owned()))?;
        let mut number = String::new();
        // Xvfb chooses a free display and prints its number when it is ready to be used.
        BufReader::new(said).read_line(&mut number).doing(|| "unable to hear from Xvfb".to_owned())?;
        let number = number.trim();
        if number.is_empty() {
            return Err(Trouble("Xvfb ended before it opened a display".to_owned()));
        }
        Ok(Self { name: format!(":{number}"), _server: server })
    }

    /// Such as `:99`.
    pub fn name(&self) -> &str {
        &self.name
    }
}
