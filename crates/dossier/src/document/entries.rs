//! Entries at the root of a document, as keys `<kind>/<id>/<field>`: visits of a household, tasks of both kinds.
//!
//! An entry has a random id, so two people never write the same one by accident; its fields merge one by one.

use super::written::{field, put_over};
use super::{Document, DocumentError};
use crate::{AnswerText, Task, TaskId, Timestamp};
use automerge::transaction::Transactable;
use automerge::{Automerge, ROOT, ReadDoc, ScalarValueRef, ValueRef};
use chrono::NaiveDate;
use std::collections::BTreeMap;

pub(super) const TASK: &str = "task/";
pub(super) const TASK_FIELDS: [&str; 3] = ["what", "due", "done"];
const DONE: &str = "1";

/// The entries under `prefix`: id, then field and text.
pub(super) fn read(doc: &Automerge, prefix: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut entries: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for item in doc.map_range(ROOT, prefix.to_owned()..) {
        let Some(rest) = item.key.strip_prefix(prefix) else { break };
        let Some((id, name)) = rest.split_once('/') else { continue };
        if let ValueRef::Scalar(ScalarValueRef::Str(text)) = &item.value {
            entries.entry(id.to_owned()).or_default().insert(name.to_owned(), text.to_string());
        }
    }
    entries
}

impl Document {
    /// Enters a task: one change.
    pub fn add_task(
        &mut self,
        task: TaskId,
        what: &AnswerText,
        due: Option<NaiveDate>,
        at: Timestamp,
    ) -> Result<(), DocumentError> {
        self.write(at, |tx| {
            tx.put(ROOT, format!("{TASK}{task}/what"), what.as_str())?;
            match due {
                Some(day) => tx.put(ROOT, format!("{TASK}{task}/due"), day.to_string()),
                None => Ok(()),
            }
        })
    }

    /// Says that it is done, or that it is not after all.
    pub fn set_task_done(&mut self, task: TaskId, done: bool, at: Timestamp) -> Result<(), DocumentError> {
        let key = format!("{TASK}{task}/done");
        self.write(at, |tx| put_over(tx, &ROOT, &key, if done { DONE } else { "" }))
    }

    /// In the order in which they are due; those without a day last.
    pub fn tasks(&self) -> Result<Vec<Task>, DocumentError> {
        let mut tasks = Vec::new();
        for (id, mut fields) in read(&self.doc, TASK) {
            let (Some(id), Some(what)) = (TaskId::parse(&id), fields.remove("what")) else { continue };
            let said = field(&self.doc, &ROOT, &format!("{TASK}{id}/done"))?;
            let done =
                said.iter().flat_map(|it| it.others.iter().chain([&it.current])).any(|it| it.text == DONE);
            let due = fields.remove("due").and_then(|day| day.parse().ok());
            tasks.push(Task { id, what, due, done });
        }
        tasks.sort_by_key(|task| (task.due.is_none(), task.due, task.id));
        Ok(tasks)
    }
}
