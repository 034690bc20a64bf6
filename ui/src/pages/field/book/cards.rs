//! Households and persons in lists.

use crate::components::book_field::day_as_read;
use crate::components::icon::{Icon, Picture};
use crate::state::route::{FieldRoute, HouseholdPage, Route};
use i18n::Texts;
use wire::book::{Alike, DoubleView, PersonCard};
use wire::ipc::HouseholdCard;
use yew::prelude::*;

pub(super) fn household_card(card: &HouseholdCard, t: &Texts) -> Html {
    let route = FieldRoute::Household(card.id, HouseholdPage::Overview);
    let place = [&card.address, &card.street, &card.area];
    let place: Vec<&str> = place.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    html! {
        <li key={card.id.to_string()}>
            <button type="button" class="card household-card" data-household={card.id.to_string()}
                onclick={Callback::from(move |_: MouseEvent| route.go())}>
                <span class="card-title">{ named(&card.head, t) }</span>
                <span class="card-line">{ place.join(", ") }</span>
                <span class="card-line">{ t.book_persons(card.persons) }</span>
                if card.conflicts > 0 {
                    <span class="mark mark-conflict"><Icon picture={Picture::Choices} />{ t.mark_conflict() }</span>
                }
            </button>
        </li>
    }
}

pub(super) fn person_card(card: &PersonCard, t: &Texts) -> Html {
    let route = FieldRoute::Person(card.of);
    html! {
        <li key={card.of.to_string()}>
            <button type="button" class="card person-card" data-person={card.of.to_string()}
                onclick={Callback::from(move |_: MouseEvent| route.go())}>
                { person_lines(card, t) }
            </button>
        </li>
    }
}

/// Who it is, in as few words as tell two people apart.
pub(super) fn person_lines(card: &PersonCard, t: &Texts) -> Html {
    let mut facts = Vec::new();
    if !card.birth.is_empty() {
        facts.push(t.book_born(day_as_read(&card.birth)));
    }
    if !card.relation.is_empty() {
        facts.push(card.relation.clone());
    }
    if !card.number_end.is_empty() {
        facts.push(t.book_number_end(&card.number_end));
    }
    html! {
        <>
            <span class="card-title">{ named(&card.full_name, t) }</span>
            if !facts.is_empty() { <span class="card-line">{ facts.join(" · ") }</span> }
            <span class="card-line">{ t.book_of_household(&card.area, named(&card.head, t)) }</span>
            if card.merged { <span class="mark">{ t.book_merged_mark() }</span> }
        </>
    }
}

/// In what a likely double is alike, as words.
pub(super) fn alike(double: &DoubleView, t: &Texts) -> String {
    let word = |one: &Alike| match one {
        Alike::Number => t.alike_number(),
        Alike::Name => t.alike_name(),
        Alike::NearName => t.alike_near_name(),
        Alike::Birth => t.alike_birth(),
        Alike::BirthSwapped => t.alike_birth_swapped(),
        Alike::NearBirth => t.alike_near_birth(),
        Alike::Phone => t.alike_phone(),
        Alike::Household => t.alike_household(),
    };
    double.alike.iter().map(word).collect::<Vec<_>>().join(", ")
}

pub(super) fn named(name: &str, t: &Texts) -> String {
    if name.trim().is_empty() { t.home_unnamed() } else { name.to_owned() }
}
