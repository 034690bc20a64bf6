//! Commits that wait for the disk together.
//!
//! Making sure that a transaction is on the disk takes milliseconds, whatever is in it. While one thread waits for
//! that, the commits of others gather here, and whoever comes next writes all of them in one transaction, each within
//! a savepoint of its own: a stale one goes alone.
//!
//! **Invariant:** nobody is answered before the transaction that holds his commit is on the disk.

use super::columns::engine;
use super::{SqliteStore, StoreError, commit};
use crate::store::documents::{Commit, Committed};
use rusqlite::{Connection, TransactionBehavior};
use std::sync::{Arc, Mutex, PoisonError};

/// More than this is written in several transactions, so that the first need not wait for the last.
const AT_ONCE: usize = 64;

type Outcome = Result<Committed, StoreError>;

/// A commit that waits, and where its outcome is put.
#[derive(Debug)]
struct Waiting {
    commit: Commit,
    outcome: Arc<Mutex<Option<Outcome>>>,
}

/// Who waits.
#[derive(Debug, Default)]
pub(super) struct Gathered(Mutex<Vec<Waiting>>);

impl Gathered {
    fn add(&self, commit: &Commit) -> Arc<Mutex<Option<Outcome>>> {
        let outcome = Arc::new(Mutex::new(None));
        let waiting = Waiting { commit: commit.clone(), outcome: Arc::clone(&outcome) };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(waiting);
        outcome
    }

    fn take(&self) -> Vec<Waiting> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = waiting.len().min(AT_ONCE);
        waiting.drain(..count).collect()
    }
}

impl SqliteStore {
    pub(super) fn commit_together(&self, commit: &Commit) -> Outcome {
        let place = self.gathered.add(commit);
        loop {
            let mut connection = self.writer();
            // The thread that held the connection may have written this one too.
            if let Some(outcome) = place.lock().unwrap_or_else(PoisonError::into_inner).take() {
                return outcome;
            }
            let together = self.gathered.take();
            if together.is_empty() {
                break;
            }
            write_all(&mut connection, together);
        }
        // A panic has taken the others down with it; this one was left out.
        self.write("store the changes", |tx| commit::write(tx, commit))
    }
}

fn write_all(connection: &mut Connection, together: Vec<Waiting>) {
    let alone = together.len() == 1;
    match written(connection, &together) {
        Ok(outcomes) => {
            for (waiting, outcome) in together.into_iter().zip(outcomes) {
                *waiting.outcome.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
            }
        }
        Err(error) if alone => {
            for waiting in together {
                let outcome =
                    Err(StoreError::Engine { action: "store the changes", source: error.to_string().into() });
                *waiting.outcome.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
            }
        }
        // Nothing is on the disk. One by one, so that what cannot be written holds nobody else back.
        Err(_) => together.into_iter().for_each(|waiting| write_all(connection, vec![waiting])),
    }
}

fn written(connection: &mut Connection, together: &[Waiting]) -> Result<Vec<Outcome>, StoreError> {
    let failed = engine("store the changes");
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&failed)?;
    let mut outcomes = Vec::with_capacity(together.len());
    for waiting in together {
        tx.execute_batch("SAVEPOINT one").map_err(&failed)?;
        let outcome = commit::write(&tx, &waiting.commit);
        let end = if outcome.is_ok() { "RELEASE one" } else { "ROLLBACK TO one; RELEASE one" };
        tx.execute_batch(end).map_err(&failed)?;
        outcomes.push(outcome);
    }
    tx.commit().map_err(&failed)?;
    Ok(outcomes)
}
