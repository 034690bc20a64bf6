//! `run`: the commune server and an enrolled device with its window, until the window is closed.

use demo::program::{Program, own_program, system_program};
use demo::{Commune, DEMO_PIN, Display, Doing, Trouble, until};
use device::{Device, DeviceConfig, SystemClock};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;
use wire::ipc::{AppState, Enrol, GetAppState, SetPin, SyncNow};

/// How the product is to be tried.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Where the commune and the device keep their data
    #[arg(long)]
    data: PathBuf,
    #[arg(long)]
    listen: SocketAddr,
    /// Open the window on a screen in memory
    #[arg(long)]
    headless: bool,
}

const A_LONG_EVENING: Duration = Duration::from_secs(30 * 24 * 3600);

pub(crate) async fn run(options: &Options) -> Result<(), Trouble> {
    let mut commune = Commune::start(&options.data.join("commune"), Some(options.listen)).await?;
    let device = options.data.join("device");
    enrol_once(&commune, &device).await?;
    let screen = screen(options.headless)?;
    introduce(&commune, screen.as_ref());
    let mut window = open_window(&device, screen.as_ref())?;
    let closed =
        until("the window to be closed", A_LONG_EVENING, async || Ok((!window.is_alive()).then_some(())));
    tokio::select! {
        closed = closed => closed?,
        asked = asked_to_stop() => asked?,
    }
    println!("Đang dừng máy chủ… / Stopping the server…");
    window.kill();
    commune.stop().await
}

/// The device of the first volunteer: PIN and enrolment on the first run, left alone afterwards.
async fn enrol_once(commune: &Commune, data: &Path) -> Result<(), Trouble> {
    std::fs::create_dir_all(data).doing(|| format!("unable to make {}", data.display()))?;
    let config = DeviceConfig { data_dir: data.to_owned(), clock: Arc::new(SystemClock) };
    let device = Device::open(config).doing(|| "unable to open the device".to_owned())?;
    let failed = |problem| Trouble(format!("unable to prepare the device: {problem:?}"));
    match device.get_app_state(GetAppState {}).map_err(failed)? {
        AppState::NeedsPin => {
            device.set_pin(SetPin { pin: DEMO_PIN.to_owned() }).map_err(failed)?;
            let member = commune.logins().members.first();
            let member = member.ok_or_else(|| Trouble("the demo commune has no volunteer".to_owned()))?;
            let code = commune.invite(member)?;
            device.enrol(Enrol { server: commune.address().to_owned(), code }).await.map_err(failed)?;
            device.sync_now(SyncNow {}).await.map_err(failed)?;
            Ok(())
        }
        // Whatever it is, the window says it better.
        AppState::Locked { .. }
        | AppState::NotEnrolled { .. }
        | AppState::Ready { .. }
        | AppState::Wiped { .. }
        | AppState::Training
        | AppState::Damaged { .. } => Ok(()),
    }
}

/// A screen in memory where there is none, or where it was asked for.
fn screen(headless: bool) -> Result<Option<Display>, Trouble> {
    let none_here = ["DISPLAY", "WAYLAND_DISPLAY"].iter().all(|name| std::env::var_os(name).is_none());
    if cfg!(target_os = "linux") && none_here && !headless {
        println!("Không có màn hình ở đây: cửa sổ mở trên màn hình ảo.");
        println!("There is no screen here (no DISPLAY): the window opens on one in memory.");
    }
    if headless || (cfg!(target_os = "linux") && none_here) { Display::open().map(Some) } else { Ok(None) }
}

fn open_window(data: &Path, screen: Option<&Display>) -> Result<Program, Trouble> {
    let app = own_program("DONGHANH_APP_BIN", "donghanh")?;
    let mut command = match screen {
        // A machine without a screen has no session bus either.
        Some(screen) => {
            let mut command = Command::new(system_program("dbus-run-session")?);
            command.arg("--").arg(app).env("DISPLAY", screen.name()).env_remove("WAYLAND_DISPLAY");
            command
        }
        None => Command::new(app),
    };
    Program::start(command.env("DONGHANH_DATA_DIR", data))
}

fn introduce(commune: &Commune, screen: Option<&Display>) {
    println!("\n  Đồng Hành");
    println!("  Trang của xã / the office:     {}/office/", commune.address());
    for officer in &commune.logins().officers {
        println!("    đăng nhập / log in:          {} — {}", officer.user, officer.password);
    }
    println!("  Máy của tổ / the device:       mã PIN {DEMO_PIN} (the PIN)");
    if let Some(screen) = screen {
        println!("  Màn hình ảo / virtual screen:  DISPLAY={}", screen.name());
    }
    println!("  Đóng cửa sổ hoặc Ctrl-C để dừng / close the window or press Ctrl-C to stop.\n");
}

async fn asked_to_stop() -> Result<(), Trouble> {
    use tokio::signal::unix::{SignalKind, signal};
    let listen = |kind| signal(kind).doing(|| "unable to listen for Ctrl-C".to_owned());
    let (mut interrupt, mut terminate) = (listen(SignalKind::interrupt())?, listen(SignalKind::terminate())?);
    tokio::select! {
        _ = interrupt.recv() => Ok(()),
        _ = terminate.recv() => Ok(()),
    }
}
