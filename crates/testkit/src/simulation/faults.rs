//! What can go wrong in a run, and how often it did.

use std::collections::BTreeMap;
use std::fmt;

macro_rules! faults {
    ($($kind:ident = $words:literal),* $(,)?) => {
        /// One kind of trouble.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Fault { $($kind),* }

        impl Fault {
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// Its name in reports.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $words),* }
            }
        }
    };
}

faults! {
    RequestLost = "request_lost",
    RequestCut = "request_cut",
    RequestFlipped = "request_flipped",
    RequestTwice = "request_twice",
    RequestLate = "request_late",
    AnswerLost = "answer_lost",
    AnswerCut = "answer_cut",
    AnswerFlipped = "answer_flipped",
    AnswerLate = "answer_late",
    CaptivePortal = "captive_portal",
    GatewayError = "gateway_error",
    DeviceCrash = "device_crash",
    DeviceTornCommit = "device_torn_commit",
    DeviceDiskFull = "device_disk_full",
    DeviceClockJump = "device_clock_jump",
    DeviceRestored = "device_restored",
    DeviceOverwritten = "device_overwritten",
    DeviceCloned = "device_cloned",
    DeviceLost = "device_lost",
    DeviceRevoked = "device_revoked",
    ServerCrash = "server_crash",
    ServerTornCommit = "server_torn_commit",
    ServerDiskFull = "server_disk_full",
    ServerRolledBack = "server_rolled_back",
    DocumentRemoved = "document_removed",
    DocumentMoved = "document_moved",
    MemberMoved = "member_moved",
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How often each kind happened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts(BTreeMap<Fault, u64>);

impl Counts {
    pub fn add(&mut self, fault: Fault) {
        *self.0.entry(fault).or_default() += 1;
    }
    pub fn of(&self, fault: Fault) -> u64 {
        self.0.get(&fault).copied().unwrap_or(0)
    }
    pub fn add_all(&mut self, other: &Self) {
        for (fault, count) in &other.0 {
            *self.0.entry(*fault).or_default() += count;
        }
    }
    pub fn total(&self) -> u64 {
        self.0.values().sum()
    }
}
