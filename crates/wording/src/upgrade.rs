//! Faults of the moves of drafts in `upgrades.yaml`.

use crate::expression;
use i18n::Texts;
use library::upgrade::UpgradeFault as F;

/// What happened and what to do.
pub(crate) fn words(fault: &F, t: &Texts) -> (String, String) {
    match fault {
        F::NoTest => (t.pack_fault_upgrade_no_test(), t.pack_fault_upgrade_no_test_todo()),
        F::NotOlder { from, to } => {
            (t.pack_fault_upgrade_not_older(from, to), t.pack_fault_upgrade_not_older_todo())
        }
        F::UnknownTarget { name } => {
            (t.pack_fault_upgrade_unknown_target(name), t.pack_fault_upgrade_unknown_target_todo())
        }
        F::NamedTwice { name } => {
            (t.pack_fault_upgrade_named_twice(name), t.pack_fault_upgrade_named_twice_todo())
        }
        F::TargetTwice { name } => {
            (t.pack_fault_upgrade_target_twice(name), t.pack_fault_upgrade_target_twice_todo())
        }
        F::Expression { name, error } => {
            let (reason, to_do) = expression::words(error, t);
            (t.pack_fault_upgrade_expression(name, reason), to_do)
        }
        F::OtherAnswer { number, key, expected, found } => (
            t.pack_fault_upgrade_other_answer(expected, found, key, number),
            t.pack_fault_upgrade_other_answer_todo(),
        ),
        F::OtherDropped { number, key, expected, found } => (
            t.pack_fault_upgrade_other_dropped(expected, found, key, number),
            t.pack_fault_upgrade_other_dropped_todo(),
        ),
        F::Forgotten { number, key } => {
            (t.pack_fault_upgrade_forgotten(key, number), t.pack_fault_upgrade_forgotten_todo())
        }
    }
}
