//! `team`, `member`, `user`, `revoke`: who may do what.

use super::CliError;
use super::target::Target;
use crate::clock::{Clock, SystemClock};
use crate::password;
use crate::store::people::{OFFICE, User};
use crate::store::{Access, People, Scopes};
use dossier::{DeviceId, MemberId, TeamId};
use std::io::{BufRead, IsTerminal};

pub(super) fn add_team(target: &Target, name: &str) -> Result<(), CliError> {
    let (store, commune) = target.open()?;
    let team = store.add_team(&commune.code, name)?;
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

pub(super) fn add_user(target: &Target, user: &str, name: &str, administrator: bool) -> Result<(), CliError> {
    let (store, commune) = target.open()?;
    if store.user(user)?.is_some() {
        return Err(CliError::Exists { what: "user" });
    }
    let password = read_password()?;
    if password.chars().count() < password::MIN_CHARS {
        return Err(CliError::ShortPassword);
    }
    let hash = password::hash(&password)?;
    let member = store.add_member(&commune.code, OFFICE, name)?;
    store.add_user(&User {
        commune: commune.code,
        name: user.to_owned(),
        member,
        password: hash,
        administrator,
    })?;
    println!("Officer {user} can log in at /office/ now.");
    Ok(())
}

pub(super) fn set_administrator(target: &Target, user: &str, may: bool) -> Result<(), CliError> {
    let (store, commune) = target.open()?;
    store.set_administrator(&commune.code, user, may)?;
    println!("Officer {user} may {}publish packs.", if may { "" } else { "no longer " });
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
