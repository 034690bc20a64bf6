//! What this device and its office tell each other beside the documents: the code by which a forgotten PIN is replaced,
//! and the commune's rule for wrong PINs.

use crate::link::server_url;
use crate::{Device, problem};
use store::Enrolment;
use sync::session::Report;
use wire::Problem;
use wire::phones::{DeviceReport, HandedCode};

impl Device {
    /// After a sync: when the server has asked for it, or when a code is on its way that it has not confirmed.
    pub(crate) async fn tell_beside(&self, enrolment: &Enrolment, report: &Report) -> Result<(), Problem> {
        let code_wanted = report.code_wanted;
        let (code, wipe_after) = self.with_store("make a code for the office", |store| {
            Ok((store.code_to_hand(code_wanted)?, store.wipe_after()?.unwrap_or(0)))
        })?;
        if code.is_none() && !report.rule_changed {
            return Ok(());
        }
        let code = code.map(|new| HandedCode { number: new.number, code: new.code.text() });
        let server = server_url(&enrolment.server).map_err(problem::from_link)?;
        let told = DeviceReport { wipe_after, code };
        let rules =
            self.inner.link.report(&server, &enrolment.token, &told).await.map_err(problem::from_link)?;
        self.with_store("heed the commune's rule", |store| {
            if let Some(number) = rules.code_kept {
                store.code_was_handed(number)?;
            }
            if rules.wipe_after != wipe_after { store.set_wipe_after(rules.wipe_after) } else { Ok(()) }
        })?;
        // So that the office knows, and does not ask again.
        if rules.wipe_after != wipe_after {
            let told = DeviceReport { wipe_after: rules.wipe_after, code: None };
            self.inner.link.report(&server, &enrolment.token, &told).await.map_err(problem::from_link)?;
        }
        Ok(())
    }
}
