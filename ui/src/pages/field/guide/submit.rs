//! How to hand in a dossier that is filled in: the way is chosen, then one step a screen.

use super::super::dossier::Work;
use super::super::page::Page;
use super::ideas;
use super::steps::Steps;
use crate::components::icon::{Icon, Picture};
use crate::state::display::use_texts;
use crate::state::route::{DossierPage, FieldRoute, Route, Way};
use library::procedure::Channel;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(in crate::pages::field) struct Props {
    pub(in crate::pages::field) work: Work,
    /// The way and the step on it; none while it is not chosen.
    pub(in crate::pages::field) step: Option<(Way, usize)>,
}

#[component]
pub(in crate::pages::field) fn SubmitPage(props: &Props) -> Html {
    let t = use_texts();
    let work = &props.work;
    let Some((way, at)) = props.step else { return choose(work, &t) };
    let (sheet, evaluation) = (&work.open.sheet, &work.evaluation);
    let ideas = match way {
        Way::Desk => ideas::at_desk(sheet, evaluation, &t),
        Way::Portal => ideas::on_portal(sheet, evaluation, &t),
    };
    let route = {
        let id = work.id();
        Callback::from(move |at: usize| FieldRoute::Dossier(id, DossierPage::Submit(Some((way, at)))))
    };
    let home = Callback::from(|_: MouseEvent| FieldRoute::Home.go());
    let end = html! {
        <>
            <p class="notice notice-good" id="submit-end">{ t.submit_end() }</p>
            <button type="button" id="walk-end" class="button button-primary" onclick={home}>{ t.go_home() }</button>
        </>
    };
    html! { <Steps page="submit" {ideas} {at} back={work.page(DossierPage::Submit(None))} {route} {end} /> }
}

fn choose(work: &Work, t: &i18n::Texts) -> Html {
    let procedure = &work.open.sheet.procedure;
    let offered = |channel: Channel, steps: bool| {
        steps && (procedure.channels.is_empty() || procedure.channels.contains(&channel))
    };
    let way = |way: Way, title: String, hint: String, picture: Picture| {
        let route = work.page(DossierPage::Submit(Some((way, 0))));
        html! {
            <button type="button" id={format!("submit-{way}")} class="card"
                onclick={Callback::from(move |_: MouseEvent| route.go())}>
                <span class="card-title">{ title }</span>
                <span class="card-line">{ hint }</span>
                <span class="card-next"><Icon {picture} /></span>
            </button>
        }
    };
    html! {
        <Page page="submit" title={t.submit_way()} back={work.page(DossierPage::HandedOver)}>
            <div class="cards">
                if offered(Channel::Desk, !procedure.desk_steps.is_empty()) {
                    { way(Way::Desk, t.submit_way_desk(), t.submit_way_desk_hint(), Picture::Forward) }
                }
                if offered(Channel::Online, !procedure.portal_steps.is_empty()) {
                    { way(Way::Portal, t.submit_way_portal(), t.submit_way_portal_hint(), Picture::Forward) }
                }
            </div>
        </Page>
    }
}
