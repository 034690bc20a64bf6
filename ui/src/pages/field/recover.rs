//! A forgotten PIN: what to tell the office, the code that it reads aloud, and a new PIN. Works without a network.

use crate::components::frame::Frame;
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::components::password::{Password, ShowTyped};
use crate::state::display::use_texts;
use crate::{browser, ipc};
use dossier::recovery::{GROUP_LETTERS, GROUPS, group_fits};
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::ipc::{AppState, Recover, Recoverable};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    /// `None`: the office has no code for this phone.
    pub(super) recovery: Option<Recoverable>,
    pub(super) moved: Callback<AppState>,
    pub(super) on_back: Callback<()>,
}

#[component]
pub(super) fn RecoverPage(props: &Props) -> Html {
    let t = use_texts();
    let back = props.on_back.reform(|_: MouseEvent| ());
    html! {
        <Frame page="recover" title={t.recover_title()}>
            if let Some(recovery) = &props.recovery {
                <ol class="plain-steps">
                    <li>{ t.recover_step_call() }</li>
                    <li>{ t.recover_step_phone() }
                        <p class="phone-code" id="phone-code">{ &recovery.phone }</p>
                    </li>
                    <li>{ t.recover_step_code() }</li>
                </ol>
                <div class="notice notice-note">
                    <Icon picture={Picture::Shield} />
                    <div><p>{ t.recover_warning() }</p></div>
                </div>
                <CodeForm moved={props.moved.clone()} wait_s={recovery.wait_s} />
            } else {
                <div class="notice notice-note" id="no-recovery" role="status">
                    <Icon picture={Picture::Warning} />
                    <div>
                        <p class="notice-title">{ t.recover_none() }</p>
                        <p>{ t.recover_none_todo() }</p>
                    </div>
                </div>
            }
            <button type="button" id="recover-back" class="button button-quiet" onclick={back}>
                { t.recover_back() }</button>
        </Frame>
    }
}

#[derive(Properties, PartialEq, Debug)]
struct FormProps {
    moved: Callback<AppState>,
    wait_s: u32,
}

type Groups = [String; GROUPS];

