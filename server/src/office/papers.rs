//! Papers of a dossier as an officer prints them: forms 01 to 06, each where the case has come to it, and the filled blank.
//!
//! **Invariant:** nobody is handed a paper of which there is no audit line.

use super::dossier_view::{Opened, open, unreadable};
use super::work;
use crate::app::App;
use crate::failure::Failure;
use crate::store::StoreError;
use crate::store::access::Session;
use crate::store::papers::PrintedPaper;
use ::papers::{
    Apology, Applicant, Asked, Blank, ControlSheet, HandOver, HandedIn, Letterhead, Pace, Paper, PaperError,
    Receipt, Refusal, Stop, SupplementSlip,
};
use chrono::NaiveDate;
use dossier::case::{Case, CaseState};
use dossier::local_code::local_code;
use dossier::paper::PaperState;
use dossier::supplement::Pin;
use dossier::{CommuneCode, DossierId, PaperId, PhotoHash};
use forms::Environment;
use library::Pack;
use library::procedure::{Filled, Handling};
use wire::work::Punctuality;
use wire::{Problem, Right};

/// The paper as a PDF. `None`: the dossier has none of this kind now, such as a receipt before it was accepted.
/// Errors: as for the dossier itself.
pub fn pdf(
    app: &App,
    session: &Session,
    id: DossierId,
    kind: PrintedPaper,
) -> Result<Option<Vec<u8>>, Failure> {
    let commune = &session.commune;
    // What was accepted is printed as it was accepted.
    let opened = open(app, session, Right::Read, id)?.at_acceptance()?;
    let Some(mut desk) = Desk::new(app, commune, id, &opened)? else { return Ok(None) };
    if kind == PrintedPaper::Receipt {
        // The receipt is of the commune that gave it.
        desk.letterhead = letterhead(app, desk.case().accepted_by(commune))?;
    }
    let paper = match kind {
        PrintedPaper::Receipt => desk.receipt(),
        PrintedPaper::Supplement => desk.supplement(),
        PrintedPaper::Refusal => desk.refusal(),
        PrintedPaper::Apology => desk.apology(),
        PrintedPaper::Stop => desk.stop(),
        PrintedPaper::Control => desk.control(work::control_sheet(app, session, id)?),
        PrintedPaper::Blank => Some(desk.blank()),
    };
    let Some(paper) = paper else { return Ok(None) };
    let pdf = paper.and_then(|paper| paper.pdf()).map_err(broken)?;
    app.store().note_printed(commune, id, session.member, kind, app.now())?;
    Ok(Some(pdf))
}

pub(super) fn broken(error: PaperError) -> Failure {
    Failure::Broken { action: "print the paper", cause: error.to_string() }
}

/// Everything that papers of one dossier say.
struct Desk<'a> {
    app: &'a App,
    id: DossierId,
    opened: &'a Opened,
    pack: Pack,
    form: forms::Form,
    session: forms::Session,
    letterhead: Letterhead,
}

impl<'a> Desk<'a> {
    /// `None`: the procedure is a guide without a form.
    fn new(
        app: &'a App,
        commune: &CommuneCode,
        id: DossierId,
        opened: &'a Opened,
    ) -> Result<Option<Self>, Failure> {
        let facts = opened.document.facts().map_err(unreadable)?;
        let shelf = app.shelf(commune)?;
        let pack = shelf.pack_for(&facts.procedure, &facts.form_version).ok_or(Problem::ProcedureUnknown)?;
        let Some(form) = shelf.form_for(&facts.procedure, &facts.form_version) else { return Ok(None) };
        let values = opened.document.values().map_err(unreadable)?;
        let communes = app.procedures().library().communes();
        // As it was handed in: a question may ask what day it is.
        let day = opened.entry.case.received_at.in_vietnam();
        let session = forms::Session::new(form, &values, &Environment::at(day).with_files(communes));
        let letterhead = letterhead(app, commune)?;
        Ok(Some(Self { app, id, opened, pack: pack.clone(), form: form.clone(), session, letterhead }))
    }

    fn case(&self) -> &Case {
        &self.opened.entry.case
    }

