//! Computing what is out of date: values in their order, then checks, then sections.
//!
//! **Invariant:** it ends, soon. Everything that one change sets going takes from one budget of steps: those of
//! its expressions, and some for each node made, computed, told or shown. When it is used up, what could not be
//! computed stays as it is (a condition counts as true, nothing is required), a failure says so for each, and
//! the next change computes everything again.

use super::node::{NodeIndex, Role};
use super::{Run, Session};
use crate::form::{Definition, Part};
use crate::state::FailureReason;
use std::cmp::Reverse;

/// Steps that everything one change sets going may take: about a second on a small telephone. A form of 5,000
/// questions takes a hundredth of it.
pub(super) const STEPS: u64 = 20_000_000;
/// Of these, what triggered calculations may take before the rest is computed.
pub(super) const TRIGGERED_STEPS: u64 = 5_000_000;
/// Values that one change may compute for each node of the form, and besides: only values that chase each other
/// through instances come near.
const TIMES: usize = 10;
const BESIDES: usize = 10_000;
/// Steps that one node takes besides its expressions.
const NODE_STEPS: u64 = 4;

/// Steps that one expression of this form may take.
pub(super) fn steps_for(form: &Definition) -> u64 {
    let rows = u64::try_from(form.items.len()).unwrap_or(u64::MAX).max(1);
    (STEPS / rows).clamp(20_000, 2_000_000)
}

pub(super) fn used_up() -> FailureReason {
    FailureReason::TooManySteps { max: usize::try_from(STEPS).unwrap_or(usize::MAX) }
}

impl Session {
    /// Brings everything up to date.
    pub(super) fn settle(&mut self, run: &Run<'_>) {
        run.left.set(STEPS);
        run.computed.set(0);
        if self.behind {
            self.catch_up(run);
        }
        self.settle_values(run);
        if self.for_the_name {
            self.checks.clear();
            return;
        }
        for index in std::mem::take(&mut self.checks) {
            self.change(index, |node| node.checking = false);
            if self.node(index).is_some_and(|node| node.alive) {
                run.charge(NODE_STEPS);
                self.check(run, index);
            }
        }
        self.show_sections(run);
    }

    /// What an earlier change left undone cannot be told from the rest: everything is computed again.
    fn catch_up(&mut self, run: &Run<'_>) {
        self.behind = false;
        self.failures.retain(|(_, column), reason| {
            *column == "trigger" || !matches!(reason, FailureReason::TooManySteps { .. })
        });
        for index in 0..NodeIndex::try_from(self.nodes.len()).unwrap_or(NodeIndex::MAX) {
            self.reorder(run, index);
            self.enqueue(run, index);
            self.enqueue_check(run, index);
        }
    }

    /// Values only; what else is out of date waits. Without steps left every node is still looked at: an
    /// answer is taken, whatever the form says.
    pub(super) fn settle_values(&mut self, run: &Run<'_>) {
        while let Some(Reverse((_, _, index))) = self.queue.pop() {
            self.change(index, |node| node.queued = false);
            if self.node(index).is_some_and(|node| node.alive) {
                run.charge(NODE_STEPS);
                run.computed.set(run.computed.get() + 1);
                if run.computed.get() > self.living.saturating_mul(TIMES).saturating_add(BESIDES) {
                    run.left.set(0);
                }
                self.compute(run, index);
            }
        }
    }

    /// The steps are used up: this could not be done.
    pub(super) fn fall_behind(&mut self, index: NodeIndex, column: &'static str) {
        self.behind = true;
        self.failures.insert((index, column), used_up());
    }

    /// Has everything that looks at this node computed again.
    pub(super) fn spread(&mut self, run: &Run<'_>, index: NodeIndex) {
        let Some(item) = self.node(index).map(|node| node.item as usize) else { return };
        let dependents = run.form.graph.dependents.get(item).map(Vec::as_slice).unwrap_or_default();
        for dependent in dependents {
            if run.is_spent() {
                self.fall_behind(index, "calculation");
                return;
            }
            let everywhere = dependent.reach == crate::form::Reach::All;
            let nodes = self.nodes_of(run.form, dependent.item, index, everywhere);
            run.charge_many(nodes.len());
            for node in nodes {
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