#[component]
fn CodeForm(props: &FormProps) -> Html {
    let t = use_texts();
    let groups = use_state(Groups::default);
    let (pin, again) = (use_state(String::new), use_state(String::new));
    let (shown, busy, differs) = (use_state(|| false), use_state(|| false), use_state(|| false));
    let wait = Some(Problem::PinWait { wait_s: props.wait_s }).filter(|_| props.wait_s > 0);
    let problem = use_state(|| wait);
    let typed = |group: usize| {
        let groups = groups.clone();
        Callback::from(move |event: InputEvent| {
            let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() else { return };
            let (next, full) = spread(&groups, group, &input.value());
            groups.set(next);
            if let Some(to) = full {
                browser::focus(&format!("code-{}", to + 1));
            }
        })
    };
    let onsubmit = {
        let (groups, pin, again) = (groups.clone(), pin.clone(), again.clone());
        let (busy, differs, problem) = (busy.clone(), differs.clone(), problem.clone());
        let moved = props.moved.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            problem.set(None);
            if let Some(wrong) = (0..GROUPS).find(|group| fits(&groups, *group) != Some(true)) {
                browser::focus(&format!("code-{}", wrong + 1));
                let group = u32::try_from(wrong + 1).ok().filter(|_| fits(&groups, wrong) == Some(false));
                problem.set(Some(Problem::CodeMistyped { group }));
                return;
            }
            differs.set(*pin != *again);
            if *pin != *again {
                browser::focus("pin-again");
                return;
            }
            busy.set(true);
            let request = Recover { code: groups.join("-"), pin: (*pin).clone() };
            let (busy, problem, moved) = (busy.clone(), problem.clone(), moved.clone());
            spawn_local(async move {
                match ipc::call(request).await {
                    Ok(state) => moved.emit(state),
                    Err(Problem::StoreDamaged { file }) => moved.emit(AppState::Damaged { file }),
                    Err(refused) => {
                        busy.set(false);
                        browser::focus(if matches!(refused, Problem::WeakPin { .. }) {
                            "pin"
                        } else {
                            "code-1"
                        });
                        problem.set(Some(refused));
                    }
                }
            });
        })
    };
    let keep = |field: &UseStateHandle<String>| {
        let (field, differs) = (field.clone(), differs.clone());
        Callback::from(move |text| {
            differs.set(false);
            field.set(text)
        })
    };
    let on_show = {
        let shown = shown.clone();
        Callback::from(move |show| shown.set(show))
    };
    let wrong: Vec<usize> = (0..GROUPS).filter(|group| fits(&groups, *group) == Some(false)).collect();
    html! {
        <form {onsubmit} novalidate=true>
            <fieldset class="question">
                <legend class="question-label">{ t.recover_code() }</legend>
                <p class="hint" id="code-hint">{ t.recover_code_hint() }</p>
                <div class="code-groups">
                    { for groups.iter().enumerate().map(|(group, letters)| html! {
                        <input id={format!("code-{}", group + 1)} class="input input-code" type="text"
                            autocomplete="off" autocapitalize="characters" spellcheck="false"
                            aria-label={t.recover_group(group + 1, GROUPS)} aria-describedby="code-hint code-wrong"
                            aria-invalid={wrong.contains(&group).then_some("true")}
                            value={letters.clone()} oninput={typed(group)} />
                    }) }
                </div>
                <div id="code-wrong" role="status">
                    { for wrong.iter().map(|group| html! {
                        <p class="wrong"><Icon picture={Picture::Warning} />{ t.recover_group_wrong(group + 1) }</p>
                    }) }
                </div>
            </fieldset>
            <Password id="pin" label={t.recover_new_pin()} digits=true autocomplete="new-password"
                value={(*pin).clone()} shown={*shown} on_input={keep(&pin)} />
            <Password id="pin-again" label={t.pin_again()} digits=true autocomplete="new-password"
                value={(*again).clone()} shown={*shown} on_input={keep(&again)}
                wrong={differs.then(|| t.pin_differs())} />
            <ShowTyped shown={*shown} on_change={on_show} />
            if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
            <button type="submit" id="recover-submit" class="button button-primary" disabled={*busy}>
                { if *busy { t.unlock_submitting() } else { t.recover_submit() } }
            </button>
        </form>
    }
}

fn fits(groups: &Groups, group: usize) -> Option<bool> {
    groups.get(group).and_then(|letters| group_fits(group, letters))
}

/// The groups with what was typed or pasted into one: letters that are too many go on into the next. Answers also
/// with where to go on, when a group has just become full.
fn spread(groups: &Groups, from: usize, typed: &str) -> (Groups, Option<usize>) {
    let letters: Vec<char> = typed
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    let mut next = groups.clone();
    if letters.is_empty() {
        if let Some(group) = next.get_mut(from) {
            group.clear();
        }
        return (next, None);
    }
    let mut last = from;
    for (letters, (at, group)) in letters.chunks(GROUP_LETTERS).zip(next.iter_mut().enumerate().skip(from)) {
        *group = letters.iter().collect();
        last = at;
    }
    let full = next.get(last).is_some_and(|group| group.chars().count() == GROUP_LETTERS);
    let grown = groups.get(last).is_none_or(|before| before.chars().count() < GROUP_LETTERS);
    (next, Some(last + 1).filter(|to| full && grown && *to < GROUPS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_is_pasted_fills_every_group_and_a_full_group_leads_to_the_next() {
        let (all, to) = spread(&Groups::default(), 0, "abcde-FGHJK mnpqr 12345 6789x");
        assert_eq!(all, ["ABCDE", "FGHJK", "MNPQR", "12345", "6789X"]);
        assert_eq!(to, None);
        let (one, to) = spread(&Groups::default(), 1, "abcde");
        assert_eq!((one[1].as_str(), to), ("ABCDE", Some(2)));
        // Mended in the middle of a full group: nobody is led away.
        assert_eq!(spread(&one, 1, "abcdx").1, None);
        assert_eq!(spread(&one, 1, "").0[1], "");
    }
}
