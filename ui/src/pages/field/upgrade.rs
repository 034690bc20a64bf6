//! Moving a draft to a newer version of its form: first what would change, then the move, then the way back.
//!
//! **Invariant:** nothing changes by looking, and nothing that was written is lost by moving.

use super::dossier::Work;
use super::page::Page;
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::ipc;
use crate::state::display::use_texts;
use crate::state::loaded::use_loaded;
use crate::state::route::{DossierPage, Route};
use dossier::QuestionName;
use forms::FormSource;
use i18n::Texts;
use std::future::Future;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::ipc::{GetProcedure, KeptAnswer, PreviewUpgrade, UndoUpgrade, UpgradeDossier, UpgradePreview};
use wire::view::DossierView;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) work: Work,
}

/// The way to this page, wherever a draft that can be moved or moved back is looked at.
pub(super) fn offer(work: &Work, t: &Texts) -> Html {
    let view = &work.open.view;
    let (id, words, button) = match (&view.upgrade_to, &view.undo_to) {
        (Some(newer), _) => ("upgrade", t.upgrade_available(newer, &view.form_version), t.upgrade_look()),
        (None, Some(_)) => ("undo-upgrade", t.upgrade_done(&view.form_version), t.upgrade_undo()),
        (None, None) => return Html::default(),
    };
    let route = work.page(DossierPage::Upgrade);
    html! {
        <div class="notice notice-note" id={format!("offer-{id}")}>
            <Icon picture={Picture::Sync} />
            <div>
                if view.upgrade_to.is_some() { <p class="notice-title">{ t.upgrade_available_title() }</p> }
                <p>{ words }</p>
                <button type="button" id={format!("to-{id}")} class="button button-quiet"
                    onclick={Callback::from(move |_: MouseEvent| route.go())}>{ button }</button>
            </div>
        </div>
    }
}

#[component]
pub(super) fn UpgradePage(props: &Props) -> Html {
    let t = use_texts();
    let work = &props.work;
    let view = &work.open.view;
    let busy = use_state(|| false);
    let refused = use_state(|| None::<Problem>);
    let run = |job: Job| {
        let (work, busy, refused) = (work.clone(), busy.clone(), refused.clone());
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            busy.set(true);
            refused.set(None);
            let (work, busy, refused) = (work.clone(), busy.clone(), refused.clone());
            spawn_local(async move {
                work.book.flush();
                work.book.settled().await;
                let outcome = job.perform(&work).await;
                busy.set(false);
                match outcome {
                    Ok(view) => work.replaced.emit(view),
                    Err(problem) => refused.set(Some(problem)),
                }
            });
        })
    };
    html! {
        <Page page="upgrade" title={t.upgrade_title()} back={work.section(DossierPage::FIRST)}>
            if let Some(problem) = &*refused { <Notice problem={problem.clone()} /> }
            if let Some(newer) = &view.upgrade_to {
                <Preview key={newer.clone()} work={work.clone()} />
                <div class="buttons">
                    <button type="button" id="apply-upgrade" class="button button-primary" disabled={*busy}
                        onclick={run(Job::Apply)}>{ t.upgrade_apply() }</button>
                    <button type="button" id="keep-version" class="button button-quiet" onclick={
                        let route = work.section(DossierPage::FIRST);
                        Callback::from(move |_: MouseEvent| route.go())
                    }>{ t.upgrade_keep() }</button>
                </div>
            } else {
                <p class="notice notice-good" id="upgraded" role="status">{ t.upgrade_done(&view.form_version) }</p>
            }
            if let Some(older) = &view.undo_to {
                <div class="buttons">
                    <button type="button" id="undo-upgrade" class="button button-quiet" disabled={*busy}
                        data-version={older.clone()} onclick={run(Job::Undo)}>{ t.upgrade_undo() }</button>
                </div>
            }
        </Page>
    }
}

#[derive(Clone, Copy)]
enum Job {
    Apply,
    Undo,
}

impl Job {
    fn perform(self, work: &Work) -> impl Future<Output = Result<DossierView, Problem>> + use<> {
        let dossier = work.id();
        async move {
            match self {
                Self::Apply => ipc::call(UpgradeDossier { dossier }).await,
                Self::Undo => ipc::call(UndoUpgrade { dossier }).await,
            }
        }
    }
}

