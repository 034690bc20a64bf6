//! One campaign: who is killed when, in which weather, and how often it is looked at what is left.

use super::judge::{self, Verdict};
use super::programs::{DeviceProgram, Line, ServerProgram};
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::time::{Duration, Instant};
use testkit::{Dice, Weather};

/// Everything is let come to rest and looked at after so many kills.
const LOOK_AFTER: u32 = 100;
/// The longest time between two kills: a device needs about half of it to start.
const LONGEST_MS: u64 = 900;
/// Members of the demo commune's first team.
const MEMBERS: [u32; 2] = [1, 2];

/// What a campaign has seen.
#[derive(Debug, Default)]
pub struct Figures {
    pub seed: u64,
    pub kills_of_devices: u32,
    pub kills_of_server: u32,
    pub saved: usize,
    pub dossiers: usize,
    pub looks: u32,
    pub seconds: f64,
    pub verdict: Verdict,
}

impl Figures {
    pub fn all_held(&self) -> bool {
        self.verdict.losses.is_empty()
            && self.verdict.duplicates.is_empty()
            && self.verdict.differences.is_empty()
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "kills: {} (devices {}, server {}), seed {}, {:.0} s",
            self.kills_of_devices + self.kills_of_server,
            self.kills_of_devices,
            self.kills_of_server,
            self.seed,
            self.seconds
        )?;
        writeln!(
            f,
            "said to be saved: {} answers in {} dossiers, looked at {} times",
            self.saved, self.dossiers, self.looks
        )?;
        let Verdict { losses, duplicates, differences } = &self.verdict;
        write!(
            f,
            "losses: {}, duplicates: {}, differences: {}",
            losses.len(),
            duplicates.len(),
            differences.len()
        )?;
        for line in losses.iter().chain(duplicates).chain(differences).take(20) {
            write!(f, "\n  {line}")?;
        }
        Ok(())
    }
}

/// Two devices and a server.
#[derive(Debug)]
pub struct Campaign {
    folder: tempfile::TempDir,
    server: ServerProgram,
    devices: Vec<DeviceProgram>,
    dice: Dice,
    /// What was said to be saved, by dossier.
    said: BTreeMap<String, Vec<String>>,
    figures: Figures,
}

/// Kills `count` times. `program` is the one that becomes a device when it is told so.
#[expect(clippy::disallowed_methods, reason = "how long it took is told, nothing depends on it")]
pub async fn kill_often(program: &Path, count: u32, seed: u64, progress: bool) -> Figures {
    let began = Instant::now();
    let mut campaign = Campaign::begin(program, seed).await;
    for done in 1..=count {
        campaign.kill_one().await;
        if done % LOOK_AFTER == 0 || done == count {
            campaign.look().await;
            if progress {
                eprintln!("{done} kills, {:.0} s", began.elapsed().as_secs_f64());
            }
        }
        if !campaign.figures.all_held() {
            break;
        }
    }
    let mut figures = campaign.figures;
    figures.seconds = began.elapsed().as_secs_f64();
    figures
}

impl Campaign {
    async fn begin(program: &Path, seed: u64) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let server = ServerProgram::begin(&folder.path().join("commune"));
        let mut devices = Vec::new();
        for member in MEMBERS {
            let place = folder.path().join(format!("device{member}"));
            let mut device = DeviceProgram::begin(program, &place, &server, member).await;
            device.start();
            devices.push(device);
        }
        let figures = Figures { seed, ..Figures::default() };
        Self { folder, server, devices, dice: Dice::of(seed), said: BTreeMap::new(), figures }
    }

    async fn kill_one(&mut self) {
        let device = self.dice.place(self.devices.len());
        let weather = self.draw_weather();
        if let Some(device) = self.devices.get_mut(device) {
            device.network.set(weather);
        }
        // A moment drawn by chance: nothing is waited for here.
        let moment = self.dice.below(LONGEST_MS);
        tokio::time::sleep(Duration::from_millis(moment)).await;
        if self.dice.per_mille(300) {
            self.server.kill();
            self.server.start();
            self.figures.kills_of_server += 1;
        } else {
            let device = self.dice.place(self.devices.len());
            if let Some(device) = self.devices.get_mut(device) {
                device.kill();
                device.start();
            }
            self.figures.kills_of_devices += 1;
        }
        self.listen();
    }

    fn draw_weather(&mut self) -> Weather {
        let bytes = usize::try_from(self.dice.below(1_200)).unwrap_or(0);
        match self.dice.below(12) {
            0 => Weather::NoSignal,
            1 => Weather::CaptivePortal,
            2 => Weather::ServerError,
            3 => Weather::AnswerLost,
            4 => Weather::AnswerCutAfter(bytes),
            5 => Weather::Stalls,
            6 => Weather::Corrupts,
            _ => Weather::Fine,
        }
    }

    fn listen(&mut self) {
        for device in &self.devices {
            for line in device.take_said() {
                match line {
                    Line::Saved { dossier, value } => {
                        self.figures.saved += 1;
                        self.said.entry(dossier).or_default().push(value);
                    }
                    Line::Started { dossier } => {
                        self.said.entry(dossier).or_default();
                    }
                    Line::Other => {}
                }
            }
        }
        self.figures.dossiers = self.said.len();
    }

    /// Devices are killed, the weather is fine, and what was said is held against what is there.
    async fn look(&mut self) {
        for device in &mut self.devices {
            device.kill();
            device.network.set(Weather::Fine);
        }
        self.listen();
        let commune = self.folder.path().join("commune");
        let devices: Vec<&Path> = self.devices.iter().map(|device| device.folder.as_path()).collect();
        self.figures.verdict.add(judge::look(&devices, &commune, &self.said).await);
        self.figures.looks += 1;
        for device in &mut self.devices {
            device.start();
        }
    }
}