    fn applicant(&self) -> Applicant {
        Applicant::of(&self.session, self.app.procedures().library().communes())
    }

    /// Once the dossier has its number.
    fn receipt(&self) -> Option<Result<Paper, PaperError>> {
        let case = self.case();
        let number = case.number.clone()?;
        let accepted = case.first(CaseState::Accepted)?;
        let evaluation = self.session.evaluation();
        let filled = Filled { form: &self.form, evaluation: &evaluation };
        let states = self.opened.document.papers().unwrap_or_default();
        let procedure = &self.pack.procedure;
        let papers = procedure.papers_for(filled).into_iter();
        let papers =
            papers.filter(|paper| states.get(&paper.id) != Some(&PaperState::Missing)).map(|paper| {
                HandedIn {
                    name: paper.name.vi.clone(),
                    copies: match paper.handling {
                        Handling::HandIn => copies(paper.originals, paper.copies),
                        Handling::Show => "xuất trình".to_owned(),
                    },
                }
            });
        let receipt = Receipt {
            number,
            link: self.link(),
            procedure: procedure.name.vi.clone(),
            applicant: self.applicant(),
            papers: papers.collect(),
            time_limit: procedure
                .case_for(filled)
                .map(|case| case.time_limit.words.vi.clone())
                .unwrap_or_default(),
            received_at: accepted.at.in_vietnam(),
            due_at: case.receipt.as_ref().map_or(case.due, |signed| signed.due),
            officer: accepted.officer.clone().unwrap_or_default(),
        };
        Some(receipt.paper(&self.letterhead))
    }

    /// Where the receipt's code leads; empty where this server was not told by what address villagers reach it.
    fn link(&self) -> String {
        let address = self.app.settings().public_address.as_deref();
        address.map_or_else(String::new, |server| ::sync::public::address(server, self.id))
    }

    /// What was asked for last, open or not.
    fn supplement(&self) -> Option<Result<Paper, PaperError>> {
        let asked = self.case().supplements.last()?;
        let slip = SupplementSlip {
            number: self.number(),
            procedure: self.procedure(),
            applicant: self.applicant(),
            asks: asked
                .asks
                .iter()
                .map(|ask| Asked { about: self.place(&ask.about), words: ask.words.clone() })
                .collect(),
            until: asked.due,
            officer: asked.officer.clone(),
            on: asked.at.in_vietnam().date(),
        };
        Some(slip.paper(&self.letterhead))
    }

    /// The number, or the code that the dossier has before it.
    fn number(&self) -> String {
        self.case().number.clone().unwrap_or_else(|| local_code(self.id))
    }

    fn procedure(&self) -> String {
        self.pack.procedure.name.vi.clone()
    }

    /// How it ended, where it ended in this state: when, by whom and why.
    fn ended(&self, state: CaseState) -> Option<(NaiveDate, String, String)> {
        let case = self.case();
        let event = case.first(state)?;
        let officer = event.officer.clone().unwrap_or_default();
        Some((event.at.in_vietnam().date(), officer, case.reason.clone().unwrap_or_default()))
    }

    fn refusal(&self) -> Option<Result<Paper, PaperError>> {
        let (on, officer, reason) = self.ended(CaseState::Refused)?;
        let (number, procedure, applicant) = (self.number(), self.procedure(), self.applicant());
        let refusal = Refusal { number, procedure, applicant, reasons: vec![reason], officer, on };
        Some(refusal.paper(&self.letterhead))
    }

    fn stop(&self) -> Option<Result<Paper, PaperError>> {
        let (on, officer, reason) = self.ended(CaseState::Stopped)?;
        let (number, procedure, applicant) = (self.number(), self.procedure(), self.applicant());
        let received_on = self.case().received_at.in_vietnam().date();
        let stop = Stop { number, procedure, applicant, received_on, reason, officer, on };
        Some(stop.paper(&self.letterhead))
    }