/// What the move would do, with the words of both versions.
#[component]
fn Preview(props: &Props) -> Html {
    let t = use_texts();
    let work = &props.work;
    let code = work.open.view.procedure.clone();
    let asked = use_loaded(work.id(), move |dossier| async move {
        let preview = ipc::call(PreviewUpgrade { dossier }).await?;
        let pack = ipc::call(GetProcedure { code, version: Some(preview.to.clone()) }).await?;
        Ok((preview, pack.form))
    });
    let Some((preview, form)) = asked.ready() else {
        return html! {
            <>
                if let Some(problem) = asked.problem() { <Notice problem={problem.clone()} /> }
                else { <p role="status">{ t.loading() }</p> }
            </>
        };
    };
    let old = |name: &QuestionName| {
        let label =
            work.evaluation.question(name.as_str()).map(|one| one.label.get(t.language().code()).to_owned());
        label.filter(|label| !label.is_empty()).unwrap_or_else(|| name.to_string())
    };
    let new = |name: &QuestionName| label_in(form.as_ref(), name, &t);
    let kept = |one: &KeptAnswer, label: String| {
        html! { <div class="answer" data-question={one.question.to_string()}><dt>{ label }</dt><dd>{ &one.value }</dd></div> }
    };
    html! {
        <>
            <p class="lead">{ t.upgrade_lead() }</p>
            if nothing(preview) { <p id="upgrade-nothing">{ t.upgrade_nothing() }</p> }
            { group("moved", t.upgrade_moved(), None, preview.moved.iter().map(|one| html! {
                <div class="answer" data-question={one.to.to_string()}>
                    <dt>{ old(&one.from) }{ " → " }{ new(&one.to) }</dt><dd>{ &one.value }</dd>
                </div>
            }).collect()) }
            { group("split", t.upgrade_split(), None, preview.split.iter().map(|one| html! {
                <div class="answer" data-question={one.from.to_string()}>
                    <dt>{ old(&one.from) }{ ": " }{ &one.value }</dt>
                    <dd>{ for one.into.iter().map(|part| html! { <p>{ new(&part.question) }{ ": " }{ &part.value }</p> }) }</dd>
                </div>
            }).collect()) }
            { group("dropped", t.upgrade_dropped(), Some(t.upgrade_dropped_hint()),
                preview.dropped.iter().map(|one| kept(one, old(&one.question))).collect()) }
            { group("restored", t.upgrade_restored(), None,
                preview.restored.iter().map(|one| kept(one, new(&one.question))).collect()) }
            { group("required", t.upgrade_newly_required(), None, preview.newly_required.iter().map(|name| html! {
                <div class="answer" data-question={name.to_string()}><dt>{ new(name) }</dt><dd></dd></div>
            }).collect()) }
        </>
    }
}

fn nothing(preview: &UpgradePreview) -> bool {
    let UpgradePreview { moved, split, dropped, restored, newly_required, .. } = preview;
    moved.is_empty()
        && split.is_empty()
        && dropped.is_empty()
        && restored.is_empty()
        && newly_required.is_empty()
}

fn group(name: &str, title: String, hint: Option<String>, lines: Vec<Html>) -> Html {
    if lines.is_empty() {
        return Html::default();
    }
    html! {
        <section class="card answers" id={format!("upgrade-{name}")}>
            <h2>{ title }</h2>
            if let Some(hint) = hint { <p class="hint">{ hint }</p> }
            <dl>{ for lines }</dl>
        </section>
    }
}

/// What a question of the new version is called; a question in a repeat by its last name.
pub(super) fn label_in(form: Option<&FormSource>, name: &QuestionName, t: &Texts) -> String {
    let last = name.as_str().rsplit('/').next().unwrap_or_default();
    let row = form.and_then(|form| form.survey.iter().find(|row| row.name == last));
    let label = row.map(|row| row.label.get(t.language().code()).to_owned());
    label.filter(|label| !label.is_empty()).unwrap_or_else(|| name.to_string())
}
