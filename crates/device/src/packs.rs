//! Carries out a [`sync::packs::PackSync`] after a sync, and keeps the shelf in step with the store.
//!
//! A failure here is no failure of the sync: dossiers are where they belong, packs come another time.

use crate::catalogue::Loaded;
use crate::link::{LinkError, server_url};
use crate::{Device, problem};
use library::LibraryError;
use library::bundle::Bundle;
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use store::Enrolment;
use sync::catalogue::Trust;
use sync::packs::{Effect, Event, Have, PackSync, Version, needed};
use sync::session::Report;
use wire::Problem;
use wire::packs::{PackEntry, PackRefusal};

impl Device {
    /// Fetches what the server publishes, if there is reason to look.
    pub(crate) async fn refresh_packs(&self, enrolment: &Enrolment, report: &Report) {
        let outcome = self.try_refresh(enrolment, report).await;
        if let Err(problem) = outcome {
            tracing::info!(?problem, "the packs were not brought up to date");
        }
    }

    async fn try_refresh(&self, enrolment: &Enrolment, report: &Report) -> Result<(), Problem> {
        let Some((have, missing)) =
            self.blocking(|device, report| device.reason_to_look(&report), *report).await?
        else {
            return Ok(());
        };
        let server = server_url(&enrolment.server).map_err(problem::from_link)?;
        let mut machine = PackSync::new();
        let mut effect = machine.handle(Event::Begin(Box::new(have)));
        let report = loop {
            let event = match effect {
                Effect::Finish(report) => break report,
                Effect::FetchCatalogue => {
                    let signed = self.inner.link.catalogue(&server, &enrolment.token).await;
                    Event::Catalogue(signed.map_err(problem::from_link)?)
                }
                Effect::FetchFile(sha256) => {
                    match self.inner.link.pack_file(&server, &enrolment.token, &sha256).await {
                        Ok(bytes) => Event::File(bytes),
                        Err(LinkError::Refused(Problem::PackUnknown)) => Event::NoFile,
                        Err(other) => return Err(problem::from_link(other)),
                    }
                }
                local => self.blocking(|device, effect| device.carry_out_pack(effect), local).await?,
            };
            effect = machine.handle(event);
        };
        // Looked for; a server that does not have them is not asked again in this run of the app.
        self.inner.packs_asked.lock().unwrap_or_else(PoisonError::into_inner).extend(missing);
        if let Some(refusal) = report.refused {
            self.catalogue_refused(&refusal)?;
        }
        self.blocking(|device, ()| device.reload_packs(), ()).await
    }

