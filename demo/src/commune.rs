//! The commune's server in a process of its own, with the demo commune in it.

use crate::program::{Program, free_port, own_program};
use crate::{Doing, LONG, SHORT, Trouble, officer, until};
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What `init --demo` printed is kept here: passwords are shown only once.
const LOGINS: &str = "demo-logins.txt";

/// What the server says while it runs.
const LOG: &str = "server.log";

/// An officer's user name and password.
#[derive(Debug, Clone)]
pub struct OfficerLogin {
    pub user: String,
    pub password: String,
}

/// Who is in the demo commune.
#[derive(Debug, Clone, Default)]
pub struct Logins {
    /// Ids of the volunteers, for invitations.
    pub members: Vec<String>,
    pub officers: Vec<OfficerLogin>,
}

/// A commune and its server. The data stays when this value is dropped; the server does not.
#[derive(Debug)]
pub struct Commune {
    program: PathBuf,
    data: PathBuf,
    listen: SocketAddr,
    address: String,
    logins: Logins,
    server: Option<Program>,
}

impl Commune {
    /// Makes the demo commune in `data` unless it is there, and starts its server; without `listen`, on
    /// any free port. Answers when the server does.
    pub async fn start(data: &Path, listen: Option<SocketAddr>) -> Result<Self, Trouble> {
        let program = own_program("DONGHANH_SERVER_BIN", "donghanh-server")?;
        let listen = match listen {
            Some(listen) => listen,
            None => SocketAddr::from((Ipv4Addr::LOCALHOST, free_port()?)),
        };
        let logins = prepare(&program, data)?;
        let address = format!("http://{listen}");
        let mut commune = Self { program, data: data.to_owned(), listen, address, logins, server: None };
        commune.start_again().await?;
        Ok(commune)
    }

    /// Such as `http://127.0.0.1:8470`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The office's pages.
    pub fn office(&self) -> String {
        format!("{}/office/", self.address)
    }

    pub fn logins(&self) -> &Logins {
        &self.logins
    }

    /// A one-time code for a volunteer's device.
    pub fn invite(&self, member: &str) -> Result<String, Trouble> {
        let said = say(Command::new(&self.program)
            .arg("invite")
            .arg("--data")
            .arg(&self.data)
            .args(["--member", member]))?;
        said.split_whitespace()
            .find(|word| is_code(word))
            .map(str::to_owned)
            .ok_or_else(|| Trouble("the server printed no enrolment code".to_owned()))
    }

    /// Revokes every device, as when phones were stolen.
    pub fn revoke_devices(&self) -> Result<(), Trouble> {
        let run = |arguments: &[&str]| {
            say(Command::new(&self.program).args(arguments).arg("--data").arg(&self.data))
        };
        let listed = run(&["member", "list"])?;
        for device in listed.lines().filter_map(|line| line.trim().strip_prefix("device ")) {
            run(&["revoke", "--device", device])?;
        }
        Ok(())
    }

    /// A second commune on the same server, with a chief of its own. The server may be running. From then on what is asked of
    /// its program must say of which commune.
    pub fn another(&self, code: &str, user: &str, password: &str) -> Result<(), Trouble> {
        let program = || {
            let mut command = Command::new(&self.program);
            command.stdout(Stdio::null());
            command
        };
        say(program().arg("init").arg("--data").arg(&self.data).args(["--commune", code]))?;
        let mut add = program();
        add.args(["user", "add", "--data"]).arg(&self.data).args(["--commune", code, "--user", user]);
        let mut adding = add
            .args(["--name", "Hà Mẫu Bên", "--role", "chief"])
            .stdin(Stdio::piped())
            .spawn()
            .doing(|| "unable to start the server's program".to_owned())?;
        if let Some(mut typed) = adding.stdin.take() {
            writeln!(typed, "{password}").doing(|| "unable to type a password".to_owned())?;
        }
        let ended = adding.wait().doing(|| "unable to wait for the server's program".to_owned())?;
        if ended.success() {
            Ok(())
        } else {
            Err(Trouble(format!("the server's program ended with {ended}")))
        }
    }

    /// Gives a dossier to another team. The server may be running.
    pub fn move_to_team(&self, document: &str, team: u32) -> Result<(), Trouble> {
        say(Command::new(&self.program).arg("move").arg("--data").arg(&self.data).args([
            "--document",
            document,
            "--team",
            &team.to_string(),
        ]))
        .map(drop)
    }

