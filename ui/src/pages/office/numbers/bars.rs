//! Bar charts, drawn by the page. They show what the table below them says, and a screen reader is told so.

use super::{month_words, words};
use crate::format;
use i18n::Texts;
use wire::numbers::Line;
use yew::prelude::*;

const WIDTH: u32 = 1000;
const LEFT: u32 = 320;
const BAR: u32 = 22;
const GAP: u32 = 14;
const LONGEST_NAME: usize = 34;

/// A name and its bars, in the order of the legend.
struct Row {
    name: String,
    bars: Vec<u32>,
}

pub(super) fn months(lines: &[Line], t: &Texts) -> Html {
    let rows = lines.iter().map(|line| Row {
        name: month_words(&line.key),
        bars: vec![line.figures.received, line.figures.done],
    });
    let legend = [t.numbers_received(), t.numbers_done()];
    chart("months", &t.numbers_chart(), &t.numbers_chart_how(), &legend, &rows.collect::<Vec<_>>())
}

pub(super) fn fields(lines: &[Line], t: &Texts) -> Html {
    let rows = lines.iter().map(|line| Row {
        name: words::named(line, &t.numbers_unknown()),
        bars: vec![line.figures.received],
    });
    let (title, how) = (t.numbers_chart_fields(), t.numbers_chart_fields_how());
    chart("fields", &title, &how, &[t.numbers_received()], &rows.collect::<Vec<_>>())
}

fn short(name: &str) -> String {
    if name.chars().count() <= LONGEST_NAME {
        return name.to_owned();
    }
    name.chars().take(LONGEST_NAME - 1).chain(std::iter::once('…')).collect()
}

fn chart(id: &'static str, title: &str, how: &str, legend: &[String], rows: &[Row]) -> Html {
    let most = rows.iter().flat_map(|row| row.bars.iter().copied()).max().unwrap_or(0);
    if most == 0 {
        return Html::default();
    }
    let count = |length: usize| u32::try_from(length).unwrap_or(0);
    let of_row = count(legend.len()) * BAR + GAP;
    let top = BAR + GAP;
    let height = top + count(rows.len()) * of_row;
    // Room for the number behind the longest bar.
    let room = u64::from(WIDTH - LEFT - 110);
    let length = |number: u32| u64::from(number) * room / u64::from(most);
    let (title_id, how_id) = (format!("chart-{id}-title"), format!("chart-{id}-how"));
    html! {
        <figure class="chart">
            <svg id={format!("chart-{id}")} role="img" viewBox={format!("0 0 {WIDTH} {height}")}
                aria-labelledby={format!("{title_id} {how_id}")}>
                <title id={title_id}>{ title }</title>
                <desc id={how_id}>{ how }</desc>
                { for (0_u32..).zip(legend).map(|(place, words)| html! {
                    <g key={place}>
                        <rect class={format!("chart-bar-{place}")} x={(LEFT + place * 300).to_string()} y="4"
                            width="16" height="16" />
                        <text x={(LEFT + place * 300 + 24).to_string()} y="18">{ words }</text>
                    </g>
                }) }
                { for (0_u32..).zip(rows).map(|(place, row)| {
                    let begins = top + place * of_row;
                    html! {
                        <g key={row.name.clone()}>
                            <text class="chart-name" x={(LEFT - 12).to_string()} y={(begins + 17).to_string()}>
                                { short(&row.name) }</text>
                            { for (0_u32..).zip(&row.bars).map(|(which, number)| {
                                let y = begins + which * BAR;
                                let long = length(*number);
                                html! { <>
                                    <rect class={format!("chart-bar-{which}")} x={LEFT.to_string()} y={y.to_string()}
                                        width={long.to_string()} height={(BAR - 3).to_string()} />
                                    <text x={(u64::from(LEFT) + long + 8).to_string()} y={(y + 17).to_string()}>
                                        { format::amount(*number) }</text>
                                </> }
                            }) }
                        </g>
                    }
                }) }
            </svg>
            <figcaption class="hint">{ title }</figcaption>
        </figure>
    }
}
