//! Bringing a device's packs up to the server's catalogue, as a state machine like [`crate::session`]: events in,
//! effects out; thrown away after [`Effect::Finish`].
//!
//! **Invariant:** a pack is taken only when the catalogue that names it is signed, each of its files has the
//! promised hash, and the device has checked it whole. One that is refused holds back no other.
//! **Invariant:** the catalogue counts as held only after every pack that it offers was taken or refused; a device
//! that is killed before that begins again, and the files that it has are not fetched twice.

use crate::catalogue::{self, Trust};
use dossier::ProcedureCode;
use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};
use wire::packs::{
    Catalogue, FileHash, PackEntry, PackFile, PackKey, PackRefusal, PackState, SignedCatalogue,
};

/// The files that a device needs of a pack; stories are for those who write packs.
pub const FILES: [&str; 3] = ["procedure.yaml", "form.yaml", "upgrades.yaml"];

/// A version of a procedure's pack.
pub type Version = (ProcedureCode, String);

/// What a device has before it asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Have {
    pub trust: Trust,
    /// The packs that are in the app itself: they are never fetched.
    pub built_in: BTreeSet<Version>,
    /// The packs that are in the store.
    pub stored: BTreeSet<Version>,
    /// What the dossiers on this device were written with.
    pub used: BTreeSet<Version>,
    /// The files that are in the store.
    pub files: HashSet<FileHash>,
}

#[derive(Debug)]
pub enum Event {
    Begin(Box<Have>),
    Catalogue(SignedCatalogue),
    File(Vec<u8>),
    /// The server does not have it.
    NoFile,
    /// [`Effect::KeepFile`] is committed.
    FileKept,
    /// [`Effect::TakePack`] was carried out: the pack is checked and committed, or refused.
    Judged(Result<(), PackRefusal>),
    /// [`Effect::Settle`] is committed.
    Settled,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    FetchCatalogue,
    FetchFile(FileHash),
    KeepFile {
        sha256: FileHash,
        bytes: Vec<u8>,
    },
    /// Read the pack from its files, check it whole, and commit it.
    TakePack(PackEntry),
    /// Commit what the catalogue says of the packs that are here, and drop those that nobody needs.
    Settle(Box<Settlement>),
    Finish(Report),
}

/// What is true once a catalogue has been worked through.
#[derive(Debug, Clone, PartialEq)]
pub struct Settlement {
    pub key: PackKey,
    pub epoch: u64,
    pub serial: u64,
    /// What new dossiers may begin with, of what the server publishes.
    pub offered: BTreeSet<Version>,
    pub refused: Vec<(Version, PackRefusal)>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// Packs that are new here.
    pub taken: u32,
    pub files: u32,
    /// Why the catalogue was refused: nothing was changed.
    pub refused: Option<PackRefusal>,
}

/// The machine.
#[derive(Debug, Default)]
pub struct PackSync {
    have: Option<Box<Have>>,
    catalogue: Option<(PackKey, Catalogue)>,
    wanted: VecDeque<PackEntry>,
    refused: Vec<(Version, PackRefusal)>,
    report: Report,
}

impl PackSync {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn handle(&mut self, event: Event) -> Effect {
        match event {
            Event::Begin(have) => {
                self.have = Some(have);
                Effect::FetchCatalogue
            }
            Event::Catalogue(signed) => self.read(&signed),
            Event::File(bytes) => self.received(bytes),
            Event::NoFile => {
                self.refuse_damaged();
                self.next()
            }
            Event::FileKept => self.next(),
            Event::Judged(outcome) => {
                if let Some(entry) = self.wanted.pop_front() {
                    match outcome {
                        Ok(()) => self.report.taken = self.report.taken.saturating_add(1),
                        Err(refusal) => self.refused.push((version(&entry), refusal)),
                    }
                }
                self.next()
            }
            Event::Settled => Effect::Finish(std::mem::take(&mut self.report)),
        }
    }

    fn read(&mut self, signed: &SignedCatalogue) -> Effect {
        let Some(have) = &self.have else { return Effect::Finish(Report::default()) };
        match catalogue::verify(signed, &have.trust) {
            Err(refusal) => Effect::Finish(Report { refused: Some(refusal), ..Report::default() }),
            Ok(catalogue) => {
                self.wanted = wanted(&catalogue, have).into();
                self.catalogue = Some((have.trust.key.unwrap_or(signed.key), catalogue));
                self.next()
            }
        }
    }

    fn received(&mut self, bytes: Vec<u8>) -> Effect {
        let promised = self.next_file().is_some_and(|file| catalogue::is_file(&file, &bytes));
        if !promised {
            self.refuse_damaged();
            return self.next();
        }
        let sha256 = catalogue::hash(&bytes);
        if let Some(have) = &mut self.have {
            have.files.insert(sha256);
        }
        self.report.files = self.report.files.saturating_add(1);
        Effect::KeepFile { sha256, bytes }
    }

