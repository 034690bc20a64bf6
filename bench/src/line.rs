//! A link between a device and a server: it counts what passes, and it can be as slow as a village's.
//!
//! Bytes are those that TCP carries, both ways, with the heads of HTTP and the frames of websockets, without TCP's
//! own. Each direction is one queue for all connections (a token bucket of one piece), so parallel connections share
//! the link as they do in the field.

use crate::frames::Frames;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::mpsc;

/// How slow a link is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rate {
    pub(crate) down_kbit: u32,
    pub(crate) up_kbit: u32,
    pub(crate) round_trip: Duration,
}

/// What a packet carries on a mobile link.
const PIECE: usize = 1400;
/// Pieces under way in one direction of a connection before its sender has to wait.
const UNDER_WAY: usize = 64;

/// What has passed since the last look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Passed {
    pub(crate) up: u64,
    pub(crate) down: u64,
    /// How often something went up after something had come down: how often the device had to wait.
    pub(crate) round_trips: u64,
    /// HTTP requests and answers, or websocket messages both ways.
    pub(crate) messages: u64,
}

/// The link. Dropping it closes every connection.
#[derive(Debug)]
pub(crate) struct Line {
    address: SocketAddr,
    counts: Arc<Counts>,
    _runtime: Runtime,
}

#[derive(Debug, Default)]
struct Counts {
    passed: Mutex<Passed>,
    last_was_up: Mutex<bool>,
    connections: AtomicU64,
}

impl Line {
    /// A link to a server on this machine.
    pub(crate) fn to(server: SocketAddr, rate: Option<Rate>) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime for the link");
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a free port on loopback");
        let address = listener.local_addr().expect("the link's address");
        let counts = Arc::new(Counts::default());
        let up = Arc::new(Lane::new(rate.map(|rate| rate.up_kbit), rate));
        let down = Arc::new(Lane::new(rate.map(|rate| rate.down_kbit), rate));
        let seen = Arc::clone(&counts);
        runtime.spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let (up, down, counts) = (Arc::clone(&up), Arc::clone(&down), Arc::clone(&seen));
                counts.connections.fetch_add(1, Ordering::Relaxed);
                tokio::spawn(async move {
                    // TCP's own greeting takes a round trip before the first byte.
                    tokio::time::sleep(rate.map_or(Duration::ZERO, |rate| rate.round_trip)).await;
                    let Ok(far) = TcpStream::connect(server).await else { return };
                    let _without = (near.set_nodelay(true), far.set_nodelay(true));
                    let ((near_in, near_out), (far_in, far_out)) = (near.into_split(), far.into_split());
                    tokio::join!(
                        pump(near_in, far_out, &up, Way::Up, &counts),
                        pump(far_in, near_out, &down, Way::Down, &counts),
                    );
                });
            }
        });
        Self { address, counts, _runtime: runtime }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Starts to count anew.
    pub(crate) fn reset(&self) {
        *lock(&self.counts.passed) = Passed::default();
        *lock(&self.counts.last_was_up) = false;
    }

    pub(crate) fn passed(&self) -> Passed {
        *lock(&self.counts.passed)
    }

    /// What has passed, once nothing has for a while: an acknowledgement that is still under way is counted too.
    pub(crate) fn passed_when_quiet(&self, quiet: Duration) -> Passed {
        let (mut last, mut since) = (self.passed(), Instant::now());
        while since.elapsed() < quiet {
            std::thread::sleep(Duration::from_millis(20));
            let now = self.passed();
            if now != last {
                (last, since) = (now, Instant::now());
            }
        }
        last
    }
}

fn lock<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Way {
    Up,
    Down,
}

impl Counts {
    fn saw(&self, way: Way, bytes: usize, messages: u64) {
        let mut passed = lock(&self.passed);
        let mut last_was_up = lock(&self.last_was_up);
        passed.messages += messages;
        match way {
            Way::Up => {
                passed.up += bytes as u64;
                passed.round_trips += u64::from(!*last_was_up);
            }
            Way::Down => passed.down += bytes as u64,
        }
        *last_was_up = way == Way::Up;
    }
}

/// One direction of the link.
#[derive(Debug)]
struct Lane {
    /// Seconds that a byte takes; 0 where the link is not slowed.
    seconds_per_byte: f64,
    delay: Duration,
    free_at: Mutex<Instant>,
}

impl Lane {
    fn new(kbit: Option<u32>, rate: Option<Rate>) -> Self {
        Self {
            seconds_per_byte: kbit.map_or(0.0, |kbit| 8.0 / (f64::from(kbit) * 1000.0)),
            delay: rate.map_or(Duration::ZERO, |rate| rate.round_trip / 2),
            free_at: Mutex::new(Instant::now()),
        }
    }

    /// When a piece that is handed over now has arrived at the other end.
    fn arrival(&self, bytes: usize) -> Instant {
        let takes = Duration::from_secs_f64(
            self.seconds_per_byte * f64::from(u32::try_from(bytes).expect("a piece")),
        );
        let mut free_at = lock(&self.free_at);
        *free_at = (*free_at).max(Instant::now()) + takes;
        *free_at + self.delay
    }

    fn is_slow(&self) -> bool {
        self.seconds_per_byte > 0.0
    }
}

async fn pump(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, lane: &Lane, way: Way, counts: &Counts) {
    let mut frames = Frames::default();
    if !lane.is_slow() {
        let mut piece = vec![0u8; 64 * 1024];
        while let Ok(count @ 1..) = from.read(&mut piece).await {
            let Some(bytes) = piece.get(..count) else { return };
            counts.saw(way, count, frames.count(bytes));
            if to.write_all(bytes).await.is_err() {
                return;
            }
        }
        let _closed = to.shutdown().await;
        return;
    }
    let (sender, mut arriving) = mpsc::channel::<(Instant, Vec<u8>)>(UNDER_WAY);
    let reading = async move {
        let mut piece = vec![0u8; PIECE];
        while let Ok(count @ 1..) = from.read(&mut piece).await {
            let Some(bytes) = piece.get(..count) else { return };
            counts.saw(way, count, frames.count(bytes));
            if sender.send((lane.arrival(count), bytes.to_vec())).await.is_err() {
                return;
            }
        }
    };
    let writing = async move {
        while let Some((at, bytes)) = arriving.recv().await {
            tokio::time::sleep_until(at.into()).await;
            if to.write_all(&bytes).await.is_err() {
                return;
            }
        }
        let _closed = to.shutdown().await;
    };
    tokio::join!(reading, writing);
}
