//! Communes, teams, members and logins in SQLite.

use super::columns::{AuditLine, commune, engine, member, team};
use super::standing::{fields_of, without_fields, write_fields};
use super::{SqliteStore, StoreError};
use crate::store::people::{Commune, Member, OFFICE, People, Team, User};
use dossier::{CommuneCode, MemberId, TeamId, Timestamp};
use rusqlite::{ErrorCode, OptionalExtension, Row, Transaction};
use wire::Role;

/// A unique key that is taken is not a failure of the engine.
fn exists_or(what: &'static str, action: &'static str) -> impl Fn(rusqlite::Error) -> StoreError {
    move |error| match error.sqlite_error_code() {
        Some(ErrorCode::ConstraintViolation) => StoreError::Exists { what },
        Some(_) | None => engine(action)(error),
    }
}

pub(super) fn member_of(
    tx: &Transaction<'_>,
    code: &CommuneCode,
    id: MemberId,
) -> Result<Option<Member>, StoreError> {
    tx.query_row(
        "SELECT id, team, name FROM member WHERE commune = ?1 AND id = ?2",
        (code.as_str(), id.0),
        |row| Ok(Member { id: member(row, "id")?, team: team(row, "team")?, name: row.get("name")? }),
    )
    .optional()
    .map_err(engine("read the member"))
}

pub(super) fn team_of(
    tx: &Transaction<'_>,
    code: &CommuneCode,
    id: TeamId,
) -> Result<Option<Team>, StoreError> {
    tx.query_row(
        "SELECT id, name, area FROM team WHERE commune = ?1 AND id = ?2",
        (code.as_str(), id.0),
        read_team,
    )
    .optional()
    .map_err(engine("read the team"))
}

fn read_team(row: &Row<'_>) -> rusqlite::Result<Team> {
    Ok(Team { id: team(row, "id")?, name: row.get("name")?, area: row.get("area")? })
}

pub(super) fn commune_of(tx: &Transaction<'_>, code: &CommuneCode) -> Result<Option<Commune>, StoreError> {
    tx.query_row(
        "SELECT commune, name, unit_number FROM commune WHERE commune = ?1",
        [code.as_str()],
        |row| {
            Ok(Commune {
                code: commune(row, "commune")?,
                name: row.get("name")?,
                unit_number: row.get("unit_number")?,
            })
        },
    )
    .optional()
    .map_err(engine("read the commune"))
}

fn known_commune(tx: &Transaction<'_>, code: &CommuneCode) -> Result<(), StoreError> {
    commune_of(tx, code)?.map(|_| ()).ok_or(StoreError::Unknown { what: "commune" })
}

impl People for SqliteStore {
    fn communes(&self) -> Result<Vec<Commune>, StoreError> {
        self.read("read the communes", |tx| {
            tx.prepare_cached("SELECT commune, name, unit_number FROM commune ORDER BY commune")
                .and_then(|mut statement| {
                    statement
                        .query_map([], |row| {
                            Ok(Commune {
                                code: commune(row, "commune")?,
                                name: row.get("name")?,
                                unit_number: row.get("unit_number")?,
                            })
                        })?
                        .collect()
                })
                .map_err(engine("read the communes"))
        })
    }

    fn add_commune(&self, commune: &Commune) -> Result<(), StoreError> {
        self.write("add the commune", |tx| {
            tx.execute(
                "INSERT INTO commune (commune, name, unit_number) VALUES (?1, ?2, ?3)",
                (commune.code.as_str(), &commune.name, &commune.unit_number),
            )
            .map_err(exists_or("commune", "add the commune"))?;
            Ok(())
        })
    }

    fn teams(&self, commune: &CommuneCode) -> Result<Vec<Team>, StoreError> {
        self.read("read the teams", |tx| {
            tx.prepare_cached("SELECT id, name, area FROM team WHERE commune = ?1 ORDER BY id")
                .and_then(|mut statement| statement.query_map([commune.as_str()], read_team)?.collect())
                .map_err(engine("read the teams"))
        })
    }

    fn add_team(&self, commune: &CommuneCode, name: &str) -> Result<TeamId, StoreError> {
        self.write("add the team", |tx| {
            known_commune(tx, commune)?;
            tx.query_row(
                "INSERT INTO team (commune, id, name)
                 SELECT ?1, coalesce(max(id), 0) + 1, ?2 FROM team WHERE commune = ?1 RETURNING id",
                (commune.as_str(), name),
                |row| team(row, "id"),
            )
            .map_err(engine("add the team"))
        })
    }

    fn set_area(&self, commune: &CommuneCode, of: TeamId, area: &str) -> Result<(), StoreError> {
        self.write("say which hamlet the team serves", |tx| {
            let key = (commune.as_str(), of.0, area);
            let found = tx
                .execute("UPDATE team SET area = ?3 WHERE commune = ?1 AND id = ?2", key)
                .map_err(engine("say which hamlet the team serves"))?;
            if found == 0 { Err(StoreError::Unknown { what: "team" }) } else { Ok(()) }
        })
    }

