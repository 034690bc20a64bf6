//! Listening, and stopping in good order.

use crate::app::App;
use crate::routes::router;
use axum::serve::ListenerExt;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// Requests that are being answered get so long to end.
const GRACE: Duration = Duration::from_secs(10);

/// A server that is listening. Dropping it leaves it running until the runtime ends.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<io::Result<()>>,
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
        self.task.await.map_err(io::Error::other)?
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
pub async fn serve(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    // Answers are small: waiting for more to send with them would only delay them.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps its delay");
        }
    });
    let service = router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let (stopping, grace_starts) = oneshot::channel::<()>();
    let signal = async move {
        stop.await;
        app.close();
        // The receiver is gone only when serving has ended by itself.
        let _sent = stopping.send(());
    };
    let serving = axum::serve(listener, service).with_graceful_shutdown(signal);
    let grace_over = async {
        if grace_starts.await.is_err() {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        ended = serving => ended,
        () = grace_over => {
            tracing::warn!("some requests were cut off: they took longer than the grace");
            Ok(())
        }
    }
}
