//! The workers together: whoever has a push takes one, and gives it back.

use super::worker::Worker;
use ::sync::admission::{Case, Judge, Judged};
use std::io;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use wire::sync::RefusalCode;

/// What one worker may take.
#[derive(Debug, Clone, Copy)]
pub struct PoolLimits {
    pub workers: NonZeroUsize,
    /// Bytes beyond what an idle worker spans.
    pub memory: u64,
    /// From the case's first byte to the verdict's last.
    pub within: Duration,
    /// After so many cases a worker is replaced: an allocator keeps what it once needed.
    pub cases: u32,
}

impl PoolLimits {
    /// A worker a core, 256 MB and two seconds.
    pub fn standard() -> Self {
        Self {
            workers: std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
            memory: 256 * 1024 * 1024,
            within: Duration::from_secs(2),
            cases: 20_000,
        }
    }
}

/// Workers of one program, started when they are needed.
#[derive(Debug)]
pub struct Pool {
    program: PathBuf,
    limits: PoolLimits,
    state: Mutex<State>,
    given_back: Condvar,
}

#[derive(Debug, Default)]
struct State {
    idle: Vec<Worker>,
    /// Idle and at work.
    running: usize,
}

impl Pool {
    /// Workers of this very program. Starts the first, so that a machine on which none starts is known at once.
    pub fn of_this_program(limits: PoolLimits) -> io::Result<Self> {
        Self::of(std::env::current_exe()?, limits)
    }

    pub fn of(program: PathBuf, limits: PoolLimits) -> io::Result<Self> {
        let first = Worker::start(&program, limits.memory)?;
        Ok(Self {
            program,
            limits,
            state: Mutex::new(State { idle: vec![first], running: 1 }),
            given_back: Condvar::new(),
        })
    }

    /// The processes that wait for work.
    pub fn idle_processes(&self) -> Vec<u32> {
        self.state().idle.iter().map(Worker::id).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic under the lock leaves two numbers and a list, each right by itself.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An idle worker, or a new one where there may be more; else waits.
    fn take(&self) -> io::Result<Worker> {
        let mut state = self.state();
        loop {
            if let Some(worker) = state.idle.pop() {
                return Ok(worker);
            }
            if state.running < self.limits.workers.get() {
                state.running = state.running.saturating_add(1);
                drop(state);
                return Worker::start(&self.program, self.limits.memory).inspect_err(|_| self.one_less());
            }
            state = self.given_back.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn give_back(&self, worker: Worker) {
        if worker.judged() >= self.limits.cases {
            drop(worker);
            self.one_less();
        } else {
            self.state().idle.push(worker);
            self.given_back.notify_one();
        }
    }

    fn one_less(&self) {
        let mut state = self.state();
        state.running = state.running.saturating_sub(1);
        drop(state);
        self.given_back.notify_one();
    }
}

/// How a try with one worker ended that gave no verdict.
enum Lost {
    /// It was at work for as long as it may.
    TooLong,
    /// It ended. `used`: it had judged others before, whose memory it may have kept.
    Ended { used: bool },
    /// None could be started.
    None(io::Error),
}

impl Pool {
    fn once(&self, case: &Case) -> Result<Result<Judged, RefusalCode>, Lost> {
        let mut worker = self.take().map_err(Lost::None)?;
        let used = worker.judged() > 0;
        match worker.judge(case, self.limits.within) {
            Ok(verdict) => {
                self.give_back(worker);
                Ok(verdict)
            }
            Err(error) => {
                drop(worker);
                self.one_less();
                let too_long = error.kind() == io::ErrorKind::TimedOut;
                Err(if too_long { Lost::TooLong } else { Lost::Ended { used } })
            }
        }
    }
}

impl Judge for Pool {
    fn judge(&self, case: Case) -> Result<Judged, RefusalCode> {
        let tried = match self.once(&case) {
            // Maybe it was not this push that ended the worker: a fresh one tells.
            Err(Lost::Ended { used: true }) => self.once(&case),
            other => other,
        };
        match tried {
            Ok(verdict) => verdict,
            Err(Lost::TooLong) => {
                tracing::warn!("a push took its worker too long; the worker was killed");
                Err(RefusalCode::TooCostly)
            }
            Err(Lost::Ended { .. }) => {
                tracing::warn!("a push ended its worker");
                Err(RefusalCode::TooCostly)
            }
            Err(Lost::None(error)) => {
                tracing::error!(%error, "no worker can be started");
                Err(RefusalCode::ServerFault)
            }
        }
    }
}
