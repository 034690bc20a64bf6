//! The command line: what an administrator of the commune's machine types.

mod audit;
mod error;
mod init;
mod invite;
mod judge;
mod keep;
mod packs;
mod people;
mod serve;
mod settings;
mod target;
mod upkeep;

pub use error::CliError;

use crate::store::audit::Head;
use clap::{Parser, Subcommand};
use dossier::{DeviceId, DocumentId, MemberId, TeamId};
use std::net::SocketAddr;
use std::path::PathBuf;
use target::Target;
use wire::settings::Sheet;

/// Đồng Hành: the commune server.
#[derive(Debug, Parser)]
#[command(name = "donghanh-server", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve devices and the office until stopped (Ctrl-C or SIGTERM).
    Serve {
        /// Folder of the database.
        #[arg(long)]
        data: PathBuf,
        #[arg(long, default_value = "127.0.0.1:8470")]
        listen: SocketAddr,
        /// Folder of the built office pages.
        #[arg(long)]
        office_ui: Option<PathBuf>,
        /// The address at which villagers reach this server, as in https://xa.example: the code on receipts leads there.
        #[arg(long, value_parser = serve::web_address)]
        public_address: Option<String>,
        /// Allow an address that other machines reach. A proxy with TLS must stand in front.
        #[arg(long)]
        beyond_this_machine: bool,
    },
    /// Create the database, and a commune in it.
    Init {
        #[arg(long)]
        data: PathBuf,
        /// Code of the commune: five digits, as in 03325.
        #[arg(long)]
        commune: String,
        /// First part of the dossier numbers that the desk gives, as in H15.50.05.13.
        #[arg(long)]
        unit_number: Option<String>,
        /// Add two teams, three volunteers, officers of each role and a dozen households who do not exist.
        #[arg(long)]
        demo: bool,
    },
    /// Print a one-time code, and its QR, for a member's next device.
    Invite {
        #[command(flatten)]
        target: Target,
        #[arg(long, value_parser = number(MemberId))]
        member: MemberId,
        /// The address at which devices reach this server.
        #[arg(long, default_value = "http://127.0.0.1:8470")]
        server: String,
    },
    /// Teams.
    Team {
        #[command(subcommand)]
        command: TeamCommand,
    },
    /// Members of teams.
    Member {
        #[command(subcommand)]
        command: MemberCommand,
    },
    /// Officers who log in.
    User {
        #[command(subcommand)]
        command: UserCommand,
    },
    /// Who did and who read what: one line after the other, each with the hash of the line before it.
    Audit {
        #[command(subcommand)]
        command: AuditCommand,
    },
    /// The commune's days, hours, numbers and roles, as tables (.csv).
    Settings {
        #[command(subcommand)]
        command: SettingsCommand,
    },
    /// Procedure packs: what devices offer for new dossiers.
    Packs {
        #[command(subcommand)]
        command: PacksCommand,
    },
    /// Refuse a device from now on.
    Revoke {
        #[command(flatten)]
        target: Target,
        #[arg(long, value_parser = device)]
        device: DeviceId,
    },
    /// Take a dossier or a household out for good, here and on the team's devices.
    Remove {
        #[command(flatten)]
        target: Target,
        #[arg(long, value_parser = document)]
        document: DocumentId,
    },
    /// Give a dossier or a household to another team: its devices get it, the old team's let go of it.
    Move {
        #[command(flatten)]
        target: Target,
        #[arg(long, value_parser = document)]
        document: DocumentId,
        #[arg(long, value_parser = number(TeamId))]
        team: TeamId,
    },
    /// Copy the database into a new file, and photos into the folder donghanh-photos beside it, while the server runs.
    Backup {
        #[arg(long)]
        data: PathBuf,
        #[arg(long)]
        to: PathBuf,
    },
    /// What the server starts by itself: judges pushes that come on the standard input.
    #[command(hide = true)]
    Judge {
        /// Bytes of memory beyond those of an idle process.
        #[arg(long)]
        memory: u64,
    },
    /// Check every document and every photo, and say what does not fit together. Changes nothing unless told to.
    Verify {
        #[arg(long)]
        data: PathBuf,
        /// Write anew what is computed from documents: the rows of lists.
        #[arg(long)]
        repair: bool,
        /// Answer as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Fold old changes into their documents. A running server does it by itself.
    Compact {
        #[arg(long)]
        data: PathBuf,
        /// Changes that are younger stay one by one: devices that sync meanwhile get them alone.
        #[arg(long, default_value_t = crate::compaction::KEEP_CHANGES_DAYS)]
        keep_days: u32,
    },
    /// Put a backup in the database's place, and bring back photos from the folder donghanh-photos beside
    /// it. The server must be
    /// stopped.
    Restore {
        #[arg(long)]
        data: PathBuf,
        #[arg(long)]
        from: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
enum TeamCommand {
    Add {
        #[command(flatten)]
        target: Target,
        #[arg(long)]
        name: String,
        /// The hamlet (thôn, bản, tổ dân phố) that it serves: numbers are counted by it.
        #[arg(long, default_value = "")]
        area: String,
    },
    /// Say which hamlet a team serves.
    Area {
        #[command(flatten)]
        target: Target,
        #[arg(long, value_parser = number(TeamId))]
        team: TeamId,
        #[arg(long)]
        area: String,
    },
}

#[derive(Debug, Subcommand)]
enum MemberCommand {
    Add {
        #[command(flatten)]
        target: Target,
        #[arg(long, value_parser = number(TeamId))]
        team: TeamId,
        #[arg(long)]
        name: String,
    },
    /// Let a member serve another team from now on.
    Move {
        #[command(flatten)]
        target: Target,
        #[arg(long, value_parser = number(MemberId))]
        member: MemberId,
        #[arg(long, value_parser = number(TeamId))]
        team: TeamId,
    },
    /// All members, with their teams and devices.
    List {
        #[command(flatten)]
        target: Target,
    },
}

#[derive(Debug, Subcommand)]
enum UserCommand {
    /// Add an officer; the password is read from the standard input, or asked for.
    Add {
        #[command(flatten)]
        target: Target,
        /// What the officer types at login.
        #[arg(long)]
        user: String,
        /// The officer's name as villagers may read it.
        #[arg(long, required_unless_present = "member")]
        name: Option<String>,
        /// The login is for a member who is there already: a team lead.
        #[arg(long, value_parser = number(MemberId), conflicts_with = "name")]
        member: Option<MemberId>,
        #[command(flatten)]
        role: people::RoleTyped,
        /// Looks after packs, phones, what was refused and the hand-over box.
        #[arg(long)]
        administrator: bool,
    },
    /// Give an officer another role, or other fields.
    Role {
        #[command(flatten)]
        target: Target,
        #[arg(long)]
        user: String,
        #[command(flatten)]
        role: people::RoleTyped,
    },
    /// All who log in at the office, with role and fields.
    List {
        #[command(flatten)]
        target: Target,
    },
    /// Let an officer look after packs, phones, what was refused and the hand-over box, or no longer.
    Administrator {
        #[command(flatten)]
        target: Target,
        #[arg(long)]
        user: String,
        /// Take the right away.
        #[arg(long)]
        no_longer: bool,
    },
}

#[derive(Debug, Subcommand)]
enum AuditCommand {
    /// Look the whole chain through; the first line that is broken is told, and the command fails.
    Verify {
        #[command(flatten)]
        target: Target,
        /// A last line that was noted before, as 1234:ab12…; several times for several.
        #[arg(long, value_parser = head)]
        noted: Vec<Head>,
    },
    /// The last line, to be noted where nobody who can write to the database can change it.
    Head {
        #[command(flatten)]
        target: Target,
    },
    /// Every line as a JSON object, with its hash, on the standard output.
    Export {
        #[command(flatten)]
        target: Target,
        /// Only the lines after this one.
        #[arg(long, default_value_t = 0)]
        after: i64,
    },
}

fn head(typed: &str) -> Result<Head, String> {
    crate::audit::read_head(typed)
        .ok_or_else(|| "not a number, a colon and 64 digits or letters a to f".to_owned())
}

#[derive(Debug, Subcommand)]
enum SettingsCommand {
    /// Write a table to the standard output.
    Export {
        #[command(flatten)]
        target: Target,
        /// days, desk or officers.
        #[arg(long, value_parser = sheet)]
        table: Sheet,
    },
    /// Take a table in: as a whole, or nothing of it and every fault told at its line.
    Import {
        #[command(flatten)]
        target: Target,
        /// days, desk or officers.
        #[arg(long, value_parser = sheet)]
        table: Sheet,
        #[arg(long)]
        from: PathBuf,
    },
}

fn sheet(typed: &str) -> Result<Sheet, String> {
    Sheet::parse(typed).ok_or_else(|| "not a table; there are days, desk and officers".to_owned())
}

#[derive(Debug, Subcommand)]
enum PacksCommand {
    /// All packs with their versions and states.
    List {
        #[command(flatten)]
        target: Target,
    },
    /// Check a pack's files and say everything that is wrong, at its place. Publishes nothing.
    Check {
        #[command(flatten)]
        files: packs::PackFolder,
    },
    /// Publish a pack: devices get it with their next sync.
    Publish {
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        files: packs::PackFolder,
    },
    /// No new dossier begins with this version; those that were begun keep it.
    Withdraw {
        #[command(flatten)]
        target: Target,
        /// Code of the procedure, as in 1.001193.
        #[arg(long)]
        code: String,
        #[arg(long)]
        version: String,
    },
}

fn number<T: Clone + Send + Sync + 'static>(
    make: fn(u32) -> T,
) -> impl Fn(&str) -> Result<T, std::num::ParseIntError> + Clone {
    move |typed| typed.parse().map(make)
}

fn device(typed: &str) -> Result<DeviceId, String> {
    DeviceId::parse(typed).ok_or_else(|| "not the id of a device".to_owned())
}

fn document(typed: &str) -> Result<DocumentId, String> {
    DocumentId::parse(typed).ok_or_else(|| "not the id of a document".to_owned())
}

/// Does what was typed.
pub fn run(cli: Cli) -> Result<(), CliError> {
    match cli.command {
        Command::Serve { data, listen, office_ui, public_address, beyond_this_machine } => {
            serve::serve(&data, listen, office_ui, public_address, beyond_this_machine)
        }
        Command::Init { data, commune, unit_number, demo } => init::init(&data, &commune, unit_number, demo),
        Command::Invite { target, member, server } => invite::invite(&target, member, &server),
        Command::Team { command: TeamCommand::Add { target, name, area } } => {
            people::add_team(&target, &name, &area)
        }
        Command::Team { command: TeamCommand::Area { target, team, area } } => {
            people::set_area(&target, team, &area)
        }
        Command::Member { command: MemberCommand::Add { target, team, name } } => {
            people::add_member(&target, team, &name)
        }
        Command::Member { command: MemberCommand::Move { target, member, team } } => {
            people::move_member(&target, member, team)
        }
        Command::Member { command: MemberCommand::List { target } } => people::list(&target),
        Command::User { command: UserCommand::Add { target, user, name, member, role, administrator } } => {
            people::add_user(&target, &user, name.as_deref(), member, &role, administrator)
        }
        Command::User { command: UserCommand::Role { target, user, role } } => {
            people::set_role(&target, &user, &role)
        }
        Command::User { command: UserCommand::List { target } } => people::list_users(&target),
        Command::User { command: UserCommand::Administrator { target, user, no_longer } } => {
            people::set_administrator(&target, &user, !no_longer)
        }
        Command::Audit { command: AuditCommand::Verify { target, noted } } => audit::verify(&target, &noted),
        Command::Audit { command: AuditCommand::Head { target } } => audit::head(&target),
        Command::Audit { command: AuditCommand::Export { target, after } } => audit::export(&target, after),
        Command::Settings { command: SettingsCommand::Export { target, table } } => {
            settings::export(&target, table)
        }
        Command::Settings { command: SettingsCommand::Import { target, table, from } } => {
            settings::import(&target, table, &from)
        }
        Command::Packs { command: PacksCommand::List { target } } => packs::list(&target),
        Command::Packs { command: PacksCommand::Check { files } } => packs::check(&files),
        Command::Packs { command: PacksCommand::Publish { target, files } } => {
            packs::publish(&target, &files)
        }
        Command::Packs { command: PacksCommand::Withdraw { target, code, version } } => {
            packs::withdraw(&target, &code, &version)
        }
        Command::Revoke { target, device } => people::revoke(&target, device),
        Command::Remove { target, document } => keep::remove(&target, document),
        Command::Move { target, document, team } => keep::move_to_team(&target, document, team),
        Command::Backup { data, to } => keep::backup(&data, &to),
        Command::Judge { memory } => judge::judge(memory),
        Command::Restore { data, from } => keep::restore(&data, &from),
        Command::Verify { data, repair, json } => upkeep::verify(&data, repair, json),
        Command::Compact { data, keep_days } => upkeep::compact(&data, keep_days),
    }
}
