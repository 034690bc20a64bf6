//! Joining a commune with a one-time code.

use crate::link::server_url;
use crate::{Device, problem};
use store::Enrolment;
use sync::budget::LinkEstimate;
use tokio::time::Instant;
use wire::Problem;
use wire::ipc::{AppState, Enrol, GetAppState};

impl Device {
    /// Drafts made before the enrolment are kept and go to this commune with the next sync.
    pub async fn enrol(&self, Enrol { server, code }: Enrol) -> Result<AppState, Problem> {
        if self.in_training() {
            return Err(Problem::InTraining);
        }
        // Locked is told before the one-time code is spent.
        self.with_store("join a commune", |_| Ok(()))?;
        let url = server_url(&server).map_err(problem::from_link)?;
        let begun = Instant::now();
        let answer = self.inner.link.enrol(&url, &code).await.map_err(problem::from_link)?;
        // The first thing that is known of the link; a connection was opened within it, so it is rather too long.
        let round_trip_ms = u32::try_from(begun.elapsed().as_millis()).unwrap_or(u32::MAX);
        let enrolment = Enrolment {
            server: url.to_string(),
            token: answer.token,
            device: answer.device,
            member: answer.member,
            member_name: answer.member_name,
            team: answer.team,
            team_name: answer.team_name,
            commune: answer.commune,
            commune_name: answer.commune_name,
            pack_key: answer.pack_key,
            revoked: false,
        };
        let now = self.inner.clock.now();
        self.with_store("join a commune", |store| store.enrol(&enrolment, now))?;
        // The code is spent and the enrolment is kept: that this could not be noted is no reason to say otherwise.
        let link = LinkEstimate::default().after_round_trip(round_trip_ms);
        if let Err(problem) = self.with_store("note how the link is", |store| store.set_link_estimate(&link))
        {
            tracing::warn!(?problem, "the link's first measure could not be kept");
        }
        self.inner.something_to_send.notify_one();
        self.get_app_state(GetAppState {})
    }
}
