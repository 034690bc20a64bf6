//! `team`, `member`, `user`, `revoke`: who may do what.

use super::CliError;
use super::target::Target;
use crate::clock::{Clock, SystemClock};
use crate::password;
use crate::procedures::Procedures;
use crate::store::people::{Commune, OFFICE, Standing, User};
use crate::store::sqlite::SqliteStore;
use crate::store::{Access, People, Scopes};
use clap::Args;
use dossier::{DeviceId, MemberId, TeamId};
use library::field;
use std::io::{BufRead, IsTerminal};
use wire::Role;

pub(super) fn set_area(target: &Target, team: TeamId, area: &str) -> Result<(), CliError> {
    let (store, commune) = target.open()?;
    store.set_area(&commune.code, team, area.trim())?;
    println!("Team {team} serves {} from now on.", area.trim());
    Ok(())
}

pub(super) fn add_team(target: &Target, name: &str, area: &str) -> Result<(), CliError> {
    let (store, commune) = target.open()?;
    let team = store.add_team(&commune.code, name)?;
    store.set_area(&commune.code, team, area.trim())?;
    println!("Team {team} was added to {}.", commune.name);
    Ok(())
}

pub(super) fn add_member(target: &Target, team: TeamId, name: &str) -> Result<(), CliError> {
    let (store, commune) = target.open()?;
    let member = store.add_member(&commune.code, team, name)?;
    println!("Member {member} was added to team {team}.");
    println!("Next: donghanh-server invite --data DIR --member {member}");
    Ok(())
}

pub(super) fn move_member(target: &Target, member: MemberId, team: TeamId) -> Result<(), CliError> {
    let (store, commune) = target.open()?;
    store.move_member(&commune.code, member, team, SystemClock.now())?;
    println!("Member {member} serves team {team} now; devices learn it with their next sync.");
    Ok(())
}

pub(super) fn list(target: &Target) -> Result<(), CliError> {
    let (store, commune) = target.open()?;
    println!("{} ({})", commune.name, commune.code);
    let members = store.members(&commune.code)?;
    let office = std::iter::once((OFFICE, "Office".to_owned()));
    let teams = store.teams(&commune.code)?.into_iter().map(|team| (team.id, team.name));
    for (team, name) in teams.chain(office) {
        println!("team {team}  {name}");
        for member in members.iter().filter(|member| member.team == team) {
            println!("  member {}  {}", member.id, member.name);
            for device in store.devices_of(&commune.code, member.id)? {
                println!("    device {device}");
            }
        }
    }
    Ok(())
}

/// `--role` and `--field`, as they were typed.
#[derive(Debug, Args)]
pub(super) struct RoleTyped {
    /// chief, receiver, officer, police, team_lead; or none, for who only administers.
    #[arg(long, default_value = "officer", value_parser = role)]
    role: Typed,
    /// A field (lĩnh vực) that an officer works on, as "Hộ tịch"; several times for several. None: all.
    #[arg(long)]
    field: Vec<String>,
}

#[derive(Debug, Clone, Copy)]
struct Typed(Option<Role>);

fn role(word: &str) -> Result<Typed, String> {
    if word == "none" {
        return Ok(Typed(None));
    }
    Role::parse(word).map(|role| Typed(Some(role))).ok_or_else(|| {
        let known: Vec<&str> = Role::ALL.into_iter().map(Role::as_str).collect();
        format!("not a role; there are {} and none", known.join(", "))
    })
}

impl RoleTyped {
    /// Role and fields; the fields as the packs write them. A slip of the pen would hide every dossier from an officer.
    fn checked(
        &self,
        store: &SqliteStore,
        commune: &Commune,
    ) -> Result<(Option<Role>, Vec<String>), CliError> {
        let Typed(role) = self.role;
        if self.field.is_empty() {
            return Ok((role, Vec::new()));
        }
        if role != Some(Role::Officer) {
            return Err(CliError::FieldsOfNobody);
        }
        let known = Procedures::built_in()?.shelf(store, &commune.code)?.fields();
        let written = |typed: &String| {
            let same = known.iter().find(|known| field::same(known, typed)).cloned();
            same.ok_or_else(|| CliError::FieldUnknown { field: typed.clone(), known: known.join(", ") })
        };
        Ok((role, self.field.iter().map(written).collect::<Result<_, _>>()?))
    }
}

