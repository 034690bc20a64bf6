//! The tables of numbers: the summary with its definitions, one a heading, the teams' work, the groups of the decision.

use super::words;
use i18n::Texts;
use wire::numbers::{Figures, Group, GroupKind, Line, Numbers, Share, TeamWork};
use yew::prelude::*;

fn table(id: &'static str, title: String, hint: Option<String>, head: &[String], rows: Html) -> Html {
    let label = format!("numbers-{id}-title");
    html! {
        <section class="card" aria-labelledby={label.clone()}>
            <h2 id={label.clone()}>{ title }</h2>
            if let Some(hint) = hint { <p class="hint">{ hint }</p> }
            <div class="figures-scroll" role="region" tabindex="0" aria-labelledby={label}>
                <table class="figures" id={format!("numbers-{id}")}>
                    <thead><tr>{ for head.iter().map(|one| html! { <th scope="col">{ one }</th> }) }</tr></thead>
                    <tbody>{ rows }</tbody>
                </table>
            </div>
        </section>
    }
}

fn row(key: String, name: String, cells: Vec<String>) -> Html {
    html! {
        <tr key={key.clone()} data-key={key}>
            <th scope="row">{ name }</th>
            { for cells.into_iter().map(|cell| html! { <td>{ cell }</td> }) }
        </tr>
    }
}

fn on_time(of: &Figures) -> Option<Share> {
    let whole = u64::from(of.on_time) + u64::from(of.late);
    (whole > 0).then_some(Share { part: u64::from(of.on_time), whole })
}

/// Everything that is counted, a line a figure: of the month, of the year, and how.
pub(super) fn summary(month: &Numbers, year: &Numbers, t: &Texts) -> Html {
    type Cell<'a> = Box<dyn Fn(&Numbers) -> String + 'a>;
    let count = |of: fn(&Figures) -> Option<u32>| -> Cell<'_> {
        Box::new(move |numbers| words::count(of(&numbers.total), t))
    };
    let share = |of: fn(&Figures) -> Option<Share>| -> Cell<'_> {
        Box::new(move |numbers| words::share(of(&numbers.total), t))
    };
    let satisfaction: Cell<'_> = Box::new(|numbers| {
        let rated = numbers.satisfaction.filter(|rated| rated.asked > 0);
        words::share(
            rated.map(|rated| Share { part: u64::from(rated.content), whole: u64::from(rated.asked) }),
            t,
        )
    });
    let lines: Vec<(&str, String, Cell<'_>, String)> = vec![
        ("received", t.numbers_received(), count(|of| Some(of.received)), t.numbers_received_how()),
        ("accepted", t.numbers_accepted(), count(|of| Some(of.accepted)), t.numbers_accepted_how()),
        ("done", t.numbers_done(), count(|of| Some(of.done)), t.numbers_done_how()),
        ("refused", t.numbers_refused(), count(|of| Some(of.refused)), t.numbers_refused_how()),
        ("stopped", t.numbers_stopped(), count(|of| Some(of.stopped)), t.numbers_stopped_how()),
        ("moved", t.numbers_moved(), count(|of| of.moved), t.numbers_moved_how()),
        ("withdrawn", t.numbers_withdrawn(), count(|of| of.withdrawn), t.numbers_withdrawn_how()),
        ("on-time", t.numbers_on_time(), count(|of| Some(of.on_time)), t.numbers_on_time_how()),
        ("late", t.numbers_late(), count(|of| Some(of.late)), t.numbers_late_how()),
        ("on-time-share", t.numbers_on_time_share(), share(on_time), t.numbers_on_time_share_how()),
        ("put-off", t.numbers_put_off(), count(|of| Some(of.put_off)), t.numbers_put_off_how()),
        ("open", t.numbers_open(), count(|of| of.open), t.numbers_open_how()),
        ("open-late", t.numbers_open_late(), count(|of| of.open_late), t.numbers_open_late_how()),
        (
            "waiting",
            t.numbers_waiting(),
            Box::new(|of| words::spread(of.total.waiting, |one| one.median_min, t)),
            t.numbers_waiting_how(),
        ),
        (
            "waiting-long",
            t.numbers_waiting_long(),
            Box::new(|of| words::spread(of.total.waiting, |one| one.p90_min, t)),
            t.numbers_waiting_long_how(),
        ),
        (
            "handling",
            t.numbers_handling(),
            Box::new(|of| words::spread(of.total.handling, |one| one.median_min, t)),
            t.numbers_handling_how(),
        ),
        (
            "handling-long",
            t.numbers_handling_long(),
            Box::new(|of| words::spread(of.total.handling, |one| one.p90_min, t)),
            t.numbers_handling_long_how(),
        ),
        ("known", t.numbers_known(), share(|of| of.known_answers), t.numbers_known_how()),
        ("digitised", t.numbers_digitised(), share(|of| of.digitised), t.numbers_digitised_how()),
        ("satisfaction", t.numbers_satisfaction(), satisfaction, t.numbers_satisfaction_how()),
    ];
    let until = month.to.format("%m/%Y").to_string();
    let head = [t.numbers_what(), t.numbers_of_month(&until), t.numbers_of_year(&until), t.numbers_how()];
    let rows = lines
        .into_iter()
        .map(|(key, name, cell, how)| row(key.to_owned(), name, vec![cell(month), cell(year), how]))
        .collect();
    table("sum", t.numbers_sum(), None, &head, rows)
}

