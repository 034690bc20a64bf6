//! Computing what is out of date: values in their order, then checks, then sections.
//!
//! **Invariant:** it ends. Each computation takes from a budget; when that is used up, which only values that
//! chase each other through instances can do, the rest stays as it is and a failure says so.

use super::node::{NodeIndex, Role};
use super::{Run, Session};
use crate::form::{Definition, Part};
use crate::state::FailureReason;
use std::cmp::Reverse;

/// Steps of expressions that computing a whole form once may take: about a second.
const STEPS: u64 = 50_000_000;
/// Computations that one change may take for each node of the form, and besides.
const TIMES: usize = 10;
const BESIDES: usize = 10_000;

/// Steps that one expression of this form may take.
pub(super) fn steps_for(form: &Definition) -> u64 {
    let rows = u64::try_from(form.items.len()).unwrap_or(u64::MAX).max(1);
    (STEPS / rows).clamp(20_000, 2_000_000)
}

impl Session {
    /// Brings everything up to date.
    pub(super) fn settle(&mut self, run: &Run<'_>) {
        self.budget = self.living.saturating_mul(TIMES).saturating_add(BESIDES);
        self.settle_values(run);
        if self.values_only {
            self.checks.clear();
            return;
        }
        for index in std::mem::take(&mut self.checks) {
            self.change(index, |node| node.checking = false);
            if self.node(index).is_some_and(|node| node.alive) {
                self.check(run, index);
            }
        }
        self.show_sections(run);
    }

    /// Values only; what else is out of date waits.
    pub(super) fn settle_values(&mut self, run: &Run<'_>) {
        while let Some(Reverse((_, index))) = self.queue.pop() {
            self.change(index, |node| node.queued = false);
            if !self.node(index).is_some_and(|node| node.alive) {
                continue;
            }
            let Some(left) = self.budget.checked_sub(1) else {
                let max = self.living.saturating_mul(TIMES).saturating_add(BESIDES);
                self.failures.insert((index, "calculation"), FailureReason::TooManySteps { max });
                continue;
            };
            self.budget = left;
            self.compute(run, index);
        }
    }

    /// Has everything that looks at this node computed again.
    pub(super) fn spread(&mut self, run: &Run<'_>, index: NodeIndex) {
        let Some(item) = self.node(index).map(|node| node.item as usize) else { return };
        let dependents = run.form.graph.dependents.get(item).map(Vec::as_slice).unwrap_or_default();
        for dependent in dependents {
            let everywhere = dependent.reach == crate::form::Reach::All;
            for node in self.nodes_of(run.form, dependent.item, index, everywhere) {
                match dependent.part {
                    Part::Value => self.enqueue(run, node),
                    Part::Check => self.enqueue_check(run, node),
                }
            }
        }
    }

    pub(super) fn enqueue_check(&mut self, run: &Run<'_>, index: NodeIndex) {
        let Some(node) = self.nodes.get_mut(index as usize).filter(|n| n.alive && !n.checking) else {
            return;
        };
        if node.role == Role::Question {
            node.checking = true;
            self.checks.push(index);
        } else if let Some(item) = run.form.item(node.item as usize) {
            // The label of a group or repeat, which is filled in when its section is shown.
            self.touched_sections.insert(item.section);
        }
    }
}
