//! The network between one device and the server: it counts what passes, and it can be bad.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// What the network does to a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weather {
    Fine,
    /// Every connection is closed at once: no signal.
    NoSignal,
    /// The Wi-Fi's own log-in page answers, with status 200.
    CaptivePortal,
    /// A gateway answers 500 in the server's place.
    ServerError,
    /// The request arrives; the answer is lost on its way.
    AnswerLost,
    /// So many bytes of each answer arrive, then the connection breaks.
    AnswerCutAfter(usize),
    /// Connections are taken, and nothing passes.
    Stalls,
    /// One bit of each piece of a body arrives as another. Not of HTTP's heads: over TLS a spoilt byte tears the
    /// connection down, and a head that reads well but is another is nothing that a network can make.
    Corrupts,
}

/// A relay on loopback. Clones are the same relay.
#[derive(Debug, Clone)]
pub struct Network {
    address: SocketAddr,
    weather: watch::Sender<Weather>,
    server: watch::Sender<SocketAddr>,
    counts: Arc<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    up: AtomicU64,
    down: AtomicU64,
    requests: AtomicU64,
    heads_up: AtomicU64,
}

/// What has passed: bytes with HTTP's headers, and requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passed {
    pub up: u64,
    pub down: u64,
    pub requests: u64,
    /// How much of `up` were HTTP's heads.
    pub heads_up: u64,
}

impl Network {
    pub async fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port on loopback");
        let address = listener.local_addr().expect("the listener's address");
        let (weather, _) = watch::channel(Weather::Fine);
        let (target, _) = watch::channel(server);
        let counts = Arc::new(Counts::default());
        let (seen_weather, seen_target, seen_counts) =
            (weather.subscribe(), target.subscribe(), Arc::clone(&counts));
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let relay = Relay {
                    weather: seen_weather.clone(),
                    server: *seen_target.borrow(),
                    counts: Arc::clone(&seen_counts),
                };
                tokio::spawn(relay.run(near));
            }
        });
        Self { address, weather, server: target, counts }
    }

    /// What a device takes for the server's address.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// From here on. Connections that are open break when the weather changes.
    pub fn set(&self, weather: Weather) {
        self.weather.send_replace(weather);
    }

    /// The server was started again and listens elsewhere.
    pub fn redirect(&self, server: SocketAddr) {
        self.server.send_replace(server);
        self.weather.send_modify(|_| {});
    }

    /// Waits until so many bytes have gone up since the last look.
    pub async fn until_up(&self, bytes: u64) {
        while self.counts.up.load(Ordering::SeqCst) < bytes {
            tokio::task::yield_now().await;
        }
    }

    /// What has passed since the last look.
    pub fn take_counts(&self) -> Passed {
        Passed {
            up: self.counts.up.swap(0, Ordering::SeqCst),
            down: self.counts.down.swap(0, Ordering::SeqCst),
            requests: self.counts.requests.swap(0, Ordering::SeqCst),
            heads_up: self.counts.heads_up.swap(0, Ordering::SeqCst),
        }
    }
}

struct Relay {
    weather: watch::Receiver<Weather>,
    server: SocketAddr,
    counts: Arc<Counts>,
}

impl Relay {
    async fn run(mut self, mut near: TcpStream) {
        let weather = *self.weather.borrow_and_update();
        match weather {
            Weather::NoSignal => {}
            Weather::CaptivePortal => {
                let page = "<!doctype html><title>Wi-Fi</title><p>Đăng nhập Wi-Fi</p>";
                answer(&mut near, "200 OK", "text/html; charset=utf-8", page).await;
            }
            Weather::ServerError => {
                answer(&mut near, "500 Internal Server Error", "text/html", "<h1>500</h1>").await;
            }
            Weather::Fine => self.pass(near, None, false).await,
            Weather::AnswerLost => self.pass(near, Some(0), false).await,
            Weather::AnswerCutAfter(bytes) => self.pass(near, Some(bytes), false).await,
            Weather::Stalls => {
                // The far side may hang up first; the connection is held until the weather changes all the same.
                let _changed = self.weather.changed().await;
            }
            Weather::Corrupts => self.pass(near, None, true).await,
        }
    }

    /// Passes both ways until one side closes, the weather changes, or so many bytes of answer have passed.
    async fn pass(&mut self, near: TcpStream, mut answer_left: Option<usize>, corrupts: bool) {
        let Ok(far) = TcpStream::connect(self.server).await else { return };
        let _without = (near.set_nodelay(true), far.set_nodelay(true));
        let (mut near_in, mut near_out) = near.into_split();
        let (mut far_in, mut far_out) = far.into_split();
        let (mut up, mut down) = (vec![0u8; 16 * 1024], vec![0u8; 16 * 1024]);
        loop {
            tokio::select! {
                read = near_in.read(&mut up) => {
                    let Ok(count @ 1..) = read else { return };
                    self.counts.up.fetch_add(count as u64, Ordering::SeqCst);
                    let Some(bytes) = up.get_mut(..count) else { return };
                    if corrupts {
                        flip_in_body(bytes);
                    }
                    // A client writes the head of a request at once, so a request begins where a piece begins.
                    if bytes.starts_with(b"POST ") {
                        self.counts.requests.fetch_add(1, Ordering::SeqCst);
                        let head = bytes.windows(4).position(|end| end == b"\r\n\r\n").map_or(0, |end| end + 4);
                        self.counts.heads_up.fetch_add(head as u64, Ordering::SeqCst);
                    }
                    if far_out.write_all(bytes).await.is_err() { return }
                }
                read = far_in.read(&mut down) => {
                    let Ok(count @ 1..) = read else { return };
                    let passed = answer_left.map_or(count, |left| left.min(count));
                    self.counts.down.fetch_add(passed as u64, Ordering::SeqCst);
                    let Some(bytes) = down.get_mut(..passed) else { return };
                    if corrupts {
                        flip_in_body(bytes);
                    }
                    if near_out.write_all(bytes).await.is_err() { return }
                    if let Some(left) = answer_left.as_mut() {
                        *left -= passed;
                        if passed < count { return }
                    }
                }
                _ = self.weather.changed() => return,
            }
        }
    }
}

/// One bit in the middle of what a piece has of a body.
fn flip_in_body(piece: &mut [u8]) {
    let heads: [&[u8]; 4] = [b"POST ", b"PATCH ", b"HEAD ", b"HTTP/"];
    let begins = heads.iter().any(|head| piece.starts_with(head));
    let head =
        piece.windows(4).position(|end| end == b"\r\n\r\n").filter(|_| begins).map_or(0, |end| end + 4);
    if begins && head == 0 {
        return;
    }
    let middle = head + (piece.len() - head) / 2;
    if let Some(byte) = piece.get_mut(middle) {
        *byte ^= 1;
    }
}

/// Reads the request's head, so that the client has sent it, and answers in the server's place.
async fn answer(near: &mut TcpStream, status: &str, media_type: &str, body: &str) {
    let mut head = [0u8; 2048];
    if near.read(&mut head).await.is_err() {
        return;
    }
    let text = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {media_type}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    // The client may have gone: that is weather, too.
    let _gone = near.write_all(text.as_bytes()).await;
    let _gone = near.shutdown().await;
    // What is still coming up is read away, or closing would tear down the answer with it.
    while matches!(near.read(&mut head).await, Ok(1..)) {}
}