/// A team lead serves a team, and nobody else at the office does.
fn must_fit(role: Option<Role>, team: TeamId) -> Result<(), CliError> {
    if (role == Some(Role::TeamLead)) == (team != OFFICE) { Ok(()) } else { Err(CliError::TeamLeadOfNoTeam) }
}

fn team_of(store: &SqliteStore, commune: &Commune, member: MemberId) -> Result<TeamId, CliError> {
    let members = store.members(&commune.code)?;
    let known = members.into_iter().find(|known| known.id == member);
    known.map(|known| known.team).ok_or(CliError::Unknown { what: "member" })
}

pub(super) fn add_user(
    target: &Target,
    user: &str,
    name: Option<&str>,
    member: Option<MemberId>,
    role: &RoleTyped,
    administrator: bool,
) -> Result<(), CliError> {
    let (store, commune) = target.open()?;
    if store.user(user)?.is_some() {
        return Err(CliError::Exists { what: "user" });
    }
    let (role, fields) = role.checked(&store, &commune)?;
    must_fit(role, member.map_or(Ok(OFFICE), |member| team_of(&store, &commune, member))?)?;
    let password = read_password()?;
    if password.chars().count() < password::MIN_CHARS {
        return Err(CliError::ShortPassword);
    }
    let hash = password::hash(&password)?;
    let member = match member {
        Some(member) => member,
        None => store.add_member(&commune.code, OFFICE, name.unwrap_or_default())?,
    };
    // Without any right at first: each that is given is a line of the audit.
    store.add_user(&User {
        commune: commune.code.clone(),
        name: user.to_owned(),
        member,
        password: hash,
        standing: Standing::default(),
    })?;
    store.set_role(&commune.code, user, role, &fields, SystemClock.now())?;
    if administrator {
        store.set_administrator(&commune.code, user, true, SystemClock.now())?;
    }
    let said = in_words(&Standing { role, administrator, fields });
    println!("{user} ({said}) can log in at /office/ now.");
    Ok(())
}

pub(super) fn set_role(target: &Target, user: &str, role: &RoleTyped) -> Result<(), CliError> {
    let (store, commune) = target.open()?;
    let known = store.user(user)?.filter(|known| known.commune == commune.code);
    let known = known.ok_or(CliError::Unknown { what: "user" })?;
    let (role, fields) = role.checked(&store, &commune)?;
    must_fit(role, team_of(&store, &commune, known.member)?)?;
    store.set_role(&commune.code, user, role, &fields, SystemClock.now())?;
    let standing = Standing { role, fields, ..known.standing };
    println!("{user} is {} from now on, also where she is logged in already.", in_words(&standing));
    Ok(())
}

pub(super) fn list_users(target: &Target) -> Result<(), CliError> {
    let (store, commune) = target.open()?;
    let members = store.members(&commune.code)?;
    for user in store.users(&commune.code)? {
        let name = members.iter().find(|member| member.id == user.member).map_or("", |member| &member.name);
        println!("{}  {name}  {}", user.name, in_words(&user.standing));
    }
    Ok(())
}

/// Such as `officer of Hộ tịch, Chứng thực; administrator`.
pub(super) fn in_words(standing: &Standing) -> String {
    let role = standing.role.map_or("no role", Role::as_str);
    let fields = match standing.fields.as_slice() {
        [] => String::new(),
        fields => format!(" of {}", fields.join(", ")),
    };
    let administrator = if standing.administrator { "; administrator" } else { "" };
    format!("{role}{fields}{administrator}")
}

pub(super) fn set_administrator(target: &Target, user: &str, may: bool) -> Result<(), CliError> {
    let (store, commune) = target.open()?;
    store.set_administrator(&commune.code, user, may, SystemClock.now())?;
    println!("{user} is {} administrator.", if may { "an" } else { "no longer an" });
    Ok(())
}

pub(super) fn revoke(target: &Target, device: DeviceId) -> Result<(), CliError> {
    let (store, commune) = target.open()?;
    store.revoke_device(&commune.code, device, SystemClock.now())?;
    println!("Device {device} is refused from now on.");
    Ok(())
}

/// From the terminal twice and unseen; from a pipe the first line.
fn read_password() -> Result<String, CliError> {
    let failed = |source| CliError::Io { action: "read the password", source };
    if std::io::stdin().is_terminal() {
        let once = rpassword::prompt_password("Password: ").map_err(failed)?;
        let again = rpassword::prompt_password("Again: ").map_err(failed)?;
        return if once == again { Ok(once) } else { Err(CliError::PasswordsDiffer) };
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(failed)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
