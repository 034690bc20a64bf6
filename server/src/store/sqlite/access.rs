//! Invitations, devices and sessions in SQLite.

use super::columns::{AuditLine, commune, device, engine, hash, member, moment, team, unsigned};
use super::people::{commune_of, member_of, team_of};
use super::standing::{fields_of, without_fields};
use super::{SqliteStore, StoreError};
use crate::store::access::{Access, Enrolled, Invite, KnownDevice, SecretHash, Session};
use crate::store::people::OFFICE;
use dossier::{CommuneCode, DeviceId, MemberId, Timestamp};
use rusqlite::OptionalExtension;

impl Access for SqliteStore {
    fn add_invite(&self, invite: &Invite, now: Timestamp) -> Result<(), StoreError> {
        self.write("add the invitation", |tx| {
            match member_of(tx, &invite.commune, invite.member)? {
                Some(member) if member.team != OFFICE => {}
                Some(_) | None => return Err(StoreError::Unknown { what: "member" }),
            }
            tx.execute(
                "INSERT INTO invite (commune, code_hash, member, expires_at) VALUES (?1, ?2, ?3, ?4)",
                (invite.commune.as_str(), invite.code_hash, invite.member.0, invite.expires_at.millis()),
            )
            .map_err(engine("add the invitation"))?;
            AuditLine {
                commune: &invite.commune,
                at: now,
                member: invite.member,
                device: None,
                action: "invite",
                document: None,
                count: 0,
            }
            .write(tx)
        })
    }

    fn redeem_invite(
        &self,
        code_hash: &SecretHash,
        new_device: DeviceId,
        token_hash: &SecretHash,
        now: Timestamp,
    ) -> Result<Option<Enrolled>, StoreError> {
        self.write("enrol the device", |tx| {
            let spent = tx
                .query_row(
                    "UPDATE invite SET used_at = ?2
                     WHERE code_hash = ?1 AND used_at = 0 AND expires_at > ?2 RETURNING commune, member",
                    (code_hash, now.millis()),
                    |row| Ok((commune(row, "commune")?, member(row, "member")?)),
                )
                .optional()
                .map_err(engine("spend the code"))?;
            let Some((code, id)) = spent else { return Ok(None) };
            let commune = commune_of(tx, &code)?.ok_or(StoreError::Damaged { what: "invitation" })?;
            let member = member_of(tx, &code, id)?.ok_or(StoreError::Damaged { what: "invitation" })?;
            let team = team_of(tx, &code, member.team)?.ok_or(StoreError::Damaged { what: "member" })?;
            tx.execute(
                "INSERT INTO device (commune, id, member, token_hash, enrolled_at) VALUES (?1, ?2, ?3, ?4, ?5)",
                (code.as_str(), new_device.as_bytes(), id.0, token_hash, now.millis()),
            )
            .map_err(engine("add the device"))?;
            AuditLine {
                commune: &code,
                at: now,
                member: id,
                device: Some(new_device),
                action: "enrol",
                document: None,
                count: 0,
            }
            .write(tx)?;
            Ok(Some(Enrolled { commune, member, team }))
        })
    }

    fn device_by_token(&self, token_hash: &SecretHash) -> Result<Option<KnownDevice>, StoreError> {
        self.read("read the device", |tx| {
            tx.prepare_cached(
                "SELECT d.id, d.commune, d.member, d.token_hash, d.revoked_at, m.team, m.scope_epoch,
                        coalesce(p.serial, 0) AS catalogue,
                        coalesce(k.sealed, x'') = x'' OR k.told_at <> 0 AS lacks_code,
                        coalesce(k.heeds, 0) <> c.wipe_after AS heeds_another_rule
                 FROM device d JOIN member m ON m.commune = d.commune AND m.id = d.member
                 JOIN commune c ON c.commune = d.commune
                 LEFT JOIN device_code k ON k.commune = d.commune AND k.device = d.id
                 LEFT JOIN pack_shelf p ON p.commune = d.commune
                 WHERE d.token_hash = ?1",
            )
            .and_then(|mut statement| {
                statement
                    .query_row([token_hash], |row| {
                        Ok(KnownDevice {
                            id: device(row, "id")?,
                            commune: commune(row, "commune")?,
                            member: member(row, "member")?,
                            team: team(row, "team")?,
                            scope_epoch: row.get("scope_epoch")?,
                            catalogue: unsigned(row, "catalogue")?,
                            revoked: unsigned(row, "revoked_at")? != 0,
                            lacks_code: row.get("lacks_code")?,
                            heeds_another_rule: row.get("heeds_another_rule")?,
                            token_hash: hash(row, "token_hash")?,
                        })
                    })
                    .optional()
            })
            .map_err(engine("read the device"))
        })
    }

