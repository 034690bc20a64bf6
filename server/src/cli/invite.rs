//! `invite`: the code for people to type, and the same as a QR for the app to read.

use super::CliError;
use super::target::Target;
use crate::clock::{Clock, SystemClock};
use crate::invitation;
use crate::store::People;
use dossier::MemberId;
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;

pub(super) fn invite(target: &Target, member: MemberId, server: &str) -> Result<(), CliError> {
    let (store, commune) = target.open()?;
    let code = invitation::invite(&store, &commune.code, member, SystemClock.now())?;
    let name = store
        .members(&commune.code)?
        .into_iter()
        .find(|known| known.id == member)
        .map(|known| known.name)
        .unwrap_or_default();
    println!("{}", qr(&invitation::link(server, &code))?);
    println!("For:     {name}, {}", commune.name);
    println!("Server:  {server}");
    println!("Code:    {code}");
    println!(
        "It works once, within {} days. Who has it can enrol: hand it over in person.",
        invitation::VALID_DAYS
    );
    Ok(())
}

/// Dark on light by drawing the light parts: terminals are mostly dark, and scanners want dark on light.
fn qr(text: &str) -> Result<String, CliError> {
    let code = QrCode::new(text.as_bytes()).map_err(|_| CliError::Qr)?;
    Ok(code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build())
}
