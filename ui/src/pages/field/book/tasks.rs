//! The tasks of a household or a dossier: done with one tap, entered with two fields.

use crate::components::book_field::{Input, InputField, draw};
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::state::display::use_texts;
use crate::state::loaded::use_loaded;
use crate::{format, ipc};
use dossier::DossierId;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::book::{Task, TaskOf};
use wire::ipc::{AddTask, GetTasks, SetTaskDone};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(in crate::pages::field) struct DossierProps {
    pub(in crate::pages::field) dossier: DossierId,
}

/// Those of a dossier, for its own pages.
#[component]
pub(in crate::pages::field) fn DossierTasks(props: &DossierProps) -> Html {
    let of = TaskOf::Dossier(props.dossier);
    let tasks = use_loaded(of, |of| ipc::call(GetTasks { of }));
    let Some(tasks) = tasks.ready() else { return Html::default() };
    html! { <Tasks {of} tasks={tasks.clone()} /> }
}

#[derive(Properties, PartialEq, Debug)]
pub(in crate::pages::field) struct Props {
    pub(in crate::pages::field) of: TaskOf,
    pub(in crate::pages::field) tasks: Vec<Task>,
}

#[component]
pub(in crate::pages::field) fn Tasks(props: &Props) -> Html {
    let t = use_texts();
    // What the app answered last; a newer reading of the page comes with its props.
    let answered = use_state(|| None::<Vec<Task>>);
    let (what, due) = (use_state(String::new), use_state(String::new));
    let problem = use_state(|| None::<Problem>);
    use_effect_with(props.tasks.clone(), {
        let answered = answered.setter();
        move |_| answered.set(None)
    });
    let of = props.of;
    let set = {
        let (answered, problem) = (answered.setter(), problem.setter());
        move |task, done| {
            let (answered, problem) = (answered.clone(), problem.clone());
            spawn_local(async move {
                match ipc::call(SetTaskDone { of, task, done }).await {
                    Ok(tasks) => answered.set(Some(tasks)),
                    Err(found) => problem.set(Some(found)),
                }
            });
        }
    };
    let add = {
        let (answered, problem) = (answered.setter(), problem.setter());
        let (what, due) = (what.clone(), due.clone());
        Callback::from(move |_: MouseEvent| {
            let (answered, problem, what, due) =
                (answered.clone(), problem.clone(), what.clone(), due.clone());
            spawn_local(async move {
                let request = AddTask { of, what: (*what).clone(), due: due.parse().ok() };
                match ipc::call(request).await {
                    Ok(tasks) => {
                        answered.set(Some(tasks));
                        what.set(String::new());
                        due.set(String::new());
                        problem.set(None);
                    }
                    Err(found) => problem.set(Some(found)),
                }
            });
        })
    };
    let one = |task: &Task| {
        let (id, done, set) = (task.id, task.done, set.clone());
        let mine = format!("task-{id}");
        html! {
            <li key={id.to_string()}>
                <label class="choice" for={mine.clone()} data-task={id.to_string()}>
                    <input type="checkbox" id={mine} checked={done} onchange={Callback::from(move |_: Event| set(id, !done))} />
                    <span>
                        { &task.what }
                        if let Some(due) = task.due { { " · " }{ t.task_due(format::day(due)) } }
                    </span>
                </label>
            </li>
        }
    };
    let field = |id: &str, input: Input, value: &UseStateHandle<String>| {
        let value = value.clone();
        InputField {
            id: id.to_owned(),
            input,
            value: (*value).clone(),
            described_by: String::new(),
            on_typed: Callback::from(move |typed| value.set(typed)),
            on_commit: Callback::noop(),
        }
    };
    let tasks = answered.as_ref().unwrap_or(&props.tasks);
    html! {
        <section class="part" id="tasks">
            <h2>{ t.task_title() }</h2>
            if tasks.is_empty() { <p class="hint">{ t.task_none() }</p> }
            <ul class="tasks">{ for tasks.iter().map(one) }</ul>
            <details class="fold">
                <summary>{ t.task_add() }</summary>
                <div class="question">
                    <label class="question-label" for="task-what">{ t.task_what() }</label>
                    { draw(&field("task-what", Input::Text, &what), "") }
                </div>
                <div class="question">
                    <label class="question-label" for="task-due">{ t.task_when() }</label>
                    <p class="hint">{ t.book_day_hint() }</p>
                    { draw(&field("task-due", Input::Day, &due), "") }
                </div>
                if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
                <button type="button" id="task-save" class="button button-quiet button-wide" onclick={add}>
                    <Icon picture={Picture::Plus} />{ t.task_save() }
                </button>
            </details>
        </section>
    }
}