    /// The pack in hand lacks a file that can be had nowhere.
    fn refuse_damaged(&mut self) {
        let file = self.next_file().map(|file| file.name).unwrap_or_default();
        if let Some(entry) = self.wanted.pop_front() {
            self.refused.push((version(&entry), PackRefusal::FileDamaged { file }));
        }
    }

    fn next(&mut self) -> Effect {
        if let Some(file) = self.next_file() {
            return Effect::FetchFile(file.sha256);
        }
        match (self.wanted.front(), self.catalogue.take()) {
            (Some(entry), catalogue) => {
                let entry = entry.clone();
                self.catalogue = catalogue;
                Effect::TakePack(entry)
            }
            (None, Some((key, catalogue))) => Effect::Settle(Box::new(Settlement {
                key,
                epoch: catalogue.epoch,
                serial: catalogue.serial,
                offered: published(&catalogue).map(version).collect(),
                refused: std::mem::take(&mut self.refused),
            })),
            (None, None) => Effect::Finish(std::mem::take(&mut self.report)),
        }
    }

    /// The next file that the pack in hand lacks here.
    fn next_file(&self) -> Option<PackFile> {
        let files = &self.have.as_ref()?.files;
        let entry = self.wanted.front()?;
        needed(entry).find(|file| !files.contains(&file.sha256)).cloned()
    }
}

/// The files of a pack that a device fetches.
pub fn needed(entry: &PackEntry) -> impl Iterator<Item = &PackFile> {
    entry.files.iter().filter(|file| FILES.contains(&file.name.as_str()))
}

/// Packs to fetch: what dossiers here need first, then the newest published version of each procedure, unless the
/// app has a newer one in itself.
fn wanted(catalogue: &Catalogue, have: &Have) -> Vec<PackEntry> {
    let here = |entry: &PackEntry| {
        let version = version(entry);
        have.built_in.contains(&version) || have.stored.contains(&version)
    };
    let mut newest: BTreeMap<&ProcedureCode, &PackEntry> = BTreeMap::new();
    for entry in published(catalogue) {
        let newer_in_the_app =
            have.built_in.iter().any(|(code, version)| *code == entry.code && *version >= entry.version);
        if newer_in_the_app {
            continue;
        }
        let best = newest.entry(&entry.code).or_insert(entry);
        if entry.version > best.version {
            *best = entry;
        }
    }
    let used = catalogue.packs.iter().filter(|entry| have.used.contains(&version(entry)));
    let mut wanted: Vec<PackEntry> = Vec::new();
    for entry in used.chain(newest.into_values()) {
        if !here(entry) && !wanted.iter().any(|known| version(known) == version(entry)) {
            wanted.push(entry.clone());
        }
    }
    wanted
}

fn published(catalogue: &Catalogue) -> impl Iterator<Item = &PackEntry> {
    catalogue.packs.iter().filter(|entry| entry.state == PackState::Published)
}

