//! Visits and tasks.

use super::{line, text};
use crate::catalogue::Catalogue;
use crate::{Device, lists, problem};
use chrono::{Days, NaiveDate};
use dossier::case::Case;
use dossier::household::{Task, Visit};
use dossier::{DocumentId, DossierId, TaskId, VisitId};
use store::{DossierRow, Touched, Urgency};
use wire::Problem;
use wire::book::{AskedCard, HouseholdView, TaskCard, TaskOf, Today, VisitCard};
use wire::ipc::{AddTask, AddVisit, GetHousehold, GetTasks, GetToday, SetTaskDone};
use wire::view::Progress;

/// Whoever plans the next walk looks a week ahead.
const AHEAD: Days = Days::new(7);
const LIMIT: u32 = 100;

impl Device {
    pub fn add_visit(&self, request: AddVisit) -> Result<HouseholdView, Problem> {
        let AddVisit { household, on, done, next, next_for } = request;
        let (done, next_for) = (text(&done)?, line(&next_for)?);
        let enrolment = self.with_store("read who this is", |store| store.enrolment())?;
        let visit = Visit {
            id: VisitId::new(self.inner.clock.now(), self.chance()?),
            on,
            by: enrolment.map(|enrolment| enrolment.member_name).unwrap_or_default(),
            done: done.into_string(),
            next,
            next_for: next_for.into_string(),
        };
        self.change_household(household, |document, now| document.add_visit(&visit, now))?;
        self.get_household(GetHousehold { household })
    }

    pub fn add_task(&self, request: AddTask) -> Result<Vec<Task>, Problem> {
        let AddTask { of, what, due } = request;
        let what = line(&what)?;
        if what.is_empty() {
            return Err(Problem::NothingWritten);
        }
        let task = TaskId::new(self.inner.clock.now(), self.chance()?);
        self.change_tasks(of, |document, now| document.add_task(task, &what, due, now))
    }

    pub fn set_task_done(&self, request: SetTaskDone) -> Result<Vec<Task>, Problem> {
        let SetTaskDone { of, task, done } = request;
        self.change_tasks(of, |document, now| document.set_task_done(task, done, now))
    }

    pub fn get_tasks(&self, request: GetTasks) -> Result<Vec<Task>, Problem> {
        let id = DocumentId::from(request.of);
        self.with_store("read the tasks", |store| Ok(store.document_beside(id)?.tasks()?))
            .map_err(|problem| unknown(request.of, problem))
    }

    pub fn get_today(&self, _: GetToday) -> Result<Today, Problem> {
        let today = self.inner.clock.now().in_vietnam().date();
        let until = today.checked_add_days(AHEAD).unwrap_or(today).to_string();
        let (asked, tasks, visits) = self.with_store("list what is due", |store| {
            Ok((
                store.asked_dossiers(LIMIT)?,
                store.open_tasks(&until, LIMIT)?,
                store.due_visits(&until, LIMIT)?,
            ))
        })?;
        let catalogue = self.inner.shelf.now();
        let asked = asked.into_iter().filter_map(|row| asked_card(&catalogue, row, today)).collect();
        let tasks = tasks.into_iter().map(|row| {
            let due: Option<NaiveDate> = row.due.parse().ok();
            TaskCard {
                of: match row.of_household {
                    true => TaskOf::Household(row.document.into()),
                    false => TaskOf::Dossier(DossierId::from(row.document)),
                },
                task: row.id,
                what: row.what,
                due,
                late: due.is_some_and(|due| due < today),
                name: row.of,
                area: row.area,
            }
        });
        let visits = visits.into_iter().filter_map(|row| {
            let due: NaiveDate = row.next_day.parse().ok()?;
            Some(VisitCard {
                household: row.household,
                head: row.head,
                area: row.area,
                due,
                late: due < today,
                what_for: row.next_for,
            })
        });
        Ok(Today { asked, tasks: tasks.collect(), visits: visits.collect() })
    }

    fn change_tasks(
        &self,
        of: TaskOf,
        change: impl FnOnce(
            &mut dossier::document::Document,
            dossier::Timestamp,
        ) -> Result<(), dossier::document::DocumentError>,
    ) -> Result<Vec<Task>, Problem> {
        let (now, id) = (self.inner.clock.now(), DocumentId::from(of));
        self.with_store("save a task", |store| {
            store.change(id, Urgency::InHand, Touched::Task, now, |document| change(document, now))
        })
        .map_err(|problem| unknown(of, problem))?;
        self.saved_something();
        self.get_tasks(GetTasks { of })
    }
}

/// `None`: it was answered here, and the office will learn of it.
fn asked_card(catalogue: &Catalogue, row: DossierRow, today: NaiveDate) -> Option<AskedCard> {
    let card = lists::card(catalogue, row.clone());
    let request =
        row.case.as_ref().and_then(Case::open_supplement).filter(|_| card.progress == Progress::Asked)?;
    Some(AskedCard {
        dossier: row.id,
        name: card.subject,
        procedure_name: card.procedure_name,
        asks: u32::try_from(request.asks.len()).unwrap_or(u32::MAX),
        due: request.due,
        late: request.due.is_some_and(|due| due < today),
    })
}

fn unknown(of: TaskOf, found: Problem) -> Problem {
    match of {
        TaskOf::Household(_) => problem::of_household(found),
        TaskOf::Dossier(_) => found,
    }
}
