//! The one place that talks HTTP: one request, one answer, and what an answer that is not ours means. Photos are in [`tus`].
//!
//! **Invariant:** only a complete, well-formed frame with our media type counts as an answer. A log-in page
//! of a Wi-Fi network, a proxy's error page or a cut connection is never taken for success.

pub(crate) mod tus;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use reqwest::{Client, Method, Response, StatusCode, Url};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Duration;
use sync::budget::Sample;
use sync::catalogue::{MAX_CATALOGUE, MAX_FILE};
use sync::frame::{self, Coding};
use tokio::time::Instant;
use wire::Problem;
use wire::packs::{FileHash, SignedCatalogue};
use wire::phones::{DeviceReport, DeviceRules};
use wire::rating::{RatingsTaken, SealedRatings};
use wire::sync::{Ack, EnrolAnswer, EnrolRequest, FeedItem, PROTOCOL, SyncAnswer, SyncRequest};

/// No sync answer is larger than this, inflated; the device asks for far less.
const MAX_ANSWER: usize = 32 * 1024 * 1024;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);
/// Silence on the line; a slow link that moves is left alone.
const SILENCE_TIMEOUT: Duration = Duration::from_secs(45);

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    #[error("no answer")]
    NoAnswer,
    /// There was a connection, and it broke before the whole answer was here: a smaller body may get through.
    #[error("the connection broke")]
    Broken,
    #[error("something else than our server answered")]
    NotOurServer,
    #[error("the server failed with {status}")]
    ServerTrouble { status: u16 },
    #[error("the server refused")]
    Refused(Problem),
}

impl LinkError {
    /// Whether trying again later can succeed without anybody doing anything else.
    pub const fn is_permanent(&self) -> bool {
        match self {
            Self::NoAnswer | Self::Broken | Self::NotOurServer | Self::ServerTrouble { .. } => false,
            Self::Refused(_) => true,
        }
    }
}

/// HTTP to a commune's server.
#[derive(Debug, Clone)]
pub struct Link {
    client: Client,
}

impl Link {
    pub fn new() -> Result<Self, reqwest::Error> {
        // An earlier device of this process has installed it already: that is fine.
        let _already = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(SILENCE_TIMEOUT)
            // A captive portal answers with a redirect to its log-in page: that is not ours to follow.
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(Self { client })
    }

    pub async fn enrol(&self, server: &Url, code: &str) -> Result<EnrolAnswer, LinkError> {
        let request = EnrolRequest { protocol: PROTOCOL, code: code.to_owned() };
        let response = self
            .client
            .request(Method::POST, join(server, "v1/enrol")?)
            .header(CONTENT_TYPE, "application/json")
            .body(serde_json::to_vec(&request).map_err(|_| LinkError::NotOurServer)?)
            .send()
            .await
            .map_err(no_answer)?;
        let response = accepted(response).await?;
        let body = bounded_body(response).await?;
        serde_json::from_slice(&body).map_err(|_| LinkError::NotOurServer)
    }

    /// What is told beside the documents.
    pub(crate) async fn report(
        &self,
        server: &Url,
        token: &str,
        report: &DeviceReport,
    ) -> Result<DeviceRules, LinkError> {
        self.tell(server, "v1/device", token, report).await
    }

    /// What villagers have tapped here, sealed.
    pub(crate) async fn ratings(
        &self,
        server: &Url,
        token: &str,
        ratings: &SealedRatings,
    ) -> Result<RatingsTaken, LinkError> {
        self.tell(server, "v1/ratings", token, ratings).await
    }

    /// JSON, and JSON back.
    async fn tell<T: Serialize, R: DeserializeOwned>(
        &self,
        server: &Url,
        path: &str,
        token: &str,
        told: &T,
    ) -> Result<R, LinkError> {
        let response = self
            .client
            .request(Method::POST, join(server, path)?)
            .header(AUTHORIZATION, format!("Bearer {token}"))
            .header(CONTENT_TYPE, "application/json")
            .body(serde_json::to_vec(told).map_err(|_| LinkError::NotOurServer)?)
            .send()
            .await
            .map_err(no_answer)?;
        let body = bounded_body(accepted(response).await?).await?;
        serde_json::from_slice(&body).map_err(|_| LinkError::NotOurServer)
    }

