//! What a phone brings beside its documents, and what it is told: `POST /v1/device`.

use crate::app::App;
use crate::failure::Failure;
use crate::store::access::KnownDevice;
use dossier::recovery::RecoveryCode;
use wire::phones::{DeviceReport, DeviceRules};

/// The answer leaves when the code is on the disk: only then the device lets the one before it go.
pub fn report(app: &App, device: &KnownDevice, report: &DeviceReport) -> Result<DeviceRules, Failure> {
    let mut code_kept = None;
    if let (Some(handed), Some(key)) = (&report.code, &app.settings().recovery) {
        let code = RecoveryCode::read(&handed.code).map_err(|_| Failure::BadRequest { what: "code" })?;
        let sealed = key.seal(&device.commune, device.id, handed.number, &code)?;
        app.store().keep_code(&device.commune, device.id, &sealed, app.now())?;
        code_kept = Some(handed.number);
    }
    app.store().note_heeded(&device.commune, device.id, report.wipe_after)?;
    Ok(DeviceRules { wipe_after: app.store().wipe_rule(&device.commune)?, code_kept })
}
