//! The routes, in the shape of their addresses. Each is thin: run one use case, answer.

mod asked;
mod healthz;
mod odata;
mod office;
mod peer;
mod public;
mod signed_in;
mod table;
mod v1;

pub use table::{Entry, Need};

use crate::app::App;
use axum::Router;
use axum::response::Redirect;
use table::Table;

/// Everything that the server answers.
pub fn router(app: App) -> Router {
    table(&app).router().merge(office::pages(&app)).with_state(app)
}

/// What there is to ask for and what it needs. Files of the pages are not in it: they are everybody's.
pub fn listed(app: &App) -> Vec<Entry> {
    table(app).entries()
}

fn table(app: &App) -> Table<'_> {
    Table::new(app)
        .get("/", Need::Nothing, async || Redirect::permanent("/office/"))
        .get("/office", Need::Nothing, async || Redirect::permanent("/office/"))
        .get("/healthz", Need::Nothing, healthz::healthz)
        .beside(public::routes(app))
        .beside(v1::routes(app))
        .beside(office::routes(app))
        .beside(odata::routes(app))
}