    /// For the last time that the day was put off.
    fn apology(&self) -> Option<Result<Paper, PaperError>> {
        let (case, put_off) = (self.case(), self.case().extensions.last()?);
        let apology = Apology {
            number: self.number(),
            procedure: self.procedure(),
            applicant: self.applicant().name,
            received_at: case.first(CaseState::Accepted)?.at.in_vietnam(),
            was_due_at: put_off.from,
            reason: put_off.reason.clone(),
            due_at: put_off.to,
            signer: put_off.signer.clone(),
            on: put_off.at.in_vietnam().date(),
        };
        Some(apology.paper(&self.letterhead))
    }

    /// Once somebody has it.
    fn control(&self, sheet: wire::work::ControlSheet) -> Option<Result<Paper, PaperError>> {
        if sheet.lines.is_empty() {
            return None;
        }
        let hand_overs = sheet.lines.into_iter().map(|line| HandOver {
            from: line.from,
            to: line.to,
            at: line.at.in_vietnam(),
            due_at: line.due,
            pace: line.punctuality.map(|went| match went {
                Punctuality::Early => Pace::Early,
                Punctuality::OnTime => Pace::OnTime,
                Punctuality::Late => Pace::Late,
            }),
            note: line.note,
        });
        let sheet = ControlSheet {
            number: self.number(),
            procedure: self.procedure(),
            unit: self.letterhead.unit.clone(),
            with: String::new(),
            hand_overs: hand_overs.collect(),
            on: self.app.now().in_vietnam().date(),
        };
        Some(sheet.paper(&self.letterhead))
    }

    fn blank(&self) -> Result<Paper, PaperError> {
        let communes = self.app.procedures().library().communes();
        Blank::filled(&self.pack.procedure, &self.session, communes).paper(self.app.now().in_vietnam().date())
    }

    /// The place that something is asked about, in words.
    fn place(&self, pin: &Pin) -> String {
        match pin {
            Pin::Question { question } => self
                .session
                .question(question.as_str())
                .map_or_else(|| question.to_string(), |question| question.label.get("vi").to_owned()),
            Pin::Paper { paper } => self.paper_name(paper),
            Pin::Page { paper, photo } => match self.page_number(paper, photo) {
                Some(number) => format!("{}, ảnh {number}", self.paper_name(paper)),
                None => self.paper_name(paper),
            },
        }
    }

    fn paper_name(&self, id: &PaperId) -> String {
        let known = self.pack.procedure.papers.iter().find(|paper| paper.id == *id);
        known.map_or_else(|| id.to_string(), |paper| paper.name.vi.clone())
    }

    /// `None`: the photo was taken out meanwhile.
    fn page_number(&self, paper: &PaperId, photo: &PhotoHash) -> Option<usize> {
        let pages = self.opened.document.pages().ok()?;
        pages.get(paper)?.iter().position(|page| page.photo == *photo).map(|place| place + 1)
    }
}

/// `01 bản chính, 02 bản sao`; empty where neither is asked for.
fn copies(originals: u32, copies: u32) -> String {
    let counted = |number: u32, what: &str| (number > 0).then(|| format!("{number:02} {what}"));
    let parts: Vec<String> =
        [counted(originals, "bản chính"), counted(copies, "bản sao")].into_iter().flatten().collect();
    parts.join(", ")
}

/// The commune's own, where it has set one; else by its name.
pub(crate) fn letterhead(app: &App, code: &CommuneCode) -> Result<Letterhead, Failure> {
    if let Some(own) = app.settings().letterheads.get(code) {
        return Ok(own.clone());
    }
    let communes = app.store().communes()?;
    let commune = communes
        .into_iter()
        .find(|commune| commune.code == *code)
        .ok_or(StoreError::Unknown { what: "commune" })?;
    let place = app.procedures().library().communes().commune(code.as_str());
    let place = place.map_or_else(|| commune.name.clone(), |place| place.name.clone());
    Ok(Letterhead::of_commune(&commune.name, &place))
}

#[cfg(test)]
mod tests {
    use super::copies;

    #[test]
    fn copies_are_counted_in_words_of_the_receipt() {
        assert_eq!(copies(1, 0), "01 bản chính");
        assert_eq!(copies(0, 2), "02 bản sao");
        assert_eq!(copies(1, 1), "01 bản chính, 01 bản sao");
        assert_eq!(copies(0, 0), "");
    }
}
