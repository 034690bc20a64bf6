//! `/v1`: what devices speak.

mod blobs;
mod device;
mod enrol;
mod packs;
mod ratings;
mod sync;

use crate::app::App;
use crate::routes::table::{Need, Table};

pub(super) fn routes(app: &App) -> Table<'_> {
    Table::new(app)
        .post_up_to(device::MAX_BODY, "/v1/device", Need::Device, device::report)
        .post("/v1/enrol", Need::Nothing, enrol::enrol)
        .get("/v1/packs/catalogue", Need::Device, packs::catalogue)
        .get("/v1/packs/files/{sha256}", Need::Device, packs::file)
        .post_up_to(ratings::MAX_BODY, "/v1/ratings", Need::Device, ratings::take)
        .post_up_to(sync::MAX_BODY, "/v1/sync", Need::Device, sync::sync)
        .beside(blobs::routes(app))
}