    fn revoke_device(&self, commune: &CommuneCode, id: DeviceId, now: Timestamp) -> Result<(), StoreError> {
        self.write("revoke the device", |tx| {
            let owner = tx
                .query_row(
                    "UPDATE device SET revoked_at = CASE revoked_at WHEN 0 THEN ?3 ELSE revoked_at END
                     WHERE commune = ?1 AND id = ?2 RETURNING member",
                    (commune.as_str(), id.as_bytes(), now.millis()),
                    |row| member(row, "member"),
                )
                .optional()
                .map_err(engine("revoke the device"))?
                .ok_or(StoreError::Unknown { what: "device" })?;
            // Nobody opens it any more, not even by mistake.
            tx.execute(
                "UPDATE device_code SET sealed = x'' WHERE commune = ?1 AND device = ?2",
                (commune.as_str(), id.as_bytes()),
            )
            .map_err(engine("forget the code"))?;
            AuditLine {
                commune,
                at: now,
                member: owner,
                device: Some(id),
                action: "revoke",
                document: None,
                count: 0,
            }
            .write(tx)
        })
    }

    fn devices_of(&self, commune: &CommuneCode, of: MemberId) -> Result<Vec<DeviceId>, StoreError> {
        self.read("read the devices", |tx| {
            tx.prepare_cached(
                "SELECT id FROM device WHERE commune = ?1 AND member = ?2 AND revoked_at = 0 ORDER BY enrolled_at",
            )
            .and_then(|mut statement| {
                statement.query_map((commune.as_str(), of.0), |row| device(row, "id"))?.collect()
            })
            .map_err(engine("read the devices"))
        })
    }

    fn open_session(
        &self,
        commune: &CommuneCode,
        user: &str,
        token_hash: &SecretHash,
        expires_at: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write("open the session", |tx| {
            tx.execute("DELETE FROM session WHERE expires_at <= ?1", [now.millis()])
                .and_then(|_| {
                    tx.execute(
                        "INSERT INTO session (commune, token_hash, user, expires_at) VALUES (?1, ?2, ?3, ?4)",
                        (commune.as_str(), token_hash, user, expires_at.millis()),
                    )
                })
                .map_err(engine("open the session"))?;
            let who = tx
                .query_row(
                    "SELECT member FROM user WHERE commune = ?1 AND name = ?2",
                    (commune.as_str(), user),
                    |row| member(row, "member"),
                )
                .map_err(engine("read the user"))?;
            AuditLine {
                commune,
                at: now,
                member: who,
                device: None,
                action: "log_in",
                document: None,
                count: 0,
            }
            .write(tx)
        })
    }

    fn session(&self, token_hash: &SecretHash, now: Timestamp) -> Result<Option<Session>, StoreError> {
        self.read("read the session", |tx| {
            let found = tx
                .prepare_cached(
                    "SELECT s.commune, s.token_hash, s.user, s.expires_at, u.member, m.name, m.team,
                        u.administrator, u.role, c.name AS commune_name
                 FROM session s
                 JOIN user u ON u.commune = s.commune AND u.name = s.user
                 JOIN member m ON m.commune = u.commune AND m.id = u.member
                 JOIN commune c ON c.commune = s.commune
                 WHERE s.token_hash = ?1 AND s.expires_at > ?2",
                )
                .and_then(|mut statement| {
                    statement
                        .query_row((token_hash, now.millis()), |row| {
                            Ok(Session {
                                commune: commune(row, "commune")?,
                                commune_name: row.get("commune_name")?,
                                user: row.get("user")?,
                                member: member(row, "member")?,
                                name: row.get("name")?,
                                team: team(row, "team")?,
                                standing: without_fields(row)?,
                                expires_at: moment(row, "expires_at")?,
                                token_hash: hash(row, "token_hash")?,
                            })
                        })
                        .optional()
                })
                .map_err(engine("read the session"))?;
            let Some(mut session) = found else { return Ok(None) };
            session.standing.fields = fields_of(tx, &session.commune, &session.user)?;
            Ok(Some(session))
        })
    }

    fn close_session(&self, token_hash: &SecretHash) -> Result<(), StoreError> {
        self.write("close the session", |tx| {
            tx.execute("DELETE FROM session WHERE token_hash = ?1", [token_hash])
                .map_err(engine("close the session"))?;
            Ok(())
        })
    }
}
