//! Phones, their codes and the rule for wrong PINs in SQLite.

use super::columns::{AuditLine, device, engine, moment, moment_if_any, team};
use super::{SqliteStore, StoreError};
use crate::store::phones::{PhoneRow, Phones, SealedCode};
use dossier::{CommuneCode, DeviceId, MemberId, Timestamp};
use rusqlite::OptionalExtension;

impl Phones for SqliteStore {
    fn phones(&self, commune: &CommuneCode) -> Result<Vec<PhoneRow>, StoreError> {
        self.read("read the phones", |tx| {
            tx.prepare_cached(
                "SELECT d.id, m.name AS member, coalesce(t.name, '') AS team, m.team AS of_team,
                        d.enrolled_at, d.revoked_at,
                        CASE WHEN c.sealed <> x'' THEN c.number END AS number,
                        coalesce(c.handed_at, 0) AS handed_at, coalesce(c.told_at, 0) AS told_at
                 FROM device d
                 JOIN member m ON m.commune = d.commune AND m.id = d.member
                 LEFT JOIN team t ON t.commune = m.commune AND t.id = m.team
                 LEFT JOIN device_code c ON c.commune = d.commune AND c.device = d.id
                 WHERE d.commune = ?1 ORDER BY d.revoked_at <> 0, d.enrolled_at DESC",
            )
            .and_then(|mut statement| {
                statement
                    .query_map([commune.as_str()], |row| {
                        Ok(PhoneRow {
                            device: device(row, "id")?,
                            member: row.get("member")?,
                            team: row.get("team")?,
                            of_team: team(row, "of_team")?,
                            enrolled_at: moment(row, "enrolled_at")?,
                            revoked_at: moment_if_any(row, "revoked_at")?,
                            number: row.get("number")?,
                            handed_at: moment(row, "handed_at")?,
                            told_at: moment_if_any(row, "told_at")?,
                        })
                    })?
                    .collect()
            })
            .map_err(engine("read the phones"))
        })
    }

    fn keep_code(
        &self,
        commune: &CommuneCode,
        device: DeviceId,
        code: &SealedCode,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write("keep the code", |tx| {
            tx.execute(
                "INSERT INTO device_code (commune, device, number, sealed, handed_at) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (commune, device) DO UPDATE
                 SET number = excluded.number, sealed = excluded.sealed, handed_at = excluded.handed_at, told_at = 0
                 WHERE excluded.number > number OR sealed = x''",
                (commune.as_str(), device.as_bytes(), code.number, &code.sealed, now.millis()),
            )
            .map_err(engine("keep the code"))?;
            Ok(())
        })
    }

    fn tell_code(
        &self,
        commune: &CommuneCode,
        device: DeviceId,
        by: MemberId,
        now: Timestamp,
    ) -> Result<Option<SealedCode>, StoreError> {
        self.write("tell the code", |tx| {
            let code = tx
                .query_row(
                    "UPDATE device_code SET told_at = CASE told_at WHEN 0 THEN ?3 ELSE told_at END
                     WHERE commune = ?1 AND device = ?2 AND sealed <> x''
                       AND EXISTS (SELECT 1 FROM device WHERE commune = ?1 AND id = ?2 AND revoked_at = 0)
                     RETURNING number, sealed",
                    (commune.as_str(), device.as_bytes(), now.millis()),
                    |row| Ok(SealedCode { number: row.get("number")?, sealed: row.get("sealed")? }),
                )
                .optional()
                .map_err(engine("read the code"))?;
            if code.is_some() {
                AuditLine {
                    commune,
                    at: now,
                    member: by,
                    device: Some(device),
                    action: "tell_code",
                    document: None,
                    count: 0,
                }
                .write(tx)?;
            }
            Ok(code)
        })
    }

    fn forget_code(&self, commune: &CommuneCode, device: DeviceId) -> Result<(), StoreError> {
        self.write("forget the code", |tx| {
            tx.execute(
                "UPDATE device_code SET sealed = x'' WHERE commune = ?1 AND device = ?2",
                (commune.as_str(), device.as_bytes()),
            )
            .map_err(engine("forget the code"))?;
            Ok(())
        })
    }

    fn note_heeded(
        &self,
        commune: &CommuneCode,
        device: DeviceId,
        wipe_after: u32,
    ) -> Result<(), StoreError> {
        self.write("note the rule", |tx| {
            tx.execute(
                "INSERT INTO device_code (commune, device, heeds) VALUES (?1, ?2, ?3)
                 ON CONFLICT (commune, device) DO UPDATE SET heeds = excluded.heeds",
                (commune.as_str(), device.as_bytes(), wipe_after),
            )
            .map_err(engine("note the rule"))?;
            Ok(())
        })
    }

    fn wipe_rule(&self, commune: &CommuneCode) -> Result<u32, StoreError> {
        self.read("read the rule", |tx| {
            tx.query_row("SELECT wipe_after FROM commune WHERE commune = ?1", [commune.as_str()], |row| {
                row.get("wipe_after")
            })
            .map_err(engine("read the rule"))
        })
    }

    fn set_wipe_rule(
        &self,
        commune: &CommuneCode,
        wipe_after: u32,
        by: MemberId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write("change the rule", |tx| {
            let changed = tx
                .execute(
                    "UPDATE commune SET wipe_after = ?2 WHERE commune = ?1",
                    (commune.as_str(), wipe_after),
                )
                .map_err(engine("change the rule"))?;
            if changed == 0 {
                return Err(StoreError::Unknown { what: "commune" });
            }
            AuditLine {
                commune,
                at: now,
                member: by,
                device: None,
                action: "wipe_rule",
                document: None,
                count: usize::try_from(wipe_after).unwrap_or(usize::MAX),
            }
            .write(tx)
        })
    }
}