    pub async fn sync(
        &self,
        server: &Url,
        token: &str,
        request: &SyncRequest,
    ) -> Result<SyncAnswer, LinkError> {
        self.sync_measured(server, token, request, false).await.map(|(answer, _)| answer)
    }

    /// The answer, and what it has told of the link. `quick`: it is known to be.
    pub(crate) async fn sync_measured(
        &self,
        server: &Url,
        token: &str,
        request: &SyncRequest,
        quick: bool,
    ) -> Result<(SyncAnswer, Sample), LinkError> {
        let coding = if quick { Coding::Quick } else { Coding::Dense };
        let body = frame::encode_request(request, coding).map_err(|_| LinkError::NotOurServer)?;
        let up_bytes = size(body.len());
        let begun = Instant::now();
        let response = self
            .client
            .request(Method::POST, join(server, "v1/sync")?)
            .header(AUTHORIZATION, format!("Bearer {token}"))
            .body(body)
            .send()
            .await
            .map_err(no_answer)?;
        let response = accepted(response).await?;
        let ours = [Coding::Quick, Coding::Dense].map(Coding::media_type);
        if response.headers().get(CONTENT_TYPE).is_none_or(|kind| ours.iter().all(|ours| kind != ours)) {
            return Err(LinkError::NotOurServer);
        }
        let until_answer_ms = millis_since(begun);
        let answering = Instant::now();
        let body = bounded_body(response).await?;
        let answer_ms = millis_since(answering);
        let answer = frame::decode_answer_as_sent(&body, MAX_ANSWER).map_err(|_| LinkError::NotOurServer)?;
        let sample = Sample {
            up_bytes,
            down_bytes: size(body.len()),
            up_message_bytes: size(request.push.iter().map(|push| push.message.len()).sum()),
            down_message_bytes: size(message_bytes(&answer)),
            until_answer_ms: until_answer_ms.saturating_sub(answer.worked_ms),
            answer_ms,
        };
        Ok((answer, sample))
    }
}

impl Link {
    pub(crate) async fn catalogue(&self, server: &Url, token: &str) -> Result<SignedCatalogue, LinkError> {
        let body = self.get(server, token, "v1/packs/catalogue").await?;
        frame::decode_catalogue(&body, MAX_CATALOGUE.saturating_mul(2)).map_err(|_| LinkError::NotOurServer)
    }

    /// Whether the bytes are those that were promised is the caller's to look at.
    pub(crate) async fn pack_file(
        &self,
        server: &Url,
        token: &str,
        sha256: &FileHash,
    ) -> Result<Vec<u8>, LinkError> {
        let body = self.get(server, token, &format!("v1/packs/files/{sha256}")).await?;
        // More than any file of a pack is none.
        frame::decode_file(&body, MAX_FILE).or_else(|error| match error {
            frame::FrameError::TooLarge { .. } => Ok(Vec::new()),
            _ => Err(LinkError::NotOurServer),
        })
    }

    async fn get(&self, server: &Url, token: &str, path: &str) -> Result<Vec<u8>, LinkError> {
        let response = self
            .client
            .request(Method::GET, join(server, path)?)
            .header(AUTHORIZATION, format!("Bearer {token}"))
            .send()
            .await
            .map_err(no_answer)?;
        let response = accepted(response).await?;
        if response.headers().get(CONTENT_TYPE).is_none_or(|kind| kind != frame::MEDIA_TYPE) {
            return Err(LinkError::NotOurServer);
        }
        bounded_body(response).await
    }
}

