//! What a program asks for: the system query options.

use super::filter;
use super::schema::Property;
use crate::store::feed_cases::{Column, Test};

/// Rows of one answer; what is more comes by `@odata.nextLink`.
const PAGE: u64 = 5_000;

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Query {
    pub top: Option<u64>,
    pub skip: u64,
    /// Names of properties; empty: all.
    pub select: Vec<&'static str>,
    pub tests: Vec<Test>,
    pub order: Option<(Column, bool)>,
    pub count: bool,
    /// Where the page before ended: an id, or how many rows there were.
    pub token: Option<String>,
}

/// What cannot be answered, by the option that says it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Misasked {
    #[error("$top, $skip and $count take a number, a number, and true or false")]
    Number,
    #[error("$select takes names of properties, with commas between")]
    Select,
    #[error("$filter takes comparisons by eq, ge or le of a simple property with a value, joined by and")]
    Filter,
    #[error("$orderby takes one simple property, with asc or desc")]
    Order,
    #[error("only $top, $skip, $select, $filter, $orderby, $count and $format=json are understood")]
    Unknown,
}

impl Query {
    pub fn read(options: &[(String, String)], properties: &'static [Property]) -> Result<Self, Misasked> {
        let mut query = Self::default();
        for (name, value) in options {
            let value = value.trim();
            match name.as_str() {
                "$top" => query.top = Some(value.parse().map_err(|_| Misasked::Number)?),
                "$skip" => query.skip = value.parse().map_err(|_| Misasked::Number)?,
                "$count" => query.count = value.parse().map_err(|_| Misasked::Number)?,
                "$select" if value == "*" => {}
                "$select" => query.select = selected(value, properties)?,
                "$filter" => query.tests = filter::tests(value, properties)?,
                "$orderby" => query.order = Some(ordered(value, properties)?),
                "$skiptoken" => query.token = Some(value.to_owned()),
                "$format" if value == "json" || value.starts_with("application/json") => {}
                _ => return Err(Misasked::Unknown),
            }
        }
        Ok(query)
    }

    /// How many rows this answer may have.
    pub fn page(&self) -> u64 {
        self.top.map_or(PAGE, |top| top.min(PAGE))
    }

    pub fn shows(&self, property: &Property) -> bool {
        self.select.is_empty() || self.select.contains(&property.name)
    }
}

fn selected(value: &str, properties: &'static [Property]) -> Result<Vec<&'static str>, Misasked> {
    value
        .split(',')
        .map(|name| {
            let known = properties.iter().find(|property| property.name == name.trim());
            known.map(|property| property.name).ok_or(Misasked::Select)
        })
        .collect()
}

fn ordered(value: &str, properties: &[Property]) -> Result<(Column, bool), Misasked> {
    let (name, backwards) = match value.split_whitespace().collect::<Vec<_>>().as_slice() {
        [name] | [name, "asc"] => (*name, false),
        [name, "desc"] => (*name, true),
        _ => return Err(Misasked::Order),
    };
    let property = properties.iter().find(|property| property.name == name);
    let column = property.and_then(|property| property.column).ok_or(Misasked::Order)?;
    Ok((column, backwards))
}

#[cfg(test)]
mod tests {
    use super::super::schema::{CASES, MONTHS};
    use super::*;
    use crate::store::feed_cases::{Comparison, Operand};

    fn read(options: &[(&str, &str)]) -> Result<Query, Misasked> {
        let options: Vec<_> =
            options.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Query::read(&options, CASES)
    }

    #[test]
    fn what_excel_asks_is_understood() {
        let query = read(&[
            ("$filter", "State eq 'done' and ReceivedAt ge 2026-11-01T00:00:00+07:00 and Team le 3"),
            ("$select", "Id, Number"),
            ("$orderby", "ReceivedAt desc"),
            ("$top", "10"),
            ("$skip", "5"),
            ("$count", "true"),
            ("$format", "json"),
        ])
        .unwrap();
        let test = |column, comparison, with| Test { column, comparison, with };
        assert_eq!(
            query.tests,
            [
                test(Column::State, Comparison::Equal, Operand::Text("done".into())),
                test(Column::ReceivedAt, Comparison::AtLeast, Operand::Number(1_793_466_000_000)),
                test(Column::Team, Comparison::AtMost, Operand::Number(3)),
            ]
        );
        assert_eq!(
            (query.select.as_slice(), query.order),
            (&["Id", "Number"][..], Some((Column::ReceivedAt, true)))
        );
        assert_eq!((query.top, query.skip, query.count, query.page()), (Some(10), 5, true, 10));
        let quoted = read(&[("$filter", "Number eq 'a ''b'' and c'")]).unwrap();
        assert_eq!(quoted.tests[0].with, Operand::Text("a 'b' and c".into()));
    }

    #[test]
    fn what_is_not_understood_is_refused_and_not_passed_over() {
        for (option, value, refused) in [
            ("$filter", "State ne 'done'", Misasked::Filter),
            ("$filter", "State eq done", Misasked::Filter),
            ("$filter", "State eq 'done", Misasked::Filter),
            ("$filter", "State eq 'done' or State eq 'x'", Misasked::Filter),
            ("$filter", "State eq 'done' and", Misasked::Filter),
            ("$filter", "(State eq 'done')", Misasked::Filter),
            ("$filter", "Field eq 'x'", Misasked::Filter),
            ("$filter", "Team eq '1'", Misasked::Filter),
            ("$filter", "ReceivedAt ge yesterday", Misasked::Filter),
            ("$filter", "", Misasked::Filter),
            ("$orderby", "Id", Misasked::Order),
            ("$orderby", "State, Team", Misasked::Order),
            ("$orderby", "State; DROP TABLE team", Misasked::Order),
            ("$select", "Name", Misasked::Select),
            ("$top", "-1", Misasked::Number),
            ("$count", "1", Misasked::Number),
            ("$expand", "x", Misasked::Unknown),
            ("$format", "xml", Misasked::Unknown),
        ] {
            assert_eq!(read(&[(option, value)]), Err(refused), "{option}={value}");
        }
    }

    #[test]
    fn the_description_names_every_property_and_no_person() {
        let described = super::super::metadata();
        for property in CASES.iter().chain(MONTHS) {
            assert!(described.contains(&format!("Name=\"{}\"", property.name)), "{}", property.name);
        }
        for person in ["Subject", "Applicant", "Volunteer", "Person"] {
            assert!(!described.contains(person), "{person}");
        }
    }
}