fn version(entry: &PackEntry) -> Version {
    (entry.code.clone(), entry.version.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{hash, public_key, sign};
    use dossier::Timestamp;

    const SEED: [u8; 32] = [7; 32];

    fn files(of: &str) -> Vec<(String, Vec<u8>)> {
        FILES[..2].iter().map(|name| ((*name).to_owned(), format!("{name} {of}").into_bytes())).collect()
    }

    fn entry(code: &str, version: &str, state: PackState) -> PackEntry {
        let files = files(&format!("{code} {version}"))
            .into_iter()
            .map(|(name, bytes)| PackFile { name, sha256: hash(&bytes), size: bytes.len() as u32 })
            .chain([PackFile { name: "stories.yaml".into(), sha256: hash(b"s"), size: 1 }])
            .collect();
        let published_at = Timestamp::from_millis(1);
        PackEntry { code: code.into(), version: version.into(), state, published_at, files }
    }

    fn versions(list: &[(&str, &str)]) -> BTreeSet<Version> {
        list.iter().map(|(code, version)| ((*code).into(), (*version).into())).collect()
    }

    fn have(built_in: &[(&str, &str)], used: &[(&str, &str)]) -> Have {
        let trust =
            Trust { key: Some(public_key(&SEED)), commune: "03325".into(), held: None, server_epoch: 5 };
        let (built_in, used) = (versions(built_in), versions(used));
        Have { trust, built_in, stored: BTreeSet::new(), used, files: HashSet::new() }
    }

    fn signed(packs: Vec<PackEntry>) -> SignedCatalogue {
        sign(&SEED, &Catalogue { commune: "03325".into(), epoch: 5, serial: 2, packs }).unwrap()
    }

    /// Runs the machine against a server that has everything, or what `server` makes of it.
    fn run(
        have: Have,
        packs: Vec<PackEntry>,
        server: impl Fn(Vec<u8>) -> Option<Vec<u8>>,
        check: impl Fn(&PackEntry) -> Result<(), PackRefusal>,
    ) -> (Vec<String>, Option<Settlement>, Report) {
        let all: Vec<Vec<u8>> = packs
            .iter()
            .flat_map(|e| files(&format!("{} {}", e.code, e.version)))
            .map(|(_, bytes)| bytes)
            .collect();
        let mut machine = PackSync::new();
        let mut effect = machine.handle(Event::Begin(Box::new(have)));
        let (mut said, mut settled) = (Vec::new(), None);
        loop {
            effect = machine.handle(match effect {
                Effect::FetchCatalogue => Event::Catalogue(signed(packs.clone())),
                Effect::FetchFile(sha256) => {
                    let bytes = all.iter().find(|bytes| hash(bytes) == sha256).unwrap().clone();
                    said.push(format!("fetch {}", String::from_utf8_lossy(&bytes)));
                    server(bytes).map_or(Event::NoFile, Event::File)
                }
                Effect::KeepFile { .. } => Event::FileKept,
                Effect::TakePack(entry) => {
                    said.push(format!("take {} {}", entry.code, entry.version));
                    Event::Judged(check(&entry))
                }
                Effect::Settle(settlement) => {
                    settled = Some(*settlement);
                    Event::Settled
                }
                Effect::Finish(report) => return (said, settled, report),
            });
        }
    }

    #[test]
    fn only_what_is_missing_is_fetched_and_what_drafts_need_comes_first() {
        use PackState::{BuiltIn, Published, Withdrawn};
        let packs = vec![
            entry("1", "a", BuiltIn),
            entry("1", "b", Published),
            entry("1", "c", Published),
            entry("1", "d", Withdrawn),
            entry("2", "a", Published),
            entry("3", "a", Withdrawn),
        ];
        let mut have = have(&[("1", "a"), ("2", "b")], &[("3", "a")]);
        have.files.insert(hash(b"procedure.yaml 1 c"));
        let (said, settled, report) = run(have, packs, Some, |_| Ok(()));
        let expected = [
            "fetch procedure.yaml 3 a",
            "fetch form.yaml 3 a",
            "take 3 a",
            "fetch form.yaml 1 c",
            "take 1 c",
        ];
        assert_eq!(
            said, expected,
            "not 1 b and 1 d, which nobody needs; not 2 a, which the app has a newer one of"
        );
        assert_eq!((report.taken, report.files), (2, 3));
        let settled = settled.unwrap();
        assert_eq!(settled.offered, versions(&[("1", "b"), ("1", "c"), ("2", "a")]));
        assert!(settled.refused.is_empty());
    }

    #[test]
    fn a_damaged_a_missing_and_an_unusable_pack_are_refused_and_hold_back_no_other() {
        let packs: Vec<_> =
            ["1", "2", "3", "4"].iter().map(|code| entry(code, "a", PackState::Published)).collect();
        let server = |bytes: Vec<u8>| match bytes.as_slice() {
            b"form.yaml 1 a" => Some(b"form.yaml 1 A".to_vec()),
            b"procedure.yaml 2 a" => None,
            _ => Some(bytes),
        };
        let unusable = PackRefusal::NotUsable { faults: 1, first: "x".into() };
        let (said, settled, report) = run(have(&[], &[]), packs, server, |entry| {
            if entry.code.as_str() == "3" { Err(unusable.clone()) } else { Ok(()) }
        });
        assert_eq!(report.taken, 1);
        assert_eq!(said.last().unwrap(), "take 4 a");
        let reasons: Vec<_> =
            settled.unwrap().refused.into_iter().map(|((code, _), why)| (code.to_string(), why)).collect();
        let damaged = |file: &str| PackRefusal::FileDamaged { file: file.to_owned() };
        let expected = [("1", damaged("form.yaml")), ("2", damaged("procedure.yaml")), ("3", unusable)];
        assert_eq!(reasons, expected.map(|(code, why)| (code.to_owned(), why)));
    }

    #[test]
    fn a_catalogue_that_is_not_believed_changes_nothing() {
        let mut strangers = have(&[], &[]);
        strangers.trust.key = Some(public_key(&[8; 32]));
        let packs = vec![entry("1", "a", PackState::Published)];
        let (said, settled, report) = run(strangers, packs, Some, |_| Ok(()));
        assert_eq!((said.len(), settled), (0, None));
        assert_eq!(report.refused, Some(PackRefusal::WrongSignature));
    }
}
