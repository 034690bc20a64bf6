//! Commands that must reach the disk in the order in which they were given.
//!
//! **Invariant:** one at a time, first in, first out. So an older answer never overwrites a newer one, and
//! a dossier that is read again after a save contains that save.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

type Job = Pin<Box<dyn Future<Output = ()>>>;

/// A queue of jobs. Cheap to clone; all clones are the same queue.
#[derive(Clone, Default)]
pub struct Queue {
    jobs: Rc<RefCell<VecDeque<Job>>>,
    running: Rc<Cell<bool>>,
}

impl Queue {
    /// Puts a job at the end. `spawn` starts the runner when none is at work.
    pub fn push(&self, job: impl Future<Output = ()> + 'static, spawn: impl FnOnce(Job)) {
        self.jobs.borrow_mut().push_back(Box::pin(job));
        if !self.running.replace(true) {
            spawn(Box::pin(self.clone().run()));
        }
    }

    async fn run(self) {
        loop {
            let next = self.jobs.borrow_mut().pop_front();
            let Some(job) = next else { break };
            job.await;
        }
        self.running.set(false);
    }
}

impl fmt::Debug for Queue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Queue").field("waiting", &self.jobs.borrow().len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::task::{Context, Poll, Waker};

    fn poll(job: &mut Job) -> Poll<()> {
        job.as_mut().poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn a_later_save_waits_for_the_earlier_one() {
        let queue = Queue::default();
        let (done, gate) = (Rc::new(RefCell::new(Vec::new())), Rc::new(Cell::new(false)));
        let mut runner = None;
        let slow = {
            let (done, gate) = (Rc::clone(&done), Rc::clone(&gate));
            async move {
                std::future::poll_fn(|_| if gate.get() { Poll::Ready(()) } else { Poll::Pending }).await;
                done.borrow_mut().push("first");
            }
        };
        queue.push(slow, |job| runner = Some(job));
        let quick = {
            let done = Rc::clone(&done);
            async move { done.borrow_mut().push("second") }
        };
        queue.push(quick, |_| panic!("one runner is enough"));
        let mut runner = runner.unwrap();
        assert!(poll(&mut runner).is_pending());
        assert!(done.borrow().is_empty(), "the second did not overtake the first");
        gate.set(true);
        assert!(poll(&mut runner).is_ready());
        assert_eq!(*done.borrow(), ["first", "second"]);
    }
}