    /// Starts the server on the same address and data.
    pub async fn start_again(&mut self) -> Result<(), Trouble> {
        let mut command = Command::new(&self.program);
        command.arg("serve").arg("--data").arg(&self.data).args(["--listen", &self.listen.to_string()]);
        if let Some(pages) = std::env::var_os("DONGHANH_OFFICE_UI") {
            command.arg("--office-ui").arg(pages);
        }
        let log = self.data.join(LOG);
        let log_file = std::fs::OpenOptions::new().create(true).append(true).open(&log);
        let log_file = log_file.doing(|| format!("unable to write {}", log.display()))?;
        let mut server = Program::start(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log_file))?;
        let http = officer::client()?;
        let health = format!("{}/healthz", self.address);
        let up = until("the commune's server to answer", LONG, async || {
            if !server.is_alive() {
                // Waiting on would not help; the server has said why on its own.
                return Ok(Some(false));
            }
            Ok(http
                .get(&health)
                .send()
                .await
                .is_ok_and(|answer| answer.status().is_success())
                .then_some(true))
        })
        .await?;
        if !up {
            return Err(Trouble(format!(
                "the commune's server ended at once (is {} taken?); it says why in {}",
                self.listen,
                log.display()
            )));
        }
        self.server = Some(server);
        Ok(())
    }

    /// The server's process, while it runs.
    pub fn pid(&mut self) -> Option<u32> {
        self.server.as_mut().map(|server| server.child().id())
    }

    /// Asks the server to end, and waits for it.
    pub async fn stop(&mut self) -> Result<(), Trouble> {
        match self.server.take() {
            Some(server) => server.stop(SHORT).await,
            None => Ok(()),
        }
    }

    /// As when the power fails.
    pub fn kill(&mut self) {
        self.server = None;
    }
}

/// `init --demo`, once for a folder.
fn prepare(program: &Path, data: &Path) -> Result<Logins, Trouble> {
    std::fs::create_dir_all(data).doing(|| format!("unable to make {}", data.display()))?;
    let kept = data.join(LOGINS);
    let said = match std::fs::read_to_string(&kept) {
        Ok(said) => said,
        Err(_) => {
            let mut init = Command::new(program);
            init.arg("init").arg("--data").arg(data).args(["--commune", crate::birth::COMMUNE, "--demo"]);
            let said = say(&mut init)?;
            std::fs::write(&kept, &said).doing(|| format!("unable to write {}", kept.display()))?;
            said
        }
    };
    read_logins(&said)
}

/// Reads the list that `init --demo` prints: lines of volunteers with their number first, and lines of
/// officers with the words `user` and `password`.
fn read_logins(said: &str) -> Result<Logins, Trouble> {
    let mut logins = Logins::default();
    let mut among_volunteers = false;
    for line in said.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["user", user, "password", password, ..] => {
                logins
                    .officers
                    .push(OfficerLogin { user: (*user).to_owned(), password: (*password).to_owned() });
            }
            ["Volunteers", ..] => among_volunteers = true,
            [number, _, ..] if among_volunteers && number.parse::<u32>().is_ok() => {
                logins.members.push((*number).to_owned());
            }
            _ => among_volunteers = false,
        }
    }
    if logins.members.is_empty() || logins.officers.is_empty() {
        return Err(Trouble("the server's list of demo people cannot be read".to_owned()));
    }
    Ok(logins)
}

fn say(command: &mut Command) -> Result<String, Trouble> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .doing(|| "unable to start the server's program".to_owned())?;
    if !output.status.success() {
        return Err(Trouble(format!("the server's program ended with {}", output.status)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Such as `K7QX-2MVD-9TRA`.
fn is_code(word: &str) -> bool {
    let groups: Vec<&str> = word.split('-').collect();
    groups.len() == 3
        && groups.iter().all(|group| {
            group.len() == 4 && group.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
        })
}

#[cfg(test)]
mod tests {
    use super::{is_code, read_logins};

    #[test]
    fn the_servers_list_of_demo_people_is_read() {
        let said = "Xã Mẫu (00000) was added.\n\nTeams\n  1  Tổ Mẫu 1\n\nVolunteers\n  1  Lan Mẫu\n  2  Minh Mẫu\n\n\
                    Officers (shown once)\n  user canbo1   password K7QX-2MVD-9TRA   Sơn Mẫu\n";
        let logins = read_logins(said).unwrap();
        assert_eq!(logins.members, ["1", "2"]);
        assert_eq!(logins.officers[0].user, "canbo1");
        assert_eq!(logins.officers[0].password, "K7QX-2MVD-9TRA");
        assert!(read_logins("nothing of use").is_err());
    }

    #[test]
    fn an_enrolment_code_is_told_from_other_words() {
        for (word, so) in [("K7QX-2MVD-9TRA", true), ("K7QX-2MVD", false), ("http://127.0.0.1:8470", false)] {
            assert_eq!(is_code(word), so, "{word}");
        }
    }
}
