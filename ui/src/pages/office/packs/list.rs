//! Every version of every procedure: which one new dossiers begin with, and taking one back.

use super::super::page::{Desk, Page};
use super::upload::Upload;
use crate::components::dossier_card::say;
use crate::components::notice::Notice;
use crate::state::display::use_texts;
use crate::state::loaded::use_loaded;
use crate::state::route::OfficeRoute;
use crate::{format, http};
use i18n::Texts;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::office::{PackLine, PackPublished};
use wire::packs::PackState;
use yew::prelude::*;

#[component]
pub(in crate::pages::office) fn PacksPage() -> Html {
    let t = use_texts();
    let desk = use_context::<Desk>();
    let read = use_state(|| 0_u32);
    let told = use_state(|| None::<String>);
    let refused = use_state(|| None::<Problem>);
    let list = use_loaded(*read, |_| http::packs());
    use_effect_with((list.problem().cloned(), (*refused).clone()), move |(read, done)| {
        let over = [read, done].into_iter().any(|problem| *problem == Some(Problem::LoginNeeded));
        if let (true, Some(desk)) = (over, desk) {
            desk.ended.emit(());
        }
    });
    let published = {
        let (read, told, t) = (read.clone(), told.setter(), t.clone());
        Callback::from(move |done: PackPublished| {
            told.set(Some(t.packs_published(&done.code, &done.version)));
            read.set(*read + 1);
        })
    };
    let withdraw = {
        let (read, told, refused, t) = (read.clone(), told.setter(), refused.setter(), t.clone());
        Callback::from(move |line: PackLine| {
            let (read, told, refused, t) = (read.clone(), told.clone(), refused.clone(), t.clone());
            refused.set(None);
            spawn_local(async move {
                match http::withdraw_pack(&line.code, &line.version).await {
                    Ok(done) => {
                        told.set(Some(t.packs_withdrawn(&done.code, &done.version)));
                        read.set(*read + 1);
                    }
                    Err(problem) => refused.set(Some(problem)),
                }
            });
        })
    };
    html! {
        <Page page="packs" title={t.packs_title()} back={OfficeRoute::Inbox}>
            <p class="lead">{ t.packs_lead() }</p>
            if let Some(told) = &*told { <p class="notice notice-good" id="packs-told" role="status">{ told }</p> }
            if let Some(problem) = &*refused { <Notice problem={problem.clone()} /> }
            <Upload {published} />
            if let Some(problem) = list.problem() { <Notice problem={problem.clone()} /> }
            if let Some(list) = list.ready() {
                <section class="card" aria-labelledby="versions-title">
                    <h2 id="versions-title">{ t.packs_versions() }</h2>
                    <ul class="inbox">{ for list.packs.iter().map(|one| line(one, &withdraw, &t)) }</ul>
                </section>
            }
        </Page>
    }
}

fn line(line: &PackLine, withdraw: &Callback<PackLine>, t: &Texts) -> Html {
    let state = match line.state {
        PackState::Published => t.packs_state_published(),
        PackState::Withdrawn => t.packs_state_withdrawn(),
        PackState::BuiltIn => t.packs_state_built_in(),
    };
    let when = format::moment(line.published_at, t);
    html! {
        <li class="card" key={format!("{} {}", line.code, line.version)} data-code={line.code.to_string()}
            data-version={line.version.clone()} data-current={line.current.to_string()}>
            <span class="card-title">{ say(&line.name, t.language()) }</span>
            <span class="card-line">{ line.code.to_string() }{ " · " }{ t.packs_version(&line.version) }
                if line.current { <span class="tag tag-good">{ t.packs_current() }</span> }
            </span>
            <span class="card-line">
                { state }
                if line.state != PackState::BuiltIn {
                    { " · " }
                    { match &line.published_by {
                        Some(who) => t.packs_by(who, when),
                        None => when,
                    } }
                }
            </span>
            if line.state == PackState::Published {
                <Withdraw line={line.clone()} withdraw={withdraw.clone()} />
            }
        </li>
    }
}

#[derive(Properties, PartialEq, Debug)]
struct WithdrawProps {
    line: PackLine,
    withdraw: Callback<PackLine>,
}

/// Asks once more: every device stops offering it with its next sync.
#[component]
fn Withdraw(props: &WithdrawProps) -> Html {
    let t = use_texts();
    let asked = use_state(|| false);
    let press = {
        let (asked, line, withdraw) = (asked.clone(), props.line.clone(), props.withdraw.clone());
        Callback::from(move |_: MouseEvent| {
            if *asked {
                withdraw.emit(line.clone());
            }
            asked.set(!*asked);
        })
    };
    let calm = {
        let asked = asked.clone();
        Callback::from(move |_: FocusEvent| asked.set(false))
    };
    html! {
        <button type="button" class="button button-quiet withdraw" onclick={press} onblur={calm}>
            { if *asked { t.packs_withdraw_sure() } else { t.packs_withdraw() } }
        </button>
    }
}
