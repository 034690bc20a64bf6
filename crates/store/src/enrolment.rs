//! What the store knows of its enrolment and of its place in the server's feed.

use crate::refusal::renew_installation;
use crate::{Store, StoreError};
use dossier::{CommuneCode, DeviceId, MemberId, TeamId, Timestamp};
use rusqlite::params;
use sync::session::Position;
use wire::packs::PackKey;

/// This device's place in a commune.
#[derive(Clone, PartialEq, Eq)]
pub struct Enrolment {
    pub server: String,
    pub token: String,
    pub device: DeviceId,
    pub member: MemberId,
    pub member_name: String,
    pub team: TeamId,
    pub team_name: String,
    pub commune: CommuneCode,
    pub commune_name: String,
    /// With what the server signs its catalogue of packs; `None`: it did not say.
    pub pack_key: Option<PackKey>,
    /// The office revoked it: drafts stay, sync needs a new code.
    pub revoked: bool,
}

impl std::fmt::Debug for Enrolment {
    /// The token is never printed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Enrolment").field("device", &self.device).finish_non_exhaustive()
    }
}

impl Store {
    /// `None` before the first enrolment.
    pub fn enrolment(&self) -> Result<Option<Enrolment>, StoreError> {
        let found = self.connection.query_row(
            "SELECT server, token, device_id, member, member_name, team, team_name, commune, commune_name, revoked, pack_key
             FROM device",
            [],
            |row| {
                Ok(Enrolment {
                    server: row.get(0)?,
                    token: row.get(1)?,
                    device: DeviceId::from_slice(&row.get::<_, Vec<u8>>(2)?)
                        .unwrap_or(DeviceId::from_bytes([0; 16])),
                    member: MemberId(row.get(3)?),
                    member_name: row.get(4)?,
                    team: TeamId(row.get(5)?),
                    team_name: row.get(6)?,
                    commune: CommuneCode::new(row.get::<_, String>(7)?),
                    commune_name: row.get(8)?,
                    revoked: row.get(9)?,
                    pack_key: PackKey::from_slice(&row.get::<_, Vec<u8>>(10)?),
                })
            },
        )?;
        Ok((!found.server.is_empty()).then_some(found))
    }

    /// Joins a commune. What was drafted before is put into the outbox; the feed is read from its start,
    /// since it may be another server than before.
    pub fn enrol(&mut self, enrolment: &Enrolment, now: Timestamp) -> Result<(), StoreError> {
        let tx = self.connection.transaction()?;
        // What was written before belongs, at the server, to the enrolment that wrote it.
        if tx.query_row("SELECT server <> '' FROM device", [], |row| row.get(0))? {
            renew_installation(&tx)?;
        }
        tx.execute(
            "UPDATE device SET server = ?1, token = ?2, device_id = ?3, member = ?4, member_name = ?5,
                team = ?6, team_name = ?7, commune = ?8, commune_name = ?9, revoked = 0,
                cursor = 0, below = 0, server_epoch = 0, scope_epoch = 0, pack_key = ?10,
                catalogue_epoch = 0, catalogue_serial = 0, catalogue_void = 0,
                recovery_code = '', recovery_epoch = 0, wipe_after = 0",
            params![
                enrolment.server,
                enrolment.token,
                enrolment.device.as_bytes(),
                enrolment.member.0,
                enrolment.member_name,
                enrolment.team.0,
                enrolment.team_name,
                enrolment.commune.as_str(),
                enrolment.commune_name,
                enrolment.pack_key.map(|key| key.0.to_vec()).unwrap_or_default(),
            ],
        )?;
        // What another commune's server published is not offered here; dossiers that were begun keep it.
        tx.execute("UPDATE pack SET offered = 0", [])?;
        tx.execute("DELETE FROM pack_refusal", [])?;
        forget_what_the_server_has(&tx, now)?;
        tx.commit()?;
        self.open = None;
        // The rule was the other commune's.
        self.heed_wipe_rule();
        Ok(())
    }

    pub fn set_revoked(&mut self) -> Result<(), StoreError> {
        self.connection.execute("UPDATE device SET revoked = 1", [])?;
        Ok(())
    }

    pub fn position(&self) -> Result<Position, StoreError> {
        Ok(self.connection.query_row(
            "SELECT cursor, server_epoch, scope_epoch,
                    iif(catalogue_epoch = server_epoch AND catalogue_void = 0, catalogue_serial, 0),
                    below FROM device",
            [],
            |row| {
                Ok(Position {
                    cursor: row.get(0)?,
                    server_epoch: row.get(1)?,
                    scope_epoch: row.get(2)?,
                    catalogue: row.get(3)?,
                    below: row.get(4)?,
                })
            },
        )?)
    }

    /// The server was restored from a backup: the cursor is void, and so is what it was known to have.
    /// Everything that is stored here goes into the outbox, so that nothing the backup lacks is lost.
    pub fn start_over(&mut self, server_epoch: u64, now: Timestamp) -> Result<(), StoreError> {
        let tx = self.connection.transaction()?;
        tx.execute(
            "UPDATE device SET cursor = 0, below = 0, server_epoch = ?1, scope_epoch = 0, catalogue_void = 1",
            [server_epoch],
        )?;
        forget_what_the_server_has(&tx, now)?;
        tx.commit()?;
        Ok(())
    }

    /// When the server last answered, and how far its clock was ahead of this device's then, in seconds.
    pub fn last_met(&self) -> Result<Option<(Timestamp, i64)>, StoreError> {
        let (at, off): (i64, i64) =
            self.connection.query_row("SELECT last_met_ms, clock_off_s FROM device", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        Ok((at != 0).then(|| (Timestamp::from_millis(at), off)))
    }

    /// The name behind an actor, as the server vouched.
    pub fn author_name(&self, actor: &[u8]) -> Result<Option<String>, StoreError> {
        use rusqlite::OptionalExtension;
        Ok(self
            .connection
            .prepare_cached("SELECT name FROM author WHERE actor = ?1")?
            .query_row([actor], |row| row.get(0))
            .optional()?)
    }
}

/// Everything goes again, whole. The shared heads stay: should the server refuse, they are the best place to fork at. What
/// was shared with another commune is that commune's: only work that it does not have goes out. The hand-over box may have
/// been lost as well.
fn forget_what_the_server_has(tx: &rusqlite::Transaction<'_>, now: Timestamp) -> Result<(), StoreError> {
    tx.execute("UPDATE outbox SET whole = 1, refused = '', forked = ''", [])?;
    tx.execute(
        "INSERT INTO outbox (document, since_ms, urgency, whole)
         SELECT id, ?1, 0, 1 FROM document
         WHERE away = 0 AND (commune IN ('', (SELECT commune FROM device)) OR id IN (SELECT document FROM parked))
         ON CONFLICT (document) DO NOTHING",
        [now.millis()],
    )?;
    tx.execute("DELETE FROM parked", [])?;
    crate::photos::forget_what_the_server_has(tx)
}