/// The address as a volunteer types it. Without a scheme it is https; plain http only to this machine.
pub(crate) fn server_url(typed: &str) -> Result<Url, LinkError> {
    let typed = typed.trim();
    let with_scheme = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let mut url = Url::parse(&with_scheme).map_err(|_| LinkError::NotOurServer)?;
    let loopback = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    match url.scheme() {
        "https" => {}
        "http" if loopback => {}
        // Personal data never crosses a network in the clear.
        "http" => url.set_scheme("https").map_err(|()| LinkError::NotOurServer)?,
        _ => return Err(LinkError::NotOurServer),
    }
    Ok(url)
}

fn join(server: &Url, path: &str) -> Result<Url, LinkError> {
    let base = format!("{}/", server.as_str().trim_end_matches('/'));
    Url::parse(&base).and_then(|base| base.join(path)).map_err(|_| LinkError::NotOurServer)
}

fn no_answer(error: reqwest::Error) -> LinkError {
    // An answer that is not HTTP came from something, but not from our server.
    if error.is_decode() || error.is_redirect() {
        LinkError::NotOurServer
    } else if error.is_connect() || error.is_builder() {
        LinkError::NoAnswer
    } else {
        LinkError::Broken
    }
}

/// The messages that an answer brings, before compression.
pub(crate) fn message_bytes(answer: &SyncAnswer) -> usize {
    let acks = answer.acks.iter().map(|ack| match ack {
        Ack::Merged { message, .. } => message.len(),
        Ack::AsTold { .. } | Ack::Parked { .. } | Ack::Refused { .. } => 0,
    });
    let feed = answer.feed.iter().map(|item| match item {
        FeedItem::Document { message, .. } => sync::bare::whole_len(message),
        FeedItem::Case { .. } | FeedItem::Removed { .. } => 0,
    });
    acks.chain(feed).sum()
}

fn size(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

fn millis_since(begun: Instant) -> u32 {
    u32::try_from(begun.elapsed().as_millis()).unwrap_or(u32::MAX)
}

/// Success passes; a refusal in our own words becomes its problem; the rest is told apart by status.
async fn accepted(response: Response) -> Result<Response, LinkError> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let is_json = response
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/json"));
    if is_json
        && let Ok(body) = bounded_body(response).await
        && let Ok(problem) = serde_json::from_slice::<Problem>(&body)
    {
        return Err(match problem {
            Problem::Unexpected { .. } => LinkError::ServerTrouble { status: status.as_u16() },
            other => LinkError::Refused(other),
        });
    }
    Err(match status {
        // "Network authentication required" is what an honest captive portal says.
        StatusCode::NETWORK_AUTHENTICATION_REQUIRED => LinkError::NotOurServer,
        _ if status.is_server_error() => LinkError::ServerTrouble { status: status.as_u16() },
        _ => LinkError::NotOurServer,
    })
}

/// The whole body, or an error: a body that was cut is no answer.
async fn bounded_body(mut response: Response) -> Result<Vec<u8>, LinkError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| LinkError::Broken)? {
        if body.len().saturating_add(chunk.len()) > MAX_ANSWER {
            return Err(LinkError::NotOurServer);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_as_people_type_it_and_never_in_the_clear() {
        for (typed, expected) in [
            ("xa-mau.example", "https://xa-mau.example/"),
            (" https://xa-mau.example/ ", "https://xa-mau.example/"),
            ("http://xa-mau.example", "https://xa-mau.example/"),
            ("http://127.0.0.1:8470", "http://127.0.0.1:8470/"),
        ] {
            assert_eq!(server_url(typed).map(|url| url.to_string()), Ok(expected.to_owned()), "{typed}");
        }
        for typed in ["", "ftp://xa-mau.example", "http://"] {
            assert_eq!(server_url(typed), Err(LinkError::NotOurServer), "{typed}");
        }
        assert_eq!(
            join(&server_url("https://example/commune").unwrap(), "v1/sync").unwrap().as_str(),
            "https://example/commune/v1/sync"
        );
    }
}
