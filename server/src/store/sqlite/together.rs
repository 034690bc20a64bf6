//! Commits that wait for the disk together.
//!
//! Making sure that a transaction is on the disk takes milliseconds, whatever is in it. While one thread waits for
//! that, the commits of others gather here, and whoever comes next writes all of them in one transaction, each within
//! a savepoint of its own: a stale one goes alone. One request brings all of its commits at once.
//!
//! **Invariant:** nobody is answered before the transaction that holds his commits is on the disk.

use super::columns::engine;
use super::{SqliteStore, StoreError, commit};
use crate::store::documents::{Commit, Committed};
use rusqlite::{Connection, TransactionBehavior};
use std::sync::{Arc, Mutex, PoisonError};

/// More than this is written in several transactions, so that the first need not wait for the last.
const AT_ONCE: usize = 128;

type Outcome = Result<Committed, StoreError>;

/// Where the outcomes of those who wait are put, in the order of their commits.
type Place = Arc<Mutex<Option<Vec<Outcome>>>>;

/// Commits that wait, and where their outcomes are put.
#[derive(Debug)]
struct Waiting {
    commits: Arc<[Commit]>,
    outcomes: Place,
}

/// Who waits.
#[derive(Debug, Default)]
pub(super) struct Gathered(Mutex<Vec<Waiting>>);

impl Gathered {
    fn add(&self, commits: &Arc<[Commit]>) -> Place {
        let outcomes = Place::default();
        let waiting = Waiting { commits: Arc::clone(commits), outcomes: Arc::clone(&outcomes) };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(waiting);
        outcomes
    }

    fn take(&self) -> Vec<Waiting> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut commits = 0;
        let fits = |one: &&Waiting| {
            let first = commits == 0;
            commits += one.commits.len();
            first || commits <= AT_ONCE
        };
        let count = waiting.iter().take_while(fits).count();
        waiting.drain(..count).collect()
    }
}

impl SqliteStore {
    pub(super) fn commit_together(&self, commits: Vec<Commit>) -> Vec<Outcome> {
        let commits: Arc<[Commit]> = commits.into();
        let place = self.gathered.add(&commits);
        loop {
            let mut connection = self.writer();
            // The thread that held the connection may have written these too.
            if let Some(outcomes) = place.lock().unwrap_or_else(PoisonError::into_inner).take() {
                return outcomes;
            }
            let together = self.gathered.take();
            if together.is_empty() {
                break;
            }
            write_all(&mut connection, &together);
        }
        // A panic has taken the others down with it; these were left out.
        commits.iter().map(|commit| self.write("store the changes", |tx| commit::write(tx, commit))).collect()
    }
}

fn write_all(connection: &mut Connection, together: &[Waiting]) {
    let commits: Vec<&Commit> = together.iter().flat_map(|waiting| waiting.commits.iter()).collect();
    let mut outcomes = written_or_alone(connection, &commits).into_iter();
    for waiting in together {
        let own = outcomes.by_ref().take(waiting.commits.len()).collect();
        *waiting.outcomes.lock().unwrap_or_else(PoisonError::into_inner) = Some(own);
    }
}

/// One outcome a commit. When the transaction as a whole fails, nothing is on the disk: then one by one, so that what
/// cannot be written holds nobody else back.
fn written_or_alone(connection: &mut Connection, commits: &[&Commit]) -> Vec<Outcome> {
    match written(connection, commits) {
        Ok(outcomes) => outcomes,
        Err(error) if commits.len() <= 1 => {
            commits.iter().map(|_| Err(engine("store the changes")(error.to_string()))).collect()
        }
        Err(_) => commits.iter().flat_map(|commit| written_or_alone(connection, &[commit])).collect(),
    }
}

fn written(connection: &mut Connection, commits: &[&Commit]) -> Result<Vec<Outcome>, StoreError> {
    let failed = engine("store the changes");
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&failed)?;
    let mut outcomes = Vec::with_capacity(commits.len());
    for commit in commits {
        tx.execute_batch("SAVEPOINT one").map_err(&failed)?;
        let outcome = commit::write(&tx, commit);
        let end = if outcome.is_ok() { "RELEASE one" } else { "ROLLBACK TO one; RELEASE one" };
        tx.execute_batch(end).map_err(&failed)?;
        outcomes.push(outcome);
    }
    tx.commit().map_err(&failed)?;
    Ok(outcomes)
}
