//! The office's only way out: the commune server's JSON under `/office/api`, and its live events.
//!
//! **Invariant:** an answer that is not the typed one is a [`Problem`]: HTML from a captive portal is
//! [`Problem::NotOurServer`], no answer is [`Problem::NoNetwork`], and neither is taken for success.

use crate::browser::Listening;
use dossier::case::Case;
use dossier::{DeviceId, DossierId, PhotoHash, ProcedureCode, QuestionName};
use gloo_net::http::{Request, RequestBuilder, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use web_sys::{EventSource, File};
use wire::Problem;
use wire::counter::{Blank, Counter, TakeIn};
use wire::feed::{FeedKeyMade, FeedKeys, MakeFeedKey};
use wire::files::{FileOutcomes, FileView, LinkTo};
use wire::lists::{AskList, Choices, WorkList};
use wire::moves::{Communes, MoveTo, MovedRow};
use wire::numbers::Numbers;
use wire::office::{
    AskSupplement, BlobList, Correct, HandoverBox, Login, LookedAt, Me, OfficeDossier, PackCheck, PackList,
    PackPublished, PackUpload, QuarantineList, SetAside, Settle,
};
use wire::phones::{CodeTold, Phones, SetWipeRule, TellCode};
use wire::settings::{ImportSheet, SettingsView, Sheet, SheetRead};
use wire::work::{Colleagues, ControlSheet, EndCase, GiveResult, HandOut, HandTo, PutOff, Scan};

const BASE: &str = "/office/api";

pub async fn log_in(login: &Login) -> Result<Me, Problem> {
    with_body(Request::post(&format!("{BASE}/session")), login).await
}

/// Who is logged in; [`Problem::LoginNeeded`] when nobody is.
pub async fn me() -> Result<Me, Problem> {
    plain(Request::get(&format!("{BASE}/session"))).await
}

pub async fn log_out() -> Result<(), Problem> {
    let answer = Request::delete(&format!("{BASE}/session")).send().await;
    let answer = answer.map_err(|_| Problem::NoNetwork)?;
    if answer.ok() { Ok(()) } else { Err(refusal(&answer).await) }
}

/// A page of a work list. What is searched for goes in the body.
pub async fn list(ask: &AskList) -> Result<WorkList, Problem> {
    with_body(Request::post(&format!("{BASE}/lists")), ask).await
}

/// What lists can be filtered by.
pub async fn list_choices() -> Result<Choices, Problem> {
    plain(Request::get(&format!("{BASE}/lists/choices"))).await
}

/// What the office takes in itself.
pub async fn counter() -> Result<Counter, Problem> {
    plain(Request::get(&format!("{BASE}/counter"))).await
}

/// An empty form of a procedure.
pub async fn blank(procedure: &ProcedureCode) -> Result<Blank, Problem> {
    plain(Request::get(&format!("{BASE}/counter/{procedure}"))).await
}

/// Sent again after a lost answer, it is the same dossier.
pub async fn take_in_at_counter(wish: &TakeIn) -> Result<OfficeDossier, Problem> {
    with_body(Request::post(&format!("{BASE}/counter")), wish).await
}

pub async fn dossier(id: DossierId) -> Result<OfficeDossier, Problem> {
    plain(Request::get(&format!("{BASE}/dossiers/{id}"))).await
}

/// Nothing up to this version is new any more for whoever is logged in.
pub async fn looked_at(id: DossierId, looked: &LookedAt) -> Result<OfficeDossier, Problem> {
    with_body(Request::put(&format!("{BASE}/dossiers/{id}/look")), looked).await
}

/// The photos of a dossier that are here whole.
pub async fn photos(id: DossierId) -> Result<BlobList, Problem> {
    plain(Request::get(&format!("{BASE}/dossiers/{id}/blobs"))).await
}

/// Where the browser fetches a photo.
pub fn photo_address(photo: PhotoHash) -> String {
    format!("{BASE}/blobs/{photo}")
}

/// Settles concurrent values of an answer.
pub async fn settle(id: DossierId, question: &QuestionName, value: String) -> Result<OfficeDossier, Problem> {
    let path = format!("{BASE}/dossiers/{id}/answers/{question}");
    with_body(Request::put(&path), &Settle { value }).await
}

/// Writes another answer in the place of the one that was seen.
pub async fn correct(
    id: DossierId,
    question: &QuestionName,
    correction: &Correct,
) -> Result<OfficeDossier, Problem> {
    with_body(Request::put(&format!("{BASE}/dossiers/{id}/corrections/{question}")), correction).await
}

/// Accepts a dossier: the server numbers it and works out the due date.
pub async fn accept(id: DossierId) -> Result<Case, Problem> {
    // The server asks for JSON on every write, so that no form on another site can send one.
    let request = Request::post(&format!("{BASE}/dossiers/{id}/acceptance"));
    plain(request.header("content-type", "application/json")).await
}

/// Asks the team for a supplement.
pub async fn ask(id: DossierId, slip: &AskSupplement) -> Result<OfficeDossier, Problem> {
    with_body(Request::post(&format!("{BASE}/dossiers/{id}/supplements")), slip).await
}

/// Takes the open request back.
pub async fn ask_no_more(id: DossierId) -> Result<OfficeDossier, Problem> {
    let request = Request::delete(&format!("{BASE}/dossiers/{id}/supplements/open"));
    plain(request.header("content-type", "application/json")).await
}

/// The officers to whom a case can be given.
pub async fn colleagues() -> Result<Colleagues, Problem> {
    plain(Request::get(&format!("{BASE}/colleagues"))).await
}

/// What a dossier is linked with, and may be.
pub async fn file(id: DossierId) -> Result<FileView, Problem> {
    plain(Request::get(&format!("{BASE}/dossiers/{id}/file"))).await
}

pub async fn link(id: DossierId, wish: &LinkTo) -> Result<FileView, Problem> {
    with_body(Request::post(&format!("{BASE}/dossiers/{id}/file")), wish).await
}

pub async fn unlink(id: DossierId) -> Result<FileView, Problem> {
    plain(Request::delete(&format!("{BASE}/dossiers/{id}/file")).header("content-type", "application/json"))
        .await
}

pub async fn accept_file(id: DossierId) -> Result<FileOutcomes, Problem> {
    with_body(Request::post(&format!("{BASE}/dossiers/{id}/file/acceptance")), &()).await
}

pub async fn hand_file_to(id: DossierId, hand: &HandTo) -> Result<FileOutcomes, Problem> {
    with_body(Request::post(&format!("{BASE}/dossiers/{id}/file/control-sheet")), hand).await
}

/// The other communes of this server.
pub async fn communes() -> Result<Communes, Problem> {
    plain(Request::get(&format!("{BASE}/communes"))).await
}

pub async fn move_to(id: DossierId, wish: &MoveTo) -> Result<MovedRow, Problem> {
    with_body(Request::post(&format!("{BASE}/dossiers/{id}/move")), wish).await
}

pub async fn control_sheet(id: DossierId) -> Result<ControlSheet, Problem> {
    plain(Request::get(&format!("{BASE}/dossiers/{id}/control-sheet"))).await
}

pub async fn hand_to(id: DossierId, hand: &HandTo) -> Result<OfficeDossier, Problem> {
    with_body(Request::post(&format!("{BASE}/dossiers/{id}/control-sheet")), hand).await
}

/// Puts the day off, with an apology.
pub async fn put_off(id: DossierId, wish: &PutOff) -> Result<OfficeDossier, Problem> {
    with_body(Request::post(&format!("{BASE}/dossiers/{id}/extensions")), wish).await
}

/// Keeps a scan that the office made; its bytes go from the disk to the server by the browser.
pub async fn keep_scan(id: DossierId, file: &File) -> Result<Scan, Problem> {
    let request = Request::post(&format!("{BASE}/dossiers/{id}/scans"))
        .header("content-type", "application/octet-stream")
        .body(file.clone())
        .map_err(|_| Problem::Unexpected { what: "request".to_owned() })?;
    answer(request.send().await.map_err(|_| Problem::NoNetwork)?).await
}

pub async fn resolve(id: DossierId, result: &GiveResult) -> Result<OfficeDossier, Problem> {
    with_body(Request::post(&format!("{BASE}/dossiers/{id}/result")), result).await
}

pub async fn hand_out(id: DossierId, out: &HandOut) -> Result<OfficeDossier, Problem> {
    with_body(Request::post(&format!("{BASE}/dossiers/{id}/result/hand-out")), out).await
}

pub async fn refuse(id: DossierId, end: &EndCase) -> Result<OfficeDossier, Problem> {
    with_body(Request::post(&format!("{BASE}/dossiers/{id}/refusal")), end).await
}

pub async fn stop(id: DossierId, end: &EndCase) -> Result<OfficeDossier, Problem> {
    with_body(Request::post(&format!("{BASE}/dossiers/{id}/stop")), end).await
}

/// Takes what came after the acceptance over into the dossier.
pub async fn take_in(id: DossierId) -> Result<OfficeDossier, Problem> {
    let request = Request::post(&format!("{BASE}/dossiers/{id}/version"));
    plain(request.header("content-type", "application/json")).await
}

/// Every version of every pack. This and what follows is for administrators.
pub async fn packs() -> Result<PackList, Problem> {
    plain(Request::get(&format!("{BASE}/packs"))).await
}

/// What is wrong with the files of a pack; nothing is stored.
pub async fn check_pack(upload: &PackUpload) -> Result<PackCheck, Problem> {
    with_body(Request::post(&format!("{BASE}/packs/check")), upload).await
}

pub async fn publish_pack(upload: &PackUpload) -> Result<PackPublished, Problem> {
    with_body(Request::post(&format!("{BASE}/packs")), upload).await
}

pub async fn withdraw_pack(code: &ProcedureCode, version: &str) -> Result<PackPublished, Problem> {
    let request = Request::delete(&format!("{BASE}/packs/{code}/{version}"));
    plain(request.header("content-type", "application/json")).await
}

/// Transmissions that the server did not take. For administrators.
pub async fn quarantine() -> Result<QuarantineList, Problem> {
    plain(Request::get(&format!("{BASE}/quarantine"))).await
}

/// Where the browser fetches all of them in one file.
pub const QUARANTINE_FILE: &str = "/office/api/quarantine/export";

/// What the commune says about its own office. For administrators.
pub async fn settings() -> Result<SettingsView, Problem> {
    plain(Request::get(&format!("{BASE}/settings"))).await
}

/// Where the browser fetches a table.
pub fn sheet_address(sheet: Sheet) -> String {
    format!("{BASE}/settings/{}", sheet.as_str())
}

pub async fn import_sheet(sheet: Sheet, file: &ImportSheet) -> Result<SheetRead, Problem> {
    with_body(Request::post(&sheet_address(sheet)), file).await
}

/// Where the browser fetches a paper as a PDF: `receipt`, `supplement`, `blank`.
pub fn paper_address(id: DossierId, paper: &str) -> String {
    format!("{BASE}/dossiers/{id}/papers/{paper}")
}

/// The numbers of a month, as `2026-11`, or of the year up to it.
pub async fn numbers(month: &str, year: bool) -> Result<Numbers, Problem> {
    plain(Request::get(&format!("{BASE}/numbers?month={month}&year={year}"))).await
}

/// Where the browser fetches them as a file.
pub fn numbers_file(name: &str, month: &str, year: bool) -> String {
    format!("{BASE}/numbers/{name}?month={month}&year={year}")
}

/// Where the browser fetches the monthly report as a PDF.
pub fn report_address(month: &str) -> String {
    format!("{BASE}/papers/month?month={month}")
}

/// Where the browser fetches a part of the register as a PDF, the first is 1.
pub fn register_address(month: &str, part: u32) -> String {
    format!("{BASE}/papers/register?month={month}&part={part}")
}

/// Keys of programs that read numbers. For administrators.
pub async fn feed_keys() -> Result<FeedKeys, Problem> {
    plain(Request::get(&format!("{BASE}/feed-keys"))).await
}

/// The answer is the one time that the key is told.
pub async fn make_feed_key(name: String) -> Result<FeedKeyMade, Problem> {
    with_body(Request::post(&format!("{BASE}/feed-keys")), &MakeFeedKey { name }).await
}

pub async fn revoke_feed_key(id: u32) -> Result<FeedKeys, Problem> {
    let request = Request::delete(&format!("{BASE}/feed-keys/{id}"));
    plain(request.header("content-type", "application/json")).await
}

/// Work that was sent for another place.
pub async fn handovers() -> Result<HandoverBox, Problem> {
    plain(Request::get(&format!("{BASE}/handovers"))).await
}

/// Brings it into its document.
pub async fn apply_handover(id: u64) -> Result<HandoverBox, Problem> {
    let request = Request::post(&format!("{BASE}/handovers/{id}/application"));
    plain(request.header("content-type", "application/json")).await
}

pub async fn set_handover_aside(id: u64, reason: String) -> Result<HandoverBox, Problem> {
    let request = Request::post(&format!("{BASE}/handovers/{id}/setting-aside"));
    with_body(request, &SetAside { reason }).await
}

/// The volunteers' phones, and the rule for wrong PINs.
pub async fn phones() -> Result<Phones, Problem> {
    plain(Request::get(&format!("{BASE}/phones"))).await
}

/// The code of a phone, for whoever types the own password again; each time is an audit line.
pub async fn tell_code(device: DeviceId, password: String) -> Result<CodeTold, Problem> {
    with_body(Request::post(&format!("{BASE}/phones/{device}/code")), &TellCode { password }).await
}

pub async fn set_wipe_rule(wipe_after: u32) -> Result<Phones, Problem> {
    with_body(Request::put(&format!("{BASE}/phones/rule")), &SetWipeRule { wipe_after }).await
}

async fn with_body<B: Serialize, T: DeserializeOwned>(
    request: RequestBuilder,
    body: &B,
) -> Result<T, Problem> {
    let request = request.json(body).map_err(|_| Problem::Unexpected { what: "request".to_owned() })?;
    answer(request.send().await.map_err(|_| Problem::NoNetwork)?).await
}

async fn plain<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, Problem> {
    answer(request.send().await.map_err(|_| Problem::NoNetwork)?).await
}

async fn answer<T: DeserializeOwned>(answer: Response) -> Result<T, Problem> {
    if !answer.ok() {
        return Err(refusal(&answer).await);
    }
    answer.json().await.map_err(|_| Problem::NotOurServer)
}

async fn refusal(answer: &Response) -> Problem {
    let status = answer.status();
    answer.json().await.unwrap_or(Problem::ServerTrouble { status })
}

/// The live link to the office's server. Ends when it is dropped.
#[derive(Debug)]
pub struct Live {
    source: EventSource,
    _listening: [Listening; 3],
}

impl Live {
    /// `on_change` is called for every change **and** whenever the link comes (back) up, since what
    /// happened in between was not heard; `on_link` tells whether the link is up.
    /// `None` when the browser has no event sources.
    pub fn open(
        on_change: impl Fn() + Clone + 'static,
        on_link: impl Fn(bool) + Clone + 'static,
    ) -> Option<Self> {
        let source = EventSource::new(&format!("{BASE}/events")).ok()?;
        let up = {
            let (on_change, on_link) = (on_change.clone(), on_link.clone());
            Listening::new(source.clone().into(), "open", move |_| {
                on_link(true);
                on_change();
            })
        };
        let changed = Listening::new(source.clone().into(), "changed", move |_| on_change());
        let down = Listening::new(source.clone().into(), "error", move |_| on_link(false));
        Some(Self { source, _listening: [up, changed, down] })
    }

    /// The browser has given up reconnecting (the server answered with an error): open a new link.
    pub fn has_given_up(&self) -> bool {
        self.source.ready_state() == EventSource::CLOSED
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.source.close();
    }
}
