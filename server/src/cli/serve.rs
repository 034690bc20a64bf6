//! `serve`: listen until told to stop.

use super::CliError;
use crate::app::{App, Settings};
use crate::blobs::BlobPlace;
use crate::clock::SystemClock;
use crate::data_folder;
use crate::housekeeping::keep_house;
use crate::letterheads;
use crate::procedures::Procedures;
use crate::recovery::RecoveryKey;
use crate::serve::serve as serve_on;
use crate::store::sqlite::SqliteStore;
use ::sync::admission::Judge;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::net::TcpListener;

pub(super) fn serve(
    data: &Path,
    listen: SocketAddr,
    office_ui: Option<PathBuf>,
    public_address: Option<String>,
    beyond_this_machine: bool,
) -> Result<(), CliError> {
    let reachable = !listen.ip().is_loopback();
    if reachable && !beyond_this_machine {
        return Err(CliError::NotLoopback { address: listen });
    }
    if reachable {
        eprintln!(
            "Warning: {listen} can be reached from other machines. This server speaks plain HTTP: \
             a proxy with TLS must stand in front of it."
        );
    }
    let store = SqliteStore::open(data)?;
    let _held = data_folder::hold(data)?;
    let blobs = BlobPlace::in_folder(data)
        .map_err(|source| CliError::Io { action: "open the folder of the photos", source })?;
    let recovery = RecoveryKey::in_folder(data)
        .map_err(|source| CliError::Io { action: "open the key of the phones' codes", source })?;
    let letterheads = letterheads::in_folder(data)
        .map_err(|source| CliError::Io { action: "read the letterheads of the papers", source })?;
    let settings = Settings {
        office_ui,
        behind_tls: reachable,
        blobs: Some(blobs),
        recovery: Some(recovery),
        letterheads,
        public_address,
    };
    let app =
        App::judged_by(judge()?, Arc::new(store), Arc::new(SystemClock), Procedures::built_in()?, settings)?;
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|source| CliError::Io { action: "start the runtime", source })?;
    runtime.block_on(async {
        let listener = TcpListener::bind(listen)
            .await
            .map_err(|source| CliError::Io { action: "listen on the address", source })?;
        let address = listener
            .local_addr()
            .map_err(|source| CliError::Io { action: "listen on the address", source })?;
        let told_to_stop = told_to_stop()?;
        println!("Listening on http://{address}/ (office: http://{address}/office/)");
        let house = tokio::spawn(keep_house(app.clone()));
        serve_on(app, listener, told_to_stop).await;
        house.abort();
        Ok(())
    })
}

/// What a camera opens as a page: with its scheme, and nothing behind the name that a code would have to repeat.
pub(super) fn web_address(typed: &str) -> Result<String, String> {
    let name = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://"));
    match name.map(|name| name.trim_end_matches('/')) {
        Some(name) if !name.is_empty() && !name.contains(['/', '?', '#', ' ']) => {
            Ok(typed.trim_end_matches('/').to_owned())
        }
        _ => Err("an address such as https://xa.example".to_owned()),
    }
}

/// Workers where processes can be had as we need them; else this process itself.
fn judge() -> Result<Arc<dyn Judge>, CliError> {
    #[cfg(unix)]
    {
        use crate::workers::{Pool, PoolLimits};
        let pool = Pool::of_this_program(PoolLimits::standard())
            .map_err(|source| CliError::Io { action: "start a worker", source })?;
        Ok(Arc::new(pool))
    }
    #[cfg(not(unix))]
    Ok(Arc::new(::sync::admission::InProcess))
}

/// Ready at Ctrl-C, and at the signal with which a service is stopped.
fn told_to_stop() -> Result<impl Future<Output = ()> + Send + 'static, CliError> {
    #[cfg(unix)]
    let mut terminate = {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::terminate())
            .map_err(|source| CliError::Io { action: "listen for the stop signal", source })?
    };
    Ok(async move {
        #[cfg(unix)]
        let terminated = terminate.recv();
        #[cfg(not(unix))]
        let terminated = std::future::pending::<()>();
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminated => {}
        }
        tracing::info!("stopping");
    })
}
