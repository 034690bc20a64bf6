//! `upgrades.yaml`.

use super::{Split, Upgrade, UpgradeTest};
use crate::yaml::{Faults, Node, Place, Read, record};
use std::collections::BTreeMap;

record!(Upgrade {
    from,
    renamed = BTreeMap::new(),
    split = Vec::new(),
    dropped = Vec::new(),
    tests,
});
record!(Split { from, into });
record!(UpgradeTest { before, after, dropped = BTreeMap::new() });

/// The file's one key.
struct File {
    upgrades: Vec<Upgrade>,
}

record!(File { upgrades });

impl Upgrade {
    pub(crate) fn read_file(root: &Node, faults: &mut Faults) -> Option<Vec<Self>> {
        Some(File::read(root, &Place::Root, faults)?.upgrades)
    }
}
