//! Listening, and stopping in good order.
//!
//! HTTP/1.1 by hyper itself instead of axum's ready-made loop, for two settings that the latter keeps to
//! itself: no `Date` header (a sync answer carries the server's clock already, and an idle round trip is
//! counted in bytes), and an end to connections that never finish their request's head.

use crate::app::App;
use crate::routes::router;
use axum::extract::ConnectInfo;
use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// Requests that are being answered get so long to end.
const GRACE: Duration = Duration::from_secs(10);
/// A 2G phone is slow, but a head is some hundred bytes.
const HEAD_WITHIN: Duration = Duration::from_secs(60);
/// After a connection could not be taken (mostly: too many open files), until the next is tried.
const BREATH: Duration = Duration::from_millis(200);

/// A server that is listening. Dropping it leaves it running until the runtime ends.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Running {
    /// Where it listens; the port is the real one when port 0 was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops: no new requests, those being answered end, then it returns.
    pub async fn stop(self) -> io::Result<()> {
        // The receiver is gone only when the server has ended by itself.
        let _sent = self.stop.send(());
        self.task.await.map_err(io::Error::other)
    }
}

/// Starts to listen and answers at once; requests are served in the background.
pub async fn start(app: App, listen: SocketAddr) -> io::Result<Running> {
    let listener = TcpListener::bind(listen).await?;
    let address = listener.local_addr()?;
    let (stop, stopped) = oneshot::channel::<()>();
    let task = tokio::spawn(serve(app, listener, async {
        // Dropping the handle is not a wish to stop.
        if stopped.await.is_err() {
            std::future::pending::<()>().await;
        }
    }));
    Ok(Running { address, stop, task })
}

/// Serves until `stop` is ready, then ends in good order.
pub async fn serve(app: App, listener: TcpListener, stop: impl Future<Output = ()> + Send) {
    let router = router(app.clone());
    let open = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            taken = listener.accept() => match taken {
                Ok((stream, peer)) => answer(router.clone(), stream, peer, &open),
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(BREATH).await;
                }
            }
        }
    }
    drop(listener);
    // Streams that would never end by themselves end now; the rest gets its grace.
    app.close();
    if tokio::time::timeout(GRACE, open.shutdown()).await.is_err() {
        tracing::warn!("some requests were cut off: they took longer than the grace");
    }
}

/// Answers one connection's requests in the background.
fn answer(router: Router, stream: TcpStream, peer: SocketAddr, open: &GracefulShutdown) {
    // Answers are small: waiting for more to send with them would only delay them.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection keeps its delay");
    }
    let service = TowerToHyperService::new(router.layer(Extension(ConnectInfo(peer))));
    let connection = http1::Builder::new()
        .auto_date_header(false)
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
        .serve_connection(TokioIo::new(stream), service);
    let watched = open.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = watched.await {
            tracing::debug!(%error, "a connection ended early");
        }
    });
}
