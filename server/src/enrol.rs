//! A device joins a commune with a one-time code.

use crate::app::App;
use crate::failure::Failure;
use crate::{chance, secret};
use dossier::DeviceId;
use wire::Problem;
use wire::sync::{EnrolAnswer, EnrolRequest};

/// Spends the code and answers with the device's token, which is not stored and never shown again.
///
/// The token has 16 random bytes: it travels with every sync, and more would only cost.
pub fn enrol(app: &App, request: &EnrolRequest, address: &str) -> Result<EnrolAnswer, Failure> {
    crate::sync::check_protocol(request.protocol)?;
    let now = app.now();
    app.enrol_tries().begin(address, now)?;
    let token = secret::token::<16>()?;
    let device = DeviceId::new(now, chance::bytes()?);
    let enrolled = app
        .store()
        .redeem_invite(&secret::code_hash(&request.code), device, &secret::hash(&token), now)?
        .ok_or(Problem::CodeUnknown)?;
    app.enrol_tries().succeeded(address);
    tracing::info!(commune = %enrolled.commune.code, %device, "a device was enrolled");
    Ok(EnrolAnswer {
        device,
        token,
        member: enrolled.member.id,
        member_name: enrolled.member.name,
        team: enrolled.team.id,
        team_name: enrolled.team.name,
        commune: enrolled.commune.code,
        commune_name: enrolled.commune.name,
        pack_key: Some(::sync::catalogue::public_key(app.signing_seed())),
    })
}
