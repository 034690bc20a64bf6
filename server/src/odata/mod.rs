//! The numbers as an OData 4.0 feed, read-only, for Excel and Power BI: what can be asked, and how it is answered.
//!
//! Of the protocol only what these programs send is here: `$top`, `$skip`, `$select`, `$filter` (`eq`, `ge`, `le`, joined by
//! `and`), `$orderby` by one property, `$count`, and pages with `@odata.nextLink`. Anything else is refused in words, so that
//! nobody takes an answer for one to another question.
//!
//! **Invariant:** no name of a person is in the feed.

mod filter;
mod query;
mod read;
mod schema;

pub use query::{Misasked, Query};
pub use read::{Reader, Rows, Unanswered, cases, count_cases, month_numbers, reader};
pub use schema::{CASES, Kind, MONTHS, Property, metadata};
