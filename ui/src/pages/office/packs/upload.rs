//! Choosing the files of a new version, seeing what is wrong with them, and publishing them.

use super::faults::faults;
use super::preview::Preview;
use crate::components::dossier_card::say;
use crate::components::notice::Notice;
use crate::state::display::use_texts;
use crate::{browser, http};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use wire::Problem;
use wire::office::{PackCheck, PackPublished, PackUpload};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) published: Callback<PackPublished>,
}

/// What came of reading and checking the files that were chosen.
#[derive(Clone, PartialEq)]
enum Looked {
    Nothing,
    Busy,
    Checked(Rc<(PackUpload, PackCheck)>),
    Failed(Problem),
}

#[component]
pub(super) fn Upload(props: &Props) -> Html {
    let t = use_texts();
    let looked = use_state(|| Looked::Nothing);
    let publishing = use_state(|| false);
    let unknown = use_state(Vec::<String>::new);
    let onchange = {
        let (looked, unknown) = (looked.setter(), unknown.setter());
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() else { return };
            let files = browser::chosen_files(&input);
            if files.is_empty() {
                return;
            }
            looked.set(Looked::Busy);
            let (looked, unknown) = (looked.clone(), unknown.clone());
            spawn_local(async move {
                let (upload, left) = read(files).await;
                unknown.set(left);
                looked.set(match http::check_pack(&upload).await {
                    Ok(check) => Looked::Checked(Rc::new((upload, check))),
                    Err(problem) => Looked::Failed(problem),
                });
            });
        })
    };
    let publish = {
        let (looked, publishing, published) = (looked.clone(), publishing.clone(), props.published.clone());
        Callback::from(move |_: MouseEvent| {
            let Looked::Checked(checked) = &*looked else { return };
            if *publishing {
                return;
            }
            publishing.set(true);
            let (looked, publishing, published) = (looked.setter(), publishing.setter(), published.clone());
            let checked = Rc::clone(checked);
            spawn_local(async move {
                match http::publish_pack(&checked.0).await {
                    Ok(done) => {
                        looked.set(Looked::Nothing);
                        published.emit(done);
                    }
                    Err(problem) => looked.set(Looked::Failed(problem)),
                }
                publishing.set(false);
            });
        })
    };
    html! {
        <section class="card" aria-labelledby="upload-title">
            <h2 id="upload-title">{ t.packs_upload() }</h2>
            <label class="question-label" for="pack-files">{ t.packs_files() }</label>
            <p class="hint" id="pack-files-hint">{ t.packs_files_hint() }</p>
            <input type="file" id="pack-files" class="input" multiple=true accept=".xlsx,.yaml,.yml"
                aria-describedby="pack-files-hint" {onchange} />
            if !unknown.is_empty() { <p class="wrong">{ t.packs_files_unknown(unknown.join(", ")) }</p> }
            { match &*looked {
                Looked::Nothing => Html::default(),
                Looked::Busy => html! { <p role="status">{ t.packs_checking() }</p> },
                Looked::Failed(problem) => html! { <Notice problem={problem.clone()} /> },
                Looked::Checked(checked) => outcome(&checked.1, *publishing, publish, &t),
            } }
        </section>
    }
}

fn outcome(check: &PackCheck, publishing: bool, publish: Callback<MouseEvent>, t: &i18n::Texts) -> Html {
    html! {
        <>
            if !check.faults.is_empty() {
                <p class="notice notice-problem" role="alert" id="pack-refused">
                    { t.packs_faults(check.faults.len()) }</p>
                { faults("pack-faults", &check.faults, t) }
            }
            if !check.warnings.is_empty() {
                <p class="notice notice-note">{ t.packs_warnings(check.warnings.len()) }</p>
                { faults("pack-warnings", &check.warnings, t) }
            }
            if let Some(pack) = check.pack.as_ref().filter(|_| check.faults.is_empty()) {
                <p class="notice notice-good" id="pack-good" role="status">
                    { t.packs_good(say(&pack.procedure.plain_name, t.language()), &pack.procedure.version) }</p>
                <h3>{ t.packs_preview() }</h3>
                <p class="hint">{ t.packs_preview_hint() }</p>
                <Preview pack={Rc::new(pack.clone())} />
                <button type="button" id="publish" class="button button-primary" disabled={publishing}
                    onclick={publish}>
                    { if publishing { t.packs_publishing() } else { t.packs_publish() } }
                </button>
            }
        </>
    }
}

/// Each file in its place by its name; the names of those that have none.
async fn read(files: Vec<File>) -> (PackUpload, Vec<String>) {
    let (mut upload, mut left) = (PackUpload::default(), Vec::new());
    for file in files {
        let name = file.name();
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let Some(bytes) = browser::bytes_of(&file).await else {
            left.push(name);
            continue;
        };
        match name.to_lowercase().as_str() {
            "procedure.yaml" | "procedure.yml" => upload.procedure = text(bytes),
            "form.yaml" | "form.yml" => upload.form = Some(text(bytes)),
            "stories.yaml" | "stories.yml" => upload.stories = Some(text(bytes)),
            "upgrades.yaml" | "upgrades.yml" => upload.upgrades = Some(text(bytes)),
            other if other.ends_with(".xlsx") => upload.workbook = Some(data_encoding::BASE64.encode(&bytes)),
            _ => left.push(name),
        }
    }
    (upload, left)
}