    async fn blocking<A: Send + 'static, T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self, A) -> Result<T, Problem> + Send + 'static,
        with: A,
    ) -> Result<T, Problem> {
        let device = self.clone();
        tokio::task::spawn_blocking(move || work(&device, with))
            .await
            .map_err(|_| Problem::Unexpected { what: "packs".to_owned() })?
    }

    /// What to begin with, when the server has another catalogue, a dossier lacks its pack, or this run of the app
    /// has not yet tried what an earlier one refused. With it: the versions that are missing.
    fn reason_to_look(&self, report: &Report) -> Result<Option<(Have, Vec<Version>)>, Problem> {
        let (standing, stored, used, refused) = self.with_store("look at the packs", |store| {
            Ok((
                store.pack_standing()?,
                store.packs()?,
                store.used_versions()?,
                !store.pack_notices()?.is_empty(),
            ))
        })?;
        let built_in = self.inner.shelf.of_the_app();
        let stored: std::collections::BTreeSet<Version> =
            stored.into_iter().map(|pack| (pack.code, pack.version)).collect();
        let asked = self.inner.packs_asked.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let missing: Vec<Version> = used
            .iter()
            .filter(|version| {
                !built_in.contains(*version) && !stored.contains(*version) && !asked.contains(*version)
            })
            .cloned()
            .collect();
        let told = report.catalogue.map(|serial| (report.server_epoch, serial));
        let refused_before = *self.inner.catalogue_refused.lock().unwrap_or_else(PoisonError::into_inner);
        if told.is_some() && told == refused_before {
            return Ok(None);
        }
        let held =
            standing.held.filter(|(epoch, _)| *epoch == report.server_epoch).map_or(0, |(_, serial)| serial);
        let another = report.catalogue.is_some_and(|serial| serial != held);
        let first_try = !self.inner.packs_tried.swap(true, Ordering::Relaxed);
        if !(another || standing.void || !missing.is_empty() || (first_try && refused)) {
            return Ok(None);
        }
        let trust = Trust {
            key: standing.key,
            commune: standing.commune,
            held: standing.held,
            server_epoch: report.server_epoch,
        };
        *self.inner.catalogue_told.lock().unwrap_or_else(PoisonError::into_inner) = told;
        Ok(Some((Have { trust, built_in, stored, used, files: standing.files }, missing)))
    }

    /// Not asked for again before the server has another, or the app begins anew.
    fn catalogue_refused(&self, refusal: &PackRefusal) -> Result<(), Problem> {
        let told = *self.inner.catalogue_told.lock().unwrap_or_else(PoisonError::into_inner);
        *self.inner.catalogue_refused.lock().unwrap_or_else(PoisonError::into_inner) = told;
        let now = self.inner.clock.now();
        self.with_store("note the refusal", |store| store.note_catalogue_refused(refusal, now))
    }

    fn carry_out_pack(&self, effect: Effect) -> Result<Event, Problem> {
        let now = self.inner.clock.now();
        match effect {
            Effect::KeepFile { sha256, bytes } => self
                .with_store("keep a pack's file", |store| store.keep_pack_file(&sha256, &bytes))
                .map(|()| Event::FileKept),
            Effect::TakePack(entry) => self.take_pack(&entry).map(Event::Judged),
            Effect::Settle(settlement) => self
                .with_store("settle the packs", |store| store.settle_packs(&settlement, now))
                .map(|()| Event::Settled),
            Effect::FetchCatalogue | Effect::FetchFile(_) | Effect::Finish(_) => {
                Err(Problem::Unexpected { what: "packs".to_owned() })
            }
        }
    }

    /// Checks the pack whole, and commits it; or says why not.
    fn take_pack(&self, entry: &PackEntry) -> Result<Result<(), PackRefusal>, Problem> {
        let files = self.with_store("read a pack's files", |store| {
            let mut files = BTreeMap::new();
            for file in needed(entry) {
                if let Some(bytes) = store.pack_blob(&file.sha256)? {
                    files.insert(file.name.clone(), bytes);
                }
            }
            Ok(files)
        })?;
        match usable(entry, &files) {
            Err(refusal) => Ok(Err(refusal)),
            Ok(()) => self
                .with_store("keep a pack", |store| store.take_pack(&entry.code, &entry.version, &files))
                .map(Ok),
        }
    }

    /// Reads the stored packs into the shelf.
    pub(crate) fn reload_packs(&self) -> Result<(), Problem> {
        self.keep_used_packs()?;
        let before = self.inner.shelf.now();
        let stored = self.with_store("read the packs", |store| {
            store.drop_unused_packs()?;
            let mut stored = Vec::new();
            for pack in store.packs()? {
                let files = match before.exactly(&pack.code, &pack.version) {
                    Some(_) => BTreeMap::new(),
                    None => store.pack_files(&pack.code, &pack.version)?,
                };
                stored.push((pack, files));
            }
            Ok(stored)
        })?;
        let mut loaded = Vec::new();
        for (pack, files) in stored {
            let known = before.exactly(&pack.code, &pack.version).cloned();
            match known.or_else(|| read(pack.code.as_str(), &files).ok().and_then(Loaded::new).map(Arc::new))
            {
                Some(found) => loaded.push((found, pack.offered)),
                // Written by an app whose packs this one cannot read: its dossiers are shown with the newest.
                None => {
                    tracing::error!(code = %pack.code, version = pack.version, "a stored pack does not read")
                }
            }
        }
        self.inner.shelf.set(loaded);
        Ok(())
    }

    /// Packs of the app that dossiers were written with go into the store: the next app may not have them.
    pub(crate) fn keep_used_packs(&self) -> Result<(), Problem> {
        let missing = self.with_store("look at the packs", |store| {
            let stored = store.packs()?;
            let mut used = store.used_versions()?;
            used.retain(|(code, version)| !stored.iter().any(|p| p.code == *code && p.version == *version));
            Ok(used)
        })?;
        for (code, version) in missing {
            let Some(pack) = self.inner.shelf.app_pack(&(code.clone(), version.clone())) else { continue };
            match Bundle::of(pack) {
                Ok(bundle) => self.with_store("keep a pack", |store| {
                    store.take_pack(&code, &version, &bundle.to_bytes())
                })?,
                Err(error) => tracing::error!(%error, "a pack of the app cannot be kept"),
            }
        }
        Ok(())
    }
}

/// A pack that says of itself what the catalogue says of it, and that this app can use.
fn usable(entry: &PackEntry, files: &BTreeMap<String, Vec<u8>>) -> Result<(), PackRefusal> {
    let pack = read(entry.code.as_str(), files).map_err(|error| not_usable(&error))?;
    let is = (&pack.procedure.code, &pack.procedure.version);
    if is == (&entry.code, &entry.version) {
        return Ok(());
    }
    Err(PackRefusal::NotUsable { faults: 1, first: format!("{} {}", is.0, is.1) })
}

fn read(code: &str, files: &BTreeMap<String, Vec<u8>>) -> Result<library::Pack, LibraryError> {
    Bundle::from_bytes(files)?.pack(code)
}

fn not_usable(error: &LibraryError) -> PackRefusal {
    match error {
        LibraryError::Refused { faults, .. } => PackRefusal::NotUsable {
            faults: u32::try_from(faults.len()).unwrap_or(u32::MAX),
            first: faults.first().map(ToString::to_string).unwrap_or_default(),
        },
        other @ LibraryError::BadRow { .. } => PackRefusal::NotUsable { faults: 1, first: other.to_string() },
    }
}
