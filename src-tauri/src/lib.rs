//! The shell: the window, and the way from its pages to the device's use cases.
//!
//! **Invariant:** nothing is decided here. A command hands its request to [`device::Device`] and its
//! answer back; whoever looks for a rule looks in `crates/`.

mod commands;
mod data_folder;
mod page_process;
mod parcel;
mod surroundings;

use device::{Device, DeviceConfig};
use std::sync::Arc;
use tauri::{App, Emitter, Manager};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use wire::ipc::SYNC_CHANGED_EVENT;

/// Opens the window and stays until it is closed.
///
/// # Errors
/// When the system cannot show a window, or gives the app no place for its data.
pub fn run() -> Result<(), tauri::Error> {
    // The CRDT library opens a span at this level each time it loads a document, and writes all its hashes into it.
    let levels = Targets::new().with_default(LevelFilter::INFO).with_target("automerge", LevelFilter::WARN);
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_target(true).finish().with(levels).init();
    tauri::Builder::default().setup(start).invoke_handler(commands::handler()).run(tauri::generate_context!())
}

/// Where a phone enters: there is nobody to hand an error to.
#[cfg(mobile)]
#[tauri::mobile_entry_point]
fn mobile() {
    if let Err(error) = run() {
        tracing::error!(%error, "the app could not be shown");
    }
}

fn start(app: &mut App) -> Result<(), Box<dyn std::error::Error>> {
    let data_dir = data_folder::choose(app)?;
    let device = Device::open(DeviceConfig { data_dir, clock: Arc::new(device::SystemClock) })?;
    device.heed(Arc::new(surroundings::System::of_this_machine()));
    let pages = app.handle().clone();
    let in_background = device.clone();
    tauri::async_runtime::spawn(async move {
        in_background
            .background_sync(move |status| {
                // A page that is gone has nothing to be told; the next one asks for itself.
                if let Err(error) = pages.emit(SYNC_CHANGED_EVENT, status) {
                    tracing::warn!(%error, "a page could not be told of a sync");
                }
            })
            .await;
    });
    app.manage(device);
    page_process::revive(app)?;
    Ok(())
}