    fn members(&self, commune: &CommuneCode) -> Result<Vec<Member>, StoreError> {
        self.read("read the members", |tx| {
            tx.prepare_cached("SELECT id, team, name FROM member WHERE commune = ?1 ORDER BY id")
                .and_then(|mut statement| {
                    statement
                        .query_map([commune.as_str()], |row| {
                            Ok(Member {
                                id: member(row, "id")?,
                                team: team(row, "team")?,
                                name: row.get("name")?,
                            })
                        })?
                        .collect()
                })
                .map_err(engine("read the members"))
        })
    }

    fn add_member(&self, commune: &CommuneCode, of: TeamId, name: &str) -> Result<MemberId, StoreError> {
        self.write("add the member", |tx| {
            known_commune(tx, commune)?;
            if of != OFFICE && team_of(tx, commune, of)?.is_none() {
                return Err(StoreError::Unknown { what: "team" });
            }
            tx.query_row(
                "INSERT INTO member (commune, id, team, name)
                 SELECT ?1, coalesce(max(id), 0) + 1, ?2, ?3 FROM member WHERE commune = ?1 RETURNING id",
                (commune.as_str(), of.0, name),
                |row| member(row, "id"),
            )
            .map_err(engine("add the member"))
        })
    }

    fn user(&self, name: &str) -> Result<Option<User>, StoreError> {
        self.read("read the user", |tx| user_named(tx, name))
    }

    fn add_user(&self, user: &User) -> Result<(), StoreError> {
        self.write("add the user", |tx| {
            if member_of(tx, &user.commune, user.member)?.is_none() {
                return Err(StoreError::Unknown { what: "member" });
            }
            tx.execute(
                "INSERT INTO user (commune, name, member, password, administrator, role)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                (
                    user.commune.as_str(),
                    &user.name,
                    user.member.0,
                    &user.password,
                    user.standing.administrator,
                    user.standing.role.map_or("", Role::as_str),
                ),
            )
            .map_err(exists_or("user", "add the user"))?;
            write_fields(tx, &user.commune, &user.name, &user.standing.fields)
        })
    }

    fn set_administrator(
        &self,
        commune: &CommuneCode,
        user: &str,
        may: bool,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write("set what the user may do", |tx| {
            let whose = tx
                .query_row(
                    "UPDATE user SET administrator = ?3 WHERE commune = ?1 AND name = ?2 RETURNING member",
                    (commune.as_str(), user, may),
                    |row| member(row, "member"),
                )
                .optional()
                .map_err(engine("set what the user may do"))?
                .ok_or(StoreError::Unknown { what: "user" })?;
            note(tx, commune, whose, if may { "administrator" } else { "administrator_no_longer" }, now)
        })
    }

    fn set_role(
        &self,
        commune: &CommuneCode,
        user: &str,
        role: Option<Role>,
        fields: &[String],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write("give the role", |tx| give_role(tx, commune, user, (role, fields), now))
    }

    fn users(&self, commune: &CommuneCode) -> Result<Vec<User>, StoreError> {
        self.read("read the users", |tx| {
            let users: Vec<User> = tx
                .prepare_cached(&format!("{USERS} WHERE commune = ?1 ORDER BY name"))
                .and_then(|mut statement| statement.query_map([commune.as_str()], user)?.collect())
                .map_err(engine("read the users"))?;
            users.into_iter().map(|user| with_fields(tx, user)).collect()
        })
    }
}

/// Role and fields, and a line about the person.
pub(super) fn give_role(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    user: &str,
    (role, fields): (Option<Role>, &[String]),
    now: Timestamp,
) -> Result<(), StoreError> {
    let whose = tx
        .query_row(
            "UPDATE user SET role = ?3 WHERE commune = ?1 AND name = ?2 RETURNING member",
            (commune.as_str(), user, role.map_or("", Role::as_str)),
            |row| member(row, "member"),
        )
        .optional()
        .map_err(engine("give the role"))?
        .ok_or(StoreError::Unknown { what: "user" })?;
    write_fields(tx, commune, user, fields)?;
    note(tx, commune, whose, &format!("role_{}", role.map_or("none", Role::as_str)), now)
}

pub(super) fn user_named(tx: &Transaction<'_>, name: &str) -> Result<Option<User>, StoreError> {
    let found = tx
        .query_row(&format!("{USERS} WHERE name = ?1"), [name], user)
        .optional()
        .map_err(engine("read the user"))?;
    found.map(|user| with_fields(tx, user)).transpose()
}

/// A line about a person who was given something.
pub(super) fn note(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    whose: MemberId,
    action: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    AuditLine { commune, at: now, member: whose, device: None, action, document: None, count: 0 }.write(tx)
}

const USERS: &str = "SELECT commune, name, member, password, administrator, role FROM user";

fn user(row: &Row<'_>) -> rusqlite::Result<User> {
    Ok(User {
        commune: commune(row, "commune")?,
        name: row.get("name")?,
        member: member(row, "member")?,
        password: row.get("password")?,
        standing: without_fields(row)?,
    })
}

fn with_fields(tx: &Transaction<'_>, mut user: User) -> Result<User, StoreError> {
    user.standing.fields = fields_of(tx, &user.commune, &user.name)?;
    Ok(user)
}