/// One heading: a line a thing that is counted under it.
pub(super) fn lines(
    id: &'static str,
    title: String,
    lines: &[Line],
    name: impl Fn(&Line) -> String,
    t: &Texts,
) -> Html {
    if lines.is_empty() {
        return Html::default();
    }
    let head = [
        t.numbers_name(),
        t.numbers_received(),
        t.numbers_accepted(),
        t.numbers_done(),
        t.numbers_refused(),
        t.numbers_stopped(),
        t.numbers_moved(),
        t.numbers_withdrawn(),
        t.numbers_on_time(),
        t.numbers_late(),
        t.numbers_open(),
        t.numbers_open_late(),
        t.numbers_waiting(),
        t.numbers_handling(),
        t.numbers_known(),
        t.numbers_digitised(),
    ];
    let cells = |of: &Figures| {
        let middle = |spread: Option<wire::numbers::Spread>| match spread {
            Some(spread) => words::minutes_short(spread.median_min, t),
            None => t.numbers_missing(),
        };
        vec![
            words::count(Some(of.received), t),
            words::count(Some(of.accepted), t),
            words::count(Some(of.done), t),
            words::count(Some(of.refused), t),
            words::count(Some(of.stopped), t),
            words::count(of.moved, t),
            words::count(of.withdrawn, t),
            words::count(Some(of.on_time), t),
            words::count(Some(of.late), t),
            words::count(of.open, t),
            words::count(of.open_late, t),
            middle(of.waiting),
            middle(of.handling),
            words::share_alone(of.known_answers, t),
            words::share_alone(of.digitised, t),
        ]
    };
    let rows = lines.iter().map(|line| row(line.key.clone(), name(line), cells(&line.figures))).collect();
    table(id, title, None, &head, rows)
}

pub(super) fn work(work: &[TeamWork], t: &Texts) -> Html {
    let head = [
        t.numbers_name(),
        t.numbers_households(),
        t.numbers_visits(),
        t.numbers_people(),
        t.numbers_dossiers(),
    ];
    let rows = work.iter().map(|one| {
        let name =
            if one.area.is_empty() { one.name.clone() } else { format!("{} · {}", one.name, one.area) };
        let counts = [Some(one.households), Some(one.visits), one.people, Some(one.dossiers)];
        row(one.team.to_string(), name, counts.into_iter().map(|count| words::count(count, t)).collect())
    });
    table("work", t.numbers_work(), Some(t.numbers_work_how()), &head, rows.collect())
}

pub(super) fn groups(groups: &[Group], t: &Texts) -> Html {
    let head = [t.numbers_group(), t.numbers_group_most(), t.numbers_group_here(), t.numbers_how()];
    let rows = groups.iter().map(|group| {
        let (key, name, how) = match group.kind {
            GroupKind::Openness => ("openness", t.numbers_group_openness(), t.numbers_group_openness_how()),
            GroupKind::Progress => ("progress", t.numbers_group_progress(), t.numbers_group_progress_how()),
            GroupKind::OnlineServices => {
                ("online-services", t.numbers_group_online_services(), t.numbers_group_online_services_how())
            }
            GroupKind::OnlinePayment => {
                ("online-payment", t.numbers_group_online_payment(), t.numbers_group_online_payment_how())
            }
            GroupKind::Digitisation => {
                ("digitisation", t.numbers_group_digitisation(), t.numbers_group_digitisation_how())
            }
            GroupKind::Satisfaction => {
                ("satisfaction", t.numbers_group_satisfaction(), t.numbers_group_satisfaction_how())
            }
        };
        let cells = vec![words::count(Some(group.most), t), words::share(group.share, t), how];
        row(key.to_owned(), name, cells)
    });
    table("groups", t.numbers_groups(), Some(t.numbers_groups_how()), &head, rows.collect())
}
