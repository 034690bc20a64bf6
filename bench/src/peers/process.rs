//! A process that is asked by lines of JSON, and answers so.

use demo::program::Program;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

#[derive(Debug)]
pub(super) struct Asked {
    program: Program,
    stdin: ChildStdin,
    lines: Receiver<String>,
}

/// It was not done in time.
#[derive(Debug)]
pub(super) struct Late;

impl Asked {
    pub(super) fn start(command: &mut Command) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut program = Program::start(command).expect("the program starts");
        let stdin = program.child().stdin.take().expect("its input");
        let stdout = program.child().stdout.take().expect("its output");
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self { program, stdin, lines }
    }

    pub(super) fn pid(&mut self) -> u32 {
        self.program.child().id()
    }

    /// What it says by itself, first of all.
    pub(super) fn says(&self) -> Value {
        self.next(Duration::from_secs(60)).expect("it says something")
    }

    /// Milliseconds until it was done.
    pub(super) fn ask(&mut self, what: &str, mut with: Value, limit: Duration) -> Result<f64, Late> {
        with["do"] = json!(what);
        let begun = Instant::now();
        writeln!(self.stdin, "{with}").expect("it listens");
        let said = self.next(limit)?;
        let took = begun.elapsed().as_secs_f64() * 1000.0;
        assert_eq!(said.get("done"), Some(&json!(what)), "asked for {what}, it said {said}");
        Ok(took)
    }

    /// Asks for something that is not measured.
    pub(super) fn must(&mut self, what: &str, with: Value) {
        self.ask(what, with, Duration::from_secs(900)).expect("done in time");
    }

    /// Lets it end by itself.
    pub(super) fn end(mut self) {
        let _gone = writeln!(self.stdin, "{}", json!({ "do": "end" }));
        let begun = Instant::now();
        while self.program.is_alive() && begun.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn next(&self, limit: Duration) -> Result<Value, Late> {
        let deadline = Instant::now() + limit;
        loop {
            match self.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                // Libraries write to the same output.
                Ok(line) if !line.starts_with("{\"") => eprintln!("    it says: {line}"),
                Ok(line) => return Ok(serde_json::from_str(&line).expect("a line of JSON")),
                Err(RecvTimeoutError::Timeout) => return Err(Late),
                Err(RecvTimeoutError::Disconnected) => panic!("it ended before it answered"),
            }
        }
    }
}
